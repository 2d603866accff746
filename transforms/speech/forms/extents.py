"""How far marked words reach: « le courage » des habitants, un plan « irréaliste »."""

from __future__ import annotations

from transforms.speech.cue import Cue
from transforms.speech.drafts import Range
from transforms.speech.grammar.adjuncts import is_adverb
from transforms.speech.grammar.asides import after_aside
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.marks import Marked
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONGEST_FEELING = 6  # words of "sa profonde gratitude pour"
_TOWARDS = frozenset({"contre", "envers", "vers", "against", "towards"})
_DONE = frozenset({"fait", "faite", "faits", "faites", "due", "dus", "dues", "mise", "rendu"})
_NOMINAL = frozenset({"DET", "NOUN", "ADJ", "ADP", "ADV"})
_PARTICIPLES = ("é", "ée", "és", "ées", "i", "ie", "is", "u", "ue", "us", "ues")
_LONGEST_OWNED = 14  # words of a complement that is the owner's own


def with_complement(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked
) -> Range | None:
    """The marked words with the complement that ends their noun phrase: « le courage » de X."""
    first = passage.word_at(marked.close)
    if first + 1 >= sentence[1]:
        return None
    if passage.words[first] in lexicon.words["conjunctions"]:
        return _with_another(passage, lexicon, sentence, marked, first + 1)
    if passage.words[first] in _TOWARDS:
        return _with_target(passage, lexicon, sentence, marked, first + 1)
    if passage.words[first] in lexicon.words["for_what"] and lexicon.language == "fr":
        return _with_use(passage, lexicon, sentence, marked, first + 1)
    if passage.words[first] not in lexicon.words["genitive"]:
        return _with_participle(passage, lexicon, sentence, marked, first)
    if passage.words[first + 1][0].isdigit():
        return None  # « des aides » de 2019 à 2022
    phrase = phrase_right(passage, lexicon, first + 1, sentence[1])
    if phrase is None:
        return _with_infinitive(passage, lexicon, sentence, marked, first + 1)
    if any(passage.owner[i] >= 0 for i in range(*phrase)):
        return None
    further = _owned_end(passage, lexicon, phrase[1], sentence[1])
    if further > phrase[1]:
        return marked.open, passage.ends[further - 1]
    end = passage.ends[phrase[1] - 1]
    longest = 2 * (marked.close - marked.open) + 4  # the marked words stay the greater part
    return (marked.open, end) if end - marked.open <= longest else None


def _with_use(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, first: int
) -> Range | None:
    """The marked words with whom they concern, at a clause's end: « indigne » pour le personnel."""
    phrase = phrase_right(passage, lexicon, first, sentence[1])
    if phrase is None or any(passage.owner[i] >= 0 for i in range(*phrase)):
        return None
    ends = phrase[1] >= sentence[1] or passage.words[phrase[1]] in lexicon.words["stops"]
    return (marked.open, passage.ends[phrase[1] - 1]) if ends else None


def _with_infinitive(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, first: int
) -> Range | None:
    """« indécent » de demander 100 francs: what is judged so, up to the sentence's end."""
    at = passage.word_at(marked.start)
    alone = passage.word_at(marked.end) <= at + 1 and lexicon.language == "fr"
    judged = alone and passage.pos[at] in ("ADJ", "VERB", "ADV")
    if not judged or not passage.words[first].endswith(("er", "ir", "re", "oir")):
        return None
    for at in range(first + 1, sentence[1] + 1):
        if at == sentence[1] or passage.words[at] in lexicon.words["stops"]:
            return marked.open, passage.ends[at - 1]
        if passage.owner[at] >= 0 or passage.is_mark(at) or passage.words[at] in (",", ";"):
            break
    return None


def with_cause(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, cue: Cue
) -> Range | None:
    """ "s'est dite « sidérée » par le ton du ministre": by what, up to a comma or the end."""
    first = passage.word_at(marked.close)
    if lexicon.language != "fr" or not lexicon.has(cue.lemma, "states") or first >= sentence[1]:
        return None
    if cue.last < passage.word_at(marked.open) - 1 or passage.words[first] != "par":
        return None
    for at in range(first + 1, min(sentence[1], first + _LONGEST_OWNED)):
        if passage.words[at] in lexicon.words["stops"] or passage.words[at] == ",":
            return marked.open, passage.ends[at - 1]
        if passage.owner[at] >= 0 or passage.is_mark(at) or passage.pos[at] in ("CCONJ", "SCONJ"):
            break
    return None


def _with_target(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, first: int
) -> Range | None:
    """« l'usage de la force » contre un voisin: whom it is done to, up to the sentence's end."""
    phrase = phrase_right(passage, lexicon, first, sentence[1])
    end = phrase[1] if phrase else first + (passage.pos[first] == "NOUN")
    if end == first or any(passage.owner[i] >= 0 for i in range(first, end)):
        return None
    ends = end >= sentence[1] or passage.words[end] in lexicon.words["stops"]
    return (marked.open, passage.ends[end - 1]) if ends else None


