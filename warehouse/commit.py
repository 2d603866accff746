"""One change of the live files: new files in the pool, then the manifest, then the tables' folders.

Killed at any point, the last manifest still names files that are all there: a live file is never
overwritten in the pool, and what a glob finds changes only once the new manifest is on the disk.
"""

from __future__ import annotations

import contextlib
import os
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse import disk, pool
from warehouse.manifest import LiveFile, Manifest, load, save
from warehouse.schema import shape_of
from warehouse.tables import TABLES

EMPTY = "empty"  # batch_id of the file that a table without rows has
_NO_DATE = "1970-01-01"


class Commit:
    """Collects removals and additions; `finish` makes them one."""

    def __init__(self, root: Path, manifest: Manifest) -> None:
        self.root = root
        self._old = manifest
        self._gone: set[str] = set()
        self._new: list[LiveFile] = []
        self._moves: list[tuple[Path, LiveFile]] = []
        self._moved: list[tuple[Path, Path]] = []
        self._written: list[Path] = []

    def live(self, table: str) -> list[LiveFile]:
        return [file for file in self._old.of(table) if file.path not in self._gone]

    def path(self, file: LiveFile) -> Path:
        """Where a live file is read."""
        return pool.find(self.root, file) or pool.pooled(self.root, file)

    def remove(self, file: LiveFile) -> None:
        self._gone.add(file.path)

    def move(self, staged: Path, table: str, batch_id: str, ingest_date: date) -> None:
        """Make the staged file live. It leaves the staging only in `finish`."""
        rows = pq.read_metadata(staged).num_rows
        path = self._free(table, batch_id, ingest_date.isoformat())
        file = self._described(staged, path, table, rows, batch_id, ingest_date.isoformat())
        self._new.append(file)
        self._moves.append((staged, file))

    def write(self, table: str, rows: pa.Table, batch_id: str, ingest_date: str) -> None:
        """Write a new file of `table`, where no glob finds it yet."""
        path = self._free(table, batch_id, ingest_date)
        aside = self.root / pool.POOL / f"{path}{disk.TEMPORARY}"
        disk.make_folder(aside.parent)
        disk.write_parquet(aside, rows)
        file = self._described(aside, path, table, rows.num_rows, batch_id, ingest_date)
        self._new.append(file)
        target = pool.pooled(self.root, file)
        if target.exists():  # written before, and replaced: the same digest, the same bytes
            disk.remove(aside)
        else:
            os.replace(aside, target)
            self._written.append(target)

    def rewrite(self, file: LiveFile, kept: pl.Series) -> None:
        """Keep only the rows of `file` at the positions `kept`. Its own schema stays."""
        if len(kept) == file.rows:
            return
        self.remove(file)
        if len(kept):
            rows = pq.ParquetFile(self.path(file)).read().take(kept.to_arrow())
            self.write(file.table, rows, file.batch_id, file.ingest_date)

    @property
    def manifest(self) -> Manifest:
        """The live files as they are planned or, after `finish`, as they are."""
        if not self._gone and not self._new:
            return self._old
        return Manifest(self._old.version + 1, self._files())

    def finish(self) -> Manifest:
        """Make the change; where there is none, do nothing.

        Raises:
            OSError: the disk refused; unless the manifest was already replaced, all is as before.
        """
        manifest = None
        try:
            self._fill_empty_tables()
            if self.manifest == self._old:
                return self._old
            for staged, file in self._moves:
                self._place(staged, pool.pooled(self.root, file))
            for folder in sorted({pool.pooled(self.root, file).parent for file in self._new}):
                disk.sync(folder)
            manifest = self.manifest
            save(self.root, manifest)
            disk.sync(self.root)
        except Exception:
            # The rename may have been done for all that an error came after it.
            if manifest is None or load(self.root) != manifest:
                self.undo()
            else:
                pool.settle(self.root, self._old, manifest)
            raise
        pool.settle(self.root, self._old, manifest)
        return manifest

    def _place(self, staged: Path, target: Path) -> None:
        if target.exists():
            return  # the same digest, the same bytes
        disk.make_folder(target.parent)
        os.replace(staged, target)
        self._moved.append((staged, target))

    def undo(self) -> None:
        """Take the new files away again. What cannot be is removed when its grace is over."""
        for staged, target in reversed(self._moved):
            with contextlib.suppress(OSError):
                os.replace(target, staged)
        for path in self._written:
            disk.remove(path)
        for _, path in (*self._moved, *((None, path) for path in self._written)):
            disk.remove_empty(path.parent)

    def _files(self) -> tuple[LiveFile, ...]:
        kept = (file for file in self._old.files if file.path not in self._gone)
        return tuple(sorted((*kept, *self._new)))

    def _fill_empty_tables(self) -> None:
        """A table without rows has one empty file, so that a glob over it finds its columns."""
        for name, table in TABLES.items():
            files = [file for file in self._files() if file.table == name]
            real = [file for file in files if file.batch_id != EMPTY]
            if not files:
                self.write(name, table.arrow_schema.empty_table(), EMPTY, _NO_DATE)
            elif real:
                self._gone.update(file.path for file in files if file.batch_id == EMPTY)

    def _free(self, table: str, batch_id: str, ingest_date: str) -> str:
        """A path that no file has that stays or comes."""
        taken = {file.path for file in (*self._files(), *self._new)}
        stem = f"{table}/ingest_date={ingest_date}/{batch_id}"
        path, generation = f"{stem}.parquet", 1
        while path in taken:
            generation += 1
            path = f"{stem}~{generation}.parquet"
        return path

    def _described(
        self, file: Path, path: str, table: str, rows: int, batch_id: str, ingest_date: str
    ) -> LiveFile:
        size, digest, shape = file.stat().st_size, disk.sha256(file), shape_of(pq.read_schema(file))
        return LiveFile(table, path, rows, size, digest, batch_id, ingest_date, shape)
