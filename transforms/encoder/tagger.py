"""A component that finds entities again with a transformer, the recogniser's choices as votes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span

from transforms.encoder.forward import Encoder, Floats, Ints
from transforms.encoder.pieces import Pieces
from transforms.second_reader import DOUBTS, KINDS, LABELS, SCORES

BATCH = 64  # lines
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
_NEVER = np.float32(-1e9)
WORD = 12  # pieces of a word that are read


@dataclass(frozen=True)
class Tagger:
    """What `scripts.encoder` learnt.

    `vote`: added to the log-probability of a word's tag that the recogniser chose, per label as
    far as it was sure of that label. `doubt`: a line is read where the recogniser finds another
    choice that likely for one of its words.
    """

    encoder: Encoder
    pieces: Pieces
    ends: tuple[int, int]  # numbers of the tokens around a text
    vote: float
    doubt: float = 0.0

    def is_asked(self, doc: Doc) -> bool:
        """Whether the recogniser doubts a word of `doc` enough; True if it said nothing."""
        doubts = doc.user_data.get(DOUBTS)
        return len(doc) > 0 and (doubts is None or float(doubts.max()) >= self.doubt)

    def scores(self, docs: Sequence[Doc]) -> list[Floats]:
        """Log-probabilities of TAGS, words x tags, for each of `docs`, none of them empty."""
        texts: list[Ints] = []
        firsts: list[tuple[int, Ints]] = []  # of a text: its doc, where each word begins
        for index, doc in enumerate(docs):
            for numbers, starts in self._texts(doc):
                texts.append(numbers)
                firsts.append((index, starts))
        found: list[list[Floats]] = [[] for _ in docs]
        for (index, starts), rows in zip(firsts, self.encoder(texts), strict=True):
            found[index].append(rows[starts])
        return [np.concatenate(parts) for parts in found]

    def _texts(self, doc: Doc) -> Iterator[tuple[Ints, Ints]]:
        """`doc` as tokens, cut where it is longer than the encoder reads."""
        numbers: list[int] = [self.ends[0]]
        starts: list[int] = []
        spaced = True
        for word in doc:
            pieces = self.pieces.of(word.text, spaced)[:WORD]
            if len(numbers) + len(pieces) >= self.encoder.longest:
                yield np.array([*numbers, self.ends[1]]), np.array(starts)
                numbers, starts = [self.ends[0]], []
            starts.append(len(numbers))
            numbers += pieces
            spaced = bool(word.whitespace_)
        yield np.array([*numbers, self.ends[1]]), np.array(starts)


def votes(doc: Doc) -> Floats:
    """Words x TAGS: 1 where the recogniser chose a tag, parted among labels as it was sure."""
    found = np.zeros((len(doc), len(TAGS)), dtype=np.float32)
    found[:, 0] = 1
    scores = doc.user_data.get(SCORES, {})
    for entity in doc.ents:
        kind = KINDS.get(entity.label_)
        if kind is None:
            continue
        likely = np.exp(scores[entity.start]) if entity.start in scores else _sure(kind)
        found[entity.start : entity.end] = 0
        found[entity.start, 1::2] = likely
        found[entity.start + 1 : entity.end, 2::2] = likely
    return found


def _sure(kind: str) -> Floats:
    return np.array([label == kind for label in LABELS], dtype=np.float32)


def best_tags(scores: Floats) -> list[int]:
    """The best tags, one a word: none goes on with a label that did not begin."""
    ways = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for tag in range(2, len(TAGS), 2):
        ways[:, tag] = _NEVER
        ways[[tag - 1, tag], tag] = 0
    sums = scores[0].copy()
    sums[2::2] = _NEVER
    came: list[npt.NDArray[np.intp]] = []
    for row in scores[1:]:
        through = sums[:, None] + ways
        came.append(through.argmax(axis=0))
        sums = through.max(axis=0) + row
    tags = [int(sums.argmax())]
    for back in reversed(came):
        tags.append(int(back[tags[-1]]))
    return tags[::-1]


def spans(tags: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """First word, after the last, and label of each entity."""
    start = 0
    while start < len(tags):
        end = start + 1
        if tags[start] % 2:
            while end < len(tags) and tags[end] == tags[start] + 1:
                end += 1
            yield start, end, LABELS[tags[start] // 2]
        start = end


@Language.factory("deep_tagger", assigns=["doc.ents"])
def _make(nlp: Language, name: str) -> DeepTagger:
    return DeepTagger()


class DeepTagger:
    """Sets `doc.ents` anew, and how sure it is of each label."""

    def __init__(self) -> None:
        self.tagger: Tagger | None = None

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH) -> Iterator[Doc]:
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            self._read(batch)
            yield from batch

    def _read(self, docs: Sequence[Doc]) -> None:
        if self.tagger is None:
            return
        asked = [doc for doc in docs if self.tagger.is_asked(doc)]
        for doc in docs:
            doc.user_data.pop(DOUBTS, None)
        for doc, scores in zip(asked, self.tagger.scores(asked), strict=True):
            weighed = scores + self.tagger.vote * votes(doc)
            found = list(spans(best_tags(weighed)))
            likely = {first: label_scores(weighed[first]) for first, *_ in found}
            doc.set_ents([Span(doc, *entity) for entity in found])
            doc.user_data[SCORES] = likely


def label_scores(row: Floats) -> tuple[float, ...]:
    """Log-probabilities of LABELS for an entity that begins with the word of `row`."""
    begins = row[1::2]
    return tuple((begins - np.logaddexp.reduce(begins)).tolist())
