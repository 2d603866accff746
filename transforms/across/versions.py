"""How the reports of one utterance differ: the fullest version, and each other beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.across.words import Words

_DIRECTNESS = {"direct": 2, "mixed": 1, "indirect": 0}
SAME, PART = 0.9, 0.8  # of the words


@dataclass(frozen=True)
class Version:
    """One report of an utterance."""

    name: str  # reports compare by name where all else is equal
    language: str
    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """A version beside the fullest one.

    wording: fullest, same, shortened (little but words of the fullest), translated, reworded.
    similarity: Jaccard similarity of the words that carry content.
    only_here, not_here: Words of one that the other has not, as written, in order.
    """

    wording: str
    similarity: float
    only_here: tuple[str, ...]
    not_here: tuple[str, ...]


def fullest(versions: Sequence[Version], words: Words) -> Version:
    """The version that says most; of two, the one in the speaker's own words."""
    return max(
        sorted(versions, key=lambda version: version.name),
        key=lambda version: (
            len(_keyed(version, words)),
            _DIRECTNESS.get(version.kind, 0),
            len(version.text),
        ),
    )


def difference(version: Version, full: Version, words: Words) -> Difference:
    """`version` beside the fullest one, `full`."""
    here, there = _keyed(version, words), _keyed(full, words)
    shared = here.keys() & there.keys()
    every = here.keys() | there.keys()
    similarity = round(len(shared) / len(every), 6) if every else 1.0
    only_here = tuple(text for key, text in here.items() if key not in shared)
    not_here = tuple(text for key, text in there.items() if key not in shared)
    if version.name == full.name:
        return Difference("fullest", 1.0, (), ())
    if version.language != full.language:
        wording = "translated"
    elif similarity >= SAME:
        wording = "same"
    elif here and len(shared) >= PART * len(here):
        wording = "shortened"
    else:
        wording = "reworded"
    return Difference(wording, similarity, only_here, not_here)


def _keyed(version: Version, words: Words) -> dict[str, str]:
    """Key -> the first word that has it, lower case."""
    found: dict[str, str] = {}
    for token in words.tokens(version.text, version.language):
        if token.key:
            found.setdefault(token.key, token.text.lower())
    return found
