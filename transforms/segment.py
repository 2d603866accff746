"""Splits raw text into lines, tiles it with segments, and leads clean offsets back to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from transforms.normalize import ONE_TO_ONE, SUSPICIOUS, Normalized, normalize

WRAP_MIN, WRAP_MAX = 40, 120  # characters of a line of hard-wrapped text
WRAPPED_LINES = 4
WRAPPED_SHARE = 0.4  # of the lines must run on into the next for a text to count as wrapped

_SPACES = " \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_BREAKS = ["\r", "\v", "\f", "\u2028", "\u2029"]
_RUNS_ON = r"[\p{L}\p{N}][,;-]?$"


def split_lines(raw: pl.DataFrame) -> pl.DataFrame:
    """The lines of each article that hold anything, normalised.

    `raw` has `raw_text`. Gives one row a line: `row` (of `raw`), `raw_start` (of its first
    character that is not white space), `raw_end` (after its last), `text` (normalised, stripped),
    `is_mapped` (true when normalising moved characters). Lines of hard-wrapped text are joined
    into paragraphs.
    """
    lines = _join_wrapped(_stripped_lines(raw), raw["raw_text"]).with_columns(
        raw_end=pl.col("raw_start") + pl.col("raw").str.len_chars(),
        is_mapped=pl.col("raw").str.contains(SUSPICIOUS) | pl.col("raw").str.contains("[\n\r]"),
    )
    at = lines["is_mapped"].arg_true()
    repaired = [normalize(text).text for text in lines["raw"].gather(at)]
    plain = lines["raw"].str.replace_many(list(ONE_TO_ONE), list(ONE_TO_ONE.values()))
    if repaired:
        plain = plain.scatter(at, repaired)
    return (
        lines.with_columns(text=plain.str.strip_chars(" "))
        .filter(pl.col("text") != "")
        .select("row", "raw_start", "raw_end", "text", "is_mapped")
    )


def _stripped_lines(raw: pl.DataFrame) -> pl.DataFrame:
    """`row`, `raw_start`, `raw` (stripped) and `blank` (empty lines above) of each line."""
    # Every line break becomes one line feed, in place, so that offsets stay what they are.
    text = pl.col("raw_text").str.replace_all("\r\n", " \n", literal=True)
    text = text.str.replace_many(_BREAKS, ["\n"] * len(_BREAKS))
    size = pl.col("raw").str.len_chars().cast(pl.Int64)
    return (
        raw.select(row=pl.int_range(pl.len()), raw=text.str.split("\n"))
        .explode("raw")
        .with_columns(start=((size + 1).cum_sum() - size - 1).over("row"), size=size)
        .with_columns(pl.col("raw").str.strip_chars_start(_SPACES))
        .with_columns(raw_start=pl.col("start") + pl.col("size") - size, n=pl.int_range(pl.len()))
        .with_columns(pl.col("raw").str.strip_chars_end(_SPACES))
        .filter(pl.col("raw") != "")
        .select(
            "row", "raw_start", "raw", blank=pl.col("n") - pl.col("n").shift(1, fill_value=-1) - 1
        )
    )


def _join_wrapped(lines: pl.DataFrame, raw_texts: pl.Series) -> pl.DataFrame:
    """`lines`, those of hard-wrapped texts joined into paragraphs."""
    length = pl.col("raw").str.len_chars()
    on = (
        length.is_between(WRAP_MIN, WRAP_MAX)
        & (pl.col("row") == pl.col("row").shift(-1))
        & (pl.col("blank").shift(-1) == 0)
        & pl.col("raw").shift(-1).str.contains(r"^\p{Ll}")
        & pl.col("raw").str.contains(_RUNS_ON)
    ).fill_null(False)
    lines = lines.with_columns(on=on, share=on.mean().over("row"), lines=pl.len().over("row"))
    wrapped = (pl.col("share") >= WRAPPED_SHARE) & (pl.col("lines") >= WRAPPED_LINES)
    if not lines.select(wrapped.any()).item():
        return lines.select("row", "raw_start", "raw")
    joined = [lines.filter(~wrapped).select("row", "raw_start", "raw")]
    for (row,), piece in lines.filter(wrapped).group_by("row", maintain_order=True):
        spans = _paragraphs(piece)
        text = raw_texts[row]
        joined.append(
            pl.DataFrame(
                {
                    "row": [row] * len(spans),
                    "raw_start": [start for start, _ in spans],
                    "raw": [text[start:end] for start, end in spans],
                },
                schema=joined[0].schema,
            )
        )
    return pl.concat(joined).sort("row", "raw_start")


def _paragraphs(lines: pl.DataFrame) -> list[tuple[int, int]]:
    """The spans of the paragraphs of one hard-wrapped text."""
    width = lines["raw"].str.len_chars().max()
    assert isinstance(width, int)
    spans: list[tuple[int, int]] = []
    goes_on = False
    for start, text, blank, on in lines.select("raw_start", "raw", "blank", "on").iter_rows():
        end = start + len(text)
        if goes_on and not blank:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        goes_on = on or len(text) >= 0.7 * width
    return spans


class Place(NamedTuple):
    """Where a kept segment stands, in the clean text and in the raw text (characters)."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    segment_index: int


class RawLocator:
    """Leads spans of one article's clean text back to its raw text."""

    def __init__(self, kept: Sequence[Place], raw_text: str, text: str = "") -> None:
        """`kept`: the places of the article's kept segments, in order of `start`.

        `text` is the clean text: what stands in it as in the raw text need not be mapped.
        """
        self._raw_text = raw_text
        self._text = text
        self._kept = kept
        self._starts = [place.start for place in kept]
        self._maps: dict[int, tuple[Normalized, int]] = {}

    def locate(self, start: int, end: int) -> tuple[int, int, int]:
        """(raw_start, raw_end, segment_index) of `text[start:end]`.

        Raises:
            ValueError: the span does not lie in one kept segment.
        """
        i = bisect_right(self._starts, start) - 1
        if i < 0 or end > self._kept[i].end or end < start:
            raise ValueError(f"span {start}:{end} does not lie in one kept segment")
        _, _, raw_start, _, segment_index = self._kept[i]
        if i not in self._maps:
            self._maps[i] = self._mapped(self._kept[i])
        normalized, shift = self._maps[i]
        left, right = normalized.to_raw(start + shift, end + shift)
        return raw_start + left, raw_start + right, segment_index

    def _mapped(self, place: Place) -> tuple[Normalized, int]:
        """A segment's repaired text, and how far offsets in it are from those in the clean text."""
        # The white space below a line moves nothing in it.
        raw = self._raw_text[place.raw_start : place.raw_end].rstrip(_SPACES)
        if raw == self._text[place.start : place.end]:
            return Normalized(raw), -place.start
        normalized = normalize(raw)
        lead = len(normalized.text) - len(normalized.text.lstrip(" "))
        return normalized, lead - place.start
