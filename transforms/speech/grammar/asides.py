"""Asides between commas or dashes, beside a subject or its verb: "sa fille, elle, tranche : …"."""

from __future__ import annotations

from transforms.speech.grammar.adjuncts import is_adverb, skip_adjuncts
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONGEST = 8  # words between the commas
_DASHES, _LONGEST_DASHED = frozenset({"–", "—"}), 20  # words between the dashes


def after_aside(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    """Index after ", elle," or ", dans un communiqué," that begins at `index`; else `index`."""
    words = passage.words
    if index + 2 >= end or words[index] != ",":
        return index
    if words[index + 1] in lexicon.words["contrasting"] and words[index + 2] == ",":
        return index + 3
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
