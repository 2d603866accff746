"""The forward pass of a BERT encoder (Devlin et al. 2019) in NumPy, many texts at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

TOKENS = 1024  # computed together, padding included
ROWS = 96  # of the widest layer, whose activations then stay in the processor's cache
_TINY = np.float32(1e-12)


@dataclass(frozen=True)
class Affine:
    """`x @ weights + bias`; weights inputs x outputs."""

    weights: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        y = x @ self.weights
        y += self.bias
        return np.asarray(y)


@dataclass(frozen=True)
class Norm:
    """Layer normalisation with a learned scale and offset."""

    scale: Floats
    offset: Floats

    def __call__(self, x: Floats) -> Floats:
        x = x - x.mean(axis=-1, keepdims=True)
        spread = np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1])
        x *= self.scale / np.sqrt(spread + _TINY)
        x += self.offset
        return x


@dataclass(frozen=True)
class Layer:
    """Attention and two affine layers, each added to what came in and normalised."""

    asked: Affine  # to queries, keys and values side by side
    joined: Affine
    after: Norm
    wide: Affine
    narrow: Affine
    last: Norm
    heads: int

    def __call__(self, x: Floats, texts: int, hidden: npt.NDArray[np.bool_] | None) -> Floats:
        """`x`: (texts x length) x width; `hidden` texts x length: padding, None without any."""
        x = self.after(x + self.joined(self._attention(x, texts, hidden)))
        y = np.empty_like(x)
        for start in range(0, len(x), ROWS):
            y[start : start + ROWS] = self.narrow(_gelu(self.wide(x[start : start + ROWS])))
        return self.last(x + y)

    def _attention(self, x: Floats, texts: int, hidden: npt.NDArray[np.bool_] | None) -> Floats:
        width = x.shape[1]
        size = width // self.heads
        parts = self.asked(x).reshape(texts, -1, 3, self.heads, size).transpose(2, 0, 3, 1, 4)
        queries, keys, values = parts
        scores = (queries * np.float32(size**-0.5)) @ keys.transpose(0, 1, 3, 2)
        if hidden is not None:
            scores -= np.float32(1e9) * hidden[:, None, None, :]
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        return np.asarray((scores @ values).transpose(0, 2, 1, 3).reshape(-1, width))


@dataclass(frozen=True)
class Encoder:
    """Log-probabilities of `outputs` for each token."""

    words: Floats  # token numbers x width
    places: Floats  # positions x width
    first: Norm
    layers: Sequence[Layer]
    outputs: Affine

    @property
    def longest(self) -> int:
        """Tokens of a text, at most."""
        return len(self.places)

    def __call__(self, texts: Sequence[Ints]) -> list[Floats]:
        """Of each of `texts`, none of them empty: tokens x outputs."""
        found: list[Floats] = [np.empty((0, 0), np.float32)] * len(texts)
        for batch in _batches([len(text) for text in texts]):
            scores = self._scores([texts[index] for index in batch])
            for index, rows in zip(batch, scores, strict=True):
                found[index] = rows[: len(texts[index])]
        return found

    def _scores(self, texts: Sequence[Ints]) -> Floats:
        length = max(map(len, texts))
        numbers = np.zeros((len(texts), length), dtype=np.int64)
        hidden = np.ones((len(texts), length), dtype=bool)
        for row, text in enumerate(texts):
            numbers[row, : len(text)] = text
            hidden[row, : len(text)] = False
        x = self.words[numbers] + self.places[:length]
        x = self.first(x.reshape(-1, x.shape[-1]))
        masked = hidden if hidden.any() else None
        for layer in self.layers:
            x = layer(x, len(texts), masked)
        scores = self.outputs(x)
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores.reshape(len(texts), length, -1)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of texts of like length, by at most TOKENS."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[index] > TOKENS:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def unpacked(nibbles: npt.NDArray[np.uint8], scale: npt.NDArray[np.float16]) -> Floats:
    """Numbers of 4 bits, the low halves of the bytes first: one more axis than `scale`, of 32.

    `nibbles`: 16 bytes for each number of `scale`.
    """
    whole = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8
    return np.asarray(whole * scale.astype(np.float32)[..., None])


def _gelu(x: Floats) -> Floats:
    """Gaussian error linear units, by the hyperbolic tangent (Hendrycks and Gimpel 2016)."""
    y = x * x
    y *= np.float32(0.044715 * 0.7978845608)
    y += np.float32(0.7978845608)
    y *= x
    np.tanh(y, out=y)
    y += np.float32(1)
    y *= x
    y *= np.float32(0.5)
    return y
