"""Cuts the lines around the body that hold nothing but author, date and reading time."""

from __future__ import annotations

import re

from transforms.pages.authors.callings import is_by_expert
from transforms.pages.authors.initials import INITIALS, is_same
from transforms.pages.authors.printed_names import NAME, are_names
from transforms.pages.authors.signers import AGENT, PERSON
from transforms.pages.authors.signing_words import PICTURED
from transforms.pages.authors.unnoticed import signers
from transforms.pages.entries import is_clock
from transforms.pages.page import FAIR, KEPT, LIKELY, NEITHER, PARAGRAPH, Decision, Page
from transforms.pages.times.dates import fold

ABOVE = 8  # lines below the beginning of the run that may still be the header
BELOW = 6  # lines below the body in which the text is signed
LOWER_WORDS = 3  # among them
CRUMB_WORDS = 5
TAIL = 3  # lines from the text's end on, and from its beginning, that sign it twice
NAME_WORDS = 8  # of the names below a lone "by"
_CREDIT = re.compile(r"\d|©|\b(?:AFP|Reuters|AP|Getty|Belga|Keystone|Photo|photo)\b")
_STAMPED = re.compile(
    r"(?i:posté|publié|écrit|rédigé|soumis|envoyé|posted|submitted|written|published)e?"
    r" (?:par|by|le|on) (?:[A-ZÀ-Þ]|\d)"
)
_SIGNED_FROM = re.compile(
    rf"{NAME},? (?:à|au|aux|in|at) [A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+)*\.?"
)
NEAR = 2  # lines between a bare name and the date it stands beside
WIDE = 5  # lines above the title in which a trail of sections may look like a credit
SIGNED = ("date", "byline", "reading_time")


def cut_signatures(page: Page) -> None:
    """Decides the header's and the tail's lines that say who, when and how long."""
    for i in _around(page):
        if _names_pictures_too(page, i):
            page.decide(i, "byline", "structure.signature", LIKELY)
        if not (page.reader and _is_open(page, i) and page.may_sign(i)) or _is_shown(page, i):
            continue
        if page.reader.by.fullmatch(page.folded[i]) and _names_next(page, i):
            page.decide(i, "byline", "structure.signature", LIKELY)
            page.decide(i + 1, "byline", "structure.signature", LIKELY)
            continue
        known = page.rules[i] is not None and not page.is_outer(i)
        if i < page.first and _STAMPED.match(page.text[i]) and not known:
            page.decide(i, "byline", "structure.signature", LIKELY)  # no reader's comment there
            continue
        if is_by_expert(page, i):
            page.decide(i, "byline", "structure.signature", LIKELY)
            continue
        signature = page.signature(i)
        if signature is None or (i > 0 and is_clock(page, i - 1) and not signature.names):
            continue  # what a live page's entry is about: "Rendez-vous le 20 mars"
        if signature.kind and not _is_menu(page, i):
            page.decide(i, signature.kind, "structure.signature", LIKELY)
    if not page.has_run or page.reader is None:
        return
    _cut_name_inside(page)
    for i in range(page.last + 1, min(page.last + 3, len(page))):
        if _is_open(page, i) and page.reader.is_initials(page.text[i]):
            page.decide(i, "byline", "structure.initials", FAIR)
    for i in range(page.first + 2, min(page.last + 3, len(page))):
        if _is_open(page, i) and _SIGNED_FROM.fullmatch(page.text[i]):
            page.decide(i, "byline", "structure.signed_from", FAIR)
    for i in range(page.first + 2, page.last + 1):
        if page.prose[i - 1] == NEITHER or not _is_open(page, i):
            continue
        if _is_signed_and_dated(page, i):
            page.decide(i, "byline", "structure.signature", LIKELY)
        if page.words[i] > 2:
            continue
        ends = i >= page.last - 1 or _is_ruled(page, i + 1)
        if ends and page.reader.is_initials(page.text[i]):
            page.decide(i, "byline", "structure.initials", FAIR)


def _names_pictures_too(page: Page, i: int) -> bool:
    """Does it name who wrote, then who took the pictures, right above the date?"""
    if not (i < page.last and PICTURED.match(page.text[i])):
        return False
    rule, below = page.rules[i + 1], page.signature(i + 1)
    return (rule is not None and rule.kind == "date") or (below is not None and below.is_dated)


