"""Sieves: quick patterns that find whatever a slow one finds, and now and then more."""

from __future__ import annotations

import re
from collections.abc import Callable

import re2

_LOOK = re.compile(r"\(\?<?[=!]")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[()]", re.DOTALL)
# What Python means by them; RE2 means ASCII alone.
_CLASSES = {r"\d": r"\p{Nd}", r"\w": r"\pL\p{N}_"}
_CLASS = re.compile(r"\\(?:\\|[dw])")


def sieve(pattern: str) -> Callable[[str], bool]:
    r"""Tells lines in which `pattern` surely finds nothing (False), by RE2.

    `pattern` holds no \W or \D, and letters of ASCII beside each \b.
    """
    quick = re2.Set.SearchSet()  # a set only tells that it matches; to say where is slow
    quick.Add(_wide(_without_looks(pattern)))
    quick.Compile()
    return lambda line: quick.Match(line) is not None


def _without_looks(pattern: str) -> str:
    """`pattern` without what it asks of the characters around."""
    kept, done = "", 0
    while look := _LOOK.search(pattern, done):
        kept += pattern[done : look.start()]
        depth, done = 1, look.end()
        for token in _TOKEN.finditer(pattern, look.end()):
            depth += {"(": 1, ")": -1}.get(token[0], 0)
            if not depth:
                done = token.end()
                break
    return kept + pattern[done:]


def _wide(pattern: str) -> str:
    def token(match: re.Match[str]) -> str:
        inside = match[0].startswith("[")
        found = _CLASS.sub(lambda one: _CLASSES.get(one[0], one[0]), match[0])
        return found if inside or found == match[0] else f"[{found}]"

    return _TOKEN.sub(token, pattern)
