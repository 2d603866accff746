"""Whom a relative clause tells of: "les réquisitions du parquet, qui avait pointé…"."""

from __future__ import annotations

from transforms.speech.cue import Range
from transforms.speech.grammar.appositions import is_person
from transforms.speech.grammar.asides import before_participle
from transforms.speech.grammar.nouns import phrase_left
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_SINGULAR = frozenset({"a", "avait", "est", "était", "dit", "disait"})
_OF_ONE = frozenset({"du", "la", "l'", "le"})  # behind a noun in the plural


def antecedent(passage: Passage, lexicon: QuoteLexicon, index: int, start: int) -> Range | None:
    last = before_participle(passage, lexicon, index, start)
    while last > start and passage.words[last - 1] in (",", ")", "–"):
        last -= 1
    phrase = phrase_left(passage, lexicon, last, start)
    if phrase is None or index + 1 >= len(passage.words):
        return phrase
    if passage.words[index + 1].endswith(("ent", "ont")):  # a plural verb: "… des A et B qui"
        for inner in range(phrase[1] - 1, phrase[0], -1):
            if passage.words[inner] in lexicon.words["plural_articles"]:
                return inner, phrase[1]
    if passage.words[index + 1] in _SINGULAR and (
        passage.words[phrase[0]] in lexicon.words["plural_articles"]
    ):  # "les réquisitions du parquet, qui avait"
        for inner in range(phrase[0] + 2, phrase[1] - 1):
            if passage.words[inner] in _OF_ONE:
                return inner, phrase[1]
    return phrase


def whom_it_tells_of(
    passage: Passage, lexicon: QuoteLexicon, index: int, start: int
) -> Range | None:
    """The person right before "who": "a pupil, Mason Tuttle, who told the board"."""
    last = index - (passage.words[index - 1] == ",")
    if passage.words[index] not in lexicon.words["relatives"] or last <= start:
        return None
    if not is_person(passage, last - 1) or passage.owner[last - 1] >= 0:
        return None
    first = last - 1
    while first > start and passage.at[first - 1] == passage.at[last - 1]:
        first -= 1
    return first, last
