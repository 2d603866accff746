"""What the words around a name say of it: "l'association Mer vive", "M. Tours", "À Nida,"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from transforms.naming.acronyms import is_acronym
from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found
from transforms.typography import any_of, has_any

_SCORE = 0.85
_REACH = 60
_IN_BRACKETS = re.compile(r"[»\"”]?\s?\(\s?[«\"“]?([A-Z][\w.-]{1,9})[»\"”]?\s?[),]")
# At most five words in marks, the first capitalised, no verb-like end of sentence.
_QUOTED = re.compile(r"[«“\"]\s?([A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s[\w’'&-]+){0,4})\s?[»”\"]")
_CLAUSE = re.compile(r"(?:Il|Elle|On|Nous|Je|Ce|C['’]|Ils|Vous|Tout|Pas)\b")
_OF_MANY = re.compile(r"(?:[Cc]ollectif|[Mm]ouvement|[Cc]omité)\s$")  # « Nous toutes »
_SOURCED = re.compile(  # "selon « Forbes »", "dans les colonnes du « Petit Lorrain »"
    r"\b(?:[Ss]elon|[Dd]['’]après|(?:[Cc]it|[Ii]nterrog|[Cc]ontact|[Rr]évél|[Pp]ubli)ée?s? par"
    r"|[Jj]ointe?s? par|colonnes d[eu]|[Aa]ccording to|[Qq]uoted by)\s(?:l[ea]s?\s)?$"
)
_REPORTED = re.compile(  # "« Le Monde » a révélé"
    r"\s(?:affirme|annonce|assure|écrit|précise|rapporte|raconte|relate|révèle|titre"
    r"|a (?:affirmé|annoncé|écrit|publié|rapporté|révélé|titré))\b"
)
_NETWORK = re.compile(r"\b(?:[Ss]ur|[Vv]ia|réseau social|[Oo]n)\s(X)(?![\w’'-])(?!\s[A-Z])")
_ROAD = re.compile(
    r"\b(?:la|une|cette|des?) ([Rr]oute (?:nationale|provinciale) (?:n[°o] ?)?\d{1,4})\b"
)
_ROAD_NUMBER = re.compile(r"(?:R[DNR]|CR|[ADEN]) \d{1,4}(?:bis)?|R[DN]\d{1,4}")  # "RN 12"
_ROUTE = re.compile(  # "le long de la D4", "off the A527", neither a division nor an aeroplane
    r"(?:\b[Ll]a (?=D(?![123]\b)|N)|\b(?:[Oo]n|[Oo]ff|[Aa]long|[Uu]p|[Dd]own|[Vv]ia|[Ff]rom|of)"
    r" the (?=[AM])|\b[Ss]ur l['’](?=A))(?!A(?:2[12]0|3\d0|400))([ADMN]\d{1,4})(?![\w-])"
)
_GOVERNED = re.compile(r"\b(?:du|de\s(?:la\s|l['’])?|d['’](?:une?\s)?|of the)\s?$")
_OFFICE = re.compile(r"[A-Z]{2,}s? (?:du |des |de |d['’])")  # "CPAS de Dinant"
_PAPER = re.compile(r"(?:Daily|Weekly|Evening)(?: [A-ZÀ-Þ][\w'’-]+){1,2}")  # "Daily Rift"
_PAPER_ALONE = re.compile(  # "told the Herald", "Reached by The Chronicle"
    r"(?:(?<=[a-z,] )(?=The )|\b[Tt]he )((?:The )?(?:Advertiser|Argus|Bugle|Chronicle|Courier"
    r"|Dispatch|Echo|Examiner|Gazette|Gleaner|Guardian|Herald|Inquirer|Ledger|Mercury|Observer"
    r"|Sentinel|Telegraph|Times|Tribune))(?![\w’'-])(?!\s[A-Z])"
)
# With what must stand in a text for the pattern to find anything.
_FORMED = (
    ("X", _NETWORK, "ORG"),
    ("he ", _PAPER_ALONE, "ORG"),
    ("oute ", _ROAD, "LOC"),
    ("a D", _ROUTE, "LOC"),
    ("a N", _ROUTE, "LOC"),
    ("the A", _ROUTE, "LOC"),
    ("the M", _ROUTE, "LOC"),
    ("ur l", _ROUTE, "LOC"),
)
OUTLET = re.compile(  # "Info Romandie", "Teranga Buzz", "Citizen TV"
    r"(?:Infos?|Actus?|Radio|Télé|TV|Web|Médias?) [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?"
    r"|[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)? (?:Infos?|Actus?|News|Buzz|TV|FM|Hebdo|Online|Mag)"
)
_ENGLISH_BODY = re.compile(  # in French articles too
    r"(?:Center|Centre|Institute|University|Council|Association|Federation|Agency|Department"
    r"|Ministry) (?:for|of|on) "
)
_CIVIC = {"City", "County", "Town", "Post", "Times"}  # places end so too
_BANK = re.compile(r"(?!South|North|West|East|Mill|River)[A-Z][a-z]+bank")  # "Rawbank"
_HELD = re.compile(
    r"\b(?:[Ss]hares?|[Ss]takes?|[Ss]tock|[Ii]nvest\w*|[Ff]aith|[Tt]rust|[Tt]rading) in $"
)
# An adjective by its ending ("norvégien").
_RELATION = (
    r"[a-zà-öø-ÿ-]{2,}(?:ais|aise|ois|oise|ien|ienne|ain|aine|ande|and|el|elle|al|ale|ique|ol|ole|ne"
    r"|iste|ère|er|euse|eux|ive|if|ée|é|ante|ant|ile|aire)s?"
)
_PLACED = re.compile(r"(?:^|[.!?…»\"”]\s+|[-–—•|]\s+)(?:À|A|In)\s+$")


def in_context(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` relabelled where the word before leaves no doubt, acronyms in brackets added."""
    surnames = {
        text[span.start : span.end].split()[-1]
        for span in spans
        if span.label == "PER" and " " in text[span.start : span.end]
    }
    told = [_told(text, span, surnames, gazetteer) for span in spans]
    told = _with_titled(text, told, gazetteer)
    told = _quoted(text, told, gazetteer.organisation_nouns)
    told = _missed(text, told, gazetteer)
    formed = {
        Found(match.start(1), match.end(1), label, "context", _SCORE)
        for needed, pattern, label in _FORMED
        if needed in text  # seldom so, and much sooner told
        for match in pattern.finditer(text)
    }
    sure = {(span.start, span.end): span.label for span in formed}
    told = [span for span in told if sure.get((span.start, span.end), span.label) == span.label]
    networks = {span.start for span in formed if text[span.start : span.end] == "X"}
    told = [span for span in told if span.start not in networks]  # "sur X. Réponse du club"
    told += [span for span in formed if not any(span.overlaps(other) for other in told)]
    return _with_acronyms(text, sorted(told, key=lambda span: span.start))


