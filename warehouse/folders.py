"""A folder that is written whole: aside first, then renamed into place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_PART, _OLD = "part", "old"


@dataclass(frozen=True)
class Written:
    """What was written; sizes in bytes."""

    folder: Path
    files: int
    size: int


def write_folder(target: Path, files: Iterable[tuple[str, str]], marker: str) -> Written:
    """Let `target` hold exactly `files`, `(relative path, text)`; what it held before is gone.

    The files are written beside it and renamed into place, so that a reader finds the old folder
    or the new one whole. A file named `marker` says that the folder is one of these, and may be
    replaced.

    Raises:
        FileExistsError: `target` is a file, or a folder of something else; nothing is changed.
        ValueError: a path leads out of the folder.
        OSError: the disk is full or the parent not writable; `target` is as it was.
    """
    target = target.absolute()
    _check(target, marker)
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target, marker)
    aside = _beside(target, _PART)
    aside.mkdir()
    try:
        (aside / marker).touch()
        count, size = 0, 0
        for path, text in files:
            size += _write(aside, path, text)
            count += 1
        _swap(aside, target, marker)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return Written(target, count, size)


def _check(target: Path, marker: str) -> None:
    if not target.exists() and not target.is_symlink():
        return
    if target.is_dir() and ((target / marker).is_file() or not any(target.iterdir())):
        return
    raise FileExistsError(f"{target} exists and was not made by this command: name another folder")


def _write(folder: Path, path: str, text: str) -> int:
    place = folder / path
    if not place.resolve().is_relative_to(folder.resolve()) or place == folder:
        raise ValueError(f"{path} leads out of the folder")
    place.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8", errors="replace")
    place.write_bytes(data)
    return len(data)


def _swap(aside: Path, target: Path, marker: str) -> None:
    _check(target, marker)  # it may have come while the files were written
    if not target.exists():
        aside.rename(target)
        return
    real = target.resolve()  # a link to a folder stays one
    old = _beside(real, _OLD)
    real.rename(old)
    try:
        aside.rename(real)
    except OSError:
        old.rename(real)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.{what}")


def _sweep(target: Path, marker: str) -> None:
    """Remove what killed processes left beside `target`."""
    for left in target.parent.glob(f".{target.name}.*.*"):
        pid, _, what = left.name.removeprefix(f".{target.name}.").partition(".")
        is_left = what in (_PART, _OLD) and pid.isdigit() and not _runs(int(pid))
        if is_left and (left / marker).is_file():
            shutil.rmtree(left, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return pid != os.getpid()
