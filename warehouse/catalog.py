"""`catalog.duckdb`: a commented view per table, for tools that open one file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse import datapackage, disk, pool
from warehouse.manifest import LiveFile, Manifest
from warehouse.schema import NAMES, UTC_TIME, shape_of
from warehouse.tables import TABLES, Table

CATALOG = "catalog.duckdb"
_TYPES: Mapping[pl.DataType, str] = {
    pl.String(): "VARCHAR", pl.Int64(): "BIGINT", pl.Int32(): "INTEGER", pl.Float64(): "DOUBLE",
    pl.Boolean(): "BOOLEAN", UTC_TIME: "TIMESTAMPTZ", NAMES: "VARCHAR[]",
}  # fmt: skip
STORAGE = "v1.0.0"  # what DuckDB writes by itself, only that very version and later ones can open


class CatalogError(Exception):
    """The catalogue cannot be made; the one before stays."""


def refresh(root: Path, manifest: Manifest) -> Path:
    """Write the catalogue of the files of `manifest` aside, and swap it in.

    So it can be open elsewhere, read only, all the while. Who has the old one open goes on with
    the tables as they were, for as long as replaced files are kept (`pool.GRACE`).

    Raises:
        OSError, CatalogError: it cannot be written; the old one stays.
    """
    path = root / CATALOG
    aside = path.with_name(f"{CATALOG}{disk.TEMPORARY}")
    for leftover in (aside, Path(f"{aside}.wal")):
        disk.remove(leftover)
    try:
        _write(aside, root, manifest)
        disk.sync(aside)
        os.replace(aside, path)
    except (duckdb.Error, pa.ArrowException) as error:
        disk.remove(aside)
        raise CatalogError(" ".join(str(error).split())) from error
    except Exception:
        disk.remove(aside)
        raise
    datapackage.write(root, manifest)
    disk.sync(root)
    return path


def is_current(root: Path, manifest: Manifest) -> bool:
    """True when catalogue and data package were made after the last commit."""
    return (root / CATALOG).exists() and datapackage.version(root) == manifest.version


def named_files(root: Path) -> dict[str, list[str]]:
    """The files that the catalogue's views read, by table.

    Raises:
        CatalogError: it is missing or cannot be opened.
    """
    if not (root / CATALOG).exists():
        raise CatalogError("missing")
    try:
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH {_literal(str(root / CATALOG))} AS c (READ_ONLY)")
            views = connection.sql(
                "SELECT view_name, sql FROM duckdb_views() WHERE database_name = 'c' "
                "AND NOT internal"
            ).fetchall()
    except duckdb.Error as error:
        raise CatalogError(" ".join(str(error).split())) from error
    return {name: [_as_path(each) for each in _LITERAL.findall(sql)] for name, sql in views}


def views(root: Path, manifest: Manifest) -> Iterator[str]:
    """A statement for each table that makes a view of its live files."""
    for name, table in TABLES.items():
        shapes: dict[str, list[LiveFile]] = {}
        for file in manifest.of(name):
            shapes.setdefault(file.shape or file.path, []).append(file)
        parts = [_selection(root, table, files) for _, files in sorted(shapes.items())]
        yield f"CREATE VIEW {_quoted(name)} AS {' UNION ALL '.join(parts)}"


def _selection(root: Path, table: Table, files: list[LiveFile]) -> str:
    """The rows of `files`, which are of one shape, in the contract's columns.

    A column that the contract had not when they were written is null.
    """
    places = [str(pool.find(root, file) or root / file.path) for file in files]
    there = set(table.names)
    if files[0].shape != shape_of(table.arrow_schema):
        there = set(pq.read_schema(places[0]).names)
    columns = [
        _quoted(column.name)
        if column.name in there
        else f"CAST(NULL AS {_TYPES[column.dtype]}) AS {_quoted(column.name)}"
        for column in table.columns
    ]
    paths = ", ".join(_literal(_verbatim(place)) for place in places)
    return (
        f"SELECT {', '.join(columns)}, ingest_date FROM read_parquet([{paths}], "
        "hive_partitioning = true, hive_types = {'ingest_date': DATE})"
    )


def _write(aside: Path, root: Path, manifest: Manifest) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {_literal(str(aside))} AS c (STORAGE_VERSION '{STORAGE}')")
        connection.execute("USE c; BEGIN")
        comments = (line for table in TABLES.values() for line in _comments(table))
        connection.execute("; ".join((*views(root, manifest), *comments)))
        connection.execute("COMMIT; USE memory; DETACH c")


def _comments(table: Table) -> Iterator[str]:
    view, said = _quoted(table.name), f"{table.description} One row: {table.grain}."
    yield f"COMMENT ON VIEW {view} IS {_literal(said)}"
    for column in table.columns:
        comment = _literal(_comment(column.description, column.unit))
        yield f"COMMENT ON COLUMN {view}.{_quoted(column.name)} IS {comment}"
    comment = _literal("Day of the run that wrote the row's file (UTC).")
    yield f"COMMENT ON COLUMN {view}.ingest_date IS {comment}"


def _comment(description: str, unit: str | None) -> str:
    return f"{description} [{unit}]" if unit else description


_LITERAL = re.compile(rf"'((?:[^']|'')*{re.escape(pool.KEPT)})'")


def _verbatim(path: str) -> str:
    """`path` as a pattern that only it matches: DuckDB takes every path for a glob."""
    return re.sub(r"([*?\[])", r"[\1]", path)


def _as_path(literal: str) -> str:
    return re.sub(r"\[([*?\[])\]", r"\1", literal.replace("''", "'"))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
