"""Articles that an older version of the pipeline published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from flows.runs import Hands, logged_run
from flows.settings import Settings
from flows.summary import RunSummary
from flows.turns import writing
from warehouse.backlog import outdated
from warehouse.inputs.records import RawRecord
from warehouse.ledger import Ledger
from warehouse.store import Store

_PORTION = 500


def work_outdated(
    settings: Settings,
    version: str,
    hands: Hands,
    *,
    since: date | None = None,
    outlet: str | None = None,
    limit: int | None = None,
) -> RunSummary:
    """Work the articles of an older version again from `raw_articles`; their sources are not read.

    What is published is the state of it all: a run that was stopped is taken up by the next.

    Raises:
        FileNotFoundError: there is no warehouse.
        warehouse.store.WarehouseBusy: another run is writing to it.
    """
    store = Store(settings.warehouse)
    store.manifest()
    with writing(store, settings.wait_seconds):
        chosen = outdated(store, version, since=since, outlet=outlet, limit=limit)
        ledger = Ledger.load(store, version)
        with logged_run("backfill", store, settings, hands, ledger, version) as run:
            run.standing = _standing(store, chosen)
            run.expected = chosen.height
            run.work(raw_records(store, chosen["article_id"].to_list()))
            run.finish()
            return run.summary()


def _standing(store: Store, chosen: pl.DataFrame) -> dict[str, list[str]]:
    """By source, the entries of quarantine that an older version made of the same records."""
    key = ["source_uri", "content_hash"]
    published = store.scan("articles").join(chosen.lazy(), on="article_id", how="semi")
    entries = store.scan("quarantine").filter(pl.col("closed_by").is_null())
    of_these = entries.join(published.select(key), on=key, how="semi")
    return dict(of_these.group_by("source_uri").agg("quarantine_id").collect().iter_rows())


def raw_records(store: Store, article_ids: Sequence[str]) -> Iterator[RawRecord]:
    """The published articles as they landed, a portion in memory at a time."""
    for start in range(0, len(article_ids), _PORTION):
        wanted = pl.Series(article_ids[start : start + _PORTION], dtype=pl.String)
        rows = store.scan("raw_articles").filter(pl.col("article_id").is_in(wanted.implode()))
        for row in rows.sort("article_id").collect().iter_rows(named=True):
            yield RawRecord(**row)
