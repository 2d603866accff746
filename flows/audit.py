"""Audit of a worked batch: what the gate condemns leaves with a reason, the rest goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from expectations.gate import judge
from expectations.verdict import Result, Rules, Verdict
from flows.entries import Worked, empty_frames, rejection

_STILL = ("batch_failed", "The batch still fails after its bad articles left.")
_ROUNDS = 3  # an article that leaves can uncover another fault, but not for ever


def audit(worked: Worked, rules: Rules) -> tuple[Worked, Sequence[Result]]:
    """`worked` without the articles that fail a critical expectation, and the first results.

    The results are those of the batch as first judged, so that they say what was wrong with
    it and not that the rest is fine.
    """
    verdict = first = judge(worked.frames, rules)
    for _ in range(_ROUNDS):
        reasons = _condemned(verdict, worked.frames)
        if not reasons:
            return worked, first.results
        worked = _without(worked, reasons)
        verdict = judge(worked.frames, rules)
    if not verdict.success:
        everything = worked.frames["raw_articles"]["article_id"].to_list()
        worked = _without(worked, dict.fromkeys(everything, _STILL))
    return worked, first.results


def _condemned(verdict: Verdict, frames: Mapping[str, pl.DataFrame]) -> dict[str, tuple[str, str]]:
    """article_id -> (reason, detail) of what must leave."""
    if verdict.batch_failed:
        everything = frames["raw_articles"]["article_id"].to_list()
        return dict.fromkeys(everything, ("batch_failed", verdict.batch_failed))
    return {
        article_id: (failure.expectation, failure.detail)
        for article_id, failure in verdict.failed_articles.items()
    }


def _without(worked: Worked, reasons: Mapping[str, tuple[str, str]]) -> Worked:
    is_condemned = pl.col("article_id").is_in(list(reasons))
    raw = worked.frames["raw_articles"]
    rejections = tuple(
        rejection(record, "validate", *reasons[record["article_id"]])
        for record in raw.filter(is_condemned).iter_rows(named=True)
    )
    if len(rejections) == raw.height:  # nothing is left, perhaps not even the right columns
        return Worked(empty_frames(), worked.rejections + rejections)
    frames = {name: frame.filter(~is_condemned) for name, frame in worked.frames.items()}
    return Worked(frames, worked.rejections + rejections)
