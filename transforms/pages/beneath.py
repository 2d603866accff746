"""Decides the lines between the title and the text, and those above the title."""

from __future__ import annotations

import re

from transforms.pages.authors.callings import below_name
from transforms.pages.authors.signers import without_outlet
from transforms.pages.authors.signing_words import POSTED, WRITTEN
from transforms.pages.authors.unnoticed import without_place, without_site
from transforms.pages.header import is_bare_name
from transforms.pages.headline import NEWS_KINDS, OUTLET_WORDS, kind_of
from transforms.pages.page import FAIR, LIKELY, NEITHER, PARAGRAPH, SENTENCE, Page

CREDIT_WORDS = 8
SUMMARY_WORDS, POINT_WORDS = 12, 4  # of an unended standfirst; of one of its points

_ITEM = ("• ", "- ", "– ", "* ")
_BULLET = re.compile(r"[•▪◆●*–-] ?[A-ZÀ-Þ«“\"'‘]")
_PLAIN = re.compile(r"[A-ZÀ-Þ][^()|/:©…!?.\d]+(?:\d[^()|/:©…!?.]*)?[a-zà-ÿ]")
_POINT = re.compile(r"[A-ZÀ-Þ\d][^()|/:©…!?@#]+[\w%€]")
_SCORE = re.compile(r"[^\W\d].* \d{1,3} ?[-–] ?\d{1,3}(?: (?:ap|a\.p\.|aet|tab|pens?))?(?: ?\(|$)")
SUMMARY = re.compile(
    r"(?:ce qu'il faut (?:en )?(?:savoir|retenir)|en (?:bref|resume)|a retenir|l'essentiel"
    r"|les points cles|(?:in )?summary|(?:key )?takeaways"
    r"|(?:what|things) you need to know|in brief|key points|at a glance|highlights) ?[:.]?"
)  # heads what there is to know
_RIDER = re.compile(r"(?:…|\.{3}) ?[A-ZÀ-Þa-zà-ÿ‘“\"'«]")
_DOES = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]+(?: (?:d[eu]s? |la |le |van |von |el |al |ben )?[A-ZÀ-Þ][\w'’.-]*){1,3}"
    r", [a-zà-ÿ][^.!?:;«»\"]{3,70}$"
)


def settle_head(page: Page) -> None:
    """Decides the lines above the first paragraph."""
    if not page.has_run:
        return
    edge = page.body
    if page.title is None:
        _above_untitled(page)
        return
    for i in range(min(page.title, edge)):
        near = i >= page.title - 2 and page.words[i] <= 6
        if page.prose[i] != NEITHER and (i >= page.first or not (near or page.is_page)):
            continue
        page.decide(i, "kicker" if near else "navigation", "structure.above_title", FAIR)
    routed = False
    for i in range(page.title + 1, edge):
        if i in page.listed:
            continue
        if page.is_cut(i):
            routed = routed or page.decisions[i].kind in NEWS_KINDS
            continue
        if page.prose[i] == PARAGRAPH:
            page.decide(i, "standfirst", "structure.standfirst", LIKELY)
        elif page.undecided(i):
            _below_title(page, i, edge, routed)


def _below_title(page: Page, i: int, edge: int, routed: bool) -> None:
    """A line between title and body; `routed`: a byline, date or the like stands above it."""
    if SUMMARY.fullmatch(page.folded[i]) and heads(page, i):
        return
    if page.is_name[i] and page.is_button(i):
        page.decide(i, "share", "structure.buttons_below_title", FAIR)
        return
    if below_name(page, i):
        page.decide(i, "bio", "structure.author_does", FAIR)
        return
    named = page.is_name[i] or is_bare_name(page, i) or _is_person(page, i)
    named = named or (not page.ends[i] and any(x.match(page.text[i]) for x in (WRITTEN, POSTED)))
    reader = page.reader
    if reader is not None and not named:
        text = page.text[i]
        texts = (without_outlet(text, reader), without_place(page, i, reader))
        named = any(x != text for x in (*texts, without_site(page, i, text) or text))
    if named or kind_of(page, i) == "byline":
        page.decide(i, "byline", "structure.name_below_title", LIKELY)
    elif _is_outlet(page, i):
        page.decide(i, "byline", "structure.outlet_below_name", FAIR)
    elif _BULLET.match(page.text[i]) and any(
        _BULLET.match(page.text[k]) for k in (i - 1, i + 1) if k < len(page)
    ):
        return  # of a list that sums the text up
    elif page.prose[i] != PARAGRAPH and _beside_credit(page, i) and page.text[i][-1:] != "?":
        page.decide(i, "caption", "structure.beside_credit", LIKELY)
    elif page.is_labels[i] or (page.is_outer(i) and kind_of(page, i) != "date"):
        page.decide(i, "navigation", "structure.labels_below_title", FAIR)
    elif heads(page, i):
        return  # of a list: "What we know"
    elif page.prose[i] == NEITHER and page.words[i] <= 2 and i < edge - 1:
        page.decide(i, "kicker", "structure.word_below_title", FAIR)
    elif page.text[i].startswith(_ITEM):
        return  # of a list that sums the text up
    elif _SCORE.search(page.text[i]):
        return  # of a match, above its report
    elif _RIDER.match(page.text[i]) and page.words[i] >= POINT_WORDS:
        return  # what goes on from the title: "…We lost all, they say"
    elif _sums_up(page, i, edge):
        return
    elif page.prose[i] == NEITHER and routed and i < edge - 1 and not page.ends[i]:
        page.decide(i, "caption", "structure.line_below_byline", FAIR)
    elif not routed and (page.prose[i] >= SENTENCE or page.words[i] >= 5):
        page.decide(i, "standfirst", "structure.standfirst", FAIR)


def _sums_up(page: Page, i: int, edge: int) -> bool:
    """May the line be the standfirst, unended: long, or one of several in a row?"""
    if page.text[i].endswith(":"):
        return True
    if page.words[i] >= SUMMARY_WORDS:
        return _PLAIN.fullmatch(page.text[i]) is not None
    near = [k for k in range(max(i - 2, 0), min(i + 3, edge)) if _POINT.fullmatch(page.text[k])]
    row = [k for k in near if page.undecided(k) and page.words[k] >= POINT_WORDS]
    return i in row and any({k, k + 1, k + 2} <= {*row} for k in (i - 2, i - 1, i))


def _is_person(page: Page, i: int) -> bool:
    """Is it a name with what the person does, close above the date: "Ana Costa, économiste"?"""
    below = range(i + 1, min(i + 3, len(page)))
    return bool(_DOES.match(page.text[i])) and any(kind_of(page, k) == "date" for k in below)


def _is_outlet(page: Page, i: int) -> bool:
    """Does the line stand between an author's name and a date?"""
    if page.words[i] > OUTLET_WORDS or page.prose[i] != NEITHER or i + 1 >= len(page):
        return False
    return page.decisions[i - 1].kind == "byline" and page.decisions[i + 1].kind == "date"


def heads(page: Page, i: int) -> bool:
    """Does a list stand below the line?"""
    return i + 1 < len(page) and page.text[i + 1].startswith(("•", "- ", "– ", "* "))


def _beside_credit(page: Page, i: int) -> bool:
    """Does a line of nothing but a photo credit stand above or below?"""
    return any(
        page.decisions[k].kind == "caption"
        and page.words[k] <= CREDIT_WORDS
        and page.decisions[k].rule_id != "structure.line_below_byline"
        for k in (i - 1, i + 1)
        if k < len(page)
    )


def _above_untitled(page: Page) -> None:
    """No title was found: rows of short lines above the body are navigation all the same."""
    if page.first < 3 or not page.is_page:
        return
    for i in range(page.first):
        if page.prose[i] == NEITHER:
            page.decide(i, "navigation", "structure.above_body", FAIR)
