"""What a run leaves in the Prefect UI: a summary and a quality table."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.summary import RunSummary
from warehouse.store import Store


def publish(summary: RunSummary, store: Store) -> None:
    """Create the artifacts `run-summary` and `quality` for a run."""
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
    ]
    lines = ["| figure | value |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]
    lines += [f"| quarantined: {reason} | {n} |" for reason, n in total.quarantined.most_common()]
    lines += [f"\n⚠ {warning}" for warning in summary.warnings]
    if summary.quality:
        lines.append(f"\nWhat was checked: [{summary.quality}]({Path(summary.quality).as_uri()})")
    return "\n".join([f"# Run {summary.run_id}", "", *lines])
