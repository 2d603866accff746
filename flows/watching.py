"""Watching inputs: new files are taken once they stopped changing, until told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from warehouse.inputs.listing import Found, list_inputs
from warehouse.inputs.records import Limits

Item = TypeVar("Item")
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_PATIENCE = 0.2  # seconds


@dataclass
class Watch:
    """What is settled and new in `inputs`, and whether to go on.

    A file is settled when two looks in a row found it with one size and one time of change. A run
    inside `in_force` takes these files only; when it is told to stop, it finishes its last batch.
    """

    inputs: Sequence[Path | str]
    limits: Limits
    stop: threading.Event = field(default_factory=threading.Event)
    _before: dict[str, str] = field(default_factory=dict)  # location -> stamp at the last look
    _taken: dict[str, str] = field(default_factory=dict)
    _ready: dict[str, str] = field(default_factory=dict)

    def look(self) -> int:
        """How many files are ready to be taken.

        Raises:
            warehouse.readers.InputError: an input is not there (any more).
        """
        now = {found.location: _stamp(found) for found in list_inputs(self.inputs, self.limits)}
        self._ready = {
            place: stamp
            for place, stamp in now.items()
            if self._before.get(place) == stamp != self._taken.get(place)
        }
        self._before = now
        self._taken = {place: stamp for place, stamp in self._taken.items() if place in now}
        return len(self._ready)

    def wants(self, found: Found) -> bool:
        """True for a file that is ready and has not changed since."""
        return self._ready.get(found.location) == _stamp(found)

    def taken(self) -> None:
        """A run has dealt with all that was ready."""
        self._taken |= self._ready

    def until_stopped(self, items: Iterable[Item]) -> Iterator[Item]:
        """`items`, until it is told to stop."""
        for item in items:
            yield item
            if self.stop.is_set():
                return

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Inside, an interrupt or a request to end sets `stop`; the second one is as usual."""
        before: dict[int, Any] = {number: signal.getsignal(number) for number in _SIGNALS}

        def told(number: int, frame: FrameType | None) -> None:
            self.stop.set()
            for each, handler in before.items():
                signal.signal(each, handler)

        try:
            for number in _SIGNALS:
                signal.signal(number, told)
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    @contextmanager
    def in_force(self) -> Iterator[None]:
        token = _watch.set(self)
        try:
            yield
        finally:
            _watch.reset(token)


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


def watch_in_force() -> Watch | None:
    """The watch under which a run was started, if any."""
    return _watch.get()


def keep_watch(
    watch: Watch,
    every: float,
    run: Callable[[], None],
    passing: tuple[type[Exception], ...] = (),
    told: Callable[[Exception], None] = lambda error: None,
) -> None:
    """Look every so many seconds and `run` when something is ready, until told to stop.

    After a `passing` error, which is `told`, what was ready is tried again at the next look.
    """
    with watch.listening():
        while not watch.stop.is_set():
            try:
                if watch.look():
                    with watch.in_force():
                        _aside(run)
                    if not watch.stop.is_set():
                        watch.taken()
            except passing as error:
                told(error)
            watch.stop.wait(every)


def _aside(run: Callable[[], None]) -> None:
    """`run` in a thread of its own: the orchestrator's handlers of signals stay out of it."""
    errors: list[BaseException] = []

    def body() -> None:
        try:
            run()
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=copy_context().run, args=(body,), daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_PATIENCE)  # a signal is heard in between
    if errors:
        raise errors[0]


def _stamp(found: Found) -> str:
    try:
        return found.stamp
    except OSError:
        return "not to be had"
