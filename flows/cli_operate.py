"""Commands of operation: serve, watch, backfill, quarantine, maintain. Imports wait inside."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from flows.options import DAY, VERBOSE, WAREHOUSE, chosen_by, one_line_errors


@click.command()
@click.argument("inputs", nargs=-1)
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    default=30,
    show_default=True,
    help="Seconds between two looks.",
)
@WAREHOUSE
@VERBOSE
@one_line_errors
def watch(inputs: tuple[str, ...], every: float, warehouse: Path | None, verbose: bool) -> None:
    """Ingest what comes into INPUTS, as it comes.

    INPUTS are those of `coupure run`. A file is taken once two looks in a row find it unchanged, so
    that none is read while it is still being written. Ctrl-C, or SIGTERM, ends the watch after the
    batch that is being worked; a second one ends it at once.

    \b
    Example:
      coupure watch data/inbox --every 60
    """
    from flows.commands import run_watch

    sys.exit(run_watch(inputs, warehouse, every, verbose))


@click.command()
@click.option("--since", type=DAY, help="Only articles published on this day or later.")
@click.option("--outlet", help="Only articles of this outlet, as the table `articles` names it.")
@click.option("--limit", type=click.IntRange(min=1), help="No more articles than these.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@WAREHOUSE
@VERBOSE
@one_line_errors
def backfill(
    since: datetime | None,
    outlet: str | None,
    limit: int | None,
    dry_run: bool,
    warehouse: Path | None,
    verbose: bool,
) -> None:
    """Work articles of an older pipeline version again.

    Their sources are not needed: the text that was landed is in the table `raw_articles`. With
    --limit the newest are taken. Stop it when you like: the next backfill goes on from there.

    \b
    Examples:
      coupure backfill --dry-run
      coupure backfill --since 2024-05-01 --outlet 'Le Fanal'
      coupure backfill --limit 1000
    """
    from flows.again import run_backfill, show_outdated

    day = since.date() if since else None
    if dry_run:
        show_outdated(warehouse, since=day, outlet=outlet, limit=limit)
    else:
        sys.exit(run_backfill(warehouse, verbose, since=day, outlet=outlet, limit=limit))


@click.group()
def quarantine() -> None:
    """What was not published and why: list it, show it, try it again."""


@quarantine.command("list")
@chosen_by
@click.option("--all", "settled", is_flag=True, help="Those that were settled since, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@WAREHOUSE
@one_line_errors
def list_(settled: bool, as_json: bool, warehouse: Path | None, **chosen: Any) -> None:
    """What stands in quarantine, the latest first.

    \b
    Examples:
      coupure quarantine list
      coupure quarantine list --stage read --since 2024-05-01
      coupure quarantine list --reason no_text --json
    """
    from flows.again import list_quarantine, wanted

    list_quarantine(warehouse, wanted(**chosen, settled=settled), as_json)


@quarantine.command("show")
@click.argument("entry", metavar="ID")
@WAREHOUSE
@one_line_errors
def show_entry(entry: str, warehouse: Path | None) -> None:
    """One entry with all that was kept of its record.

    ID is a quarantine_id or its beginning.
    """
    from flows.again import show_quarantined

    show_quarantined(warehouse, entry)


@quarantine.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@chosen_by
@click.option("--all", "everything", is_flag=True, help="All that stands in quarantine.")
@WAREHOUSE
@VERBOSE
@one_line_errors
def retry(
    ids: tuple[str, ...],
    everything: bool,
    warehouse: Path | None,
    verbose: bool,
    **chosen: Any,
) -> None:
    """Work rejected records again, through the pipeline and the settings of today.

    They are taken from quarantine, or read from their sources where they were too large to keep.
    What passes is published and its entries are closed; the rest stays, and the reasons are told
    (exit code 3).

    \b
    Examples:
      coupure quarantine retry 5f0c
      coupure quarantine retry --reason no_text
      coupure quarantine retry --all
    """
    from flows.again import run_retry, wanted

    if not (ids or everything or any(chosen.values())):
        raise click.UsageError("say which: an ID, --stage, --reason, --outlet, --since or --all")
    sys.exit(run_retry(warehouse, verbose, wanted(**chosen, ids=ids)))


@click.command()
@click.option("--check", "check_only", is_flag=True, help="Only look; change nothing.")
@WAREHOUSE
@one_line_errors
def maintain(check_only: bool, warehouse: Path | None) -> None:
    """Keep the warehouse in order, and check every file and row.

    Sweeps what crashed runs left, lets go of what need not be kept (settings keep_*_days), merges
    a day's small files, makes the catalogue anew. Problems are told, not repaired: exit code 1.
    """
    from flows.commands import run_maintain

    sys.exit(run_maintain(warehouse, check_only))


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=4200, show_default=True)
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the server keeps its runs and logs. [default: `_prefect` in the warehouse]",
)
@WAREHOUSE
@one_line_errors
def serve(port: int, home: Path | None, warehouse: Path | None) -> None:
    """Run the schedules on this machine: server, deployments and worker, until Ctrl-C.

    The server listens on 127.0.0.1 alone. The inbox is taken every hour, linking is daily and
    maintenance nightly; a backfill is started in the UI.
    """
    from flows.serve import serve as run
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse)
    home = (home or settings.warehouse / "_prefect").absolute()
    run(settings, port, home, lambda line: click.echo(line))
