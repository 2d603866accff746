"""Decides line by line what is article and what is page, from what the lines are together.

Rules name what they know; this module weighs the rest: where the run of prose begins and ends,
what a heading pulls along, what hangs below the last paragraph.
"""

from __future__ import annotations

import re

from transforms.boilerplate import Rule
from transforms.pages.authors.callings import below_name
from transforms.pages.beneath import settle_head
from transforms.pages.completeness import cut_notices, end_at_notice
from transforms.pages.copies import cut_copies
from transforms.pages.header import cut_signatures, is_trail, name_crumbs
from transforms.pages.headline import find_body, find_title
from transforms.pages.lists import find_lists
from transforms.pages.neighbours import (
    cut_alternatives,
    cut_bios,
    cut_embeds,
    cut_labelled,
    cut_pictured,
)
from transforms.pages.page import FAIR, KEPT, LIKELY, NEITHER, PARAGRAPH, SURE, Decision, Page
from transforms.pages.run import INSIDE, fill_blocks, find_run

PULLED_NEXT, PULLED_BLOCK = 3, 12  # lines that a heading may take along
HEADING_WORDS = 2  # of a heading below links
LONGER_HEADING, LONGER_BY = 6, 3  # words of one below a link that has by so many more
UNENDED = 15  # words
BROKEN_OFF, SMALL = 9, 4  # words, and small words among them, of a sentence that is broken off
_MARKS = "«“\"‘' \u00a0"
TAIL = 2  # loose lines below the body that may be its end


def decide(page: Page) -> list[Decision]:
    """Decides every line of the page, in place, and returns the decisions."""
    page.listed = find_lists(page)
    find_run(page)
    end_at_notice(page)
    cut_signatures(page)
    _apply_rules(page, anywhere=True)
    cut_notices(page)
    fill_blocks(page)
    _pull_along(page)
    cut_labelled(page)
    cut_alternatives(page)
    find_title(page)
    name_crumbs(page)
    find_body(page)
    _apply_rules(page, anywhere=False)
    cut_copies(page)
    cut_embeds(page)
    cut_pictured(page)
    settle_head(page)
    cut_bios(page)
    _settle_tail(page)
    _keep_citations(page)
    _cut_repeated(page)
    _cut_bare_titles(page)
    _name_kept(page)
    return page.decisions


def _apply_rules(page: Page, anywhere: bool) -> None:
    for i, rule in page.ruled:
        if (rule.position == "any") != anywhere:
            continue
        if rule.kind == "caption" and is_trail(page, i):
            page.decide(i, "kicker", "structure.trail", FAIR)
        elif fits(page, i, rule):
            page.decide(i, rule.kind, rule.id, SURE if anywhere and rule.pattern else LIKELY)


def fits(page: Page, i: int, rule: Rule) -> bool:
    """Does line `i` stand where `rule` applies? Where no body is found, anywhere but the title."""
    if rule.kind == "caption" and rule.where == "line" and _REPORTED.search(page.text[i]):
        return False  # a credit behind what somebody said
    if rule.position == "any":
        return True
    if not page.has_run:
        return i != page.title
    if i == page.title:
        is_glued = rule.where == "start" and rule.position == "before"
        return is_glued and rule.kind in ("kicker", "date")
    if rule.kind == "date" and i >= (page.title or 0) and _is_chronology(page):
        return False
    if rule.position == "before":
        return i <= page.body
    if rule.position == "between":
        return page.body <= i < page.last
    if rule.position == "after":
        return i >= page.last
    return i < page.body or i > page.last


_REPORTED = re.compile(
    r"[«“\"] ?[^»”\"]{15,}(?:[»”\"] ?,|[,!?][”\"]) (?!©|AFP|[Pp]hoto)[a-zà-ÿ]{3,}"
)


def _is_chronology(page: Page) -> bool:
    """Do bare dates stand above the text's paragraphs, as its headings?"""
    headings = [
        i
        for i, rule in page.ruled
        if rule.kind == "date" and rule.position != "any" and i < page.last
    ]
    return sum(page.prose[i + 1] != NEITHER for i in headings) >= 2


def _pull_along(page: Page) -> None:
    """A heading of links takes the titles below it along."""
    for i, rule in page.ruled:
        if not rule.heads or page.decisions[i].rule_id != rule.id:
            continue
        if (rule.heads == "next" and page.words[i] > 5) or i < page.first:
            continue
        if _EMBEDDED.search(page.folded[i]):
            continue
        reach = PULLED_BLOCK if rule.heads == "block" else PULLED_NEXT
        for below in range(i + 1, min(i + 1 + reach, len(page))):
            if page.prose[below] != NEITHER or page.decisions[below].kind in KEPT:
                break
            if below in page.listed and below <= page.last:
                break
            if below > i + 1 and any(is_text(page, below) for is_text in _TEXT_BELOW_LINKS):
                break
            page.decide(below, rule.kind, rule.id, LIKELY)


