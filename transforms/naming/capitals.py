"""Headlines in capitals, which models cannot read: known names, and the document's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found
from transforms.typography import any_of, unaccented_capitals

_SCORE = 0.8
_SHARE = 0.9
_SHORTEST = 10  # code points; below, a line in capitals may be a name itself
_DATELINE = re.compile(
    r"\s*\(?([A-ZÀ-Þ][A-ZÀ-Þ' -]{1,30}[A-ZÀ-Þ])\)?(?:\s*[—–―]|\s-|,|\s\(|:|$)\s?"
)
_LONG_ENOUGH = 4


def in_capitals(text: str) -> bool:
    """Whether a line is set in capitals."""
    upper = sum(map(str.isupper, text))
    if upper < _SHARE * _SHORTEST or " " not in text:
        return False
    letters = sum(map(str.isalpha, text))
    return letters >= _SHORTEST and upper >= _SHARE * letters


def read_capitals(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> list[list[Found]]:
    """`found` (spans a text) with the names in lines set in capitals.

    A name counts there if it stands elsewhere in the document or in the gazetteer; what the
    model found in such a line stays where it crosses none of them.
    """
    found = [_dateline(text, spans, gazetteer) for text, spans in zip(texts, found, strict=True)]
    shouting = [in_capitals(text) for text in texts]
    if not any(shouting):
        return [list(spans) for spans in found]
    labels: dict[str, str] = {}
    for text, spans, loud in zip(texts, found, shouting, strict=True):
        if not loud:
            for span in spans:
                labels.update(_loud_forms(text[span.start : span.end], span.label))
    return [
        _read(text, spans, labels, gazetteer) if loud else list(spans)
        for text, spans, loud in zip(texts, found, shouting, strict=True)
    ]


def _dateline(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with the town in capitals that opens a line ("SEPT-ÎLES — Pendant deux heures")."""
    match = _DATELINE.match(text)
    if match is None or not (
        gazetteer.is_place(match.group(1).title()) or _seen_before_dash(match, spans)
    ):
        return list(spans)
    town = Found(match.start(1), match.end(1), "LOC", "gazetteer", _SCORE)
    return [town, *(span for span in spans if not span.overlaps(town))]


def _seen_before_dash(match: re.Match[str], spans: Sequence[Found]) -> bool:
    """Whether a model took the word for a name, whatever of, and a long dash follows."""
    told = any((span.start, span.end) == match.span(1) for span in spans)
    return told and match.group().rstrip()[-1:] in {"–", "—", "―"} and len(match.group(1)) > 4


def _loud_forms(name: str, label: str) -> Iterator[tuple[str, str]]:
    """A name in capitals, with and without accents; of a person, the surname too."""
    words = name.split()
    forms = [name, *([words[-1]] if label == "PER" and len(words) > 1 else [])]
    for form in forms:
        if len(form) >= _LONG_ENOUGH or form.isupper():
            yield form.upper(), label
            yield unaccented_capitals(form.upper()), label


def _read(
    text: str, spans: Sequence[Found], labels: dict[str, str], gazetteer: Gazetteer
) -> list[Found]:
    read = list(_search(text, labels))
    for match in gazetteer.search(text, capitals=True):
        span = Found(match.start, match.end, match.known.label, "gazetteer", _SCORE)
        if not any(span.overlaps(other) for other in read):
            read.append(span)
    kept = [span for span in spans if not any(span.overlaps(other) for other in read)]
    return sorted([*kept, *read], key=lambda span: span.start)


def _search(text: str, labels: dict[str, str]) -> Iterator[Found]:
    if not labels:
        return
    listed = any_of(labels)
    for match in re.finditer(rf"(?<![\w-])(?:{listed})(?![\w-])", text):
        yield Found(match.start(), match.end(), labels[match.group()], "document", _SCORE)
