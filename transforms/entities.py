"""Entities across articles: one row for each canonical entity that any mention resolves to."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl


def count_entities(
    mentions: pl.LazyFrame,
    articles: pl.LazyFrame,
    country_code: Callable[[str, str], str | None],
) -> pl.DataFrame:
    """The table `entities`, sorted by `entity_id`, the same whatever the order of the rows.

    Args:
        mentions: article_id, entity_id, name, label, text; unresolved ones are left out.
        articles: article_id, published_at, ingested_at.
        country_code: (name, label) -> ISO 3166-1 alpha-2 code or None.
    """
    seen_at = articles.select(
        "article_id", seen=pl.coalesce("published_at", "ingested_at").cast(pl.Datetime("us", "UTC"))
    )
    entities = (
        mentions.filter(pl.col("entity_id").is_not_null())
        .join(seen_at, on="article_id")
        .group_by("entity_id")
        .agg(
            pl.col("name").sort().mode(maintain_order=True).first(),
            pl.col("label").min(),
            aliases=pl.col("text").unique().sort(),
            mention_count=pl.len().cast(pl.Int64),
            article_count=pl.col("article_id").n_unique().cast(pl.Int64),
            first_seen=pl.col("seen").min(),
            last_seen=pl.col("seen").max(),
        )
        .with_columns(aliases=pl.col("aliases").list.set_difference(pl.concat_list("name")))
        .with_columns(pl.col("aliases").list.sort())
        .sort("entity_id")
        .collect()
    )
    codes = [
        country_code(name, label)
        for name, label in zip(entities["name"], entities["label"], strict=True)
    ]
    return entities.insert_column(3, pl.Series("country_code", codes, dtype=pl.String))