_LABEL = re.compile(r"((?:[A-ZÀ-Þ]\. ?){1,4}|[A-ZÀ-Þ]{2,4}) ?: ")  # of who answers: "H. B. R. : …"


def _is_answered(page: Page, i: int) -> bool:
    """Is it a question of an interview, in which the answers bear somebody's initials?"""
    label = _LABEL.match(page.text[i + 1]) if i < page.last else None
    if label is None or not page.text[i].endswith("?"):
        return False
    return sum(text.startswith(label[0]) for text in page.text) > 1


_EMBEDDED = re.compile(  # "Lire sur Instagram": what it leads to is no title below
    r" (?:sur|on) (?:instagram|facebook|x|twitter|tiktok|youtube|threads|bluesky|linkedin)\W*$"
)


def _is_heading(page: Page, i: int) -> bool:
    """Is it a few words between a link and a paragraph: what the paragraph is headed with?

    Two at most, or clearly fewer than the link has, without the colon of a title.
    """
    count, above = page.words[i], page.words[i - 1]
    is_short = count <= HEADING_WORDS < above or (
        count <= LONGER_HEADING and above >= count + LONGER_BY and ":" not in page.text[i]
    )
    follows = i + 1 <= page.last and page.prose[i + 1] == PARAGRAPH
    opens = page.text[i].lstrip(_MARKS)[:1].isupper()
    return is_short and opens and follows and page.rules[i] is None


def _cut_repeated(page: Page) -> None:
    """A short line that stands in the body and outside it as well is furniture."""
    outside = {
        page.folded[i]
        for i in range(len(page))
        if (i < page.body or i > page.last) and page.words[i] <= 4 and page.is_cut(i)
    }
    for i in range(page.body, page.last + 1):
        if page.undecided(i) and page.folded[i] in outside and not page.ends[i]:
            page.decide(i, "navigation", "structure.repeated", FAIR)


_HOUR = re.compile(r"\d{1,2} ?(?:h\b|h ?\d|:\d|[ap]\.?m\b)")  # of a programme
_HOURS = re.compile(r"\d ?(?:h|h ?\d\d|[ap]\.?m\.?) ?(?:-|–|à|to) ?\d", re.IGNORECASE)  # of opening
_SAID = re.compile(r"[\"«»“”]|[.?!] [A-ZÀ-Þ]|^[‘'].*[’']$")


def _cut_bare_titles(page: Page) -> None:
    """Two or more titles in a row between paragraphs are links: headings stand alone.

    Questions may be an interview's.
    """
    run: list[int] = []
    for i in range(page.first + 1, page.last + 1):
        if (
            page.undecided(i)
            and page.prose[i] == NEITHER
            and page.words[i] >= 6
            and i not in page.listed
            and not (
                page.is_list[i] or page.is_name[i] or page.text[i].endswith((".", ":", ",", ";"))
            )
            and not (_SAID.search(page.text[i]) or page.text[i].endswith("?"))
            and not (_HOUR.match(page.text[i]) or _HOURS.search(page.text[i]))
        ):
            run.append(i)
            continue
        above = page.text[run[0] - 1] if run else ""
        if len(run) >= 2 and page.prose[i] == PARAGRAPH and not above.endswith((":", ";", ",")):
            for k in run:
                page.decide(k, "related", "structure.bare_titles", FAIR)
        run = []


def _settle_tail(page: Page) -> None:
    """Decides what stands below the run of prose."""
    if not page.has_run:
        return
    loose = 0  # undecided lines so far
    crossed = False  # a cut line stands between them and the body
    head: Decision | None = None
    for i in range(page.last + 1, len(page)):
        if not page.undecided(i):
            rule = page.rules[i]
            if page.is_cut(i) and rule is not None and rule.heads in ("block", "rest"):
                head = head if head and head.kind == "comment" else page.decisions[i]
            crossed = crossed or (page.is_cut(i) and page.decisions[i].kind not in INSIDE)
            continue
        loose += 1
        if below_name(page, i):
            page.decide(i, "bio", "structure.author_does", FAIR)
            continue
        ends = page.text[i].endswith(".")
        signs = page.is_name[i] and (i == page.last + 1 or crossed or ends)
        signs = signs and not page.is_button(i)
        if signs and (head is None or head.kind != "comment"):
            page.decide(i, "byline", "structure.name_below_body", FAIR)
        elif head is not None:
            page.decide(i, head.kind, head.rule_id or "", LIKELY)
        elif crossed or not _may_end(page, i, loose):
            page.decide(i, "other", "structure.below_body", FAIR)


