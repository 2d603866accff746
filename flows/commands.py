"""What the commands do; `flows/cli.py` says what they are called."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from rich.console import Console
from rich.table import Table as RichTable

from flows.settings import ConfigurationError, load_settings
from warehouse import open_warehouse
from warehouse.store import Store, WarehouseBusy
from warehouse.tables import TABLES

OUT = Console(soft_wrap=True)
ERR = Console(stderr=True)


def run_ingest(
    inputs: tuple[str, ...], warehouse: Path | None, verbose: bool, prune: bool = False
) -> int:
    """Run the main flow here and now; returns the exit code."""
    from flows.crew import crew_of
    from flows.landed import get_ready
    from flows.report import print_summary
    from flows.server import server_at_hand
    from flows.starting import begin
    from flows.taking import take_nothing
    from flows.versions import check, version
    from warehouse.readers import check_inputs

    begin()
    settings = load_settings(warehouse=warehouse)
    paths = list(inputs) or [settings.inbox]
    check_inputs(paths)
    check(settings)
    summary = take_nothing(settings, version(settings), paths, prune=prune)
    if summary is None:
        quiet_prefect(verbose)
        # The first of the crew loads the models while Prefect's server starts beside it.
        with crew_of(settings) as crew, server_at_hand():
            if crew is None and not settings.dask_address:
                get_ready(settings)
            from flows.ingest import ingest
            from flows.progress import watched

            with watched(ERR, settings.log_format):
                flow = called_here(ingest)
                summary = flow(inputs=paths, warehouse=str(settings.warehouse), prune=prune)
    print_summary(summary, OUT)
    return int(summary.exit_code)


def run_watch(inputs: tuple[str, ...], warehouse: Path | None, every: float, verbose: bool) -> int:
    """Run the main flow whenever something new has settled in the inputs; returns the exit code."""
    from warehouse.readers import InputError, check_inputs

    settings = load_settings(warehouse=warehouse)
    paths = list(inputs) or [settings.inbox]
    check_inputs(paths)
    quiet_prefect(verbose)
    from flows.ingest import ingest
    from flows.progress import watched
    from flows.report import print_summary
    from flows.server import server_at_hand
    from flows.versions import check
    from flows.watching import Watch, keep_watch

    check(settings)
    OUT.print(f"Watching {', '.join(paths)} every {every:g} s; Ctrl-C ends it.", highlight=False)

    def run() -> None:
        with watched(ERR, settings.log_format):
            summary = called_here(ingest)(inputs=paths, warehouse=str(settings.warehouse))
        print_summary(summary, OUT)

    def told(error: Exception) -> None:
        ERR.print(f"coupure: {error}; tried again in {every:g} s", highlight=False, markup=False)

    with server_at_hand():
        keep_watch(Watch(paths, settings.limits()), every, run, (InputError, WarehouseBusy), told)
    OUT.print("Stopped: all that was begun is published.")
    return 0


def run_maintain(warehouse: Path | None, check_only: bool) -> int:
    """Run the maintenance flow, or only look; 0 when nothing is wrong, 1 otherwise."""
    settings = load_settings(warehouse=warehouse)
    quiet_prefect(verbose=False)
    from flows.maintain import check, maintain
    from flows.server import server_at_hand

    if check_only:
        report = check(settings)
    else:
        with server_at_hand():
            report = called_here(maintain)(warehouse=str(settings.warehouse))
    for line in report.lines():
        OUT.print(line, highlight=False, markup=False)
    return int(report.exit_code)


def run_link(warehouse: Path | None, again: bool) -> None:
    """Run the link flow, and print how many rows the tables across articles have."""
    settings = load_settings(warehouse=warehouse)
    Store(settings.warehouse).manifest()  # it is not for linking to make a warehouse
    quiet_prefect(verbose=False)
    from flows.server import server_at_hand

    with server_at_hand():
        from flows.link import link

        rows = called_here(link)(warehouse=str(settings.warehouse), again=again)
    OUT.print(", ".join(f"{count} {name}" for name, count in rows.items()), highlight=False)


def run_validate(warehouse: Path | None, table: str | None, since: date | None) -> int:
    """Judge the published tables again, and write their page; 1 when they are not sound."""
    from flows.quality import write_published_page
    from flows.report import print_judged
    from flows.rules import rules_of
    from flows.validate import validate

    settings = load_settings(warehouse=warehouse)
    store = open_warehouse(settings.warehouse)
    rules = rules_of(settings)
    with ERR.status("judging the published tables") as status:
        judged = validate(
            store, rules, table=table, since=since,
            progress=lambda articles: status.update(f"{articles:,} articles judged"),
        )  # fmt: skip
    print_judged(judged.report, OUT)
    try:
        page = write_published_page(store.root, judged.report, judged.when)
        OUT.print(f"Quality: {page}", highlight=False, markup=False)
    except OSError as error:
        ERR.print(f"the page is not written: {error}", highlight=False, markup=False)
    return 0 if judged.is_sound else 1


def quiet_prefect(verbose: bool) -> None:
    """Settings that must be in the environment before Prefect is imported."""
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "90")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    if not Path.home().is_dir():  # Prefect keeps its database in the home folder
        os.environ.setdefault("PREFECT_HOME", str(Path(gettempdir()) / "coupure-prefect"))
    if not verbose:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
        os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "CRITICAL")


def called_here(flow: Any) -> Callable[..., Any]:
    """`flow` called in this process, without the heartbeat that costs a second to stop."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.server import connected

    def call(**parameters: Any) -> Any:
        with ExitStack() as stack:
            stack.enter_context(connected())
            stack.enter_context(temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}))
            state = flow(**parameters, return_state=True)
        found = state.result(raise_on_failure=False)
        if isinstance(found, BaseException):
            raise found
        return found

    return call


