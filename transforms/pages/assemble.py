"""Turns decided pages into the segments that tile the raw texts, and the clean texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from transforms.boilerplate import Rule
from transforms.normalize import normalize
from transforms.pages.inline import Cut
from transforms.pages.page import LIKELY, SURE, Decision, Page

SEGMENT_COLUMNS = (
    "article_id", "segment_index", "kind", "is_kept", "rule_id", "score", "raw_start", "raw_end",
    "start", "end", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line, from `start` to `end` in its text."""

    start: int
    end: int
    decision: Decision
    rule: Rule | None = None  # that cut it inside the line


def split_line(text: str, decision: Decision, cuts: Sequence[Cut]) -> list[Piece]:
    """The pieces of a kept line that rules cut inside; none begins with a space."""
    pieces: list[Piece] = []

    def add(start: int, end: int, what: Decision, rule: Rule | None) -> None:
        start += len(text[start:end]) - len(text[start:end].lstrip(" "))
        if start < end:
            pieces.append(Piece(start, end, what, rule))

    position = 0
    for start, end, rule, _ in cuts:
        if start < position:
            continue
        cut = Decision(rule.kind, rule.id, SURE)
        says = any(map(str.isalnum, text[position:start]))
        add(position, start, decision if says else cut, None)
        add(start, end, cut, rule)
        position = end
    says = any(map(str.isalnum, text[position:]))
    add(position, len(text), decision if says or not pieces else pieces[-1].decision, None)
    return pieces


@dataclass(slots=True)
class SegmentRows:
    """Columns of segments in the making, filled article by article."""

    row: list[int] = field(default_factory=list)
    raw_start: list[int] = field(default_factory=list)
    decision: list[Decision] = field(default_factory=list)
    text: list[str | None] = field(default_factory=list)  # None: normalise the raw slice

    def add_lines(
        self, row: int, raw_starts: Sequence[int], page: Page, first: int, stop: int
    ) -> None:
        """The lines from `first` to before `stop`, as they are."""
        self.row.extend([row] * (stop - first))
        self.raw_start.extend(raw_starts[first:stop])
        self.decision.extend(page.decisions[first:stop])
        self.text.extend(page.text[first:stop])

    def add_pieces(self, row: int, raw_line: str, raw_start: int, pieces: Sequence[Piece]) -> None:
        """Pieces of the line that stands as `raw_line` at `raw_start`."""
        normalized = normalize(raw_line)
        lead = len(normalized.text) - len(normalized.text.lstrip(" "))
        for piece in pieces:
            shift = normalized.to_raw(piece.start + lead, piece.end + lead)[0]
            self.row.append(row)
            self.raw_start.append(raw_start + shift)
            self.decision.append(piece.decision)
            self.text.append(None)

    def frame(self, raw: pl.DataFrame) -> pl.DataFrame:
        """The contract's segments columns, with `row` (of `raw`)."""
        frame = pl.DataFrame(
            {
                "row": self.row,
                "kind": [d.kind for d in self.decision],
                "is_kept": [d.is_kept for d in self.decision],
                "rule_id": [d.rule_id for d in self.decision],
                "score": [d.score for d in self.decision],
                "raw_start": self.raw_start,
                "text": self.text,
            },
            schema={
                "row": pl.Int64, "kind": pl.String, "is_kept": pl.Boolean, "rule_id": pl.String,
                "score": pl.Float64, "raw_start": pl.Int64, "text": pl.String,
            },
        )  # fmt: skip
        return _positions(_texts(_tiled(frame, raw), raw))


def _tiled(frame: pl.DataFrame, raw: pl.DataFrame) -> pl.DataFrame:
    """Every segment runs to the next one; texts of white space alone are one segment."""
    articles = raw.select(
        "article_id", row=pl.int_range(pl.len()), size=pl.col("raw_text").str.len_chars()
    )
    blank = articles.join(frame, on="row", how="anti").filter(pl.col("size") > 0)
    if len(blank):
        filler = blank.select(
            "row", kind=pl.lit("other"), is_kept=pl.lit(False), rule_id=pl.lit("structure.blank"),
            score=pl.lit(LIKELY), raw_start=pl.lit(0, dtype=pl.Int64), text=pl.lit(""),
        )  # fmt: skip
        frame = pl.concat([frame, filler]).sort("row", maintain_order=True)
    start = pl.col("raw_start")
    return (
        frame.join(articles, on="row", how="left", maintain_order="left")
        .with_columns(segment_index=pl.int_range(pl.len()).over("row"))
        .with_columns(raw_start=pl.when(pl.col("segment_index") == 0).then(0).otherwise(start))
        .with_columns(raw_end=start.shift(-1).over("row").fill_null(pl.col("size")).cast(pl.Int64))
        .drop("size")
    )


def _texts(frame: pl.DataFrame, raw: pl.DataFrame) -> pl.DataFrame:
    """Fills in the texts of pieces of lines: normalised from their own raw slices."""
    missing = frame["text"].is_null().arg_true()
    if not len(missing):
        return frame
    texts = raw["raw_text"]
    found = [
        normalize(texts[row][start:end]).text.strip(" ")
        for row, start, end in frame[missing].select("row", "raw_start", "raw_end").iter_rows()
    ]
    return frame.with_columns(text=frame["text"].scatter(missing, found))


def _positions(frame: pl.DataFrame) -> pl.DataFrame:
    """Where each kept segment stands in the article's text."""
    kept = pl.col("is_kept")
    size = pl.col("text").str.len_chars().cast(pl.Int64)
    taken = pl.when(kept).then(size + 1).otherwise(0).cum_sum().over("row")
    return frame.with_columns(
        start=pl.when(kept).then(taken - size - 1), end=pl.when(kept).then(taken - 1)
    ).select("row", *SEGMENT_COLUMNS)


def clean_texts(segments: pl.DataFrame, rows: int) -> pl.DataFrame:
    """`text` and `cut_share` of each of the `rows` articles, in order."""
    solid = pl.col("text").str.len_chars() - pl.col("text").str.count_matches(" ", literal=True)
    cut = pl.col("solid").filter(~pl.col("is_kept")).sum()
    texts = (
        segments.select("row", "is_kept", "text", solid=solid)
        .group_by("row")
        .agg(
            text=pl.col("text").filter("is_kept").str.join("\n"),
            cut_share=(cut / pl.col("solid").sum()).fill_nan(0.0),
        )
    )
    every = pl.DataFrame({"row": range(rows)}, schema={"row": pl.Int64})
    return every.join(texts, on="row", how="left", maintain_order="left").select(
        pl.col("text").fill_null(""), pl.col("cut_share").fill_null(0.0)
    )
