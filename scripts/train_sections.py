"""Trains the section model that ships in `models/sections`.

    python -m scripts.train_sections [--out models/sections] [--cross]

It learns from the sections of our own articles and pages in `tests/eval`, and holds weights of
named features. `--cross` prints how well it does by itself on writers kept aside, no more.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from flows import page_models, resources
from scripts.line_corpus import FOLDS, fold
from scripts.logistic import fit
from tests.eval.gold import Gold, load_all, raw_frame
from tests.eval.pages import load_pages
from tests.eval.report import words_of
from transforms.cleaning import CleaningTools, clean
from transforms.pages.page import Page
from transforms.pages.section.crumbs import Signs
from transforms.pages.section.section_features import SectionFeatures
from transforms.pages.section.section_model import FOUND, joint
from transforms.pages.section.sections import Sections

RIDGE, STEPS = 10.0, 300
RARE = 3  # fragments that must have a feature
Example = tuple[str, list[str]]  # the fragment's name, its features


@dataclass(frozen=True)
class _Listening(Sections):
    """Notes what it is asked of, and finds nothing."""

    pages: list[list[Example]] = None  # type: ignore[assignment]

    def of(
        self, page: Page, pieces: Sequence[tuple[int, str, str]], signed: Collection[int] = ()
    ) -> str | None:
        self.pages.append(
            list(joint(SectionFeatures(page, self.words, Signs.of(page)), page, pieces))
        )
        return None


def examples(golds: Sequence[Gold]) -> list[list[Example]]:
    """What each article's page offers for its section."""
    tools = CleaningTools.from_lexicons(resources.lexicon, None, page_models.line_model())
    sections = tools.reader.sections
    listening = _Listening(sections.words, sections.trails, pages=[])
    clean(raw_frame(golds), replace(tools, reader=replace(tools.reader, sections=listening)))
    return listening.pages


def learn(
    offered: Sequence[list[Example]], golds: Sequence[Gold]
) -> tuple[dict[str, float], float]:
    """The weights, and the bias, under which what the golds say is likely."""
    seen = Counter(name for page in offered for _, features in page for name in features)
    columns = {name: k for k, (name, n) in enumerate(x for x in seen.items() if x[1] >= RARE)}
    at: list[int] = []
    stops, right = [0], []
    for page, gold in zip(offered, golds, strict=True):
        for name, features in page:
            at += [columns[feature] for feature in features if feature in columns]
            stops.append(len(at))
            right.append(_is_right(name, gold))
    given = csr_matrix((np.ones(len(at)), at, stops), shape=(len(right), len(columns)))
    classes = np.eye(2)[np.array(right, dtype=int)]
    weights, bias = fit(given, classes, np.ones(len(right)), RIDGE, STEPS)
    values: npt.NDArray[np.float64] = weights[1] - weights[0]
    return dict(zip(columns, values.tolist(), strict=True)), float(bias[1] - bias[0])


def says(weights: Mapping[str, float], bias: float, page: Sequence[Example]) -> str:
    """What the weights by themselves take for the section; "" for none."""
    odds = [(sum(weights.get(x, 0.0) for x in features), name) for name, features in page]
    best = max(odds, default=(-math.inf, ""))
    return best[1] if best[0] + bias >= math.log(FOUND / (1 - FOUND)) else ""


def _is_right(name: str, gold: Gold) -> bool:
    said = words_of(name)
    return bool(said) and said in [words_of(right) for right in _sections(gold)]


def _sections(gold: Gold) -> Sequence[str]:
    return gold.facts.section if gold.facts else ()


def cross(offered: Sequence[list[Example]], golds: Sequence[Gold]) -> float:
    """The share of articles of writers kept aside that the model by itself says right."""
    folds = np.array([fold(gold.id) for gold in golds])
    right = 0
    for aside in range(FOLDS):
        learnt = [k for k, of in enumerate(folds) if of != aside]
        weights, bias = learn([offered[k] for k in learnt], [golds[k] for k in learnt])
        for k in np.flatnonzero(folds == aside).tolist():
            wanted = [words_of(section) for section in _sections(golds[k]) or ("",)]
            right += words_of(says(weights, bias, offered[k])) in wanted
    return right / len(golds)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("models/sections"))
@click.option("--cross", "is_cross", is_flag=True, help="print the score of cross-validation only")
def main(out: Path, is_cross: bool) -> None:
    """Train the section model on our own articles and pages."""
    golds = [*load_all(), *load_pages()]
    offered = examples(golds)
    if is_cross:
        click.echo(f"right on writers kept aside: {cross(offered, golds):.3f}")
        return
    weights, bias = learn(offered, golds)
    out.mkdir(parents=True, exist_ok=True)
    values = np.array(list(weights.values()), dtype=np.float16)
    names = np.array(list(weights))
    np.savez_compressed(out / "weights.npz", features=names, weights=values, bias=np.array(bias))
    size = (out / "weights.npz").stat().st_size
    click.echo(f"{len(golds)} pages, {len(weights)} features, {size // 1024} KiB in {out}")


if __name__ == "__main__":
    main()
