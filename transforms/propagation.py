"""One reading a document: a name found once is found wherever it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from transforms.gazetteer import WORD, Gazetteer
from transforms.trimming import Found, at_sentence_start

_SCORE = 0.75


def propagate(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> list[list[Found]]:
    """`found` (spans a text) with one label a name, and names found elsewhere added."""
    labels = _readings(texts, found, gazetteer)
    people = _surnames(texts, found)
    settled = [
        [_settle(text, span, labels, people, gazetteer) for span in spans]
        for text, spans in zip(texts, found, strict=True)
    ]
    wanted = {name: label for name, label in labels.items() if _worth_seeking(name)}
    wanted.update({name: "PER" for name in people if name not in labels and len(name) > 2})
    if not wanted:
        return settled
    pattern = re.compile(
        r"(?<![\w-])(?:"
        + "|".join(sorted(map(re.escape, wanted), key=len, reverse=True))
        + r")(?![\w-])"
    )
    return [
        _with_missing(text, spans, pattern, wanted)
        for text, spans in zip(texts, settled, strict=True)
    ]


def _readings(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> dict[str, str]:
    """The label that each name has most often in the document; a known name has its own."""
    votes: dict[str, Counter[str]] = {}
    for text, spans in zip(texts, found, strict=True):
        for span in spans:
            votes.setdefault(text[span.start : span.end], Counter())[span.label] += 1
    readings = {}
    for name, counted in votes.items():
        (label, count), *others = counted.most_common(2)
        if not others or count > others[0][1]:
            readings[name] = label
    return readings


def _surnames(texts: Sequence[str], found: Sequence[Sequence[Found]]) -> set[str]:
    """Last words of the persons named in full."""
    surnames = set()
    for text, spans in zip(texts, found, strict=True):
        for span in spans:
            words = text[span.start : span.end].split()
            if span.label == "PER" and len(words) > 1 and words[-1][:1].isupper():
                surnames.add(words[-1])
    return surnames


def _settle(
    text: str, span: Found, labels: dict[str, str], people: set[str], gazetteer: Gazetteer
) -> Found:
    name = text[span.start : span.end]
    label = labels.get(name, span.label)
    if name in people and label != "PER" and not gazetteer.is_known(name):
        label = "PER"
    if label == span.label:
        return span
    return replace(span, label=label, method="document", score=_SCORE)


def _worth_seeking(name: str) -> bool:
    """Names that are safe to look for: long or in capitals, never a lone common word."""
    words = WORD.findall(name)
    if not words or not name[0].isupper():
        return len(words) > 2
    return len(words) > 1 or len(name) > 3 or (len(name) > 1 and name.isupper())


def _with_missing(
    text: str, spans: list[Found], pattern: re.Pattern[str], wanted: dict[str, str]
) -> list[Found]:
    added = []
    for match in pattern.finditer(text):
        start, end = match.span()
        if any(span.start < end and start < span.end for span in spans):
            continue
        if at_sentence_start(text, start) and " " not in match.group() and len(match.group()) < 4:
            continue
        added.append(Found(start, end, wanted[match.group()], "document", _SCORE))
    return sorted([*spans, *added], key=lambda span: span.start)
