"""The Centre of Switzerland: a party where others of its parties are named, else a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found, put_over

_SCORE = 0.8
_BESIDE = re.compile(r"(?<![\w-])(?:PLR|PVL|PEV|Vert['’]libéraux|Vert·e·s|Vert-e-s)(?![\w-])")
_CENTRE = re.compile(
    r"(?<!gion )(?<!canton )(?<!quartier )(?:\b[Ll]e|\b[Dd]u|\b[Aa]u) (Centre)"
    r"(?![\w-])(?! (?:de |du |des |d['’]|pour |[A-ZÀ-Þ]))"
)


def with_centre(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> list[list[Found]]:
    """`found` (spans a text) with "le Centre" as the party that Swiss papers so call."""
    if not gazetteer.parts or not any(_BESIDE.search(text) for text in texts):
        return [list(spans) for spans in found]
    parties = (
        (index, Found(*match.span(1), "ORG", "context", _SCORE))
        for index, text in enumerate(texts)
        for match in _CENTRE.finditer(text)
    )
    return put_over(found, parties, lambda old, new: (old.start, old.end) == (new.start, new.end))
