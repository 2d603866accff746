"""Printed names of authors: each person once, by the fullest form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

INITIALS = re.compile(
    r"[A-ZÀ-Þ](?:\.|-[A-ZÀ-Þ]\.|[a-zà-ÿ]\.)(?:[ -]?(?:[A-ZÀ-Þ][a-z]?|d[eu]?|v)\.){0,4}"
    r"[ -]?[A-ZÀ-Þ][a-z]?\.?"
)
_FIRST_INITIAL = re.compile(r"(?:[A-ZÀ-Þ][a-z]{0,2}\.[ -]?)+ ?(?=[A-ZÀ-Þ][\w'’-]+$)")


def without_short(names: Sequence[str]) -> list[str]:
    """Each author once: initials go where the full name stands."""
    kept: list[str] = []
    for name in dict.fromkeys(names):
        twins = [k for k, known in enumerate(kept) if is_same(name, known)]
        if not twins:
            kept.append(name)
        elif len(name) > len(kept[twins[0]]):
            kept[twins[0]] = name
    return kept


def in_full(names: Sequence[str], lines: Iterable[str]) -> list[str]:
    """Initials as the full name that one of the header's lines prints: "N. H.", Nadia Haddad."""
    if not names or not all(map(INITIALS.fullmatch, names)):
        return list(names)
    printed = [match[0] for line in lines for match in _PRINTED.finditer(line)]
    return [next((full for full in printed if is_same(name, full)), name) for name in names]


_PRINTED = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'’-]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)*(?: [A-ZÀ-Þ][\w'’-]+){1,2}")


def is_same(one: str, other: str) -> bool:
    """May two printed names be one person's: the same, or one the other's initials?"""
    if one.casefold() == other.casefold():
        return True
    short, full = sorted((one, other), key=len)
    letters = [word[0] for word in re.split(r"[\s-]+", full) if word[:1].isupper()]
    initials = re.findall(r"[A-ZÀ-Þ]", short)
    if INITIALS.fullmatch(short):
        return initials[: len(letters)] == letters[: len(initials)]
    first = _FIRST_INITIAL.match(short)
    if not first:
        return short.casefold() in full.casefold()
    return full.casefold().endswith(short[first.end() :].casefold()) and initials[:1] == letters[:1]
