"""Asks many patterns of many lines at once: most cannot match, as a look at what they need shows.

The strings that patterns need are sought in all lines in one pass; RE2 then tries the few patterns
left, in time linear in the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import re2

from transforms.needed import Need, needs

Bits = npt.NDArray[np.uint64]  # rows of packed bits, one a need
Ints = npt.NDArray[np.int64]

TOGETHER = 4096  # lines that are looked at together
LENGTHS = 1024  # characters from which lines are as long as can be
BLOCK = 32  # lines of which a pattern that few match is asked at once
_needs = lru_cache(maxsize=1024)(needs)  # rules for long lines are asked of short ones too


class Asked(NamedTuple):
    """A pattern that is asked of lines of at most `max_chars` characters."""

    pattern: str
    max_chars: int | None = None


class Matcher:
    """Tells which of many patterns may match lines, and whether they do."""

    def __init__(self, asked: Sequence[Asked], fold: Callable[[str], str]) -> None:
        """`fold` makes lines folded, one character for one."""
        self._asked = asked
        found = [(k, need) for k, one in enumerate(asked) for need in _needs(one.pattern, fold)]
        self._of = np.array([k for k, _ in found], dtype=np.int64)  # need -> pattern
        each = [need for _, need in found]
        strings = sorted({string for need in each for string in need.strings or ()})
        self._strings = strings
        self._number = pl.Enum(strings)
        self._needing = _rows(strings, [need.strings or () for need in each])
        self._free = _packed(np.array([[need.strings is None for need in each]], dtype=bool))[0]
        self._first = _Edge.of([need.first for need in each])
        self._last = _Edge.of([need.last for need in each])
        self._fitting = _fitting(each, [asked[k].max_chars for k, _ in found])
        self._sets: dict[int, Any] = {}

    def candidates(self, folded: pl.Series) -> Iterator[tuple[int, list[int]]]:
        """(number of a pattern, numbers of the lines that it may match), in order, in portions.

        A line is in one portion alone. `folded` holds no empty line.
        """
        for start in range(0, len(folded), TOGETHER):
            at, need = _set_bits(self._left(folded.slice(start, TOGETHER)))
            pairs = np.unique(self._of[need] * TOGETHER + at)
            pattern, at = pairs // TOGETHER, pairs % TOGETHER + start
            edges = [0, *(np.flatnonzero(np.diff(pattern)) + 1).tolist(), len(pairs)]
            for first, stop in pairwise(edges):
                if stop > first:
                    yield int(pattern[first]), at[first:stop].tolist()

    def matches(self, number: int, line: bytes) -> bool:
        """Does a pattern match in a line (UTF-8)? If in one of several, then in them joined too."""
        if number not in self._sets:
            one = re2.Set.SearchSet()
            one.Add(f"(?m){self._asked[number].pattern}")  # ^ and $ stand at the ends of each line
            one.Compile()
            self._sets[number] = one
        return bool(self._sets[number].Match(line))

    def matched(self, number: int, at: Sequence[int], lines: Sequence[bytes]) -> Iterator[int]:
        """Which of the `lines` numbered `at` a pattern matches, soonest told where few do."""
        for start in range(0, len(at), BLOCK):
            block = at[start : start + BLOCK]
            if self.matches(number, b"\n".join([lines[k] for k in block])):
                yield from (k for k in block if self.matches(number, lines[k]))

    def _left(self, folded: pl.Series) -> Bits:
        """The needs that each line meets: lines x packed needs."""
        met = np.repeat(self._free[None, :], len(folded), axis=0)
        at, hit = self._hits(folded) if self._strings else (np.empty(0), np.empty(0))
        if len(at):
            lines, starts = np.unique(at, return_index=True)
            met[lines] |= np.bitwise_or.reduceat(self._needing[hit], starts, axis=0)
        sizes = np.minimum(folded.str.len_chars().to_numpy(), LENGTHS)
        met &= self._fitting[sizes]
        met &= self._first.met([line[:1] for line in folded])
        met &= self._last.met([line[-1:] for line in folded])
        return met

    def _hits(self, folded: pl.Series) -> tuple[Ints, Ints]:
        """Numbers of lines, in order, and of strings that stand in them."""
        strings = pl.col("line").str.extract_many(self._strings, overlapping=True)
        hits = (
            pl.DataFrame({"line": folded})
            .select(at=pl.int_range(pl.len()), hit=strings)
            .explode("hit")
            .drop_nulls()
        )
        return hits["at"].to_numpy(), hits["hit"].cast(self._number).to_physical().to_numpy()


class _Edge(NamedTuple):
    """Needs of a line's first or last character."""

    chars: dict[str, int]
    rows: Bits  # by character; the last row is any other's

    @classmethod
    def of(cls, needed: Sequence[frozenset[str] | None]) -> _Edge:
        chars = sorted({char for one in needed for char in one or ()})
        rows = _rows([*chars, ""], [one or () for one in needed])
        free = _packed(np.array([[one is None for one in needed]], dtype=bool))
        return cls({char: k for k, char in enumerate(chars)}, rows | free)

    def met(self, chars: Iterable[str]) -> Bits:
        """The needs that each character meets."""
        other = len(self.chars)
        found: Bits = self.rows[[self.chars.get(char, other) for char in chars]]
        return found


def _fitting(found: Sequence[Need], longest: Sequence[int | None]) -> Bits:
    """For each length up to LENGTHS, which stands for longer ones too, the needs it meets."""
    none = np.iinfo(np.int64).max
    least = np.array([min(need.shortest, LENGTHS) for need in found], dtype=np.int64)
    most = np.array(
        [
            min((edge for edge in (need.longest, most) if edge is not None), default=none)
            for need, most in zip(found, longest, strict=True)
        ],
        dtype=np.int64,
    )
    sizes = np.arange(LENGTHS + 1)[:, None]
    return _packed((least <= sizes) & (sizes <= most))


def _rows(names: Sequence[str], needed: Sequence[Iterable[str]]) -> Bits:
    """For each name, which needs name it: names x packed needs."""
    numbers = {name: k for k, name in enumerate(names)}
    bits = np.zeros((len(names), len(needed)), dtype=bool)
    for k, found in enumerate(needed):
        for name in found:
            bits[numbers[name], k] = True
    return _packed(bits)


def _packed(bits: npt.NDArray[np.bool_]) -> Bits:
    bits = np.pad(bits, ((0, 0), (0, -bits.shape[1] % 64)))
    found: Bits = np.ascontiguousarray(np.packbits(bits, axis=1, bitorder="little")).view(np.uint64)
    return found


def _set_bits(rows: Bits) -> tuple[Ints, Ints]:
    """Row and number of each bit that is set."""
    row, word = np.nonzero(rows)
    eight = np.ascontiguousarray(rows[row, word]).view(np.uint8).reshape(-1, 8)
    at, bit = np.nonzero(np.unpackbits(eight, axis=1, bitorder="little"))
    return row[at], word[at] * 64 + bit
