"""Word by word, how a version of a statement differs from the fullest one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

SAME, ONLY_HERE, NOT_HERE = 0, 1, -1
_TOKENS = re.compile(r"\w+|[^\w\s]+|\s+")
_LONGEST = 2_000
"""Tokens; two texts that are longer are not compared word by word."""

Runs = list[tuple[int, str]]


def differences(fullest: str, version: str) -> Runs:
    """`version` in runs of text: the same, only here, or only in `fullest` (not here).

    Case, kinds of apostrophe and white space make no difference. The runs that are not
    `NOT_HERE`, joined, are `version`.
    """
    theirs, ours = _TOKENS.findall(fullest), _TOKENS.findall(version)
    if max(len(theirs), len(ours)) > _LONGEST:
        return [(SAME, version)]
    runs: Runs = []
    gone, come = "", ""
    matcher = SequenceMatcher(None, [*map(_key, theirs)], [*map(_key, ours)], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        before, here = "".join(theirs[a:b]), "".join(ours[c:d])
        is_gap = what == "equal" and here.isspace() and bool(gone or come)
        if what != "equal" or is_gap:  # a change goes on over a space
            gone, come = gone + before, come + here
            continue
        _add(runs, gone, come)
        runs.append((SAME, here))
        gone, come = "", ""
    _add(runs, gone, come)
    return runs


def _add(runs: Runs, gone: str, come: str) -> None:
    """A change: what is gone, then what has come; space around it is nothing to be marked."""
    if gone.strip():
        runs.append((NOT_HERE, gone.strip()))
    words = come.strip()
    if not words:
        runs.extend([(SAME, come)] if come else [])
        return
    first = len(come) - len(come.lstrip())
    parts = (SAME, come[:first]), (ONLY_HERE, words), (SAME, come[first + len(words) :])
    runs.extend(part for part in parts if part[1])


def _key(token: str) -> str:
    if token.isspace():
        return " "
    return token.casefold().replace("’", "'")
