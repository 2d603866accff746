"""The work on one batch, without an orchestrator: raw articles in, the batch's tables out."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import polars as pl
from threadpoolctl import threadpool_limits

from flows.entries import QuarantineEntry, Stamp, Worked, empty_frames, rejection
from flows.tools import Tools, process_tools
from transforms.annotate import annotate
from transforms.cleaning import Cleaned, clean
from transforms.kept import kept_articles
from transforms.layers import Document
from transforms.mentions import find_mentions
from transforms.names import resolve
from transforms.quotes import find_quotes
from transforms.rows import Row, mention_rows, quote_rows
from transforms.segment import RawLocator
from transforms.speakers import attribute
from warehouse.tables import TABLES

logger = logging.getLogger("coupure.work")


def work(raw: pl.DataFrame, tools: Tools, stamp: Stamp) -> Worked:
    """All batch tables for `raw`; an article that cannot be worked is rejected alone.

    The batch is worked whole; where that raises, it is halved until the article that raises
    stands alone, so one bad article costs a few repeated halves and never its neighbours.
    """
    try:
        return _work(raw, tools, stamp)
    except Exception as error:
        if raw.height == 1:
            logger.warning("article %s cannot be worked", raw["source_uri"][0], exc_info=True)
            return Worked(empty_frames(), (reject(raw.row(0, named=True), error),))
        half = raw.height // 2
        return _join(work(raw[:half], tools, stamp), work(raw[half:], tools, stamp))


def reject(record: Row, error: Exception) -> QuarantineEntry:
    """The rejection of an article on which a transform raised."""
    return rejection(
        record, "transform", "transform_error", f"{type(error).__name__}: {error}"[:500]
    )


def _join(one: Worked, other: Worked) -> Worked:
    frames = {name: pl.concat([one.frames[name], other.frames[name]]) for name in one.frames}
    return Worked(frames, one.rejections + other.rejections)


def _work(raw: pl.DataFrame, tools: Tools, stamp: Stamp) -> Worked:
    cleaned = clean(raw, tools.cleaning)
    articles, empty = _split_empty(cleaned.articles)
    rejections = tuple(
        rejection(
            record, "transform", "nothing_left", "Nothing but page furniture: no text is left."
        )
        for record in raw.filter(pl.col("article_id").is_in(empty)).iter_rows(named=True)
    )
    raw = raw.filter(~pl.col("article_id").is_in(empty))
    segments = cleaned.segments.filter(~pl.col("article_id").is_in(empty))
    mentions, quotes = _layers(raw, Cleaned(segments, articles), tools)
    frames = {
        "raw_articles": raw,
        "articles": _stamped(articles, raw, stamp),
        "segments": segments,
        "mentions": pl.DataFrame(mentions, schema=TABLES["mentions"].polars_schema),
        "quotes": pl.DataFrame(quotes, schema=TABLES["quotes"].polars_schema),
    }
    return Worked({name: TABLES[name].conform(frame) for name, frame in frames.items()}, rejections)


def _split_empty(articles: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    is_empty = pl.col("word_count") == 0
    return articles.filter(~is_empty), articles.filter(is_empty)["article_id"].to_list()


def _stamped(articles: pl.DataFrame, raw: pl.DataFrame, stamp: Stamp) -> pl.DataFrame:
    known = raw.select("article_id", "source_uri", "content_hash")
    return (
        articles.drop("source_uri", "content_hash", strict=False)
        .join(known, on="article_id", maintain_order="left")
        .with_columns(
            story_id=pl.lit(None, pl.String),
            pipeline_version=pl.lit(stamp.pipeline_version),
            run_id=pl.lit(stamp.run_id),
            ingested_at=pl.lit(stamp.started_at),
        )
        .select(TABLES["articles"].names)
    )


def _layers(raw: pl.DataFrame, cleaned: Cleaned, tools: Tools) -> tuple[list[Row], list[Row]]:
    """Rows of mentions and quotes; documents stream through, one parse in memory at a time."""
    kept = kept_articles(cleaned)
    raw_texts = dict(zip(raw["article_id"], raw["raw_text"], strict=True))
    mentions: list[Row] = []
    quotes: list[Row] = []
    one_thread = threadpool_limits(limits=1, user_api="blas")  # more spin over small matrices
    with one_thread, tools.memory_zone():
        articles = [one.article for one in kept.values()]
        times = Counter(line.text for article in articles for line in article.lines)
        repeated = {text for text, count in times.items() if count > 1}
        for document in annotate(articles, tools.models, repeated=repeated):
            article_id = document.article_id
            locator = RawLocator(kept[article_id].places, raw_texts[article_id], document.text)
            found, said = _read(document, tools)
            mentions += mention_rows(article_id, found, locator)
            quotes += quote_rows(article_id, said, locator)
    return mentions, quotes


def _read(document: Document, tools: Tools) -> tuple[list[Any], list[Any]]:
    language = document.language
    if not document.paragraphs or language not in tools.quotes:
        return [], []
    mentions = find_mentions(document, tools.gazetteers[language])
    mentions = resolve(document, mentions, tools.names)
    quotes = find_quotes(document, mentions, tools.quotes[language])
    return mentions, attribute(document, quotes, mentions, tools.quotes[language])


def process(raw: pl.DataFrame, models: Mapping[str, str] | None = None) -> dict[str, pl.DataFrame]:
    """The batch tables for `raw` (columns of `raw_articles`), with the stock settings.

    For notebooks and for evaluation: no orchestrator, no gate, nothing is written. `models`:
    language code -> pipeline, instead of those of the settings.
    """
    from flows.settings import Settings

    fields = Settings.model_fields
    tools = process_tools(models or fields["models"].default, fields["timezone"].default)
    return work(raw, tools, Stamp("none", datetime(1970, 1, 1, tzinfo=UTC), "none")).frames
