"""Where what stands before an incise begins: behind a stop, a dash, the topic of a title."""

from __future__ import annotations

from transforms.speech.cue import Cue
from transforms.speech.drafts import Range
from transforms.speech.passages import VERBAL, Passage

_DASHES = frozenset({"–", "—", "-"})


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
