"""A pool of processes in which one may die without taking the others' work with it.

`concurrent.futures` gives up a whole executor when a process of it dies, and with it all that was
handed in; so each process is an executor of its own here.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from queue import LifoQueue
from threading import Lock
from typing import Any, TypeVar

from flows import child

Result = TypeVar("Result")
_STARTING = 60  # seconds that a process may take to say its number
_GLANCE = 0.2  # seconds between two looks at whether a result is still wanted


class WorkerDied(Exception):
    """The process ended, or was ended, before its work was done."""


class PoolClosed(Exception):
    """The pool was closed while something was in work."""


@dataclass(frozen=True)
class _Process:
    executor: ProcessPoolExecutor
    pid: Future[int]

    @classmethod
    def start(cls) -> _Process:
        # Spawned: neither the threads nor the locks of this process are copied into it.
        context = multiprocessing.get_context("spawn")
        executor = ProcessPoolExecutor(1, mp_context=context, initializer=child.start)
        return cls(executor, executor.submit(child.pid))

    def leave(self) -> None:
        """Wait for its own end: what is killed leaves its libraries' semaphores behind."""
        self.executor.shutdown(wait=True)

    def end(self) -> None:
        """Kill it. One that is still starting holds work already, and is waited for."""
        gone = (ProcessLookupError, CancelledError, BrokenProcessPool, TimeoutError)
        with contextlib.suppress(*gone):
            os.kill(self.pid.result(_STARTING), signal.SIGKILL)
        self.executor.shutdown(wait=True, cancel_futures=True)


class Pool:
    """Up to `size` processes, each started when it is first needed. A context manager."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._idle: LifoQueue[_Process | None] = LifoQueue()  # the warm one goes first
        self._alive: set[_Process] = set()
        self._lock = Lock()
        self._warming: dict[_Process, Future[object]] = {}
        self._closed = False
        self._busy = 0
        self._generation = 0  # of the work that is wanted
        for _ in range(size):
            self._idle.put(None)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self, function: Callable[..., object], *given: Any) -> None:
        """Start a process with `function`, and do not wait for it."""
        process = self._take(self._generation)
        self._warming[process] = process.executor.submit(function, *given)
        self._busy -= 1
        self._idle.put(process)

    def run(
        self, function: Callable[..., Result], *given: Any, seconds: float | None = None
    ) -> Result:
        """`function` of `given` in a process of the pool; waits for one to be free.

        Raises:
            WorkerDied: the process was killed, or had not done after so many `seconds`.
            PoolClosed: nobody wants the result any more.
            Exception: what `function` raised.
        """
        wanted = self._generation
        process: _Process | None = self._take(wanted)
        assert process is not None
        try:
            future = process.executor.submit(function, *given)
            self._wait(future, wanted, seconds)
            return future.result()
        except (Exception, CancelledError) as error:
            if self._generation != wanted:
                process = None
                raise PoolClosed from None
            if not isinstance(error, BrokenProcessPool | WorkerDied):
                raise
            self._drop(process)
            process = None
            if isinstance(error, WorkerDied):
                raise
            raise WorkerDied("its process was killed (out of memory?)") from None
        finally:
            self._busy -= 1
            self._idle.put(process)

    def _wait(self, future: Future[Any], wanted: int, seconds: float | None) -> None:
        """Until the future is done; an executor that was shut down may leave it as it was."""
        until = None if seconds is None else time.monotonic() + seconds
        while not wait([future], _GLANCE).done:
            if self._generation != wanted:
                raise PoolClosed
            if until is not None and time.monotonic() > until:
                raise WorkerDied(f"its process had not done after {seconds:g} s, and was ended")

    def abandon(self) -> None:
        """End the processes if any of them is at work: nobody wants it any more."""
        if self._busy:
            self._end_all()

    def close(self) -> None:
        """End all processes for good: an idle one leaves by itself, the others are killed."""
        self._closed = True
        idle = {self._idle.get_nowait() for _ in range(self._idle.qsize())} - {None}
        for process in idle & self._alive:
            if process and self._warming.get(process, process.pid).done():
                self._alive.discard(process)
                process.leave()
        self._end_all()
        self._warming.clear()
        for _ in range(self.size):
            self._idle.put(None)

    def _end_all(self) -> None:
        with self._lock:
            self._generation += 1
            alive = list(self._alive)
        for process in alive:
            self._drop(process)

    def _take(self, wanted: int) -> _Process:
        process = self._idle.get()
        with self._lock:
            if self._closed or self._generation != wanted:
                self._idle.put(process)
                raise PoolClosed
            if process is None or process not in self._alive:
                process = _Process.start()
                self._alive.add(process)
            self._busy += 1
        return process

    def _drop(self, process: _Process) -> None:
        process.end()
        with self._lock:
            self._alive.discard(process)
