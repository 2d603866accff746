"""Loads the transformer that reads entities again (`models/coupure_encoder`)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from flows.resources import ENCODER
from transforms.encoder.forward import Affine, Encoder, Layer, Norm, unpacked
from transforms.encoder.pieces import Pieces
from transforms.encoder.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.language import Language


def add_encoder(nlp: Language) -> Language:
    """`nlp` with the encoder after its recogniser; all pipelines of a process share its weights."""
    recogniser: Any = nlp.get_pipe("ner")
    recogniser.tells_doubts = True
    component: Any = nlp.add_pipe("deep_tagger", after="ner")
    component.tagger = tagger()
    return nlp


@cache
def tagger() -> Tagger:
    """The encoder as `scripts.encoder.file` writes it."""
    with np.load(ENCODER) as stored:
        arrays = dict(stored)
    texts = arrays["pieces"].tobytes().decode().split("\n")
    likely = arrays["likely"].tolist()
    # Special tokens have a likelihood of 0; no text holds them.
    known = {text: (i, likely[i]) for i, text in enumerate(texts) if likely[i] < 0}
    begin, end, unknown = arrays["special"].tolist()
    return Tagger(
        encoder=_encoder(arrays),
        pieces=Pieces(known, unknown),
        ends=(begin, end),
        vote=float(arrays["vote"]),
        doubt=float(arrays["doubt"]),
    )


def _encoder(arrays: Mapping[str, Any]) -> Encoder:
    heads = int(arrays["heads"])
    words = unpacked(arrays["words.nibbles"], arrays["words.scale"])
    count = sum(name.endswith(".asked.bias") for name in arrays)
    return Encoder(
        words=words.reshape(len(words), -1),
        places=arrays["places"].astype(np.float32),
        first=_norm(arrays, "first"),
        layers=[_layer(arrays, f"layers.{number}", heads) for number in range(count)],
        outputs=_affine(arrays, "outputs"),
    )


def _layer(arrays: Mapping[str, Any], name: str, heads: int) -> Layer:
    return Layer(
        asked=_affine(arrays, f"{name}.asked"),
        joined=_affine(arrays, f"{name}.joined"),
        after=_norm(arrays, f"{name}.after"),
        wide=_affine(arrays, f"{name}.wide"),
        narrow=_affine(arrays, f"{name}.narrow"),
        last=_norm(arrays, f"{name}.last"),
        heads=heads,
    )


def _affine(arrays: Mapping[str, Any], name: str) -> Affine:
    weights = arrays[name].astype(np.float32) * arrays[f"{name}.scale"][:, None]
    return Affine(np.ascontiguousarray(weights.T), arrays[f"{name}.bias"])


def _norm(arrays: Mapping[str, Any], name: str) -> Norm:
    return Norm(arrays[name], arrays[f"{name}.bias"])
