"""Stopping a command: Ctrl-C and SIGTERM end it the same way, with nothing of it left behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

EXIT_INTERRUPTED, EXIT_TERMINATED = 130, 143  # 128 and the number of the signal, as shells do
_OF_DUCKDB = "Query interrupted"  # what it makes of a signal that comes while it works


class Terminated(KeyboardInterrupt):
    """SIGTERM came."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside, SIGTERM raises `Terminated` in the main thread, so that all that is open is closed.

    Whoever set a handler of its own keeps it.
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    ):
        yield
        return
    came: list[int] = []

    def terminate(number: int, frame: FrameType | None) -> None:
        came.append(number)
        raise Terminated

    signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    except Exception as error:
        if came:
            raise Terminated from error
        if str(error) == _OF_DUCKDB:
            raise KeyboardInterrupt from error
        raise
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
