"""spaCy's entity recogniser, stock architecture, decoded for all words of many lines at once.

The same choices word by word: outside an entity a word's scores depend on that word alone, so
they are computed together; only entities of several words are then followed step by step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span
from thinc.api import Model

from transforms.second_reader import DOUBTS, KINDS, LABELS, SCORES
from transforms.vectors import Floats, portions

Ints = npt.NDArray[np.int64]
Spans = list[tuple[int, int, str]]
Doubts = npt.NDArray[np.float32]
LabelScores = dict[int, tuple[float, ...]]
BATCH = 64  # lines
_NONE = -1


@Language.factory("quick_ner", assigns=["doc.ents"])
def _make(nlp: Language, name: str) -> QuickRecogniser:
    return QuickRecogniser()


def quicken_recogniser(nlp: Language) -> Language:
    """`nlp` with its recogniser, if it is the first component and of the stock kind, replaced.

    The first component sees neither entities nor sentences that others set: `QuickRecogniser`
    does not look for them.
    """
    if not nlp.pipe_names or nlp.pipe_names[0] != "ner":
        return nlp
    decoder = _Decoder.of(nlp.get_pipe("ner"))
    if decoder is not None:
        nlp.replace_pipe("ner", "quick_ner")
        recogniser: Any = nlp.get_pipe("ner")
        recogniser.decoder = decoder
    return nlp


class QuickRecogniser:
    """A component that sets `doc.ents`, and says how sure it is of their labels.

    `tells_doubts`: whether it says of each word how unsure it is, too.
    """

    def __init__(self) -> None:
        self.decoder: _Decoder | None = None
        self.tells_doubts = False

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.decoder.labels))) if self.decoder else ()

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH) -> Iterator[Doc]:
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            for some in portions(doc for doc in batch if len(doc)):
                for doc, (spans, scores, doubts) in zip(some, self._spans(some), strict=True):
                    if spans:
                        doc.set_ents([Span(doc, *span) for span in spans])
                        doc.user_data[SCORES] = scores
                    if self.tells_doubts:
                        doc.user_data[DOUBTS] = doubts
            yield from batch

    def _spans(self, docs: Sequence[Doc]) -> Iterable[tuple[Spans, LabelScores, Doubts]]:
        if self.decoder is None:
            return [([], {}, np.zeros(len(doc), dtype=np.float32)) for doc in docs]
        return self.decoder.spans(docs, self.tells_doubts)


@dataclass(frozen=True)
class _Decoder:
    """Weights of the two layers above the words' vectors, and the moves that they score."""

    vectors: Model[Any, Any]  # docs -> words x inputs
    lower: Floats  # inputs x (3 x units x pieces): of the word, the entity's first, the one before
    padding: Floats  # 3 x (units x pieces), where there is no entity
    bias: Floats
    pieces: int
    outside: tuple[Floats, Floats]  # of the moves outside an entity
    moves: tuple[str, ...]  # the same: "B-PER", "U-PER", "O"
    inside: tuple[Floats, Floats]  # of the moves in an entity: stays in, ends it; label by label
    labels: tuple[str, ...]  # of `inside`
    stays_first: bool  # which wins where both score the same

    @classmethod
    def of(cls, recogniser: Any) -> _Decoder | None:
        """None if `recogniser` is of another kind."""
        model: Model[Any, Any] = recogniser.model
        lower: Any = model.get_ref("lower")
        upper: Any = model.get_ref("upper")
        stock = recogniser.cfg["beam_width"] == 1 and lower.name == "precomputable_affine"
        if not stock or upper.name != "linear" or model.attrs["unseen_classes"]:
            return None
        if not (upper.has_param("W") and lower.has_param("W")):
            return None  # not trained yet
        features, units, pieces, inputs = (lower.get_dim(name) for name in ("nF", "nO", "nP", "nI"))
        if features != 3 or pieces < 2:
            return None
        weights, bias = upper.get_param("W"), upper.get_param("b")
        names = [str(recogniser.moves.get_class_name(i)) for i in range(len(bias))]
        out = [i for i, name in enumerate(names) if name[0] in "BUO" and name != "U-"]
        labels = tuple(name[2:] for name in names if name[0] == "I")
        within = [names.index(f"{move}-{label}") for label in labels for move in "IL"]
        firsts = {within[k] < within[k + 1] for k in range(0, len(within), 2)}
        if len(firsts) != 1:
            return None
        return cls(
            model.get_ref("tok2vec"),
            np.ascontiguousarray(lower.get_param("W").reshape(-1, inputs).T),
            lower.get_param("pad").reshape(features, units * pieces),
            lower.get_param("b").reshape(-1),
            pieces,
            (np.ascontiguousarray(weights[out].T), bias[out]),
            tuple(names[i] for i in out),
            (weights[within].reshape(len(labels), 2, units), bias[within].reshape(-1, 2)),
            labels,
            firsts.pop(),
        )

    def spans(
        self, docs: Sequence[Doc], doubtful: bool = False
    ) -> list[tuple[Spans, LabelScores, Doubts]]:
        """Entities (first word, after the last, label) of each of `docs`, none of them empty.

        With them, by first word, log-probabilities of `second_reader.LABELS`; and of each word,
        if `doubtful` says so, how likely another choice is, from 0 to 1 (else 0).
        """
        vectors = self.vectors.predict(docs)
        features = (vectors @ self.lower).reshape(len(vectors), 3, -1)
        stops = np.cumsum([len(doc) for doc in docs])
        weights, bias = self.outside
        scores = self._units(features[:, 0] + self.padding[1] + self.padding[2]) @ weights + bias
        begins = np.array([move[0] == "B" for move in self.moves])
        scores[np.ix_(stops - 1, begins)] = -np.inf  # no word is left to end it
        best = scores.argmax(axis=1)
        found: dict[int, tuple[int, str]] = {}  # by first word: after the last, label
        number = np.array([self._number(move) for move in self.moves])
        opened = np.flatnonzero(begins[best])
        leads = np.full(len(vectors), np.inf, dtype=np.float32)  # of staying in or ending, the best
        ends = self._ends(features, opened, number[best[opened]], stops, leads)
        for at, end in zip(opened.tolist(), ends.tolist(), strict=True):
            found[at] = end, self.moves[best[at]][2:]
        units = np.array([move[0] == "U" for move in self.moves])
        for at in np.flatnonzero(units[best]).tolist():
            found[at] = at + 1, self.moves[best[at]][2:]
        read = list(_read(docs, found))
        starts = [
            stop - len(doc) + span[0]
            for doc, stop, spans in zip(docs, stops, read, strict=True)
            for span in spans
        ]
        likely = iter(self._likely(scores[starts]).tolist() if starts else ())
        doubts = np.zeros(len(vectors), dtype=np.float32)
        if doubtful:
            inside = _inside(read, stops)
            other = np.exp(-leads)
            doubts = np.where(inside, other / (1 + other), 1 - self._surest(scores))
        parts = np.split(doubts, stops[:-1])
        return [
            (spans, {start: tuple(next(likely)) for start, *_ in spans}, part)
            for spans, part in zip(read, parts, strict=True)
        ]

    def _surest(self, scores: Floats) -> Floats:
        """Probability of the likeliest label, or of none, where no entity is open."""
        kinds = [move[2:] for move in self.moves]  # "" outside
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        sums = [
            likely[:, [kind == one for kind in kinds]].sum(axis=1) for one in sorted(set(kinds))
        ]
        return np.asarray(np.max(sums, axis=0) / likely.sum(axis=1))

    def _likely(self, scores: Floats) -> Floats:
        """Log-probabilities of the labels, by the scores of the moves of entities' first words."""
        of_label = [[KINDS.get(move[2:]) == label for move in self.moves] for label in LABELS]
        least = np.full((len(scores), 1), -1e9, dtype=scores.dtype)  # of a label without moves
        sums = np.stack(
            [
                np.logaddexp.reduce(np.hstack([least, scores[:, which]]), axis=1)
                for which in of_label
            ],
            axis=1,
        )
        return np.asarray(sums - np.logaddexp.reduce(sums, axis=1, keepdims=True))

    def _number(self, move: str) -> int:
        return self.labels.index(move[2:]) if move[0] == "B" else _NONE

    def _ends(self, features: Floats, first: Ints, label: Ints, stops: Ints, leads: Floats) -> Ints:
        """After which word the entities that begin at the words `first` end.

        By how much the choice leads is written to `leads`, a word each.
        """
        ends = first + 2
        last = stops[np.searchsorted(stops, first, side="right")] - 1
        open_ = np.arange(len(first))
        weights, bias = self.inside
        while len(open_):
            at = ends[open_] - 1
            words = features[at, 0] + features[first[open_], 1] + features[at - 1, 2]
            kinds = label[open_]
            scores = np.einsum("ikj,ij->ik", weights[kinds], self._units(words)) + bias[kinds]
            stay, end = scores[:, 0], scores[:, 1]
            leads[at] = np.abs(stay - end)
            stays = (stay >= end if self.stays_first else stay > end) & (at < last[open_])
            open_ = open_[stays]
            ends[open_] += 1
        return ends

    def _units(self, features: Floats) -> Floats:
        units = (features + self.bias).reshape(len(features), -1, self.pieces)
        best = units[:, :, 0]
        for piece in range(1, self.pieces):
            best = np.maximum(best, units[:, :, piece])
        return best


def _inside(read: Sequence[Spans], stops: Ints) -> npt.NDArray[np.bool_]:
    """Of all words, whether they are in an entity and not its first."""
    found = np.zeros(int(stops[-1]), dtype=bool)
    for spans, before in zip(read, [0, *stops[:-1].tolist()], strict=True):
        for start, end, _ in spans:
            found[before + start + 1 : before + end] = True
    return found


def _read(docs: Sequence[Doc], found: dict[int, tuple[int, str]]) -> Iterator[Spans]:
    """Of entities that may begin at each word, those that are reached from left to right."""
    starts = iter(sorted(found))
    start = next(starts, None)
    offset = free = 0
    for doc in docs:
        spans: Spans = []
        while start is not None and start < offset + len(doc):
            end, label = found[start]
            if start >= free and not doc[start - offset].is_space:
                spans.append((start - offset, end - offset, label))
                free = end
            start = next(starts, None)
        yield spans
        offset += len(doc)
