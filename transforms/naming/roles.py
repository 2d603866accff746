"""What a name does in its sentence says what it names: "X, 44 ans,", "analyste chez X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from transforms.naming.context import OUTLET, announced
from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found, at_sentence_start
from transforms.typography import any_of, fold

_SCORE = 0.85
_REACH = 60
_NAME = r"[A-ZÀ-ÖØ-ÞŠŽŁĀŌ][\w’'-]*[a-zà-ÿ¹²³][\w’'-]*"
_HELD = re.compile(
    r"\b(?:[Ss]hares|[Ss]takes?|[Ii]nvestors) (?:in|of) $|\b[Aa]ctionnaires? d(?:e |['’])$"
)
# English relative pronouns tell persons from things.
_WHO = re.compile(r", who (?:is|was|has|had been|\w{2,}s)\b")
_CHEZ = re.compile(r"\b[Cc]hez $")
# A first name alone, which a town may bear too.
_KIN = re.compile(
    r"\b(?:[Hh]er|[Hh]is|[Tt]heir|[Mm]y|[Ss]on|[Ss]a|[Ll]eur|[Mm]on|[Mm]a) (?:\w+ )?"
    r"(?:son|daughter|wife|husband|brother|sister|mother|father|boy|girl|fils|fille|femme|épouse"
    r"|mari|époux|frère|sœur|mère|père|compagne|compagnon|neveu|nièce|cousine?|petit-fils"
    r"|petite-fille) $"
)
# "Son homologue de Zarvec, Ana Costa,"
_COUNTERPART = re.compile(
    r"\b(?:homologue|édile|bourgmestre|maire|mairesse|[Ss]yndic|syndique) (?:de |du |d['’])$"
)
# Those whom only a town has, and members of a chamber ("la députée socialiste de X").
_OF_TOWN = re.compile(
    r"\b(?:(?:urgences|(?:sapeurs-)?pompiers|hauteurs|environs|centre-ville|bourg|maternité|mairesse)"
    r"|(?:député|sénat(?:eur|rice)|conseill(?:er|ère))e?s? (?!de\b)[a-zà-ÿ]{4,}) (?:de |d['’])$"
)
# Whom somebody sits for ("the member for Zarford").
_SITS = re.compile(r"\b(?:[Mm]embers?|MPs?|MSPs?|TDs?|[Cc]ouncillors?|[Rr]epresentative) for $")
_BODY_AFTER = re.compile(
    r", (?:une?|cette|la|l['’]) ?(?:association|asbl|ASBL|coopérative|compagnie|entreprise|fintech"
    r"|fondation|jeune pousse|mutuelle|ONG|plateforme|société|start-up|startup)"
    r" (?:(?:[a-zà-ÿ]+(?:aise|ale|elle|enne|ée|ine|ique|oise) )?(?:basée|créée|d['’]|de |dont"
    r"|fondée|installée|née|pour |qui|spécialisée)|à l['’]origine)"
)
_AT = re.compile(r"(?:\b(?:[Àà]|A|[Cc]hez|[Dd]ans|[Dd]e|[Ee]n|[Pp]rès de|[Vv]ers) |\b[Dd]['’])$")
_PLACES_TOO = {"Chantiers", "Domaines", "Forges", "Galeries", "Moulins", "Vergers"}
_SURNAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?")
_OF = re.compile(r"\b(?:de|du|d['’]|à|of|from|in) ?$")
_OLD = re.compile(r", (?:\d\d? ans\b|(?:aged )?\d\d?,)")
# What stands between an office and the name that a comma sets apart ("le directeur des routes,").
_QUALIFIED = (
    r"(?: [a-zà-ÿ-]+(?:ale?|ive?|ique|aire|ienne|ien|ante?|euse|eur|inte?|ée?))?"
    r"(?: (?:chargée? )?(?:du|des?|de la|au|aux|à la|en) [a-zà-ÿœ'’-]+(?: [a-zà-ÿœ'’-]+){0,4}"
    r"| (?:de l|à l|d)['’][a-zà-ÿœ'’-]+(?: [a-zà-ÿœ'’-]+){0,4})?"
)
_NATIVE = re.compile(
    r"\b(?:(?P<she>[Ll]a|[Uu]ne) |(?:[Ll]e|[Uu]n) |[Ll]['’])(?P<who>[A-ZÀ-Þ][\w-]+) $"
)
_SOURCE = re.compile(r"(?:\b[Ss]elon|\b[Dd]['’]après|\b[Aa]ccording to) (?:le |la |l['’]|the )$")


def by_role(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` relabelled by what stands right after or before; persons with an age added."""
    told = [_told(text, span, gazetteer) for span in spans]
    is_any_told = _age_or_office(gazetteer.person_nouns).search(text) is not None
    for match in _aged(gazetteer.person_nouns).finditer(text) if is_any_told else ():
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
    is_old = not _OF.search(before) and _OLD.match(text, span.end)
    if label != "ORG" and " " not in name and (is_old or _KIN.search(before)):
        return span._replace(label="PER", method="context", score=_SCORE)  # "her son Tyler"
    if gazetteer.is_known(name) or OUTLET.fullmatch(name):
        return span
    if label != "PER" and _is_person(text, span, gazetteer):
        label = "PER"
    elif label != "LOC" and _is_place(text, span, gazetteer):
        label = "LOC"
    elif label != "ORG" and (
        (bool(gazetteer.parts) and _is_body(text, span, before))
        or _is_firm(name, label, before, gazetteer)
        or (label == "PER" and _has_what_firms_have(text, span, gazetteer))
        or _described(gazetteer.firms).match(text, span.end)
    ):
        label = "ORG"
    if label == span.label:
        # Organisations speak too, so that this outweighs no other reading in the document.
        return span._replace(label="PER") if _speaks(text, span, before, gazetteer) else span
    return span._replace(label=label, method="context", score=_SCORE)


