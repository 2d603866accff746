"""What a worker process does. Little is imported here before `start` has said how to behave."""

from __future__ import annotations

import gc
import os
import signal
from multiprocessing import parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.entries import Stamp, Worked
    from flows.settings import Settings
    from flows.summary import Tally

_ONE_THREAD = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def start() -> None:
    """One thread of arithmetic a process; Ctrl-C is for the parent, whose end is ours."""
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a parent that was forked may have set another
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def warm(settings: Settings) -> None:
    """Load what the work needs, while the parent is still starting."""
    from flows.landed import get_ready

    tools = get_ready(settings)
    tools.cleaning.rules.compile()
    for language in list(settings.models)[:1]:  # the others wait for their first article
        for needed in (tools.models, tools.gazetteers, tools.quotes):
            needed[language]
    gc.freeze()  # what is loaded stays: no collection need look at it again


def work_batch(root: str, batch_id: str, stamp: Stamp, settings: Settings) -> Tally:
    """Work, judge and stage one landed batch; returns its figures. Safe to repeat."""
    from flows.landed import work_here

    return work_here(root, batch_id, stamp, settings)


def work_slice(
    root: str, batch_id: str, stamp: Stamp, settings: Settings, start: int, end: int
) -> Worked:
    """Work the articles of a landed batch from `start` to `end`; neither judged nor staged."""
    from flows.tools import process_tools
    from flows.work import work
    from warehouse.store import Store

    raw = Store(root).staged(batch_id, "raw_articles")[start:end]
    return work(raw, process_tools(settings.models, settings.timezone), stamp)


def pid(*_: Any) -> int:
    return os.getpid()
