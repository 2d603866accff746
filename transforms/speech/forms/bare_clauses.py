"""Reported clauses without a complementiser: "She told the paper he would stay"."""

from __future__ import annotations

from transforms.speech.cue import Cue
from transforms.speech.drafts import Range
from transforms.speech.grammar.adjuncts import skip_adjuncts
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_SIDES = ("left", "relative", "implicit")
_NOMINAL = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "SYM")
_THEM = frozenset({"them", "him", "us", "me"})  # "told them the road would close"
_LONGEST_SUBJECT = 18  # words
_LONGEST_ASIDE = 14  # words between a subject and its verb, with the commas
_LONGEST_ADJUNCT = 6  # words between a subject and its verb
_LONGEST_CONDITION = 24  # words before the main clause: "said if …, it would close"


def bare_clause(passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue) -> Range | None:
    """The first word of the clause that a cue introduces, and where its verb stands."""
    if not lexicon.has(cue.lemma, "bare_clause"):
        return None
    first = skip_adjuncts(passage, lexicon, cue.after, sentence[1])
    while first > cue.after and (
        passage.words[first - 1] in lexicon.words["expletives"]
        or passage.match(first - 1, lexicon.phrases["conditions"])
    ):
        first -= 1
    first = _behind_told(passage, lexicon, cue, first, sentence[1])
    start = first
    if first >= sentence[1]:
        return None
    first = _behind_condition(passage, lexicon, first, sentence[1])
    first += passage.text[passage.starts[first]] in "£$€"
    first += passage.match(first, lexicon.phrases["about"])  # "says at least 340 families are"
    last = _subject_end(passage, lexicon, first, sentence[1])
    verb = _verb_at(passage, lexicon, last, sentence[1]) if last else 0
    if not verb and lexicon.has(cue.lemma, "clause_only"):
        verb = _any_verb(passage, lexicon, first, sentence[1])
    return (start, verb) if verb and cue.side in _SIDES else None


def _behind_told(passage: Passage, lexicon: QuoteLexicon, cue: Cue, first: int, end: int) -> int:
    """Index behind whom somebody tells it: "told investors", not "warns some homes could"."""
    if not lexicon.has(cue.lemma, "object_clause"):
        return first
    if first + 1 < end and passage.words[first] in _THEM:
        return first + 1 + (passage.words[first + 1] in lexicon.words["complementisers"])
    if first + 1 < end and passage.words[first] == "her":
        subjects = lexicon.unite("pronouns", "articles") - lexicon.words["complementisers"]
        if passage.words[first + 1] in subjects:
            return first + 1  # "told her she had failed"
    told = phrase_right(passage, lexicon, first, end)
    named = _before_name(passage, lexicon, told) if told else 0
    if named:
        return named
    if told is None or (told[1] < end and passage.pos[told[1]] == "AUX"):
        return first
    after = skip_adjuncts(passage, lexicon, told[1], end)
    while after > told[1] and passage.match(after - 1, lexicon.phrases["about"]):
        after -= 1  # "told the paper only two were left"
    return after


def _before_name(passage: Passage, lexicon: QuoteLexicon, told: Range) -> int:
    """The name in "told jurors Smith had lied", "told the court Smith had lied"; else 0.

    Whom somebody tells it is a plural or a body that no name can follow, and the name begins what
    is told. Not "told reporter Anne Roy the road was shut", "told Hull City fans".
    """
    first, last = told
    for index in range(first + 1, last):
        if passage.at[index] < 0 or passage.owner[index] >= 0:
            continue
        if passage.at[index - 1] == passage.at[index]:
            continue
        verb, begins = passage.mention_end(index), index
        while begins > first + 1 and passage.words[begins - 1] in lexicon.words["titles"]:
            begins -= 1
        if verb < len(passage.words) and passage.pos[verb] in VERBAL:
            return begins if _only_hears(passage, lexicon, first, begins - 1) else 0
    return 0