def _cut_name_inside(page: Page) -> None:
    """Cuts the author's name below the first paragraph, where the text ends with its initials."""
    tail = range(max(page.first + 3, page.last), min(page.last + 1 + TAIL, len(page)))
    ended = [match[0] for i in tail if (match := INITIALS.match(page.text[i]))]
    for i in range(page.first + 1, min(page.first + TAIL, page.last)):
        between = page.prose[i - 1] != NEITHER and page.prose[i + 1] == PARAGRAPH
        named = between and page.is_name[i] and are_names(page.text[i]) and _is_open(page, i)
        if named and any(is_same(page.text[i], short) for short in ended):
            page.decide(i, "byline", "structure.name_inside", LIKELY)


def _is_signed_and_dated(page: Page, i: int) -> bool:
    """Is it nothing but who signs and the day, as below a text: "Ana CostaPublié le 3 mai 2026"?"""
    signature = page.signature(i) if page.may_sign(i) else None
    return signature is not None and bool(signature.names and signature.is_dated)


def _is_shown(page: Page, i: int) -> bool:
    """Is it what a picture shows, before its credit: "Ana Costa, le 3 mai. © Le Fil"?"""
    rule = page.rules[i]
    shown, credit, _ = page.text[i].partition("©")
    return rule is not None and rule.kind == "caption" and bool(credit) and "." in shown


def _is_menu(page: Page, i: int) -> bool:
    """Is it a row of sections, a desk among them: "Nation | Économie | Sport | Desk Femme"?"""
    names = page.text[i].split("|")
    return len(names) > 2 and sum(_names_section(page, name) for name in names) > 1


def _is_ruled(page: Page, i: int) -> bool:
    """Does a rule know the line as furniture?"""
    rule = page.rules[i]
    return rule is not None and rule.kind not in KEPT


def _names_next(page: Page, i: int) -> bool:
    """Is the next line nobody but who signs: "By", then "Ana Costa/AP"?"""
    if i + 1 >= len(page) or page.words[i + 1] > NAME_WORDS or page.reader is None:
        return False
    if sum(word[0].islower() for word in page.text[i + 1].split(" ")) > LOWER_WORDS:
        return False  # a title
    return bool(signers(page, i + 1, page.reader).of(PERSON, AGENT))


def name_crumbs(page: Page) -> None:
    """ "Local / Weather" right above the title is a section, though it looks like a credit."""
    if page.title is None:
        return
    for i in range(max(0, page.title - WIDE), min(len(page), page.title + NEAR + 1)):
        kind = page.decisions[i].kind
        if kind not in ("byline", "caption") or not page.text[i].isprintable():
            continue
        near = page.title - NEAR <= i < page.title and kind == "caption"
        if is_trail(page, i) or (near and _crumbs(page, i)):
            page.decisions[i] = Decision("kicker", "structure.above_title", FAIR)


def _names_section(page: Page, name: str) -> bool:
    section = page.reader.section if page.reader else None
    return section is not None and section.fullmatch(fold(name).strip()) is not None


def is_trail(page: Page, i: int) -> bool:
    """Is it a section within another, worded like a photo's credit: "Régions / Économie"?"""
    return any(_names_section(page, crumb) for crumb in _crumbs(page, i))


def _crumbs(page: Page, i: int) -> list[str]:
    """The parts of a short line that strokes divide and no sign of a credit is in."""
    crumbs = page.text[i].split("/")
    short = len(crumbs) > 1 and page.words[i] <= CRUMB_WORDS
    return crumbs if short and not _CREDIT.search(page.text[i]) else []


def is_bare_name(page: Page, i: int) -> bool:
    """Is the line nothing but names, beside a line of the header?"""
    signature = page.signature(i)
    if signature is None or not signature.names:
        return False
    near = range(max(0, i - NEAR), min(len(page), i + NEAR + 1))
    return any(k != i and page.decisions[k].kind in SIGNED for k in near)


def _around(page: Page) -> list[int]:
    above = range(min(page.first + ABOVE, len(page)))
    below = range(max(page.last + 1, len(above)), min(page.last + BELOW + 1, len(page)))
    return [*above, *(below if page.has_run else ())]


def _is_open(page: Page, i: int) -> bool:
    listed = page.first < i < page.last and i in page.listed
    return (
        not listed and page.undecided(i) and page.prose[i] != PARAGRAPH and not _is_known(page, i)
    )


def _is_known(page: Page, i: int) -> bool:
    """Has a rule a better name for the line? Credits with a date are taken for captions."""
    rule = page.rules[i]
    return rule is not None and rule.kind != "caption" and not page.is_outer(i)
