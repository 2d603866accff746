"""The work on a batch: one bad article never costs its neighbours."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from expectations.verdict import Result, Rules
from flows import work as module
from flows.audit import audit
from flows.entries import QuarantineEntry, Stamp, Worked, empty_frames, quarantine_frame
from flows.landed import work_landed
from flows.work import work
from tests.expectations.frames import batch
from transforms.cleaning import Cleaned
from warehouse.inputs.records import article_id, content_hash
from warehouse.store import Store
from warehouse.tables import TABLES

STAMP = Stamp("run", datetime(2024, 5, 1, tzinfo=UTC), "1")


def raw_frame(*texts: str) -> pl.DataFrame:
    rows: list[dict[str, Any]] = [
        {
            "article_id": article_id(None, f"{number}.txt"),
            "source_uri": f"{number}.txt",
            "reader": "text",
            "encoding": "utf-8",
            "content_hash": content_hash(text, None, None),
            "raw_text": text,
        }
        for number, text in enumerate(texts)
    ]
    frame = pl.DataFrame(rows, schema_overrides=TABLES["raw_articles"].polars_schema)
    missing = [n for n in TABLES["raw_articles"].names if n not in frame.columns]
    schema = TABLES["raw_articles"].polars_schema
    return frame.with_columns(pl.lit(None, schema[n]).alias(n) for n in missing).select(
        schema.names()
    )


@pytest.mark.parametrize("bad", [{3}, {0, 7}, set(range(8)), set()])
def test_an_article_that_raises_is_rejected_alone(
    monkeypatch: pytest.MonkeyPatch, bad: set[int]
) -> None:
    def fragile(raw: pl.DataFrame, tools: object, stamp: Stamp) -> Worked:
        if raw["raw_text"].str.contains("bad").any():
            raise ZeroDivisionError("made up")
        return Worked(empty_frames() | {"raw_articles": raw}, ())

    monkeypatch.setattr(module, "_work", fragile)
    raw = raw_frame(*("bad" if number in bad else f"good {number}" for number in range(8)))
    worked = work(raw, None, STAMP)  # type: ignore[arg-type]
    rejected = {r.source_uri for r in worked.rejections}
    assert rejected == {f"{number}.txt" for number in bad}
    assert set(worked.frames["raw_articles"]["source_uri"]) == set(raw["source_uri"]) - rejected
    for one in worked.rejections:
        assert one.stage == "transform"
        assert "ZeroDivisionError" in one.detail
        assert json.loads(one.record or "")["raw_text"] == "bad", "the record can be found again"


def test_the_gate_takes_out_the_bad_article_with_all_its_rows() -> None:
    frames = dict(batch())
    ids = frames["articles"]["article_id"].to_list()
    assert len(ids) > 1
    victim = frames["mentions"]["article_id"][0]
    frames["mentions"] = frames["mentions"].with_columns(
        text=pl.when(pl.col("article_id") == victim)
        .then(pl.col("text") + "x")
        .otherwise(pl.col("text"))
    )
    left, results = audit(Worked(frames, ()), Rules())
    assert [r.article_id for r in left.rejections] == [victim]
    assert left.rejections[0].stage == "validate"
    for name, frame in left.frames.items():
        assert victim not in frame["article_id"].to_list(), name
    assert set(left.frames["articles"]["article_id"]) == set(ids) - {victim}
    assert not all(result.success for result in results), "the first judgement is what is told"


def test_a_batch_of_nothing_but_rejections_is_not_worked(tmp_path: Path) -> None:
    """Loading the models would take longer than all else."""

    def working(raw: pl.DataFrame) -> tuple[Worked, list[Result]]:
        raise AssertionError("worked")

    entry = QuarantineEntry("a.txt", "empty", "Nothing in it.", stage="read")
    store = Store(tmp_path)
    store.stage("one", {"quarantine": quarantine_frame([entry], "one", STAMP)})
    counted = work_landed(store, "one", STAMP, frozenset(), working)
    assert (counted.articles, dict(counted.quarantined)) == (0, {"empty": 1})
    assert store.staged("one", "quarantine")["source_uri"].to_list() == ["a.txt"]


def test_a_batch_that_breaks_the_contract_is_quarantined_whole() -> None:
    frames = dict(batch())
    frames["articles"] = frames["articles"].drop("title")
    left, _ = audit(Worked(frames, ()), Rules())
    assert len(left.rejections) == frames["raw_articles"].height
    assert {r.reason for r in left.rejections} == {"batch_failed"}
    assert all(frame.is_empty() for frame in left.frames.values())


def test_matrices_are_multiplied_in_one_thread_and_the_others_given_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """More threads spin over matrices as small as these: three times the CPU and no time won."""
    seen: list[int] = []

    def threads() -> list[int]:
        return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]

    def watched(*_: object, **__: object) -> list[Any]:
        seen.extend(threads())
        return []

    tools = SimpleNamespace(models={}, memory_zone=nullcontext)
    cleaned = Cleaned(pl.DataFrame(schema=TABLES["segments"].polars_schema),
                      pl.DataFrame(schema=TABLES["articles"].polars_schema))  # fmt: skip
    monkeypatch.setattr(module, "annotate", watched)
    with threadpool_limits(limits=2, user_api="blas"):
        before = threads()
        module._layers(raw_frame(), cleaned, tools)  # type: ignore[arg-type]
        assert threads() == before
    assert seen == [1] * len(before) != []
