"""What the words of a line say of it: a log-linear model of words and pairs of words.

Words are told apart by a hash of them, so that the model holds no word. It knows wordings of
furniture that no lexicon lists; where a line stands and what stands beside it is for others to see.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SIZE = 1 << 17  # words and pairs that are told apart
HEAD, TAIL = 90, 50  # characters at both ends of a line that are read
_WORD = re.compile(r"[a-z]+|[0-9]+|[^\sa-z0-9]")
_TURN = 1_000_003  # a pair is not its words the other way round
_EDGE = crc32(b"edge")  # beside the first and the last word


@lru_cache(maxsize=4096)  # of what an outlet prints on each page; paragraphs come once
def read(folded: str) -> tuple[int, ...]:
    """Numbers of the words and pairs of words at both ends of a folded line, each once."""
    if len(folded) > HEAD + TAIL:
        folded = f"{folded[:HEAD]} … {folded[-TAIL:]}"
    found, before = set(), _EDGE
    for word in _WORD.findall(folded):
        number = _number(word)
        found.add(number % SIZE)
        found.add((before * _TURN ^ number) % SIZE)
        before = number
    found.add((before * _TURN ^ _EDGE) % SIZE)
    return tuple(found)


@lru_cache(maxsize=65_536)
def _number(word: str) -> int:
    return crc32(b"0" if word[0] in "0123456789" else word.encode())


@dataclass(frozen=True)
class Wording:
    """`weights` of the numbers that `read` gives, and what holds without any."""

    weights: Floats
    bias: float

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> Wording:
        """As `scripts/train_lines.py` writes it."""
        return cls(arrays["wording"].astype(np.float32), float(arrays["wording_bias"]))

    def scores(self, folded: Sequence[str]) -> Floats:
        """Log-odds that each line is furniture, by its words alone."""
        numbers = [read(line) for line in folded]
        if not numbers:
            return np.zeros(0, dtype=np.float32)
        sizes = np.array([len(line) for line in numbers])
        told = self.weights[np.fromiter((n for line in numbers for n in line), dtype=np.int64)]
        sums = np.add.reduceat(told, np.cumsum(sizes) - sizes)
        found: Floats = (sums / np.sqrt(sizes) + self.bias).astype(np.float32)
        return found
