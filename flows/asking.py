"""Questions in SQL at the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
from rich.table import Table as RichTable
from rich.text import Text

from flows.commands import OUT
from flows.settings import ConfigurationError, load_settings
from warehouse import open_warehouse
from warehouse.ask import ask, ready_queries, sql_of
from warehouse.export import write_lines

SHOWN = 40  # rows, unless all are asked for


def list_queries() -> None:
    """Print the names of the ready questions and what they are for."""
    table = RichTable("query", "what it answers")
    for name, said in ready_queries().items():
        table.add_row(name, said)
    OUT.print(table)
    OUT.print("coupure query NAME answers one; --csv or --json gives all rows", highlight=False)


def answer(name: str | None, sql: str | None, form: str | None, warehouse: Path | None) -> None:
    """Print the answer to a ready question or to `sql`: a table, CSV or JSON lines.

    Raises:
        ConfigurationError: there is no such question, or DuckDB cannot run it.
    """
    store = open_warehouse(load_settings(warehouse=warehouse).warehouse)
    try:
        rows = ask(store, sql if sql is not None else sql_of(name or ""))
    except (LookupError, ValueError) as error:
        raise ConfigurationError(error.args[0]) from error
    if form:
        write_lines(rows, sys.stdout, form)
    else:
        _print(rows)


def _print(rows: pl.DataFrame) -> None:
    table = RichTable()
    for column, dtype in rows.schema.items():
        table.add_column(column, justify="right" if dtype.is_numeric() else "left")
    for row in rows.head(SHOWN).iter_rows():
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    OUT.print(table)
    if rows.height > SHOWN:
        OUT.print(f"{SHOWN} of {rows.height} rows; --csv gives all", highlight=False)
