"""A quick look, by the metrics of Great Expectations: what of a suite is clearly met.

`Batch.validate` works out anew, for each batch, which metrics a suite needs: five times the cost
of the metrics themselves. Here it is worked out once, and only the metrics are computed for each
batch. Nothing here condemns: what is not clearly met is asked again through `Batch.validate`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import Expectation
from great_expectations.validator.validation_graph import ValidationGraph

_logger = logging.getLogger("coupure.gate")


class QuickLook:
    """The metrics that answer `expectations`, in the order in which they need each other."""

    def __init__(self, expectations: Sequence[Expectation]) -> None:
        self._engine = PandasExecutionEngine()
        self._graph = ValidationGraph(execution_engine=self._engine)
        self._needs = [(asked, self._needs_of(asked)) for asked in expectations]

    def _needs_of(self, asked: Expectation) -> Mapping[str, Any] | None:
        """Name -> id of the metrics that `asked` needs; None when it cannot say."""
        try:
            needed = asked.get_validation_dependencies(
                execution_engine=self._engine, runtime_configuration=_boolean()
            )
            for metric in needed.get_metric_configurations():
                self._graph.build_metric_dependency_graph(metric, _boolean())
        except Exception:
            _logger.debug("no quick answers to %s", type(asked).__name__, exc_info=True)
            return None
        return {name: metric.id for name, metric in needed.metric_configurations.items()}

    def met(self, frame: pd.DataFrame) -> list[bool]:
        """For each expectation, whether `frame` clearly meets it."""
        engine = PandasExecutionEngine(batch_data_dict={"table": frame})
        graph = ValidationGraph(execution_engine=engine, edges=self._graph.edges)
        try:
            found, _ = graph.resolve(runtime_configuration=_boolean(), show_progress_bars=False)
        except Exception:
            _logger.debug("no quick answers", exc_info=True)
            found = {}
        return [_is_met(asked, names, found, engine) for asked, names in self._needs]


def _is_met(
    asked: Expectation, names: Mapping[str, Any] | None, found: Mapping[Any, Any], engine: Any
) -> bool:
    if names is None or any(needed not in found for needed in names.values()):
        return False  # a metric met an error: Batch.validate says which
    metrics = {name: found[needed] for name, needed in names.items()}
    try:
        answer = asked._validate(
            metrics=metrics, runtime_configuration=_boolean(), execution_engine=engine
        )
        return bool(answer["success"])
    except Exception:
        _logger.debug("no quick answer to %s", type(asked).__name__, exc_info=True)
        return False


def _boolean() -> dict[str, Any]:
    """Great Expectations writes into what it is given, so each call gets its own."""
    return {"result_format": {"result_format": "BOOLEAN_ONLY"}, "catch_exceptions": True}
