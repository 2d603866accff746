"""What English joins to a name: "Ghana-led", "the UK Prime Minister", "northern Peru"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found
from transforms.typography import any_of, has_any

_SCORE = 0.85
_JOINED = re.compile(r"(?P<name>.*?[^\W_])-(?P<tail>[a-z]+)(?: (?P<rest>[A-Z].*))?")
_BASED = re.compile(r"(?<=[a-z] )([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)-based\b")
_GENITIVE = re.compile(r"['’]s (?=[A-Z])")
_OF_STATE = ("Secretary of ", "secretary of ", "Minister of ")
_SITE = re.compile(r" (?:bridges|dam|dumpsite|landfill|roundabout)(?![\w-])")  # "Ayr dam"
_LABOUR = re.compile(r"Labou?r (?:Minister|Secretary)\b")  # no party's
_SMALL_LAST = re.compile(r" ([a-z]+)$")
_SMALL_FIRST = re.compile(r"([a-z]+) (?=[A-Z])")


def apart(text: str, span: Found, gazetteer: Gazetteer) -> Iterator[Found]:
    """`span` without the words that are joined to the name, or the two names that 's joins."""
    if not gazetteer.joined_tails:  # another language
        yield span
        return
    parts = (
        part
        for owned in _owners(text, span, gazetteer)
        for part in _unjoined(text, owned, gazetteer)
    )
    for part in parts:
        if part.label == "LOC":
            part = _place_alone(text, part, gazetteer)
        part = _without_office(text, _after_office(text, part, gazetteer), gazetteer)
        if part.end > part.start:
            yield part


