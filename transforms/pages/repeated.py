"""Corpus evidence: lines that an outlet prints on many of its articles are the outlet's own."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from transforms.boilerplate import Rule

MIN_ARTICLES = 3
MIN_SHARE = 0.2  # of the outlet's articles in the frame
MAX_CHARS = 200
LONG = 100  # characters of a line that is more likely text than furniture
COPY = 0.5  # of such text repeated: a copy of another article, no evidence

REPEATED = Rule(id="corpus.repeated", kind="other", pattern="", where="line")


def repeated_lines(lines: pl.DataFrame, outlets: Sequence[str | None]) -> pl.Series:
    """Which lines stand on many articles of their outlet, true or false.

    `lines` has `row` and `folded`; `outlets` names the outlet of each row. Articles of unknown
    outlets give no evidence, nor do articles that are mostly copies of others.
    """
    known = pl.DataFrame(
        {"row": range(len(outlets)), "outlet": outlets},
        schema={"row": pl.Int64, "outlet": pl.String},
    )
    if known["outlet"].is_null().all():
        return pl.Series("is_repeated", [False] * len(lines))
    chars = pl.col("folded").str.len_chars()
    numbered = lines.select("row", "folded", at=pl.int_range(pl.len()))
    told = numbered.join(known.drop_nulls(), on="row", how="inner")
    copied = told.with_columns(shared=pl.col("row").n_unique().over("outlet", "folded") > 1)
    originals = (
        copied.group_by("row")
        .agg(
            text=chars.filter(chars >= LONG).sum(),
            copied=chars.filter((chars >= LONG) & pl.col("shared")).sum(),
            all=chars.sum(),
            shared=chars.filter(pl.col("shared")).sum(),
        )
        .filter(
            pl.when(pl.col("text") > 0)
            .then(pl.col("copied") < COPY * pl.col("text"))
            .otherwise(pl.col("shared") < COPY * pl.col("all"))
        )
    )
    counted = (
        told.join(originals, on="row", how="semi")
        .with_columns(articles=pl.col("row").n_unique().over("outlet"))
        .with_columns(times=pl.col("row").n_unique().over("outlet", "folded"))
    )
    enough = (pl.col("times") >= MIN_ARTICLES) & (pl.col("times") >= MIN_SHARE * pl.col("articles"))
    found = counted.filter(enough & (chars <= MAX_CHARS))["at"]
    return numbered["at"].is_in(found.implode()).alias("is_repeated")
