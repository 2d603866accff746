"""Bodies and buildings with what belongs to them: "ambassade de Suède à Tunis", "salle Ruel"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found
from transforms.typography import any_of, has_any

_SCORE = 0.85
_REACH = 60
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_SEAT = re.compile(r" (?:à|au|aux|en|in) $")
_MISSION = re.compile(
    r"(?:haute? )?(?:[Aa]mbassade|[Cc]onsulat|[Ee]mbassy|[Cc]onsulate|[Hh]igh Commission)\b"
)
# A unit by its number, its arms and its garrison ("4e régiment de chasseurs de Gap").
_UNIT = re.compile(
    r"\b\d{1,3}(?:er|re|e|ème|ᵉ) (?:régiment|bataillon|escadron|escadre|division|demi-brigade"
    r"|brigade|corps|groupe(?:ment)?|compagnie)"
    r"(?: (?!des?\b|du\b|d['’])[a-zà-ÿ]+){0,2}(?: (?:de |d['’])(?:la |l['’])?[a-zà-ÿ]{3,}"
    r"(?:-[a-zà-ÿ]+)?(?: (?:alpins?|blindée?s?|étrang(?:er|ère)|légère?|mécanisée?|mobiles?"
    r"|parachutistes?|territoriale?))?){0,3}"
    rf"(?: (?:de |d['’]){_CAPITAL}(?: {_CAPITAL})?){{0,2}}"
)
_ARMED = re.compile(
    r"infanterie|commando|chasseur|parachut|artillerie|blindé|hussard|dragon|cuirassier|spahi"
    r"|tirailleur|zouave|génie|train|transmissions|hélicoptère|légion|étranger|marine|para\b|fusilier"
    r"|cavalerie|lancier|carabinier|montagne|logisti|soutien|sapeurs?|chasse\b|transport"
)
_FIRM_OF = re.compile(
    r"(?P<firm>.+?)(?P<of> of | de | d['’])(?P<town>[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*)"
)
_REGIONAL = re.compile(r"Banque|Caisse|Crédit|La Banque|Société")
_SHOPS = {"Migros", "Coop", "Super U", "Hyper U", "Biocoop", "Grand Frais", "Spar", "Gifi"}
# Those who belong to a chamber or a firm, before its name.
_ORGAN = re.compile(
    r"(?:(?:sous-)?commissions? (?:[a-zà-ÿ]+ )?(?:des |de la |de l['’]|du |de )"
    r"[a-zà-ÿ’',\s-]*?(?:de la |de l['’]|du )"
    r"(?=(?:Chambre|Assemblée|Sénat|Parlement|Grand Conseil|Congrès)\b)"
    r"|direction(?: (?:provinciale|régionale|générale|locale|nationale|technique|commerciale))? "
    r"(?:de la |de l['’]|du )(?=(?:Société|Compagnie|Banque|Office|Régie|Entreprise|Groupe)\b))"
)
_DOOR = re.compile(
    r"(?:[Pp]orte|[Gg]rille|[Pp]ortail|[Ff]açade|[Ee]ntrée|[Pp]erron) (?:de la |de l['’]|du |des )"
)
# What a firm does where, in small letters behind its name.
_AT_HOME = re.compile(r" (?:à domicile|à la personne|aux personnes)(?![\w-])")
# What stands at a place and has no name; "gymnase des Arènes" has one.
_SITE_OF = re.compile(
    r"(?:mines?|captages?|zoning|gymnase|boulodrome|château d['’]eau|forages?|sablière|gravière)"
    r"(?: municipale?| communale?)? (?:de |d['’])(?=[A-ZÀ-Þ])"
)
_CITY_OF = re.compile(r"(?:[Vv]ille de |[Vv]ille d['’]|[Cc]ity of )(?!London\b)(?=[A-ZÀ-Þ])")
# A territory and its administration bear one name, but something is only in the first.
_TERRITORY = re.compile(r"(?:gouvernorat|préfecture) (?:de |d['’]|du |de la )(?=[A-ZÀ-Þ])")
_WITHIN = re.compile(r"\b(?:dans|sur) l[ea] $")
# A council of aldermen in Belgium, which its place is no part of.
_COLLEGE = re.compile(r"[Cc]ollège (?:de |d['’])")
_ALDERMEN = re.compile(r"\b(?:échevin|bourgmestre|conseil(?:ler|lère)?s? communa)")
_DECIDES = re.compile(
    r"(?:, [^,]{3,30},)? a (?:adopté|annoncé|approuvé|arrêté|décidé|promis|proposé|reconnu|refusé"
    r"|rejeté|tranché|validé|voté)\b"
)
# Whose somebody is, in English: "the CDX's Ana Costa", "CDX councillor Ana Costa".
_MEMBER = re.compile(  # in French, where only the party can stand there: "le député SDF Paul Roy"
    r"\b(?:(?:euro)?députée?|sénateur|sénatrice|parlementaire|maire|mairesse|conseill(?:er|ère)"
    r" (?:national|municipal|régional|départemental|communal)e?) ([A-Z]{2,6}) $"
)
_ACRONYM = re.compile(
    r"(?<![\w’'.&-])([A-Z]{2,6})(?:['’]s"
    r"|(?: ward| provincial| shadow)? (?:councillor|MPs?|MPL|MLA|MEP|senator|leader)) $"
)


def described(text: str, span: Found) -> Found | None:
    """The place of which a span says what is there or what it is: "mine de X", "City of X"."""
    site = _SITE_OF.match(text, span.start, span.end) or _CITY_OF.match(text, span.start, span.end)
    if site is None:
        territory = _TERRITORY.match(text, span.start, span.end)
        within = territory and _WITHIN.search(text, max(0, span.start - 9), span.start)
        site = territory if within else None
    return None if site is None else span._replace(start=site.end(), label="LOC")


def within_body(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    """`span` without the door or the organ of the body that it names ("commission … du Sénat")."""
    organ = _ORGAN.match(text, span.start, span.end + 1)
    if organ is not None and organ.end() < span.end:
        return span._replace(start=organ.end(), label="ORG")
    college = _COLLEGE.match(text, span.start, span.end)
    if college and (_ALDERMEN.search(text) or _DECIDES.match(text, span.end)):
        return span._replace(start=college.end(), label="LOC")
    door = _DOOR.match(text, span.start, span.end)
    if door is None:
        return span
    head = _body(gazetteer.of_a_place, gazetteer.place_heads).match(text, door.end(), span.end)
    if head is None:
        return span
    label = "ORG" if head["body"] else "LOC"
    return span._replace(start=door.end(), label=label)


def complemented(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with the complements of bodies, buildings and firms that stand beside them."""
    found = [_housed(text, span, gazetteer) for span in spans]
    found = [span for span in _missions(text, found) if not _swallowed(span, found)]
    found = [part for span in found for part in _of_town(text, span, gazetteer)]
    found = _with_parties(text, found, gazetteer)
    if gazetteer.parts:
        found = _with_units(text, _with_named(text, found, gazetteer))
    return sorted(found, key=lambda span: span.start)


