"""One table to one file, for tools that want neither Parquet folders nor DuckDB."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

import polars as pl

FORMATS = (".parquet", ".csv", ".jsonl", ".json")


def export(frame: pl.LazyFrame, target: Path) -> int:
    """Write `frame` to `target`, by its ending, and return the number of rows.

    Lists become text joined by " | " in CSV. The file appears whole or not at all.

    Raises:
        ValueError: the ending is none of FORMATS.
        OSError: the folder is missing or cannot be written.
    """
    rows = frame.collect()
    aside = target.with_name(f".{target.name}.part")
    if target.suffix == ".parquet":
        rows.write_parquet(aside, compression="zstd")
    elif target.suffix == ".csv":
        _flat(rows).write_csv(aside)
    elif target.suffix == ".jsonl":
        rows.write_ndjson(aside)
    elif target.suffix == ".json":
        rows.write_json(aside)
    else:
        raise ValueError(f"cannot write {target.suffix}: use one of {', '.join(FORMATS)}")
    os.replace(aside, target)
    return rows.height


def write_lines(rows: pl.DataFrame, out: IO[str], form: str) -> None:
    """Write `rows` to an open text file as `csv` or `json` (one object a line)."""
    out.write(_flat(rows).write_csv() if form == "csv" else rows.write_ndjson())


def _flat(rows: pl.DataFrame) -> pl.DataFrame:
    """`rows` without lists, which CSV has not."""
    lists = [name for name, dtype in rows.schema.items() if isinstance(dtype, pl.List)]
    texts = (pl.col(name).cast(pl.List(pl.String)).list.join(" | ") for name in lists)
    return rows.with_columns(texts)
