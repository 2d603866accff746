"""Trains the line model that ships in `models/lines`.

    python -m scripts.train_lines DEV [--out models/lines] [--cross]

DEV is a folder with `pages/pages.jsonl` (real pages with line labels) and `orangesum/` (articles,
to be dressed as pages with made-up furniture). The articles of `tests/eval/articles` are used too;
no text of either enters the model: it holds weights of named features only.

Rules know most furniture of pages they were written with. So that the model learns what to do with
wordings that no rule knows, rules are made to overlook lines at random while it is trained.
`--cross` prints how well it does on articles kept aside, fold by fold, and writes nothing.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt
import polars as pl

from flows import resources
from scripts.corpus import clean_news, dressed
from scripts.network import Network, Schedule, train
from tests.eval import shared
from tests.eval.gold import Gold, load_all, raw_frame
from tests.eval.pages import load_pages
from transforms.cleaning import CleaningTools, laid_out
from transforms.pages.classifier import KEPT_KINDS, TEXT, TITLE
from transforms.pages.features import lined, matrix, names, open_lines
from transforms.pages.page import UNDECIDED, Page
from transforms.pages.shapes import Floats, LineLexicon, shapes
from transforms.pages.structure import decide
from warehouse.tables import CUT_KINDS

KINDS = (TEXT, TITLE, *CUT_KINDS)
ANY = -2  # furniture of a kind that nobody noted
UNSCORED = -1
NOTED = {"comments": "comment", "advert": "advertisement", "subtitle": "body"}
FOLDS = 5
MISTITLED = 0.3  # share of pages whose title is taken for another line
CHUNK = 250  # pages worked at once


@dataclass(frozen=True)
class Part:
    """A part of the corpus. `overlooked`: shares of rules' hits hidden, one pass each."""

    golds: Sequence[Gold]
    weight: float
    overlooked: tuple[float, ...]


@dataclass(frozen=True)
class Examples:
    """Lines to learn from: features, right class, weight, article."""

    features: Floats
    labels: npt.NDArray[np.int64]
    weights: Floats
    articles: npt.NDArray[Any]

    @classmethod
    def joined(cls, parts: Sequence[Examples]) -> Examples:
        return cls(
            np.concatenate([p.features for p in parts]),
            np.concatenate([p.labels for p in parts]),
            np.concatenate([p.weights for p in parts]),
            np.concatenate([p.articles for p in parts]),
        )

    def only(self, mask: npt.NDArray[np.bool_]) -> Examples:
        return Examples(
            self.features[mask], self.labels[mask], self.weights[mask], self.articles[mask]
        )

    @property
    def right(self) -> Floats:
        """Lines x KINDS."""
        mask = np.zeros((len(self.labels), len(KINDS)), dtype=np.float32)
        mask[np.arange(len(mask)), np.maximum(self.labels, 0)] = 1
        mask[self.labels == ANY] = [0] * KEPT_KINDS + [1] * len(CUT_KINDS)
        return mask


def corpus(dev: Path, count: int, seed: int) -> list[Part]:
    """Everything that is learnt from; `count` articles are dressed as pages."""
    return [
        Part(load_all(), 3.0, (0.0, 0.3, 0.5, 0.7, 0.9)),
        Part(load_pages(), 3.0, (0.0, 0.3, 0.5, 0.7, 0.9)),
        Part(shared.pages(dev, near=True), 0.7, (0.0, 0.3, 0.6)),
        Part(shared.pages(dev, near=False), 0.05, (0.0, 0.3, 0.6)),
        Part(clean_news(dev), 0.5, (0.0,)),
        Part(dressed(dev, count, random.Random(seed)), 0.2, (0.3,)),
    ]


def examples(part: Part, tools: CleaningTools, lexicon: LineLexicon, seed: int) -> Examples:
    """The lines of `part` that rules leave open."""
    rng, found = random.Random(seed), []
    for start in range(0, len(part.golds), CHUNK):
        golds = part.golds[start : start + CHUNK]
        raw = raw_frame(golds)
        for share in part.overlooked:
            lines, pages = laid_out(raw, tools)
            for page in pages:
                _overlook(page, share, rng)
                decide(page)
                if share and rng.random() < MISTITLED:
                    _mistitle(page, rng)
            place = lined(pages)
            labels = _labels(golds, lines)
            at = open_lines(place)
            at = at[labels[at] != UNSCORED]
            found.append(
                Examples(
                    matrix(lines, shapes(lines, lexicon), place, at, lexicon),
                    labels[at],
                    np.full(len(at), part.weight, dtype=np.float32),
                    np.array([_article(golds[page]) for page in place.page[at]]),
                )
            )
    return Examples.joined(found)


