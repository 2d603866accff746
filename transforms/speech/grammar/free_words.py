"""The words of a sentence that neither name its speaker nor are said."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.speech.drafts import Draft, Range
from transforms.speech.passages import Passage


def free_words(passage: Passage, sentence: Range, draft: Draft) -> Iterator[int]:
    """Words of the sentence that neither name the speaker nor are said."""
    start, end = passage.starts[sentence[0]], passage.ends[sentence[1] - 1]
    first, last = draft.speaker or (0, 0)
    inner = draft.rule == "inner incise" and draft.cue is not None
    for index in _inside(passage, draft) if inner else passage.outside(start, end):
        if first <= index < last:
            continue
        here = passage.starts[index]
        for said, until in draft.spans:
            if said <= here < until:
                break
        else:
            yield index


def _inside(passage: Passage, draft: Draft) -> Iterator[int]:
    """The words of an incise inside marks: « Je pars, dit-il à l'AFP. On verra »."""
    start = draft.spans[0][1]
    end = draft.spans[1][0] if len(draft.spans) > 1 else _closing(passage, start)
    return iter(range(passage.word_at(start), passage.word_at(end)))


def _closing(passage: Passage, at: int) -> int:
    """Where the marks around character `at` end, or the line."""
    ends = (m.end for m in passage.tops if m.start <= at <= m.end)
    return next(ends, len(passage.text))
