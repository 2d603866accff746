"""What a batch changes: which files it adds, and which rows of older files it replaces."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse import disk
from warehouse.commit import Commit
from warehouse.manifest import LiveFile
from warehouse.patches import Assigned, Patch, Snapshot, Snapshots
from warehouse.tables import TABLES, Table, Written

SUPERSEDED = "_superseded"
"""No table of the contract: records whose article was later taken from another source.

Without it, two inputs with one address would replace each other in every run.
"""
_RECORD = ["article_id", "source_uri", "content_hash"]

INPUTS = "_inputs"
"""No table of the contract either: what each input file held; see warehouse/memory.py."""
INPUTS_SCHEMA = pl.Schema(
    {
        "location": pl.String(), "uri": pl.String(), "digest": pl.String(),
        "reading": pl.String(), "position": pl.Int64(), "source_uri": pl.String(),
        "article_id": pl.String(), "content_hash": pl.String(),
        "fetched_at": pl.Datetime("us", "UTC"), "is_rejected": pl.Boolean(),
        "is_there": pl.Boolean(),
    }
)  # fmt: skip
_MANY_FILES = 16
SMALL = 200_000  # rows: smaller files of a table that is patched are merged when they are many

EXPIRED = "_expired"
"""Nor this: id and content hash of articles that were kept long enough; warehouse/retention.py."""

PRIVATE = (SUPERSEDED, INPUTS, EXPIRED)


@dataclass(frozen=True)
class Changes:
    """What a commit changes beside the staged rows.

    `inputs` are rows of INPUTS, in place of those of their locations; `removed` (article_id)
    leave all batch tables; `forgotten` (location, source_uri, article_id) leave INPUTS.
    """

    snapshots: Snapshots = field(default_factory=dict)
    inputs: pl.DataFrame | None = None
    removed: pl.DataFrame | None = None
    forgotten: pl.DataFrame | None = None

    def with_snapshots(self, more: Snapshots | None) -> Changes:
        return replace(self, snapshots={**self.snapshots, **(more or {})})

    def __bool__(self) -> bool:
        frames = (self.inputs, self.removed, self.forgotten)
        return bool(self.snapshots) or any(f is not None and f.height for f in frames)


def plan_changes(
    commit: Commit, changes: Changes, batch_id: str, ingest_date: date
) -> dict[str, int]:
    """Add `changes` to `commit`; returns the rows of the snapshots."""
    if changes.removed is not None:
        ids = changes.removed.select("article_id")
        batch_tables = [name for name, one in TABLES.items() if one.written is Written.BATCH]
        for name in (*batch_tables, SUPERSEDED):
            _displace(commit, commit.live(name), ids)
    if changes.forgotten is not None:
        _displace(commit, commit.live(INPUTS), changes.forgotten)
    if changes.inputs is not None and changes.inputs.height:
        _plan_inputs(commit, changes.inputs, batch_id, ingest_date)
    return {
        name: plan_snapshot(commit, name, frame, batch_id, ingest_date)
        for name, frame in changes.snapshots.items()
    }


def _plan_inputs(commit: Commit, rows: pl.DataFrame, batch_id: str, ingest_date: date) -> None:
    _displace(commit, commit.live(INPUTS), rows.select(pl.col("location").unique()))
    files = commit.live(INPUTS)
    if len(files) >= _MANY_FILES:
        rows = pl.concat([*(disk.read_parquet(commit.path(file)) for file in files), rows])
        for file in files:
            commit.remove(file)
    rows = rows.sort("location", "position")
    commit.write(INPUTS, to_arrow(rows), batch_id, ingest_date.isoformat())


def plan_batch(
    commit: Commit, folder: Path, names: list[str], batch_id: str, ingest_date: date
) -> dict[str, int]:
    """Add the staged files to `commit`, and take out what they replace."""
    if "raw_articles" in names:
        new = disk.read_parquet(folder / "raw_articles.parquet", _RECORD)
        _displace_articles(commit, new, batch_id, ingest_date)
    counts: dict[str, int] = {}
    for name in names:
        path, contract = folder / f"{name}.parquet", TABLES[name]
        if contract.written is Written.SNAPSHOT:
            for file in commit.live(name):
                commit.remove(file)
        elif contract.written is Written.LOG:
            keys = disk.read_parquet(path, contract.key)
            _displace(commit, commit.live(name), keys)
        counts[name] = pq.read_metadata(path).num_rows
        if counts[name]:
            commit.move(path, name, batch_id, ingest_date)
    return counts


def _displace_articles(commit: Commit, new: pl.DataFrame, batch_id: str, ingest_date: date) -> None:
    """Take the articles of `new` out of all tables that are written by batch."""
    ids = new.select("article_id")
    holding = _holding(commit, commit.live("raw_articles"), ids)
    if not holding:
        return
    hit = {file.lineage for file in holding}
    old = pl.concat(_columns(commit, file, _RECORD) for file in holding)
    other = old.join(new, on="article_id", suffix="_new").filter(
        pl.col("source_uri") != pl.col("source_uri_new")
    )
    if other.height:
        rows = to_arrow(other.select(_RECORD).sort(_RECORD))
        commit.write(SUPERSEDED, rows, batch_id, ingest_date.isoformat())
    for name, contract in TABLES.items():
        if contract.written is Written.BATCH:
            files = [file for file in commit.live(name) if file.lineage in hit]
            _displace(commit, files, ids)


def _displace(commit: Commit, files: list[LiveFile], keys: pl.DataFrame) -> None:
    for file in _holding(commit, files, keys):
        found = _columns(commit, file, keys.columns).with_row_index("_row")
        kept = found.join(keys, on=keys.columns, how="anti", nulls_equal=True)
        commit.rewrite(file, kept.get_column("_row").sort())


def _holding(commit: Commit, files: list[LiveFile], keys: pl.DataFrame) -> list[LiveFile]:
    """Those of `files` that hold a row with one of `keys`."""
    filled = {str(commit.path(file)): file for file in files if file.rows}
    if not filled or keys.is_empty():
        return []
    found = (
        pl.scan_parquet(
            list(filled), hive_partitioning=False, glob=False, include_file_paths="_path"
        )
        .select(*keys.columns, "_path")
        .join(keys.lazy(), on=keys.columns, how="semi", nulls_equal=True)
        .select(pl.col("_path").unique())
        .collect()
    )
    return sorted(filled[path] for path in found.get_column("_path"))


def _columns(commit: Commit, file: LiveFile, names: list[str]) -> pl.DataFrame:
    return disk.read_parquet(commit.path(file), names)


def contract_of(table: str) -> Table:
    try:
        return TABLES[table]
    except KeyError:
        raise ValueError(f"no table {table!r}; there are {', '.join(TABLES)}") from None


def as_arrow(contract: Table, frame: pl.DataFrame) -> pa.Table:
    """The rows in contract shape, sorted by key, as plain (never view) Arrow types."""
    rows = contract.conform(frame).sort(contract.key, maintain_order=True, nulls_last=True)
    return to_arrow(rows).cast(contract.arrow_schema).combine_chunks()


def to_arrow(rows: pl.DataFrame) -> pa.Table:
    """`rows` with plain string columns: pandas cannot read string views back."""
    arrow: pa.Table = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
    plain = [
        field.with_type(pa.string()) if pa.types.is_large_string(field.type) else field
        for field in arrow.schema
    ]
    return arrow.cast(pa.schema(plain))


def plan_log(
    commit: Commit, name: str, frame: pl.DataFrame, batch_id: str, ingest_date: date
) -> None:
    """Add the rows of `frame` to the log `name`, in place of those with their keys."""
    contract = contract_of(name)
    rows = as_arrow(contract, frame)
    _displace(commit, commit.live(name), frame.select(contract.key))
    commit.write(name, rows, batch_id, ingest_date.isoformat())


def plan_snapshot(
    commit: Commit, name: str, state: Snapshot, batch_id: str, ingest_date: date
) -> int:
    """Let `state` be the whole table `name`, or change it; returns the rows written."""
    contract = contract_of(name)
    if isinstance(state, Assigned):
        return _assign(commit, name, state)
    if contract.written is not Written.SNAPSHOT:
        raise ValueError(f"table {name} is not written as a snapshot")
    if isinstance(state, Patch):
        return _patch(commit, name, state, batch_id, ingest_date)
    rows = as_arrow(contract, state)
    old = commit.live(name)
    if sum(file.rows for file in old) == rows.num_rows == 0:
        return 0
    if len(old) == 1 and pq.ParquetFile(commit.path(old[0])).read().equals(rows):
        return int(rows.num_rows)  # unchanged: leave the file in peace
    for file in old:
        commit.remove(file)
    if rows.num_rows:
        commit.write(name, rows, batch_id, ingest_date.isoformat())
    return int(rows.num_rows)


def _patch(commit: Commit, name: str, patch: Patch, batch_id: str, ingest_date: date) -> int:
    """Rows go from the files that hold them; those that come make a file of their own.

    When small files have become many, they are merged into it.
    """
    contract = contract_of(name)
    if patch.gone.height:
        _displace(commit, commit.live(name), patch.gone)
    if patch.rows.is_empty():
        return 0
    rows = contract.conform(patch.rows)
    small = [file for file in commit.live(name) if 0 < file.rows <= SMALL]
    if len(small) >= _MANY_FILES:
        paths = [commit.path(file) for file in small]
        rows = pl.concat([*(disk.read_parquet(path).select(rows.columns) for path in paths), rows])
        for file in small:
            commit.remove(file)
    commit.write(name, as_arrow(contract, rows), batch_id, ingest_date.isoformat())
    return patch.rows.height


def _assign(commit: Commit, name: str, assigned: Assigned) -> int:
    """Set the columns where the keys are; a file without any stays in peace."""
    key, values = list(assigned.key), assigned.values
    new = [column for column in values.columns if column not in key]
    written = 0
    for file in _holding(commit, commit.live(name), values.select(key)):
        rows = disk.read_parquet(commit.path(file))
        found = rows.select(key).join(
            values.with_columns(_found=True), on=key, how="left", maintain_order="left"
        )
        is_new = found["_found"].fill_null(value=False)
        changed = rows.with_columns(
            pl.when(is_new).then(found[column]).otherwise(pl.col(column)).alias(column)
            for column in new
        )
        if changed.equals(rows):
            continue
        written += int(is_new.sum())
        commit.remove(file)
        schema = pq.read_schema(commit.path(file))
        commit.write(name, to_arrow(changed).cast(schema), file.batch_id, file.ingest_date)
    return written
