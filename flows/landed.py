"""One landed batch: worked, judged and staged anew, by whatever does the work."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import polars as pl

from expectations.verdict import Result, results_frame
from flows.entries import Stamp, Worked, empty_frames, quarantine_frame
from flows.settings import Settings
from flows.starting import loading, spent
from flows.summary import Tally, tally
from warehouse.store import Store

if TYPE_CHECKING:
    from flows.tools import Tools

Working = Callable[[pl.DataFrame], tuple[Worked, Sequence[Result]]]

_ONE_AT_A_TIME = Lock()  # a model cannot be used by two threads at once


def work_landed(
    store: Store, batch_id: str, stamp: Stamp, languages: frozenset[str], working: Working
) -> Tally:
    """Work the staged `raw_articles` of a batch and stage all its tables. Safe to repeat.

    Args:
        languages: Those that have a model.
        working: Raw articles -> what may be published of them, and what was found in judging it.
    """
    began = time.monotonic() - spent()
    came = store.staged(batch_id, "quarantine")
    landed = came.filter(pl.col("stage") == "read")
    done = {name: store.staged(batch_id, name) for name in empty_frames()}
    if done["articles"].height or landed.height < came.height:
        return tally(done, came, languages)  # whoever staged it died before it could say so
    raw = done["raw_articles"]
    # a batch of nothing but rejections needs no models, which take long to load
    worked, results = working(raw) if raw.height else (Worked(empty_frames(), ()), ())
    quarantine = pl.concat([landed, quarantine_frame(worked.rejections, batch_id, stamp)])
    checks = results_frame(results, stamp.run_id, batch_id)
    store.stage(batch_id, {**worked.frames, "quarantine": quarantine, "validation_results": checks})
    counted = tally(worked.frames, quarantine, languages)
    counted.seconds = time.monotonic() - spent() - began
    return counted


def get_ready(settings: Settings) -> Tools:
    """Load what each batch needs in this process; models wait for an article of their language."""
    with loading():
        from expectations.gate import prepare
        from flows import work
        from flows.rules import rules_of
        from flows.tools import process_tools

        assert work
        prepare(rules_of(settings).own)
        return process_tools(settings.models, settings.timezone)


def work_here(root: str, batch_id: str, stamp: Stamp, settings: Settings) -> Tally:
    """`work_landed` in this process, with the models and the gate that `settings` name."""

    def working(raw: pl.DataFrame) -> tuple[Worked, Sequence[Result]]:
        tools = get_ready(settings)
        from flows.audit import audit
        from flows.rules import rules_of
        from flows.work import work

        return audit(work(raw, tools, stamp), rules_of(settings))

    with _ONE_AT_A_TIME:
        return work_landed(Store(Path(root)), batch_id, stamp, frozenset(settings.models), working)
