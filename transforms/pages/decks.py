"""Which of the lines above a text are its title's neighbours: decks, kickers, quotations."""

from __future__ import annotations

import re

from transforms.pages.page import Page, is_french

LONG_FRENCH, LONG_ENGLISH = 7, 4  # words of no kicker
DECK = 8  # words of a line below the title that says more
CAPITALS = 4  # longer words of a line in title case
PULLED = 6  # words of a title above a quotation
_COLON = re.compile(r"[»”\"’'] ?: |: [«“\"‘']")
_TITLE_WORD = re.compile(r"\w[\w'’-]{4,}")
_TRAIL = re.compile(r" [»>›|/] ")  # between the crumbs of a trail
_MARKS = ('"', "“", "”", "«", "»")


def has_deck(page: Page, i: int, edge: int) -> bool:
    """Does a sentence follow a line in title case, or one with a colon beside a quotation?"""
    below = range(i + 1, min(i + 3, edge))
    under = next((k for k in below if page.words[k] >= DECK and page.undecided(k)), None)
    if under is None:
        return False
    return any(has(page.text[i]) and not has(page.text[under]) for has in (_quotes, _in_capitals))


def is_no_kicker(page: Page, i: int, edge: int) -> bool:
    """Is it too long for a kicker, and the first such line, with another below for a deck?

    A joke in capitals may stand between the two.
    """
    least = LONG_FRENCH if is_french(page) else LONG_ENGLISH
    text = page.text[i]
    is_row = page.is_labels[i] or ("«" not in text and _TRAIL.search(text) is not None)
    if is_row or not _is_long(page, i, least):
        return False
    below = i + 1
    if below < edge and page.text[below].isupper() and page.words[below] < LONG_ENGLISH:
        below += 1
    above = any(_is_long(page, k, least) for k in range(max(0, i - 2), i))
    if above or below >= edge or not _is_long(page, below, LONG_ENGLISH):
        return False
    return ":" in text or ":" not in page.text[below]


def _is_long(page: Page, i: int, least: int) -> bool:
    """Has a line that may be the title `least` words?"""
    return page.words[i] >= least and page.undecided(i) and not page.is_outer(i)


def _quotes(text: str) -> bool:
    return _COLON.search(text) is not None


def _in_capitals(text: str) -> bool:
    """Is it in title case: no longer word but has a capital?"""
    words = _TITLE_WORD.findall(text)
    return len(words) >= CAPITALS and all(word[0].isupper() for word in words)


def is_pulled(page: Page, i: int) -> bool:
    """Is it nothing but a quotation, below a line that may be the title?"""
    if i == 0 or not page.text[i].startswith(_MARKS) or not page.text[i].endswith(_MARKS):
        return False
    return page.words[i - 1] >= PULLED and not (page.is_cut(i - 1) or page.is_labels[i - 1])
