"""Spans of text: what is trimmed from them, what two of them share."""

from __future__ import annotations

import re

_MARKS = "«»“”„\"'’‘‹› \t\r\n\u00a0\u2007\u2009\u202f—–"
_COMPLEMENTISER = re.compile(r"(?:que?|that)(?=[\s«“\"'’])['’]?", re.IGNORECASE)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without outer marks, spaces, a dialogue dash, a trailing comma, a leading *que*."""
    while True:
        before = (start, end)
        while start < end and text[start] in _MARKS:
            start += 1
        while end > start and (text[end - 1] in _MARKS or text[end - 1] == ","):
            end -= 1
        if match := _COMPLEMENTISER.match(text, start, end):
            start = match.end()
        if (start, end) == before:
            return before


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Code points that two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def iou(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two spans."""
    shared = overlap(one, other)
    union = (one[1] - one[0]) + (other[1] - other[0]) - shared
    return shared / union if union else 0.0