def _only_hears(passage: Passage, lexicon: QuoteLexicon, first: int, last: int) -> bool:
    """True for "residents", "the jury" and "the BBC", behind which a name is another's."""
    if passage.at[last] >= 0:
        return passage.mentions[passage.at[last]].label == "ORG"
    word, article = passage.words[last], passage.words[first] in lexicon.words["articles"]
    noun = passage.pos[last] in ("NOUN", "PROPN")
    if word in lexicon.unite("courts", "hearers", "bodies", "media_bodies"):
        return True
    return noun and word.endswith("s") and not article


def _any_verb(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> int:
    """Index of the finite verb of a longer subject: "said the ice that dams it will not last"."""
    if first >= end or passage.pos[first] not in _NOMINAL or passage.is_mark(first):
        return 0
    in_relative = False
    for at in range(first + 1, min(end, first + _LONGEST_SUBJECT)):
        word = passage.words[at]
        if passage.owner[at] >= 0 or passage.is_mark(at):
            continue
        if word in lexicon.unite("relatives", "complementisers"):
            in_relative = True
        elif word in (".", ";", ":") or passage.pos[at] == "SCONJ":
            return 0
        elif passage.pos[at] in VERBAL and not word.endswith("ing"):
            if not in_relative:
                follows = passage.words[at - 1] in lexicon.words["coordinators"]
                return 0 if follows else at
            in_relative = False
    return 0


def _subject_end(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> int:
    """Index behind the subject that begins at word `first`; 0 if none does."""
    if first >= end:
        return 0
    if passage.is_mark(first):
        return _after_marked(passage, first, end)
    subject = phrase_right(passage, lexicon, first, end)
    if subject is None and passage.words[first] in lexicon.words["expletives"]:
        subject = (first, first + 1)
    if subject is None or subject[1] >= end or passage.owner[first] >= 0:
        return 0
    return subject[1]


def _after_marked(passage: Passage, first: int, end: int) -> int:
    """Index of the verb right behind marked words: says “not one filter” was replaced."""
    for marked in passage.tops:
        after = passage.word_at(marked.close)
        if marked.open == passage.starts[first] and after < end and marked.is_closed:
            finite = passage.pos[after] in VERBAL and not passage.words[after].endswith("ing")
            return after if finite else 0
    return 0


def _verb_at(passage: Passage, lexicon: QuoteLexicon, last: int, end: int) -> int:
    """Index of the verb (or of a mark) behind a subject that ends before word `last`; else 0."""
    beside = passage.pos[last] == "ADV" or passage.words[last] in lexicon.words["contrasting"]
    after = min(last + beside, end - 1)
    skipped = skip_adjuncts(passage, lexicon, after, min(end, after + _LONGEST_ADJUNCT))
    if skipped < end and passage.pos[skipped] in VERBAL:
        after = skipped  # "says the baths in the town lose money"
    after = _after_apposed(passage, after, end)
    verbal = after < end and passage.pos[after] in VERBAL
    return after if verbal or passage.is_mark(last) else 0


def _after_apposed(passage: Passage, index: int, end: int) -> int:
    """Index of the verb behind an aside: "the crew of 23, most of them young, were well"."""
    if index + 1 >= end or passage.words[index] != ",":
        return index
    for at in range(index + 1, min(end - 1, index + _LONGEST_ASIDE)):
        if passage.words[at] == "," and passage.pos[at + 1] in VERBAL:
            return index if passage.words[at + 1].endswith("ing") else at + 1
        if passage.pos[at] in VERBAL or passage.owner[at] >= 0:
            return index
    return index


def _behind_condition(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> int:
    """Index behind "if …," where the main clause of what is said begins; else `first`."""
    if not passage.match(first, lexicon.phrases["conditions"]):
        return first
    for at in range(first + 2, min(end - 1, first + _LONGEST_CONDITION)):
        if passage.words[at] == "," and passage.owner[at] < 0:
            return at + 1 if passage.has_verb(first, at) else first
    return first