def _has_what_firms_have(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether a firm's things follow a name; "which" may also mean what a person leads."""
    found = _has(gazetteer.firm_has, gazetteer.firm_beside).match(text, span.end)
    if found is None or "which" not in found.group():
        return found is not None
    first, _, rest = text[span.start : span.end].partition(" ")
    return not rest or fold(first) not in gazetteer.borne


def _speaks(text: str, span: Found, before: str, gazetteer: Gazetteer) -> bool:
    """Whether two or three capitalised words stand where the speaker of a quotation does."""
    words = text[span.start : span.end].split()
    return (
        span.label != "PER"
        and len(words) in (2, 3)
        and all(word[0].isupper() and not word.isupper() for word in words)
        and words[-1] not in gazetteer.organisation_endings
        and words[0] not in gazetteer.organisation_openings | gazetteer.generic_heads
        and _spoken(gazetteer.said).search(before) is not None
    )


def _is_body(text: str, span: Found, before: str) -> bool:
    """Whether a comma and what it is follow a name ("Le Rucher, une association de Gap,")."""
    return _BODY_AFTER.match(text, span.end) is not None and _AT.search(before) is None


def _is_firm(name: str, label: str, before: str, gazetteer: Gazetteer) -> bool:
    if _works_at(gazetteer.staff).search(before) or _HELD.search(before):
        return True
    if _firms(gazetteer.firm_heads).search(before) and (label == "LOC" or " " not in name):
        return True
    if _firms(gazetteer.firm_only).search(before):
        return True
    if _of_origin(gazetteer.origins).search(before):
        return True
    first, _, rest = name.partition(" ")
    if first in gazetteer.organisation_openings and (
        (label == "PER" and rest)
        or (first not in _PLACES_TOO and first.endswith("s") and _SURNAME.fullmatch(rest))
    ):
        return True  # "Menuiseries Vidal"
    if label != "LOC":
        return False
    return _CHEZ.search(before) is not None or (
        " " not in name and _SOURCE.search(before) is not None
    )


def _is_place(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether the last word is a place's ("Kerr County"), or what stands around says so."""
    *first, last = text[span.start : span.end].split()
    if first and last in gazetteer.place_endings:
        return True
    before = text[max(0, span.start - _REACH) : span.start]
    if len(first) < 2 and _lives_at(gazetteer.residents).search(before):
        return True
    if (
        not first
        and not last.isupper()
        and any(pattern.search(before) for pattern in (_COUNTERPART, _SITS, _OF_TOWN))
    ):
        return True
    return not first and text.startswith(gazetteer.after_places, span.end)


def _is_person(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether two to four capitalised words are followed by an age or a person's office."""
    words = text[span.start : span.end].split()
    if not 2 <= len(words) <= 4 or words[-1] in gazetteer.organisation_endings:
        return False
    if words[0] in gazetteer.organisation_openings or words[0] in gazetteer.generic_heads:
        return False
    if _is_called(words, text[: span.start], gazetteer):
        return True
    if _aged(gazetteer.person_nouns).match(text, span.start, span.end + 40):
        return True
    if _WHO.match(text, span.end):
        return True
    before = text[max(0, span.start - _REACH) : span.start]
    if _native(before, span.label, gazetteer):
        return True
    nouns, trades = gazetteer.person_nouns, gazetteer.trades
    return (
        _in_office(nouns, gazetteer.staff, trades).search(before) is not None
        or _in_apposition(nouns, trades).search(before) is not None
    )


def _is_called(words: Sequence[str], before: str, gazetteer: Gazetteer) -> bool:
    """Whether words begin with a given name, and nothing is called after a person here."""
    return (
        len(words) < 4
        and words[0].split("-")[0] in gazetteer.given_names
        and all(word[0].isupper() and not word.isupper() for word in words)
        and not announced(before, gazetteer)
    )


def _native(before: str, label: str, gazetteer: Gazetteer) -> bool:
    """Whether someone's origin is told right before a name ("la Zambienne Ana Costa").

    Firms have one too ("l'Américain Zarvia Foods"), but seldom a woman's.
    """
    found = _NATIVE.search(before)
    if found is None or (label == "ORG" and not found["she"]):
        return False
    who = found["who"]
    if who in gazetteer.names:
        return False
    return who in gazetteer.dropped or who.endswith(gazetteer.drop_endings)


@cache
def _aged(nouns: frozenset[str]) -> re.Pattern[str]:
    """A name, a comma, and an age or an office."""
    return re.compile(
        rf"(?<![\w’'-])({_NAME}(?: (?:[a-z]{{2,3}} )?{_NAME}){{0,3}})"
        + _age_or_office(nouns).pattern
    )


@cache
def _age_or_office(nouns: frozenset[str]) -> re.Pattern[str]:
    """What may follow a name and its comma; itself sought in less time than names are."""
    return re.compile(
        rf", (?:\d{{1,3}} ans\b|(?:aged )?\d\d,|(?:le |la |l['’]|the )?(?:{any_of(nouns)})\b)"
    )


@cache
def _in_office(
    nouns: frozenset[str], staff: frozenset[str], trades: frozenset[str]
) -> re.Pattern[str]:
    """An office right before a name ("la députée"); a firm may follow "le délégué" too."""
    listed = any_of(nouns - staff | trades)
    return re.compile(rf"\b(?:(?:[Ll]e|[Ll]a|une?) |[Ll]['’])(?:ex-)?(?:{listed}) $")


@cache
def _in_apposition(nouns: frozenset[str], trades: frozenset[str]) -> re.Pattern[str]:
    """An office, its field or not, and a comma before a name ("le directeur des routes, ")."""
    listed = any_of(nouns | trades)
    return re.compile(
        rf"\b(?:(?:[Ll]e|[Ll]a|[Uu]ne?|[Ss]on|[Ss]a) |[Ll]['’])(?:ex-|vice-)?(?:{listed})"
        rf"{_QUALIFIED}, $"
    )


@cache
def _of_origin(origins: frozenset[str]) -> re.Pattern[str]:
    """An adjective that stands for a firm before its name ("l'allemand X", "du chinois X")."""
    return re.compile(rf"(?:\b(?:[Ll]e|[Dd]u|[Aa]u|[Uu]n) |\b[Ll]['’])(?:{any_of(origins)}) $")


@cache
def _spoken(verbs: frozenset[str]) -> re.Pattern[str]:
    """The end of a quotation and a verb of speech, right before who spoke."""
    return re.compile(rf"[»\"”],? (?:a |ont )?(?:{any_of(verbs)})(?: [a-zà-ÿ]+ment)? $")


@cache
def _described(firms: frozenset[str]) -> re.Pattern[str]:
    """A firm's description right after its name (", the Spanish owner of")."""
    return re.compile(
        rf", (?:the|an?) (?:[A-Za-z-]+ ){{0,3}}(?:{any_of(firms)})\b"
        r"(?: (?:of|behind|that|which|once|whose|based|owned|founded)\b|,)"
    )


@cache
def _has(things: frozenset[str], beside: frozenset[str]) -> re.Pattern[str]:
    """What only a firm has, after its name ("'s shareholders", " shares", ", which")."""
    return re.compile(
        rf", which\b|['’]s (?:{any_of(things)})\b| and its (?:[a-z-]+ )?[a-z]+\b"
        rf"| (?:(?:{any_of(beside)})\b|spokes(?:man|woman|person) [A-Z])"
    )


@cache
def _firms(heads: frozenset[str]) -> re.Pattern[str]:
    """What only a firm has, right before its name ("filiale de")."""
    listed = any_of(heads)
    return re.compile(rf"\b(?:{listed}) (?:de |d['’]|du |of )$")


@cache
def _lives_at(residents: frozenset[str]) -> re.Pattern[str]:
    """Those who live or work at a place, right before its name ("les pêcheurs de")."""
    listed = any_of(residents)
    return re.compile(rf"\b(?:[Ll]es|[Dd]es|[Aa]ux|[Tt]he) (?:{listed}) (?:de |d['’]|of )$")


@cache
def _works_at(staff: frozenset[str]) -> re.Pattern[str]:
    listed = any_of(staff)
    return re.compile(rf"\b(?:{listed})(?: [a-zà-ÿ-]+)? (?:chez|at) $")
