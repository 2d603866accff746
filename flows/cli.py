"""The command `coupure`. Heavy imports wait inside the commands, so that --help answers at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

WAREHOUSE = click.option(
    "--warehouse",
    type=click.Path(path_type=Path, file_okay=False),
    help="Root of the warehouse. [default: setting `warehouse`, else data/warehouse]",
)


def one_line_errors(command: Command) -> Command:
    """Known errors end in one line and an exit code: 2 wrong usage, 1 failed."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except Exception as error:
            if isinstance(error, click.ClickException | click.exceptions.Exit):
                raise
            if os.environ.get("COUPURE_DEBUG"):
                raise
            code = _exit_code(error)
            line = " ".join(str(error).split()) or type(error).__name__
            if code == 1 and not _is_expected(error):
                line = f"{type(error).__name__}: {line} (set COUPURE_DEBUG=1 for the traceback)"
            click.echo(f"coupure: {line}", err=True)
            sys.exit(code)

    return wrapped  # type: ignore[return-value]


def _exit_code(error: Exception) -> int:
    from flows.settings import ConfigurationError
    from warehouse.readers import InputError

    return 2 if isinstance(error, ConfigurationError | InputError) else 1


def _is_expected(error: Exception) -> bool:
    from warehouse.store import WarehouseBusy, WarehouseDamaged

    expected = (WarehouseBusy, WarehouseDamaged, FileNotFoundError, PermissionError, LookupError)
    return isinstance(error, expected)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="coupure")
def main() -> None:
    """Scraped news articles in; clean, checked, analysis-ready tables out.

    Exit codes: 0 done or nothing to do, 3 done with something quarantined, 1 failed,
    2 wrong usage.
    """


@main.command()
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
@WAREHOUSE
@click.option("-v", "--verbose", is_flag=True, help="Show the orchestrator's log too.")
@one_line_errors
def run(inputs: tuple[Path, ...], warehouse: Path | None, verbose: bool) -> None:
    """Ingest what is new or changed in INPUTS (files or folders; default: the inbox)."""
    from flows.commands import run_ingest

    sys.exit(run_ingest(inputs, warehouse, verbose))


@main.command()
@WAREHOUSE
@one_line_errors
def status(warehouse: Path | None) -> None:
    """Last runs, what the tables hold, and what is in quarantine."""
    from flows.commands import show_status

    show_status(warehouse)


@main.command()
@click.argument("article")
@WAREHOUSE
@one_line_errors
def show(article: str, warehouse: Path | None) -> None:
    """The raw text of ARTICLE with its cuts, entities and quotes.

    ARTICLE is an article_id, its beginning, a source_uri, or a part of one.
    """
    from flows.commands import show_article

    show_article(article, warehouse)


@main.command()
@click.argument("table", required=False)
@one_line_errors
def tables(table: str | None) -> None:
    """The data dictionary: all tables, or the columns of TABLE."""
    from flows.commands import show_tables

    show_tables(table)


@main.command()
@click.argument("table")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: .parquet, .csv, .jsonl or .json.",
)
@WAREHOUSE
@one_line_errors
def export(table: str, target: Path, warehouse: Path | None) -> None:
    """Write the whole of TABLE to one file."""
    from flows.commands import export_table

    export_table(table, target, warehouse)


@main.command()
@WAREHOUSE
@one_line_errors
def maintain(warehouse: Path | None) -> None:
    """Sweep what crashed runs left, check every file against the manifest and the contract."""
    from flows.commands import run_maintain

    sys.exit(run_maintain(warehouse))


if __name__ == "__main__":
    main()
