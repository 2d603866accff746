"""Lines that say the title again: shortened, with the outlet's name, behind a breadcrumb."""

from __future__ import annotations

import re

from transforms.pages.page import LIKELY, PARAGRAPH, SURE, Page

TITLE_WORDS = (3, 35)
MIN_COPY = 12  # characters of a title that is worth looking for elsewhere
CRUMB_WORDS, CRUMB_CHARS = 6, 40  # that may stand around a copy of the title
BELOW = 8  # lines below a shortened title in which the whole one stands
ALIKE = 0.5  # of the content words of a title that another wording of it has
LED = 3  # words before a colon that a shortened title lacks: "Nakuru: …"
BESIDE = 2  # lines above a shortened title in which the whole one stands
SHORTENED = 5  # words of a shortened title
STEM = 5  # letters by which two words are the same

_OUTLET = re.compile(r" [-–—|] ((?:(?! [-–—|] ).){3,40})$")
CONTENT = re.compile(r"[a-z]{4,}")
_WORD = re.compile(r"\w+")
_CUT_OFF = re.compile(r" ?(?:…|\.\.\.)$")


def stems(folded: str) -> frozenset[str]:
    """The content words of a folded text, cut to their beginnings."""
    return frozenset(word[:STEM] for word in CONTENT.findall(folded))


def holds(line: str, title: str) -> bool:
    """Does the line end with the title, or with the title and an outlet's name?"""
    _, found, after = line.rpartition(title)
    return bool(found) and (
        not after or (len(title) >= MIN_COPY and _OUTLET.match(after) is not None)
    )


def fuller(page: Page, title: int, edge: int) -> int:
    """The line beside `title`, and above line `edge`, that says the same more fully, else `title`.

    The browser's title, and the one of the list that led to the page, stand above the article's;
    the one that is shown as one scrolls stands right below it.
    """
    for i in range(max(0, title - BESIDE), title):
        if page.words[i] <= TITLE_WORDS[1] and not page.is_cut(i) and _shortens(page, title, i):
            return i
    for i in range(title + 1, min(edge + 1, title + 1 + BELOW, len(page))):
        is_title = TITLE_WORDS[0] <= page.words[i] <= TITLE_WORDS[1] and not page.is_cut(i)
        if is_title and page.prose[i] != PARAGRAPH and _says_fully(page, i, title):
            return i
    return title


def _says_fully(page: Page, i: int, title: int) -> bool:
    """Does line `i` go on where line `title` is cut off, or word it anew without the outlet?"""
    text, short = page.folded[i], _CUT_OFF.sub("", page.folded[title])
    if text.endswith(".") and not short.endswith("."):
        return False  # a standfirst
    return _begins(text, short) or _reworded(page, i, title) or _shortens(page, title, i)


def _shortens(page: Page, short: int, i: int) -> bool:
    """Does line `short` leave words of line `i` out, and nothing else: "A, mayor of B, quits"?"""
    text, less = page.folded[i], _CUT_OFF.sub("", page.folded[short])
    if text.endswith(".") or holds(text, less):
        return False  # a standfirst; a section or an outlet stands beside the same words
    if less == page.folded[short] and _OUTLET.search(text):
        return False  # the browser's title
    few, many = _WORD.findall(less), _WORD.findall(text)
    rest = iter(many)
    return SHORTENED <= len(few) < len(many) and all(word in rest for word in few)


def _begins(text: str, short: str) -> bool:
    """Is the text longer, and `short` how it begins, or goes on behind a place and a colon?"""
    lead, found, after = text.partition(short)
    if len(short) < MIN_COPY or not found or not after or after[0].isalnum():
        return False
    if _OUTLET.match(after):
        return False  # nothing but the outlet more
    return not lead or (lead.endswith(": ") and len(lead.split()) <= LED)


def _reworded(page: Page, i: int, title: int) -> bool:
    """Does line `title` end in an outlet that the page names, and line `i` say much of the rest?"""
    outlet = _OUTLET.search(page.folded[title])
    if outlet is None or outlet[0] in page.folded[i]:
        return False
    if not any(outlet[1] in line for k, line in enumerate(page.folded) if k != title):
        return False
    said = stems(page.folded[title][: outlet.start()])
    return len(said) >= LED and len(said & stems(page.folded[i])) >= ALIKE * len(said)


def cut_copies(page: Page) -> None:
    """Keeps the title and cuts the lines that say it again, alone or behind a breadcrumb."""
    if page.title is None:
        return
    page.decide(page.title, "title", "structure.title", LIKELY)
    for i in range(max(0, page.title - BELOW), min(len(page), page.title + BESIDE + 1)):
        if i != page.title and page.words[i] >= TITLE_WORDS[0] and _says_fully(page, page.title, i):
            page.decide(i, "title_copy", "structure.title_copy", SURE)
    title = page.folded[page.title].strip(" .")
    if len(title) < MIN_COPY:
        return
    for i, folded in enumerate(page.folded):
        if i == page.title or title not in folded:
            continue
        rest = folded.replace(title, " ").strip(" .>|/:-")
        if len(rest) <= CRUMB_CHARS and len(rest.split()) <= CRUMB_WORDS and len(rest) < len(title):
            page.decide(i, "title_copy", "structure.title_copy", SURE)
