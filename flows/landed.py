"""One landed batch: worked, judged and staged anew, by whatever does the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from expectations.verdict import Result, results_frame
from flows.entries import Stamp, Worked, empty_frames, quarantine_frame
from flows.summary import Tally, tally
from warehouse.store import Store

Working = Callable[[pl.DataFrame], tuple[Worked, Sequence[Result]]]


def work_landed(
    store: Store, batch_id: str, stamp: Stamp, languages: frozenset[str], working: Working
) -> Tally:
    """Work the staged `raw_articles` of a batch and stage all its tables. Safe to repeat.

    Args:
        languages: Those that have a model.
        working: Raw articles -> what may be published of them, and what was found in judging it.
    """
    landed = store.staged(batch_id, "quarantine").filter(pl.col("stage") == "read")
    raw = store.staged(batch_id, "raw_articles")
    # a batch of nothing but rejections needs no models, which take long to load
    worked, results = working(raw) if raw.height else (Worked(empty_frames(), ()), ())
    quarantine = pl.concat([landed, quarantine_frame(worked.rejections, batch_id, stamp)])
    checks = results_frame(results, stamp.run_id, batch_id)
    store.stage(batch_id, {**worked.frames, "quarantine": quarantine, "validation_results": checks})
    return tally(worked.frames, quarantine, languages)