def _told(text: str, span: Found, surnames: set[str], gazetteer: Gazetteer) -> Found:
    before = text[max(0, span.start - _REACH) : span.start]
    name = text[span.start : span.end]
    label = span.label
    street = name.split(" ", 1)[0] in gazetteer.place_heads
    noun = None if street else _appositive(gazetteer.organisation_nouns).search(before)
    if noun and not (label == "PER" and " " in name and _GOVERNED.search(before[: noun.end("of")])):
        label = "ORG"  # but not in "la présidente de l'association Ana Costa"
    elif label != "PER" and _titled(gazetteer.courtesies).search(before):
        label = "PER"
    elif label != "ORG" and not street and _built_as_organisation(name, label, gazetteer):
        label = "ORG"
    elif (
        label != "LOC"
        and name not in surnames
        and _placed(name, label, before, text[span.end : span.end + 1], gazetteer)
    ):
        label = "LOC"
    # What the noun says of a label that the model gave too outweighs other places of the name.
    told = label != span.label or (noun is not None and label == "ORG")
    return span._replace(label=label, method="context", score=_SCORE) if told else span


def announced(before: str, gazetteer: Gazetteer) -> bool:
    """Whether a text ends in a noun of organisation that announces a name ("la chaîne")."""
    return _appositive(gazetteer.organisation_nouns).search(before[-_REACH:]) is not None


