"""Names in a row are of one kind: "entre Namur et Zarvec", "Ennis, Nenagh and Croom"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found

_SCORE = 0.75
_COMMA = re.compile(r", (?:[àÀ] |d['’]|de )?")
_LAST = re.compile(r",? (?:et|ou|and|or) (?:[àÀ] |d['’]|de )?")
_BETWEEN = re.compile(r"\b(?:[Ee]ntre|[Bb]etween) $")


def agreed(
    text: str, spans: Sequence[Found], people: Collection[str], gazetteer: Gazetteer
) -> list[Found]:
    """`spans` with the odd one out of a row read as its neighbours are.

    Only a lone word that no table knows and none of `people` bears is read anew, where at
    least two others in the row agree, or where it ends a way ("entre Namur et X").
    """
    found = list(spans)
    for first, last in _rows(text, found):
        row = found[first:last]
        ways = len(row) == 2 and _BETWEEN.search(text[: row[0].start]) is not None
        (label, count), *others = Counter(span.label for span in row).most_common(2)
        if ways:
            label, odd = "LOC", 1
        elif count < 2 or not others:
            continue
        else:
            odd = len(row) - count
        if odd > 1 or not any(span.label == label for span in row):
            continue
        for index in range(first, last):
            one = found[index]
            if one.label != label and _is_open(text, one, label, people, gazetteer):
                found[index] = found[index]._replace(label=label, method="document", score=_SCORE)
    return found


def _rows(text: str, spans: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """First and last index (exclusive) of the names that commas and a last "et" join."""
    first = 0
    for index in range(1, len(spans) + 1):
        between = text[spans[index - 1].end : spans[index].start] if index < len(spans) else ""
        if _COMMA.fullmatch(between):
            continue
        if _LAST.fullmatch(between):
            yield first, index + 1
        first = index


def _is_open(
    text: str, span: Found, label: str, people: Collection[str], gazetteer: Gazetteer
) -> bool:
    name = text[span.start : span.end]
    is_town = label == "LOC" and name in gazetteer.towns and name not in gazetteer.given_towns
    return (
        " " not in name
        and not name.isupper()
        and span.method == "model"
        and name not in people
        and (name not in gazetteer.names if is_town else not gazetteer.is_known(name))
    )
