"""The lines that the line model learns from: pages with labels, and what rules leave open of them.

Rules know most furniture of pages they were written with. So that the model learns what to do with
wordings that no rule knows, rules are made to overlook lines at random.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
import polars as pl

from scripts.corpus import clean_news, dressed
from tests.eval import shared
from tests.eval.gold import Gold, load_all, raw_frame
from tests.eval.pages import load_pages
from transforms.cleaning import CleaningTools, laid_out
from transforms.pages.learned.classifier import KEPT_KINDS, TEXT, TITLE
from transforms.pages.learned.features import Ints, lined, matrix, open_lines
from transforms.pages.learned.rereading import beside
from transforms.pages.learned.shapes import Floats, LineLexicon, shapes
from transforms.pages.learned.wording import Wording
from transforms.pages.page import UNDECIDED, Page
from transforms.pages.structure import decide
from warehouse.tables import CUT_KINDS

Mask = npt.NDArray[np.bool_]

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
class Told:
    """Lines as folded text, their labels and folds."""

    lines: list[str]
    labels: Ints
    folds: Ints


@dataclass(frozen=True)
class Examples:
    """Lines to learn from; lines of one writer are of one fold.

    `around` says which of the examples stand beside each (`rereading.beside`).
    """

    features: Floats
    labels: Ints
    weights: Floats
    folds: Ints
    around: Ints

    @classmethod
    def joined(cls, parts: Sequence[Examples]) -> Examples:
        starts = np.cumsum([0, *(len(p.labels) for p in parts)])
        moved = [
            replace(p, around=np.where(p.around >= 0, p.around + start, p.around))
            for p, start in zip(parts, starts, strict=False)
        ]
        return cls(*(np.concatenate([getattr(p, f.name) for p in moved]) for f in fields(cls)))

    @property
    def right(self) -> Floats:
        """Lines x KINDS."""
        mask = np.zeros((len(self.labels), len(KINDS)), dtype=np.float32)
        mask[np.arange(len(mask)), np.maximum(self.labels, 0)] = 1
        mask[self.labels == ANY] = [0] * KEPT_KINDS + [1] * len(CUT_KINDS)
        return mask


def is_furniture(labels: Ints) -> Mask:
    """Whether each label is of furniture, of a known kind or not."""
    found: Mask = (labels == ANY) | (labels >= KEPT_KINDS)
    return found


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


def told(parts: Sequence[Part], tools: CleaningTools) -> Told:
    """Every line of `parts` that has a label."""
    lines: list[str] = []
    labels, folds = [], []
    for golds in (chunk for part in parts for chunk in _chunks(part.golds)):
        frame, _ = laid_out(raw_frame(golds), tools)
        found = _labels(golds, frame)
        scored = found != UNSCORED
        lines += frame["folded"].filter(pl.Series(scored)).to_list()
        labels.append(found[scored])
        folds.append(_folds(golds, frame)[scored])
    return Told(lines, np.concatenate(labels), np.concatenate(folds))


def examples(
    part: Part, tools: CleaningTools, lexicon: LineLexicon, wordings: Sequence[Wording], seed: int
) -> Examples:
    """The lines of `part` that rules leave open.

    `wordings` are models by fold, each learnt without the lines of that fold.
    """
    rng, found = random.Random(seed), []
    for golds in _chunks(part.golds):
        raw = raw_frame(golds)
        for share in part.overlooked:
            lines, pages = laid_out(raw, tools)
            for page in pages:
                _overlook(page, share, rng)
                decide(page)
                if share and rng.random() < MISTITLED:
                    _mistitle(page, rng)
            folds, labels, place = _folds(golds, lines), _labels(golds, lines), lined(pages)
            seen = shapes(lines, lexicon, _scores(lines, folds, wordings))
            at = open_lines(place)
            at = at[labels[at] != UNSCORED]
            found.append(
                Examples(
                    matrix(lines["words"].to_numpy(), seen, place, at, lexicon),
                    labels[at],
                    np.full(len(at), part.weight, dtype=np.float32),
                    folds[at],
                    beside(place, at),
                )
            )
    return Examples.joined(found)


def _chunks(golds: Sequence[Gold]) -> Iterator[Sequence[Gold]]:
    for start in range(0, len(golds), CHUNK):
        yield golds[start : start + CHUNK]


def _scores(lines: pl.DataFrame, folds: Ints, wordings: Sequence[Wording]) -> Floats:
    scores = np.zeros(len(lines), dtype=np.float32)
    for fold, wording in enumerate(wordings):
        mine = folds == fold
        scores[mine] = wording.scores(lines["folded"].filter(pl.Series(mine)).to_list())
    return scores


def _folds(golds: Sequence[Gold], lines: pl.DataFrame) -> Ints:
    """The fold of each line."""
    of_page = np.array([fold(gold.id) for gold in golds], dtype=np.int64)
    found: Ints = of_page[lines["row"].to_numpy()]
    return found


def fold(article: str) -> int:
    """A number for whoever wrote it: twelve articles in a row, pages of a letter, an outlet."""
    number = re.match(r"\d+", article)
    writer = f"{int(number[0]) // 12}" if number else re.split(r"[\d_]", article)[0]
    return crc32(writer.encode()) % FOLDS


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


def _labels(golds: Sequence[Gold], lines: pl.DataFrame) -> Ints:
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
