"""Asides between commas or dashes, beside a subject or its verb: "sa fille, elle, tranche : …"."""

from __future__ import annotations

from transforms.speech.cue import Range
from transforms.speech.grammar.adjuncts import is_adverb, skip_adjuncts
from transforms.speech.grammar.nouns import phrase_left
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONGEST_CLAUSE = 14  # words of ", comme il l'avait promis,"
_LONGEST = 8  # words between the commas
_LONGEST_RELATIVE = 30
_FRENCH_PARTICIPLES = (
    "é",
    "ée",
    "és",
    "ées",
    "i",
    "ie",
    "is",
    "u",
    "ue",
    "us",
    "ert",
    "int",
    "oint",
)
_DASHES, _LONGEST_DASHED = frozenset({"–", "—"}), 20  # words between the dashes


def after_aside(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    """Index after ", elle,", ", dans un communiqué," or ", si X," at `index`; else `index`."""
    words = passage.words
    if index + 2 >= end or words[index] != ",":
        return index
    if words[index + 1] in lexicon.words["contrasting"] and words[index + 2] == ",":
        return index + 3
    if words[index + 1] in lexicon.words["subordinates"]:
        near = range(index + 3, min(end - 1, index + _LONGEST_CLAUSE))
        comma = next((i for i in near if words[i] == "," and passage.owner[i] < 0), index)
        links = lexicon.unite("infinitive_of", "infinitive_to", "complementisers")
        return comma + 1 if comma > index and words[comma + 1] in links else index
    after = skip_adjuncts(passage, lexicon, index + 1, min(end, index + 2 + _LONGEST))
    return after + 1 if index + 1 < after < end and words[after] == "," else index


def before_asides(passage: Passage, lexicon: QuoteLexicon, index: int, start: int) -> int:
    """Index of the last word before ", elle," and ", pour sa part," that end at `index`.

    And before "– élue depuis 2014 –".
    """
    words = passage.words
    if words[index] in _DASHES:
        inside = range(index - 1, max(start, index - _LONGEST_DASHED), -1)
        return next((at - 1 for at in inside if words[at] in _DASHES), index)
    if index - 3 <= start or words[index] != ",":
        return index
    at = index - 1
    if words[at] in lexicon.words["contrasting"]:
        at -= 1
    else:
        while at > max(start, index - _LONGEST) and is_adverb(passage, lexicon, at):
            at -= 1
    is_aside = at < index - 1 and words[at] == "," and at > start
    return at - 1 if is_aside and words[at - 1] not in (",", ".") else index


def before_relative(
    passage: Passage, lexicon: QuoteLexicon, comma: int, start: int
) -> Range | None:
    """The subject in "Washington, qui paie une partie du plan, s'est dit": before its relative.

    `comma` stands before the verb, and the sentence or clause begins with the subject.
    """
    if passage.words[comma] != ",":
        return None
    for index in range(comma - 2, max(start, comma - _LONGEST_RELATIVE), -1):
        if passage.words[index] != "," or passage.owner[index] >= 0:
            continue
        if passage.words[index + 1] not in lexicon.unite("relatives", "whose"):
            return None
        phrase = phrase_left(passage, lexicon, index, start)
        opens = phrase is not None and (phrase[0] == start or passage.words[phrase[0] - 1] == ",")
        return phrase if opens and not passage.has_verb(start, index) else None
    return None


def after_participle(passage: Passage, lexicon: QuoteLexicon, start: int, end: int) -> int:
    """Where the clause begins behind "Interpellé par la députée X, le ministre"; else `start`."""
    if lexicon.language != "fr" or passage.owner[start] >= 0 or passage.at[start] >= 0:
        return start
    word = passage.words[start]
    if not word.endswith(_FRENCH_PARTICIPLES) or passage.pos[start] not in ("VERB", "ADJ"):
        return start
    for index in range(start + 2, end - 1):
        if passage.words[index] != "," or passage.owner[index] >= 0:
            continue
        named = passage.at[index + 1] >= 0
        if named or passage.words[index + 1] in lexicon.unite("articles", "possessives"):
            return index + 1
    return start


def before_participle(passage: Passage, lexicon: QuoteLexicon, index: int, start: int) -> int:
    """Index of the comma before the aside in "un arrêté, rendu public mardi, qui"; else `index`."""
    if lexicon.language != "fr" or index - 2 <= start or passage.words[index - 1] != ",":
        return index
    for at in range(index - 2, max(start, index - 2 - _LONGEST), -1):
        if passage.words[at] == ",":
            first = passage.words[at + 1]
            told = first.endswith(_FRENCH_PARTICIPLES) and passage.pos[at + 1] in ("VERB", "ADJ")
            return at if told and passage.at[at + 1] < 0 else index
        if passage.owner[at] >= 0:
            return index
    return index
