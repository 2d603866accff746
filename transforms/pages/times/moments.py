"""The pattern of what a page prints of a moment: date, clock time and zone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from transforms.pages.times.clocks import GLUED

_CLOCK = (
    r"(?:[01]?\d|2[0-3])(?:(?: ?h(?:eures?)?(?: ?[0-5]\d)?| ?: ?[0-5]\d(?::[0-5]\d)?|\.[0-5]\d)"
    r"(?: ?[ap]\.?m\b\.?)?| ?[ap]\.?m\b\.?)"
)


def moment_pattern(either: Mapping[str, str], dates: Sequence[Mapping[str, Any]]) -> str:
    """The pattern of dates, clock times and zones one after the other."""
    months = "|".join(
        sorted({re.escape(m) for lexicon in dates for m in lexicon["months"]}, key=len)[::-1]
    )
    day = r"\d{1,2}(?:er|st|nd|rd|th|\.(?= ))?"
    year = r"(?:19|20)\d\d"
    ago = "|".join(lexicon["ago"]["pattern"] for lexicon in dates)
    relative = "|".join(
        re.escape(word)
        for lexicon in dates
        for words in lexicon["relative"].values()
        for word in sorted(words, key=len)[::-1]
    )
    date = (
        rf"(?:(?:{either['weekdays']})\.?,? ?)?(?:{year}-\d\d-\d\d"
        rf"(?:[t ]\d\d:?\d\d(?::?\d\d)?)?(?:z|[+-]\d\d:?\d\d)?"
        rf"|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{year}|\d\d)|\d{{1,2}}\. \d{{1,2}}\. {year}"
        rf"|\d{{1,2}} - \d{{1,2}} - {year}|\d{{1,2}} / \d{{1,2}} / {year}"
        rf"|\d{{1,2}}\.[ivx]{{1,4}}\.{year}"
        rf"|\d{{1,2}}/\d{{1,2}}(?=(?: -|,| a)? {_CLOCK})"
        rf"|{day}[ -](?:de )?(?:{months})\b\.?(?:[ ,-]+(?:{year}|'?\d\d))?"
        rf"|(?:{months})\b\.? - {day} - {year}"
        rf"|(?:{months})\b\.? {day}(?:,? {year})?|(?:{months})\b\.? {year})"
    )
    some = rf"(?:{date}|{ago}|{relative}|(?:{either['weekdays']})\b|{_CLOCK})"
    some = rf"(?:{some})(?:[ ,(]*{either['zone']})?"
    return rf"(?<![\w.]){some}(?!\w)"


_BREAK = re.compile(r"[|·•,;()\[\]>›»\n]| [-/–—] |^[-–—] |(?<=[^\W\d]) ?: (?=[^\d])")


def parted(folded: str) -> list[tuple[int, int]]:
    """Spans between the marks that part the pieces of a line."""
    spans, start = [], 0
    for match in _BREAK.finditer(folded):
        # A colon stays with its label.
        end = match.end() if ":" in match[0] else match.start()
        if not match[0].strip().startswith(":"):
            spans.append((start, end))
            start = match.end()
    spans.append((start, len(folded)))
    return [span for span in spans if folded[slice(*span)].strip()]


_DIGIT = re.compile(r"\d")
_STUCK = re.compile(
    r"(?<=[^\W\d_]{3}-)(?=\d{1,2}(?:er|st|nd|rd|th)? [A-Za-zÀ-ÿ]{3})|"
    r"(?<=[^\W\d_]{3})(?=\d{1,2}(?:er|st|nd|rd|th)?(?: [A-Za-zÀ-ÿ]{3}|[/.]\d\d))"
    rf"|(?<=[h:]\d\d)(?=\d{{1,2}} min)|(?<=h \d\d)(?=\d{{1,2}} min)|{GLUED}"
)


def unstuck(text: str, folded: str) -> tuple[str, str]:
    """Both with a bar where a moment is glued to a word: "Ana Costa4 May 2021"."""
    if len(text) != len(folded) or not _DIGIT.search(text):
        return text, folded
    marks = [match.start() for match in _STUCK.finditer(text)]
    for at in reversed(marks):
        text, folded = (f"{line[:at]} | {line[at:]}" for line in (text, folded))
    return text, folded
