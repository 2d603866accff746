"""Stories: which articles tell of one event.

Two articles of near days are one story when their words, names and numbers are alike, the rarer
ones counting more; `across/pairs` has the features and the lexicon `across/weights` what each
counts. Near-duplicates are one story in any case. `undated` has the articles without a day.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from transforms.across.clusters import Limits, Pair
from transforms.across.history import UNDATED
from transforms.across.pairs import alike, exploded, weighed
from transforms.across.weights import Weights
from transforms.across.words import Words

WINDOW = 6  # days: articles further apart tell of two events
LIMITS = Limits(join=0.5, merge=0.6)
LEAST = 0.1  # a pair that is less alike is not looked at
_FACTS = [
    *(pl.col(name) for name in ("article", "article_id", "day", "earliest", "latest", "language")),
    pl.col("figures").alias("dates"),
]


@dataclass(frozen=True)
class Material:
    """What is compared of the articles of some days, in order of day.

    articles: article (0, 1, 2…), article_id, day, earliest, latest, language, dates (figures,
        with the days of the year that it names).
    keys: Rows of `across.pairs.exploded`, in order of article.
    """

    articles: pl.DataFrame
    keys: pl.DataFrame

    @classmethod
    def of(cls, prints: pl.DataFrame, words: Words) -> Material:
        """Of rows of the table `fingerprints`."""
        return cls.in_order(prints.sort(day_of(), "article_id"), words)

    @classmethod
    def in_order(cls, prints: pl.DataFrame, words: Words) -> Material:
        """The same, numbered as they come."""
        numbered = prints.with_columns(day=day_of()).with_row_index("article")
        return cls(numbered.select(_FACTS), exploded(numbered, words).sort("article"))

    def between(self, low: int, high: int) -> pl.DataFrame:
        """The keys of the articles from `low` up to but without `high`."""
        numbers = self.keys["article"]
        first, last = (int(numbers.search_sorted(edge, side="left")) for edge in (low, high))
        return self.keys.slice(first, last - first)

    def place(self, day: datetime) -> tuple[int, int, int]:
        """(first of the days before that matter, first of `day`, first after it)."""
        days = self.articles["day"]
        low = days.search_sorted(day - timedelta(days=WINDOW), side="left")
        mid, high = (days.search_sorted(day, side=side) for side in ("left", "right"))
        return int(low), int(mid), int(high)


def day_of() -> pl.Expr:
    """The day on which an article is linked: UNDATED where nobody knows it."""
    is_exact = (pl.col("earliest") == pl.col("latest")).fill_null(False)
    return pl.when(is_exact).then(pl.col("earliest")).otherwise(pl.lit(UNDATED))


def story_scores(
    material: Material, day: datetime, weights: Weights, copies: Collection[Pair]
) -> dict[Pair, float]:
    """How surely pairs of articles are one story: those of `day`, with each other and with those
    of the days before.

    Args:
        material: Articles of `day` and at least of the days before that matter.
        copies: Pairs of near-duplicates (ids, the lesser first).
    """
    low, mid, high = material.place(day)
    window = material.between(low, high)
    keys = weighed(window, window, high - low)
    scores = scored(material, _alike(keys.filter(pl.col("article") >= mid), keys, weights), weights)
    bridged = _bridged(scores, mid)
    if len(bridged) > 1:
        near = keys.filter(pl.col("article").is_in(bridged))
        scores = pl.concat([scores, scored(material, _alike(near, near, weights), weights)])
    return _by_id(material, scores) | _sure(material, copies, low, high)


def _alike(left: pl.DataFrame, right: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    return alike(left, right, weights, LEAST)


def _bridged(scores: pl.DataFrame, mid: int) -> list[int]:
    """Articles of the days before that have one of the day in common."""
    sure = scores.filter((pl.col("score") >= LIMITS.join) & (pl.col("other") < mid))
    several = pl.col("other").n_unique().over("article") > 1
    found: list[int] = sure.filter(several)["other"].unique().sort().to_list()
    return found


def scored(material: Material, pairs: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    """article, other, score of the pairs that are worth a look."""
    facts = material.articles.drop("article_id", "day")
    near = (
        pairs.join(facts, on="article", how="left")
        .join(facts, left_on="other", right_on="article", how="left", suffix="_other")
        .with_columns(
            gap=_gap(),
            undated=(~_exact("") | ~_exact("_other")).cast(pl.Float64),
            translated=(pl.col("language") != pl.col("language_other")).cast(pl.Float64),
        )
        .with_columns(gap=pl.when(_names_the_day()).then(0).otherwise(pl.col("gap")))
        .filter(pl.col("gap") <= WINDOW)
        .with_columns(gap=pl.col("gap") / WINDOW)
    )
    scored = near.select("article", "other", score=weights.probability())
    return scored.filter(pl.col("score") >= LEAST)


def _gap() -> pl.Expr:
    """Days between two articles; none between what may be of one day."""
    days = pl.max_horizontal(
        (pl.col("earliest") - pl.col("latest_other")).dt.total_days(),
        (pl.col("earliest_other") - pl.col("latest")).dt.total_days(),
    )
    return days.fill_null(0).clip(lower_bound=0)


def _exact(side: str) -> pl.Expr:
    return (pl.col(f"earliest{side}") == pl.col(f"latest{side}")).fill_null(False)


def _names_the_day() -> pl.Expr:
    """One is of an unknown day in a time in which the other says that it happened: a date on a
    page can be that of its visit."""
    found = pl.lit(False)
    for side, other in (("", "_other"), ("_other", "")):
        first, last = pl.col(f"earliest{side}"), pl.col(f"latest{side}")
        days = pl.date_ranges(first.dt.date(), last.dt.date()).list.eval(
            pl.element().dt.strftime("@%m-%d")
        )
        within = pl.col(f"dates{other}").list.set_intersection(days).list.len() > 0
        found = found | (~_exact(side) & within.fill_null(False))
    return (pl.col("gap") > 0) & found


def _by_id(material: Material, scores: pl.DataFrame) -> dict[Pair, float]:
    ids = material.articles["article_id"].to_list()
    found: dict[Pair, float] = {}
    for article, other, score in scores.iter_rows():
        one, two = sorted((ids[article], ids[other]))
        found[one, two] = score
    return found


def _sure(material: Material, copies: Collection[Pair], low: int, high: int) -> dict[Pair, float]:
    if not copies:
        return {}
    here = set(material.articles["article_id"][low:high])
    return {pair: 1.0 for pair in copies if pair[0] in here and pair[1] in here}