def _swallowed(span: Found, spans: Sequence[Found]) -> bool:
    return any(span != other and span.inside(other) for other in spans)


def _missions(text: str, spans: Sequence[Found]) -> Iterator[Found]:
    """Embassies and consulates with the town of their seat."""
    held: Found | None = None
    for span in spans:
        if held is not None:
            is_seat = span.label == "LOC" and _SEAT.fullmatch(text[held.end : span.start])
            if is_seat and held.label == "ORG" and _MISSION.match(text, held.start):
                held = held._replace(end=span.end)
                continue
            yield held
        held = span
    if held is not None:
        yield held


def _housed(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    """A name with the noun of the building that bears it ("salle Yvonne Ruel")."""
    before = text[max(0, span.start - _REACH) : span.start]
    if not text[span.start].isupper():
        return span
    for nouns, label in ((gazetteer.houses, "ORG"), (gazetteer.halls, "LOC")):
        noun = _building(nouns).search(before) if nouns else None
        if noun is not None:
            start = span.start - len(before) + noun.start("noun")
            return Found(start, span.end, label, "institution", _SCORE)
    if span.label == "ORG" and " " in text[span.start : span.end]:
        home = _AT_HOME.match(text, span.end)
        return span if home is None else span._replace(end=home.end())
    return span


def _of_town(text: str, span: Found, gazetteer: Gazetteer) -> Iterator[Found]:
    """A firm and the town where it is, which is no part of its name ("Carrefour de Gap").

    A party and its leader are two names, too ("le PPS d'Ana Costa").
    """
    name = text[span.start : span.end]
    both = _FIRM_OF.fullmatch(name) if span.label == "ORG" and name not in gazetteer.names else None
    label = None if both is None else _apart(both, gazetteer)
    if both is None or label is None:
        yield span
        return
    yield span._replace(end=span.start + both.end("firm"))
    yield span._replace(start=span.start + both.start("town"), label=label)


def _apart(both: re.Match[str], gazetteer: Gazetteer) -> str | None:
    """The label of what stands behind a firm or party; None where all is one name."""
    firm, town = both["firm"], both["town"]
    if both["of"] == " of ":
        is_firm = " " in firm and firm.rsplit(" ", 1)[-1] in gazetteer.firm_endings
        return "LOC" if is_firm else None
    if firm.isupper() and town.split()[0] in gazetteer.given_names:
        return "PER" if " " in town else None
    return "LOC" if _has_shops(firm, town, gazetteer) else None


def _has_shops(name: str, town: str, gazetteer: Gazetteer) -> bool:
    """Whether a firm has a shop or a plant in a town; a bank of a region bears its name."""
    known = gazetteer.names.get(name)
    is_firm = known is not None and known.kind == "companies" and not _REGIONAL.match(name)
    other = gazetteer.names.get(town)
    is_other = other.label != "LOC" if other else town.split()[0] in gazetteer.given_names
    return (name in _SHOPS or is_firm) and not is_other


def _with_parties(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with the acronyms of the parties and unions whose members stand behind them."""
    found = list(spans)
    english = bool(gazetteer.joined_tails)
    beside = _ACRONYM if english else _MEMBER
    for span in spans:
        acronym = beside.search(text, max(0, span.start - _REACH), span.start)
        if span.label != "PER" or acronym is None:
            continue
        if english and not _is_party(acronym[1], gazetteer):
            continue
        party = Found(acronym.start(1), acronym.end(1), "ORG", "context", _SCORE)
        if not any(other.overlaps(party) for other in found):
            found.append(party)
    return found


def _is_party(short: str, gazetteer: Gazetteer) -> bool:
    others = gazetteer.sigla | gazetteer.dropped | gazetteer.titles
    return short not in others and not gazetteer.is_place(short)


def _with_named(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with buildings named after somebody that no model saw ("patinoire Paul-Roux")."""
    found = list(spans)
    for nouns, label in ((gazetteer.houses, "ORG"), (gazetteer.halls, "LOC")):
        for match in _after_somebody(nouns).finditer(text) if has_any(nouns, text) else ():
            named = Found(match.start("noun"), match.end(), label, "institution", _SCORE)
            if not any(other.overlaps(named) for other in found):
                found.append(named)
    return found


def _with_units(text: str, spans: Sequence[Found]) -> list[Found]:
    """`spans` with military units, found by their form."""
    found = list(spans)
    for match in _UNIT.finditer(text):
        if _ARMED.search(match.group()) is None:
            continue
        unit = Found(match.start(), match.end(), "ORG", "institution", _SCORE)
        touched = [other for other in found if other.overlaps(unit)]
        if any(other.end > unit.end for other in touched):
            continue
        found = [other for other in found if other not in touched]
        found.append(unit)
    return found


@cache
def _building(nouns: frozenset[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:\b(?:[Ll]e|[Ll]a|[Dd]u|[Aa]u) |\b[LlDd]['’]|^|[,;:(] )(?P<noun>(?:{any_of(nouns)})"
        r"(?: (?:primaire|maternelle|élémentaire|communale|fondamentale|secondaire|professionnel"
        r"|technique|agricole|olympique|municipale?|intercommunale|publique|privée|libre))?) $"
    )


@cache
def _after_somebody(nouns: frozenset[str]) -> re.Pattern[str]:
    """A building and two names with a hyphen between them."""
    name = r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)+(?![\w-])"
    return re.compile(_building(nouns).pattern[:-1] + name)


@cache
def _body(heads: frozenset[str], places: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<body>{any_of(heads)})|{any_of(places)}) (?:d|[A-ZÀ-Þ])")
