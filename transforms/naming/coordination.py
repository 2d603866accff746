"""Bodies of two fields that a model cuts at the first ("Office des lacs et cours d'eau")."""

from __future__ import annotations

import re

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found

# Nouns in the plural, and another without an article; few other words after "et" end so.
_FIELDS = re.compile(r" des [a-zà-ÿ-]+[sx]$")
_AND_FIELDS = re.compile(
    r" et (?!(?:alors|après|ces|dans|depuis|des|dès|leurs|les|mais|moins|nos|nous|pas|plus|puis"
    r"|quelques|sans|ses|tous|toujours|très|vos|vous)\b)"
    r"[a-zà-ÿ-]{3,}[sx](?: (?:de |d['’])[a-zà-ÿ]+)?(?![\w’'-])"
)
_FIELD = re.compile(r" (?:du |de la |de l['’]|des )[a-zà-ÿ-]+$")
_AND_FIELD = re.compile(
    r" et (?:du |de la |de l['’]|des )"
    r"(?!(?:club|commune|département|gouvernement|groupe|habitants|maire|même|ministre|ministère"
    r"|parquet|parti|patronat|personnel|police|président|public|région|reste|secteur|syndicats?"
    r"|ville)\b)[a-zà-ÿ-]{4,}(?: [a-zà-ÿ]+(?:iques?|ales?|ives?|aires?|publics))?(?![\w’'-])"
)
_OF_IT = re.compile(r"\b[Dd](?:(?:u|es|e la) |(?:e l)?['’])$")


def coordinated(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    """`span` with the second field of a body; with an article, only where no other noun has it.

    In "la présidente de la Chambre des notaires et du club" the club is no field.
    """
    name = text[span.start : span.end]
    if span.label != "ORG" or name.split(" ", 1)[0] not in gazetteer.generic_heads:
        return span
    both = _FIELDS.search(name) and _AND_FIELDS.match(text, span.end)
    if not both and not _OF_IT.search(text[max(0, span.start - 7) : span.start]):
        both = _FIELD.search(name) and _AND_FIELD.match(text, span.end)
    return span._replace(end=both.end()) if both else span
