"""Clock times, and which of those in a line is that of its day."""

from __future__ import annotations

import re

BESIDE = 8  # characters to a clock time that is surely the day's
NEAR = 25  # characters between a day and its clock time

CLOCK = re.compile(
    r"(?<![\d.,:/h])([01]?\d|2[0-3])"
    r"(?: ?h(?:eures?)? ?([0-5]\d)?(?:\b|(?=min|mis|maj|modif|publi|actu))|:([0-5]\d)(?::[0-5]\d)?)"
    r" ?([ap]\.?m\b\.?)?|(?<![\d.,:/h])(1[0-2]|0?\d)(?:[:.]([0-5]\d))? ?([ap])\.?m\b"
)
# Where two moments, or a moment and a word, are printed without a space between them.
GLUED = (
    r"(?<=[a-zà-ÿ]{2})(?=[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d)"
    r"|(?<=[ /.-](?:19|20)\d\d)(?=\d{1,2}[:h.]\d\d)"
    r"|(?<=\d)(?=[A-ZÀ-Þ][a-zà-ÿ]{3})|(?<=\d[ap]m)(?=[A-Z][a-z])|(?<=\d [AP]M)(?=\d{1,2} min)"
)


def clock_of(line: str, start: int, end: int) -> re.Match[str] | None:
    """The clock time of a day from `start` to `end`: after it, or right before it."""
    after = CLOCK.search(line, end)
    if after is not None and after.start() <= end + BESIDE:
        return after
    before = list(CLOCK.finditer(line, 0, start))
    if before and start - before[-1].end() <= (BESIDE if after else len(line)):
        return before[-1]
    return after if after is not None and after.start() <= end + NEAR else None
