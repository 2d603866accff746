"""Acronyms that a document spells out: "Organisation mondiale de la santé (OMS)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from transforms.layers import Document, Mention
from transforms.typography import fold

_LINK_WORDS = {"de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en", "pour",
               "of", "the", "and", "for", "on", "in", "sur", "contre", "par"}  # fmt: skip

_FEWEST_INITIALS = 3  # of a name that stands apart from its acronym
_REPEATED = re.compile(r"([a-z])([2-4])|([2-4])([a-z])")  # "E2C", "3EF"


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
    return _apart(organisations) | found


def _apart(organisations: Sequence[Mention]) -> dict[str, str]:
    """Capitals that spell the initials of one name alone, which stands before them."""
    before: dict[str, set[str]] = {}  # initials -> names so far
    found: dict[str, str] = {}
    for mention in organisations:
        short = mention.text
        names = before.get(short.lower(), set()) if short.isupper() else set()
        if len(names) == 1:
            found.setdefault(short, *names)
        words = [word for word in fold(mention.text).split() if word not in _LINK_WORDS]
        if len(words) >= _FEWEST_INITIALS:
            before.setdefault("".join(word[0] for word in words), set()).add(mention.text)
    return found


def is_acronym(short: str, full: str) -> bool:
    """Whether `short` is made of the initials of `full` ("Insee", "OMS", "CFE-CGC", "Ofev").

    >>> is_acronym("OMS", "Organisation mondiale de la santé"), is_acronym("AFP", "Reuters")
    (True, False)
    """
    letters = re.sub(r"[^a-z]", "", _REPEATED.sub(_spelled, fold(short)))
    words = fold(full).split()
    content = [word for word in words if word not in _LINK_WORDS]
    if not 2 <= len(letters) <= 10 or len(content) < 2 or not short[:1].isupper():
        return False
    if _initials(letters, content) or _initials(letters, words):
        return True
    return short.isupper() and len(content) > 2 and _shares_initials(letters, content)


def _spelled(repeated: re.Match[str]) -> str:
    """A letter and its number written out: "e2" is "ee"."""
    letter, after, before, other = repeated.groups()
    return (letter or other) * int(after or before)


def _initials(letters: str, words: Sequence[str]) -> bool:
    """Every word's first letter is met in order; a word may lend two of its next letters."""
    if not words:
        return not letters
    if not letters or letters[0] != words[0][0]:
        return False
    return any(
        _inside(letters[1:taken], words[0][1:]) and _initials(letters[taken:], words[1:])
        for taken in (1, 2, 3)
        if taken <= len(letters)
    )


def _inside(letters: str, word: str) -> bool:
    """Whether `letters` stand in `word` in this order."""
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _shares_initials(letters: str, words: Sequence[str]) -> bool:
    """Whether a foreign acronym fits a translated name ("SADC"): most letters are initials."""
    initials = Counter(word[0] for word in words)
    return sum((initials & Counter(letters)).values()) >= 0.75 * max(len(letters), len(words))
