"""The gate between staging and publishing: judges the tables of a batch.

Great Expectations is imported at the first judgement, not with this module.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from expectations.comparands import JUDGED, with_comparands
from expectations.verdict import Failure, Own, Result, Rules, Verdict, results_frame
from warehouse.tables import TABLES

if TYPE_CHECKING:
    from expectations.engine import Outcome

__all__ = [
    "JUDGED", "Failure", "Result", "Rules", "Verdict", "judge", "judge_rows", "judge_shapes",
    "results_frame",
]  # fmt: skip


def judge(
    frames: Mapping[str, pl.DataFrame], rules: Rules, tables: Collection[str] = JUDGED
) -> Verdict:
    """Judges the batch tables of `frames`; other tables in it are not looked at.

    All batch tables must be there; the rows of `tables` alone are judged. When the columns of a
    table are wrong its rows cannot be judged: the batch fails at once.

    Raises:
        polars.exceptions.ComputeError: a pattern of `rules` is not a valid regex.
    """
    results, batch_failed = judge_shapes(frames, JUDGED)
    results = [result for result in results if result.table in tables or not result.success]
    if batch_failed is not None:
        return Verdict(tuple(results), (), batch_failed)
    failures: list[Failure] = []
    wide = with_comparands(frames, rules)
    for table in JUDGED:
        if table not in tables:
            continue
        verdict = judge_rows(table, wide[table], rules.own)
        results.extend(verdict.results)
        failures.extend(verdict.failures)
        batch_failed = batch_failed or verdict.batch_failed
    return Verdict(tuple(results), tuple(failures), batch_failed)


def prepare(own: Sequence[Own] = ()) -> None:
    """Loads and builds what judging needs, which takes seconds; else the first judgement does."""
    from expectations import suites

    for table in JUDGED:
        for suite in (suites.shape(table), suites.suite(table, _of_table(own, table))):
            assert suite.quick_look


def judge_rows(table: str, frame: pl.DataFrame, own: Sequence[Own] = ()) -> Verdict:
    """Judges one table; one of a batch comes with its comparands."""
    from expectations import engine, suites

    results: list[Result] = []
    failures: list[Failure] = []
    batch_failed = None
    asked = suites.suite(table, _answerable(own, table, frame))
    for outcome in engine.run(asked, frame.to_pandas()):
        found = [] if outcome.success else _failures(table, frame, outcome)
        failures.extend(found)
        results.append(_result(table, outcome, found))
        blameless = not found or any(failure.article_id is None for failure in found)
        if not outcome.success and blameless and outcome.severity == "critical":
            batch_failed = batch_failed or _sentence(table, outcome)
    return Verdict(tuple(results), tuple(failures), batch_failed)


def _answerable(own: Sequence[Own], table: str, frame: pl.DataFrame) -> tuple[Own, ...]:
    """Those of `own` that can be asked: an empty column has no mean and no largest value."""
    mine = _of_table(own, table)
    return tuple(each for each in mine if frame.height or each.kind.startswith("expect_table_"))


def _of_table(own: Sequence[Own], table: str) -> tuple[Own, ...]:
    return tuple(each for each in own if each.table == table)


def judge_shapes(
    frames: Mapping[str, pl.DataFrame], tables: Collection[str]
) -> tuple[list[Result], str | None]:
    """Judges headers alone, each table's given as columns called `name: type`.

    Returns the results, and a sentence on the first that is wrong.
    """
    import pandas as pd

    from expectations import engine, suites

    results, failed = [], None
    for table in tables:
        schema = frames[table].schema if table in frames else {}
        header = pd.DataFrame(columns=[f"{name}: {dtype}" for name, dtype in schema.items()])
        for outcome in engine.run(suites.shape(table), header):
            results.append(_result(table, outcome, ()))
            if not outcome.success:
                failed = failed or _sentence(table, outcome)
    return results, failed


def _result(table: str, outcome: Outcome, failures: Sequence[Failure]) -> Result:
    """`observed` has, after the count, the first row that broke it."""
    observed = outcome.observed
    if failures:
        first = failures[0]
        observed = f"{observed}; {first.article_id or first.key}: {first.found}"
    return Result(
        table=table,
        expectation=outcome.expectation,
        column=outcome.named,
        severity=outcome.severity,
        success=outcome.success,
        observed=observed,
        sentence=outcome.sentence,
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
            article_id=key.get("article_id"),
            expectation=outcome.expectation,
            column=outcome.named,
            severity=outcome.severity,
            found=_shown(value),
            detail=f"{outcome.sentence} Found {_shown(value)}.",
        )
        for key, value in zip(keys, values, strict=True)
    ]


def _sentence(table: str, outcome: Outcome) -> str:
    return f"Table {table}: {outcome.sentence} Observed: {outcome.observed}."


def _shown(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{_called(name)} = {_short(value)}" for name, value in values.items())


def _called(name: str) -> str:
    """A column, or a comparand (`expectations.comparands`), as the reader is told of it."""
    if name.startswith("_words_from_"):
        return "at its place"
    return name.strip("_").replace("_", " ")


def _short(value: Any, width: int = 60) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= width else f"{text[: width - 1]}…"
