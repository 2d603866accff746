"""What a name does in its sentence says what it names: "X, 44 ans,", "analyste chez X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found, at_sentence_start
from transforms.typography import any_of

_SCORE = 0.85
_REACH = 60
_NAME = r"[A-ZÀ-ÖØ-ÞŠŽŁĀŌ][\w’'-]*[a-zà-ÿ¹²³][\w’'-]*"
_HELD = re.compile(
    r"\b(?:[Ss]hares|[Ss]takes?|[Ii]nvestors) (?:in|of) $|\b[Aa]ctionnaires? d(?:e |['’])$"
)
# English relative pronouns tell persons from things; what only a firm has does too.
_WHO = re.compile(r", who (?:is|was|has|had been|\w{2,}s)\b")
_FIRM_AFTER = re.compile(
    r", which\b|['’]s (?:chief executive|shares?|employees|customers|shareholders|factory|factories"
    r"|plants?|app|parent company|chairman|chairwoman|stock|platform|headquarters|subsidiary"
    r"|profits?|revenues?|brands?)\b"
    r"| (?:chief executive|executives|shareholders|spokes(?:man|woman|person) [A-Z]|engineers"
    r"|employees|customers|shares)\b"
)
_SOURCE = re.compile(r"(?:\b[Ss]elon|\b[Dd]['’]après|\b[Aa]ccording to) (?:le |la |l['’]|the )$")


def by_role(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` relabelled by what stands right after or before; persons with an age added."""
    told = [_told(text, span, gazetteer) for span in spans]
    for match in _aged(gazetteer.person_nouns).finditer(text):
        person = Found(match.start(1), match.end(1), "PER", "context", _SCORE)
        first = match.group(1).split()[0]
        plain = first in gazetteer.common or first in gazetteer.furniture
        if plain or " " not in match.group(1) or at_sentence_start(text, person.start):
            continue
        if not any(span.overlaps(person) for span in told):
            told.append(person)
    return sorted(told, key=lambda span: span.start)


def _told(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    name, label = text[span.start : span.end], span.label
    before = text[max(0, span.start - _REACH) : span.start]
    known = gazetteer.is_known(name)
    if known:
        return span
    if label != "PER" and _is_person(text, span, gazetteer):
        label = "PER"
    elif label != "LOC" and _is_place(text, span, gazetteer):
        label = "LOC"
    elif (label != "ORG" and _is_firm(name, label, before, gazetteer)) or (
        label == "PER" and _FIRM_AFTER.match(text, span.end)
    ):
        label = "ORG"
    if label == span.label:
        return span
    return replace(span, label=label, method="context", score=_SCORE)


def _is_firm(name: str, label: str, before: str, gazetteer: Gazetteer) -> bool:
    if _works_at(gazetteer.staff).search(before) or _HELD.search(before):
        return True
    return label == "LOC" and " " not in name and _SOURCE.search(before) is not None


def _is_place(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether the last word is a place's ("Kerr County"), or what stands around says so."""
    *first, last = text[span.start : span.end].split()
    if first and last in gazetteer.place_endings:
        return True
    before = text[max(0, span.start - _REACH) : span.start]
    if len(first) < 2 and _lives_at(gazetteer.residents).search(before):
        return True
    return not first and text.startswith(gazetteer.after_places, span.end)


def _is_person(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether two to four capitalised words are followed by an age or a person's office."""
    words = text[span.start : span.end].split()
    if not 2 <= len(words) <= 4 or words[-1] in gazetteer.organisation_endings:
        return False
    if words[0] in gazetteer.organisation_openings or words[0] in gazetteer.generic_heads:
        return False
    if _aged(gazetteer.person_nouns).match(text, span.start, span.end + 40):
        return True
    if _WHO.match(text, span.end):
        return True
    before = text[max(0, span.start - _REACH) : span.start]
    return _in_office(gazetteer.person_nouns - gazetteer.staff).search(before) is not None


@cache
def _aged(nouns: frozenset[str]) -> re.Pattern[str]:
    """A name, a comma, and an age or an office."""
    listed = any_of(nouns)
    return re.compile(
        rf"(?<![\w’'-])({_NAME}(?: (?:[a-z]{{2,3}} )?{_NAME}){{0,3}}),"
        rf" (?:\d{{1,3}} ans\b|\d\d,|(?:le |la |l['’]|the )?(?:{listed})\b)"
    )


@cache
def _in_office(nouns: frozenset[str]) -> re.Pattern[str]:
    """An office right before a name ("la députée"); a firm may follow "le délégué" too."""
    listed = any_of(nouns)
    return re.compile(rf"\b(?:(?:[Ll]e|[Ll]a|une?) |[Ll]['’])(?:ex-)?(?:{listed}) $")


@cache
def _lives_at(residents: frozenset[str]) -> re.Pattern[str]:
    """Those who live or work at a place, right before its name ("les pêcheurs de")."""
    listed = any_of(residents)
    return re.compile(rf"\b(?:[Ll]es|[Dd]es|[Aa]ux|[Tt]he) (?:{listed}) (?:de |d['’]|of )$")


@cache
def _works_at(staff: frozenset[str]) -> re.Pattern[str]:
    listed = any_of(staff)
    return re.compile(rf"\b(?:{listed})(?: [a-zà-ÿ-]+)? (?:chez|at) $")
