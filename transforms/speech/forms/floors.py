"""Where what stands before an incise begins: behind a stop, a dash, the topic of a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transforms.speech.cue import Cue, Found, Known
from transforms.speech.drafts import Range
from transforms.speech.grammar.candidates import has_source
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_DASHES = frozenset({"–", "—", "-"})
_INNER_END = re.compile(r"[.!?…] [A-ZÀ-Ý]")


def after_stop(passage: Passage, sentence: Range, first: int) -> int:
    """Character after the stop before a mere subject: "A est ouvert ; B, dit-il, fermera".

    And after the topic of a title.
    """
    topic = 0
    if passage.line.kind in ("title", "subheading"):
        topic = _after_topic(passage, sentence, first)
    for index in range(first - 1, sentence[0], -1):
        if passage.owner[index] < 0 and passage.words[index] in (";", ":"):
            return max(topic, passage.ends[index])
        if passage.pos[index] in VERBAL:
            break
    return topic


def after_scene(passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue) -> int:
    """Character after the colon of "Le maire calme le jeu : tout sera payé, promet-il"."""
    if cue.side != "pronoun":
        return 0
    for at in range(sentence[0] + 2, cue.first - 2):
        if passage.words[at] == ":" and passage.owner[at] < 0:
            told = any(has_source(passage, lexicon, i) for i in range(sentence[0], at))
            acts = told and passage.has_verb(sentence[0], at) and passage.has_verb(at, cue.first)
            return passage.ends[at] if acts else 0
    return 0


def after_dash(passage: Passage, sentence: Range, cue: Cue) -> int:
    """Character after the dash of "Elle part – à cause du « mépris », dit-elle – en mai"."""
    if cue.after >= sentence[1] or passage.words[cue.after] not in _DASHES:
        return 0
    for index in range(cue.first - 1, sentence[0], -1):
        if passage.owner[index] < 0 and passage.words[index] in _DASHES:
            return passage.ends[index]
    return 0


def _after_topic(passage: Passage, sentence: Range, first: int) -> int:
    """Character after the topic of a title: "Retraites : rien ne presse, juge X"."""
    for index in range(sentence[0], min(first, sentence[0] + 7)):
        if passage.words[index] == ":" and passage.owner[index] < 0:
            return passage.ends[index]
    return 0


def at_relative(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, first: int, cues: Sequence[Cue]
) -> int:
    """Character of "qui" in "X invite à « comparer » avec ceux qui, …, qui partent, dit-il, tard".

    Behind another report the main clause is the journalist's, and only what hangs on it is said
    before word `first`; 0 where nothing hangs there.
    """
    for index in range(first - 2, sentence[0] + 2, -1):
        if passage.words[index] == "," or passage.owner[index] >= 0 or passage.is_mark(index):
            return 0
        if passage.words[index] not in lexicon.words["relative_words"]:
            continue
        if passage.words[index] in lexicon.words["complementisers"] and (
            passage.pos[index - 1] not in ("NOUN", "PROPN")
        ):
            return 0
        told = any(
            cue.last < index and cue.side in ("left", "relative") and not cue.is_negated
            for cue in cues
        )
        hangs = passage.words[index - 1] == "," or passage.pos[index - 1] in ("NOUN", "PROPN")
        return passage.starts[index] if told and hangs and passage.has_verb(index, first) else 0
    return 0


def after_own(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    cue: Cue,
    floor: int,
    cues: Sequence[Cue],
) -> tuple[int, Cue]:
    """Behind an earlier cue of the same voice: "X réagit, dénonçant « des cris », a-t-il écrit".

    What "il" says begins with the marks that follow that cue, and "il" is its subject.
    """
    opened = [m for m in passage.tops if floor <= m.open < passage.starts[cue.first]]
    if cue.side != "pronoun" or not opened:
        return floor, cue
    said, before = opened[-1], passage.word_at(opened[-1].open) - 1
    whole = passage.words[before] in lexicon.words["complementisers"] or _INNER_END.search(
        passage.text, said.start, said.end
    )
    for earlier in reversed(cues) if whole else ():
        end = passage.ends[earlier.last - 1]
        if not (sentence[0] <= earlier.first < cue.first and floor <= end <= said.open):
            continue
        told = earlier.side in ("left", "implicit") and not lexicon.has(earlier.lemma, "weak")
        if told and earlier.subject and not passage.has_verb_between(end, said.open):
            return said.open, replace(cue, told=Known(Found("pronoun", earlier.subject, cue.after)))
        break
    return floor, cue
