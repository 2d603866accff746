"""The figures of the overview: counts of the tables, none of them drawn yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from report.tables import Tables

TOP_SOURCES = 12
_IN_DAYS, _IN_WEEKS = 92, 1_100  # the longest span drawn by day, and by week
_RUNS = 40

REST = "\u2026"
"""Stands for all sources that have no bar of their own."""


@dataclass(frozen=True)
class Figures:
    """What the overview tells. Shares are of 1.

    Attributes:
        by_time: time and end (days, a `unit` apart: day, week, month), source, articles.
        by_source: source, articles, truncated, remaining_pct (of those truncated, the mean).
        by_kind: kind, characters, share (of all raw characters), rows.
        by_run: run_id, started_at, articles, quarantined, cut_share, and failed checks:
            critical, warning, info.
        worst: the checks that failed most: table, expectation, column, severity, runs, rows,
            sentence.
    """

    articles: int
    sources: int
    undated: int
    truncated: int
    cut_share: float
    unit: str
    by_time: pl.DataFrame
    by_source: pl.DataFrame
    by_kind: pl.DataFrame
    by_run: pl.DataFrame
    worst: pl.DataFrame


def figures(tables: Tables) -> Figures:
    """The figures of `tables` (as `report.tables.prepared` gives them)."""
    articles = tables["articles"]
    by_kind, share = _by_kind(tables["segments"])
    by_source = _by_source(articles)
    unit, by_time = _by_time(articles, by_source["source"].to_list())
    return Figures(
        articles=articles.height,
        sources=articles["source"].n_unique(),
        undated=articles["published_at"].null_count(),
        truncated=int(articles["is_truncated"].sum()),
        cut_share=share,
        unit=unit,
        by_time=by_time,
        by_source=by_source,
        by_kind=by_kind,
        by_run=_by_run(tables["runs"], tables["validation_results"]),
        worst=_worst(tables["validation_results"]),
    )


def _by_source(articles: pl.DataFrame) -> pl.DataFrame:
    counted = (
        articles.group_by("source")
        .agg(
            articles=pl.len(),
            truncated=pl.col("is_truncated").sum().cast(pl.Int64),
            remaining_pct=pl.col("remaining_pct").filter("is_truncated").mean(),
        )
        .sort(["articles", "source"], descending=[True, False])
    )
    return counted.head(TOP_SOURCES)


def _by_time(articles: pl.DataFrame, sources: Sequence[str]) -> tuple[str, pl.DataFrame]:
    dated = articles.drop_nulls("published_at")
    ends = pl.col("published_at")
    days = dated.select((ends.max() - ends.min()).dt.total_days()).item() or 0
    unit, every = ("day", "1d") if days <= _IN_DAYS else ("week", "1w")
    if days > _IN_WEEKS:
        unit, every = "month", "1mo"
    named = pl.when(pl.col("source").is_in(sources[:7])).then("source").otherwise(pl.lit(REST))
    return unit, (
        dated.group_by(time=pl.col("published_at").dt.date().dt.truncate(every), source=named)
        .agg(articles=pl.len())
        .with_columns(end=pl.col("time").dt.offset_by(every))
        .sort("time", "source")
    )


def _by_kind(segments: pl.DataFrame) -> tuple[pl.DataFrame, float]:
    length = pl.col("raw_end") - pl.col("raw_start")
    whole = int(segments.select(length.sum()).item() or 0)
    cut = segments.filter(~pl.col("is_kept"))
    share = length.sum() / max(whole, 1)
    by_kind = (
        cut.group_by("kind")
        .agg(characters=length.sum(), share=share, rows=pl.len())
        .sort(["characters", "kind"], descending=[True, False])
    )
    return by_kind, float(by_kind["share"].sum())


def _by_run(runs: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    last = runs.sort("started_at", descending=True).head(_RUNS)
    severities = [
        pl.col("severity").eq(name).sum().cast(pl.Int64).alias(name)
        for name in ("critical", "warning", "info")
    ]
    failed = results.filter(~pl.col("success")).group_by("run_id").agg(severities)
    columns = ("run_id", "started_at", "kind", "status", "articles", "quarantined", "cut_share")
    return (
        last.select(columns)
        .join(failed, on="run_id", how="left")
        .with_columns(pl.col("critical", "warning", "info").fill_null(0))
        .sort("started_at", "run_id")
    )


def _worst(results: pl.DataFrame) -> pl.DataFrame:
    return (
        results.filter(~pl.col("success"))
        .group_by("table", "expectation", "column", "severity")
        .agg(
            runs=pl.col("run_id").n_unique(),
            rows=pl.col("unexpected_count").sum(),
            sentence=pl.col("sentence").drop_nulls().first(),
        )
        .sort(["runs", "rows", "table", "expectation", "column"],
              descending=[True, True, False, False, False])
        .head(10)
    )  # fmt: skip
