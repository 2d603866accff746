"""Ways in which published tables can be corrupted, each with the expectation meant to catch it.

They are made on the tables of the bundled sample; each picks its row by what is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

Frames = Mapping[str, pl.DataFrame]
Change = Callable[[Frames], pl.DataFrame]

BETWEEN, IN_SET, SHAPED, FILLED, SHAPE, TWICE = (
    "expect_column_values_to_be_between",
    "expect_column_values_to_be_in_set",
    "expect_column_values_to_be_well_formed",
    "expect_column_values_to_not_be_null",
    "expect_table_columns_to_match_ordered_list",
    "expect_compound_columns_to_be_unique",
)


@dataclass(frozen=True)
class Corruption:
    """`table` becomes `change(frames)`; `meant` is table and expectation of the one to catch it.

    `alone`: no other expectation fails. `by_batch`: a batch shows it, so the gate catches it too.
    """

    what: str
    table: str
    meant: tuple[str, str]
    change: Change
    alone: bool = True
    by_batch: bool = True
    is_critical: bool = True


def _set(table: str, where: pl.Expr, **values: Any) -> Change:
    """Sets values in the first row of `table` for which `where` holds."""

    def change(frames: Frames) -> pl.DataFrame:
        frame = frames[table].with_row_index("_row")
        found = frame.filter(where)["_row"]
        assert len(found), f"no row of {table} is {where}"
        hit = pl.col("_row") == found[0]
        return frame.with_columns(
            pl.when(hit)
            .then(value if isinstance(value, pl.Expr) else pl.lit(value, frame.schema[name]))
            .otherwise(pl.col(name))
            .alias(name)
            for name, value in values.items()
        ).drop("_row")

    return change


def _without(table: str, where: pl.Expr) -> Change:
    """Without the first row for which `where` holds."""

    def change(frames: Frames) -> pl.DataFrame:
        frame = frames[table].with_row_index("_row")
        lost = frame.filter(where)["_row"][0]
        return frame.filter(pl.col("_row") != lost).drop("_row")

    return change


def _doubled(table: str) -> Change:
    return lambda frames: pl.concat([frames[table], frames[table].tail(1)])


def _simply(
    what: str, table: str, expectation: str, where: pl.Expr | None = None, **values: Any
) -> Corruption:
    anywhere = pl.lit(True) if where is None else where
    return Corruption(what, table, (table, expectation), _set(table, anywhere, **values))


def _more(what: str, table: str, meant: tuple[str, str], change: Change, **how: bool) -> Corruption:
    return Corruption(what, table, meant, change, **{"alone": False, **how})


FREE, KEPT, CUT = ~pl.col("is_truncated"), pl.col("is_kept"), ~pl.col("is_kept")
CUED, NAMED = pl.col("cue").is_not_null(), pl.col("speaker_text").is_not_null()
BODY = KEPT & (pl.col("kind") == "body")
NESTED = pl.col("nested_in").is_not_null()
SPLIT = pl.len().over("article_id", "utterance_index") > 1

CORRUPTIONS = (
    _simply("the text gains words", "articles", "expect_text_to_be_the_kept_lines",
            text=pl.col("text") + " (mis à jour)"),
    _simply("a language that is no code", "articles", SHAPED, language="french"),
    _simply("a language is lost", "articles", FILLED, language=None),
    _simply("more cut than there was", "articles", BETWEEN, cut_share=1.4),
    _simply("an article of no words", "articles", BETWEEN, word_count=0),
    _simply("a free article with a rest behind a paywall", "articles",
            "expect_remainder_only_when_truncated", FREE, remaining_pct=12.0),
    _simply("a date that does not say how precise it is", "articles",
            "expect_date_to_say_its_precision", pl.col("published_at").is_not_null(),
            published_precision=None),
    _simply("a precision that is none", "articles", IN_SET,
            pl.col("published_at").is_not_null(), published_precision="week"),
    _simply("the fingerprint of another record", "articles", "expect_article_to_keep_its_source",
            content_hash="0" * 64),
    _simply("a kind that is none", "segments", IN_SET, CUT, kind="advert"),
    _simply("a certainty of two", "segments", BETWEEN, score=2.0),
    _simply("a label that is none", "mentions", IN_SET, label="CITY"),
    _simply("a name is lost", "mentions", FILLED, name=None),
    _simply("a certainty below nothing", "quotes", BETWEEN, confidence=-1.0),
    _simply("a speaker who is not in the text", "quotes", "expect_text_to_equal_its_span", NAMED,
            speaker_text="Personne"),
    Corruption("a mention is there twice", "mentions", ("mentions", TWICE), _doubled("mentions")),
    Corruption("a column is lost", "quotes", ("quotes", SHAPE),
               lambda frames: frames["quotes"].drop("evidence")),
    Corruption("a column changes its type", "mentions", ("mentions", SHAPE),
               lambda frames: frames["mentions"].cast({"start": pl.String})),
    Corruption("two speakers for one statement", "quotes",
               ("quotes", "expect_utterance_to_have_one_speaker"),
               _set("quotes", SPLIT & (pl.col("speaker_name").is_not_null()),
                    speaker_name="Quelqu’un d’autre"), is_critical=False),
    _more("a record is lost", "raw_articles", ("articles", "expect_reference_to_resolve"),
          _without("raw_articles", pl.lit(True))),
    _more("a record is there twice", "raw_articles",
          ("raw_articles", "expect_column_values_to_be_unique"), _doubled("raw_articles")),
    _more("the page loses its end", "raw_articles",
          ("segments", "expect_segment_to_end_where_the_next_begins"),
          _set("raw_articles", pl.lit(True), raw_text=pl.col("raw_text").str.head(-3))),
    _more("an article is lost", "articles",
          ("raw_articles", "expect_raw_record_to_have_its_article"),
          _without("articles", pl.lit(True))),
    _more("a piece of a page is lost", "segments",
          ("segments", "expect_segment_to_begin_where_the_last_ended"), _without("segments", CUT)),
    _more("what was cut is called kept", "segments",
          ("segments", "expect_kind_to_say_what_is_kept"),
          _set("segments", CUT, is_kept=True)),
    _more("a paywall is back", "segments", ("segments", "expect_no_paywall_words"),
          _set("segments", BODY, text="Cet article est réservé aux abonnés.")),
    _more("a line changes its place", "segments",
          ("segments", "expect_kept_lines_to_follow_one_another"),
          _set("segments", BODY, start=pl.col("start") + 1)),
    _more("a mention moves by a letter", "mentions",
          ("mentions", "expect_text_to_equal_its_span"),
          _set("mentions", pl.lit(True), start=pl.col("start") + 1, end=pl.col("end") + 1)),
    _more("a mention names a piece that is none", "mentions",
          ("mentions", "expect_reference_to_resolve"),
          _set("mentions", pl.lit(True), segment_index=9999)),
    _more("a mention moves to another piece", "mentions",
          ("mentions", "expect_mention_to_lie_in_its_segment"),
          _set("mentions", pl.col("segment_index") > 0, segment_index=0)),
    _more("half a cue", "quotes", ("quotes", "expect_place_to_be_whole"),
          _set("quotes", CUED, cue_start=None)),
    _more("a quotation runs beyond the page", "quotes", ("quotes", "expect_span_to_lie_in_its_text"),
          _set("quotes", pl.lit(True), raw_end=10**9)),
    _more("a quotation over two lines", "quotes", ("quotes", "expect_quote_to_lie_in_one_segment"),
          _set("quotes", pl.lit(True), end=pl.col("end") + 400)),
    _more("a quotation inside itself", "quotes", ("quotes", "expect_quote_not_to_nest_in_itself"),
          _set("quotes", pl.lit(True), nested_in=pl.col("quote_index"))),
    _more("a quotation inside none", "quotes", ("quotes", "expect_reference_to_resolve"),
          _set("quotes", NESTED, nested_in=999)),
    _more("an entity that is not listed", "mentions", ("mentions", "expect_reference_to_resolve"),
          _set("mentions", pl.lit(True), entity_id="0" * 16), alone=True, by_batch=False),
    _more("a country that is no code", "entities", ("entities", SHAPED),
          _set("entities", pl.lit(True), country_code="France"), alone=True, by_batch=False),
    _more("an entity is there twice", "entities", ("entities", "expect_no_row_twice"),
          _doubled("entities"), by_batch=False),
)  # fmt: skip
