"""Decides line by line what is article and what is page, from what the lines are together.

Rules name what they know; this module weighs the rest: where the run of prose begins and ends,
what a heading pulls along, what hangs below the last paragraph.
"""

from __future__ import annotations

import re

from transforms.boilerplate import Rule
from transforms.headline import cut_copies, find_body, find_title, settle_head
from transforms.page import FAIR, KEPT, LIKELY, NEITHER, PARAGRAPH, SENTENCE, SURE, Decision, Page

# What a line adds to a run when the article's run of lines is sought.
PROSE_MAX = 40  # words of one paragraph that count
SHORT, ITEM, LABELS = -5.0, -1.0, -8.0
KIND_WEIGHTS = {
    "advertisement": -0.5, "embed": -1.0, "caption": -1.0, "machine": -1.0, "related": -2.0,
    "newsletter": -3.0, "subscription": -3.0, "paywall": -3.0, "share": -3.0, "date": -3.0,
    "byline": -3.0, "reading_time": -3.0, "source_link": -5.0, "tags": -8.0, "bio": -8.0,
    "legal": -10.0, "comment": -8.0,
}  # fmt: skip
BLOCK = -15.0  # a heading of links
ENOUGH = 45.0  # weight of a run after which a heading of comments ends it
LONG = 45  # words of a paragraph that no box of links has
TEASER = 0.3  # what short paragraphs below a heading of links count

PULLED_NEXT, PULLED_BLOCK = 3, 12  # lines that a heading may take along
TAIL = 2  # loose lines below the body that may be its end


def decide(page: Page) -> list[Decision]:
    """Decides every line of the page, in place, and returns the decisions."""
    _find_run(page)
    _apply_rules(page, anywhere=True)
    _fill_blocks(page)
    _pull_along(page)
    find_title(page)
    find_body(page)
    _apply_rules(page, anywhere=False)
    cut_copies(page)
    settle_head(page)
    _settle_tail(page)
    _cut_repeated(page)
    _cut_bare_titles(page)
    _name_kept(page)
    return page.decisions


def _find_run(page: Page) -> None:
    """The run of lines of the greatest total weight is the article's."""
    best = total = 0.0
    start = 0
    boxed = False  # below a heading of links
    page.first, page.last = 0, -1
    for i, rule in enumerate(page.rules):
        if total <= 0:
            total, start, boxed = 0.0, i, False
        if rule is not None and rule.heads == "rest" and best >= ENOUGH:
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
    _reach_out(page)


# What may stand between the paragraphs of a body without ending it.
INSIDE = frozenset(
    {"advertisement", "newsletter", "subscription", "related", "share", "embed", "caption",
     "consent", "machine"}
)  # fmt: skip


def _reach_out(page: Page) -> None:
    """A sentence below nothing but inserts is still the body's, be it outweighed by them."""
    for i in range(page.last + 1, len(page)):
        rule = page.rules[i]
        if rule is not None and rule.kind not in KEPT:
            if rule.kind in INSIDE and rule.heads not in ("block", "rest"):
                continue
            return
        if page.prose[i] != NEITHER:
            page.last = i
        elif not _is_scrap(page, i):
            return


def _weight(page: Page, i: int) -> float:
    rule, prose = page.rules[i], page.prose[i]
    if rule is not None and rule.kind not in KEPT:
        if prose == PARAGRAPH and page.is_outer(i):
            return 0.0  # furniture outside the body, text inside: the lines around it tell
        return BLOCK if rule.heads == "block" else KIND_WEIGHTS.get(rule.kind, SHORT)
    if prose == PARAGRAPH:
        return float(min(page.words[i], PROSE_MAX))
    if prose == SENTENCE:
        return page.words[i] / 2
    if page.is_labels[i]:
        return LABELS
    return ITEM if page.is_list[i] else SHORT


def _apply_rules(page: Page, anywhere: bool) -> None:
    for i, rule in page.ruled:
        if (rule.position == "any") != anywhere:
            continue
        if fits(page, i, rule):
            page.decide(i, rule.kind, rule.id, SURE if anywhere else LIKELY)


