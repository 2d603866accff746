"""The store: plain Parquet files, a manifest that names the live ones, one writer at a time."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from warehouse import disk, lock, manifest, pool, sweep
from warehouse.batches import Changes, as_arrow, contract_of, plan_batch, plan_changes, plan_log
from warehouse.commit import Commit
from warehouse.lock import WarehouseBusy
from warehouse.manifest import LiveFile, Manifest, WarehouseDamaged
from warehouse.patches import Snapshots
from warehouse.tables import TABLES

__all__ = ["Published", "Store", "WarehouseBusy", "WarehouseDamaged"]

_logger = logging.getLogger("coupure.warehouse")
_BATCH_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")


@dataclass(frozen=True)
class Published:
    """What a commit did: its version, and the rows that it added by table."""

    version: int
    rows: Mapping[str, int]


class Store:
    """The tables at `root`. Reading and staging need no lock; publishing needs `writer()`.

    A reader sees the tables as of one manifest; a frame that was scanned before a commit can be
    collected after it, for as long as replaced files are kept (`pool.GRACE`).
    """

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root).absolute()
        self.swept: list[str] = []  # by this writer, relative to the root
        self.restored: list[str] = []  # live files that the tables' folders did not show

    def __reduce__(self) -> tuple[type[Store], tuple[Path]]:
        return (Store, (self.root,))  # a copy in another process can read and stage

    # Reading

    def exists(self) -> bool:
        return (self.root / manifest.MANIFEST).exists()

    def manifest(self) -> Manifest:
        """The live files now.

        Raises:
            FileNotFoundError: there is no warehouse at the root.
            WarehouseDamaged: the manifest cannot be read.
        """
        try:
            return manifest.load(self.root)
        except (FileNotFoundError, NotADirectoryError):
            raise FileNotFoundError(
                f"no warehouse at {self.root}: `coupure run` makes one, --warehouse names another"
            ) from None

    def scan(self, table: str) -> pl.LazyFrame:
        """The rows of `table`, lazily, with exactly the contract's columns.

        Raises:
            ValueError: there is no such table.
            FileNotFoundError: there is no warehouse at the root.
            WarehouseDamaged: a live file is missing.
        """
        contract = contract_of(table)
        files = self._found(table) or self._found(table)  # its grace may have ended: once more
        if files is None:
            raise WarehouseDamaged(f"a file of table {table} is missing below {self.root}")
        if not files:
            return contract.empty().lazy()
        return pl.scan_parquet(
            files, schema=contract.polars_schema, hive_partitioning=False, glob=False,
            missing_columns="insert", extra_columns="ignore",
        )  # fmt: skip

    def read(self, table: str) -> pl.DataFrame:
        """The rows of `table`; a commit that removes a file meanwhile does no harm.

        Raises: as `scan`.
        """
        for _ in range(10):
            try:
                return self.scan(table).collect()
            except FileNotFoundError:
                self.manifest()
        return self.scan(table).collect()

    def rows(self, table: str) -> int:
        """Number of rows of `table`, from the manifest alone."""
        return sum(file.rows for file in self.manifest().of(contract_of(table).name))

    def path(self, file: LiveFile) -> Path:
        """Where a live file is read; its place in the table's folder when it is lost."""
        return pool.find(self.root, file) or self.root / file.path

    def _found(self, table: str) -> list[Path] | None:
        files = [pool.find(self.root, file) for file in self.manifest().of(table)]
        found = [file for file in files if file]
        return found if len(found) == len(files) else None

    # Writing

    @contextmanager
    def writer(self) -> Iterator[Store]:
        """Hold the warehouse for writing; create it, or finish and sweep what a crash left.

        At the end the catalogue is made anew if anything was committed.

        Raises:
            WarehouseBusy: another writer holds it.
            WarehouseDamaged: there are tables without a manifest.
        """
        disk.make_folder(self.root)
        with lock.WriterLock(self._lock_file):
            self.swept, self.restored = [], []
            self.sweep()
            self._complete()
            try:
                yield self
            finally:
                self.refresh_catalog()

    def create(self) -> None:
        """Make the warehouse, with every table empty, unless there is one. Raises: as `writer`."""
        if lock.held(self._lock_file):
            self._complete()
            return
        with self.writer():
            pass

    def refresh_catalog(self, *, anyway: bool = False) -> bool:
        """Let the catalogue and the data package name the live files; then `pool.expire`.

        False when the disk refused: that is logged, and who opens the catalogue sees the tables
        as they were. `anyway` makes it anew even if it is up to date.

        Raises: RuntimeError, when the writer's lock is not held.
        """
        from warehouse import catalog  # it needs DuckDB, and few who read the tables do

        with self._turn():
            try:
                now = self.manifest()
                if anyway or not catalog.is_current(self.root, now):
                    catalog.refresh(self.root, now)
                pool.expire(self.root, now)
            except (OSError, manifest.WarehouseDamaged, catalog.CatalogError) as error:
                _logger.warning("%s is not made anew: %s", catalog.CATALOG, error)
                return False
        return True

    def stage(self, batch_id: str, frames: Mapping[str, pl.DataFrame]) -> None:
        """Check `frames` against the contract and lay them aside as batch `batch_id`.

        Rows are sorted by key: the same rows give the same files. What was staged under this id
        before is replaced.

        Raises:
            ContractError: a frame breaks its table's contract.
            ValueError: an unknown table, or an id that cannot name a file.
        """
        folder = self._staging(batch_id)
        aside = folder.with_name(folder.name + disk.TEMPORARY)
        shutil.rmtree(aside, ignore_errors=True)
        arrows = {name: as_arrow(contract_of(name), frame) for name, frame in frames.items()}
        try:
            disk.make_folder(aside)
            for name, rows in arrows.items():
                disk.write_parquet(aside / f"{name}.parquet", rows)
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(aside, folder)
        except Exception:
            shutil.rmtree(aside, ignore_errors=True)
            raise

    def staged(self, batch_id: str, table: str) -> pl.DataFrame:
        """The staged rows of `table`; without any, an empty frame of its columns."""
        contract = contract_of(table)
        path = self._staging(batch_id) / f"{table}.parquet"
        return disk.read_parquet(path) if path.exists() else contract.empty()

    def discard(self, batch_id: str) -> None:
        """Forget a staged batch."""
        shutil.rmtree(self._staging(batch_id), ignore_errors=True)

    def publish(
        self,
        batch_id: str,
        ingest_date: date,
        *,
        snapshots: Snapshots | None = None,
        changes: Changes | None = None,
    ) -> Published:
        """Commit the staged batch, new states of snapshot tables and `changes`, all at once.

        Articles that came again leave their older files in the same commit, with all their rows;
        so do rows of a log whose key comes again. Publishing a batch that was already published
        does nothing.

        Raises:
            RuntimeError: the writer's lock is not held.
            ValueError: nothing is staged under this id.
            OSError: the disk refused; the tables are as before, and the batch is still staged.
        """
        folder = self._staging(batch_id)
        with self._turn():
            before = self.manifest()
            names = sorted(path.stem for path in folder.glob("*.parquet"))
            changes = (changes or Changes()).with_snapshots(snapshots)
            if not names and not changes:
                if any(file.batch_id == batch_id for file in before.files):
                    return Published(before.version, {})
                if not folder.exists():
                    raise ValueError(f"batch {batch_id}: nothing is staged")
            with self.change() as change:
                rows = plan_batch(change, folder, names, batch_id, ingest_date)
                rows |= plan_changes(change, changes, batch_id, ingest_date)
        self.discard(batch_id)
        return Published(change.manifest.version, rows)

    def log_run(self, run_id: str, ingest_date: date, row: pl.DataFrame) -> Published:
        """Write the row of a run, in place of the one that it had.

        Raises: as `publish`, and ContractError.
        """
        with self.change() as change:
            plan_log(change, "runs", row, run_id, ingest_date)
        return Published(change.manifest.version, {"runs": row.height})

    @contextmanager
    def change(self) -> Iterator[Commit]:
        """What the block plans is done at its end, all at once; if it raises, all is as before.

        Raises: as `publish`.
        """
        with self._turn():
            change = Commit(self.root, self.manifest())
            try:
                yield change
            except Exception:
                change.undo()
                raise
            change.finish()

    def sweep(self) -> list[str]:
        """Let the tables' folders show what the manifest names; `writer` does so when it begins.

        Returns the paths removed since then, below the root.

        Raises:
            RuntimeError: the writer's lock is not held.
            WarehouseDamaged: there are tables without a manifest.
        """
        self._turn()
        before = self.manifest() if self.exists() else None
        self.swept += sweep.sweep(self.root, before)
        if before:
            self.restored += pool.restore(self.root, before)
        return list(self.swept)

    def _complete(self) -> None:
        """Write the first manifest, or give a table that is new in the contract its first file."""
        if not self.exists():
            manifest.save(self.root, Manifest(0, ()))
        before = self.manifest()
        if {file.table for file in before.files} != set(TABLES):
            Commit(self.root, before).finish()

    @property
    def _lock_file(self) -> Path:
        return self.root / ".lock"

    def _turn(self) -> AbstractContextManager[object]:
        """Commits of several threads come one after the other."""
        held = lock.held(self._lock_file)
        if held is None:
            raise RuntimeError("writing needs the writer's lock: `with store.writer():`")
        return held.turn

    def _staging(self, batch_id: str) -> Path:
        if not _BATCH_ID.fullmatch(batch_id) or batch_id.endswith(disk.TEMPORARY):
            raise ValueError(f"{batch_id!r} cannot name a batch")
        return self.root / sweep.STAGING / batch_id
