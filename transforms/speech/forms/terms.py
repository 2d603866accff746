"""Marked words that are no quotation: names, nicknames, titles of works, words used as such."""

from __future__ import annotations

from collections import Counter

from transforms.speech.cue import Cue
from transforms.speech.drafts import Range
from transforms.speech.marks import Marked
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

WORDS_OF_SPEECH = frozenset(
    {"je", "j'", "nous", "on", "vous", "tu", "mon", "ma", "mes", "notre", "nos", "moi",
     "i", "we", "my", "our", "me", "us"}
)  # fmt: skip
_PARTICIPLES = ("és", "ées")  # of several: "des « services coupés »"
_LONGEST_NAME = 6  # words
_LONGEST_TITLE = 7  # words
_FEW = 3  # words of a grade
_FARTHEST = 8  # words between "films" and the colon


def is_named(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, cue: Cue | None
) -> bool:
    """True where the words before the marks give a name, though one of them may be a cue.

    "X, dit « le Boiteux », …", "ce que l'on appelle « … »", "publie « La Mer »"; but not
    "qualifie de « honteux »", "appelle à un « sursaut »", "called it “a disgrace”".
    """
    text = passage.text[marked.start : marked.end]
    words = text.split()
    before = passage.word_at(marked.open) - 1
    if before < sentence[0] or len(words) > _LONGEST_NAME or text.endswith(("!", "?")):
        return False
    lead = passage.text[: marked.open].rstrip().lower()
    if lead.endswith(lexicon.so_called):
        return True
    first = passage.words[passage.word_at(marked.start)]
    is_pronoun = first in WORDS_OF_SPEECH or first in lexicon.words["pronouns"]
    if is_pronoun and has_verb(passage, marked):
        return False
    if passage.words[before] in lexicon.words["naming"]:
        return True
    said = cue is not None and cue.last == before + 1 and _has_own_subject(cue)
    also = passage.words[before] in lexicon.words["also_named"] and before > sentence[0]
    if also and said and not text[0].isupper():
        return False  # "a step its owner called “sad but right”"
    if also and not said:
        return _is_apposed(passage, before, marked, sentence[1])
    if cue is None:
        return False
    if _is_judged_work(passage, lexicon, cue, marked):
        return True
    between = passage.words[cue.last : before + 1]
    if lexicon.has(cue.lemma, "names"):
        links = lexicon.unite("to", "of") | {":"}
        is_adjacent = not set(between) - lexicon.words["articles"]
        if first in lexicon.unite("indefinite", "to") or not links.isdisjoint(between):
            return False
        judged = passage.pos[passage.word_at(marked.start)] == "ADJ" and len(words) == 1
        named = text[0].isupper() and not judged  # "called the scenes “Dickensian”"
        return is_adjacent or named or lexicon.language == "fr"
    return lexicon.has(cue.lemma, "works_with") and not between and _is_title(passage, marked)


def _has_own_subject(cue: Cue) -> bool:
    """True for "called" in "which Jane Doe called": its subject stands right before it."""
    return cue.subject is not None and cue.subject[1] == cue.first


def _is_judged_work(passage: Passage, lexicon: QuoteLexicon, cue: Cue, marked: Marked) -> bool:
    """True for "critique « Des paroles et des actes »": a title right after a verb of judging."""
    return (
        passage.word_at(marked.open) == cue.last
        and not lexicon.has(cue.lemma, "speech")
        and (lexicon.has(cue.lemma, "accusation") or lexicon.has(cue.lemma, "attitude"))
        and len(passage.text[marked.start : marked.end].split()) > 1
        and _is_title(passage, marked)
    )