def show_article(article: str, warehouse: Path | None) -> None:
    """Print one article as `flows.show` renders it."""
    from flows.show import find_article, render

    store = open_warehouse(load_settings(warehouse=warehouse).warehouse)
    OUT.print(render(store, find_article(store, article)))


def make_report(
    warehouse: Path | None, target: Path | None, language: str, latest: int | None
) -> None:
    """Write the report and print where it is."""
    from flows.reporting import LATEST, default_folder, write_report

    root = load_settings(warehouse=warehouse).warehouse
    store = open_warehouse(root)
    with ERR.status("drawing the report"):
        done = write_report(store, target or default_folder(root), language, latest or LATEST)
    size = f"{done.files} files, {done.size / 1e6:.1f} MB"
    OUT.print(f"Report: {done.folder / 'index.html'} ({size})", highlight=False, markup=False)


def show_tables(table: str | None) -> None:
    """Print the data dictionary, whole or of one table."""
    if table is None:
        listing = RichTable("table", "one row is", "description")
        for one in TABLES.values():
            listing.add_row(one.name, one.grain, one.description)
        OUT.print(listing)
        return
    one = TABLES[known_table(table)]
    listing = RichTable("column", "type", "null", "unit", "description", title=one.description)
    for column in one.columns:
        null = "yes" if column.nullable else ""
        allowed = f" ({', '.join(column.values)})" if column.values else ""
        listing.add_row(
            column.name, str(column.dtype), null, column.unit or "", column.description + allowed
        )
    OUT.print(listing)


def export_table(table: str, target: Path, warehouse: Path | None) -> None:
    """Write `table` to `target` in the format of its ending."""
    from warehouse.export import FORMATS, export

    known_table(table)
    if target.suffix not in FORMATS:
        raise ConfigurationError(f"cannot write {target.name}: use {', '.join(FORMATS)}")
    frame = open_warehouse(load_settings(warehouse=warehouse).warehouse).scan(table)
    rows = export(frame, target)
    OUT.print(f"{rows} rows of {table} written to {target}", highlight=False)


def known_table(name: str) -> str:
    """`name`, which must be a table.

    Raises:
        ConfigurationError: listing the tables.
    """
    if name not in TABLES:
        raise ConfigurationError(f"no table {name}: choose one of {', '.join(TABLES)}")
    return name
