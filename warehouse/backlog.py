"""Articles that an older version of the pipeline published."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import polars as pl

from warehouse.store import Store


def outdated(
    store: Store,
    pipeline_version: str,
    *,
    since: date | None = None,
    outlet: str | None = None,
    limit: int | None = None,
) -> pl.DataFrame:
    """Articles of an older version, newest first: article_id, outlet, seen, pipeline_version.

    An article that this version has tried and rejected is left out: its entry in quarantine says
    why it stays as the older version made it.

    Args:
        since: Those published on this day or later (UTC); an undated one counts from its ingestion.
        outlet: Those of this outlet, capitals aside.
        limit: No more than these.
    """
    seen = pl.coalesce("published_at", "ingested_at").alias("seen")
    tried = (
        store.scan("quarantine")
        .filter(pl.col("closed_by").is_null() & (pl.col("pipeline_version") == pipeline_version))
        .select("article_id", "content_hash")
    )
    rows = (
        store.scan("articles")
        .filter(pl.col("pipeline_version") != pipeline_version)
        .join(tried, on=["article_id", "content_hash"], how="anti")
        .select("article_id", "outlet", seen, "pipeline_version")
    )
    if since:
        rows = rows.filter(pl.col("seen") >= datetime.combine(since, time(), UTC))
    if outlet is not None:
        rows = rows.filter(pl.col("outlet").str.to_lowercase() == outlet.lower())
    rows = rows.sort("seen", "article_id", descending=[True, False])
    return (rows if limit is None else rows.head(limit)).collect()
