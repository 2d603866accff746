"""What a crash left behind: found by what a writer of ours can have made, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from warehouse import disk, pool
from warehouse.batches import PRIVATE
from warehouse.manifest import MANIFEST, Manifest, WarehouseDamaged
from warehouse.tables import TABLES

STAGING = "_staging"


def sweep(root: Path, manifest: Manifest | None) -> list[str]:
    """Remove from the tables' folders what `manifest` does not name, and all stagings.

    Returns the paths removed, relative to the root.

    Raises:
        WarehouseDamaged: there are tables without a manifest; nothing is removed.
    """
    found = sorted(_own_files(root))
    if manifest is None and any(path.suffix == ".parquet" for path in found):
        raise WarehouseDamaged(f"{root} holds tables, but {MANIFEST} is missing")
    live = {file.path for file in manifest.files} if manifest else set()
    removed = []
    for path in found:
        name = path.relative_to(root).as_posix()
        if name not in live and disk.remove(path):
            removed.append(name)
            disk.remove_empty(path.parent)
    for folder in sorted((root / STAGING).glob("*")):
        shutil.rmtree(folder, ignore_errors=True)
        removed.append(folder.relative_to(root).as_posix())
    return removed


def strangers(root: Path, manifest: Manifest) -> list[str]:
    """Parquet files in the tables' folders that are none of ours, but that a glob reads."""
    live = {file.path for file in manifest.files}
    found = (path for name in TABLES for path in (root / name).rglob("*.parquet"))
    return sorted(name for path in found if (name := path.relative_to(root).as_posix()) not in live)


def _own_files(root: Path) -> Iterator[Path]:
    for name in (MANIFEST, "catalog.duckdb", "datapackage.json"):
        yield from root.glob(f"{name}{disk.TEMPORARY}*")
    yield from root.glob(f"{pool.POOL}/*/*/*{disk.TEMPORARY}")
    for table in (*TABLES, *PRIVATE):
        yield from root.glob(f"{table}/ingest_date=*/*.parquet")
        yield from root.glob(f"{table}/ingest_date=*/*{disk.TEMPORARY}")
