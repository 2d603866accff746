"""Word vectors in context, as spaCy's convolutional `Tok2Vec` computes them, at less cost.

The numbers are the same but for rounding. What is spared: a word's own vector, before its
neighbours are looked at, is computed once and remembered; NumPy's library multiplies matrices
faster than spaCy's where the processor has wide registers; nothing is kept for training.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import as_strided
from spacy.attrs import IDS, NORM, ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vectors import Mode
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]

REMEMBERED = 60_000  # words a model, 400 bytes each; then it begins anew
PORTION = 1_000  # words computed together: what they need stays in the processor's cache
PAD = 4  # empty words between two texts: as far as the convolutions see
ROUND = 16  # rows are computed by as many, so that a row does not depend on how many there are
_TINY = np.float32(1e-8)  # added to a variance, as in training
# What makes a word's own vector: its letters, its norm, whether a space follows.
_KEY = (ORTH, NORM, SPACY)
_KNOWN = {IDS[name] for name in ("NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE")}
_ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


def quicken(nlp: Language) -> Language:
    """`nlp` with each `Tok2Vec` of the stock architecture computed here; it trains no more.

    Other architectures stay as they are.
    """
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model: Any = getattr(component, "model", None)
        if not isinstance(model, Model):
            continue
        for node in list(model.walk()):
            quick = _quick(node)
            if quick is None:
                continue
            if node is model:
                model = component.model = quick  # type: ignore[attr-defined]
            else:
                model.replace_node(node, quick)
        for node in model.walk():
            node.ops = ops
    return nlp


def _quick(node: Model[Any, Any]) -> Model[Any, Any] | None:
    """The same as `node`, if that is a `Tok2Vec` of the stock architecture."""
    if not (node.has_ref("embed") and node.has_ref("encode")):
        return None
    if not all(part.has_param(name) for part in node.walk() for name in part.param_names):
        return None  # not trained yet
    embed, encode = node.get_ref("embed"), node.get_ref("encode")
    own, layers = _Own.of(embed), _convolutions(encode)
    if own is None or not layers:
        return None
    return Model("quick_tok2vec", _Context(own, layers), dims={"nO": layers[0].width})


@dataclass(frozen=True)
class _Layer:
    """Maxout of three pieces and normalisation."""

    weights: Floats  # inputs x (pieces x width), piece after piece
    bias: Floats
    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, maxout: Any, norm: Any) -> _Layer:
        width, pieces, inputs = (maxout.get_dim(name) for name in ("nO", "nP", "nI"))
        weights = maxout.get_param("W").transpose(1, 0, 2).reshape(pieces * width, inputs)
        bias = maxout.get_param("b").reshape(width, pieces).T.reshape(-1)
        return cls(np.ascontiguousarray(weights.T), np.ascontiguousarray(bias),
                   norm.get_param("G"), norm.get_param("b"))  # fmt: skip

    @property
    def width(self) -> int:
        return len(self.scale)

    def __call__(self, inputs: Floats) -> Floats:
        pieces = inputs @ self.weights
        pieces += self.bias
        width = self.width
        best = pieces[:, :width]
        for start in range(width, pieces.shape[1], width):
            best = np.maximum(best, pieces[:, start : start + width])
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + _TINY
        best *= (variance ** np.float32(-0.5))[:, None]
        best *= self.scale
        best += self.shift
        return best


def _convolutions(encode: Model[Any, Any]) -> list[_Layer]:
    """The layers of a convolutional encoder; none if it is of another kind."""
    nodes = list(encode.walk())
    windows = [node.attrs["window_size"] for node in nodes if node.name == "expand_window"]
    maxouts = [node for node in nodes if node.name == "maxout"]
    norms = [node for node in nodes if node.name == "layernorm"]
    residual = sum(bool(re.fullmatch(r"residual\([^()]*\)", node.name)) for node in nodes)
    same = len(windows) == len(maxouts) == len(norms) == residual <= PAD
    if not same or set(windows) != {1} or encode.attrs.get("pad") != len(windows):
        return []
    return [_Layer.of(*pair) for pair in zip(maxouts, norms, strict=True)]


@dataclass
class _Own:
    """Words' own vectors, remembered."""

    columns: tuple[int, ...]  # attributes of a word that are hashed
    hashed: Sequence[Model[Any, Any]]  # one for each of `columns`
    static: Floats | None  # what static vectors are multiplied by
    mix: _Layer
    _row_of: dict[int, int] = field(default_factory=dict)
    _table: Floats = field(init=False)

    def __post_init__(self) -> None:
        self._table = np.empty((0, self.mix.width), dtype=np.float32)

    @classmethod
    def of(cls, embed: Model[Any, Any]) -> _Own | None:
        """None if `embed` is of another kind."""
        nodes: dict[str, list[Model[Any, Any]]] = {}
        for node in embed.walk():
            nodes.setdefault(node.name, []).append(node)
        once = [nodes.get(name, []) for name in ("extract_features", "maxout", "layernorm")]
        static = nodes.get("static_vectors", [])
        hashed = sorted(nodes.get("hashembed", []), key=lambda node: int(node.attrs["column"]))
        if any(len(found) != 1 for found in once) or len(static) > 1:
            return None
        columns = tuple(IDS.get(name, name) for name in once[0][0].attrs["columns"])
        if len(columns) != len(hashed) or not _KNOWN.issuperset(columns):
            return None
        weights = np.ascontiguousarray(static[0].get_param("W").T) if static else None
        return cls(columns, hashed, weights, _Layer.of(once[1][0], once[2][0]))

    def __call__(self, docs: Sequence[Doc]) -> Floats:
        """The vectors of the words of all `docs`: words x width."""
        asked = [*_KEY, docs[0].vocab.vectors.attr, *self.columns]
        features = np.concatenate([doc.to_array(asked) for doc in docs])
        keys = (features[:, : len(_KEY)] * _ODD).sum(axis=1, dtype=np.uint64).tolist()
        new = {key: at for at, key in enumerate(keys) if key not in self._row_of}
        if len(self._row_of) + len(new) > len(self._table):
            self._row_of.clear()
            new = {key: at for at, key in enumerate(keys)}
            room = max(REMEMBERED, len(new))
            if room != len(self._table):
                self._table = np.empty((room, self.mix.width), dtype=np.float32)
        if new:
            first = len(self._row_of)
            made = self._made(features[list(new.values())], docs[0].vocab)
            self._table[first : first + len(new)] = made
            self._row_of.update(zip(new, range(first, first + len(new)), strict=True))
        found: Floats = self._table[[self._row_of[key] for key in keys]]
        return found

    def _made(self, features: Keys, vocab: Vocab) -> Floats:
        parts = [
            node.predict(np.ascontiguousarray(features[:, column]))
            for column, node in enumerate(self.hashed, len(_KEY) + 1)
        ]
        if self.static is not None:
            keys = features[:, len(_KEY)]
            known = np.asarray(vocab.vectors.get_batch(keys), dtype=np.float32) @ self.static
            if vocab.vectors.mode == Mode.default:
                known[vocab.vectors.find(keys=keys) < 0] = 0
            parts.append(known)
        return self.mix(_rounded(np.concatenate(parts, axis=1)))[: len(features)]


