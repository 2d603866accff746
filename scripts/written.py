"""What is written for the training of the French recogniser: sentences, and towns to put in."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from flows.resources import cities, territories


def sentences(folder: Path, names: dict[str, Any]) -> list[str]:
    """Our sentences, a file's as often as its `weight` says; slots and persons join `names`."""
    lines: list[str] = []
    names["slots"] = {}
    for path in sorted(folder.glob("*.toml")):
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        lines += written.get("lines", []) * written.get("weight", 1)
        names["slots"] |= written.get("slots", {})
        names["people"] += written.get("people", [])
    return lines


def towns() -> tuple[list[str], set[str]]:
    """Towns to put into texts (those of French-speaking countries more often), and to take out."""
    near = ("FR", "BE", "CH", "CA")
    french = (
        *("DZ", "MA", "TN", "MR", "SN", "ML", "CI", "BF", "NE", "TD", "GN", "BJ", "TG", "CM", "GA"),
        *("CG", "CD", "CF", "RW", "BI", "DJ", "MG", "KM", "LB", "HT", "LU", "RE", "GP", "MQ", "NC"),
    )
    latin = (
        *near,
        "DE",
        "PL",
        "LT",
        "LV",
        "RO",
        "TR",
        "ES",
        "PT",
        "BR",
        "CZ",
        "HU",
        "SE",
        "NO",
        "DK",
    )
    put: list[str] = []
    out: set[str] = set()
    for city in cities():
        if city.name.isascii() or city.country in latin:
            put += [city.name] * (
                15 if city.country in near else 6 if city.country in french else 1
            )
        out.add(city.name)
        if city.inhabitants > 100_000:
            out.update(city.others)
    return put, out - set(territories("fr").values())
