"""What stands for a speaker, whom it may mean, and the sum that weighs the candidates."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.layers import Quote
from transforms.speech.speakers.people import Party

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Anaphor:
    """What stands for a speaker: `at` is where it, or its quotation, begins."""

    kind: str  # pronoun, role, or none where nothing does
    quote: Quote
    at: int
    gender: str = "?"
    is_plural: bool = False
    is_body: bool = False
    head: str | None = None
    narrowing: frozenset[str] = frozenset()
    is_generic: bool = False  # "le jeune homme" fits anybody
    has_complement: bool = False  # "le maire de la ville"
    ages: range = range(0)  # "le quadragénaire", "l'homme de 44 ans"
    is_past: bool = False  # "disait-il": said on some earlier day
    is_possessive: bool = False  # "son avocat" is somebody else than its owner
    is_contrasted: bool = False  # "Le préfet, lui, demande": not who spoke before
    owner: str | None = None  # X in "X's lawyer"


class Option(NamedTuple):
    """A candidate and what speaks for it; `party` is None for nobody known."""

    party: Party | None
    features: Features


Rank = Callable[[Anaphor, Sequence[Option]], Sequence[float]]


def softmax(weights: Mapping[str, Mapping[str, float]]) -> Rank:
    """Probabilities of the options of an anaphor, by the weights of its kind."""

    def rank(anaphor: Anaphor, options: Sequence[Option]) -> list[float]:
        own = weights.get(anaphor.kind, {})
        scores = [
            sum([own.get(name, 0.0) * value for name, value in option.features.items()])
            for option in options
        ]
        top = max(scores)
        exponents = [math.exp(score - top) for score in scores]
        total = sum(exponents)
        return [exponent / total for exponent in exponents]

    return rank
