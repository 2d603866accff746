"""Fragments of the lines around the title, each of which may name the section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from transforms.pages.neighbours import GALLERY
from transforms.pages.page import Page
from transforms.pages.section.section_words import EDGES, GLUED, NEXT_NAME, levels
from transforms.pages.section.trails import DATED

ABOVE, BELOW = 10, 7  # lines above and below the title
TAIL = range(-1, 8)  # lines beside the end of the text, where "Dans : Culture" may stand
MOST_CHARS, MOST_WORDS = 60, 6  # of a fragment
LINE_CHARS = 200  # of a line
ROW = 9  # parts from which a row is nothing but a menu

CAPITAL = re.compile(r" (?=[A-ZÀ-Þ«])")
_PARTED = re.compile(r"\s*[|·•–—]\s*|, | - |\t")
_LABELLED = re.compile(
    r"(?:.*[|·•–—-] )?(?:dans|rubrique|section|in|filed under|posted in|catégorie|category|thème"
    r"|classé dans)\s?:?\s+(.+)",
    re.IGNORECASE,
)
_GLUED_LABEL = re.compile(r"^(?:Topic|Rubrique|Section|Category|Catégorie|Thème):(?=\S)")
_HEAD = re.compile(r"([^.!?:|]{3,30}?)(?:\.| [|–—:]|:) ")


class Fragment(NamedTuple):
    """A fragment of line `line`; `shape` says how it was taken out of it."""

    line: int
    name: str
    shape: str


def fragments(page: Page, pieces: Sequence[tuple[int, str, str]]) -> list[Fragment]:
    """Every fragment that may name the section, once a shape.

    `pieces`: (line, kind, text) cut inside lines.
    """
    anchor = page.anchor
    near = range(max(0, anchor - ABOVE), min(len(page), anchor + BELOW))
    found = {
        Fragment(i, name, shape): None
        for i in near
        if i != page.title
        and page.is_cut(i)
        and len(page.text[i]) <= LINE_CHARS
        and page.decisions[i].rule_id != GALLERY
        for name, shape in _parts(_bare(page.text[i]))
    }
    for i in (page.last + k for k in TAIL):
        labelled = _LABELLED.fullmatch(page.text[i]) if near.stop <= i < len(page) else None
        if labelled and page.is_cut(i) and _may_be(name := labelled[1].strip(EDGES)):
            found[Fragment(i, name, "labelled_below")] = None
    for i, kind, text in pieces:
        if kind == "kicker" and i < anchor + BELOW and _may_be(name := text.strip(EDGES)):
            found[Fragment(i, name, "inside")] = None
    return list(found)


def _bare(text: str) -> str:
    """The line without a label glued to it, and without the day behind a trail."""
    text = _GLUED_LABEL.sub("", " ".join(text.split()))
    return DATED.sub("", text) if levels(text)[1:] else text


def _may_be(name: str) -> bool:
    is_short = 1 < len(name) <= MOST_CHARS and len(name.split()) <= MOST_WORDS
    return is_short and any(map(str.isalpha, name))


@lru_cache(maxsize=4096)  # of what an outlet prints on each page
def _parts(text: str) -> tuple[tuple[str, str], ...]:
    """(fragment, shape) of a line, each that may be a name."""
    parts = ((name.strip(EDGES), shape) for name, shape in _all_parts(text))
    return tuple((name, shape) for name, shape in parts if _may_be(name))


def _all_parts(text: str) -> Iterator[tuple[str, str]]:
    whole = text.strip(EDGES)
    yield whole, "whole"
    crumbs = _stripped(levels(text))
    yield from _placed(crumbs, "crumb")
    if len(crumbs) > 2:
        yield " > ".join(crumbs[1:]), "trail"
    for pattern, kind in ((_PARTED, "part"), (GLUED, "glued")):
        parts = _stripped(pattern.split(text))
        if len(parts) < ROW:
            yield from _placed(parts, kind)
    yield from _runs(whole, "run")
    if len(crumbs) > 1:
        yield from _runs(crumbs[-1], "crumb_run")
    if labelled := _LABELLED.fullmatch(text):
        yield labelled[1].strip(EDGES), "labelled"
    if head := _HEAD.match(text):
        yield head[1], "head"


def _stripped(pieces: Sequence[str]) -> list[str]:
    return [part for piece in pieces if (part := piece.strip(EDGES))]


def _placed(parts: Sequence[str], kind: str) -> Iterator[tuple[str, str]]:
    """The parts of a row of several, by their place in it."""
    last = len(parts) - 1
    if last < 1:
        return
    yield parts[0], f"{kind}_first"
    for k in range(1, last):
        is_next = kind == "crumb" and k == last - 1
        yield parts[k], f"{kind}_next_to_last" if is_next else f"{kind}_middle"
    yield parts[last], f"{kind}_last"


def _runs(row: str, kind: str) -> Iterator[tuple[str, str]]:
    """Words that begin in capitals, alone and with what is beside them, from a row's ends."""
    words = NEXT_NAME.split(row)
    if not 1 < len(words) < ROW + 3:
        return
    for count in range(1, min(4, len(words))):
        yield " ".join(words[-count:]), f"{kind}_last_{count}"
    for count in range(1, min(3, len(words))):
        yield " ".join(words[:count]), f"{kind}_first_{count}"
    for word in words[1:-1]:
        yield word, f"{kind}_middle"
