"""Acronyms that a document spells out: "Organisation mondiale de la santé (OMS)"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from transforms.gazetteer import fold
from transforms.layers import Document, Mention

_LINK_WORDS = {"de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en", "pour",
               "of", "the", "and", "for", "on", "in", "sur", "contre", "par"}  # fmt: skip


def expansions(document: Document, mentions: Sequence[Mention]) -> Mapping[str, str]:
    """Acronym to full name, for organisations that the document puts side by side.

    "Full Name (ABC)", "ABC (Full Name)" and "ABC, Full Name," count, when the letters of one are
    the initials of the other.
    """
    found: dict[str, str] = {}
    organisations = [mention for mention in mentions if mention.label == "ORG"]
    for first, second in pairwise(organisations):
        between = document.text[first.end : second.start]
        if not re.fullmatch(r"[»\"”’']?\s?[(,]\s?[«\"“]?(?:l['’]|la |le |les |the )?", between):
            continue
        for short, full in ((second.text, first.text), (first.text, second.text)):
            if is_acronym(short, full):
                found.setdefault(short, full)
    return found


def is_acronym(short: str, full: str) -> bool:
    """Whether `short` is made of the initials of `full`, in order ("Insee", "OMS", "CFE-CGC").

    >>> is_acronym("OMS", "Organisation mondiale de la santé"), is_acronym("AFP", "Reuters")
    (True, False)
    """
    letters = re.sub(r"[^a-z]", "", fold(short))
    words = fold(full).split()
    if not 2 <= len(letters) <= 10 or len(words) < 2 or not short[:1].isupper():
        return False
    return _initials(letters, [w for w in words if w not in _LINK_WORDS]) or _initials(
        letters, words
    )


def _initials(letters: str, words: Sequence[str]) -> bool:
    """Every word's first letter is met in order; a word may lend a second or third letter."""
    if not words:
        return not letters
    if not letters:
        return False
    return any(
        letters[:taken] == words[0][:taken] and _initials(letters[taken:], words[1:])
        for taken in (1, 2, 3)
        if taken <= len(letters) and taken <= len(words[0])
    )
