"""What is already known: read from the published tables, with no state of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from warehouse import disk
from warehouse.batches import SUPERSEDED
from warehouse.store import Store

_Record = tuple[str, str | None]


@dataclass(frozen=True)
class Ledger:
    """What this version of the pipeline has dealt with."""

    published: Mapping[str, tuple[str, str, bool]]
    """article_id -> source_uri, content_hash, and whether this version published it."""
    superseded: frozenset[tuple[str, str, str]]
    quarantined: frozenset[_Record]

    @classmethod
    def load(cls, store: Store, pipeline_version: str) -> Ledger:
        """The ledger of `store`; empty where there is no warehouse yet.

        Raises:
            WarehouseDamaged: the warehouse cannot be read.
        """
        if not store.exists():
            return cls({}, frozenset(), frozenset())
        is_ours = pl.col("pipeline_version") == pipeline_version
        articles = (
            store.scan("articles")
            .select("article_id", "source_uri", "content_hash", is_ours.alias("ours"))
            .collect()
        )
        rejected = store.scan("quarantine").filter(is_ours)
        return cls(
            {row[0]: row[1:] for row in articles.iter_rows()},
            _superseded(store),
            frozenset(rejected.select("source_uri", "content_hash").collect().iter_rows()),
        )

    def knows(self, article_id: str | None, source_uri: str, content_hash: str | None) -> bool:
        """True when there is nothing to do for this record.

        It is published as it is by this version; or was quarantined by it; or its article has
        since been taken from another source that came later.
        """
        if (source_uri, content_hash) in self.quarantined:
            return True
        if article_id is None or content_hash is None or article_id not in self.published:
            return False
        source, published, is_ours = self.published[article_id]
        if published == content_hash:
            return is_ours
        return source != source_uri and (article_id, source_uri, content_hash) in self.superseded


def _superseded(store: Store) -> frozenset[tuple[str, str, str]]:
    files = [store.root / file.path for file in store.manifest().of(SUPERSEDED)]
    rows = (disk.read_parquet(file) for file in files)
    return frozenset(row for frame in rows for row in frame.iter_rows())
