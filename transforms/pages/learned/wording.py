"""What the words of a line say of it: a log-linear model of words and pairs of words.

Words are told apart by a hash of them, so that the model holds no word. It knows wordings of
furniture that no lexicon lists; where a line stands and what stands beside it is for others to see.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SIZE = 1 << 17  # words and pairs that are told apart
HEAD, TAIL = 90, 50  # characters at both ends of a line that are read
_WORD = re.compile(r"[a-z]+|[0-9]+|[^\sa-z0-9]")
_TURN = 1_000_003  # a pair is not its words the other way round
_KNOWN = 65_536  # words whose numbers are remembered
_EDGE = crc32(b"edge")  # beside the first and the last word


def read(folded: str) -> Sequence[int]:
    """Numbers of the words and pairs of words at both ends of a folded line, each once."""
    return reads([folded])[0]


def reads(folded: Sequence[str]) -> list[Sequence[int]]:
    """`read` of each line."""
    words = [
        _WORD.findall(line if len(line) <= HEAD + TAIL else f"{line[:HEAD]} … {line[-TAIL:]}")
        for line in folded
    ]
    # An edge after each line is before the next one too.
    numbers = np.array(
        [_EDGE, *(n for line in words for n in (*map(_NUMBERS.__getitem__, line), _EDGE))]
    )
    both = np.stack([numbers[1:], numbers[:-1] * _TURN ^ numbers[1:]], axis=1) % SIZE
    flat, stop = both.ravel().tolist(), 0
    found: list[Sequence[int]] = []
    for line in words:
        start, stop = stop, stop + 2 * len(line) + 2
        found.append(list({*flat[start : stop - 2], flat[stop - 1]}))
    return found


class _Numbers(dict[str, int]):
    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN:
            self.clear()
        self[word] = found = crc32(b"0" if word[0] in "0123456789" else word.encode())
        return found


_NUMBERS = _Numbers()


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
        numbers = reads(folded)
        if not numbers:
            return np.zeros(0, dtype=np.float32)
        sizes = np.array([len(line) for line in numbers])
        told = self.weights[np.array(list(chain.from_iterable(numbers)), dtype=np.int64)]
        sums = np.add.reduceat(told, np.cumsum(sizes) - sizes)
        found: Floats = (sums / np.sqrt(sizes) + self.bias).astype(np.float32)
        return found
