"""Which trimmed spans may stand: no demonym, siglum, common word or page furniture."""

from __future__ import annotations

import re
from functools import cache

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found, at_sentence_start
from transforms.typography import any_of

# Sums of money that a model takes for a name ("N4.2bn", "R6 million").
_SUM = re.compile(
    r"[^\W\d]{0,3}\W?\d[\d.,]*(?:[.,]\d+|\s?(?:m|million|crore|lakh)|\s?(?:bn|tn|billion|trillion))$"
)
_FORMER = re.compile(r"\b[Ll]['’](?:ancien|ancienne|ex) $|\bex-$|\b[LlUu][aen]e? jeune $")
_AGED = re.compile(r" (?:de|âgée? de) \d\d ans\b")
_THE = re.compile(r"\b[LlUu][aen]e? $")
# "Interpellé, le maire a répondu"; not "André, 45 ans".
_ASKED = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{3,}(?:é|ée|és|ées)(?=, (?!\d))")
# A body in small letters is named by its field ("direction de la répression des fraudes"), by the
# acronym in brackets after it; a site by its address.
_OF_A_FIELD = re.compile(
    r" (?:des|du|de la|de l['’]) ?(?!(?:secteur|quartier|village|pays|coin|groupe|parti|ville|lieu"
    r"|commune|région|site|entreprise|société|personnel|ancien)\b)"
    r"\w{4,}(?!.* (?:des?|du|la|les?|l['’])$)"
)
# Kinds of territory with the capital of some newspapers ("Le Canton paiera").
_AREA = re.compile(r"Canton|Commune|Département|Municipalité|Province|Région")
_ITS_ARTICLE = re.compile(r"\b(?:[Ll]a|[Ll]e|[Dd]u|[Aa]u|[Cc]ette|[Cc]e) $")
_LINK = r"(?:de\s+la|de\s+l['’]|du|des|de|d['’]|à\s+la|à\s+l['’]|aux|au|of|for)"
_SHORT_AFTER = re.compile(r" \((?:ex-)?[A-ZÀ-Þ][\w&.-]{1,9}\)")
# Bodies that only say whose they are ("association des riverains").
_OF_MEMBERS = re.compile(
    r"(?:association|syndicat|comité|collectif|amicale|union|groupement|coopérative)"
    r" (?:des? |d['’])(?:anciens|commerçants|copropriétaires|élèves|étudiants|habitants|locataires"
    r"|parents|propriétaires|résidents|retraités|riverains|usagers|voisins)\b(?: d['’]élèves)?$"
)
_SITE = re.compile(
    r"(?:[\w-]+\.)+(?:fr|be|ch|ca|lu|com|net|org|info|news|media|tv|eu|sn|ci|ma|dz|tn|cd|cm)"
)


