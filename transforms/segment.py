"""Splits raw text into lines, tiles it with segments, and leads clean offsets back to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

import polars as pl

from transforms.normalize import ONE_TO_ONE, SUSPICIOUS, Normalized, normalize

WRAP_MIN, WRAP_MAX = 40, 120  # characters of a line of hard-wrapped text
WRAPPED_SHARE = 0.4  # of the lines must run on into the next for a text to count as wrapped

# str.splitlines() breaks at these too, but they are damage (C0, C1 controls), not line ends.
_OTHER_BREAKS = re.compile("[\x1c\x1d\x1e\x85]")
_LINE = re.compile("[^\n\r\v\f\u2028\u2029]*(?:\r\n|[\n\r\v\f\u2028\u2029])?")
_SPACES = " \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_RUNS_ON = re.compile(r"[^\W\d_,;-][,;-]?$")


def split_lines(raw: pl.DataFrame) -> pl.DataFrame:
    """The lines of each article that hold anything, normalised.

    `raw` has `article_id` and `raw_text`. Gives one row a line: `row` (of `raw`), `line` (from 0),
    `raw_start` (of its first character that is not white space), `raw_end` (after its last),
    `blank_before` (empty lines above it), `text` (normalised, stripped), `is_mapped` (true when
    normalising moved characters). Lines of hard-wrapped text are joined into paragraphs.
    """
    rows: list[int] = []
    starts: list[int] = []
    blanks: list[int] = []
    pieces: list[str] = []
    for row, text in enumerate(raw["raw_text"]):
        for start, piece, blank in _paragraphs(text, list(_pieces(text))):
            rows.append(row)
            starts.append(start)
            pieces.append(piece)
            blanks.append(blank)
    lines = pl.DataFrame(
        {"row": rows, "raw_start": starts, "raw": pieces, "blank_before": blanks},
        schema={
            "row": pl.Int64, "raw_start": pl.Int64, "raw": pl.String, "blank_before": pl.Int64,
        },
    )  # fmt: skip
    lines = lines.with_columns(
        raw_end=pl.col("raw_start") + pl.col("raw").str.len_chars(),
        is_mapped=pl.col("raw").str.contains(SUSPICIOUS) | pl.col("raw").str.contains("[\n\r]"),
    )
    repaired = [
        normalize(text).text if is_mapped else text
        for text, is_mapped in lines.select("raw", "is_mapped").iter_rows()
    ]
    plain = pl.Series(repaired, dtype=pl.String).str.replace_many(
        list(ONE_TO_ONE), list(ONE_TO_ONE.values())
    )
    return (
        lines.with_columns(text=plain.str.strip_chars(" "))
        .filter(pl.col("text") != "")
        .with_columns(line=pl.int_range(pl.len()).over("row"))
        .select("row", "line", "raw_start", "raw_end", "blank_before", "text", "is_mapped")
    )


def _pieces(text: str) -> Iterator[tuple[int, str, int]]:
    """(start, stripped line, blank lines above) for each line that is not white."""
    whole = (
        [match[0] for match in _LINE.finditer(text)]
        if _OTHER_BREAKS.search(text)
        else text.splitlines(keepends=True)
    )
    position = blank = 0
    for line in whole:
        body = line.lstrip(_SPACES)
        if body:
            yield position + len(line) - len(body), body.rstrip(_SPACES), blank
            blank = 0
        else:
            blank += 1
        position += len(line)


def _paragraphs(text: str, pieces: list[tuple[int, str, int]]) -> list[tuple[int, str, int]]:
    """`pieces`, with the lines of hard-wrapped paragraphs joined as they stand in `text`."""
    if len(pieces) < 4:
        return pieces
    on = [
        WRAP_MIN <= len(line) <= WRAP_MAX
        and not below[2]
        and below[1][:1].islower()
        and _RUNS_ON.search(line) is not None
        for (_, line, _), below in pairwise(pieces)
    ]
    if sum(on) < WRAPPED_SHARE * len(pieces):
        return pieces
    width = max(len(line) for _, line, _ in pieces)
    joined: list[tuple[int, str, int]] = []
    for i, (start, line, blank) in enumerate(pieces):
        full = i > 0 and len(pieces[i - 1][1]) >= 0.7 * width
        if i > 0 and not blank and (on[i - 1] or full):
            first, _, above = joined[-1]
            joined[-1] = (first, text[first : start + len(line)], above)
        else:
            joined.append((start, line, blank))
    return joined


class RawLocator:
    """Leads spans of one article's clean text back to its raw text."""

    def __init__(self, segments: pl.DataFrame, raw_text: str) -> None:
        """`segments`: the article's rows of the segments table; cut ones are passed over."""
        kept = segments.filter("is_kept").sort("start")
        self._raw_text = raw_text
        self._spans = kept.select("start", "end", "raw_start", "raw_end", "segment_index").rows()
        self._starts = [span[0] for span in self._spans]
        self._maps: dict[int, tuple[Normalized, int]] = {}

    def locate(self, start: int, end: int) -> tuple[int, int, int]:
        """(raw_start, raw_end, segment_index) of `text[start:end]`.

        Raises:
            ValueError: the span does not lie in one kept segment.
        """
        i = bisect_right(self._starts, start) - 1
        if i < 0 or end > self._spans[i][1] or end < start:
            raise ValueError(f"span {start}:{end} does not lie in one kept segment")
        first, _, raw_start, raw_end, segment_index = self._spans[i]
        if i not in self._maps:
            normalized = normalize(self._raw_text[raw_start:raw_end])
            lead = len(normalized.text) - len(normalized.text.lstrip(" "))
            self._maps[i] = normalized, lead - first
        normalized, shift = self._maps[i]
        left, right = normalized.to_raw(start + shift, end + shift)
        return raw_start + left, raw_start + right, segment_index
