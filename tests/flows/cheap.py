"""Runs without the language work: the whole machinery, with something quick in its place.

An article is published with its raw text as its text. A text that begins with BAD cannot be
worked, one that begins with WORSE fails the gate; SHORT is a batch's worth of both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from expectations.verdict import Result
from flows.entries import Stamp, Worked, empty_frames, rejection
from flows.landed import work_landed
from flows.runs import Hands
from flows.settings import Settings
from flows.summary import RunSummary, Tally
from flows.taking import take_inputs
from transforms.entities import count_entities
from warehouse.store import Store
from warehouse.tables import TABLES, Written

VERSION = "1+cheap"
WATCHED = ("raw_articles", "articles", "segments", "mentions", "quotes", "entities")
VARYING = ("run_id", "batch_id", "ingested_at", "quarantined_at", "first_seen", "last_seen")

Spoilt = Callable[[str], str | None]


def _spoilt(text: str) -> str | None:
    """The stage that rejects the text."""
    return {"BAD": "transform", "WORSE": "validate"}.get(text.split(maxsplit=1)[0])


def cheap_work(raw: pl.DataFrame, stamp: Stamp, spoilt: Spoilt = _spoilt) -> Worked:
    """One mention and one segment an article; what is spoilt is rejected with its stage."""
    good, bad = [], []
    for row in raw.iter_rows(named=True):
        stage = spoilt(row["raw_text"])
        if stage:
            bad.append(rejection(row, stage, f"{stage}_reason", "Made to fail."))
        else:
            good.append(row)
    frames = dict(empty_frames())
    for name, rows in _rows(good, stamp).items():
        frames[name] = pl.DataFrame(rows, schema=TABLES[name].polars_schema)
    return Worked(frames, tuple(bad))


def _rows(good: Sequence[Mapping[str, Any]], stamp: Stamp) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {"raw_articles": [dict(row) for row in good]}
    rows["articles"] = [
        {
            "article_id": row["article_id"], "source_uri": row["source_uri"], "url": row["url"],
            "outlet": "Le Jour" if len(row["raw_text"]) % 2 else "La Nuit", "language": "fr",
            "text": row["raw_text"], "word_count": 1, "is_truncated": False, "cut_share": 0.0,
            "published_at": row["fetched_at"], "content_hash": row["content_hash"],
            "pipeline_version": stamp.pipeline_version, "run_id": stamp.run_id,
            "ingested_at": stamp.started_at,
        }
        for row in good
    ]  # fmt: skip
    span = [(row, len(row["raw_text"])) for row in good]
    rows["segments"] = [
        {
            "article_id": row["article_id"], "segment_index": 0, "kind": "body", "is_kept": True,
            "score": 1.0, "raw_start": 0, "raw_end": end, "start": 0, "end": end,
            "text": row["raw_text"],
        }
        for row, end in span
    ]  # fmt: skip
    rows["mentions"] = [
        {
            "article_id": row["article_id"], "mention_index": 0, "text": row["raw_text"],
            "label": "PER", "start": 0, "end": end, "raw_start": 0, "raw_end": end,
            "segment_index": 0, "entity_id": f"{len(row['raw_text']):016x}", "name": f"N{end}",
            "method": "cheap", "score": 1.0,
        }
        for row, end in span
    ]  # fmt: skip
    return rows


def cheap_hands(spoilt: Spoilt = _spoilt) -> Hands:
    def working(warehouse: str, batch_id: str, stamp: Stamp, settings: Settings) -> Tally:
        def work(raw: pl.DataFrame) -> tuple[Worked, list[Result]]:
            return cheap_work(raw, stamp, spoilt), []

        return work_landed(Store(warehouse), batch_id, stamp, frozenset({"fr"}), work)

    return Hands(working, cheap_links)


def cheap_links(store: Store) -> dict[str, pl.DataFrame]:
    mentions, articles = store.scan("mentions"), store.scan("articles")
    return {"entities": count_entities(mentions, articles, lambda name, label: None)}


def cheap_settings(root: Path, **given: Any) -> Settings:
    return Settings(warehouse=root, **given)


def cheap_run(
    root: Path, *inputs: Path, version: str = VERSION, prune: bool = False,
    spoilt: Spoilt = _spoilt, **given: Any,
) -> RunSummary:  # fmt: skip
    """One run over `inputs`; `given` are settings."""
    settings = cheap_settings(root, **given)
    return take_inputs(settings, version, inputs, cheap_hands(spoilt), prune=prune)


def contents(root: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What the tables say, but for run ids and times."""
    store = Store(root)
    return {
        name: sorted(store.read(name).drop(VARYING, strict=False).rows(), key=repr)
        for name in WATCHED
    }


def quarantine(root: Path, *, standing: bool = True) -> pl.DataFrame:
    frame = Store(root).read("quarantine")
    return frame.filter(pl.col("closed_by").is_null()) if standing else frame


def balanced(summary: RunSummary) -> bool:
    """Everything read is accounted for."""
    counted = summary.tally.articles + summary.unchanged + summary.tally.rejected
    return summary.inputs == counted


def assert_sound(root: Path) -> None:
    """What holds in every warehouse, whatever has happened to it."""
    store = Store(root)
    articles = store.read("articles")
    runs = store.read("runs")
    assert articles["article_id"].is_unique().all()
    ids = set(articles["article_id"])
    for name, table in TABLES.items():
        rows = store.read(name)
        assert rows.select(table.key).is_unique().all(), name
        if table.written is Written.BATCH:
            assert set(rows["article_id"]) <= ids, name
    assert set(store.read("raw_articles")["article_id"]) == ids
    done = runs.filter(status="done")
    counted = done["articles"] + done["unchanged"] + done["quarantined"]
    assert counted.to_list() == done["inputs"].to_list()


LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
