"""Town or club: in a match report, a town that plays is its club."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from transforms.gazetteer import Gazetteer
from transforms.trimming import Found

_SCORE = 0.75
_MANY = 7  # different words of sport in one article
# Before a town, these say where; "face à" says whom.
_WHERE = re.compile(
    r"(?:(?<![Ff]ace )\b[àÀA] |\b[Ee]n |\b[Dd]ans |\(|\b[Pp]rès de |\b[Vv]ers |\bentre |/ ?"
    r"|\b(?:ville|région|agglomération|aéroport|stade|centre|nord|sud|est|ouest|quartier|maire|route"
    r"|habitants|gare|université|tribunal|mairie|préfecture|hôpital|rue|port) d(?:e |['’]))$"
)


def clubs_for_towns(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> list[list[Found]]:
    """`found` (spans a text) with towns read as clubs, if the document is about a match."""
    if not gazetteer.sports:
        return [list(spans) for spans in found]
    said = {word for text in texts for word in _sports(gazetteer.sports).findall(text)}
    if len(said) < _MANY:
        return [list(spans) for spans in found]
    return [
        [_club(text, span, gazetteer) for span in spans]
        for text, spans in zip(texts, found, strict=True)
    ]


def _club(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    name = text[span.start : span.end]
    known = gazetteer.names.get(name)
    is_town = name in gazetteer.towns and (known is None or known.kind in ("city", "with_article"))
    if span.label != "LOC" or not is_town:
        return span
    if _WHERE.search(text[max(0, span.start - 24) : span.start]):
        return span
    return replace(span, label="ORG", method="document", score=_SCORE)


@cache
def _sports(words: frozenset[str]) -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\b(?:{listed})\b")
