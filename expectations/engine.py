"""Runs a suite of Great Expectations on a frame and puts its answer into our own words.

Nothing is written to disk or sent anywhere: the context is ephemeral, analytics are off.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.expectations.expectation import Expectation

_ROWS = {"result_format": "COMPLETE", "exclude_unexpected_values": True}
_Identity = tuple[str, tuple[str, ...]]
_ONE_AT_A_TIME = threading.Lock()  # a definition shared across threads gives wrong results


@dataclass(frozen=True)
class Outcome:
    """What one expectation found. `rows` are the positions of the rows that broke it."""

    expectation: str
    sentence: str
    severity: str
    columns: tuple[str, ...]
    success: bool
    observed: str | None
    rows: tuple[int, ...]
    error: str | None = None

    @property
    def named(self) -> str:
        """The columns of the contract among `columns`; * when there are none."""
        return ",".join(name for name in self.columns if not name.startswith("_")) or "*"


def run(suite: gx.ExpectationSuite, frame: pd.DataFrame) -> list[Outcome]:
    """The outcomes of `suite` on `frame`, which has a range index, in the suite's order.

    Asks for the rows only where the answer was no: it doubles the work of Great Expectations.

    Raises:
        RuntimeError: Great Expectations lost an expectation.
    """
    with _ONE_AT_A_TIME:
        batch = _whole_frame().get_batch(batch_parameters={"dataframe": frame})
        outcomes = _ask(batch, suite.name, suite.expectations, {"result_format": "BOOLEAN_ONLY"})
        broken = [asked for asked in suite.expectations if not outcomes[_identity(asked)].success]
        if broken:
            outcomes |= _ask(batch, f"{suite.name}_broken", broken, _ROWS)
    return [outcomes[_identity(asked)] for asked in suite.expectations]


def _ask(
    batch: Batch, name: str, expectations: Sequence[Expectation], result_format: dict[str, Any]
) -> dict[_Identity, Outcome]:
    suite = gx.ExpectationSuite(name=name, expectations=list(expectations))
    answers = batch.validate(suite, result_format=result_format).results
    asked = {_identity(expectation): expectation for expectation in expectations}
    found = {_named(answer.expectation_config): answer for answer in answers}
    if set(found) != set(asked) or len(answers) != len(expectations):
        raise RuntimeError(f"suite {name}: {len(answers)} answers to {len(expectations)} questions")
    return {identity: _outcome(asked[identity], found[identity]) for identity in asked}


@cache
def _whole_frame() -> BatchDefinition[Any]:
    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.ERROR)  # the second sets a level of its own
    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("batch").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("whole")


def _identity(expectation: Expectation) -> _Identity:
    return _named(expectation.configuration)


def _named(config: Any) -> _Identity:
    """The type of an expectation and the columns it is about (none for a table's header)."""
    if "column" in config.kwargs:
        return config.type, (config.kwargs["column"],)
    on_table = config.type.startswith("expect_table_")
    return config.type, () if on_table else tuple(config.kwargs["column_list"])


def _outcome(asked: Expectation, answer: Any) -> Outcome:
    expectation, columns = _identity(asked)
    found, error = answer.result or {}, _error(answer.exception_info)
    rows = tuple(found.get("unexpected_index_list") or ())
    return Outcome(
        expectation=expectation,
        sentence=asked.description or expectation,
        severity="critical" if error else str(asked.severity.value),
        columns=columns,
        success=bool(answer.success) and error is None,
        observed=error or _observed(found, rows),
        rows=rows,
        error=error,
    )


def _error(info: Mapping[str, Any] | None) -> str | None:
    """The exception an expectation met, if any; a metric's is filed under the metric's id."""
    if not info:
        return None
    nested = [value for value in info.values() if isinstance(value, Mapping)]
    for entry in nested or [info]:
        if entry.get("raised_exception"):
            return f"could not be judged: {entry.get('exception_message')}"
    return None


def _observed(found: Mapping[str, Any], rows: tuple[int, ...]) -> str | None:
    if rows:
        return f"{len(rows)} of {found['element_count']} rows"
    mismatched = found.get("details", {}).get("mismatched")
    if mismatched:
        return "; ".join(
            f"{m['Found'] or 'nothing'} for {m['Expected'] or 'nothing'}" for m in mismatched
        )
    return str(found["observed_value"]) if "observed_value" in found else None
