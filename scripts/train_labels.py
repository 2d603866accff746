"""Trains the second reader of labels that ships in `models/<language>_coupure_ner/labels.npz`.

    python -m scripts.train_labels fr CORPUS.jsonl
    python -m scripts.train_labels en PAGES.jsonl

CORPUS is that of `scripts.train_ner`, whose fifth kept aside is kept aside here too; PAGES are
those of `scripts.train_english`. Each article or line of them and of ours is read as it is and
three times with other names; our sentences are read with invented ones. The recogniser takes no
part in it. Logistic regression, ridge; the weights of word vectors are learnt on their first
principal components, 64 at most, and written for the vectors themselves.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import spacy
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]

from flows.resources import gazetteer, load_model
from scripts import real_pages
from scripts.logistic import fit
from scripts.own_articles import own_articles, sure
from scripts.train_english import Examples, own_lines
from scripts.train_ner import HERE, Annotated, Schedule, lines_of, read, towns
from scripts.variants import Span, Variants
from transforms.second_reader import (
    KINDS,
    LABELS,
    POSITIONS,
    SIZE,
    Around,
    features,
    read_words,
    rows,
)  # fmt: skip
from transforms.typography import plain

Named = tuple[str, Span, float]  # a line, a name in it, what the example counts
COMPONENTS = 64
SCALE = 0.3  # of a component against a feature that holds or not
SHARES = (0.8, 1.0, 1.0)  # of the names that are swapped, each time an article is read anew
SWAPPED, OURS = 0.7, 0.25  # what such an example counts, against one that is as printed
TIMES = 40  # each of our French sentences is read
TEXTS = 12_000  # of our English sentences, one to three each
SHARE = {"fr": 0.7, "en": 1.0}  # what this reading counts beside the recogniser's
RIDGE = 3.0
STEPS = 150


@dataclass(frozen=True)
class Vectors:
    """Vectors of one length, and the components that are learnt on."""

    data: Any
    mean: Any
    components: Any  # components x width, so that their spread is one

    @classmethod
    def of(cls, vocab: Any) -> Vectors:
        data = vocab.vectors.data.astype(np.float32)
        data = data / np.maximum(1e-6, np.linalg.norm(data, axis=1, keepdims=True))
        mean = data.mean(axis=0)
        _, _, basis = np.linalg.svd((data - mean)[::2], full_matrices=False)
        projected = (data - mean) @ basis[:COMPONENTS].T
        return cls(data, mean, basis[:COMPONENTS] / projected.std())

    def around(self, found: Sequence[int]) -> Any:
        """The components of the vectors in these rows, in one row; zeros where there is none."""
        parts = [
            self.components @ (self.data[row] - self.mean)
            if row >= 0
            else np.zeros(len(self.components))
            for row in found
        ]
        return np.concatenate(parts).astype(np.float32) * SCALE


def french(corpus: Path, seed: int) -> Iterator[Named]:
    """Lines, a name in each, and what the example counts."""
    rng = random.Random(seed)
    names = tomllib.loads((HERE / "training_names.toml").read_text(encoding="utf-8"))
    written = tomllib.loads((HERE / "training_lines.toml").read_text(encoding="utf-8"))["lines"]
    variants = Variants(names, *towns(), rng)
    own = [Annotated(plain(text), tuple(sure(spans))) for text, spans in own_articles("fr")]
    for article in (*read(corpus)[0], *own):
        yield from _spans(article, 1.0)
        for share in SHARES:
            text, spans = variants.of(article.text, article.spans, share)
            yield from _spans(Annotated(text, tuple(spans)), SWAPPED)
    for _ in range(TIMES):
        for pattern in written:
            line, found = variants.line(pattern)
            yield from ((line, span, OURS) for span in found)


def english(pages: Path, seed: int) -> Iterator[Named]:
    """The same of our English sentences and of the real pages that were annotated."""
    blank = spacy.blank("en")
    made = Examples(blank, blank, Schedule(seed=seed))
    for _ in range(TEXTS):
        yield from _marked(*made.sentences(), OURS)
    for line, spans in (*real_pages.read(pages), *own_lines()):
        yield from _marked(line, spans, 1.0)
        for _ in SHARES:
            swapped = real_pages.swapped(line, spans, made.variants.made, made.rng)
            yield from _marked(*swapped, SWAPPED)


def _marked(line: str, spans: Sequence[Span], weight: float) -> Iterator[Named]:
    for start, end, label in spans:
        if label in KINDS:
            yield plain(line), (start, end, KINDS[label]), weight


def _spans(article: Annotated, weight: float) -> Iterator[Named]:
    for line, spans in lines_of(article):
        yield from ((line, span, weight) for span in spans)


def matrix(found: Sequence[Named], vocab: Any, vectors: Vectors) -> Any:
    """Examples x (features and components)."""
    known = gazetteer(vocab.lang).towns
    columns: list[int] = []
    stops = [0]
    width = POSITIONS * len(vectors.components)
    dense = np.zeros((len(found), width), dtype=np.float32)
    for index, (line, (start, end, _), _) in enumerate(found):
        around = Around.of(line, start, end, vocab.lang)
        columns += features(around, known)
        stops.append(len(columns))
        dense[index] = vectors.around(rows(vocab, read_words(around)))
    ones = np.ones(len(columns), dtype=np.float32)
    return hstack([csr_matrix((ones, columns, stops), shape=(len(found), SIZE)), csr_matrix(dense)])


def folded(coefficients: Any, vectors: Vectors) -> tuple[Any, Any]:
    """Weights of the vectors themselves by position, and what each position adds."""
    by_position = coefficients.reshape(len(LABELS), POSITIONS, len(vectors.components)).transpose(
        1, 0, 2
    )
    near = by_position @ vectors.components * SCALE
    return near, -(near @ vectors.mean)


@click.command()
@click.argument("language", type=click.Choice(sorted(SHARE)))
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path))
@click.option("--seed", default=5, show_default=True)
def main(language: str, corpus: Path, out: Path | None, seed: int) -> None:
    """Train the second reader of LANGUAGE on CORPUS and write it to --out."""
    name = f"{language}_coupure_ner"
    out = out or HERE.parent / "models" / name / "labels.npz"
    vocab = load_model(name).vocab
    vectors = Vectors.of(vocab)
    found = list((french if language == "fr" else english)(corpus, seed))
    labels = np.array([LABELS.index(label) for _, (_, _, label), _ in found])
    given = matrix(found, vocab, vectors)
    weights = np.array([weight for *_, weight in found])
    coefficients, bias = fit(given, np.eye(len(LABELS))[labels], weights, RIDGE, STEPS)
    near, offsets = folded(coefficients[:, SIZE:], vectors)
    np.savez_compressed(
        out,
        seen=coefficients[:, :SIZE].astype("float16"),
        near=near.astype("float16"),
        offsets=offsets.astype("float16"),
        bias=bias.astype("float16"),
        share=np.array(SHARE[language]),
    )
    click.echo(f"{len(found)} examples, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
