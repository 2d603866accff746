"""Nouns that belong to the name after them: "préfecture du Finistère", "forêt de Bélouve"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found
from transforms.typography import any_of, has_any

_OF = (
    r"(?:du|des|de\s+la|de\s+l['’]|de|d['’]|of\s+the|of|for"
    r"|(?<=Committee )on(?!\s+[A-Z][a-z]+day\b))"
)
_LINKS = ("du", "des", "la", "l'", "l’", "de", "d'", "d’", "of", "the", "for")  # how it may end
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ][\w’'-]*"
_ADJECTIVE = (
    r"(?:nationale?s?|étrangères?|écologique|publique?s?|sociale?s?|solidaires?|intérieure?s?"
    r"|extérieure?s?|européennes?|rurale?s?|fédérale?s?|numérique|supérieure?|territoriale?s?"
    r"|religieu(?:x|ses)|internationale?s?|féminine|civile|maritime|humaine|routière|alimentaire"
    r"|locale?s?|provinciale?|énergétique|durable|professionnelle|pénitentiaire|générale)"
)
_FIELD = rf"{_CAPITAL}(?:\s+{_ADJECTIVE}\b)?"
# A further field of a ministry, with its article: ", de la Lutte contre le bruit".
_ENDING = r"(?:iques?|ales?|aires?|eux|elles?|ives?|ées?|és|ines?|eures?|ables?|iles?|imes?)"
_QUALITY = rf"\s+[a-zà-ÿ]+{_ENDING}\b"
_FURTHER = (
    rf"(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+){_CAPITAL}"
    rf"(?:\s+(?:contre|pour)\s+(?:les?\s+|la\s+|l['’])?[a-zà-ÿ]+(?:{_QUALITY})?"
    rf"|{_QUALITY}(?:\s+et{_QUALITY})?)?"
)
_THEME = (
    rf"{_FIELD}(?:(?:,\s+|\s+(?:et|and)\s+)(?:{_FURTHER}|(?:la\s+|l['’]|les\s+|le\s+|the\s+)?{_FIELD})"
    rf"|\s+et\s+{_ADJECTIVE})*"
)
_DEFINITE = (  # an indefinite noun names nothing
    r"(?<![\w-])(?<!\b[Uu]n )(?<!\b[Uu]ne )(?<!\b[Dd]es )(?<!\bplusieurs )(?<!\bdeux )"
)
# Some papers write no capitals in them ("Sheffield city council").
_CIVIC = re.compile(
    r" (?:(?:(?:city|town|county|borough|district|regional|parish) )?council"
    r"|(?:mayoral )?combined authority"
    r"|(?:crown|county|high|regional|sheriff|labour|magistrates['’]|magistrate['’]s) court)\b"
)
_STOPS = (".", "”", '"')  # of a text that is no headline: "Toledo council delays vote"
_ARTICLE = re.compile(r"(?:\b(?:[Ll]e|[Ll]a|[Dd]u|[Aa]u) |\b[LlDd]['’])$")
# A trade or a moment of any school: "un directeur d'école de X".
_OF_ANY = re.compile(
    r"\b(?:directeur|directrice|maître|maîtresse|enseignante?|instituteur|institutrice|professeure?"
    r"|chef|parent|élève|cour|sortie|fin|groupe|bâtiment|classe)s? d['’]$"
)
_SCORE = 0.8
_REACH = 60  # code points looked back for a governing noun


def institutions(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> Iterator[Found]:
    """Spans made longer by the noun that governs them; `spans` are the mentions known so far.

    A place after "préfecture du" makes the whole an organisation, after "forêt de" it stays a
    place; "ministère de la Culture" is found by its form. An indefinite noun ("un collège de
    Namur") names nothing.
    """
    for span in spans:
        if span.label != "LOC":
            continue
        civic = _CIVIC.match(text, span.end)
        if civic and (civic.group() != " council" or span.start or text.rstrip().endswith(_STOPS)):
            yield Found(span.start, civic.end(), "ORG", "institution", _SCORE)
            continue
        before = text[max(0, span.start - _REACH) : span.start]
        if not before.rstrip().endswith(_LINKS):
            continue
        for heads, label in (
            (gazetteer.of_a_place, "ORG"),
            (gazetteer.houses, "ORG"),
            (gazetteer.place_heads, "LOC"),
        ):
            found = _head_pattern(heads).search(before) if heads else None
            bare = heads is gazetteer.houses  # not in "l'étrange école de"
            lead = before[: found.start()] if found is not None else ""
            if bare and _OF_ANY.search(lead):
                break
            if found is not None and not (bare and not _ARTICLE.search(lead)):
                start = span.start - len(before) + found.start("noun")
                yield Found(start, span.end, label, "institution", _SCORE)
                break
    if gazetteer.parts and has_any(gazetteer.of_a_place, text):
        for match in _whole_pattern(gazetteer.of_a_place).finditer(text):
            yield Found(match.start("noun"), match.end(), "ORG", "institution", _SCORE)
    if has_any(gazetteer.of_a_theme, text):
        for match in _theme_pattern(gazetteer.of_a_theme).finditer(text):
            yield Found(match.start(), match.end(), "ORG", "institution", _SCORE)


@cache
def _head_pattern(heads: frozenset[str]) -> re.Pattern[str]:
    nouns = any_of(heads)
    return re.compile(rf"{_DEFINITE}(?P<noun>(?i:{nouns}))\s+{_OF}\s*$")


@cache
def _whole_pattern(heads: frozenset[str]) -> re.Pattern[str]:
    """An institution and its place where no model saw the place ("parquet de Zarvec")."""
    cased = heads | {head[0].upper() + head[1:] for head in heads}  # half the cost of "(?i:"
    return re.compile(rf"{_DEFINITE}(?P<noun>{any_of(cased)})\s+{_OF}\s*{_CAPITAL}(?:-[\w’'-]+)?")


@cache
def _theme_pattern(heads: frozenset[str]) -> re.Pattern[str]:
    nouns = any_of(heads)
    return re.compile(rf"(?<![\w-])(?i:{nouns})\s+{_OF}\s*{_THEME}")
