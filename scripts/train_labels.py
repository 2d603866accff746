"""Trains the second reader of labels that ships in `models/fr_coupure_ner/labels.npz`.

    python -m scripts.train_labels CORPUS.jsonl [--out FILE]

CORPUS is that of `scripts.train_ner`, whose fifth kept aside is kept aside here too. Each article
is read as it is and three times with other names; our sentences are read with invented ones. The
recogniser takes no part in it. Logistic regression, ridge; the weights of word vectors are learnt
on their first 64 principal components, and written for the vectors themselves.
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
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]

from flows.resources import gazetteer
from scripts.train_ner import BASE, HERE, Annotated, lines_of, read, towns
from scripts.variants import Span, Variants
from transforms.second_reader import LABELS, POSITIONS, SIZE, Around, features, read_words, rows

COMPONENTS = 64
SCALE = 0.3  # of a component against a feature that holds or not
SHARES = (0.8, 1.0, 1.0)  # of the names that are swapped, each time an article is read anew
SWAPPED, OURS = 0.7, 0.25  # what such an example counts, against one that is as printed
TIMES = 40  # each of our sentences is read
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
            self.components @ (self.data[row] - self.mean) if row >= 0 else np.zeros(COMPONENTS)
            for row in found
        ]
        return np.concatenate(parts).astype(np.float32) * SCALE


def examples(corpus: Sequence[Annotated], seed: int) -> Iterator[tuple[str, Span, float]]:
    """Lines, a name in each, and what the example counts."""
    rng = random.Random(seed)
    names = tomllib.loads((HERE / "training_names.toml").read_text(encoding="utf-8"))
    written = tomllib.loads((HERE / "training_lines.toml").read_text(encoding="utf-8"))["lines"]
    variants = Variants(names, *towns(), rng)
    for article in corpus:
        yield from _spans(article, 1.0)
        for share in SHARES:
            text, spans = variants.of(article.text, article.spans, share)
            yield from _spans(Annotated(text, tuple(spans)), SWAPPED)
    for _ in range(TIMES):
        for pattern in written:
            line, found = variants.line(pattern)
            yield from ((line, span, OURS) for span in found)


def _spans(article: Annotated, weight: float) -> Iterator[tuple[str, Span, float]]:
    for line, spans in lines_of(article):
        yield from ((line, span, weight) for span in spans)


def matrix(found: Sequence[tuple[str, Span, float]], vocab: Any, vectors: Vectors) -> Any:
    """Examples x (features and components)."""
    known = gazetteer("fr").towns
    columns: list[int] = []
    stops = [0]
    dense = np.zeros((len(found), POSITIONS * COMPONENTS), dtype=np.float32)
    for index, (line, (start, end, _), _) in enumerate(found):
        around = Around.of(line, start, end)
        columns += features(around, known)
        stops.append(len(columns))
        dense[index] = vectors.around(rows(vocab, read_words(around)))
    ones = np.ones(len(columns), dtype=np.float32)
    return hstack([csr_matrix((ones, columns, stops), shape=(len(found), SIZE)), csr_matrix(dense)])


def fit(given: Any, labels: Any, weights: Any) -> tuple[Any, Any]:
    """Coefficients (labels x columns) and bias under which the examples are likely."""
    given = given.tocsr()
    turned = given.T.tocsr()
    wanted = np.eye(len(LABELS))[labels]
    shape = (given.shape[1] + 1, len(LABELS))

    def loss(flat: Any) -> tuple[float, Any]:
        guess = flat.reshape(shape)
        scores = given @ guess[:-1] + guess[-1]
        scores -= scores.max(axis=1, keepdims=True)
        sums = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        missed = (np.exp(scores - sums) - wanted) * weights[:, None]
        value = -(weights * ((scores - sums) * wanted).sum(axis=1)).sum()
        slope = np.vstack([turned @ missed + RIDGE * guess[:-1], missed.sum(axis=0)[None]])
        return value + RIDGE / 2 * (guess[:-1] ** 2).sum(), slope.ravel()

    start = np.zeros(shape[0] * shape[1])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    found = best.x.reshape(shape)
    return found[:-1].T, found[-1]


def folded(coefficients: Any, vectors: Vectors) -> tuple[Any, Any]:
    """Weights of the vectors themselves by position, and what each position adds."""
    by_position = coefficients.reshape(len(LABELS), POSITIONS, COMPONENTS).transpose(1, 0, 2)
    near = by_position @ vectors.components * SCALE
    return near, -(near @ vectors.mean)


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path),
              default=HERE.parent / "models/fr_coupure_ner/labels.npz")  # fmt: skip
@click.option("--share", default=0.7, show_default=True, help="what it counts when it is asked")
@click.option("--seed", default=5, show_default=True)
def main(corpus: Path, out: Path, share: float, seed: int) -> None:
    """Train the second reader on CORPUS and write it to --out."""
    vocab = spacy.load(BASE, enable=[]).vocab
    vectors = Vectors.of(vocab)
    found = list(examples(read(corpus)[0], seed))
    labels = np.array([LABELS.index(label) for _, (_, _, label), _ in found])
    given = matrix(found, vocab, vectors)
    coefficients, bias = fit(given, labels, np.array([weight for *_, weight in found]))
    near, offsets = folded(coefficients[:, SIZE:], vectors)
    np.savez_compressed(
        out,
        seen=coefficients[:, :SIZE].astype("float16"),
        near=near.astype("float16"),
        offsets=offsets.astype("float16"),
        bias=bias.astype("float16"),
        share=np.array(share),
    )
    click.echo(f"{len(found)} examples, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
