"""What a worked batch settles in quarantine: entries that come, that stand, and that close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import polars as pl

from flows.batches import Batch, Taken, older
from flows.entries import OLDER, QuarantineEntry, Stamp, quarantine_frame
from warehouse.store import Store

_STAGED = (
    "raw_articles", "articles", "segments", "mentions", "quotes", "quarantine",
    "validation_results",
)  # fmt: skip


def settle(
    store: Store,
    batch: Batch,
    batch_id: str,
    stamp: Stamp,
    standing: Mapping[str, Sequence[str]],
    gave_way: Sequence[Taken],
) -> Counter[str]:
    """Complete the quarantine of a staged batch.

    New entries get the location of their input; what gave way to a later version gets an entry;
    entries that stand for the sources of the batch (`standing`, by source_uri) are closed.
    Returns the reasons of those that stand as they were: they were rejected for them again.
    """
    came = store.staged(batch_id, "quarantine")
    ids = [name for source in _sources(batch) for name in standing.get(source, ())]
    if came.is_empty() and not ids and not gave_way:
        return Counter()
    before = standing_entries(store, ids)
    new = pl.concat(
        [_located(came, batch), quarantine_frame(_gave_way(store, gave_way), batch_id, stamp)]
    )
    again = new.filter(pl.col("quarantine_id").is_in(before["quarantine_id"].implode()))
    new = new.filter(~pl.col("quarantine_id").is_in(again["quarantine_id"].implode()))
    before = before.filter(~pl.col("quarantine_id").is_in(again["quarantine_id"].implode()))
    published = set(store.staged(batch_id, "raw_articles")["source_uri"])
    frames = {name: store.staged(batch_id, name) for name in _STAGED}
    frames["quarantine"] = pl.concat([new, _closed(before, stamp.run_id, published)])
    store.stage(batch_id, frames)
    return Counter(again["reason"].to_list())


def standing_entries(store: Store, ids: Collection[str]) -> pl.DataFrame:
    """The rows of `quarantine` with these ids that nothing has settled yet."""
    wanted = pl.col("quarantine_id").is_in(pl.Series(sorted(ids), dtype=pl.String).implode())
    return store.scan("quarantine").filter(wanted & pl.col("closed_by").is_null()).collect()


def close(entries: pl.DataFrame, run_id: str, outcome: str) -> pl.DataFrame:
    """Rows of `quarantine`, settled by a run."""
    return entries.with_columns(closed_by=pl.lit(run_id), closed_as=pl.lit(outcome))


def orphaned(store: Store, places: pl.DataFrame) -> pl.DataFrame:
    """The standing entries of `places` (location, source_uri), where nothing stands any more."""
    standing = store.scan("quarantine").filter(pl.col("closed_by").is_null())
    return standing.join(places.lazy().unique(), on=places.columns, how="semi").collect()


def _sources(batch: Batch) -> set[str]:
    rejected = {one.source_uri for one in batch.rejections}
    return rejected | {one.source_uri for one in batch.records}


def _located(came: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """An entry made in the work knows its record, but not the file that held it."""
    places = {record.source_uri: record.location for record in batch.records if record.location}
    if not places:
        return came
    known = pl.DataFrame({"source_uri": list(places), "_place": list(places.values())})
    joined = came.join(known, on="source_uri", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("location", "_place").alias("location")).drop("_place")


def _gave_way(store: Store, gave_way: Sequence[Taken]) -> list[QuarantineEntry]:
    if not gave_way:
        return []
    wanted = {taken.article_id: taken for taken in gave_way}
    rows = store.scan("raw_articles").filter(pl.col("article_id").is_in(list(wanted))).collect()
    found = {row["article_id"]: older(row) for row in rows.iter_rows(named=True)}
    return [
        replace(found[name], source_uri=taken.source_uri) if name in found else _without(taken)
        for name, taken in wanted.items()
    ]


def _without(taken: Taken) -> QuarantineEntry:
    reason, detail = OLDER
    return QuarantineEntry(
        taken.source_uri, reason, detail, taken.article_id, taken.content_hash, stage="read"
    )


def _closed(before: pl.DataFrame, run_id: str, published: Collection[str]) -> pl.DataFrame:
    is_published = pl.col("source_uri").is_in(pl.Series(list(published), dtype=pl.String).implode())
    outcome = pl.when(is_published).then(pl.lit("published")).otherwise(pl.lit("rejected_again"))
    return before.with_columns(closed_by=pl.lit(run_id), closed_as=outcome)
