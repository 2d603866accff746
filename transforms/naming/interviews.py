"""Who asks in an interview ("Zarvec Hebdo : Et après ?"), and who answers ("A. R. : Rien.")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.persons import initials
from transforms.naming.trimming import Found

_SCORE = 0.85
_TURNS = 3  # as many lines begin with who asks
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
_ASKING = re.compile(
    rf"(?:[-–—] )?((?:L[ea]s? |L['’])?{_CAPITAL}(?: (?:de |du |des |d['’])?{_CAPITAL}){{0,3}})"
    r"(?:\s?:|[.] [-–—]|\s[–—])\s"
)

_INITIALS = re.compile(r"(?:[-–—] )?((?:[A-ZÀ-ÖØ-Þ]\.[ -]?){2,4})(?<![ -])\s?(?::|[–—-]\s)")
_PARTS = re.compile(r"[ .-]+")  # between the words of a name, or its initials
_WHOLE = re.compile(rf"{_CAPITAL}(?: (?:d['’])?{_CAPITAL}|-{_CAPITAL})+")


def with_askers(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> list[list[Found]]:
    """`found` (spans a text) with the medium that begins three lines or more, as speakers do.

    Whoever a model took for a person somewhere, or nearly so, answers or presides.
    """
    asking = [_ASKING.match(text) for text in texts]
    turns = Counter(match.group(1) for match in asking if match is not None)
    people = {
        word
        for text, spans in zip(texts, found, strict=True)
        for span in spans
        if span.label == "PER"
        for word in text[span.start : span.end].split()
    }
    media = {
        name
        for name, count in turns.items()
        if count >= _TURNS and not people.intersection(name.split()) and _is_new(name, gazetteer)
    }
    if media:
        found = [_put(spans, match, media) for spans, match in zip(found, asking, strict=True)]
    answering = [_INITIALS.match(text) for text in texts]
    if not any(answering):
        return [list(spans) for spans in found]
    known = {
        initials(_PARTS.split(text[span.start : span.end]))
        for text, spans in zip(texts, found, strict=True)
        for span in spans
        if span.label == "PER" and _WHOLE.fullmatch(text, span.start, span.end)
    }
    return [_answering(spans, match, known) for spans, match in zip(found, answering, strict=True)]


def _answering(
    spans: Sequence[Found], match: re.Match[str] | None, known: set[tuple[str, ...]]
) -> list[Found]:
    """`spans` with the initials of somebody named in full that begin a line of an interview."""
    if match is None or initials(_PARTS.split(match[1].rstrip("."))) not in known:
        return list(spans)
    who = Found(match.start(1), match.end(1), "PER", "context", _SCORE)
    return [who, *(span for span in spans if not span.overlaps(who))]


def _is_new(name: str, gazetteer: Gazetteer) -> bool:
    first, *others = name.split()
    if not others:  # "Question", "Réponse"; of media, only those that are known
        known = gazetteer.names.get(name)
        return known is not None and known.label == "ORG"
    return first not in gazetteer.titles and first not in gazetteer.furniture


def _put(spans: Sequence[Found], match: re.Match[str] | None, media: set[str]) -> list[Found]:
    if match is None or match.group(1) not in media:
        return list(spans)
    asker = Found(match.start(1), match.end(1), "ORG", "context", _SCORE)
    return [asker, *(span for span in spans if not span.overlaps(asker))]