def _may_end(page: Page, i: int, loose: int) -> bool:
    """May the line, the `loose`th below the run, be the end of the body?"""
    if _NOTE.match(page.text[i]) or not page.is_page:
        return True
    if loose > TAIL:
        return False
    if page.words[i] >= UNENDED and _TWO_SENTENCES.search(page.text[i]):
        return True  # a last paragraph without its full stop
    if i == page.last + 1 and _is_broken_off(page, i):
        return True
    at_the_end = len(page) - i <= TAIL
    return at_the_end or page.prose[i] != NEITHER or _is_curt(page, i)


def _is_broken_off(page: Page, i: int) -> bool:
    """Is it a sentence that a door's notice, right below, breaks off?"""
    door = i + 1 < len(page) and page.decisions[i + 1].kind == "paywall"
    runs_on = page.words[i] >= BROKEN_OFF and len(_SMALL.findall(page.folded[i])) >= SMALL
    return door and runs_on and not page.ends[i]


def _is_asked(page: Page, i: int) -> bool:
    """Is it a question with what leads to it, above its answer: "Elle a dit non. Pourquoi ?"?"""
    led = _TWO_SENTENCES.search(page.text[i]) is not None and page.text[i].endswith("?")
    return led and i < page.last and page.prose[i + 1] == PARAGRAPH


_TEXT_BELOW_LINKS = (_is_heading, _is_answered, _is_asked, _is_broken_off)


def _is_curt(page: Page, i: int) -> bool:
    """Is it a sentence of a few words: "Entrée libre."?"""
    return page.ends[i] and (page.words[i] >= 3 or _CURT.fullmatch(page.text[i]) is not None)


_SMALL = re.compile(
    r"\b(?:d|l|de|la|les?|des|du|une?|et|en|que|a|est|dans|pour|sur|the|of|to|and|in|is|was|for|on)\b"
)
_CURT = re.compile(r"[A-ZÀ-Þ][a-zà-ÿœ'’]+ [a-zà-ÿœ'’]+\.")
_TWO_SENTENCES = re.compile(r"[a-zà-ÿ]{2}[.!?] [A-ZÀ-Þ]")
_NOTE = re.compile(
    r"(?:\*+ ?\S|(?:\(\*?\d*\)|\[\d+\]) ?(?!(?:[Cc]ommen|[Rr][ée]acti|[Rr]eact|[Rr]epl))\S)"
)
_ATTRIBUTION = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]+(?: (?:d[eu]s? |la |le |van |von |el |al |ben )?[A-ZÀ-Þ][\w'’.-]*){1,3}"
    r"(?:, | \()[^.!?:;]{4,120}$"
)

_CITATION = re.compile(  # as public radios print it
    r"(?:Une citation de|Propos de|A quote from|Quote from) [A-ZÀ-Þ][^!?:;]{4,120}[^.!?:;,]"
)


def _name_kept(page: Page) -> None:
    """Says what kind of text the kept lines are."""
    body_seen = False
    for i in range(len(page)):
        if not page.undecided(i):
            continue
        text = page.text[i]
        if _NOTE.match(text):
            page.decide(i, "note", "structure.note", LIKELY)
        elif not body_seen and _is_standfirst(page, i):
            page.decide(i, "standfirst", "structure.standfirst", FAIR)
        elif body_seen and page.prose[i] == NEITHER and not page.ends[i] and page.words[i] <= 20:
            said = i > 0 and page.decisions[i - 1].kind == "body" and page.words[i - 1] <= 60
            kind = "quote_attribution" if said and _ATTRIBUTION.match(text) else "subheading"
            page.decide(i, kind, "structure.short_line", FAIR)
        else:
            page.decide(i, "body", "structure.prose", LIKELY if page.prose[i] else FAIR)
            body_seen = True


def _keep_citations(page: Page) -> None:
    """What names the speaker of a block quotation is text, and none of the links around it."""
    for i in range(page.first + 1, page.last):
        if page.undecided(i) and _CITATION.fullmatch(page.text[i]) and page.ends[i - 1]:
            page.decide(i, "quote_attribution", "structure.citation", LIKELY)


def _is_standfirst(page: Page, i: int) -> bool:
    """Does a byline, date or share line part the line from the next text?"""
    if page.title is None or i < page.title or i + 1 >= len(page):
        return False
    return page.decisions[i + 1].kind in ("byline", "date", "share", "reading_time")
