"""What kind of outlet a name is: agency, press, broadcast, network or other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.layers import Mention
from transforms.speech.quote_lexicon import QuoteLexicon

_LISTED = (
    ("network", "networks"), ("agency", "agencies"), ("broadcast", "broadcasters"),
    ("press", "outlets"),
)  # fmt: skip
_PARTS = re.compile(r"[-'’\s]+")  # of a name: "L'Écho de la rade"
_SITE = re.compile(r"\w\.(?:fr|com|info|net|org|be|ch|ca|eu|tv|news|co\.uk)$", re.IGNORECASE)


def sort_of_mention(mention: Mention, lexicon: QuoteLexicon) -> str:
    """What kind of outlet a mention is, by the lexicon or by the words of its name."""
    text, name, words = mention.text.lower(), mention.name.lower(), lexicon.words
    for sort, listed in _LISTED:
        if text in words[listed] or name in words[listed]:
            return sort
    if mention.label != "ORG":
        return "other"
    return "press" if _SITE.search(mention.text) else _sort_of_name(_PARTS.split(name), lexicon)


def _sort_of_name(words: Sequence[str], lexicon: QuoteLexicon) -> str:
    for sort in ("agency", "broadcast", "press"):
        if not lexicon.words[f"{sort}_names"].isdisjoint(words):
            return sort
    return "other"


def sort_of_noun(noun: str, lexicon: QuoteLexicon) -> str:
    """ "l'agence X", "la radio X": what an unknown name is, by the noun before it."""
    for sort in ("agency", "broadcast", "press"):
        if noun in lexicon.words[f"{sort}_nouns"]:
            return sort
    return "other"
