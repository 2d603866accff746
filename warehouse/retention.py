"""Lets go of what need not be kept any longer, in one commit with the tables across articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from warehouse import disk
from warehouse.batches import EXPIRED, SUPERSEDED, plan_snapshot, to_arrow
from warehouse.commit import EMPTY, Commit
from warehouse.manifest import LiveFile, Manifest
from warehouse.patches import Snapshots
from warehouse.store import Store
from warehouse.tables import TABLES, Written

Link = Callable[[Store], Snapshots]
"""Makes the snapshot tables anew from the others, or says what changes in them."""


@dataclass(frozen=True)
class Keep:
    """For how many days after they were written rows are kept; None is for ever.

    `articles`: all rows of an article, and every record in quarantine, for it holds text too.
    `quarantine`: records in quarantine that have been settled since.
    `superseded`: what tells that an input was once replaced by another of the same address.
    """

    articles: int | None = None
    quarantine: int | None = None
    superseded: int | None = None


def expire(store: Store, keep: Keep, today: date, link: Link) -> dict[str, int]:
    """Remove what is older than `keep` allows; returns the rows removed, by table.

    All goes in one commit, in which `link` makes the snapshot tables anew if articles leave. The
    ids and digests of articles that left are remembered, so that they do not come back while
    their sources still lie in the inbox. Needs the writer's lock.

    Raises:
        RuntimeError: the writer's lock is not held.
        WarehouseDamaged: a table cannot be read; all is as before.
        OSError: the disk refused; all is as before.
    """
    before = {name: store.rows(name) for name in TABLES}
    with store.change() as change:
        gone = _articles(change, _before(today, keep.articles), today)
        _quarantine(change, keep, today)
        for file in change.live(SUPERSEDED):
            if _is_before(file, _before(today, keep.superseded)):
                change.remove(file)
        if gone:
            planned = _Planned(store.root, change.manifest)
            for name, frame in link(planned).items():
                plan_snapshot(change, name, frame, f"expire-{today:%Y%m%d}", today)
    after = {name: store.rows(name) for name in TABLES}
    is_snapshot = {name for name, one in TABLES.items() if one.written is Written.SNAPSHOT}
    return {
        name: before[name] - after[name]
        for name in TABLES
        if before[name] > after[name] and name not in is_snapshot
    }


class _Planned(Store):
    """The tables as a commit will leave them."""

    def __init__(self, root: Path, manifest: Manifest) -> None:
        super().__init__(root)
        self._manifest = manifest

    def manifest(self) -> Manifest:
        return self._manifest


def _before(today: date, days: int | None) -> date | None:
    return None if days is None else today - timedelta(days=days)


def _is_before(file: LiveFile, until: date | None) -> bool:
    is_dated = file.batch_id != EMPTY
    return is_dated and until is not None and date.fromisoformat(file.ingest_date) < until


def _articles(change: Commit, until: date | None, today: date) -> bool:
    """Plan the end of the articles written before `until`; returns whether there are any."""
    leaving = [file for file in change.live("raw_articles") if _is_before(file, until)]
    ids = [disk.read_parquet(change.path(file), ["article_id", "content_hash"]) for file in leaving]
    for name, table in TABLES.items():
        if table.written is Written.BATCH:
            for file in change.live(name):
                if _is_before(file, until):
                    change.remove(file)
    if not ids:
        return False
    rows = pl.concat(ids).sort("article_id")
    change.write(EXPIRED, to_arrow(rows), f"expire-{today:%Y%m%d}", today.isoformat())
    return True


def _quarantine(change: Commit, keep: Keep, today: date) -> None:
    always, settled = _before(today, keep.articles), _before(today, keep.quarantine)
    for file in change.live("quarantine"):
        if not file.rows:
            continue
        rows = pl.scan_parquet(
            change.path(file), schema=TABLES["quarantine"].polars_schema, glob=False,
            hive_partitioning=False, missing_columns="insert", extra_columns="ignore",
        ).select("quarantined_at", "closed_by").collect().with_row_index("_row")  # fmt: skip
        leaves = _is_older(always) | (_is_older(settled) & pl.col("closed_by").is_not_null())
        change.rewrite(file, rows.filter(~leaves).get_column("_row"))


def _is_older(until: date | None) -> pl.Expr:
    if until is None:
        return pl.lit(False)
    return pl.col("quarantined_at") < datetime(until.year, until.month, until.day, tzinfo=UTC)
