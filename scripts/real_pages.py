"""Lines of real English pages, with the names in them: `training_pages_names.toml` says which.

The pages are no part of the project; what is here are the names that an annotator read in them.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from scripts.invented import Invented
from scripts.variants import Span

NAMES = Path(__file__).with_name("training_pages_names.toml")
_TOWNS = 0.4  # share of the places that are swapped in a variant
_SHORT = 3  # code points: initials and shorter places stay


def read(pages: Path) -> list[tuple[str, list[Span]]]:
    """Kept lines of the English pages that were annotated, with the spans of the names in them."""
    listed = tomllib.loads(NAMES.read_text("utf-8"))
    found = []
    with pages.open(encoding="utf-8") as records:
        for page in map(json.loads, records):
            names = listed.get(page["id"])
            if names is not None:
                found += [_marked(text, names) for text in _kept(page, names.get("skipped", ()))]
    return found


def swapped(
    text: str, spans: Sequence[Span], made: Invented, rng: random.Random
) -> tuple[str, list[Span]]:
    """The same line about other persons and towns."""
    culture, position = made.culture(), 0
    swaps: dict[str, str] = {}
    parts: list[str] = []
    done: list[Span] = []
    for start, end, label in sorted(spans):
        new = old = text[start:end]
        if label == "PERSON":
            *given, family = old.split(" ")
            words = [
                swaps.setdefault(word, str(rng.choice(culture["given"])))
                if len(word) >= _SHORT
                else word
                for word in given
            ]
            new = " ".join([*words, swaps.setdefault(family, made.family(culture))])
        elif label == "GPE" and len(old) > _SHORT and rng.random() < _TOWNS:
            new = swaps.setdefault(old, made.town())
        parts += [text[position:start], new]
        begun = sum(map(len, parts)) - len(new)
        done.append((begun, begun + len(new), label))
        position = end
    return "".join([*parts, text[position:]]), done


def _kept(page: Mapping[str, list[dict[str, str]]], skipped: Sequence[int]) -> Iterator[str]:
    for number, line in enumerate(page["lines"]):
        text = line["text"].strip()
        if line["label"] == "keep" and text and number not in skipped:
            yield text


def _marked(text: str, names: Mapping[str, Sequence[str]]) -> tuple[str, list[Span]]:
    labelled = ((label, listed) for label, listed in names.items() if label != "skipped")
    labels = {name: label for label, listed in labelled for name in listed}
    forms = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    matches = re.finditer(rf"(?<![\w@])(?:{forms})(?!\w)", text)
    return text, [(m.start(), m.end(), labels[m.group()]) for m in matches]
