"""What `coupure status` tells. It reads the tables and lists the inbox, and loads no model."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from rich.table import Table as RichTable

from flows.commands import OUT
from flows.settings import Settings, load_settings
from warehouse import open_warehouse
from warehouse.store import Store
from warehouse.tables import TABLES

_MOST = 100_000  # files of an inbox that are looked at


def show_status(warehouse: Path | None) -> None:
    """Print the last runs, rows by table and quarantine by reason."""
    settings = load_settings(warehouse=warehouse)
    store = open_warehouse(settings.warehouse)
    runs = store.scan("runs").sort("started_at", descending=True).head(5).collect()
    table = RichTable(title="Last runs")
    columns = ("started_at", "kind", "status", "inputs", "articles", "unchanged", "quarantined",
               "batches", "pruned")  # fmt: skip
    for name in columns:
        table.add_column(name)
    for row in runs.select(columns).iter_rows():
        table.add_row(f"{row[0]:%Y-%m-%d %H:%M} UTC", *map(str, row[1:]))
    OUT.print(table)
    counts = RichTable(title=f"Tables in {store.root}")
    counts.add_column("table")
    counts.add_column("rows", justify="right")
    for name in TABLES:
        counts.add_row(name, str(store.rows(name)))
    OUT.print(counts)
    standing = store.scan("quarantine").filter(pl.col("closed_by").is_null())
    reasons = standing.group_by("stage", "reason").len().sort("len", descending=True)
    for stage, reason, count in reasons.collect().iter_rows():
        OUT.print(f"quarantine: {count} × {reason} ({stage})", highlight=False)
    for line in (*_freshness(store), *_backlog(store, settings)):
        OUT.print(line, highlight=False, markup=False)
    _show_quality(store)


def _show_quality(store: Store) -> None:
    from flows.quality import index_path, last_told

    if told := last_told(store.root):
        OUT.print("\n".join(told), highlight=False, markup=False)
        OUT.print(f"Quality pages: {index_path(store.root)}", highlight=False, markup=False)


def _freshness(store: Store) -> Iterator[str]:
    """How old the data are: the last good run, the last article taken, the last one published."""
    is_good = (pl.col("status") == "done") & (pl.col("kind").fill_null("ingest") == "ingest")
    last = store.scan("runs").filter(is_good).select(pl.col("finished_at").max()).collect().item()
    newest = store.scan("articles").select(
        pl.col("ingested_at").max(), pl.col("published_at").max()
    )
    ingested, published = newest.collect().row(0)
    told = (("last run over inputs", last), ("last article ingested", ingested),
            ("newest article published", published))  # fmt: skip
    shown = ", ".join(f"{name} {_ago(moment)}" for name, moment in told if moment)
    if shown:
        yield f"Freshness: {shown}"


def _ago(moment: datetime) -> str:
    hours = (datetime.now(UTC) - moment).total_seconds() / 3600
    if hours < 2:
        return f"{max(hours, 0) * 60:.0f} min ago"
    return f"{hours:.0f} h ago" if hours < 48 else f"{hours / 24:.0f} days ago"


def _backlog(store: Store, settings: Settings) -> Iterator[str]:
    """What waits: files that came into the inbox, and articles of an older pipeline version."""
    from flows import resources
    from flows.report import outdated_hint
    from warehouse.backlog import outdated

    runs = store.scan("runs").filter(pl.col("status") == "done")
    last = runs.select(pl.col("started_at").max()).collect().item()
    count = _newer(Path(settings.inbox), last)
    if count:
        yield f"Backlog: {count} files in {settings.inbox} are newer than the last run"
    if all(resources.is_installed(name) for name in settings.models.values()):
        version = resources.pipeline_version(settings.models, settings.timezone)
        if behind := outdated(store, version).height:
            yield outdated_hint(behind)


def _newer(inbox: Path, moment: datetime | None) -> int:
    """Files below a folder that changed after `moment`; 0 for an address or a pattern."""
    if not inbox.is_dir():
        return 0
    since = moment.timestamp() if moment else 0.0
    count = seen = 0
    for folder, _, names in os.walk(inbox):
        for name in names:
            seen += 1
            try:
                count += os.stat(os.path.join(folder, name)).st_mtime > since
            except OSError:
                continue  # it was taken away meanwhile
        if seen > _MOST:
            break
    return count
