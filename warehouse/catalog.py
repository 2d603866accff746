"""`catalog.duckdb`: a commented view per table, for tools that open one file."""

from __future__ import annotations

import os
import re
from pathlib import Path

import duckdb

from warehouse import disk
from warehouse.store import Store
from warehouse.tables import TABLES, Table

CATALOG = "catalog.duckdb"


def build_catalog(store: Store) -> Path:
    """Write the catalogue of the files that are live now, and swap it in.

    It is made aside, so that it can be open elsewhere, read only, all the while; who has the old
    one open goes on with the old one. Returns its path.

    Raises:
        FileNotFoundError: there is no warehouse.
        OSError, duckdb.Error: it cannot be written; the old one stays.
    """
    manifest = store.manifest()
    path = store.root / CATALOG
    aside = path.with_name(f"{CATALOG}{disk.TEMPORARY}")
    for leftover in (aside, Path(f"{aside}.wal")):
        disk.remove(leftover)
    try:
        with duckdb.connect(str(aside)) as connection:
            for name, table in TABLES.items():
                files = [str(store.root / file.path) for file in manifest.of(name)]
                for statement in _statements(table, files):
                    connection.execute(statement)
        disk.sync(aside)
        os.replace(aside, path)
    except Exception:
        disk.remove(aside)
        raise
    disk.sync(store.root)
    return path


def _statements(table: Table, files: list[str]) -> list[str]:
    name = _quoted(table.name)
    paths = ", ".join(_literal(_verbatim(file)) for file in files)
    columns = ", ".join(_quoted(column) for column in (*table.names, "ingest_date"))
    comments = [
        (column.name, _comment(column.description, column.unit)) for column in table.columns
    ]
    comments.append(("ingest_date", "Day of the run that wrote the row's file (UTC)."))
    return [
        f"CREATE VIEW {name} AS SELECT {columns} FROM read_parquet([{paths}], "
        "hive_partitioning = true, hive_types = {'ingest_date': DATE})",
        f"COMMENT ON VIEW {name} IS {_literal(f'{table.description} One row: {table.grain}.')}",
        *(
            f"COMMENT ON COLUMN {name}.{_quoted(column)} IS {_literal(comment)}"
            for column, comment in comments
        ),
    ]


def _comment(description: str, unit: str | None) -> str:
    return f"{description} [{unit}]" if unit else description


def _verbatim(path: str) -> str:
    """`path` as a pattern that only it matches: DuckDB takes every path for a glob."""
    return re.sub(r"([*?\[])", r"[\1]", path)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
