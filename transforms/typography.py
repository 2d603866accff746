"""Typographic characters made plain, one for one, and names folded to keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import filterfalse

# One character for one, so that offsets stay. The models were trained on the plain forms.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′＇", "'"),
        **dict.fromkeys("\t\v\f\r\u00a0\u1680\u202f\u205f\u3000", " "),
        **{chr(code): " " for code in range(0x2000, 0x200B)},
        **dict.fromkeys("‐‑", "-"),
    }
)
_TYPOGRAPHIC = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
)
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[-'.,«»\"“”()\s]+")


def plain(text: str) -> str:
    """`text` with typographic apostrophes, hyphens and spaces made plain, one for one."""
    return _TYPOGRAPHIC.sub(lambda found: _PLAIN[ord(found.group())], text)


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of `words`, the longest first; of nothing, if there is none."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"


@lru_cache(maxsize=1_024)
def words_of(text: str) -> frozenset[str]:
    """The words of `text` in small letters: asked for a line again by each rule that needs some."""
    return frozenset(_WORD.findall(text.lower()))


def has_any(words: frozenset[str], text: str) -> bool:
    """False where none of `words` can stand in `text`, as patterns of many words need not ask.

    >>> has_any(frozenset({"cour d'appel"}), "La cour juge")
    False
    """
    here, rest_of = words_of(text), _words_behind(words)
    if rest_of.keys().isdisjoint(here):
        return False
    return any(rest <= here for first in rest_of.keys() & here for rest in rest_of[first])


@cache
def _words_behind(phrases: frozenset[str]) -> dict[str, list[frozenset[str]]]:
    """First word of a phrase -> the others of each that begins so."""
    found: dict[str, list[frozenset[str]]] = {}
    for first, *rest in (_WORD.findall(phrase.lower()) for phrase in phrases):
        found.setdefault(first, []).append(frozenset(rest))
    return found


def standing(words: Iterable[str], text: str) -> list[tuple[int, str]]:
    """Where any of `words` stands by itself in `text`, in order, the longest at each place.

    As the pattern `any_of(words)` between word borders finds them (a hyphen is none), but
    with nothing to compile: words that one text asks for are looked for once.

    >>> standing(("Rey", "Ana Rey"), "Ana Rey, M. Rey et Saint-Rey")
    [(0, 'Ana Rey'), (12, 'Rey')]
    """
    places = []
    for word in words:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not (_is_inner(text[start - 1 : start]) or _is_inner(text[end : end + 1])):
                places.append((start, -len(word), word))
            start = text.find(word, start + 1)
    found, free = [], 0
    for start, _, word in sorted(places):
        if start >= free:
            found.append((start, word))
            free = start + len(word)
    return found


def _is_inner(character: str) -> bool:
    return character.isalnum() or character in ("_", "-")


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """`name` without case, accents, hyphens, apostrophes and spare spaces: a key to compare by.

    >>> fold("Kim Jong-Un"), fold("ÉLYSÉE"), fold("l’Œuvre")
    ('kim jong un', 'elysee', 'l oeuvre')
    """
    # Accents first: "ǽ" is a ligature under its accent, "ŉ" an apostrophe and a letter.
    letters = _unaccented(plain(_unaccented(name)).translate(_LIGATURES).casefold())
    return " ".join(_MARKS.sub(" ", letters).split())


def tidy(name: str) -> str:
    """`name` with plain apostrophes, hyphens and single spaces: one spelling for one form."""
    return " ".join(plain(name).split())


def unaccented_capitals(name: str) -> str:
    """`name` with its capitals' accents left out, as many outlets print it."""
    return "".join(_unaccented(c) if c.isupper() and not c.isascii() else c for c in name)


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))
