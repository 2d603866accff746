"""What a page of quality says, before it is a page: checks added up over batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from expectations.trends import TRENDS, Figures, shown, usual
from expectations.verdict import Result

_EXAMPLES = 3
_WORST_FIRST = {"critical": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Check:
    """One expectation over all batches: asked in `batches`, not met in `broken`, by `rows`."""

    table: str
    expectation: str
    column: str
    severity: str
    sentence: str
    batches: int = 0
    broken: int = 0
    rows: int = 0
    examples: tuple[str, ...] = ()

    def with_result(self, result: Result) -> Check:
        """This check with one more batch."""
        if result.success:
            return replace(self, batches=self.batches + 1)
        examples = (*self.examples, result.observed or "")[:_EXAMPLES]
        return replace(
            self,
            severity=result.severity,
            batches=self.batches + 1,
            broken=self.broken + 1,
            rows=self.rows + result.unexpected_count,
            examples=examples,
        )


@dataclass(frozen=True)
class Rejected:
    """A record that a check kept out."""

    source: str
    reason: str
    detail: str


@dataclass(frozen=True)
class Card:
    """A figure; `usual` says what earlier runs make of it, `is_odd` that it lies outside."""

    title: str
    value: str
    usual: str = ""
    is_odd: bool = False


@dataclass(frozen=True)
class Report:
    """One page. `kept_out` counts all that checks rejected, of which `rejected` are some."""

    title: str
    about: tuple[str, ...]
    verdict: tuple[str, str, str]
    """good, warning or critical; what to say; and what it means."""
    cards: tuple[Card, ...]
    checks: tuple[Check, ...]
    rejected: tuple[Rejected, ...] = ()
    kept_out: int = 0

    def broken(self) -> list[Check]:
        found = [check for check in self.checks if check.broken]
        return sorted(found, key=lambda check: (_WORST_FIRST.get(check.severity, 3), -check.rows))

    def count(self, severity: str) -> int:
        return sum(check.severity == severity for check in self.broken())


class Adding:
    """Adds up results as they come; holds one entry an expectation, however many batches."""

    def __init__(self) -> None:
        self._checks: dict[tuple[str, str, str], Check] = {}

    def add(self, results: Iterable[Result]) -> None:
        for result in results:
            key = (result.table, result.expectation, result.column)
            known = self._checks.get(key) or Check(*key, result.severity, result.sentence)
            self._checks[key] = known.with_result(result)

    def checks(self) -> tuple[Check, ...]:
        return tuple(self._checks[key] for key in sorted(self._checks))


def checks_of(results: pl.LazyFrame) -> tuple[Check, ...]:
    """`results` (rows of `validation_results`), added up by expectation; bounded memory."""
    key = ["table", "expectation", "column"]
    failed = ~pl.col("success")
    added = results.group_by(key).agg(
        severity=pl.col("severity").sort_by("success").first(),
        sentence=pl.col("sentence").drop_nulls().last(),
        batches=pl.len(),
        broken=failed.sum(),
        rows=pl.col("unexpected_count").sum(),
        examples=pl.col("observed").filter(failed).drop_nulls().head(_EXAMPLES),
    )
    frame = added.sort(key).collect(engine="streaming")
    return tuple(
        Check(**{**row, "sentence": row["sentence"] or row["expectation"],
                 "examples": tuple(row["examples"])})
        for row in frame.iter_rows(named=True)
    )  # fmt: skip


def figures_of(run: Mapping[str, Any]) -> Figures:
    """The figures of a row of `runs`."""
    names = ("truncated", "mentions", "quotes", "cut_share")
    return Figures(run["articles"], **{name: run.get(name) for name in names})


def trend_cards(run: Figures, recent: Sequence[Figures]) -> tuple[Card, ...]:
    """The figures that `run` has, each with what `recent` runs make usual."""
    cards = []
    for trend in TRENDS:
        value = trend.of(run)
        if value is None:
            continue
        at = usual(trend, recent)
        told = "not compared yet: too few earlier runs"
        if at:
            told = f"usual is {shown(trend, at.low)} to {shown(trend, at.high)}"
        odd = at is not None and not at.low <= value <= at.high
        cards.append(Card(trend.title, shown(trend, value), told, odd))
    return tuple(cards)


def run_verdict(status: str, checks: Sequence[Check], kept_out: int) -> tuple[str, str, str]:
    """What the checks say of a run. What it published has passed: the rest was kept out."""
    warned = sum(check.severity != "critical" and check.broken > 0 for check in checks)
    if status != "done":
        return "critical", f"The run {status}.", "What it published before that passed its checks."
    if kept_out:
        told = "1 record" if kept_out == 1 else f"{kept_out:,} records"
        told += f" out, and gave {_warnings(warned)}" if warned else " out"
        return (
            "warning", f"The checks kept {told}.",
            "What was published passed. What was kept out is in quarantine, with the reason.",
        )  # fmt: skip
    if warned:
        return "warning", f"The checks gave {_warnings(warned)}.", "They kept nothing out."
    return "good", f"All {len(checks)} checks passed.", ""


def _warnings(count: int) -> str:
    return "1 warning" if count == 1 else f"{count} warnings"


def tables_verdict(checks: Sequence[Check]) -> tuple[str, str, str]:
    """What the checks say of published tables, judged again."""
    wrong = sum(check.severity == "critical" and check.broken > 0 for check in checks)
    warned = sum(check.severity != "critical" and check.broken > 0 for check in checks)
    if wrong:
        told = "1 check fails" if wrong == 1 else f"{wrong} checks fail"
        return (
            "critical", f"The published tables are not sound: {told}.",
            "Nothing was changed. Ingest the articles named below again, or restore the files.",
        )  # fmt: skip
    if warned:
        told = f"The published tables are sound. The checks gave {_warnings(warned)}."
        return "warning", told, ""
    return "good", f"The published tables pass all {len(checks)} checks.", ""
