"""One table to one file, for tools that want neither Parquet folders nor DuckDB."""

from __future__ import annotations

import os
from pathlib import Path

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
        lists = [name for name, dtype in rows.schema.items() if isinstance(dtype, pl.List)]
        rows.with_columns(pl.col(lists).list.join(" | ")).write_csv(aside)
    elif target.suffix == ".jsonl":
        rows.write_ndjson(aside)
    elif target.suffix == ".json":
        rows.write_json(aside)
    else:
        raise ValueError(f"cannot write {target.suffix}: use one of {', '.join(FORMATS)}")
    os.replace(aside, target)
    return rows.height
