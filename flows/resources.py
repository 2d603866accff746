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
