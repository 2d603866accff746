"""Runs a suite of Great Expectations on a frame and puts its answer into our own words.

Nothing is written to disk or sent anywhere: the context is ephemeral, analytics are off.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.expectation import Expectation

from expectations.quick import QuickLook

_ROWS = {"result_format": "COMPLETE", "exclude_unexpected_values": True}
_Identity = tuple[str, tuple[str, ...]]
_ONE_AT_A_TIME = threading.Lock()  # a definition shared across threads gives wrong results
for _name in ("great_expectations", "great_expectations.data_context.types.base"):
    logging.getLogger(_name).setLevel(logging.ERROR)  # the second sets a level of its own


class Suite:
    """Questions on one table, in order; how to answer them quickly is worked out once."""

    def __init__(self, name: str, expectations: Sequence[Expectation]) -> None:
        self.name = name
        self.expectations = tuple(expectations)
        self.passed = tuple(_passed(asked) for asked in expectations)

    @cached_property
    def quick_look(self) -> QuickLook:
        return QuickLook(self.expectations)


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


def run(suite: Suite, frame: pd.DataFrame) -> list[Outcome]:
    """The outcomes of `suite` on `frame`, which has a range index, in the suite's order.

    Asks in full, with the rows, only where a quick look does not say yes.

    Raises:
        RuntimeError: Great Expectations lost an expectation.
    """
    with _ONE_AT_A_TIME:
        met = suite.quick_look.met(frame)
        doubted = [asked for asked, yes in zip(suite.expectations, met, strict=True) if not yes]
        asked_again = iter(_ask(suite.name, doubted, frame) if doubted else ())
    return [
        passed if yes else next(asked_again) for passed, yes in zip(suite.passed, met, strict=True)
    ]


def _ask(name: str, expectations: Sequence[Expectation], frame: pd.DataFrame) -> list[Outcome]:
    batch = _whole_frame().get_batch(batch_parameters={"dataframe": frame})
    suite = gx.ExpectationSuite(name=name, expectations=list(expectations))
    answers = batch.validate(suite, result_format=dict(_ROWS)).results
    found = {_identity(answer.expectation_config): answer for answer in answers}
    asked = [_identity(expectation.configuration) for expectation in expectations]
    if set(found) != set(asked) or len(answers) != len(asked):
        raise RuntimeError(f"suite {name}: {len(answers)} answers to {len(asked)} questions")
    return [
        _outcome(expectation, found[identity])
        for expectation, identity in zip(expectations, asked, strict=True)
    ]


@cache
def _whole_frame() -> BatchDefinition[Any]:
    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("batch").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("whole")


def _identity(config: Any) -> _Identity:
    """The name of an expectation and the columns it is about (none for a whole table).

    The name is the one that the operator gave, else that of its type.
    """
    kwargs = config.kwargs
    columns = kwargs.get("column_list") if not config.type.startswith("expect_table_") else ()
    single = [kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs]
    return (config.meta or {}).get("name", config.type), tuple(columns or single)


def _passed(asked: Expectation) -> Outcome:
    name, columns = _identity(asked.configuration)
    sentence = asked.description or name
    return Outcome(name, sentence, str(asked.severity.value), columns, True, None, ())


def _outcome(asked: Expectation, answer: Any) -> Outcome:
    name, columns = _identity(asked.configuration)
    found, error = answer.result or {}, _error(answer.exception_info)
    rows = tuple(found.get("unexpected_index_list") or ())
    is_ours = "name" not in (asked.meta or {})
    return Outcome(
        expectation=name,
        sentence=asked.description or name,
        severity="critical" if error and is_ours else str(asked.severity.value),
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
