"""Days that are printed as part of a span, "du 3 au 9 mai 2024", or without their year."""

from __future__ import annotations

import re
from datetime import datetime

_NTH = r"(?:er|st|nd|rd|th)?"
_UNTIL = r"(?: ?(?:au|to|-|–|—|et|and|&) ?)"
_WEEKDAY = r"(?:(?:[a-z]+di|dimanche|[a-z]+day),? )?"
_YEAR = r"(?=,? (?:19|20)\d\d)"
_BARE = re.compile(r"(?<![\d/.:,])(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")
_CLOCK = re.compile(r"\d ?[h:] ?\d\d")
_IN_BRACKETS = re.compile(r"\(((?:19|20)\d\d)\)")


def range_pattern(months: str) -> re.Pattern[str]:
    """Two days of one year; `months`: the names of months, any of them, folded."""
    return re.compile(
        rf"(?<![\w:.,/])(\d{{1,2}}){_NTH}"
        rf"(?:(?: (?:au|to|et|and) | [–-] (?=[a-z]+(?:di|che|day) )|[–—-])"
        rf"{_WEEKDAY}\d{{1,2}}{_NTH} (?=(?:de |of )?(?:{months})\b)"
        rf"| ({months}){_UNTIL}{_WEEKDAY}\d{{1,2}}{_NTH} (?:{months})\b{_YEAR})"
        rf"|\b({months})\.? (\d{{1,2}}){_NTH}{_UNTIL}(?:(?:{months})\.? )?\d{{1,2}}{_NTH}{_YEAR}"
    )


def first_day(span: re.Match[str]) -> str:
    """The first of the days of a span, without the year: "3 mai " of "3 mai au 9 juin"."""
    if span[3]:
        return f"{span[3]} {span[4]}"
    return f"{span[1]} {span[2] or ''}"


def without_year(
    line: str, reference: datetime | None
) -> tuple[tuple[int, int, int], tuple[int, int]] | None:
    """(year, month, day) and their place in a folded line such as "29/10 - 23:18".

    The year stands in brackets behind it, or is the last one in which the day was over at the time
    of `reference`.
    """
    match = _BARE.search(line)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    year = _IN_BRACKETS.search(line)
    if year is not None:
        return (int(year[1]), month, day), match.span()
    if reference is None or not _CLOCK.search(line):
        return None
    later = (month, day) > (reference.month, reference.day)
    return (reference.year - later, month, day), match.span()
