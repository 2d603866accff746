"""The published rows a portion at a time, as the files have them: for who reads all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from warehouse.commit import EMPTY
from warehouse.manifest import LiveFile, WarehouseDamaged
from warehouse.store import Store
from warehouse.tables import TABLES, Written

_BATCH_TABLES = tuple(n for n, table in TABLES.items() if table.written is Written.BATCH)


@dataclass(frozen=True)
class Portion:
    """Rows of all tables that are written by batch, of the same articles.

    A frame has the columns that its file has; a nullable column that is newer than the file is
    all null.
    """

    batch_id: str
    frames: dict[str, pl.DataFrame]


def scan_since(store: Store, table: str, day: date) -> pl.LazyFrame:
    """The rows of `table` in files of `day` or later.

    Raises:
        FileNotFoundError: there is no warehouse.
    """
    files = [file for file in store.manifest().of(table) if file.ingest_date >= day.isoformat()]
    return _scan(store, table, files)


def portions(store: Store, since: date | None = None, articles: int = 2000) -> Iterator[Portion]:
    """All published articles ingested on `since` or later, at most `articles` at a time.

    Every row of every file is in one portion, whatever it holds.

    Raises:
        FileNotFoundError: there is no warehouse.
        WarehouseDamaged: a file cannot be read.
    """
    lineages: dict[tuple[str, str], list[LiveFile]] = {}
    for file in store.manifest().files:
        is_old = since is not None and file.ingest_date < since.isoformat()
        if file.table in _BATCH_TABLES and file.batch_id != EMPTY and not is_old:
            lineages.setdefault(file.lineage, []).append(file)
    for (_, batch_id), files in sorted(lineages.items()):
        try:
            yield from _portions(store, batch_id, files, articles)
        except (OSError, pl.exceptions.PolarsError) as error:
            line = " ".join(str(error).split())[:200]
            raise WarehouseDamaged(f"batch {batch_id} cannot be read: {line}") from error


def _portions(
    store: Store, batch_id: str, files: list[LiveFile], articles: int
) -> Iterator[Portion]:
    scans = {
        name: _scan(store, name, [file for file in files if file.table == name])
        for name in _BATCH_TABLES
    }
    raw = scans["raw_articles"]
    has_ids = "article_id" in raw.collect_schema()
    ids = raw.select("article_id").collect()["article_id"].sort() if has_ids else pl.Series([])
    bounds = [ids[place] for place in range(articles, len(ids), articles)]
    for low, high in zip([None, *bounds], [*bounds, None], strict=True):
        yield Portion(batch_id, {name: _part(scan, low, high) for name, scan in scans.items()})


def _part(scan: pl.LazyFrame, low: str | None, high: str | None) -> pl.DataFrame:
    """Rows of article ids from `low` to before `high`; the first part has those without id too."""
    if (low is None and high is None) or "article_id" not in scan.collect_schema():
        return scan.collect() if low is None else scan.head(0).collect()
    name = pl.col("article_id")
    asked = name.is_null() if low is None else name >= low
    if high is not None:
        asked = (name < high) & (name >= low) if low is not None else asked | (name < high)
    return scan.filter(asked).collect()


def _scan(store: Store, table: str, files: list[LiveFile]) -> pl.LazyFrame:
    contract = TABLES[table]
    paths = [store.path(file) for file in files if file.batch_id != EMPTY]
    if not paths:
        return contract.empty().lazy()
    scans = [pl.scan_parquet(path, hive_partitioning=False, glob=False) for path in paths]
    rows = pl.concat(scans, how="diagonal_relaxed")
    found = rows.collect_schema().names()
    newer = [c for c in contract.columns if c.nullable and c.name not in found]
    rows = rows.with_columns(pl.lit(None, c.dtype).alias(c.name) for c in newer)
    complete = set(rows.collect_schema().names()) == set(contract.names)
    return rows.select(contract.names) if complete else rows
