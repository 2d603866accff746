"""What the pages are made of: the tables, made harmless and given what several pages need."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import polars as pl

Tables = Mapping[str, pl.DataFrame]

# Characters that no page may hold or that turn the text around them. One for one: offsets stay.
_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
_HOST = r"^[Hh][Tt][Tt][Pp][Ss]?://(?:[^/@?#]*@)?(?:www\.)?([^/:?#]+)"
_UNNAMED = "—"
_ORDERS = {
    "articles": ["article_id"],
    "segments": ["article_id", "segment_index"],
    "mentions": ["article_id", "mention_index"],
    "quotes": ["article_id", "quote_index"],
    "story_articles": ["article_id"],
    "article_links": ["article_id", "other_id"],
    "utterance_reports": ["article_id", "utterance_index"],
    "validation_results": ["run_id", "batch_id", "table", "expectation", "column"],
}


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with control and direction characters made visible; no text changes its length."""
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return frame.with_columns(
        pl.col(texts)
        .str.replace_all("\r\n", " \n", literal=True)
        .str.replace_all("[\r\u2028\u2029]", "\n")
        .str.replace_all(_CONTROLS, "\ufffd")
    )


def prepared(tables: Tables) -> dict[str, pl.DataFrame]:
    """The tables made harmless; articles with `source` and `seen_at`, quotes with `person_id`.

    `source` is the outlet, else the host of the url, else the folder of the source; `seen_at`
    is when the article was published, else ingested.
    """
    ready = {name: harmless(_sorted(name, frame)) for name, frame in tables.items()}
    ready["articles"] = ready["articles"].with_columns(
        source=_source(), seen_at=pl.coalesce("published_at", "ingested_at")
    )
    sources = ready["articles"].select("article_id", "source", "seen_at")
    ready["quotes"] = _with_person(ready["quotes"]).join(sources, on="article_id", how="inner")
    return ready


def _sorted(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows in one order, in whatever order they were read."""
    return frame.sort(_ORDERS[name]) if name in _ORDERS else frame


def _source() -> pl.Expr:
    def stated(expression: pl.Expr) -> pl.Expr:
        return pl.when(expression.str.strip_chars() != "").then(expression)

    return pl.coalesce(
        stated(pl.col("outlet")),
        stated(pl.col("url").str.extract(_HOST)),
        stated(pl.col("source_uri").str.extract(r"^([^/:]+)/")),
        pl.lit(_UNNAMED),
    )


def _with_person(quotes: pl.DataFrame) -> pl.DataFrame:
    """Speakers that are no entity are one by their name."""
    unknown = pl.col("speaker_entity_id").is_null() & pl.col("speaker_name").is_not_null()
    names = quotes.filter(unknown)["speaker_name"].unique()
    ids = pl.DataFrame(
        {"speaker_name": names, "_id": [_digest(name) for name in names]},
        schema={"speaker_name": pl.String, "_id": pl.String},
    )
    return (
        quotes.join(ids, on="speaker_name", how="left", maintain_order="left")
        .with_columns(person_id=pl.coalesce("speaker_entity_id", "_id"))
        .drop("_id")
    )


def _digest(name: str) -> str:
    return hashlib.sha256(f"name\n{name}".encode()).hexdigest()[:16]


def address(url: str | None) -> str | None:
    """`url` if a reader may be sent there."""
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def shards_for(count: int, each: int) -> int:
    """How many files `count` things are put in, about `each` in one."""
    return max(1, -(-count // each))


def shard(column: str, shards: int) -> pl.Expr:
    """Which of `shards` files a thing is in, of its id of hex digits; the pages know how, too."""
    return pl.col(column).str.slice(0, 8).str.to_integer(base=16).mod(shards).alias("_shard")


def by_shard(frame: pl.DataFrame, column: str, shards: int) -> dict[int, pl.DataFrame]:
    """The rows of each file; none for a file without rows."""
    if frame.is_empty():
        return {}
    parts = frame.with_columns(shard(column, shards)).partition_by("_shard", as_dict=True)
    return {int(key[0]): part for key, part in parts.items()}


def grouped(frame: pl.DataFrame | None, column: str) -> dict[str, list[dict[str, Any]]]:
    """Rows as dictionaries, by the value of `column`."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in frame.iter_rows(named=True) if frame is not None else ():
        rows.setdefault(row[column], []).append(row)
    return rows


def moment(value: Any) -> int | None:
    """A time as whole seconds since 1970 (UTC), which is what the pages format."""
    return None if value is None else int(value.timestamp())
