"""What starting takes: when a command began, and the seconds spent in loading what it needs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_begun: float | None = None
_spent = 0.0
_depth = 0


def begin() -> None:
    """A command begins: the next run counts its start-up from here."""
    global _begun
    _begun = time.monotonic()


def begun() -> float:
    """The moment at which the command of this run began; now, if no command is to be counted."""
    global _begun
    moment, _begun = _begun, None
    return time.monotonic() if moment is None else moment


@contextmanager
def loading() -> Iterator[None]:
    """The seconds inside are those of loading, and no work. May stand in one another."""
    global _spent, _depth
    began = time.monotonic()
    _depth += 1
    try:
        yield
    finally:
        _depth -= 1
        if not _depth:
            _spent += time.monotonic() - began


def spent() -> float:
    """Seconds that this process has spent in loading so far."""
    return _spent
