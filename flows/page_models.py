"""Loads what is learnt or reckoned beforehand for reading pages."""

from __future__ import annotations

from datetime import tzinfo
from functools import cache

import numpy as np

from flows.resources import LINE_MODEL, PLACE_ZONES, SECTION_MODEL, lexicon
from transforms.pages.learned.classifier import LineModel
from transforms.pages.learned.shapes import LineLexicon
from transforms.pages.section.section_model import SectionModel
from transforms.pages.times.zones import PlaceZones


def line_lexicon() -> LineLexicon:
    """Classes of words that the line model counts."""
    return LineLexicon.from_mappings([lexicon(language, "lines") for language in ("fr", "en")])


@cache
def line_model() -> LineModel:
    """The learned model of furniture lines.

    Raises:
        ModelError: it was trained for other features.
    """
    with np.load(LINE_MODEL) as arrays:
        return LineModel.from_arrays(arrays, line_lexicon())


def zone_of(place: str) -> tzinfo | None:
    """The time zone of a city, or of a country's capital, by its name in any language."""
    return _place_zones().zone(place)


@cache
def _place_zones() -> PlaceZones:
    """As `scripts.place_zones` writes them; most runs meet no name of a place that dates."""
    with np.load(PLACE_ZONES) as stored:
        numbers, zones = stored["numbers"], stored["zones"].tolist()
        return PlaceZones(stored["names"].tobytes(), numbers, zones)


@cache
def section_model() -> SectionModel:
    """The learned model of what names the section of a page."""
    with np.load(SECTION_MODEL) as arrays:
        return SectionModel.from_arrays(arrays)
