"""How alike two articles are: a few named features of a pair, each between 0 and 1.

Words, names and numbers count the more the rarer they are, in the days around and usually. A
pair of articles in two languages meets by names, numbers, dates and words of one stem.
"""

from __future__ import annotations

import math

import polars as pl

from transforms.across.weights import Weights
from transforms.across.words import Words

PRIOR = 300  # articles: what is usual weighs as much as so many articles of the days around
MOST = 7.0  # the weight of the rarest key
CROWD = 300  # a key that more articles have does not make two of them meet
LEAST_IDF = 2.0  # nor does one that weighs less
FEATURES = ("terms", "names", "figures", "headline")

_TITLE, _LEAD, _OTHER, _NAMES, _FIGURES = range(5)
_ZONES = {"title_terms": (_TITLE, 3.0), "lead_terms": (_LEAD, 2.0), "other_terms": (_OTHER, 1.0),
          "names": (_NAMES, 1.0), "figures": (_FIGURES, 1.0)}  # fmt: skip
_PAIR = 1 << 32
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


def weighed(
    keys: pl.DataFrame, company: pl.DataFrame, articles: int, least_idf: float = LEAST_IDF
) -> pl.DataFrame:
    """Rows of `exploded` with what they weigh in the company of other articles.

    Args:
        keys: The keys to weigh.
        company: The keys of `articles` articles: those of the days around.
        least_idf: Keys that weigh less do not make two articles meet.

    Returns:
        article, zone, kind, key; weight (of norm 1 over an article's keys of a kind); part (what
        a key of the title is of the whole title); without the keys that so many articles have
        that they do not make two of them meet.
    """
    counts = company.group_by("key").agg(count=pl.col("article").n_unique())
    share = (pl.col("count") + PRIOR * pl.col("usual")) / (articles + PRIOR)
    idf = pl.col("idf")
    title = pl.when(pl.col("zone") == _TITLE).then(idf).otherwise(0.0)
    norm = pl.col("weight").pow(2).sum().over("article", "kind").sqrt().clip(1e-9)
    return (
        keys.join(counts, on="key", how="left")
        .with_columns(pl.col("count").fill_null(0))
        .with_columns(idf=-share.clip(math.exp(-MOST), 1.0).log())
        .with_columns(
            weight=pl.col("weight") * idf, part=title / title.sum().over("article").clip(1e-9)
        )
        .with_columns(weight=pl.col("weight") / norm)
        .filter((pl.col("count") <= CROWD) & (idf >= least_idf))
        .select("article", "zone", "kind", "key", "weight", "part")
    )


def alike(left: pl.DataFrame, right: pl.DataFrame, weights: Weights, least: float) -> pl.DataFrame:
    """Features of the pairs of an article of `left` and an earlier one of `right` that can be one.

    Args:
        left, right: Rows of `weighed`; an article may be on both sides.
        weights: Pairs whose features cannot come to the probability `least` are left out.

    Returns:
        article > other, terms, names, figures (cosines), headline (how much of the title of one
        stands in the title or the top of the other), sorted.
    """
    product = pl.col("weight") * pl.col("weight_other")
    both = (
        left.join(right, on=["key", "kind"], suffix="_other")
        .filter(pl.col("article_other") < pl.col("article"))
        .select(
            pair=pl.col("article").cast(pl.UInt64) * _PAIR + pl.col("article_other"),
            terms=product * (pl.col("kind") == _OTHER),
            names=product * (pl.col("kind") == _NAMES),
            figures=product * (pl.col("kind") == _FIGURES),
            one=pl.col("part") * (pl.col("zone_other") <= _LEAD),
            other=pl.col("part_other") * (pl.col("zone") <= _LEAD),
        )
    )
    return (
        both.group_by("pair")
        .agg(pl.all().sum())
        .with_columns(headline=pl.max_horizontal("one", "other"))
        .with_columns(pl.col(*FEATURES).clip(0.0, 1.0))
        .filter(weights.reachable(FEATURES, least))
        .select(
            (pl.col("pair") // _PAIR).cast(pl.UInt32).alias("article"),
            (pl.col("pair") % _PAIR).cast(pl.UInt32).alias("other"),
            *FEATURES,
        )
        .sort("article", "other")
    )
