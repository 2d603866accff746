"""What the gate is told and what it answers; no Great Expectations here, so cheap to import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

import polars as pl

from warehouse.tables import TABLES


@dataclass(frozen=True)
class Own:
    """An expectation that the operator added; `arguments` is a JSON object.

    `kind` is the name of one of Great Expectations, such as `expect_column_values_to_be_in_set`.
    """

    name: str
    table: str
    kind: str
    arguments: str
    severity: str
    sentence: str


@dataclass(frozen=True)
class Rules:
    """What the gate is told beside the contract.

    The patterns are regexes (Rust syntax) that no kept segment and no quote may match; they are
    matched against the text as `fold` gives it back.
    """

    paywall_patterns: tuple[str, ...] = ()
    source_link_patterns: tuple[str, ...] = ()
    fold: Callable[[pl.Expr], pl.Expr] | None = None
    own: tuple[Own, ...] = ()


@dataclass(frozen=True)
class Result:
    """One expectation on one table: a row of `validation_results` without its run and batch."""

    table: str
    expectation: str
    column: str
    severity: str
    success: bool
    observed: str | None
    sentence: str
    unexpected_count: int


@dataclass(frozen=True)
class Failure:
    """One row that broke one expectation; `detail` is written for a non-programmer.

    `found` is the part of `detail` that says what is in the row.
    """

    table: str
    key: Mapping[str, str | int | None]
    article_id: str | None
    expectation: str
    column: str
    severity: str
    found: str
    detail: str


@dataclass(frozen=True)
class Verdict:
    """What was found in a batch.

    `batch_failed` is a sentence when something critical failed that no article can be blamed
    for: then no row of the batch may be published.
    """

    results: tuple[Result, ...]
    failures: tuple[Failure, ...]
    batch_failed: str | None = None

    @property
    def success(self) -> bool:
        """True when nothing critical failed."""
        return self.batch_failed is None and not self.failed_articles

    @property
    def failed_articles(self) -> dict[str, Failure]:
        """The first critical failure of each article that must leave the batch."""
        first: dict[str, Failure] = {}
        for failure in self.failures:
            if failure.article_id is not None and failure.severity == "critical":
                first.setdefault(failure.article_id, failure)
        return first


def results_frame(results: Iterable[Result], run_id: str, batch_id: str) -> pl.DataFrame:
    """Rows of the table `validation_results`."""
    table = TABLES["validation_results"]
    rows = [{"run_id": run_id, "batch_id": batch_id, **asdict(result)} for result in results]
    return table.conform(pl.DataFrame(rows, schema=table.polars_schema))
