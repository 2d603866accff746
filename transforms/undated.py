"""Articles that nobody can date: each is in the story of the article that it is most like.

They are compared with all articles, of whatever day, and so that no article is compared twice,
each keeps whom it is most like. What keys weigh does not depend on the company, therefore: one more
article changes nothing but for those that are more like it than like all others.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

import polars as pl

from transforms.across.clusters import Pair
from transforms.across.history import UNDATED
from transforms.across.pairs import alike, weighed
from transforms.across.weights import Weights
from transforms.across.words import Words
from transforms.stories import LEAST, Material, day_of, scored

SURE = 0.7  # how alike two must be among less than a hundred articles
CHANCE = 0.5  # the more articles there are, the less likely is it that two are of one time
LEAST_IDF = 2.8  # keys that are more usual do not make two meet
COMPARED = ("language", "earliest", "latest", "title_terms", "lead_terms", "other_terms", "names",
            "figures")  # fmt: skip


class Near(NamedTuple):
    """An article and how surely it is of the same story; they compare by that."""

    similarity: float
    article_id: str


class Nearest(NamedTuple):
    """Whom an article is most like: of all, and of those that have a date."""

    one: Near | None = None
    dated: Near | None = None

    def better(self, other: Nearest) -> Nearest:
        """The best of both."""
        return Nearest(_better(self.one, other.one), _better(self.dated, other.dated))


def _better(one: Near | None, other: Near | None) -> Near | None:
    return max(one, other) if one and other else one or other


def nearest(
    undated: pl.DataFrame,
    others: Iterable[pl.DataFrame],
    words: Words,
    weights: Weights,
    copies: Collection[Pair],
) -> dict[str, Nearest]:
    """Whom each undated article is most like.

    Args:
        undated: Rows of the table `fingerprints`.
        others: More of them, a portion at a time; those of `undated` may be among them.
        copies: Pairs of near-duplicates; these are surely of one story.
    """
    found = dict.fromkeys(undated["article_id"], Nearest())
    known = [pair for pair in copies if pair[0] in found or pair[1] in found]
    kinds = _kinds(undated)
    for portion in others:
        here = dict(portion.select("article_id", day_of()).iter_rows())
        met = list(_met(kinds, _kinds(portion), words, weights))
        for pair in known:
            met += [(one, other, 1.0) for one, other in (pair, pair[::-1]) if other in here]
        for one, other, score in met:
            if one in found:
                near = Near(score, other)
                dated = near if here[other] < UNDATED else None
                found[one] = found[one].better(Nearest(near, dated))
    return found


def _kinds(prints: pl.DataFrame) -> pl.DataFrame:
    """One row for all articles that are the same to each other (ten thousand pages of one wall):
    what is compared, and `ids`, the last first."""
    ids = pl.col("article_id").sort(descending=True).alias("ids")
    kinds = prints.group_by(COMPARED, maintain_order=True).agg(ids)
    return kinds.with_columns(article_id=pl.col("ids").list.first())


def _met(
    undated: pl.DataFrame, others: pl.DataFrame, words: Words, weights: Weights
) -> Iterator[tuple[str, str, float]]:
    """(undated article, another, similarity); of others that are the same the last, as of two that
    are equally near."""
    rows = pl.concat([others, undated])
    both = Material.in_order(rows, words)
    keys = weighed(both.keys, both.keys.clear(), 0, LEAST_IDF)
    is_undated = pl.col("article") >= others.height
    pairs = alike(keys.filter(is_undated), keys.filter(~is_undated), weights, LEAST)
    ids = rows["ids"].to_list()
    for one, other, score in scored(both, pairs, weights).iter_rows():
        for article in ids[one]:
            near = next((id for id in ids[other][:2] if id != article), None)
            if near:
                yield article, near, score


def gathered(near: Mapping[str, Nearest], articles: int) -> dict[str, str]:
    """Undated article -> the dated article whose story it is in, or else one undated article of
    its group, the same for all of them.

    Each goes where the article goes that it is most like; a group of undated articles alone goes
    to the dated article that any of them is most like.

    Args:
        articles: How many there are, dated ones too.
    """
    least = sure_among(articles)
    ends = {article: _end(article, near, least) for article in near}
    anchors: dict[str, Near] = {}
    for article, end in ends.items():
        anchor = near[article].dated
        if end in near and anchor and anchor.similarity >= least:
            anchors[end] = max(anchors.get(end, anchor), anchor)
    return {
        article: anchors[end].article_id if end in anchors else end for article, end in ends.items()
    }


def _end(article: str, near: Mapping[str, Nearest], least: float) -> str:
    """Where the way from nearest to nearest ends: at a dated article, or in a circle."""
    seen: dict[str, int] = {}
    while article in near and article not in seen:
        seen[article] = len(seen)
        step = near[article].one
        if not step or step.similarity < least:
            return article
        article = step.article_id
    return min(list(seen)[seen[article] :]) if article in seen else article


def sure_among(articles: int) -> float:
    """How alike two articles must be, one of them undated, when there are so many."""
    odds = math.log(SURE / (1 - SURE)) + CHANCE * math.log(10) * max(len(str(articles)) - 2, 0)
    return round(1 / (1 + math.exp(-odds)), 6)
