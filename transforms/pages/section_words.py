"""Words of crumbs and kickers: names of sections, and what names no subject."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.pages.dates import fold
from transforms.typography import any_of

EDGES = " []/:|·•–—-.,>›»⟩#▸►→\t"
MAX_CHARS = 60  # of a section's name
MENU_ROW = 3  # names side by side that are a menu
_CAPITAL = re.compile(r" (?=[A-ZÀ-Þ])")
_BOTH = re.compile(r" (?:et|and|&|-|–|/) ")


@dataclass(frozen=True)
class SectionWords:
    """Words of crumbs that name no subject; `known` matches names of sections, folded."""

    homes: frozenset[str]
    genres: frozenset[str]
    badges: frozenset[str]
    home: re.Pattern[str]
    badge: re.Pattern[str]
    label: re.Pattern[str]
    known: re.Pattern[str]
    names: frozenset[str]  # more that are known
    places: frozenset[str]  # those of them that are places

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], known: Sequence[str]) -> SectionWords:
        """`mapping`: the lexicon `sections`; `known`: patterns of sections' names, folded.

        Raises:
            KeyError: a list is missing.
        """
        labels = any_of(mapping["labels"])
        names = "|".join(known)
        return cls(
            frozenset(mapping["homes"]),
            frozenset(mapping["genres"]),
            frozenset(mapping["badges"]),
            re.compile(any_of(mapping["homes"])),
            re.compile(rf"\b(?:{'|'.join(map(re.escape, mapping['badge_stems']))})"),
            re.compile(rf"(?:{labels}|dans) ?: ?|(?:{labels}) (?=[a-z])"),
            re.compile(rf"(?:{names})(?:[ -](?:{names}|news|et|and|&|publique?s?|locale?s?))*"),
            frozenset(_listed(mapping["subjects"]) + _listed(mapping["regions"])),
            frozenset(_listed(mapping["regions"])),
        )

    def is_known(self, name: str) -> bool:
        folded = fold(name).strip(EDGES)
        if len(folded) > MAX_CHARS or self.is_idle(folded):
            return False
        if folded in self.names or self.known.fullmatch(folded):
            return True
        parts = _BOTH.split(folded)
        return len(parts) == 2 and all(p in self.names or self.known.fullmatch(p) for p in parts)

    def unbadged(self, text: str) -> str:
        """`text` without a badge in front of, or behind, the name of a section."""
        words = text.split(" ")
        for first, last in ((words[:1], words[1:]), (words[-1:], words[:-1])):
            if last and self.is_badge(fold(first[0])) and self.is_known(" ".join(last)):
                return " ".join(last)
        return text

    def deepest_of_row(self, row: str) -> str:
        """The last crumb of a trail that nothing parts: "Sport Rugby", "Bretagne Finistère Brest".

        `row` itself where its crumbs cannot be told apart.
        """
        if row.islower():
            return self._known_end(row)
        parts = _CAPITAL.split(row)
        for k, part in enumerate(parts):
            if self.is_badge(fold(part)):
                parts = parts[:k]
                break
        if len(parts) > 1 and all(map(self.is_known, parts[:-1])):
            return parts[-1]
        last = parts[-1] if parts else ""
        return last if " " in last and self.is_known(last) else row

    def _known_end(self, row: str) -> str:
        """The longest end of a row in small letters that is one section's name."""
        words = row.split(" ")
        for start in range(len(words)):
            cuts = range(start + 1, len(words))
            pairs = ((" ".join(words[start:k]), " ".join(words[k:])) for k in cuts)
            if self.is_known(" ".join(words[start:])) and not any(
                self.is_known(first) and self.is_known(second) for first, second in pairs
            ):
                return " ".join(words[start:])
        return row

    def is_menu_row(self, row: str) -> bool:
        """Are there several names of sections side by side, with nothing between?"""
        if row.isupper():
            words = row.split()
            return len(words) > MENU_ROW and sum(map(self.is_known, words)) >= MENU_ROW
        parts = _CAPITAL.split(row)
        return len(parts) >= MENU_ROW and all(map(self.is_known, parts))

    def is_idle(self, name: str) -> bool:
        folded = fold(name).strip(EDGES)
        idle = folded in self.homes or folded in self.genres
        return not folded or idle or self.is_badge(folded)

    def is_badge(self, folded: str) -> bool:
        return folded.strip(EDGES) in self.badges or self.badge.search(folded) is not None


def _listed(names: str) -> list[str]:
    return [name for line in names.split("\n") for name in line.split("|") if name]
