"""The encoder's file: what `flows.encoder_model` loads.

Layers are stored as integers of 7 bits with a scale a row; the vectors of tokens as the source has
them, 4 bits, for the tokens that French and English news need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scripts.encoder.examples import WINDOW
from scripts.encoder.source import Source
from transforms.encoder.forward import Floats
from transforms.encoder.pieces import Pieces

KEPT = 32_000  # tokens
_TOP = 63  # of an integer of 7 bits
_CLIPS = (1.0, 0.9, 0.8, 0.7)  # of a row's largest number: the one that errs least is taken


def vocabulary(source: Source, words: Mapping[str, float]) -> list[int]:
    """Numbers of the tokens to keep: letters, and those that weigh most in `words` (by word)."""
    known = {text: (i, score) for i, (text, score) in enumerate(source.pieces) if score < 0}
    pieces = Pieces(known, source.shape.unknown)
    weights: dict[int, float] = {}
    for word, weight in words.items():
        for number in {*pieces.of(word, True), *pieces.of(word, False)}:
            weights[number] = weights.get(number, 0.0) + weight
    shape = source.shape
    always = {shape.begin, shape.end, shape.pad, shape.unknown}
    always |= {i for i, (text, _) in enumerate(source.pieces) if len(text) == 1 and text < "ɐ"}
    chosen = sorted(set(weights) - always, key=lambda number: (-weights[number], number))
    return sorted(always | set(chosen[:KEPT]))


def save(
    path: Path,
    source: Source,
    kept: Sequence[int],
    tensors: Mapping[str, Floats],
    chosen: Mapping[str, float],
) -> None:
    """Write the file. `tensors` by name, without the vectors of tokens; `chosen`: vote, doubt."""
    words = source.words()[list(kept)]
    stored: dict[str, npt.NDArray[np.generic]] = {
        "words.scale": words["scale"],
        "words.nibbles": words["nibbles"],
        "pieces": np.frombuffer(
            "\n".join(source.pieces[i][0] for i in kept).encode(), dtype=np.uint8
        ),
        "likely": np.array([source.pieces[i][1] for i in kept], dtype=np.float32),
        "special": np.array(
            [kept.index(n) for n in (source.shape.begin, source.shape.end, source.shape.unknown)]
        ),
        "heads": np.array(source.shape.heads),
        **{name: np.array(value) for name, value in chosen.items()},
    }
    for name, tensor in tensors.items():
        if tensor.ndim == 2 and name != "places":
            stored[name], stored[f"{name}.scale"] = rounded(tensor)
        else:
            stored[name] = tensor[:WINDOW] if name == "places" else tensor
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **stored)


def rounded(rows: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """`rows` as integers of 7 bits, and the scale of each."""
    top = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9) / _TOP
    tries = [(np.clip(np.rint(rows / (top * clip)), -_TOP, _TOP), top * clip) for clip in _CLIPS]
    errors = np.stack([((whole * scale - rows) ** 2).sum(axis=1) for whole, scale in tries])
    best = errors.argmin(axis=0)
    whole = np.stack([whole for whole, _ in tries])[best, np.arange(len(rows))]
    scale = np.stack([scale[:, 0] for _, scale in tries])[best, np.arange(len(rows))]
    return whole.astype(np.int8), scale.astype(np.float32)
