"""Merges a day's small files into few: the same rows, in one commit a day."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse import disk
from warehouse.batches import as_arrow, to_arrow
from warehouse.commit import EMPTY, Commit
from warehouse.manifest import LiveFile, WarehouseDamaged
from warehouse.store import Store
from warehouse.tables import TABLES, Table, Written

TARGET_BYTES = 128_000_000  # of one file, compressed; a file of half of it is left alone

_Group = list[list[LiveFile]]
"""Lineages that become one: of each, its files in all tables."""


@dataclass(frozen=True)
class Compacted:
    """What was done to a day: the number of its files before and after."""

    day: str
    before: int
    after: int

    def __str__(self) -> str:
        return f"{self.day}: {self.before} files became {self.after}"


def compact(store: Store, target_bytes: int = TARGET_BYTES) -> list[Compacted]:
    """Merge the small files of each day, up to `target_bytes` a file.

    Tables that are written by batch are merged by the same batches, so that the rows of an
    article stay together (`LiveFile.lineage`). A file that was not written under today's
    contract stays as it is. Needs the writer's lock.

    Raises:
        RuntimeError: the writer's lock is not held.
        WarehouseDamaged: a file is not what was written; its day stays as it was.
        OSError: the disk refused; the day stays as it was.
    """
    done = []
    for day in sorted({file.ingest_date for file in store.manifest().files}):
        before = after = 0
        with store.change() as change:
            for group in _groups(_of_day(store, day), target_bytes):
                members = _mergeable(change, group)
                before += len(members)
                after += _merge(change, members, day)
        if before:
            done.append(Compacted(day, before, after))
    return done


def _of_day(store: Store, day: str) -> list[LiveFile]:
    return [
        file
        for file in store.manifest().files
        if file.ingest_date == day and file.batch_id != EMPTY and not _is_snapshot(file.table)
    ]


def _is_snapshot(table: str) -> bool:
    return table in TABLES and TABLES[table].written is Written.SNAPSHOT


def _groups(files: Iterable[LiveFile], target_bytes: int) -> Iterator[_Group]:
    """Which files become one: those of several batches, then those of each log."""
    kinds: dict[str, dict[str, list[LiveFile]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        is_batch = file.table in TABLES and TABLES[file.table].written is Written.BATCH
        kinds["" if is_batch else file.table][file.batch_id].append(file)
    for _, lineages in sorted(kinds.items()):
        yield from _packed([files for _, files in sorted(lineages.items())], target_bytes)


def _packed(lineages: Sequence[list[LiveFile]], target_bytes: int) -> Iterator[_Group]:
    """Neighbours of which no table's file grows beyond `target_bytes`."""
    group: _Group = []
    sizes: dict[str, int] = defaultdict(int)
    for lineage in lineages:
        own: dict[str, int] = defaultdict(int)
        for file in lineage:
            own[file.table] += file.bytes
        if max(own.values()) > target_bytes // 2:
            continue
        if any(sizes[table] + size > target_bytes for table, size in own.items()):
            if _is_worth_it(group):
                yield group
            group, sizes = [], defaultdict(int)
        group.append(lineage)
        for table, size in own.items():
            sizes[table] += size
    if _is_worth_it(group):
        yield group


def _is_worth_it(group: _Group) -> bool:
    tables = [file.table for lineage in group for file in lineage]
    return len(tables) > len(set(tables))


def _mergeable(change: Commit, group: _Group) -> list[LiveFile]:
    """The files of the group's lineages that can be merged; none where that makes none fewer."""
    fit = [lineage for lineage in group if all(_is_of_today(change, file) for file in lineage)]
    return [file for lineage in fit for file in lineage] if _is_worth_it(fit) else []


def _merge(change: Commit, members: list[LiveFile], day: str) -> int:
    """Plan one file for each table of `members`; returns how many."""
    name = hashlib.sha256("\n".join(file.path for file in members).encode()).hexdigest()[:16]
    tables = sorted({file.table for file in members})
    for table in tables:
        files = [file for file in members if file.table == table]
        rows = _rows(change, table, files)
        if table in TABLES and rows.num_rows != sum(file.rows for file in files):
            raise WarehouseDamaged(f"{table} of {day}: rows are missing from its files")
        for file in files:
            change.remove(file)
        change.write(table, rows, f"compact-{name}", day)
    return len(tables)


def _is_of_today(change: Commit, file: LiveFile) -> bool:
    """True when nothing is lost by writing the file's rows under the contract.

    Raises:
        WarehouseDamaged: the file is not what was written: merging it would hide that.
    """
    path = change.path(file)
    if not path.exists() or disk.sha256(path) != file.sha256:
        raise WarehouseDamaged(f"{file.path}: its bytes are not those that were written")
    if file.table not in TABLES:
        return True
    contract, found = TABLES[file.table], pq.read_schema(path)
    wanted = {field.name: field.type for field in contract.arrow_schema}
    missing = set(wanted) - set(found.names)
    return all(wanted.get(field.name) == field.type for field in found) and all(
        contract[name].nullable for name in missing
    )


def _rows(change: Commit, table: str, files: list[LiveFile]) -> pa.Table:
    paths = [change.path(file) for file in files]
    contract: Table | None = TABLES.get(table)
    if contract is None:
        return to_arrow(
            pl.concat(disk.read_parquet(path) for path in paths).unique().sort(pl.all())
        )
    frame = pl.scan_parquet(
        paths, schema=contract.polars_schema, hive_partitioning=False, glob=False,
        missing_columns="insert",
    ).collect()  # fmt: skip
    return as_arrow(contract, frame)