def based(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with the places that somebody is based in ("a Quilltown-based firm")."""
    found = list(spans)
    if not gazetteer.joined_tails:
        return found
    for match in _BASED.finditer(text):
        place = Found(match.start(1), match.end(1), "LOC", "context", _SCORE)
        name = match.group(1)
        if name in gazetteer.dropped or name in gazetteer.common or name.isupper():
            continue
        if not any(span.overlaps(place) for span in found):
            found.append(place)
    return sorted(found, key=lambda span: span.start)


def bodies(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with bodies of two fields or places in one piece ("the Ayr and Troon Trust")."""
    found: list[Found] = []
    for span in spans:
        if found and gazetteer.joined_tails and _is_body(text, found[-1], span, gazetteer):
            span = span._replace(start=found.pop().start)
        found.append(span)
    return found


def _is_body(text: str, first: Found, second: Found, gazetteer: Gazetteer) -> bool:
    if text[first.end : second.start] != " and " or second.label != "ORG":
        return False
    if first.label == "PER" or not (
        first.start == 0 or text.endswith(("the ", "The "), 0, first.start)
    ):
        return False
    name, other = text[first.start : first.end], text[second.start : second.end]
    endings = gazetteer.organisation_endings
    return (
        " " in other
        and other.split()[-1] in endings
        and name.split()[-1] not in endings
        and name not in gazetteer.names
        and other not in gazetteer.names
        and not name.isupper()
    )


def with_states(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with the short names of states after a town's ("Dayton, Ohio", "Elko, Nev.")."""
    found = list(spans)
    if not has_any(gazetteer.short_states, text):
        return found
    for match in _short_state(gazetteer.short_states).finditer(text):
        state = Found(match.start(1), match.end(1), "LOC", "gazetteer", _SCORE)
        touched = [other for other in found if other.overlaps(state)]
        if all(other.inside(state) for other in touched):
            found = [other for other in found if other not in touched]
            found.append(state)
    return sorted(found, key=lambda span: span.start)


def _owners(text: str, span: Found, gazetteer: Gazetteer) -> Iterator[Found]:
    """Two spans where a known name owns what follows ("Peru's Ministry of Health")."""
    name = text[span.start : span.end]
    joint = _GENITIVE.search(name)
    owner = gazetteer.names.get(name[: joint.start()]) if joint else None
    country = _country_first(text, span, gazetteer)
    if country:
        yield span._replace(end=span.start + country, label="LOC")
        yield span._replace(start=span.start + country + 1)
    elif joint is None or name in gazetteer.names:
        yield span
    elif owner is not None:
        yield span._replace(end=span.start + joint.start(), label=owner.label)
        yield span._replace(start=span.start + joint.end())
    else:
        in_full = span.label == "PER" and " " in name[: joint.start()]
        yield span._replace(end=span.start + joint.start()) if in_full else span


def _country_first(text: str, span: Found, gazetteer: Gazetteer) -> int:
    """Length of the country whose president follows ("of Ghana Ama Quill"), 0 if there is none."""
    first, _, rest = text[span.start : span.end].partition(" ")
    known = gazetteer.names.get(first)
    if span.label != "PER" or " " not in rest or not text.endswith("of ", 0, span.start):
        return 0
    return len(first) if known is not None and known.kind == "country" else 0


def _unjoined(text: str, span: Found, gazetteer: Gazetteer) -> Iterator[Found]:
    """What stands before "-led", and the name that such a word is said of."""
    joined = _JOINED.fullmatch(text, span.start, span.end)
    if joined is None or joined["tail"] not in gazetteer.joined_tails:
        yield span
        return
    known = gazetteer.names.get(joined["name"])
    if joined["rest"] is None or known is not None or joined["name"] in gazetteer.dropped:
        yield span._replace(end=joined.end("name"), label=known.label if known else span.label)
        if joined["rest"] is not None:
            yield span._replace(start=joined.start("rest"))
    else:
        yield span


def _place_alone(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    """A place without "northern" before it or "city" after it."""
    lead = _SMALL_FIRST.match(text, span.start, span.end)
    if lead and lead.group(1) in gazetteer.before_places:
        span = span._replace(start=lead.end())
    site = _SITE.match(text, span.end)
    if site is not None:
        return span._replace(end=site.end())
    last = _SMALL_LAST.search(text[span.start : span.end])
    if last and last.group(1) in gazetteer.common_places:
        span = span._replace(end=span.start + last.start())
    return span


def _without_office(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    """What stands before the field of an office ("UK" of "UK Prime" Minister).

    Of a portfolio alone nothing is left, nor a State of a party ("CDX State president").
    """
    name = text[span.start : span.end]
    *rest, last = name.split(" ")
    if last == "State" and len(rest) == 1 and rest[0].isupper() and span.label == "ORG":
        return span._replace(end=span.start + len(rest[0]))
    if not _office(gazetteer.offices).match(text, span.end):
        return span
    party = name in gazetteer.names and not _LABOUR.match(text, span.start)
    if last not in gazetteer.office_fields or party:
        return span
    fields = gazetteer.office_fields | {"and"}
    if span.label == "ORG" and all(word in fields for word in rest):
        return span._replace(end=span.start)
    kept = " ".join(rest)
    known = gazetteer.names.get(kept)
    return span._replace(end=span.start + len(kept), label=known.label if known else span.label)


def _after_office(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    """A person without the end of an office ("State" of "Secretary of State Ama Quill")."""
    first, _, rest = text[span.start : span.end].partition(" ")
    known = gazetteer.names.get(rest)
    of_state = first == "State" and text.endswith(_OF_STATE, 0, span.start)
    titled = first in gazetteer.titles and known is not None and known.label == "PER"
    if not rest or not (of_state or titled):
        return span
    return span._replace(start=span.end - len(rest), label="PER")


@cache
def _office(nouns: frozenset[str]) -> re.Pattern[str]:
    listed = any_of(nouns)
    return re.compile(rf" (?:{listed})\b")


@cache
def _short_state(short: frozenset[str]) -> re.Pattern[str]:
    listed = any_of(short)
    return re.compile(rf"(?<=[\w.], )({listed})(?=[,;:)]|\s(?:[a-z—–-]|\()|$)")