def _article(gold: Gold) -> str:
    return gold.id.split(" ")[0]


def _overlook(page: Page, share: float, rng: random.Random) -> None:
    """Hides rules' hits; the same line is overlooked everywhere on the page."""
    drawn: dict[str, float] = {}
    page.rules = [
        None if rule and drawn.setdefault(text, rng.random()) < share else rule
        for text, rule in zip(page.folded, page.rules, strict=True)
    ]
    page.ruled = [(i, rule) for i, rule in enumerate(page.rules) if rule is not None]


def _mistitle(page: Page, rng: random.Random) -> None:
    """Decides the page with another title, so that the model learns not to trust the one found."""
    lines = range(min(len(page), max(page.body, page.first) + 2))
    others = [i for i in lines if i != page.title and page.words[i] >= 2]
    if others:
        page.chosen_title = rng.choice(others)
        page.decisions, page.title = [UNDECIDED] * len(page), None
        decide(page)


def _labels(golds: Sequence[Gold], lines: pl.DataFrame) -> npt.NDArray[np.int64]:
    """Index into KINDS of each line, ANY or UNSCORED."""
    spans = lines.select("row", "raw_start", "raw_end").iter_rows()
    return np.array([_label(golds[row], start, end) for row, start, end in spans], dtype=np.int64)


def _label(gold: Gold, start: int, end: int) -> int:
    sizes: dict[tuple[bool | None, str], int] = {}
    for region in gold.regions:
        size = min(end, region.end) - max(start, region.start)
        if size > 0:
            known = (region.keep, NOTED.get(region.label, region.label))
            sizes[known] = sizes.get(known, 0) + size
    keep, kind = max(sizes, key=lambda known: sizes[known], default=(None, ""))
    if keep is None:
        return UNSCORED
    if keep:
        return int(kind == TITLE)
    return KINDS.index(kind) if kind in CUT_KINDS and (kind != "other" or gold.facts) else ANY


def cross(found: Examples, schedule: Schedule) -> None:
    """Prints precision and recall on articles kept aside, made-up pages aside."""
    real = np.array([not article.startswith("dressed") for article in found.articles])
    ids = sorted(set(found.articles[real]))
    random.Random(1).shuffle(ids)
    shares = np.zeros(len(found.labels), dtype=np.float32)
    for fold in range(FOLDS):
        aside = np.isin(found.articles, ids[fold::FOLDS])
        learnt = found.only(~aside)
        network = train(learnt.features, learnt.right, learnt.weights, schedule)
        kept = network.probabilities(found.features[aside])[:, :KEPT_KINDS]
        shares[aside] = 1 - kept.sum(axis=1)
    is_furniture = (found.labels[real] < 0) | (found.labels[real] >= KEPT_KINDS)
    weights = found.weights[real]
    for edge in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        cut = shares[real] >= edge
        right = float((weights * (cut & is_furniture)).sum())
        precision = right / float((weights * cut).sum())
        recall = right / float((weights * is_furniture).sum())
        click.echo(f"from {edge}: precision {precision:.3f}, recall {recall:.3f}")


def written(network: Network, lexicon: LineLexicon) -> dict[str, Any]:
    """The model as `LineModel.from_mapping` reads it."""
    keys = ("hidden_weights", "hidden_bias", "output_weights", "output_bias")
    arrays = {"mean": network.mean, "scale": network.scale}
    arrays |= dict(zip(keys, network.parameters, strict=True))
    return {
        "features": names(lexicon),
        "kinds": list(KINDS),
        **{name: _rounded(array) for name, array in arrays.items()},
    }


def _rounded(array: Floats) -> Any:
    if array.ndim > 1:
        return [_rounded(row) for row in array]
    return [float(f"{value:.4g}") for value in array]


@click.command()
@click.argument("dev", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=Path("models/lines"))
@click.option("--pages", default=3000, help="articles to dress as pages")
@click.option("--seed", default=7)
@click.option("--cross", "is_cross", is_flag=True, help="print scores of cross-validation only")
def main(dev: Path, out: Path, pages: int, seed: int, is_cross: bool) -> None:
    """Train the line model on DEV and our own articles."""
    tools = CleaningTools.from_lexicons(resources.lexicon)
    lexicon = resources.line_lexicon()
    parts = corpus(dev, pages, seed)
    found = Examples.joined([examples(p, tools, lexicon, seed) for p in parts])
    if is_cross:
        cross(found, Schedule())
        return
    network = train(found.features, found.right, found.weights, Schedule())
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(written(network, lexicon), separators=(",", ":"))
    (out / "weights.json").write_text(text + "\n", encoding="utf-8")
    click.echo(f"{len(found.labels)} lines, {len(text) // 1024} KiB in {out}")


if __name__ == "__main__":
    main()
