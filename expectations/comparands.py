"""What each row should equal, worked out beforehand, so that an expectation is a comparison.

Every function here keeps the rows of its table in number and order, and adds columns whose names
begin with an underscore. Damaged rows are borne: where nothing can be worked out, there is null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from expectations.verdict import Rules
from warehouse.tables import KEPT_KINDS, TABLES, ForeignKey, Span, Written

JUDGED = tuple(name for name, table in TABLES.items() if table.written is Written.BATCH)
"""The tables of a batch."""

Frames = Mapping[str, pl.DataFrame]
_SPAN = ("start", "end", "raw_start", "raw_end")


def found_name(key: ForeignKey) -> str:
    """The last column of `key` as it was found in the other table; null if it was not."""
    return f"_{key.columns[-1]}_in_{key.table}"


def slice_name(span: Span) -> str:
    """The words that stand at the place of `span`; null if there is no such place."""
    return f"_words_from_{span.start}"


def limit_name(span: Span) -> str:
    """The length in code points of the text into which `span` points."""
    return f"_limit_of_{span.end}"


def judged_keys(table: str) -> tuple[ForeignKey, ...]:
    """The foreign keys of `table` that point into the batch; none of a table that is not of it."""
    keys = TABLES[table].foreign_keys if table in JUDGED else ()
    return tuple(key for key in keys if key.table in JUDGED)


def with_comparands(frames: Frames, rules: Rules) -> dict[str, pl.DataFrame]:
    """The judged tables with their comparands; `frames` has the columns of the contract."""
    kept = frames["segments"].filter("is_kept").sort("article_id", "start", maintain_order=True)
    own = {
        "raw_articles": frames["raw_articles"],
        "articles": _articles(frames, kept),
        "segments": _segments(frames, kept),
        "mentions": _mentions(frames),
        "quotes": _quotes(frames["quotes"], kept),
    }
    text = rules.fold(pl.col("text")) if rules.fold else pl.col("text")
    for name, asked in (("segments", pl.col("is_kept")), ("quotes", pl.lit(True))):
        own[name] = own[name].with_columns(
            _paywall_words=pl.when(asked).then(_first_match(text, rules.paywall_patterns)),
            _source_link=pl.when(asked).then(_first_match(text, rules.source_link_patterns)),
        )
    own["raw_articles"] = _look_up(
        own["raw_articles"],
        frames["articles"].select("article_id", _article=pl.col("article_id")),
        ("article_id",),
    )
    return {name: _places(name, _references(name, own[name], frames), frames) for name in JUDGED}


def _first_match(text: pl.Expr, patterns: Sequence[str]) -> pl.Expr:
    """The first words of `text` that a pattern finds, null if there are none."""
    if not patterns:
        return pl.lit(None, pl.String)
    return text.str.extract("|".join(f"(?:{pattern})" for pattern in patterns), 0)


def _articles(frames: Frames, kept: pl.DataFrame) -> pl.DataFrame:
    titled = (pl.col("kind") == "title").any()
    lines = kept.group_by("article_id", maintain_order=True).agg(
        pl.col("text").str.join("\n").alias("_kept_lines"),
        pl.when(titled).then(pl.lit("title")).alias("_wanted_first_kind"),
        pl.when(titled).then(pl.col("kind").first()).alias("_first_kind"),
    )
    source = frames["raw_articles"].select(
        "article_id",
        _raw_source_uri=pl.col("source_uri"),
        _raw_content_hash=pl.col("content_hash"),
    )
    return _look_up(_look_up(frames["articles"], lines, ("article_id",)), source, ("article_id",))


def _segments(frames: Frames, kept: pl.DataFrame) -> pl.DataFrame:
    raw_length = frames["raw_articles"].select(
        "article_id", _raw_length=pl.col("raw_text").str.len_chars().cast(pl.Int64)
    )
    after = (pl.col("text").str.len_chars().cast(pl.Int64) + 1).cum_sum().over("article_id")
    line_starts = kept.select(
        "article_id", "segment_index", _line_start=after - pl.col("text").str.len_chars() - 1
    )
    frame = _look_up(frames["segments"], raw_length, ("article_id",))
    frame = _look_up(frame, line_starts, ("article_id", "segment_index"))
    in_order = frame.with_row_index("_row").sort("article_id", "segment_index", maintain_order=True)
    ahead = pl.col("raw_start").shift(-1).over("article_id")
    return in_order.with_columns(
        _position=pl.int_range(pl.len()).over("article_id"),
        _tile_start=pl.col("raw_end").shift(1, fill_value=0).over("article_id"),
        _tile_end=pl.coalesce(ahead, "_raw_length"),
        _kind_is_kept=pl.col("kind").is_in(KEPT_KINDS),
        _has_place=pl.col("start").is_not_null(),
    ).sort("_row").drop("_row", "_raw_length")  # fmt: skip


def _mentions(frames: Frames) -> pl.DataFrame:
    segment = frames["segments"].select(
        "article_id",
        "segment_index",
        *(pl.col(column).alias(f"_segment_{column}") for column in _SPAN),
    )
    return _look_up(frames["mentions"], segment, ("article_id", "segment_index"))


def _quotes(quotes: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    around = quotes.select(
        "article_id",
        nested_in=pl.col("quote_index"),
        _outer_start=pl.col("start"),
        _outer_end=pl.col("end"),
    )
    free = pl.col("nested_in").is_null()
    frame = _look_up(quotes, around, ("article_id", "nested_in")).with_columns(
        _outer_start=pl.when(free).then("start").otherwise("_outer_start"),
        _outer_end=pl.when(free).then("end").otherwise("_outer_end"),
        _utterance_speaker=pl.col("speaker_name").first().over("article_id", "utterance_index"),
    )
    line = kept.select(
        "article_id",
        pl.col("start").alias("_at"),
        *(pl.col(column).alias(f"_line_{column}") for column in _SPAN),
    ).drop_nulls("_at")
    return (
        frame.with_row_index("_row")
        .with_columns(_at=pl.col("start").fill_null(-1))
        .sort("_at")
        .join_asof(line.sort("_at"), on="_at", by="article_id", check_sortedness=False)
        .sort("_row")
        .drop("_row", "_at")
    )


def _references(name: str, frame: pl.DataFrame, frames: Frames) -> pl.DataFrame:
    for key in judged_keys(name):
        there = frames[key.table].select(
            *(
                pl.col(theirs).alias(ours)
                for ours, theirs in zip(key.columns, key.references, strict=True)
            ),
            pl.col(key.references[-1]).alias(found_name(key)),
        )
        frame = _look_up(frame, there, key.columns)
    return frame


def _look_up(frame: pl.DataFrame, there: pl.DataFrame, on: Sequence[str]) -> pl.DataFrame:
    """Left join that neither multiplies nor reorders the rows of `frame`."""
    once = there.unique(on, keep="first", maintain_order=True)
    return frame.join(once, on=on, how="left", maintain_order="left")


def _places(name: str, frame: pl.DataFrame, frames: Frames) -> pl.DataFrame:
    found: list[pl.Series] = []
    for span in TABLES[name].spans:
        table, column = span.of.split(".")
        texts = dict(frames[table].select("article_id", pl.col(column).fill_null("")).iter_rows())
        limits = [
            len(texts[article]) if article in texts else None for article in frame["article_id"]
        ]
        found.append(pl.Series(limit_name(span), limits, pl.Int64))
        if span.text is not None:
            found.append(_slices(frame, span, texts))
    frame = frame.with_columns(pl.lit(0, pl.Int64).alias("_origin"), *found)
    return frame.with_columns(_unplaced(name))


def _slices(frame: pl.DataFrame, span: Span, texts: Mapping[str, str]) -> pl.Series:
    """The words at each place, cut in Python, which need not walk the text to find them."""
    rows = frame.select("article_id", span.start, span.end).iter_rows()
    words = [_slice(texts.get(article, ""), start, end) for article, start, end in rows]
    return pl.Series(slice_name(span), words, pl.String)


def _slice(text: str, start: int | None, end: int | None) -> str | None:
    if start is None or end is None or not 0 <= start <= end <= len(text):
        return None
    return text[start:end]


def _unplaced(name: str) -> list[pl.Expr]:
    """A row that must have text but may have no place (a cut segment) agrees with itself."""
    table = TABLES[name]
    return [
        pl.when(pl.col(span.start).is_null())
        .then(span.text)
        .otherwise(slice_name(span))
        .alias(slice_name(span))
        for span in table.spans
        if span.text is not None and not table[span.text].nullable and table[span.start].nullable
    ]
