"""Progress of a run, for whoever watches: a bar in a terminal, one line a batch elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.summary import Tally


class Reporter:
    """Hears of each published batch; this one says nothing."""

    def batch(self, batch_id: str, inputs: int, total: Tally) -> None:
        """A batch was published; `inputs` were seen and `total` counted so far."""


class LineReporter(Reporter):
    """One line a batch, for logs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._began = time.monotonic()

    def batch(self, batch_id: str, inputs: int, total: Tally) -> None:
        rate = total.articles / max(time.monotonic() - self._began, 1e-9)
        self._console.print(
            f"batch {batch_id} published: {inputs} inputs seen, {total.articles} articles, "
            f"{total.rejected} quarantined, {rate:.1f} articles/s",
            highlight=False,
            soft_wrap=True,
        )


class BarReporter(Reporter):
    """A live line in a terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("starting", total=None)
        self._began = time.monotonic()

    def batch(self, batch_id: str, inputs: int, total: Tally) -> None:
        rate = total.articles / max(time.monotonic() - self._began, 1e-9)
        self._progress.update(
            self._task,
            description=f"{inputs} inputs seen, {total.articles} articles, "
            f"{total.rejected} quarantined, {rate:.1f} articles/s",
        )


_reporter: ContextVar[Reporter] = ContextVar("reporter")
_SILENT = Reporter()


def reporter() -> Reporter:
    """The reporter in force; a silent one when nobody watches (a worker)."""
    return _reporter.get(_SILENT)


@contextmanager
def watched(console: Console) -> Iterator[None]:
    """Report what happens inside to `console`."""
    if not console.is_terminal:
        with _set(LineReporter(console)):
            yield
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar, _set(BarReporter(bar)):
        yield


@contextmanager
def _set(reporter: Reporter) -> Iterator[None]:
    token = _reporter.set(reporter)
    try:
        yield
    finally:
        _reporter.reset(token)