def is_listed_work(passage: Passage, lexicon: QuoteLexicon, colon: int, marked: Marked) -> bool:
    """True for "dans deux films en juin : « Les Oies », de Paul Roy, …": a title, by its maker."""
    text = passage.text[marked.start : marked.end]
    after = passage.word_at(marked.close)
    if text[-1] in ".!?…" or len(text.split()) > _LONGEST_TITLE or not text[0].isupper():
        return False
    if passage.words[after : after + 1] != [","] or after + 1 >= len(passage.words):
        return False
    lead = {word.removesuffix("s") for word in passage.words[max(0, colon - _FARTHEST) : colon]}
    made = passage.words[after + 1] in lexicon.words["of"] or passage.owner[after + 1] >= 0
    return made and not lead.isdisjoint(lexicon.words["titled"])


def is_grade(passage: Passage, lexicon: QuoteLexicon, marked: Marked) -> bool:
    """True for both terms in "ramené sa recommandation de « acheter » à « conserver »"."""
    tops = passage.tops
    at = next((i for i, other in enumerate(tops) if other.open == marked.open), 0)
    for one, other in zip(tops[max(0, at - 1) : at + 1], tops[max(0, at - 1) + 1 :], strict=False):
        between = passage.words[passage.word_at(one.close) : passage.word_at(other.open)]
        before = passage.words[max(0, passage.word_at(one.open) - 1)]
        linked = len(between) == 1 and between[0] in lexicon.unite("to", "infinitive_of")
        few = max(len(passage.text[m.start : m.end].split()) for m in (one, other)) <= _FEW
        if linked and few and before in lexicon.words["from_words"]:
            return True
    return False


def is_topic(passage: Passage, lexicon: QuoteLexicon, marked: Marked) -> bool:
    """True for "interpelle le ministre sur la « promesse de X »": what is talked about."""
    before = passage.word_at(marked.open) - 1
    if before < 1 or has_verb(passage, marked):
        return False
    definite = lexicon.unite("plain_articles", "demonstratives")
    few = len(passage.text[marked.start : marked.end].split()) <= _LONGEST_NAME
    about = passage.words[before - 1] in lexicon.words["about_words"]
    return few and about and passage.words[before] in definite


def is_phrase(passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked) -> bool:
    """True where an article or a preposition makes the marked words a noun phrase: "le « X »"."""
    before = passage.word_at(marked.open) - 1
    if before < sentence[0]:
        return False
    inside = range(passage.word_at(marked.start), passage.word_at(marked.end))
    own = passage.words[inside.start : inside.stop]
    if not (WORDS_OF_SPEECH.isdisjoint(own) and lexicon.words["pronouns"].isdisjoint(own)):
        return False
    verbs = [
        i for i in inside
        if passage.pos[i] in ("VERB", "AUX")
        and not (passage.pos[i - 1] == "NOUN" and passage.words[i].endswith(_PARTICIPLES))
    ]  # fmt: skip
    if passage.words[before] in lexicon.words["articles"]:
        return not [i for i in verbs if i > inside.start]  # a noun may be taken for a verb
    return not verbs and passage.words[before] in lexicon.words["closers"]


def is_heading(passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked) -> bool:
    """True for « Voisins vigilants » : …, « Air Loire One » livre…: a name that opens a title."""
    first, last = passage.word_at(marked.start), passage.word_at(marked.end)
    after = passage.word_at(marked.close)
    if marked.open > passage.starts[sentence[0]] or not 2 <= last - first <= 4:
        return False
    if passage.pos[first] not in ("NOUN", "PROPN") or has_verb(passage, marked):
        return False
    goes_on = after < sentence[1] and (
        passage.words[after] == ":" or passage.pos[after] in ("VERB", "AUX")
    )
    return goes_on and passage.text[marked.start].isupper()


def _is_apposed(passage: Passage, before: int, marked: Marked, end: int) -> bool:
    """True for ", dit « X »," and "Jean, alias « X »": a name beside a name."""
    after = passage.word_at(marked.close)
    closes = after >= end or passage.words[after] in (",", ".", ")", ";") or passage.at[after] >= 0
    beside = passage.words[before - 1] in (",", "(") or passage.pos[before - 1] in ("NOUN", "PROPN")
    return closes and (beside or passage.at[before - 1] >= 0)


