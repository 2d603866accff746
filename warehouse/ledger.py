"""What is already known: read from the published tables, with no state of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

import polars as pl

from warehouse import disk
from warehouse.batches import EXPIRED, SUPERSEDED
from warehouse.store import Store

_Key = tuple[str | None, str | None]


class Published(NamedTuple):
    """What is remembered of a published article; `is_ours`: by this version of the pipeline."""

    source_uri: str
    content_hash: str
    is_ours: bool
    fetched_at: datetime | None


@dataclass(frozen=True)
class Ledger:
    """What this version of the pipeline has dealt with."""

    published: Mapping[str, Published]  # by article_id
    superseded: frozenset[tuple[str, ...]]
    quarantined: frozenset[_Key] = frozenset()
    """(source_uri, content_hash) of what this version rejected."""
    standing: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """source_uri -> quarantine_id of what any version rejected and nothing has settled since."""
    expired: frozenset[tuple[str, ...]] = frozenset()
    """(article_id, content_hash) of what was kept long enough and then removed."""

    @classmethod
    def load(cls, store: Store, pipeline_version: str) -> Ledger:
        """The ledger of `store`; empty where there is no warehouse yet.

        Raises:
            WarehouseDamaged: the warehouse cannot be read.
        """
        if not store.exists():
            return cls({}, frozenset())
        is_ours = pl.col("pipeline_version") == pipeline_version
        fetched = store.scan("raw_articles").select("article_id", "fetched_at")
        articles = (
            store.scan("articles")
            .select("article_id", "source_uri", "content_hash", is_ours.alias("ours"))
            .join(fetched, on="article_id", how="left")
            .collect()
        )
        entries = store.scan("quarantine").filter(pl.col("closed_by").is_null())
        rejected = entries.filter(is_ours).select("source_uri", "content_hash")
        return cls(
            {row[0]: Published(*row[1:]) for row in articles.iter_rows()},
            _private(store, SUPERSEDED),
            frozenset(rejected.collect().rows()),
            _standing(entries),
            _private(store, EXPIRED),
        )

    def knows(self, article_id: str | None, source_uri: str, content_hash: str | None) -> bool:
        """True when there is nothing to do for this record.

        It is published as it is by this version; or was quarantined by it; or its article has
        since been taken from another source that came later.
        """
        if (source_uri, content_hash) in self.quarantined:
            return True
        if article_id is None or content_hash is None:
            return False
        if (article_id, content_hash) in self.expired:
            return True
        if article_id not in self.published:
            return False
        known = self.published[article_id]
        if known.content_hash == content_hash:
            return known.is_ours
        is_old = (article_id, source_uri, content_hash) in self.superseded
        return known.source_uri != source_uri and is_old

    def without(self, source_uris: Collection[str]) -> Ledger:
        """The ledger as if nothing of `source_uris` had been quarantined."""
        kept = {key for key in self.quarantined if key[0] not in source_uris}
        return replace(self, quarantined=frozenset(kept))


def _standing(entries: pl.LazyFrame) -> dict[str, list[str]]:
    by_source = entries.group_by("source_uri").agg(pl.col("quarantine_id").sort()).collect()
    return dict(by_source.iter_rows())


def _private(store: Store, table: str) -> frozenset[tuple[str, ...]]:
    files = [store.path(file) for file in store.manifest().of(table)]
    rows = (disk.read_parquet(file) for file in files)
    return frozenset(row for frame in rows for row in frame.iter_rows())
