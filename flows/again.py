"""What the commands do that look before they write, or work again what is in the warehouse."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rich.table import Table as RichTable

from flows.commands import ERR, OUT, called_here, quiet_prefect
from flows.quarantine import Wanted, select, whole_entries
from flows.settings import load_settings
from flows.show import printable
from flows.summary import EXIT_DONE, RunSummary
from warehouse import open_warehouse
from warehouse.kept import parsed_record

_SHOWN = 20
_HEADINGS = ("id", "rejected", "stage", "reason", "source")
_LISTED = ("quarantine_id", "quarantined_at", "stage", "reason", "source_uri", "closed_as")


def show_survey(inputs: tuple[str, ...], warehouse: Path | None, prune: bool) -> int:
    """Print what a run would do; returns the exit code."""
    from flows import versions
    from flows.taking import survey

    settings = load_settings(warehouse=warehouse)
    paths = list(inputs) or [settings.inbox]
    found = survey(settings, versions.version(settings), paths, prune=prune)
    OUT.print(
        f"{found.inputs} inputs: {found.new} new, {found.changed} changed or of an older pipeline "
        f"version, {found.unchanged} unchanged, {found.rejected.total()} to quarantine",
        highlight=False,
    )
    for reason, count in found.rejected.most_common():
        OUT.print(f"To quarantine: {count} × {reason}", highlight=False)
    if found.prunable is not None:
        OUT.print(f"To prune: {found.prunable} articles whose sources are gone", highlight=False)
    if found.warning:
        OUT.print(f"Warning: {found.warning}", highlight=False)
    OUT.print("Nothing was written.")
    return EXIT_DONE


def show_outdated(
    warehouse: Path | None, *, since: date | None, outlet: str | None, limit: int | None
) -> None:
    """Print what a backfill would work, by outlet and version."""
    from flows import versions
    from warehouse.backlog import outdated

    settings = load_settings(warehouse=warehouse)
    version = versions.version(settings)
    store = open_warehouse(settings.warehouse)
    found = outdated(store, version, since=since, outlet=outlet, limit=limit)
    OUT.print(f"{found.height} articles to work again with version {version}", highlight=False)
    counts = found.group_by("outlet", "pipeline_version").len().sort("len", descending=True)
    for name, older, count in counts.head(_SHOWN).iter_rows():
        OUT.print(f"  {count} × {name or 'no outlet'} ({older})", highlight=False, markup=False)
    if counts.height > _SHOWN:
        OUT.print(f"  … and {counts.height - _SHOWN} more", highlight=False)
    OUT.print("Nothing was written.")


def run_backfill(warehouse: Path | None, verbose: bool, **chosen: Any) -> int:
    """Run the backfill here and now; returns the exit code."""
    return _run("backfill", warehouse, verbose, chosen)


def run_retry(warehouse: Path | None, verbose: bool, entries: Wanted) -> int:
    """Try what is meant again, here and now; returns the exit code."""
    settings = load_settings(warehouse=warehouse)
    if select(open_warehouse(settings.warehouse), entries).is_empty():
        OUT.print("Nothing of that kind stands in quarantine.")
        return EXIT_DONE
    parameters = vars(entries) | {"ids": list(entries.ids)}
    del parameters["settled"]
    return _run("retry", warehouse, verbose, parameters)


def _run(name: str, warehouse: Path | None, verbose: bool, chosen: Mapping[str, Any]) -> int:
    settings = load_settings(warehouse=warehouse)
    open_warehouse(settings.warehouse)
    quiet_prefect(verbose)
    from flows import backfill
    from flows.progress import watched
    from flows.report import print_summary
    from flows.server import server_at_hand
    from flows.versions import check

    check(settings)
    with server_at_hand(), watched(ERR, settings.log_format):
        flow = called_here(getattr(backfill, name))
        summary: RunSummary = flow(warehouse=str(settings.warehouse), **chosen)
    print_summary(summary, OUT)
    return summary.exit_code


def wanted(since: datetime | None = None, **chosen: Any) -> Wanted:
    """The entries that the options of a command choose."""
    return Wanted(since=since.date() if since else None, **chosen)


def list_quarantine(warehouse: Path | None, entries: Wanted, as_json: bool) -> None:
    """Print the entries, as a table or as lines of JSON with their records."""
    store = open_warehouse(load_settings(warehouse=warehouse).warehouse)
    found = select(store, entries)
    if as_json:
        for row in whole_entries(store, found["quarantine_id"].to_list()):
            record = parsed_record(row["record"])
            print(json.dumps(row | {"record": record}, ensure_ascii=False, default=str))
        return
    table = RichTable()
    for heading in (*_HEADINGS, "closed as")[: 6 if entries.settled else 5]:
        table.add_column(heading, overflow="fold", no_wrap=heading != "source")
    listed = _LISTED if entries.settled else _LISTED[:-1]
    for name, made, *rest in found.select(listed).iter_rows():
        shown = (printable(value or "") for value in rest)
        table.add_row(name[:8], f"{made:%Y-%m-%d %H:%M}", *shown)
    if found.height:
        OUT.print(table)
    reasons = Counter(found["reason"].to_list()).most_common()
    told = ", ".join(f"{count} × {reason}" for reason, count in reasons)
    OUT.print(f"{found.height} entries{': ' if told else ''}{told}", highlight=False, markup=False)


def show_quarantined(warehouse: Path | None, entry: str) -> None:
    """Print one entry, standing or settled, and what was kept of its record."""
    store = open_warehouse(load_settings(warehouse=warehouse).warehouse)
    ids = select(store, Wanted(ids=(entry,), settled=True))["quarantine_id"].to_list()
    for row in whole_entries(store, ids):
        record = parsed_record(row.pop("record"))
        for line in _entry_lines(row, record):
            OUT.print(printable(line), highlight=False, markup=False)


def _entry_lines(row: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[str]:
    width = max(map(len, row))
    for name, value in row.items():
        if value is not None:
            yield f"{name:<{width}}  {value}"
    if not record or "preview" in record:
        yield f"{'record':<{width}}  not kept whole: a retry reads it from its location"
    for name, value in record.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
        yield f"\n{name}:\n{text}"
