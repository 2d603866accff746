"""The gate between staging and publishing: judges the tables of a batch.

Great Expectations is imported at the first judgement, not with this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Any

import polars as pl

from expectations.comparands import JUDGED, with_comparands
from expectations.verdict import Failure, Result, Rules, Verdict, results_frame
from warehouse.tables import TABLES

if TYPE_CHECKING:
    from expectations.engine import Outcome

__all__ = [
    "JUDGED", "Failure", "Result", "Rules", "Verdict", "judge", "judge_volume", "results_frame",
]  # fmt: skip

ENOUGH_RUNS = 3
"""Recent runs needed before the volume of a run can be called unusual."""

UNUSUAL = 3.0
"""A run this many times smaller or larger than the median of the recent ones is unusual."""


def judge(frames: Mapping[str, pl.DataFrame], rules: Rules) -> Verdict:
    """Judges the batch tables of `frames`; other tables in it are not looked at.

    When the columns of a table are wrong its rows cannot be judged: the batch fails at once.

    Raises:
        polars.exceptions.ComputeError: a pattern of `rules` is not a valid regex.
    """
    results, batch_failed = _judge_shapes(frames)
    if batch_failed is not None:
        return Verdict(tuple(results), (), batch_failed)
    from expectations import engine, suites

    failures: list[Failure] = []
    wide = with_comparands(frames, rules)
    for table in JUDGED:
        for outcome in engine.run(suites.suite(table), wide[table].to_pandas()):
            results.append(_result(table, outcome))
            if outcome.success:
                continue
            found = _failures(table, wide[table], outcome)
            failures.extend(found)
            blameless = not found or any(failure.article_id is None for failure in found)
            if batch_failed is None and blameless and outcome.severity == "critical":
                batch_failed = _sentence(table, outcome)
    return Verdict(tuple(results), tuple(failures), batch_failed)


def judge_volume(articles: int, recent: Sequence[int]) -> Result:
    """Compares the articles of a run with those of recent runs (a warning, never more).

    Runs that brought nothing are left out of `recent`; with too few of them anything is usual.
    """
    import pandas as pd

    from expectations import engine, suites

    known = [count for count in recent if count > 0]
    low = high = None
    if len(known) >= ENOUGH_RUNS:
        low, high = median(known) / UNUSUAL, median(known) * UNUSUAL
    (outcome,) = engine.run(suites.volume(low, high), pd.DataFrame({"articles": [articles]}))
    usual = f"{low:g} to {high:g}" if low is not None and high is not None else "anything"
    return replace(_result("articles", outcome), observed=f"{articles} articles, usual is {usual}")


def _judge_shapes(frames: Mapping[str, pl.DataFrame]) -> tuple[list[Result], str | None]:
    """Judges headers alone, each table's given as columns called `name: type`."""
    import pandas as pd

    from expectations import engine, suites

    results, failed = [], None
    for table in JUDGED:
        schema = frames[table].schema if table in frames else {}
        header = pd.DataFrame(columns=[f"{name}: {dtype}" for name, dtype in schema.items()])
        for outcome in engine.run(suites.shape(table), header):
            results.append(_result(table, outcome))
            if not outcome.success:
                failed = failed or _sentence(table, outcome)
    return results, failed


def _result(table: str, outcome: Outcome) -> Result:
    return Result(
        table=table,
        expectation=outcome.expectation,
        column=outcome.named,
        severity=outcome.severity,
        success=outcome.success,
        observed=outcome.observed,
        unexpected_count=len(outcome.rows),
    )


def _failures(table: str, frame: pl.DataFrame, outcome: Outcome) -> list[Failure]:
    if not outcome.rows:
        return []
    rows = frame[list(outcome.rows)]
    keys = rows.select(TABLES[table].key).iter_rows(named=True)
    values = rows.select(outcome.columns).iter_rows(named=True)
    return [
        Failure(
            table=table,
            key=key,
            article_id=key["article_id"],
            expectation=outcome.expectation,
            column=outcome.named,
            severity=outcome.severity,
            detail=f"{outcome.sentence} Found {_shown(value)}.",
        )
        for key, value in zip(keys, values, strict=True)
    ]


def _sentence(table: str, outcome: Outcome) -> str:
    return f"Table {table}: {outcome.sentence} Observed: {outcome.observed}."


def _shown(values: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name.strip('_').replace('_', ' ')} = {_short(value)}" for name, value in values.items()
    )


def _short(value: Any, width: int = 60) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= width else f"{text[: width - 1]}…"