def _built_as_organisation(name: str, label: str, gazetteer: Gazetteer) -> bool:
    """Whether the name itself says that it is an organisation's."""
    if label != "ORG" and _seat(gazetteer.of_a_place).match(name):
        return True
    if label == "LOC" and (_OFFICE.match(name) or _ENGLISH_BODY.match(name)):
        return True
    if _PAPER.fullmatch(name) or OUTLET.fullmatch(name):
        return True
    last = name.split()[-1]
    if label == "LOC" and _BANK.fullmatch(name) and not gazetteer.is_known(name):
        return True
    if last == name or (label == "LOC" and last in _CIVIC):
        return False
    return last in gazetteer.organisation_endings or (last.endswith("tech") and len(last) > 5)


def _placed(name: str, label: str, before: str, after: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is built like a place's, or the words before say where something is."""
    if label == "ORG" and (
        name.split(" ", 1)[0] in gazetteer.place_heads or _ROAD_NUMBER.fullmatch(name)
    ):
        return True
    if label == "PER" and after == "," and _PLACED.search(before):
        return True  # "À Bourj Hammoud, ", but not "demande à Ana Costa, "
    if " " in name or name in gazetteer.names or name.isupper():
        return False
    if label == "PER" and _PLACED.search(before):
        return True
    if _HELD.search(before):
        return False
    words = before.rsplit(maxsplit=1)
    return bool(words) and before[-1:] == " " and words[-1] in gazetteer.locatives


def _with_titled(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """Persons whom a title announces: added where missed, made whole where begun late."""
    found = list(spans)
    if not has_any(gazetteer.courtesies, text):
        return found
    for match in _titled_name(gazetteer.courtesies).finditer(text):
        person = Found(match.start(1), match.end(1), "PER", "context", _SCORE)
        touched = [other for other in found if other.overlaps(person)]
        if any(other.start <= person.start for other in touched):
            continue
        end = max([person.end, *(other.end for other in touched)])
        found = [other for other in found if other not in touched]
        found.append(person._replace(end=end))
    return found


@cache
def _titled_name(titles: frozenset[str]) -> re.Pattern[str]:
    listed = any_of(titles)
    part = r"[A-ZÀ-ÖØ-ÞŠŽŁĀŌ][\w’'-]*[a-zà-öø-ÿ][\w’'-]*"
    return re.compile(rf"(?<![\w.-])(?:{listed})\s({part}(?:\s{part}){{0,2}})(?<!['’]s)")


@cache
def _appositive(nouns: frozenset[str]) -> re.Pattern[str]:
    """A noun of organisation right before a name, an adjective or what it makes between them.

    "le fabricant norvégien de batteries X", "the Norwegian battery maker X", "Battery maker X".
    """
    listed = any_of(nouns)
    return re.compile(
        rf"(?P<of>\b(?:[Ll]e|[Ll]a|du|au|une|un)\s|[lL]['’]|\b(?:[Tt]he|[Aa]n?)\s(?:[A-Za-z-]+\s){{0,3}}?"
        rf"|(?:^|[.!?…]\s)(?:[A-Z][a-z-]+\s)?)(?:{listed})"
        rf"(?:\s+{_RELATION}){{0,2}}(?:\s(?:de |d['’]|en )[a-zà-öø-ÿ-]{{3,}}(?:\s+{_RELATION})?)?"
        r"\s*[«\"“]?\s*$"
    )


@cache
def _titled(titles: frozenset[str]) -> re.Pattern[str]:
    listed = any_of(titles)
    return re.compile(rf"(?<![\w-])(?:{listed})\s+$")


def _quoted(text: str, spans: Sequence[Found], nouns: frozenset[str]) -> list[Found]:
    """Names in marks after a noun of organisation: "l'association « Mer vive »"."""
    found = list(spans)
    for match in _QUOTED.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        if not _appositive(nouns).search(before) and not _is_paper(text, match, before):
            continue
        if _CLAUSE.match(match.group(1)) and not _OF_MANY.search(before):
            continue
        name = Found(match.start(1), match.end(1), "ORG", "context", _SCORE)
        if any(not other.inside(name) for other in found if other.overlaps(name)):
            continue
        found = [other for other in found if not other.overlaps(name)]
        found.append(name)
    return sorted(found, key=lambda span: span.start)


def _is_paper(text: str, marked: re.Match[str], before: str) -> bool:
    """True for a title in marks that says something: "selon « Le Petit Lorrain »"."""
    words = marked.group(1).split()
    if not all(word[0].isupper() or len(word) < 4 for word in words):
        return False
    return bool(_SOURCED.search(before) or _REPORTED.match(text, marked.end()))


def _missed(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` and the names that nobody saw after a noun that announces one ("l'ONG Mer Vive")."""
    found = list(spans)
    if not has_any(gazetteer.announcers, text):
        return found
    for match in _announced_name(gazetteer.announcers).finditer(text):
        name = Found(match.start("name"), match.end("name"), "ORG", "context", _SCORE)
        first = match["name"].split()[0]
        touched = [span for span in found if span.overlaps(name)]
        if touched and _is_longer(match["name"], name, touched, gazetteer):
            found = [span for span in found if span not in touched]  # "le fonds Rhône Amorçage"
        elif touched or len(match["name"]) < 3:
            continue
        if first in gazetteer.sigla or first in gazetteer.dropped or first in gazetteer.furniture:
            continue
        if not touched and (gazetteer.is_place(first) or first.endswith(gazetteer.drop_endings)):
            continue
        found.append(name)
    return sorted(found, key=lambda span: span.start)


def _is_longer(words: str, name: Found, touched: Sequence[Found], gazetteer: Gazetteer) -> bool:
    """Whether `name` ends as firms do, and goes on where all that a model saw of it began."""
    return words.split()[-1] in gazetteer.organisation_endings and all(
        span.start == name.start and span.end < name.end and span.label != "PER" for span in touched
    )


@cache
def _seat(heads: frozenset[str]) -> re.Pattern[str]:
    """An institution and its place ("Cégep de Dole")."""
    return re.compile(rf"(?i:{any_of(heads)}) (?:du |des |de la |de l['’]|de |d['’])")


@cache
def _announced_name(nouns: frozenset[str]) -> re.Pattern[str]:
    word = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
    return re.compile(
        rf"\b(?:[Ll]e |[Ll]a |[Dd]u |[Aa]u |[Uu]ne? |[LlD]['’])(?:{any_of(nouns)})"
        r"(?: [a-zà-öø-ÿ-]+(?:aise?|oise?|ienn?e?|aine?|ande?|elle?|ale?|ique|ole?|iste|ère|er|ile"
        r"|aire))?"
        r"(?: (?:de |d['’])[a-zà-öø-ÿ-]{3,})?"  # "le fabricant de machines-outils X"
        rf" (?P<name>{word}(?: (?:{word}|&|\d+))*)"
    )


def _is_short_for(short: str, name: str) -> bool:
    """Whether an acronym in brackets is spelt by the name before it, or likely to be its own."""
    begins = short.isupper() and short.isalpha() and len(short) > 3 and short[0] == name[0].upper()
    return is_acronym(short, name) or (begins and len(name.split()) > 3)


def _with_acronyms(text: str, spans: Sequence[Found]) -> list[Found]:
    """Acronyms bracketed after the organisation they stand for, with its label."""
    found = list(spans)
    for span in spans:
        match = _IN_BRACKETS.match(text, span.end)
        if span.label != "ORG" or match is None:
            continue
        if not _is_short_for(match.group(1), text[span.start : span.end]):
            continue
        acronym = Found(match.start(1), match.end(1), "ORG", "context", _SCORE)
        found = [other for other in found if not other.overlaps(acronym)]
        found.append(acronym)
    return sorted(found, key=lambda span: span.start)
