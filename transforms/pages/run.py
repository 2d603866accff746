"""Finds the run of lines that is the article: where its prose begins and where it ends."""

from __future__ import annotations

import re

from transforms.boilerplate import Rule
from transforms.pages.entries import is_clock_rule
from transforms.pages.page import KEPT, NEITHER, PARAGRAPH, SENTENCE, Page

# What a line adds to a run. On a page the run of the greatest total weight is the article's.
PROSE_MAX = 40  # words of one paragraph that count
SHORT, ITEM, LABELS = -5.0, -1.0, -8.0
LOOSE = -0.5  # a short line where there is no page around the text
KIND_WEIGHTS = {
    "advertisement": -0.5, "embed": -1.0, "caption": -1.0, "machine": -1.0, "related": -2.0,
    "newsletter": -3.0, "subscription": -3.0, "paywall": -3.0, "share": -3.0, "date": -3.0,
    "byline": -3.0, "reading_time": -3.0, "source_link": -5.0, "tags": -8.0, "bio": -8.0,
    "legal": -10.0, "comment": -8.0,
}  # fmt: skip
LONE_DATE = -8.0  # a date alone on its line goes with a link more often than with a text
BLOCK = -15.0  # a heading of links
ENOUGH = 45.0  # weight of a run after which a heading of comments ends it
LONG = 45  # words of a paragraph that no box of links has
TEASER = 0.3  # what short paragraphs below a heading of links count

# Rules of these kinds know the furniture of pages; a text that has little of it is no page, and
# its short lines are its own.
FURNITURE = frozenset(
    {"navigation", "share", "legal", "tags", "comment", "consent", "paywall", "newsletter",
     "subscription", "kicker"}
)  # fmt: skip
FURNISHED = 3  # lines of furniture that make a page
# What may stand between the paragraphs of a body without ending it.
INSIDE = frozenset(
    {"advertisement", "newsletter", "subscription", "related", "share", "embed", "caption",
     "consent", "machine"}
)  # fmt: skip
ENDING = frozenset({"byline", "source_link", "tags", "bio", "legal", "paywall", "date"})
HEADER = frozenset({"byline", "date", "reading_time", "paywall"})  # between standfirst and body
STANDFIRST = 60  # words
UNKNOWN = 2  # short lines in a row that may be inserts no rule knows
BOX = 4  # titles in a box of links between two paragraphs
ENTRIES = 2  # times of day between the paragraphs of a live page
AHEAD = 12  # lines below in which one may say that the text goes on
BROKEN = 12  # words of a paragraph that breaks off
RESUMING = 15  # words of the paragraph below an empty box
OF_LINKS = frozenset({"related", "date", "reading_time"})  # what links in a box are shown with

# Forms and offers come as blocks of lines; some lines of a block say nothing by themselves.
BLOCKS = frozenset({"newsletter", "subscription", "paywall", "account_warning", "consent", "share"})
CURT = 4  # words
SCRAP = 6  # words of such a line
FORM_TEXT = 30  # words of a sentence inside a newsletter's form


def find_run(page: Page) -> None:
    """Sets `first`, `last` and `is_page`."""
    furniture = sum(1 for _, rule in page.ruled if rule.kind in FURNITURE)
    page.is_page = furniture >= FURNISHED
    page.first, page.last = 0, -1
    _heaviest_run(page)
    if not page.is_page:
        _reach_up(page)
    _reach_down(page)


def _heaviest_run(page: Page) -> None:
    best = total = 0.0
    start = 0
    boxed = False  # below a heading of links
    for i, rule in enumerate(page.rules):
        if total <= 0:
            total, start, boxed = 0.0, i, False
        ends = rule is not None and rule.heads == "rest" and best >= ENOUGH
        if ends and rule and (rule.position != "any" or _prose_from(page, i) < best):
            return  # comments: no article begins below them
        if rule is not None and rule.heads == "block" and total >= ENOUGH:
            boxed = True
        weight = _weight(page, i)
        if boxed and weight > 0:
            resumes = page.words[i] >= LONG or (i > start and page.prose[i - 1] == PARAGRAPH)
            boxed = not (resumes and page.prose[i] == PARAGRAPH)
            weight *= 1.0 if not boxed else TEASER
        total += weight
        if total > best:
            best, page.first, page.last = total, start, i


def _prose_from(page: Page, i: int) -> int:
    """Words of the paragraphs from line `i` on."""
    return sum(page.words[k] for k in range(i, len(page)) if page.prose[k] == PARAGRAPH)


def _weight(page: Page, i: int) -> float:
    rule, prose = page.rules[i], page.prose[i]
    if page.is_cut(i):
        return SHORT
    if rule is not None and rule.kind not in KEPT:
        if prose == PARAGRAPH and page.is_outer(i):
            return 0.0  # furniture outside the body, text inside: the lines around it tell
        if rule.kind == "date" and page.is_outer(i):
            return LONE_DATE
        return BLOCK if rule.heads == "block" else KIND_WEIGHTS.get(rule.kind, SHORT)
    if prose == PARAGRAPH:
        return float(min(page.words[i], PROSE_MAX))
    if prose == SENTENCE:
        return page.words[i] / 2
    if i in page.listed:
        return 0.0
    if page.is_labels[i] and page.is_page:
        return LABELS
    if not page.is_page:
        return LOOSE
    return ITEM if page.is_list[i] else SHORT


