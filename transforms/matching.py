"""Asks many patterns of many lines at once: most cannot match, as a look at what they need shows.

The strings that patterns need are sought in all lines in one pass; RE2 then tries the few patterns
left, in time linear in the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import re2

from transforms.needed import Need, needs

Bits = npt.NDArray[np.uint8]  # a row of packed bits, one a need
Ints = npt.NDArray[np.int64]

TOGETHER = 4096  # lines that are looked at together
LENGTHS = 1024  # characters from which lines are as long as can be


class Asked(NamedTuple):
    """A pattern that is asked of lines of at most `max_chars` characters."""

    pattern: str
    max_chars: int | None = None


class Matcher:
    """Tells which of many patterns may match lines, and whether they do."""

    def __init__(self, asked: Sequence[Asked], fold: Callable[[str], str]) -> None:
        """`fold` makes lines folded, one character for one."""
        self._asked = asked
        found = [(k, need) for k, one in enumerate(asked) for need in needs(one.pattern, fold)]
        self._of = np.array([k for k, _ in found], dtype=np.int64)  # need -> pattern
        each = [need for _, need in found]
        strings = sorted({string for need in each for string in need.strings or ()})
        self._strings = strings
        self._number = pl.Enum(strings)
        self._needing = _rows(strings, [need.strings or () for need in each])
        self._free = _packed([[need.strings is None for need in each]])[0]
        firsts = sorted({char for need in each for char in need.first or ()})
        self._firsts = {char: k for k, char in enumerate(firsts)}
        begun = _rows(firsts, [need.first or () for need in each])
        anyhow = _packed([[need.first is None for need in each]])[0]
        self._begun = np.concatenate([begun, np.zeros((1, begun.shape[1]), np.uint8)]) | anyhow
        self._fitting = _fitting(each, [asked[k].max_chars for k, _ in found])
        self._sets: dict[int, Any] = {}

    def candidates(self, folded: pl.Series) -> Iterator[tuple[int, Ints]]:
        """(number of a pattern, numbers of the lines that it may match), in order, in portions.

        A line is in one portion alone. `folded` holds no empty line.
        """
        for start in range(0, len(folded), TOGETHER):
            bits = self._left(folded.slice(start, TOGETHER))
            at, need = np.nonzero(np.unpackbits(bits, axis=1, count=len(self._of)))
            pattern = self._of[need]
            pairs = np.unique(pattern * TOGETHER + at)
            pattern, at = pairs // TOGETHER, pairs % TOGETHER + start
            edges = np.flatnonzero(np.diff(pattern)) + 1
            for lines in np.split(np.arange(len(pairs)), edges):
                if len(lines):
                    yield int(pattern[lines[0]]), at[lines]

    def matches(self, number: int, line: str) -> bool:
        """Does a pattern match in a line?"""
        if number not in self._sets:
            one = re2.Set.SearchSet()
            one.Add(self._asked[number].pattern)
            one.Compile()
            self._sets[number] = one
        return bool(self._sets[number].Match(line))

    def _left(self, folded: pl.Series) -> Bits:
        """The needs that each line meets: lines x packed needs."""
        met = np.repeat(self._free[None, :], len(folded), axis=0)
        at, hit = self._hits(folded) if self._strings else (np.empty(0), np.empty(0))
        if len(at):
            lines, starts = np.unique(at, return_index=True)
            met[lines] |= np.bitwise_or.reduceat(self._needing[hit], starts, axis=0)
        ends = len(self._firsts)
        first = [self._firsts.get(line[:1], ends) for line in folded]
        sizes = np.minimum(folded.str.len_chars().to_numpy(), LENGTHS)
        left: Bits = met & self._begun[first] & self._fitting[sizes]
        return left

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


def _fitting(found: Sequence[Need], longest: Sequence[int | None]) -> Bits:
    """For each length up to LENGTHS, which stands for longer ones too, the needs it meets."""
    none = np.iinfo(np.int64).max
    least = np.array([min(need.shortest, LENGTHS) for need in found])
    most = np.array(
        [
            min((edge for edge in (need.longest, most) if edge is not None), default=none)
            for need, most in zip(found, longest, strict=True)
        ]
    )
    sizes = np.arange(LENGTHS + 1)[:, None]
    return np.packbits((least <= sizes) & (sizes <= most), axis=1)


def _rows(names: Sequence[str], needed: Sequence[Iterable[str]]) -> Bits:
    """For each name, which needs name it: names x packed needs."""
    numbers = {name: k for k, name in enumerate(names)}
    bits = np.zeros((len(names), len(needed)), dtype=bool)
    for k, found in enumerate(needed):
        bits[[numbers[name] for name in found], k] = True
    return np.packbits(bits, axis=1)


def _packed(bits: Sequence[Sequence[bool]]) -> Bits:
    return np.packbits(np.array(bits, dtype=bool), axis=1)
