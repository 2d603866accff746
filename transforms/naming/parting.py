"""Two names in one span made two: "Mali-Algérie", "la paire Ana Costa-Guy Roy"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found
from transforms.typography import any_of

_REACH = 40
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŠŽ][\w’'.]*"
# What joins two towns, or two persons, before them.
_WAY = re.compile(
    r"\b(?:lignes?|axes?|liaisons?|trajets?|tronçons?|routes?|vols?|trains?|LGV|TGV|TER|RER"
    r"|autoroutes?|navettes?|tunnel|frontière|match|derby|line|route|road|flights?|rail) "
    r"(?:\w+ )?$"
)
_PAIR = re.compile(
    r"\b(?:paire|duo|tandem|binôme|couple|ticket|attelage|duel|doublette) (?:\w+ )?$"
)
_TWO_PERSONS = re.compile(rf"(({_CAPITAL} )+{_CAPITAL}|{_CAPITAL})-({_CAPITAL} .+)")
# What two teams got of each other, right after them.
_RESULT = re.compile(r"(?: ?[:,])? \(?\d{1,3} ?[-–] ?\d{1,3}\b(?! ?(?:ans|h\b|€))")
_AFTER_SOURCE = re.compile(rf" (?={_CAPITAL} {_CAPITAL})")

# A building that is named after somebody, and its town ("école Pauline-Roland de Rezé").
_HOUSE = re.compile(
    r"((?:[ÉEée]cole|[Cc]ollège|[Ll]ycée|[Hh]ôpital|[Cc]linique|[ÉEée]glise|[Mm]osquée|[Ss]tade|[Mm]arché"
    r"|[Gg]ymnase|[Tt]héâtre|[Gg]are|[Pp]iscine|[Ss]alle|[Mm]édiathèque|[Cc]hapelle)"
    r"(?: [a-zé]+){0,2} (?!Notre-Dame )[A-ZÀ-Þ][\w'’]+(?:[ -][A-ZÀ-Þ][\w'’]+)*)"
    r" (?:de |d['’])([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*)"
)
# Where saints and princes are from, in the names of what is called after them.
_SAINTS = {
    "Albret", "Aquitaine", "Arc", "Assise", "Avila", "Bretagne", "Champagne", "Compostelle",
    "France", "Gaulle", "Lisieux", "Lorette", "Navarre", "Nazareth", "Orléans", "Padoue",
    "Paul", "Provence",
    "Sales", "Sienne", "Valois", "Vinci", "Ávila",
}  # fmt: skip
# The seat of who is named right behind it ("député de Braga", "maire d'Ixelles").
_FROM = re.compile(r" (?:de |d['’])$")
_SHORT = {"FN", "LR", "PS", "RN"}  # parties, and much else
_ACRONYM = re.compile(r"[A-Z]{2,6}(?:-[A-Z]{2,5})?|Centre")
_BOTH = re.compile(
    r"(.+) (?:et|and) (?:du |de la |de l['’]|des |de |d['’]|la |le |l['’])?([A-ZÀ-Þ].*)"
)
# A body and somebody by initials ("Legislative Council B.S. Gowda").
_BODY_AND_PERSON = re.compile(r"(?P<body>.+?) (?=(?:[A-Z]\.){1,3} ?[A-Z][a-z])")
_SLUG = re.compile(r"([A-ZÀ-Þ][\w’' -]+-[A-Z]{2,6}) ?/ ?(?=[A-ZÀ-Þ])")
_Halves = tuple[int, str, int, str]  # end and label of the first, start and label of the second


def parted(text: str, spans: Iterable[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with two names that a hyphen or nothing but a space joins made two."""
    filed = (part for span in spans for part in _behind_slug(text, span))
    return [part for span in filed for part in _parts(text, span, gazetteer)]


def _behind_slug(text: str, span: Found) -> Iterator[Found]:
    """A country with its agency and what stands behind: "Bénin-ABP/ Cotonou"."""
    slug = _SLUG.match(text, span.start, span.end)
    if slug is None:
        yield span
        return
    yield span._replace(end=slug.end(1))
    yield span._replace(start=slug.end())


def _parts(text: str, span: Found, gazetteer: Gazetteer) -> Iterator[Found]:
    name = text[span.start : span.end]
    if name in gazetteer.names:
        yield span
        return
    first, dash, _ = name.partition(" - ")  # "Mali - Santé", of a headline
    if dash and span.label != "PER" and gazetteer.is_place(first.title()):
        yield span._replace(end=span.start + len(first), label="LOC")
        return
    before = text[max(0, span.start - _REACH) : span.start]
    halves = _hyphened(text, span, before, gazetteer) or _spaced(text, span, before, gazetteer)
    if halves is None:
        yield from _pair(span, name, before)
        return
    end, first, start, second = halves
    yield span._replace(end=span.start + end, label=first)
    yield span._replace(start=span.start + start, label=second)


