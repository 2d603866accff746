"""Judges the published tables again, a portion at a time, and changes nothing in them."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

from expectations.comparands import JUDGED
from expectations.gate import judge, judge_rows, judge_shapes
from expectations.report import Adding, Card, Report, tables_verdict
from expectations.verdict import Result, Rules
from expectations.whole import LISTED, Question, judge_counts, questions
from flows.settings import ConfigurationError
from warehouse.published import Portion, portions
from warehouse.store import Store

PORTION = 1000  # articles judged at a time
_SLICE = 100_000  # rows of a table across articles judged at a time

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Judged:
    """What was found: the report, and whether all that is critical is met."""

    report: Report
    is_sound: bool
    when: datetime


def validate(
    store: Store,
    rules: Rules,
    *,
    table: str | None = None,
    since: date | None = None,
    progress: Progress = lambda articles: None,
) -> Judged:
    """Judge all published rows, or those of `table`, or those ingested on `since` or later.

    Tables across articles have no day: they are judged whole, unless `since` is given.

    Raises:
        ConfigurationError: `table` is none that is judged.
        FileNotFoundError: there is no warehouse.
        WarehouseDamaged: a file cannot be read.
    """
    tables = _asked(table)
    began, when = time.monotonic(), datetime.now(UTC)
    found = Adding()
    articles = 0
    for results, read in _results(store, rules, tables, since):
        found.add(results)
        articles += read
        progress(articles)
    checks = found.checks()
    kind, told, means = tables_verdict(checks)
    if set(tables) & set(JUDGED):
        means = f"{articles:,} articles were judged. {means}".strip()
    report = Report(
        title="The published tables",
        about=(f"{store.root} · judged again on {when:%d %B %Y, %H:%M} UTC{_scope(table, since)}",),
        verdict=(kind, told, means),
        cards=(Card("articles", f"{articles:,}"), Card("checks", f"{len(checks):,}"),
               Card("took", f"{time.monotonic() - began:.0f} s")),
        checks=checks,
    )  # fmt: skip
    return Judged(report, kind != "critical", when)


def _results(
    store: Store, rules: Rules, tables: Collection[str], since: date | None
) -> Iterator[tuple[list[Result], int]]:
    """All results, a portion at a time, each with the articles that it is about."""
    if set(tables) & set(JUDGED):
        for portion in portions(store, since, PORTION):
            yield _judged(portion, rules, tables), portion.frames["raw_articles"].height
    for name in (name for name in tables if name in LISTED and since is None):
        for results in _judged_list(store, name):
            yield results, 0
    asked = [each for each in questions(tables) if since is None or not _is_listed(each)]
    yield judge_counts([(question, count(store, question)) for question in asked]), 0


def count(store: Store, asked: Question) -> int:
    """How often the fault is found in the whole table."""
    rows = store.scan(asked.table).select(asked.columns)
    if asked.key is None:
        doubled = rows.group_by(asked.columns).len().filter(pl.col("len") > 1)
        return int(doubled.select(pl.len()).collect(engine="streaming").item())
    there = store.scan(asked.key.table).select(asked.key.references).unique()
    lost = rows.drop_nulls().join(
        there, left_on=asked.key.columns, right_on=asked.key.references, how="anti"
    )
    return int(lost.select(pl.len()).collect(engine="streaming").item())


def _asked(table: str | None) -> tuple[str, ...]:
    known = (*JUDGED, *LISTED)
    if table is None:
        return known
    if table not in known:
        raise ConfigurationError(f"no table {table} to judge: choose one of {', '.join(known)}")
    return (table,)


def _judged(portion: Portion, rules: Rules, tables: Collection[str]) -> list[Result]:
    """The results of a portion; a failure that no row explains says which batch it is in."""
    verdict = judge(portion.frames, rules, tables)
    return [
        result
        if result.success or result.unexpected_count
        else Result(**{**vars(result), "observed": f"batch {portion.batch_id}: {result.observed}"})
        for result in verdict.results
    ]


def _judged_list(store: Store, table: str) -> Iterator[list[Result]]:
    """A table across articles, a slice at a time; its key over all slices is counted apart."""
    rows = store.scan(table)
    shapes, _ = judge_shapes({table: rows.head(0).collect()}, [table])
    yield shapes
    for start in range(0, max(store.rows(table), 1), _SLICE):
        yield list(judge_rows(table, rows.slice(start, _SLICE).collect()).results)


def _is_listed(asked: Question) -> bool:
    return asked.table in LISTED or (asked.key is not None and asked.key.table in LISTED)


def _scope(table: str | None, since: date | None) -> str:
    told = f" · table {table} alone" if table else ""
    return f"{told} · ingested since {since}" if since else told
