"""A temporary Prefect server for one command, where none is set.

Prefect can start one itself, but only when it first needs it, and has to import its server in the
command too. Here it starts at once, in a process of its own, while the command is still importing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from logging import ERROR, getLogger

from flows.serve import ServeFailed, answers, free_port

_START = 600  # seconds to answer, as long as it lives: a first start makes a database
_END = 5  # to end by itself
_CHILD = (sys.executable, "-m", "flows.server_child")
_TRIES = 3  # another process may have taken the port
_AT_HAND: ContextVar[Server | None] = ContextVar("server", default=None)


class Server:
    """A server that starts in the background, and ends with this process whatever happens."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.port = free_port()
        told = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1",
                "PREFECT__SERVER_FINAL": "1"}  # fmt: skip
        self._process = subprocess.Popen(
            [*_CHILD, str(self.port)],
            env=os.environ | told, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the command, which needs it to the end
        )  # fmt: skip

    def address(self) -> str:
        """Where its API is, as soon as it answers.

        Raises:
            ServeFailed: it ended, each time that it was started.
        """
        until = time.monotonic() + _START
        tries = 1
        while not answers(self.port) or self._process.poll() is not None:
            if self._process.poll() is not None:
                if tries == _TRIES:
                    code = self._process.returncode
                    raise ServeFailed(f"Prefect's temporary server ended with code {code}")
                tries += 1
                self._start()
            elif time.monotonic() > until:
                raise ServeFailed(f"Prefect's temporary server did not answer in {_START} s")
            time.sleep(0.05)
        return f"http://127.0.0.1:{self.port}/api"

    def stop(self) -> None:
        """Let it write what it was told last, and end."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_END)
        self._process.kill()
        self._process.wait()


@contextmanager
def server_at_hand() -> Iterator[None]:
    """Inside, a server starts for the flows that are called, unless Prefect's settings name one."""
    from prefect.settings import PREFECT_API_URL, PREFECT_SERVER_EPHEMERAL_ENABLED

    if _AT_HAND.get() or PREFECT_API_URL.value() or not PREFECT_SERVER_EPHEMERAL_ENABLED.value():
        yield
        return
    server = Server()
    with ExitStack() as stack:
        stack.callback(server.stop)
        stack.callback(_AT_HAND.reset, _AT_HAND.set(server))
        yield


@contextmanager
def connected() -> Iterator[None]:
    """Inside, Prefect's settings lead to the server at hand, if there is one; waits for it."""
    server = _AT_HAND.get()
    if server is None:
        yield
        return
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: server.address()}):
        try:
            yield
        finally:
            _told()


def _told() -> None:
    """Wait until the server has heard what is left to tell: else Prefect complains on its end."""
    from prefect.events.worker import EventsWorker

    getLogger(EventsWorker.__name__).setLevel(ERROR)  # it warns of each second that it waits
    EventsWorker.drain_all(timeout=_END)