def _hyphened(text: str, span: Found, before: str, gazetteer: Gazetteer) -> _Halves | None:
    """Two countries or acronyms, two towns of a line, or two teams, with a hyphen between."""
    both = _BOTH.fullmatch(text, span.start, span.end)
    if both and span.label != "PER" and all(map(gazetteer.is_place, both.groups())):
        return both.end(1) - span.start, "LOC", both.start(2) - span.start, "LOC"
    first, hyphen, second = text[span.start : span.end].partition("-")
    if not hyphen:
        return None
    if all(_stands_alone(part, gazetteer) for part in (first, second)):
        labels = gazetteer.names[first].label, gazetteer.names[second].label
    elif "-" in second:
        return None
    elif _WAY.search(before) and _towns(first, second, gazetteer):
        labels = "LOC", "LOC"
    elif _RESULT.match(text, span.end) and _capital(first, second):
        labels = "ORG", "ORG"
    else:
        return None
    return len(first), labels[0], len(first) + 1, labels[1]


def _spaced(text: str, span: Found, before: str, gazetteer: Gazetteer) -> _Halves | None:
    """An agency or party and a person, a school or seat and its town, a person and a party."""
    name = text[span.start : span.end]
    seat = _seat(name, before, gazetteer) if span.label == "PER" else 0
    if seat:
        return seat, "LOC", seat + 1, "PER"
    body = _BODY_AND_PERSON.match(name) if span.label == "ORG" else None
    if body and body["body"].split()[-1] in gazetteer.organisation_endings:
        return body.end("body"), "ORG", body.end(), "PER"
    source = _source(name, gazetteer) or _party(name, before, gazetteer)
    if source:
        return source, "ORG", source + 1, "PER"
    house = _HOUSE.fullmatch(name)
    if house and house[2] in gazetteer.towns - _SAINTS and span.label != "PER":
        return house.end(1), span.label, house.start(2), "LOC"
    person = _before_party(name, span.label, gazetteer)
    return (person, "PER", person + 1, "ORG") if person else None


def _stands_alone(name: str, gazetteer: Gazetteer) -> bool:
    known = gazetteer.names.get(name)
    return known is not None and (known.kind == "country" or (name.isupper() and len(name) > 2))


def _towns(first: str, second: str, gazetteer: Gazetteer) -> bool:
    return first in gazetteer.towns and second in gazetteer.towns


def _source(name: str, gazetteer: Gazetteer) -> int:
    """Length of the agency that stands right before a person it heard, 0 if there is none."""
    gap = _AFTER_SOURCE.search(name)
    known = gazetteer.names.get(name[: gap.start()]) if gap else None
    return gap.start() if gap and known and known.kind == "agencies" else 0


def _capital(first: str, second: str) -> bool:
    """Whether two words are names of teams."""
    return first[:1].isupper() and second[:1].isupper() and " " not in first


def _party(name: str, before: str, gazetteer: Gazetteer) -> int:
    """Length of the acronym of whose member a person is ("la députée du PPS Ana Costa"), or 0."""
    gap = _AFTER_SOURCE.search(name)
    acronym = name[: gap.start()] if gap else ""
    listed = _ACRONYM.fullmatch(acronym) and _member(gazetteer.person_nouns).search(before)
    return len(acronym) if listed else 0


def _seat(name: str, before: str, gazetteer: Gazetteer) -> int:
    """Length of the place somebody stands for ("le député de Braga Ana Costa"), 0 if none."""
    gap = _AFTER_SOURCE.search(name)
    if gap is None or not _FROM.search(before):
        return 0
    role = before[: before.rindex(" d")].rpartition(" ")[2].rpartition("'")[2]
    first, given = name.split(" ")[0], name[gap.end() :].split(" ")[0]
    if role not in gazetteer.roles or first in gazetteer.given_names | gazetteer.given_towns:
        return 0
    known = first in gazetteer.towns or given.split("-")[0] in gazetteer.given_names
    return gap.start() if known else 0


def _before_party(name: str, label: str, gazetteer: Gazetteer) -> int:
    """Length of the person whose party stands right behind ("Ana Costa LREM"), or 0."""
    person, _, party = name.rpartition(" ")
    known = gazetteer.names.get(party)
    is_party = (
        party.isupper() and known is not None and (known.kind == "parties" or party in _SHORT)
    )
    given, _, surname = person.partition(" ")
    is_person = label == "PER" or given in gazetteer.given_names
    return len(person) if is_party and surname[:1].isupper() and is_person else 0


@cache
def _member(nouns: frozenset[str]) -> re.Pattern[str]:
    """Somebody of a body, right before its name."""
    return re.compile(rf"\b(?:{any_of(nouns)}) (?:[a-zà-ÿ]+ )?(?:du |de la |de l['’]|des )$")


def _pair(span: Found, name: str, before: str) -> Iterator[Found]:
    both = _TWO_PERSONS.fullmatch(name) if span.label == "PER" and _PAIR.search(before) else None
    if both is None:
        yield span
        return
    yield span._replace(end=span.start + both.end(1))
    yield span._replace(start=span.start + both.start(3))