def _reach_up(page: Page) -> None:
    """Without a page around it the text begins with its first sentence."""
    for i in range(page.first):
        if page.prose[i] != NEITHER and page.rules[i] is None:
            page.first = i
            return


def _reach_down(page: Page) -> None:
    """Sentences below nothing but inserts are still the body's, be they outweighed by them."""
    if not page.has_run:
        return
    i = page.last + 1
    unknown = 0
    while i < len(page):
        rule = page.rules[i]
        below: int | None = None
        if rule is not None and rule.heads == "block":
            below = _below_box(page, i)
            if below is None and (below := _resumed(page, i)) is None:
                return
        elif rule is not None and rule.kind not in KEPT:
            if not _is_insert(page, i, rule) and (below := _resumed(page, i)) is None:
                return
        elif _is_text(page, i):
            below = i
        elif page.is_page and not is_scrap(page, i):
            unknown += 1
            if unknown > UNKNOWN and (below := _resumed(page, i)) is None:
                return
        if below is not None:
            i = page.last = below
            unknown = 0
        i += 1


def _is_insert(page: Page, i: int, rule: Rule) -> bool:
    """May line `i`, which `rule` knows as furniture, stand between the paragraphs of a body?"""
    if rule.heads == "rest":
        return False
    header = rule.kind in HEADER and _is_standfirst(page)
    return rule.kind in INSIDE or header or _is_entry(page, i)


def _is_text(page: Page, i: int) -> bool:
    """Is the line a sentence, an item of a list, or a word or two below a time of day?"""
    if page.prose[i] != NEITHER or _breaks_off(page, i):
        return not is_scrap(page, i)
    return i in page.listed or (_is_curt(page, i) and _is_entry(page, i - 1))


def _breaks_off(page: Page, i: int) -> bool:
    """Is it a paragraph that is not finished, above the notice that says why?"""
    if page.words[i] < BROKEN or page.ends[i] or i + 1 >= len(page):
        return False
    rule, text = page.rules[i + 1], page.text[i]
    is_open = max(text.rfind("«"), text.rfind("“")) > max(text.rfind("»"), text.rfind("”"))
    halts = rule is not None and rule.kind in ("paywall", "subscription")
    return halts and (is_open or _TWO_SENTENCES.search(text) is not None)


_TWO_SENTENCES = re.compile(r"[a-zà-ÿ]{2}[.!?] [«“\"]? ?[A-ZÀ-Þ]")


def _resumed(page: Page, start: int) -> int | None:
    """The sentence with which the text goes on where a line near `start` says that it does."""
    for i in range(start, min(start + AHEAD, len(page) - 1)):
        rule = page.rules[i]
        if rule is not None and rule.resumes and page.rules[i + 1] is None:
            return i + 1 if page.prose[i + 1] != NEITHER else None
    return None


def _is_entry(page: Page, i: int) -> bool:
    """Is it the time of day above one more entry of a live page?"""
    rule = page.rules[i]
    if rule is None or not is_clock_rule(rule):
        return False
    inside = [k for k, other in page.ruled if other is rule]
    return sum(page.first <= k < i for k in inside) >= ENTRIES


def _is_standfirst(page: Page) -> bool:
    """Is the run so short that it may be no more than the standfirst?"""
    return sum(page.words[page.first : page.last + 1]) <= STANDFIRST


def _below_box(page: Page, head: int) -> int | None:
    """The sentence with which the body resumes below a short box of links, if it does.

    Below a teaser stands the next link; below a sentence of the body another one, or the end.
    """
    titles = 0
    for i in range(head + 1, len(page)):
        rule = page.rules[i]
        if rule is not None and rule.kind in OF_LINKS:
            continue
        titles += page.prose[i] == NEITHER
        if rule is not None or titles > BOX:
            return None
        if page.prose[i] == NEITHER:
            continue
        if i + 1 == len(page) or page.prose[i + 1] != NEITHER or _is_curt(page, i + 1):
            return i
        rule = page.rules[i + 1]
        ends = rule is not None and (rule.kind in ENDING or rule.heads in ("block", "rest"))
        if not titles and rule is not None and rule.kind in INSIDE:
            ends = page.prose[i] == PARAGRAPH and page.words[i] >= RESUMING  # an empty box
        return i if ends else None
    return None


def _is_curt(page: Page, i: int) -> bool:
    """Is it a sentence of a few words: "It isn't."?"""
    return page.rules[i] is None and page.words[i] <= CURT and page.text[i].endswith(".")


def is_scrap(page: Page, i: int) -> bool:
    """Is the line held between two lines of one block?"""
    if not 0 < i < len(page) - 1:
        return False
    above, below = page.rules[i - 1], page.rules[i + 1]
    if above is None or below is None or above.kind != below.kind or above.kind not in BLOCKS:
        return False
    if above.kind == "newsletter" and page.words[i] <= FORM_TEXT:
        return True
    return page.words[i] <= SCRAP and page.prose[i] == NEITHER


def fill_blocks(page: Page) -> None:
    """Cuts the scraps of blocks that rules cut."""
    for i in range(1, len(page) - 1):
        if page.undecided(i) and page.rules[i] is None and is_scrap(page, i):
            page.decide(i, page.decisions[i - 1].kind, "structure.inside_block", 0.85)
