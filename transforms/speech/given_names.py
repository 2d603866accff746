"""Genders of given names, of many countries."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class GivenNames:
    """Folded names that nine in ten of their bearers bear as men, or as women; no others."""

    masculine: frozenset[str] = frozenset()
    feminine: frozenset[str] = frozenset()

    def gender(self, name: str) -> str:
        """M, F, or ? for a name that is not known or is borne by both."""
        known = folded(name)
        if known in self.masculine:
            return "M"
        return "F" if known in self.feminine else "?"


def folded(name: str) -> str:
    """`name` in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
