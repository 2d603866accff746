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
    matcher = SequenceMatcher(None, [*map(_key, theirs)], [*map(_key, ours)], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            _add(runs, SAME, "".join(ours[c:d]))
            continue
        _add(runs, NOT_HERE, "".join(theirs[a:b]))
        _add(runs, ONLY_HERE, "".join(ours[c:d]))
    return runs


def _add(runs: Runs, what: int, text: str) -> None:
    if what == NOT_HERE:
        text = text if text.strip() else ""
    elif what == ONLY_HERE and not text.strip():
        what = SAME  # white space is nothing to be marked
    if not text:
        return
    if runs and runs[-1][0] == what:
        runs[-1] = (what, runs[-1][1] + text)
    else:
        runs.append((what, text))


def _key(token: str) -> str:
    if token.isspace():
        return " "
    return token.casefold().replace("’", "'")
