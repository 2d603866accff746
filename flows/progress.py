"""Progress of a run, for whoever watches: a bar in a terminal, one line a batch elsewhere."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from flows.summary import Tally

_LEAST = 0.01  # of the inputs, before what remains is reckoned from it


@dataclass(frozen=True)
class Step:
    """A batch was published: `batch` are its figures, `total` the run's so far.

    `share` is the part of the inputs that is dealt with, None where nobody knows; `seconds` are
    those of the run so far.
    """

    run_id: str
    batch_id: str
    inputs: int
    batch: Tally
    total: Tally
    share: float | None
    seconds: float

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.total.articles / max(self.seconds, 1e-9)

    @property
    def left(self) -> float | None:
        """Seconds that remain, if the rest is like what was."""
        if self.share is None or self.share < _LEAST:
            return None
        return self.seconds * (1 - self.share) / self.share

    def told(self) -> str:
        left = "" if self.left is None else f", {_time(self.left)} left"
        return (
            f"{self.inputs} inputs seen, {self.total.articles} articles, "
            f"{self.total.rejected} quarantined, {self.rate:.1f} articles/s{left}"
        )

    def facts(self) -> dict[str, Any]:
        return {
            "event": "batch", "run_id": self.run_id, "batch_id": self.batch_id,
            "articles": self.batch.articles, "quarantined": self.batch.rejected,
            "run_inputs": self.inputs, "run_articles": self.total.articles,
            "run_quarantined": self.total.rejected, "articles_per_second": round(self.rate, 2),
            "seconds_left": None if self.left is None else round(self.left),
        }  # fmt: skip


class Reporter:
    """Hears of each published batch; this one says nothing."""

    def batch(self, step: Step) -> None:
        """A batch was published."""


class LineReporter(Reporter):
    """One line a batch, for logs."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def batch(self, step: Step) -> None:
        line = f"batch {step.batch_id} published: {step.told()}"
        self._console.print(line, highlight=False, soft_wrap=True)


class JsonReporter(Reporter):
    """The same as JSON."""

    def batch(self, step: Step) -> None:
        logging.getLogger("coupure.progress").info("batch published", extra={"facts": step.facts()})


class BarReporter(Reporter):
    """A live line in a terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("starting", total=None)

    def batch(self, step: Step) -> None:
        share = {} if step.share is None else {"total": 1.0, "completed": step.share}
        self._progress.update(self._task, description=step.told(), **share)  # type: ignore[arg-type]


class JsonLines(logging.Formatter):
    """Each record of a log as one JSON object on a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "logger": record.name,
            "message": record.getMessage(), **getattr(record, "facts", {}),
        }  # fmt: skip
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


_SILENT = Reporter()
_reporter: ContextVar[Reporter] = ContextVar("reporter", default=_SILENT)


def reporter() -> Reporter:
    """The reporter in force; a silent one when nobody watches (a worker)."""
    return _reporter.get()


@contextmanager
def watched(console: Console, log_format: str = "text") -> Iterator[None]:
    """Report what happens inside to `console`; as JSON, our warnings too."""
    if log_format == "json":
        with _json_logs(console), reporting(JsonReporter()):
            yield
    elif not console.is_terminal:
        with reporting(LineReporter(console)):
            yield
    else:
        columns = (TextColumn("{task.description}"), BarColumn(20), TaskProgressColumn(),
                   TimeElapsedColumn())  # fmt: skip
        with (
            Progress(*columns, console=console, transient=True) as bar,
            reporting(BarReporter(bar)),
        ):
            yield


@contextmanager
def reporting(reporter: Reporter) -> Iterator[None]:
    """Inside, `reporter` is the one in force."""
    token = _reporter.set(reporter)
    try:
        yield
    finally:
        _reporter.reset(token)


@contextmanager
def _json_logs(console: Console) -> Iterator[None]:
    ours = logging.getLogger("coupure")
    before = ours.handlers, ours.level, ours.propagate
    handler = logging.StreamHandler(console.file)
    handler.setFormatter(JsonLines())
    ours.handlers, ours.propagate = [handler], False
    ours.setLevel(logging.INFO)
    try:
        yield
    finally:
        ours.handlers, ours.propagate = before[0], before[2]
        ours.setLevel(before[1])


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