def is_entity(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether a trimmed span may stand: no demonym, siglum, common word or page furniture."""
    words = text[span.start : span.end]
    if words in gazetteer.names:
        return not (span.label == "LOC" and _is_event(text, span, gazetteer))
    if _is_slug(words, gazetteer):
        return False
    if words in gazetteer.dropped or words in gazetteer.sigla or len(words) == 1:
        return False
    if f"{words}." in gazetteer.courtesies:
        return False  # "Engr" of "Engr. Felix Odibe"
    if span.label == "PER" and words in gazetteer.titles and words not in gazetteer.given_names:
        return False  # "Oui, Mademoiselle"
    if span.label != "PER" and len(words.rstrip(".")) == 1:
        return False  # "(D., Ohio)"
    if _SUM.match(words):
        return False
    if words.islower():
        return _named_in_small_letters(text, span, gazetteer)
    if _is_demonym(text, span, gazetteer):
        return False
    if _AREA.fullmatch(words) and _ITS_ARTICLE.search(text[max(0, span.start - 6) : span.start]):
        return False
    if span.label == "LOC" and _is_event(text, span, gazetteer):
        return False
    if span.label == "ORG" and _is_portfolio(text, span, gazetteer):
        return False
    if _is_participle(text, span, gazetteer):
        return False
    if words in gazetteer.furniture or words in gazetteer.common:
        return span.label == "ORG" and not at_sentence_start(text, span.start)
    return True


def _is_slug(words: str, gazetteer: Gazetteer) -> bool:
    """Whether an agency files under it: a country and a field, in capitals ("MALI-SANTÉ")."""
    first, hyphen, field = words.partition("-")
    if not hyphen or not words.isupper() or words in gazetteer.loud:
        return False
    known = gazetteer.loud.get(first) or gazetteer.names.get(first.title())
    return known is not None and known.kind in ("country", "world") and len(field) > 4


def _is_participle(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether a lone word that opens a sentence is a participle that tells of its subject."""
    asked = _ASKED.match(text, span.start)
    if asked is None or asked.end() != span.end or not at_sentence_start(text, span.start):
        return False
    return asked[0] not in gazetteer.given_names and not gazetteer.is_known(asked[0])


def _named_in_small_letters(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether words without a capital are a name ("police nationale"), not a description."""
    words = text[span.start : span.end]
    if span.label == "ORG" and _OF_MEMBERS.match(words):
        return _SHORT_AFTER.match(text, span.end) is not None
    if " " not in words:
        return words.capitalize() in gazetteer.names or _SITE.fullmatch(words) is not None
    return (
        span.label != "ORG"
        or _state_body(gazetteer.bodies, gazetteer.body_fields).match(words) is not None
        or _OF_A_FIELD.search(words) is not None
        or _SHORT_AFTER.match(text, span.end) is not None
    )


@cache
def _state_body(bodies: frozenset[str], fields: frozenset[str]) -> re.Pattern[str]:
    """What the name of a public body without a capital is made of ("police nationale")."""
    made = any_of(fields).replace("'", "['’]")
    return re.compile(rf"(?:{any_of(bodies)})s? (?!de l['’]hôpital)(?:.* )?(?:{made})")


def _is_demonym(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether a lone word says where people are from ("l'ancien Lensois", "les Lensois")."""
    words = text[span.start : span.end]
    if " " in words or gazetteer.is_known(words):
        return False
    if not words.lower().endswith(gazetteer.drop_endings):
        return False
    before = text[max(0, span.start - 12) : span.start]
    if _FORMER.search(before) or (_AGED.match(text, span.end) and _THE.search(before)):
        return True  # whatever the model took it for
    return span.label == "LOC" and "-" not in words and _is_of_people(text, span)


def _is_of_people(text: str, span: Found) -> bool:
    """Whether an article or a name beside a demonym says that it is none of a place."""
    before = text[: span.start].rstrip().rsplit(" ", 1)[-1].lower()
    if before.rsplit("'")[-1] in {"le", "la", "l", ""} and re.match(
        r" [A-ZÀ-Þ]", text[span.end :][:2]
    ):
        return True  # "le Géorgien Ana Costa"
    words = text[span.start : span.end]
    plural = words.endswith("s") and before in {"les", "des", "aux", "ces", "nos", "certains"}
    she = before == "la" and words.endswith("e") and not words.endswith("aine")
    return plural or she or before in {"un", "une"}


def _is_event(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether a place stands in the name of an event or title ("Coupe de France")."""
    before = text[max(0, span.start - 40) : span.start]
    return _governed(gazetteer.events).search(before) is not None


def _is_portfolio(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether an organisation is only a minister's field ("ministre de la Culture")."""
    before = text[max(0, span.start - 80) : span.start]
    return (
        _portfolio(gazetteer.ministers).search(before) is not None
        or _office(gazetteer.ministers).match(text, span.start, span.end) is not None
    )


@cache
def _portfolio(ministers: frozenset[str]) -> re.Pattern[str]:
    """The end of a text that a minister's field follows, the first one or a further one."""
    return re.compile(
        rf"\b(?i:{any_of(ministers)})\s+{_LINK}\s*"
        rf"(?:[A-ZÀ-Þ][\w’'-]*(?: [a-zà-ÿ’']+){{0,3}}?(?:,| et)\s+{_LINK}\s*){{0,2}}$"
    )


@cache
def _office(ministers: frozenset[str]) -> re.Pattern[str]:
    """A minister, and what of ("MEC for Roads")."""
    return re.compile(rf"(?i:{any_of(ministers)})\s+(?:of|for)\s+[A-Z]")


@cache
def _governed(heads: frozenset[str]) -> re.Pattern[str]:
    """The end of a text where one of `heads` governs what follows."""
    nouns = any_of(heads)
    return re.compile(rf"\b(?:{nouns})\s+(?:{_LINK}\s*)?$")
