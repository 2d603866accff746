"""The learned section model: which fragment near the title is likeliest the section.

A log-linear model of named features, trained by `scripts/train_sections.py`: each counts by itself
and with the class of the name. It judges what rules found, and whatever else may be it; where it is
clearly of another opinion, it is followed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from transforms.pages.page import Page
from transforms.pages.section.crumbs import Signs, is_site
from transforms.pages.section.fragments import fragments
from transforms.pages.section.section_features import CLASSES, OF_PAGE, SectionFeatures, by_itself
from transforms.pages.section.section_words import EDGES, SectionWords

FOUND, OTHER = 0.4, 0.5  # probability of a section where rules find none, or another
LESS = 0.5  # share of that probability below which what rules found must be
LEAST = min(FOUND, LESS * OTHER)  # probability below which it is all the same
MOST_KNOWN = 8192  # names whose sums are remembered
Pieces = Sequence[tuple[int, str, str]]  # (line, kind, text) cut inside lines


@dataclass(frozen=True)
class SectionModel:
    """Log-odds: what holds without any feature, and by class of name what each adds."""

    bias: float
    weights: Mapping[str, Mapping[str, float]]
    _known: dict[str, tuple[str, float]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def from_weights(cls, bias: float, weights: Mapping[str, float]) -> SectionModel:
        """`weights` of the features that `joint` gives."""
        tables: dict[str, dict[str, float]] = {}
        for known in CLASSES:
            own = {k: v for k, v in weights.items() if not k.startswith(tuple(_JOINED.values()))}
            for name, weight in weights.items():
                if name.startswith(_JOINED[known]):
                    alone = name.removeprefix(_JOINED[known])
                    own[alone] = own.get(alone, 0.0) + weight
            tables[known] = own
        return cls(bias, tables)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> SectionModel:
        """As `scripts/train_sections.py` writes it."""
        names, values = arrays["features"].tolist(), arrays["weights"].astype(np.float64).tolist()
        return cls.from_weights(float(arrays["bias"]), dict(zip(names, values, strict=True)))

    def shares(
        self, page: Page, pieces: Pieces, words: SectionWords, signs: Signs
    ) -> dict[str, float]:
        """The probability of each name near the title to be the section, from LEAST on."""
        seen = SectionFeatures(page, words, signs)
        places: dict[int, list[str]] = {}
        of_line: dict[tuple[int, str], float] = {}
        of_name: dict[str, float] = {}
        of_page: dict[str, float] = {}
        found: defaultdict[str, float] = defaultdict(float)
        for fragment in fragments(page, pieces):
            i, name = fragment.line, fragment.name
            if words.is_torn(name, page.text[i]) or is_site(page, i):
                continue
            known, alone = self._alone(words, name)
            if name not in of_name:
                of_name[name] = self._sum(known, (seen.of_entry(name),), alone)
            if (i, known) not in of_line:
                if i not in places:
                    places[i] = [*seen.of_line(i)]
                of_line[i, known] = self._sum(known, places[i])
            odds = self.bias + self._sum(known, seen.of_shape(fragment))
            so_far = of_name[name] + of_line[i, known]
            if odds + so_far + self._most_of_page[known] < _LEAST_ODDS:
                continue  # whatever else the page says of it
            if name not in of_page:
                of_page[name] = self._sum(known, seen.of_page(name))
            odds += so_far + of_page[name]
            found[name] = max(found[name], 1 / (1 + math.exp(-odds)))
        return found

    def chosen(
        self, page: Page, pieces: Pieces, words: SectionWords, signs: Signs, ruled: str
    ) -> str:
        """The section: `ruled`, which rules found ("" if none), or what is clearly likelier."""
        found = self.shares(page, pieces, words, signs)
        if not found:
            return ruled
        best = max(found, key=lambda name: found[name])
        if not ruled:
            return best if found[best] >= FOUND else ""
        same = max(
            (share for name, share in found.items() if _bare(name) == _bare(ruled)), default=0
        )
        return best if found[best] >= OTHER and same < LESS * found[best] else ruled

    @cached_property
    def _most_of_page(self) -> Mapping[str, float]:
        """By class of name, the most that `of_page` may add."""
        return {
            known: sum(max(weights.get(name, 0.0) for name in one) for one in OF_PAGE)
            for known, weights in self.weights.items()
        }

    def _alone(self, words: SectionWords, name: str) -> tuple[str, float]:
        """The class of a name, and what it adds by itself, wherever it stands."""
        if name not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            known, features = by_itself(words, name)
            self._known[name] = known, self._sum(known, (known, *features))
        return self._known[name]

    def _sum(self, known: str, features: Iterable[str], before: float = 0.0) -> float:
        weights = self.weights[known]
        for name in features:
            before += weights.get(name, 0.0)
        return before


_LEAST_ODDS = math.log(LEAST / (1 - LEAST))
_JOINED = {known: f"{known}: " for known in CLASSES}


def joint(seen: SectionFeatures, page: Page, pieces: Pieces) -> Iterator[tuple[str, list[str]]]:
    """Each fragment's name, and its features by themselves and with the class of the name."""
    for fragment in fragments(page, pieces):
        known = seen.class_of(fragment.name)
        alone = [known, *seen.of_shape(fragment), *seen.of_line(fragment.line)]
        alone += seen.of_name(fragment.name)
        yield fragment.name, [*alone, *(_JOINED[known] + name for name in alone)]


def _bare(name: str) -> str:
    return name.strip(EDGES).casefold()
