"""The few steps on the disk that a commit is made of. Each is durable when it returns."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

TEMPORARY = ".tmp"
_NO_LINKS = {errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}


def write_parquet(path: Path, table: pa.Table) -> None:
    """Write `table` at `path` through a temporary neighbour; the same rows give the same bytes.

    Raises:
        OSError: the disk is full or the folder not writable; `path` is then as it was.
    """
    aside = path.with_name(path.name + TEMPORARY)
    try:
        pq.write_table(table, aside, compression="zstd")
        sync(aside)
        os.replace(aside, path)
    except Exception:
        remove(aside)
        raise


def read_parquet(path: Path, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Rows of one file; nothing in its path is taken for a pattern or a partition."""
    wanted = None if columns is None else list(columns)
    return pl.read_parquet(path, columns=wanted, hive_partitioning=False, glob=False)


def write_bytes(path: Path, data: bytes) -> None:
    """Like `write_parquet`, for bytes."""
    aside = path.with_name(path.name + TEMPORARY)
    try:
        aside.write_bytes(data)
        sync(aside)
        os.replace(aside, path)
    except Exception:
        remove(aside)
        raise


def sync(path: Path) -> None:
    """Force a file's bytes, or a folder's names, onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def link(path: Path, name: Path) -> None:
    """Let the file at `path` also be `name`; a copy where the file system has no hard links.

    Raises:
        FileExistsError: there is something at `name`.
        OSError: the disk is full, or `path` is missing.
    """
    try:
        os.link(path, name)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(path, name)  # the same size and time: that is how a copy is known
        sync(name)


def make_folder(path: Path) -> None:
    """Create `path` and its parents; their names are durable."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in missing:
        sync(folder.parent)


def remove(path: Path) -> bool:
    """Remove a file if it is there and can be; True when it is gone."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def remove_empty(folder: Path) -> None:
    """Remove a folder unless something is in it."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
