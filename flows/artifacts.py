"""What a run leaves in the Prefect UI: a summary and a quality table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from uuid import UUID

import polars as pl
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from rich.console import Console

from flows.progress import Reporter, Step, reporter, reporting, watched
from flows.settings import Settings
from flows.summary import RunSummary
from warehouse.store import Store


def publish(summary: RunSummary, store: Store) -> None:
    """Create the artifacts `run-summary`, `quality` and `quality-pages` for a run."""
    create_markdown_artifact(_markdown(summary), key="run-summary", description="What was done")
    quality = (
        store.scan("validation_results")
        .filter(pl.col("run_id") == summary.run_id)
        .group_by("table", "expectation", "column", "severity")
        .agg(pl.col("success").all(), pl.col("unexpected_count").sum(), pl.col("sentence").last())
        .sort("success", "table", "expectation", "column")
        .collect()
    )
    create_table_artifact(quality.to_dicts(), key="quality", description="What was checked")
    if summary.quality and Path(summary.quality).is_file():
        link = Path(summary.quality).as_uri()
        create_link_artifact(link, "What was checked", "quality-pages", "On the worker's disk")


class ArtifactReporter(Reporter):
    """The artifact `progress`, made with the first batch of whose share anything is known."""

    def __init__(self) -> None:
        self._made: UUID | None = None

    def batch(self, step: Step) -> None:
        if step.share is None:
            return
        percent = round(step.share * 100, 1)
        if self._made is None:
            made = create_progress_artifact(percent, "progress", step.told())
            self._made = cast(UUID, made)
        else:
            update_progress_artifact(self._made, percent, step.told())


@contextmanager
def shown(settings: Settings) -> Iterator[None]:
    """Where nobody watches a terminal, batches are told to the UI, and to the log if as JSON."""
    if type(reporter()) is not Reporter:
        yield
        return
    with watched(Console(stderr=True), settings.log_format), reporting(Both(ArtifactReporter())):
        yield


class Both(Reporter):
    """`one` hears, and whoever was in force."""

    def __init__(self, one: Reporter) -> None:
        self._all = (one, reporter())

    def batch(self, step: Step) -> None:
        for each in self._all:
            each.batch(step)


def _markdown(summary: RunSummary) -> str:
    total = summary.tally
    rows = [
        ("inputs", summary.inputs),
        ("articles published", total.articles),
        ("unchanged", summary.unchanged),
        ("quarantined", total.rejected),
        ("pruned", summary.pruned),
        ("batches", summary.batches),
        ("mentions", total.mentions),
        ("quotes", total.quotes),
        ("seconds", f"{summary.seconds:.1f}"),
        ("of them start-up", f"{summary.start_up:.1f}"),
        ("exit code", summary.exit_code),
    ]
    lines = ["| figure | value |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]
    lines += [f"| quarantined: {reason} | {n} |" for reason, n in total.quarantined.most_common()]
    lines += [f"\n⚠ {warning}" for warning in summary.warnings]
    if summary.quality:
        lines.append(f"\nWhat was checked: [{summary.quality}]({Path(summary.quality).as_uri()})")
    return "\n".join([f"# Run {summary.run_id}", "", *lines])
