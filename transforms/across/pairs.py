"""How alike two articles are: a few named features of a pair, each between 0 and 1.

Words, names and numbers count the more the rarer they are, in the days around and usually. A
pair of articles in two languages meets by names, numbers, dates and words of one stem.
"""

from __future__ import annotations

import math

import polars as pl

from transforms.across.words import Words

PRIOR = 300  # articles: what is usual weighs as much as so many articles of the days around
MOST = 7.0  # the weight of the rarest key
CROWD = 300  # a key that so many articles have does not make two of them meet
FEATURES = ("terms", "names", "figures", "headline")

_TITLE, _LEAD, _OTHER, _NAMES, _FIGURES = range(5)
_ZONES = {"title_terms": (_TITLE, 3.0), "lead_terms": (_LEAD, 2.0), "other_terms": (_OTHER, 1.0),
          "names": (_NAMES, 1.0), "figures": (_FIGURES, 1.0)}  # fmt: skip
_KIND = pl.max_horizontal(pl.col("zone"), pl.lit(_OTHER, pl.UInt8))  # words, names or figures


def exploded(prints: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The keys of articles, one row a key.

    Args:
        prints: Rows of the table `fingerprints`, with `article`, a number of the article.

    Returns:
        article, zone, kind, key (hashed), usual (the share of articles in which it is usual).
    """
    keys = pl.concat(
        prints.select(
            "article", zone=pl.lit(number, pl.UInt8), weight=pl.lit(weight), key=column
        ).explode("key")
        for column, (number, weight) in _ZONES.items()
    ).drop_nulls("key")
    known = keys["key"].unique().to_frame()
    shares = pl.Series("usual", [words.share(key) for key in known["key"]], dtype=pl.Float64)
    return keys.join(known.with_columns(shares), on="key", maintain_order="left").with_columns(
        pl.col("key").hash(), kind=_KIND
    )


def weighed(keys: pl.DataFrame, company: pl.DataFrame, articles: int) -> pl.DataFrame:
    """Rows of `exploded` with what they weigh in the company of other articles.

    Args:
        keys: The keys to weigh.
        company: The keys of `articles` articles: those of the days around.

    Returns:
        With idf (0 to MOST), weight (of norm 1 over an article's keys of a kind), crowded (too
        many articles have the key for it to make two of them meet).
    """
    counts = company.group_by("key").agg(count=pl.col("article").n_unique())
    norm = pl.col("weight").pow(2).sum().over("article", "kind").sqrt().clip(1e-9)
    share = (pl.col("count") + PRIOR * pl.col("usual")) / (articles + PRIOR)
    return (
        keys.join(counts, on="key", how="left")
        .with_columns(pl.col("count").fill_null(0))
        .with_columns(idf=-share.clip(math.exp(-MOST), 1.0).log(), crowded=pl.col("count") > CROWD)
        .with_columns(weight=pl.col("weight") * pl.col("idf"))
        .with_columns(weight=pl.col("weight") / norm)
        .drop("usual", "count")
    )


def alike(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Features of the pairs of an article of `left` and one of `right` that share a key.

    Args:
        left, right: Rows of `weighed`; an article may be on both sides.

    Returns:
        article < other, terms, names, figures (cosines), headline (how much of the title of one
        stands in the title or the top of the other); each pair once, sorted.
    """
    columns = ["article", "kind", "zone", "key", "idf", "weight"]
    both = (
        left.filter(~pl.col("crowded"))
        .select(columns)
        .join(right.filter(~pl.col("crowded")).select(columns), on=["kind", "key"], suffix="_other")
        .filter(pl.col("article") != pl.col("article_other"))
    )
    product = pl.col("weight") * pl.col("weight_other")
    sums = [
        product.filter(pl.col("kind") == kind).sum().alias(name)
        for name, kind in (("terms", _OTHER), ("names", _NAMES), ("figures", _FIGURES))
    ]
    summed = both.group_by("article", "article_other").agg(
        *sums, one=_in_title("zone", "zone_other"), other=_in_title("zone_other", "zone")
    )
    titles = _titles(pl.concat([left, right]))
    headline = pl.max_horizontal(
        (pl.col("one") / pl.col("title")).fill_nan(0.0).fill_null(0.0),
        (pl.col("other") / pl.col("title_other")).fill_nan(0.0).fill_null(0.0),
    )
    return (
        summed.join(titles, on="article", how="left")
        .join(titles, left_on="article_other", right_on="article", how="left", suffix="_other")
        .select(
            pl.min_horizontal("article", "article_other").alias("article"),
            pl.max_horizontal("article", "article_other").alias("other"),
            *(pl.col(name).clip(0.0, 1.0) for name in ("terms", "names", "figures")),
            headline=headline.clip(0.0, 1.0),
        )
        .unique(["article", "other"])
        .sort("article", "other")
    )


def _in_title(zone: str, other: str) -> pl.Expr:
    """The weight of the keys that stand in the title of one and at the top of the other."""
    return pl.col("idf").filter((pl.col(zone) == _TITLE) & (pl.col(other) <= _LEAD)).sum()


def _titles(keys: pl.DataFrame) -> pl.DataFrame:
    return (
        keys.filter(pl.col("zone") == _TITLE)
        .unique(["article", "key"])
        .group_by("article")
        .agg(title=pl.col("idf").sum())
    )
