"""Ways to damage one article of a valid batch, each with the expectation meant to catch it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import polars as pl

from expectations.comparands import judged_keys
from tests.expectations.frames import Frames, damage
from warehouse.tables import TABLES, Column, Table

NULL, KEY, REFERENCE = (
    "expect_column_values_to_not_be_null",
    "expect_compound_columns_to_be_unique",
    "expect_reference_to_resolve",
)
BETWEEN, IN_SET, SHAPE = (
    "expect_column_values_to_be_between",
    "expect_column_values_to_be_in_set",
    "expect_column_values_to_be_well_formed",
)
INSIDE, WORDS, WHOLE = (
    "expect_span_to_lie_in_its_text",
    "expect_text_to_equal_its_span",
    "expect_place_to_be_whole",
)
HASHED = ("story_id", "entity_id", "speaker_entity_id", "utterance_id")


@dataclass(frozen=True)
class Damage:
    """`do(frames, article_id)` damages one article; `blame` is the article id to be blamed."""

    table: str
    expectation: str
    column: str
    do: Callable[[Frames, str], Frames]
    blame: str | None = None

    @property
    def meant(self) -> tuple[str, str, str]:
        return self.table, self.expectation, self.column


def _set(table: str, **values: Any) -> Callable[[Frames, str], Frames]:
    """Sets values in one row: the second kept line, the first mention, the first quote."""
    index = {
        "segments": ("segment_index", 3),
        "mentions": ("mention_index", 0),
        "quotes": ("quote_index", 0),
    }
    row = dict([index[table]]) if table in index else {}
    return lambda frames, article: damage(frames, table, {"article_id": article} | row, **values)


def _at(table: str, row: dict[str, Any], **values: Any) -> Callable[[Frames, str], Frames]:
    return lambda frames, article: damage(frames, table, {"article_id": article} | row, **values)


def structural() -> Iterator[Damage]:
    """One damage for each demand of the contract on each judged table."""
    for name in ("raw_articles", "articles", "segments", "mentions", "quotes"):
        table = TABLES[name]
        yield _duplicate(table)
        for column in table.columns:
            yield from _on_column(table, column)
        for key in judged_keys(name):
            column_name = key.columns[-1]
            if column_name == "article_id":
                unknown = sha256(name.encode()).hexdigest()[:16]
                yield Damage(name, REFERENCE, column_name, _set(name, article_id=unknown), unknown)
            else:
                yield Damage(name, REFERENCE, column_name, _set(name, **{column_name: 99}))
        yield from _on_spans(table)


def _duplicate(table: Table) -> Damage:
    def twice(frames: Frames, article: str) -> Frames:
        frame = frames[table.name]
        row = frame.filter(pl.col("article_id") == article).tail(1)
        return frames | {table.name: pl.concat([frame, row])}

    if len(table.key) == 1:
        return Damage(table.name, "expect_column_values_to_be_unique", table.key[0], twice)
    return Damage(table.name, KEY, ",".join(table.key), twice)


def _on_column(table: Table, column: Column) -> Iterator[Damage]:
    def spoil(expectation: str, value: Any, blame: str | None = None) -> Damage:
        return Damage(
            table.name, expectation, column.name, _set(table.name, **{column.name: value}), blame
        )

    if not column.nullable and column.name != "article_id":
        yield spoil(NULL, None)
    if column.values is not None:
        yield spoil(IN_SET, "nonsense")
    if column.minimum is not None:
        yield spoil(BETWEEN, column.minimum - 1)
    if column.maximum is not None:
        yield spoil(BETWEEN, column.maximum + 0.5)
    if column.name == "article_id":
        yield spoil(SHAPE, f"{table.name} 1", f"{table.name} 1")
    elif column.pattern is not None or column.name in HASHED:
        yield spoil(SHAPE, "NOT well formed")


def _on_spans(table: Table) -> Iterator[Damage]:
    for span in table.spans:
        start, end = pl.col(span.start), pl.col(span.end)
        place = f"{span.start},{span.end}"
        for values in ({span.end: 10**6}, {span.start: -2}, {span.end: start}, {span.start: end}):
            yield Damage(table.name, INSIDE, place, _set(table.name, **values))
        if span.text is None:
            continue
        yield Damage(table.name, WORDS, span.text, _set(table.name, **{span.text: "autre chose"}))
        yield Damage(table.name, WORDS, span.text, _set(table.name, **{span.start: start + 1}))
        yield Damage(table.name, WORDS, span.text, _set(table.name, **{span.end: end - 1}))
        if table[span.start].nullable:
            optional = (*((span.text,) if table[span.text].nullable else ()), span.start, span.end)
            for lost in optional:
                whole = ",".join(optional)
                yield Damage(table.name, WHOLE, whole, _set(table.name, **{lost: None}))


def _without_article(frames: Frames, article: str) -> Frames:
    return frames | {"articles": frames["articles"].filter(pl.col("article_id") != article)}


def _renumbered(frames: Frames, article: str) -> Frames:
    late = (pl.col("article_id") == article) & (pl.col("segment_index") > 3)
    index = pl.when(late).then(pl.col("segment_index") + 10).otherwise("segment_index")
    return frames | {"segments": frames["segments"].with_columns(segment_index=index)}


def _swapped_title(frames: Frames, article: str) -> Frames:
    frames = damage(frames, "segments", {"article_id": article, "kind": "title"}, kind="body")
    return damage(frames, "segments", {"article_id": article, "segment_index": 5}, kind="title")


DOMAIN = (
    Damage("raw_articles", "expect_raw_record_to_have_its_article", "article_id", _without_article),
    Damage("articles", "expect_column_values_to_match_regex", "text", _set("articles", text=" \n ")),
    Damage("articles", "expect_column_values_to_not_be_in_set", "language",
           _set("articles", language="und")),
    Damage("articles", "expect_text_to_be_the_kept_lines", "text",
           _set("articles", text=pl.col("text") + "\nPartagez")),
    Damage("articles", "expect_title_to_come_first", "*", _swapped_title),
    Damage("articles", "expect_remainder_only_when_truncated", "remaining_pct,is_truncated",
           _set("articles", is_truncated=False)),
    Damage("articles", "expect_date_to_say_its_precision", "published_at,published_precision",
           _set("articles", published_precision=None)),
    Damage("articles", "expect_date_to_say_its_precision", "published_at,published_precision",
           _set("articles", published_at=None)),
    Damage("articles", "expect_article_to_keep_its_source", "source_uri",
           _set("articles", source_uri="other.txt")),
    Damage("articles", "expect_article_to_keep_its_source", "content_hash",
           _set("articles", content_hash="0" * 64)),
    Damage("articles", SHAPE, "content_hash",
           _set("articles", content_hash=pl.col("content_hash") + "\n")),
    Damage("segments", "expect_segments_to_be_numbered_in_order", "segment_index", _renumbered),
    Damage("segments", "expect_segment_to_begin_where_the_last_ended", "raw_start",
           _set("segments", raw_start=pl.col("raw_start") + 1)),
    Damage("segments", "expect_segment_to_begin_where_the_last_ended", "raw_start",
           _at("segments", {"segment_index": 0}, raw_start=1)),
    Damage("segments", "expect_segment_to_end_where_the_next_begins", "raw_end",
           _at("segments", {"segment_index": 6}, raw_end=pl.col("raw_end") - 1)),
    Damage("segments", "expect_kind_to_say_what_is_kept", "is_kept",
           _set("segments", kind="caption")),
    Damage("segments", "expect_only_kept_segments_to_have_a_place", "is_kept",
           _at("segments", {"segment_index": 0}, start=0, end=15)),
    Damage("segments", "expect_only_kept_segments_to_have_a_place", "is_kept",
           _set("segments", start=None, end=None)),
    Damage("segments", "expect_kept_lines_to_follow_one_another", "start",
           _at("segments", {"segment_index": 5}, start=pl.col("start") + 1)),
    Damage("segments", "expect_no_paywall_words", "text",
           _set("segments", text="Article réservé aux abonnés")),
    Damage("segments", "expect_no_source_link", "text",
           _set("segments", text="Lire l’article sur le site")),
    Damage("mentions", "expect_mention_to_lie_in_its_segment", "start,end",
           _set("mentions", segment_index=2)),
    Damage("mentions", "expect_mention_to_lie_in_its_segment", "raw_start,raw_end",
           _set("mentions", segment_index=3)),
    Damage("mentions", "expect_mention_to_lie_in_its_segment", "raw_start,raw_end",
           _set("mentions", raw_start=0, raw_end=7)),
    Damage("quotes", "expect_quote_to_lie_in_one_segment", "start,end",
           _set("quotes", start=pl.col("start") - 60)),
    Damage("quotes", "expect_quote_to_lie_in_one_segment", "start,end",
           _set("quotes", end=pl.col("end") + 60)),
    Damage("quotes", "expect_quote_to_lie_in_one_segment", "raw_start,raw_end",
           _set("quotes", raw_start=0, raw_end=10)),
    Damage("quotes", "expect_quote_not_to_nest_in_itself", "nested_in,quote_index",
           _set("quotes", nested_in=0)),
    Damage("quotes", "expect_nested_quote_to_lie_in_the_other", "start,end",
           _at("quotes", {"quote_index": 2}, nested_in=0)),
    Damage("quotes", "expect_utterance_to_have_one_speaker", "speaker_name",
           _at("quotes", {"quote_index": 2}, utterance_index=0, speaker_name="Autre")),
    Damage("quotes", "expect_no_paywall_words", "text",
           _set("quotes", text="Cet article est réservé aux abonnés.")),
    Damage("quotes", "expect_no_source_link", "text",
           _set("quotes", text="Lire l’article sur le site")),
)  # fmt: skip
