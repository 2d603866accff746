"""French as spaCy has it, imported in a tenth of the time: its longest pattern is written shorter.

The words that the French tokenizer leaves whole are one pattern of 1.4 million characters, since it
spells out the letters nearly 500 times; compiling it took half of the time that a process needs to
load the model. A class as the ranges that it matches, whatever the case, matches the same.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_LONG = 100_000
_CLASS = re.compile(r"\[[^\[\]]{1000,}\]")
_AFTER = 0xE000  # the first code point after the surrogates
_PLANE, _ALL = 0x10000, sys.maxunicode + 1


@contextmanager
def short_classes() -> Iterator[None]:
    """Inside, a very long pattern is compiled with its classes of letters as ranges."""
    real = re.compile

    def compile_shortened(pattern: Any, flags: Any = 0) -> Any:
        if isinstance(pattern, str) and len(pattern) > _LONG and pattern.startswith("(?iu)"):
            pattern = shortened(pattern)
        return real(pattern, flags)

    names: dict[str, Any] = vars(re)
    names["compile"] = compile_shortened
    try:
        yield
    finally:
        names["compile"] = real


def shortened(pattern: str) -> str:
    """`pattern`, which ignores case, with its long classes as the ranges that they match."""
    return _CLASS.sub(lambda found: _ranges(found[0]), pattern)


@cache
def _ranges(members: str) -> str:
    """What the class `members` matches whatever the case, as one that need not ignore case."""
    parts = []
    for first, every in _planes(max(map(ord, members)), "\\U0" in members):
        for found in re.finditer(f"(?i){members}+", every):
            low, high = first + found.start(), first + found.end() - 1
            parts.append(f"{re.escape(chr(low))}-{re.escape(chr(high))}")
    return f"(?-i:[{''.join(parts)}])"


def _planes(highest: int, has_escapes: bool) -> list[tuple[int, str]]:
    """First code points, and texts of all that follow: what a class up to `highest` may match."""
    end = _ALL if has_escapes or highest >= _PLANE else _PLANE
    return [(0, _every(0, 0xD800)), (_AFTER, _every(_AFTER, end))]


@cache
def _every(first: int, end: int) -> str:
    return "".join(map(chr, range(first, end)))
