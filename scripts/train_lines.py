"""Trains the line model that ships in `models/lines`.

    python -m scripts.train_lines DEV [--out models/lines] [--cross]

DEV is a folder with `pages/pages.jsonl` (real pages with line labels) and `orangesum/` (articles,
to be dressed as pages with made-up furniture). Our own articles and pages of `tests/eval` are used
too; no text enters the model: it holds weights of named features and of hashed words.

Three things are learnt in turn: what the wording of a line says (`Wording`), a first network that
sees it, and a second one that sees what the first said of the lines beside. Each learns from what
the one before says of lines of writers it has not learnt from (stacked generalization: Wolpert,
Neural Networks 5, 1992). `--cross` prints how well all of it does on writers kept aside, fold by
fold, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from flows import page_models, resources
from scripts.line_corpus import (
    FOLDS,
    KINDS,
    Examples,
    Mask,
    Told,
    corpus,
    examples,
    is_furniture,
    told,
)  # fmt: skip
from scripts.logistic import fit
from scripts.network import Schedule, train
from transforms.cleaning import CleaningTools
from transforms.pages.learned.classifier import furniture_of
from transforms.pages.learned.features import names
from transforms.pages.learned.perceptron import Perceptron
from transforms.pages.learned.rereading import SAID, said
from transforms.pages.learned.shapes import Floats
from transforms.pages.learned.wording import SIZE, Wording, read

RIDGE, STEPS = 0.05, 150  # of the wording


def wording(lines: Told, mask: Mask) -> Wording:
    """What the words say, learnt from the lines of `mask`."""
    columns: list[int] = []
    values: list[float] = []
    stops = [0]
    for index in np.flatnonzero(mask):
        numbers = read(lines.lines[index])
        columns += numbers
        values += [len(numbers) ** -0.5] * len(numbers)
        stops.append(len(columns))
    given = csr_matrix((np.array(values), columns, stops), shape=(len(stops) - 1, SIZE))
    right = np.eye(2)[is_furniture(lines.labels[mask]).astype(int)]
    weights, bias = fit(given, right, np.ones(len(right)), RIDGE, STEPS)
    return Wording((weights[1] - weights[0]).astype(np.float32), float(bias[1] - bias[0]))


def learn(found: Examples, mask: Mask, schedule: Schedule) -> tuple[Perceptron, Perceptron, Floats]:
    """Both networks, learnt from the examples of `mask`, and what the second sees of them all."""
    first = _trained(found, found.features, mask, schedule)
    furniture = furniture_of(first.probabilities(found.features))
    for fold in set(found.folds[mask].tolist()):
        aside = mask & (found.folds == fold)
        network = _trained(found, found.features, mask & ~aside, schedule)
        furniture[aside] = furniture_of(network.probabilities(found.features[aside]))
    features = np.concatenate([found.features, said(furniture, found.around)], axis=1)
    return first, _trained(found, features, mask, schedule), features


def _trained(found: Examples, features: Floats, mask: Mask, schedule: Schedule) -> Perceptron:
    return train(features[mask], found.right[mask], found.weights[mask], schedule)


def cross(found: Examples, real: Mask, schedule: Schedule) -> None:
    """Prints precision and recall on writers kept aside, of the examples of `real`."""
    shares = np.zeros(len(found.labels), dtype=np.float32)
    for fold in range(FOLDS):
        aside = found.folds == fold
        _, second, features = learn(found, ~aside, schedule)
        shares[aside] = furniture_of(second.probabilities(features[aside]))
    weights, furniture = found.weights[real], is_furniture(found.labels[real])
    for edge in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        cut = shares[real] >= edge
        right = float((weights * (cut & furniture)).sum())
        precision = right / float((weights * cut).sum())
        recall = right / float((weights * furniture).sum())
        click.echo(f"from {edge}: precision {precision:.3f}, recall {recall:.3f}")


def written(words: Wording, networks: Sequence[Perceptron], features: list[str]) -> dict[str, Any]:
    """The model as `LineModel.from_arrays` reads it."""
    parts = zip(("first", "second"), networks, strict=True)
    arrays = {name: array for of, network in parts for name, array in network.arrays(of).items()}
    large = ("hidden", "output")
    return {
        "features": np.array(features),
        "kinds": np.array(KINDS),
        "wording": words.weights.astype("float16"),
        "wording_bias": np.array(words.bias),
        **{n: a.astype("float16") if n.endswith(large) else a for n, a in arrays.items()},
    }


@click.command()
@click.argument("dev", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=Path("models/lines"))
@click.option("--pages", default=3000, help="articles to dress as pages")
@click.option("--seed", default=7)
@click.option("--cross", "is_cross", is_flag=True, help="print scores of cross-validation only")
def main(dev: Path, out: Path, pages: int, seed: int, is_cross: bool) -> None:
    """Train the line model on DEV and our own articles."""
    tools = CleaningTools.from_lexicons(resources.lexicon)
    lexicon = page_models.line_lexicon()
    parts = corpus(dev, pages, seed)
    lines = told(parts[:-1], tools)  # not of the pages whose furniture we made up by a grammar
    wordings = [wording(lines, lines.folds != fold) for fold in range(FOLDS)]
    each = [examples(p, tools, lexicon, wordings, seed) for p in parts]
    found = Examples.joined(each)
    if is_cross:
        real = np.arange(len(found.labels)) < len(found.labels) - len(each[-1].labels)
        cross(found, real, Schedule())
        return
    first, second, _ = learn(found, np.ones(len(found.labels), dtype=np.bool_), Schedule())
    whole = wording(lines, np.ones(len(lines.lines), dtype=np.bool_))
    out.mkdir(parents=True, exist_ok=True)
    arrays = written(whole, (first, second), [*names(lexicon), *SAID])
    np.savez_compressed(out / "weights.npz", **arrays)
    size = (out / "weights.npz").stat().st_size
    click.echo(f"{len(found.labels)} lines, {size // 1024} KiB in {out}")


if __name__ == "__main__":
    main()
