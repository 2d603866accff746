"""Every live file has two names, so that both a glob and an open catalogue are always right.

`<table>/ingest_date=D/<batch>.parquet` is for globs. It shows live rows only: a replaced file
leaves it before the file that replaces it comes, so no row is ever there twice.
`_files/<table>/ingest_date=D/<batch>-<digest>.kept` is what the manifest's readers and the
catalogue open. It is there before the manifest names it, and a replaced file keeps it for GRACE:
who scanned a table or opened the catalogue before a commit can read on. Both names are one file
(a hard link); where the file system has no hard links, two copies.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path, PurePosixPath

from warehouse import disk
from warehouse.manifest import LiveFile, Manifest

logger = logging.getLogger("coupure.warehouse")

POOL = "_files"
KEPT = ".kept"  # Parquet too, but no pattern for Parquet files finds it
GRACE = timedelta(days=1)
_DIGITS = 12


def pooled(root: Path, file: LiveFile) -> Path:
    """The name of `file` that stays; other content never has it."""
    path = PurePosixPath(file.path)
    return root / POOL / path.parent / f"{path.stem}-{file.sha256[:_DIGITS]}{KEPT}"


def shown(root: Path, file: LiveFile) -> Path:
    """The name of `file` that a glob over its table finds."""
    return root / file.path


def find(root: Path, file: LiveFile) -> Path | None:
    """Where `file` can be read; None when it is lost."""
    for path in (pooled(root, file), shown(root, file)):
        if path.exists():
            return path
    return None


def settle(root: Path, old: Manifest, new: Manifest) -> bool:
    """Let the tables' folders show `new` instead of `old`; the manifest is already `new`.

    At every step they show rows of one of the two, and none twice. False when the disk refused:
    `restore` makes good at the next start.
    """
    try:
        for table in sorted({file.table for file in set(old.files) ^ set(new.files)}):
            _settle_table(root, set(old.of(table)), set(new.of(table)))
    except OSError as error:
        logger.warning("the folders below %s are not yet those of the tables: %s", root, error)
        return False
    return True


def _settle_table(root: Path, old: set[LiveFile], new: set[LiveFile]) -> None:
    fresh = {file.path: file for file in new - old}
    gone = sorted(file.path for file in old - new)
    for file in old - new:
        _touch(root, file)
    swapped = [path for path in gone if path in fresh]
    left = [path for path in gone if path not in fresh]
    added = sorted(path for path in fresh if path not in gone)
    # A table that is replaced whole keeps one old file until the new one takes its name, so that
    # a glob always finds one.
    last = left.pop() if left and added and not old & new and not swapped else None
    for path in left:
        _hide(root / path)
    for path in swapped:
        show(root, fresh[path])
    if last:
        _link(pooled(root, fresh[added[0]]), root / last)
        disk.make_folder((root / added[0]).parent)
        os.replace(root / last, root / added.pop(0))
        disk.remove_empty((root / last).parent)
    for path in added:
        show(root, fresh[path])


def show(root: Path, file: LiveFile) -> None:
    """Give `file` its name in the table's folder, in place of what has it."""
    disk.make_folder(shown(root, file).parent)
    _link(pooled(root, file), shown(root, file))


def restore(root: Path, manifest: Manifest) -> list[str]:
    """Give every live file the name that it has not got; returns the paths that a glob missed.

    A commit that was killed between the manifest and the end of `settle` leaves such files, and
    so does who copies a warehouse without its `_files`. A file that is lost stays lost, and one
    that was changed by others stays as it is: that is for `integrity` to tell.
    """
    given = []
    for file in manifest.files:
        kept, seen = pooled(root, file), shown(root, file)
        if not kept.exists():
            if seen.exists():
                disk.make_folder(kept.parent)
                _link(seen, kept)
        elif not seen.exists() or (not is_same(kept, seen) and _is_ours(kept, seen)):
            show(root, file)
            given.append(file.path)
    return given


def _is_ours(kept: Path, seen: Path) -> bool:
    """True when `seen` holds what `kept` holds, or what it took the place of."""
    stem, digest = kept.stem.rpartition("-")[0], disk.sha256(seen)[:_DIGITS]
    return kept.with_name(f"{stem}-{digest}{KEPT}").exists()


def is_same(kept: Path, seen: Path) -> bool:
    """True when both are one file, or copies of it with the same time where there are no links."""
    try:
        one, other = kept.stat(), seen.stat()
    except OSError:
        return False
    return os.path.samestat(one, other) or (
        one.st_size == other.st_size and one.st_mtime_ns == other.st_mtime_ns
    )


def expire(root: Path, manifest: Manifest, grace: timedelta = GRACE) -> list[str]:
    """Remove what was replaced longer than `grace` ago; returns the paths, below the root."""
    live = {pooled(root, file) for file in manifest.files}
    until = time.time() - grace.total_seconds()
    removed = []
    for path in sorted(members(root)):
        if path not in live and path.stat().st_mtime <= until and disk.remove(path):
            removed.append(path.relative_to(root).as_posix())
            disk.remove_empty(path.parent)
    return removed


def members(root: Path) -> Iterator[Path]:
    """The files that are in the pool, live or replaced."""
    return (root / POOL).glob(f"*/*/*{KEPT}")


def _link(path: Path, name: Path) -> None:
    aside = name.with_name(name.name + disk.TEMPORARY)
    disk.remove(aside)
    disk.link(path, aside)
    os.replace(aside, name)


def _touch(root: Path, file: LiveFile) -> None:
    """Its grace begins now."""
    path = pooled(root, file)
    if path.exists():
        os.utime(path)


def _hide(path: Path) -> None:
    path.unlink(missing_ok=True)
    disk.remove_empty(path.parent)
