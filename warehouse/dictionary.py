"""The data dictionary, made from the contract: `python -m warehouse.dictionary FILE`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from warehouse.tables import TABLES, Column, Table, Written

_WRITTEN = {
    Written.BATCH: "One file a batch. When an article comes again, its rows are replaced.",
    Written.LOG: "One file a batch or run; rows stay.",
    Written.SNAPSHOT: "Written anew, whole, after each run that published something.",
}
_TYPES = {
    pl.String(): "string",
    pl.Int64(): "int64",
    pl.Int32(): "int32",
    pl.Float64(): "float64",
    pl.Boolean(): "boolean",
    pl.Datetime("us", "UTC"): "timestamp (µs, UTC)",
    pl.List(pl.String): "list of string",
}


def render_dictionary() -> str:
    """The dictionary of all tables in Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Made from `warehouse/tables.py` by `make docs`; do not edit.",
        "",
        "Offsets count Unicode code points, end exclusive. Times are UTC. Files lie at "
        "`<warehouse>/<table>/ingest_date=YYYY-MM-DD/*.parquet`; `ingest_date`, the day of the run "
        "that wrote the file, is a column where the reader knows Hive partitions.",
        "",
        "| table | one row is | rows |",
        "|---|---|---|",
        *(
            f"| [{table.name}](#{table.name}) | {_cell(table.grain)} | {table.written.value} |"
            for table in TABLES.values()
        ),
    ]
    for table in TABLES.values():
        lines += ["", *_table(table)]
    return "\n".join(lines) + "\n"


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield f"{table.description} One row is {table.grain}. {_WRITTEN[table.written]}"
    yield ""
    yield f"Key: {_names(table.key)}."
    for key in table.foreign_keys:
        references = _names(key.references)
        yield f"{_names(key.columns)} names a row of [{key.table}](#{key.table}) by {references}."
    for span in table.spans:
        if span.text:
            yield f"`{span.text}` is `{span.of}[{span.start}:{span.end}]`."
    yield ""
    yield "| column | type | null | unit | allowed | description |"
    yield "|---|---|---|---|---|---|"
    for column in table.columns:
        cells = (
            f"`{column.name}`",
            _TYPES[column.dtype],
            "yes" if column.nullable else "",
            column.unit or "",
            _allowed(column),
            column.description,
        )
        yield f"| {' | '.join(map(_cell, cells))} |"


def _allowed(column: Column) -> str:
    if column.values:
        return ", ".join(column.values)
    if column.pattern:
        return f"`{column.pattern}`"
    if column.minimum is not None and column.maximum is not None:
        return f"{column.minimum:g} to {column.maximum:g}"
    return f"{column.minimum:g} or more" if column.minimum is not None else ""


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> None:
    """Write the dictionary to the file named on the command line."""
    Path(sys.argv[1]).write_text(render_dictionary(), encoding="utf-8")


if __name__ == "__main__":
    main()