def _with_participle(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, first: int
) -> Range | None:
    """« une politique du vide » menée sans les élus: the participle is of what was said."""
    word = passage.words[first]
    if passage.pos[first] not in ("VERB", "ADJ", "NOUN", "AUX"):
        return None
    told = word in lexicon.verbs or word in lexicon.words["closers"]
    ends = word.endswith(("é", "ée", "és", "ées")) and not told
    if lexicon.language != "fr" or not (ends or word in _DONE):
        return None
    for at in range(first + 1, min(sentence[1], first + _LONGEST_OWNED)):
        if passage.words[at] in lexicon.words["stops"]:
            return marked.open, passage.ends[at - 1]
        if passage.pos[at] in ("VERB", "AUX") or passage.owner[at] >= 0 or passage.is_mark(at):
            return None
    return None


def _owned_end(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    """Where « l'appui » of X "dans sa lutte avec Y" ends: "sa" is X's; else `index`."""
    if index + 2 >= end or passage.words[index + 1] not in lexicon.words["possessives"]:
        return index
    if passage.words[index] not in lexicon.words["adjunct_prepositions"]:
        return index
    for at in range(index + 2, min(end, index + _LONGEST_OWNED)):
        if passage.words[at] in lexicon.words["stops"]:
            return at
        if passage.pos[at] in ("VERB", "AUX") or passage.owner[at] >= 0:
            break
    return index


def with_noun(
    passage: Passage, lexicon: QuoteLexicon, marked: Marked, cue: Cue, whole: Range | None
) -> Range | None:
    """The noun with the marked words that only qualify it: un plan « irréaliste »."""
    at = passage.word_at(marked.start)
    first, opens = cue.after, passage.word_at(marked.open)
    if lexicon.language == "en" and lexicon.has(cue.lemma, "judges_as"):
        return None  # "branded his comments “pathetic”"
    if at >= len(passage.pos) or not _qualifies(passage, lexicon, at):
        return None
    while first < opens and is_adverb(passage, lexicon, first):
        first += 1
    phrase = phrase_right(passage, lexicon, first, opens)
    if phrase is None or passage.pos[opens - 1] not in ("NOUN", "ADJ"):
        return None
    if phrase[1] != opens and not _NOMINAL.issuperset(passage.pos[first:opens]):
        return None
    if passage.words[first] not in lexicon.unite("indefinite", "possessives", "numerals"):
        return None
    if not lexicon.words["coordinators"].isdisjoint(passage.words[first:opens]):
        return None
    if cue.side not in ("left", "relative"):
        return None
    return passage.starts[first], whole[1] if whole else marked.close


def _qualifies(passage: Passage, lexicon: QuoteLexicon, at: int) -> bool:
    """True for a word with which what qualifies a noun may begin: "rédigé sans eux", "qui tue"."""
    word = passage.words[at]
    if passage.pos[at] in ("ADJ", "ADP", "ADV") or word in lexicon.words["relatives"]:
        return True
    return passage.pos[at] == "VERB" and word.endswith(_PARTICIPLES)


def with_accused(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, cue: Cue
) -> Range | None:
    """Whom the marked words accuse, with them: "accuse l'État d'« inaction »"."""
    links = passage.word_at(marked.open) - 1
    if not lexicon.has(cue.lemma, "with_object") or cue.side not in ("left", "relative"):
        return None
    if passage.words[links] not in lexicon.words["genitive"]:
        return None
    first = after_aside(passage, lexicon, cue.after, sentence[1])
    accused = phrase_right(passage, lexicon, first, links)
    if accused is None or passage.has_verb(first, links) or "," in passage.words[first:links]:
        return None
    return passage.starts[first], marked.close


def with_feeling(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, cue: Cue
) -> Range | None:
    """The feeling that the marked words tell the cause of: sa gratitude pour « l'appui » de X."""
    first, opens = cue.after, passage.word_at(marked.open)
    if not lexicon.has(cue.lemma, "feelings") or cue.side != "left":
        return None
    while first < opens and is_adverb(passage, lexicon, first):
        first += 1
    if not 2 < opens - first <= _LONGEST_FEELING or passage.pos[first + 1] not in ("NOUN", "ADJ"):
        return None
    links = lexicon.unite("adjunct_prepositions", "closers", "genitive")
    if passage.words[first] not in lexicon.words["possessives"]:
        return None
    if links.isdisjoint(passage.words[first + 2 : opens]) or passage.has_verb(first + 1, opens):
        return None
    for at in range(passage.word_at(marked.close), sentence[1]):
        if passage.words[at] in lexicon.words["stops"]:
            return passage.starts[first], passage.ends[at - 1]
        if passage.pos[at] in ("VERB", "AUX") or passage.owner[at] >= 0:
            break
    return passage.starts[first], marked.close


def _with_another(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, first: int
) -> Range | None:
    """The marked words with what shares their complement: « l'appui » et l'amitié du pays."""
    if passage.words[first] not in lexicon.words["articles"]:
        return None
    phrase = phrase_right(passage, lexicon, first, sentence[1])
    if phrase is None or any(passage.owner[i] >= 0 for i in range(*phrase)):
        return None
    if lexicon.words["genitive"].isdisjoint(passage.words[first + 1 : phrase[1]]):
        return None
    ends = phrase[1] >= sentence[1] or passage.words[phrase[1]] in lexicon.words["stops"]
    return (marked.open, passage.ends[phrase[1] - 1]) if ends else None
