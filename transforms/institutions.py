"""Institution nouns with their complement: "préfecture du Finistère", "ministère de la Culture"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from transforms.gazetteer import Gazetteer
from transforms.trimming import Found

_LINK = r"(?:\s+(?:de\s+la|de\s+l['’]|du|des|de|d['’])\s*|\s+)"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ][\w’'-]*"
_THEME = (
    rf"{_CAPITAL}(?:(?:,\s+|\s+et\s+)(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+|la\s+|l['’])?{_CAPITAL}"
    r"|\s+(?!et\b|a\b)[a-zà-öø-ÿœ]{4,}(?=\s+(?:et\s+)?(?:de|du|des)\s+[A-ZÀ-Þ]))*"
)
_SCORE = 0.8


def institutions(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> Iterator[Found]:
    """Institution nouns joined with the place or theme that names them.

    `spans` are the mentions known so far: a place right after "préfecture du" makes the whole an
    organisation.
    """
    taken: list[tuple[int, int]] = []
    for span in spans:
        if span.label == "PER" or _covered(span.start, span.end, taken):
            continue
        start = _head_before(text, span.start, gazetteer.of_a_place)
        if start is not None:
            taken.append((start, span.end))
            yield Found(start, span.end, "ORG", "institution", _SCORE)
    if not gazetteer.of_a_theme:
        return
    for match in _theme_pattern(gazetteer.of_a_theme).finditer(text):
        if not _covered(match.start(), match.end(), taken):
            yield Found(match.start(), match.end(), "ORG", "institution", _SCORE)


def _head_before(text: str, place: int, heads: frozenset[str]) -> int | None:
    """Where the institution noun starts that governs the place name at `place`, if one does."""
    found = _head_pattern(heads).search(text[max(0, place - 60) : place])
    return None if found is None else max(0, place - 60) + found.start()


def _covered(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in taken)


@cache
def _head_pattern(heads: frozenset[str]) -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, heads), key=len, reverse=True))
    return re.compile(rf"\b(?i:{nouns})(?:\s+(?:du|des|de\s+la|de\s+l['’]|de|d['’]))\s*$")


@cache
def _theme_pattern(heads: frozenset[str]) -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, heads), key=len, reverse=True))
    return re.compile(rf"\b(?i:{nouns}){_LINK}{_THEME}")
