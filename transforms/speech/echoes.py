"""Quotations that are said twice: a title or an excerpt, and the place where its speaker stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from transforms.layers import Quote

_WORD = re.compile(r"\w+")
_FEWEST = 3  # words of what may be an echo
_SHARE = 0.75  # of a heading's words that must come again in their order: titles shorten
_TELLING = 2  # longer words among them
_LONG = 4  # letters of a longer word
_MOST = 60  # words of a heading that are compared


def echoed(
    quote: Quote, quotes: Sequence[Quote], in_heading: Callable[[int], bool]
) -> Quote | None:
    """The quotation with a speaker that holds the words of `quote`, the one with a cue first."""
    words = quote.text.casefold()
    if len(words.split()) < _FEWEST:
        return None
    is_excerpt = quote.evidence.startswith("pull_quote")
    others = [q for q in quotes if q.speaker_name and q != quote and q.nested_in is None]
    others.sort(key=lambda other: other.cue is None)
    for other in others:
        is_source = other.cue or (is_excerpt and not other.evidence.startswith("pull_quote"))
        if is_source and words in other.text.casefold():
            return other
    if quote.kind == "indirect" or not in_heading(quote.start):
        return None
    heading = _WORD.findall(words)[:_MOST]
    for other in others:
        if not in_heading(other.start) and other.kind != "indirect" and _shortens(heading, other):
            return other
    return None


def _shortens(heading: Sequence[str], other: Quote) -> bool:
    """True where nearly all words of a heading stand in `other`, in their order."""
    said = _WORD.findall(other.text.casefold())
    if len(set(heading) & set(said)) < _SHARE * len(set(heading)):
        return False
    common = _common(heading, said)
    telling = sum(len(word) >= _LONG for word in common)
    enough = len(heading) if len(heading) == _FEWEST else _SHARE * len(heading)
    return len(common) >= enough and telling >= _TELLING


def _common(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The longest common subsequence of two sequences of words."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        for j in range(len(other) - 1, -1, -1):
            same = one[i] == other[j]
            rows[i][j] = 1 + rows[i + 1][j + 1] if same else max(rows[i + 1][j], rows[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            found.append(one[i])
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