def _is_title(passage: Passage, marked: Marked) -> bool:
    """True for words without a verb that begin with a capital: the title of a work."""
    return passage.text[marked.start].isupper() and not has_verb(passage, marked)


def is_term(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    marked: Marked,
    repeated: Counter[str],
    is_governed: bool,
) -> bool:
    """True for titles, names, nicknames and single words used as such."""
    text = passage.text[marked.start : marked.end]
    words = text.split()
    is_key = passage.text[marked.close : marked.close + 1] == ":" and text[0].islower()
    if len(words) == 1 and (text[0] in "#@" or is_key):
        return True
    if text.lower() in lexicon.words["marked_names"]:
        return True
    verbal = has_verb(passage, marked)
    before = passage.word_at(marked.open) - 1
    previous = passage.words[before] if before >= 0 else ""
    often = repeated[text.lower()] > (2 if is_governed else 1)
    if often and (len(words) <= 3 or (not verbal and len(words) <= 7)):
        return True
    inside = range(passage.word_at(marked.start), passage.word_at(marked.end))
    judged = is_governed and text[0].islower() and _is_judgement(passage, lexicon, inside.start)
    if previous == ":" and is_listed_work(passage, lexicon, before, marked):
        return True
    nominal = (not verbal or text[0].isupper()) and not judged
    if nominal and _is_titled(passage, lexicon, before):
        return True
    if len({passage.at[i] for i in inside} - {-1}) == 1 and all(passage.at[i] >= 0 for i in inside):
        return True
    if before >= sentence[0] and text[0].isupper() and len(words) <= 8:
        linked = previous in lexicon.unite("of", "to", "articles")
        if linked or previous in lexicon.words["closers"] or previous == "(":
            return True
        spoken = any(passage.words[i] in WORDS_OF_SPEECH for i in inside)
        if not is_governed and previous not in (":", ",") and not (verbal and spoken):
            return True
        if passage.pos[before] in ("NOUN", "PROPN", "ADJ") and not is_governed:
            return True
    return len(words) <= 6 and text[0].isupper() and before >= sentence[0] and all(
        passage.text[passage.starts[i]].isupper()
        or passage.pos[i] in ("ADP", "DET", "CCONJ", "PUNCT")
        for i in inside
    )  # fmt: skip


def _is_judgement(passage: Passage, lexicon: QuoteLexicon, first: int) -> bool:
    """True in "a jugé l'opération « conforme au droit »": no name of an operation."""
    is_indefinite = passage.words[first] in lexicon.words["indefinite"]
    return is_indefinite or passage.pos[first] in ("ADJ", "ADV")


def _is_titled(passage: Passage, lexicon: QuoteLexicon, before: int) -> bool:
    """True after "le film", "le prix du", "la candidate de"."""
    index = before
    passed = lexicon.unite("of", "articles")
    while index >= 0 and (passage.words[index] in passed or passage.words[index] in ("(", ",")):
        index -= 1
    if 0 < index < before + 1 and passage.at[index] >= 0:  # "l'émission de France 2 « … »"
        owner = passage.at[index]
        while index > 0 and (
            passage.at[index] == owner or passage.words[index] in lexicon.words["of"]
        ):
            index -= 1
        return passage.words[index] in lexicon.words["titled"]
    if index < 0 or passage.owner[index] >= 0:
        return False
    is_beside = all(word in ("(", ",") for word in passage.words[index + 1 : before + 1])
    words = lexicon.words["titled"] if is_beside else lexicon.words["titled_of"]
    return passage.words[index] in words


def has_verb(passage: Passage, marked: Marked) -> bool:
    """True when a verb stands in the marked words, as far as the tagger can tell."""
    return passage.has_verb_between(marked.start, marked.end)
