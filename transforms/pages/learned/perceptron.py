"""A network of one hidden layer of rectified units, as the line model reads features with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

LIMIT = 5.0  # standard deviations beyond which more says no more
_ARRAYS = ("mean", "scale", "hidden", "hidden_bias", "output", "output_bias")


@dataclass(frozen=True)
class Perceptron:
    """Weights: `hidden` is features x units, `output` units x classes."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any], name: str) -> Perceptron:
        """What `arrays` gave for `name`."""
        return cls(*(arrays[f"{name}.{array}"].astype(np.float32) for array in _ARRAYS))

    def arrays(self, name: str) -> dict[str, Floats]:
        """By the names that `from_arrays` reads."""
        return {f"{name}.{array}": getattr(self, array) for array in _ARRAYS}

    def scaled(self, features: Floats) -> Floats:
        """In standard deviations from the mean, within the limit."""
        found: Floats = np.clip((features - self.mean) / self.scale, -LIMIT, LIMIT)
        return found

    def probabilities(self, features: Floats) -> Floats:
        """Lines x classes; a row adds up to 1."""
        units = np.maximum(self.scaled(features) @ self.hidden + self.hidden_bias, 0)
        return shares(units @ self.output + self.output_bias)

    def adds(self, features: Floats, of: int, against: int) -> Floats:
        """What each feature of one line adds to the sum of class `of`, less that of `against`.

        With the units that are at work.
        """
        scaled = self.scaled(features)
        at_work = scaled @ self.hidden + self.hidden_bias > 0
        weights = self.output[:, of] - self.output[:, against]
        found: Floats = scaled * (self.hidden @ (weights * at_work))
        return found


def shares(sums: npt.NDArray[np.floating[Any]]) -> Floats:
    """Sums (lines x classes) as probabilities."""
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    found: Floats = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return found
