"""One writer at a time: an advisory lock that the kernel drops when its holder dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from threading import RLock

_HELD: dict[Path, WriterLock] = {}


class WarehouseBusy(Exception):
    """Another writer holds the warehouse. One line, fit for the terminal."""


class WriterLock:
    """A context manager that holds the lock file at `path`.

    The file stays when the lock goes: removing it would let two writers lock two files of the
    same name.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.turn = RLock()  # for the threads of this process
        self._descriptor: int | None = None

    def __enter__(self) -> WriterLock:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode(errors="replace").strip()
            os.close(descriptor)
            who = f" (process {holder})" if holder else ""
            raise WarehouseBusy(
                f"another run{who} is writing to {self._path.parent}: wait for it to end"
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor
        _HELD[self._path] = self
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
            _HELD.pop(self._path, None)


def held(path: Path) -> WriterLock | None:
    """The lock on `path`, if this process holds it."""
    return _HELD.get(path)


def _let_go() -> None:
    for lock in list(_HELD.values()):
        lock.close()


# A forked child shares the lock, and would keep it after its parent was killed.
os.register_at_fork(after_in_child=_let_go)
