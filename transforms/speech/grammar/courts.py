"""What a court is told: "the jury heard that", "…, an inquest was told"."""

from __future__ import annotations

from dataclasses import replace

from transforms.speech.cue import Cue, Found, Known
from transforms.speech.drafts import Range
from transforms.speech.grammar.nouns import phrase_left, phrase_right
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_FROM = frozenset({"from", "by"})
_HEAR = "hear"  # what a court is told to do, it does not hear


def heard_in_court(
    passage: Passage, lexicon: QuoteLexicon, cue: Cue, sentence: Range
) -> Cue | None:
    """The cue, by whoever told it where a court hears something; None where others hear it.

    Nobody but who told it says what a court hears; where the sentence does not name them, the
    court stands for them. "The mother was told that" and "he heard a bang" report nothing.
    """
    hears = lexicon.has(cue.lemma, "of_courts")
    if not hears and not (cue.is_passive and lexicon.has(cue.lemma, "confides")):
        return cue
    court = _court(passage, lexicon, cue.subject, sentence[0])
    if court is None:
        return None if hears else cue
    first, side = cue.last, cue.side
    if side == "left" and court != cue.subject:
        cue = cue.said_by(court)
    told = replace(cue, is_passive=False, lemma=_HEAR)
    if first >= sentence[1] or passage.words[first] not in _FROM:
        return told
    teller = phrase_right(passage, lexicon, first + 1, sentence[1])
    return replace(told, told=Known(Found(side, teller, teller[1]))) if teller else told


def _court(
    passage: Passage, lexicon: QuoteLexicon, subject: Range | None, start: int
) -> Range | None:
    """The court in a subject: "the inquest" of "the inquest into the deaths of X and Y"."""
    if subject is None:
        return None
    links = lexicon.unite("of", "to", "adjunct_prepositions") | {"into"}
    for index in range(subject[0], subject[1]):
        if passage.words[index] in links and index > subject[0]:
            break
        if passage.words[index] in lexicon.words["courts"]:
            named = passage.at[index] >= 0
            return subject[0], passage.mention_end(index) if named else index + 1
    for index in range(subject[0] - 1, start - 1, -1):
        if passage.has_verb(index, index + 1) or passage.words[index] == ",":
            return None
        if passage.words[index] in lexicon.words["courts"]:
            return phrase_left(passage, lexicon, index + 1, start)
    return None
