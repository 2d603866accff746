"""How sure: a few named features of a pair, weighed and summed (logistic regression)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl


@dataclass(frozen=True)
class Weights:
    """A bias and one weight a feature; features that have none count nothing."""

    bias: float
    of: Mapping[str, float]

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Weights:
        """Weights of a table of the lexicon `across/weights`."""
        of = {name: float(weight) for name, weight in mapping.items() if name != "bias"}
        return cls(float(mapping["bias"]), of)

    def shifted(self, by: float) -> Weights:
        """The same with another bias."""
        return Weights(self.bias + by, self.of)

    def sum(self, features: Mapping[str, float]) -> float:
        """The probability that the two are one, of the features of one pair."""
        total = self.bias + sum(weight * features[name] for name, weight in self.of.items())
        return round(1 / (1 + math.exp(-total)), 6)

    def reachable(self, known: Sequence[str], least: float) -> pl.Expr:
        """Whether `probability` can be `least` or more, when each feature that is not known yet
        lies between 0 and 1."""
        total = pl.lit(self.bias + math.log((1 - least) / least))
        for name, weight in self.of.items():
            total = total + (weight * pl.col(name) if name in known else max(weight, 0.0))
        return total >= 0

    def probability(self) -> pl.Expr:
        """The probability that the two are one, of a frame with the features as columns.

        Rounded, so that the order in which numbers were summed decides nothing.
        """
        total = pl.lit(self.bias)
        for name, weight in self.of.items():
            total = total + weight * pl.col(name)
        return (1 / (1 + (-total).exp())).round(6)
