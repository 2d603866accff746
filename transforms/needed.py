"""What a line must hold for a pattern to match it, read off the pattern.

A cheap look at a line's length, its first character and the strings in it says of nearly every
pattern that it cannot match. Whatever is not understood asks for nothing, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

Tree = Sequence[tuple[Any, Any]]
Fold = Callable[[str], str]

# Python reads patterns by a tree that it keeps for itself.
_parse: Any = re._parser.parse  # type: ignore[attr-defined]
_C: Any = re._constants  # type: ignore[attr-defined]

DIGITS = frozenset("0123456789")
USUAL = frozenset(" .,'-")  # in nearly every line, as letters are
SIGNS = 14  # of a class of characters any of which is needed
ENDLESS = 1 << 31  # characters: as many as one likes
WAYS = 16  # to write what stands side by side
ALTERNATIVES = 400  # of one pattern that are looked at one by one
FEW, WEAK = 3, 0.015  # first characters that suffice where a needed string is that usual


@dataclass(frozen=True)
class Need:
    """What a folded line must have that one of a pattern's alternatives matches."""

    strings: frozenset[str] | None = None  # one of them stands in it; None: any line may match
    first: frozenset[str] | None = None  # its first character is one of them
    last: frozenset[str] | None = None
    shortest: int = 0  # characters
    longest: int | None = None


def needs(pattern: str, fold: Fold) -> list[Need]:
    """What the alternatives of `pattern` need of a line, folded by `fold`, that they match.

    `fold` keeps the number of characters. The pattern is read by Python's rules; one that these do
    not know needs nothing.
    """
    try:
        tree = _parse(pattern)
    except (re.error, OverflowError, RecursionError):
        return [Need()]
    found = []
    for branch in _alternatives(list(tree)):
        begins = bool(branch) and branch[0] == (_C.AT, _C.AT_BEGINNING)
        ends = bool(branch) and branch[-1] == (_C.AT, _C.AT_END)
        first = _edge(branch, fold, 1) if begins else None
        last = _edge(branch, fold, -1) if ends else None
        strings = _strings(branch, fold)
        if strings and first and len(first) <= FEW and _often(strings) > WEAK:
            strings = None
        shortest, longest = _widths(branch)
        found.append(Need(strings, first, last, shortest, longest if begins and ends else None))
    return found


def _alternatives(tree: list[Any]) -> Iterator[list[Any]]:
    """`tree` once for each alternative of its first group of any."""
    for k, (kind, value) in enumerate(tree):
        if kind is _C.AT:
            continue
        if kind is _C.SUBPATTERN:
            yield from _alternatives([*tree[:k], *value[3], *tree[k + 1 :]])
            return
        if kind is _C.BRANCH and len(value[1]) <= ALTERNATIVES:
            for branch in value[1]:
                yield from _alternatives([*tree[:k], *branch, *tree[k + 1 :]])
            return
        break
    yield tree


def _widths(tree: Tree) -> tuple[int, int | None]:
    """The fewest and the most characters that `tree` matches; None if there is no most."""
    state = re._parser.State()  # type: ignore[attr-defined]
    fewest, most = re._parser.SubPattern(state, list(tree)).getwidth()  # type: ignore[attr-defined]
    return int(fewest), int(most) if most < ENDLESS else None


def _strings(tree: Tree, fold: Fold) -> frozenset[str] | None:
    """Strings one of which stands in whatever `tree` matches; None if there are none to name."""
    found: list[frozenset[str]] = []
    runs = [""]  # the ways to write what stands side by side so far
    for kind, value in (*tree, (None, None)):
        if kind is _C.AT:
            continue
        chars = _written(kind, value, fold)
        if chars and len(runs) * len(chars) <= WAYS:
            runs = [run + char for run in runs for char in chars]
            continue
        if all(len(run) > 1 or (run and run not in USUAL and not run.isalpha()) for run in runs):
            found.append(frozenset(runs))
        runs = sorted(chars) if chars and len(chars) <= WAYS else [""]
        inside = _strings_of(kind, value, fold) if kind is not None and not chars else None
        if inside is not None:
            found.append(inside)
    return min(found, key=_often, default=None)


def _written(kind: Any, value: Any, fold: Fold) -> frozenset[str] | None:
    """The characters, a few, one of which is written there."""
    if kind is _C.LITERAL:
        return frozenset([fold(chr(value))])
    chars = _class(value, fold) if kind is _C.IN else None
    return chars if chars and len(chars) <= SIGNS else None


def _strings_of(kind: Any, value: Any, fold: Fold) -> frozenset[str] | None:
    if kind is _C.SUBPATTERN:
        return _strings(value[3], fold)
    if kind is _C.BRANCH:
        each = [_strings(branch, fold) for branch in value[1]]
        return None if None in each else frozenset(chain.from_iterable(filter(None, each)))
    if kind in (_C.MAX_REPEAT, _C.MIN_REPEAT):
        return _strings(value[2], fold) if value[0] else None
    return None


def _often(strings: Iterable[str]) -> float:
    """About how often one of the strings stands in a line."""
    return sum(0.04 if len(string) < 2 else 0.5 / 5 ** len(string) for string in strings)


def _edge(tree: Tree, fold: Fold, way: int) -> frozenset[str] | None:
    """Characters that what `tree` matches begins (`way` 1) or ends (-1) with, None for any."""
    chars, is_empty = _at_edge(tree, fold, way)
    return None if is_empty else chars


def _at_edge(tree: Tree, fold: Fold, way: int) -> tuple[frozenset[str] | None, bool]:
    """`_edge`, and whether there may be nothing to begin or end with."""
    found: frozenset[str] = frozenset()
    for kind, value in list(tree)[::way]:
        chars, is_empty = _edge_of(kind, value, fold, way)
        if chars is None:
            return None, False
        found |= chars
        if not is_empty:
            return found, False
    return found, True


def _edge_of(kind: Any, value: Any, fold: Fold, way: int) -> tuple[frozenset[str] | None, bool]:
    if kind is _C.LITERAL:
        return frozenset([fold(chr(value))]), False
    if kind is _C.AT:
        return frozenset(), True
    if kind is _C.SUBPATTERN:
        return _at_edge(value[3], fold, way)
    if kind is _C.BRANCH:
        each = [_at_edge(branch, fold, way) for branch in value[1]]
        if any(chars is None for chars, _ in each):
            return None, False
        return frozenset(chain.from_iterable(c for c, _ in each if c)), any(e for _, e in each)
    if kind in (_C.MAX_REPEAT, _C.MIN_REPEAT):
        chars, is_empty = _at_edge(value[2], fold, way)
        return chars, is_empty or not value[0]
    return (_class(value, fold) if kind is _C.IN else None), False


def _class(members: Tree, fold: Fold) -> frozenset[str] | None:
    """The characters of a class, folded; None where they are no list."""
    found: set[str] = set()
    for kind, value in members:
        if kind is _C.LITERAL:
            found.add(fold(chr(value)))
        elif kind is _C.RANGE:
            found.update(fold(chr(code)) for code in range(value[0], value[1] + 1))
        elif kind is _C.CATEGORY and value is _C.CATEGORY_DIGIT:
            found |= DIGITS
        else:
            return None
    return frozenset(found)