def fits(page: Page, i: int, rule: Rule) -> bool:
    """Does line `i` stand where `rule` applies? Where no body is found, anywhere but the title."""
    if rule.position == "any":
        return True
    if not page.has_run:
        return i != page.title
    if rule.position == "before":
        return i <= page.body and i != page.title
    if rule.position == "between":
        return page.body <= i < page.last
    if rule.position == "after":
        return i >= page.last
    return i < page.body or i > page.last


# Forms and offers come as blocks of lines; some lines of a block say nothing by themselves.
BLOCKS = frozenset({"newsletter", "subscription", "paywall", "account_warning", "consent", "share"})
SCRAP = 6  # words of such a line


def _is_scrap(page: Page, i: int) -> bool:
    """Is the short line held between two lines of one block?"""
    if not 0 < i < len(page) - 1 or page.words[i] > SCRAP or page.prose[i] != NEITHER:
        return False
    above, below = page.rules[i - 1], page.rules[i + 1]
    return above is not None and below is not None and above.kind == below.kind in BLOCKS


def _fill_blocks(page: Page) -> None:
    for i in range(1, len(page) - 1):
        if page.undecided(i) and page.rules[i] is None and _is_scrap(page, i):
            page.decide(i, page.decisions[i - 1].kind, "structure.inside_block", LIKELY)


def _pull_along(page: Page) -> None:
    """A heading of links takes the titles below it along."""
    for i, rule in page.ruled:
        if not rule.heads or page.decisions[i].rule_id != rule.id:
            continue
        if (rule.heads == "next" and page.words[i] > 5) or i < page.first:
            continue
        reach = PULLED_BLOCK if rule.heads == "block" else PULLED_NEXT
        for below in range(i + 1, min(i + 1 + reach, len(page))):
            if page.prose[below] != NEITHER or page.decisions[below].kind in KEPT:
                break
            page.decide(below, rule.kind, rule.id, LIKELY)


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


_SAID = re.compile(r"[\"«»“”]|[.?!] [A-ZÀ-Þ]")


def _cut_bare_titles(page: Page) -> None:
    """Two or more titles in a row between paragraphs are links: headings stand alone."""
    run: list[int] = []
    for i in range(page.first + 1, page.last + 1):
        if (
            page.undecided(i)
            and page.prose[i] == NEITHER
            and page.words[i] >= 6
            and not (
                page.is_list[i] or page.is_name[i] or page.text[i].endswith((".", ":", ",", ";"))
            )
            and not _SAID.search(page.text[i])
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
    loose = 0
    head: Decision | None = None
    for i in range(page.last + 1, len(page)):
        if not page.undecided(i):
            rule = page.rules[i]
            if page.is_cut(i) and rule is not None and rule.heads in ("block", "rest"):
                head = head if head and head.kind == "comment" else page.decisions[i]
            loose = loose if page.decisions[i].kind in KEPT else TAIL + 1
            continue
        loose += 1
        if loose <= TAIL and _may_end(page, i) and not (page.is_name[i] and i < len(page) - 1):
            continue
        if page.is_name[i] and i == page.last + 1:
            page.decide(i, "byline", "structure.name_below_body", FAIR)
        elif head is not None:
            page.decide(i, head.kind, head.rule_id or "", LIKELY)
        else:
            page.decide(i, "other", "structure.below_body", FAIR)


def _may_end(page: Page, i: int) -> bool:
    """May the loose line be the end of the body? Not where the rest of a page follows."""
    if _NOTE.match(page.text[i]):
        return True
    following = len(page) - i
    if following <= TAIL:
        return True
    return page.prose[i] != NEITHER or (page.ends[i] and page.words[i] >= 3)


_NOTE = re.compile(r"(?:\*+ ?\S|\(\*?\d*\) ?\S|\[\d+\] ?\S)")
_ATTRIBUTION = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]+(?: (?:d[eu]s? |la |le |van |von |el |al |ben )?[A-ZÀ-Þ][\w'’.-]*){1,3}"
    r"(?:, | \()[^.!?:;]{4,120}$"
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


def _is_standfirst(page: Page, i: int) -> bool:
    """Does a byline, date or share line part the line from the next text?"""
    if page.title is None or i < page.title or i + 1 >= len(page):
        return False
    return page.decisions[i + 1].kind in ("byline", "date", "share", "reading_time")
