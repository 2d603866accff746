"""Genders of given names, of many countries."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class GivenNames:
    """Names that nine in ten of their bearers bear as women, or as men; the others are left out.

    Each list is folded, a line feed before and behind each name.
    """

    masculine: bytes = b""
    feminine: bytes = b""

    def gender(self, name: str) -> str:
        """M, F, or ? for a name that is not known or is borne by both."""
        sought = b"\n%b\n" % folded(name).encode()
        if sought in self.masculine:
            return "M"
        return "F" if sought in self.feminine else "?"


def folded(name: str) -> str:
    """`name` in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
