"""Is the warehouse what its manifest and its contract say? Reports, never repairs."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse import disk
from warehouse.manifest import LiveFile
from warehouse.store import Store
from warehouse.tables import TABLES, ForeignKey, Span, Table


def problems(store: Store) -> list[str]:
    """One line for each thing that is wrong; none when all is well.

    Checks every live file (there, unharmed, of the contract's types), then the tables (keys
    unique, foreign keys resolved, spans equal to the text that they point at).

    Raises:
        FileNotFoundError: there is no warehouse.
        WarehouseDamaged: the manifest cannot be read.
    """
    found = [line for file in store.manifest().files for line in _file_problems(store, file)]
    if found:
        return found  # the tables cannot be read as a whole
    return [line for table in TABLES.values() for line in _table_problems(store, table)]


def _file_problems(store: Store, file: LiveFile) -> Iterator[str]:
    path = store.root / file.path
    try:
        if path.stat().st_size != file.bytes or disk.sha256(path) != file.sha256:
            yield f"{file.path}: its bytes are not those that were written"
            return
        parquet = pq.ParquetFile(path)
    except FileNotFoundError:
        yield f"{file.path}: missing"
        return
    except (OSError, pa.ArrowException) as error:
        yield f"{file.path}: cannot be read ({error})"
        return
    if parquet.metadata.num_rows != file.rows:
        yield f"{file.path}: {parquet.metadata.num_rows} rows, not {file.rows}"
    if file.table in TABLES and not parquet.schema_arrow.equals(TABLES[file.table].arrow_schema):
        yield f"{file.path}: its columns are not those of the contract"


def _table_problems(store: Store, table: Table) -> Iterator[str]:
    rows = store.scan(table.name)
    doubled = rows.group_by(table.key).len().filter(pl.col("len") > 1).select(pl.len())
    if count := doubled.collect().item():
        yield f"{table.name}: {count} keys occur more than once"
    for key in table.foreign_keys:
        if count := _dangling(store, rows, key):
            columns = ", ".join(key.columns)
            yield f"{table.name}: {count} rows whose {columns} names no row of {key.table}"
    for span in table.spans:
        if count := _astray(store, rows, span):
            yield f"{table.name}: {count} rows whose {span.start} and {span.end} are astray"


def _dangling(store: Store, rows: pl.LazyFrame, key: ForeignKey) -> int:
    named = rows.select(key.columns).drop_nulls()
    there = store.scan(key.table).select(key.references).unique()
    lost = named.join(there, left_on=key.columns, right_on=key.references, how="anti")
    count: int = lost.select(pl.len()).collect().item()
    return count


def _astray(store: Store, rows: pl.LazyFrame, span: Span) -> int:
    table, column = span.of.split(".")
    whole = store.scan(table).select("article_id", pl.col(column).alias("_whole"))
    start, end = pl.col(span.start), pl.col(span.end)
    wrong = (start > end) | (end > pl.col("_whole").str.len_chars()) | (start < 0)
    if span.text:
        wrong |= pl.col("_whole").str.slice(start, end - start) != pl.col(span.text)
    spans = rows.filter(start.is_not_null()).join(whole, on="article_id")
    count: int = spans.filter(wrong).select(pl.len()).collect().item()
    return count