def _rounded(rows: Floats) -> Floats:
    """`rows` and empty ones, by ROUND."""
    more = -len(rows) % ROUND
    return np.concatenate([rows, np.zeros((more, rows.shape[1]), dtype=np.float32)])


@dataclass(frozen=True)
class _Context:
    """Words' own vectors, then what stands around them: the forward pass of a `Tok2Vec`."""

    own: _Own
    layers: Sequence[_Layer]

    def __call__(
        self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Floats], Callable[[Any], Any]]:
        return [found for some in portions(docs) for found in self._vectors(some)], _no_training

    def _vectors(self, docs: Sequence[Doc]) -> list[Floats]:
        """The vectors of each of `docs`: words x width."""
        width = self.layers[0].width
        ends = np.cumsum([len(doc) + PAD for doc in docs])
        starts = [PAD, *(ends[:-1] + PAD).tolist()]
        size = int(ends[-1]) + PAD
        vectors = np.zeros((size + -(size - 2) % ROUND, width), dtype=np.float32)
        at = np.concatenate(
            [np.arange(start, end) for start, end in zip(starts, ends, strict=True)]
        )
        if len(at):
            vectors[at] = self.own([doc for doc in docs if len(doc)])
            window = as_strided(vectors, (len(vectors) - 2, 3 * width), vectors.strides)
            for layer in self.layers:
                vectors[1:-1] += layer(np.ascontiguousarray(window))
        return [vectors[start:end].copy() for start, end in zip(starts, ends, strict=True)]


def portions(docs: Iterable[Doc], most: int = PORTION) -> Iterator[list[Doc]]:
    """`docs` by little more than `most` words."""
    some: list[Doc] = []
    words = 0
    for doc in docs:
        some.append(doc)
        words += len(doc)
        if words >= most:
            yield some
            some, words = [], 0
    if some:
        yield some


def _no_training(_: Any) -> Any:
    raise NotImplementedError("a quickened model is not trained")
