"""Time zones by the names of places: "heure de Moscou", "Montréal time"."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from transforms.pages.remembering import by_text


@dataclass(frozen=True)
class PlaceZones:
    """Zones of cities, and of countries by their capitals, named in any language.

    Of several places of one name, the most populous counts.
    """

    names: bytes  # folded, sorted, a line feed before and behind each
    numbers: Sequence[int]  # of the zone of each
    zones: Sequence[str]

    @by_text
    def zone(self, place: str) -> ZoneInfo | None:
        """The zone of a place; None if it is unknown."""
        at = self.names.find(b"\n%b\n" % folded(place).encode())
        if at < 0:
            return None
        try:
            return ZoneInfo(self.zones[self.numbers[self.names.count(b"\n", 0, at)]])
        except (ZoneInfoNotFoundError, ValueError):
            return None


def folded(name: str) -> str:
    """Letters and digits alone, in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in plain if c.isalnum())
