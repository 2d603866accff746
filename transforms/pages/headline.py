"""Finds the title among the lines above the body, its copies, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from transforms.pages.copies import CONTENT, MIN_COPY, STEM, TITLE_WORDS, fuller, holds, stems
from transforms.pages.decks import has_deck, is_no_kicker, is_pulled
from transforms.pages.entries import is_clock
from transforms.pages.page import NEITHER, PARAGRAPH, UNDECIDED, Page, by_line
from transforms.pages.title_form import form

REACH = 40  # lines above the body in which the title is sought
NEWS_KINDS = ("byline", "date", "reading_time", "share", "caption")
HEADER_KINDS = ("byline", "date", "reading_time")
SIGNED_KINDS = ("byline", "date")

OUTLET_WORDS = 6
SIGNED = "comments.signed"  # a name with a date: above a comment, or below a title
SIGNED_REACH, TOP = 5, 1  # lines above a title in which a day counts; lines of the page's top
OWN = 3  # lines below a title in which its byline or day stands
HEADER_LINES = 12  # lines in which the first date stands
HEADER_GAP, HEADER_REACH = 5, 12  # lines below a standfirst, uncut and all, to the byline or date


WORDED = frozenset(
    {"subscription", "newsletter", "advertisement", "related", "consent", "share", "paywall",
     "comment", "embed", "legal", "bio"}
)  # fmt: skip
RULED, FOREIGN = 0.8, 0.8  # what counts against such a line; more if the text says little of it
PASSED = 1.1  # what each paragraph of text above a line counts against it
ECHO = 0.8  # what it counts that the body says what the title says
TOLD = 15  # paragraphs of the body that are asked
_PRICED = re.compile(r"[€$£](?! ?\d+(?:[.,]\d+)? ?(?:bn|m|k|b|million|billion|trillion)\b)|\d ?%")
LITTLE, MOST_OF_IT = 0.4, 0.6  # of its words that the body says: less is an offer, no title


_MAIL = re.compile(
    r"\b(?:lire|lisez|ouvr\w+|affich\w+|voir|view\w*|open|read\w*|display\w*|see)\b.*"
    r"\b(?:navigateur|browser|en ligne|online)\b"
)
_QUOTING = re.compile(r"[^.!?:«»]{3,50} ?: ?[«“][^»”]{10,180}[»”]$")  # "Ana Costa : « … »"
_OFFER = re.compile(
    r"\b(?:sans (?:limite|engagement)|par mois|par semaine|a month|a week|abonn\w+|subscri\w+|essai"
    r"|offres?|offers?|trial|unlimited|illimitee?s?)\b|/ ?(?:mois|month|week|semaine)"
)
_STOPPED = re.compile(r"^[^.?!«»“”\"]{12,90}[.?!] [A-ZÀ-Þ][^.?!«»“”\"]{4,90}[.?!]$")
LONGER = 0.5  # what it counts that a line is too long for a kicker, with a deck below
TIMED_WORDS = 7  # of a line that says how long it takes to read or hear


def find_title(page: Page) -> None:
    """Sets `page.title`: the hinted line, else the best candidate above the first paragraph."""
    mail = is_mail(page)
    edge = max(_first_paragraph(page), 0 if mail else _header_end(page))
    hinted = _hinted(page, edge)
    if hinted is not None:
        page.title = hinted
        return
    if page.chosen_title is not None:
        page.title = fuller(page, page.chosen_title, edge)
        return
    best, best_score, passed = None, 0.0, 0
    told, top = _told(page, edge), _Top.of(page, edge, mail)
    for i in range(top.start, edge):
        score = -PASSED * passed
        passed += page.prose[i] == PARAGRAPH and not page.is_cut(i) and i > 0
        if _is_ruled(page, i):  # a title that reads like an offer or a link says what the text does
            share = _share(page.folded[i], told)
            if not share:
                continue
            score -= RULED if share >= LITTLE else RULED + FOREIGN
        score += _score(page, i, top)
        if score > 0:
            share = _share(page.folded[i], told)
            priced = _PRICED.search(page.text[i]) is not None
            offers = priced and share < MOST_OF_IT and _OFFER.search(page.folded[i]) is not None
            score += ECHO * share - (share < LITTLE and priced) - offers
        if score > best_score:
            best, best_score = i, score
    if best is None:
        page.title = _sentences(page)
        return
    if page.is_cut(best):
        page.decisions[best] = UNDECIDED
    if best > top.start and page.folded[best - 1] == page.folded[best]:
        best -= 1
    # The line again, or without the breadcrumb or the outlet beside it, is the better copy.
    for i in range(best + 1, edge):
        if page.words[i] >= 3 and not page.is_cut(i) and holds(page.folded[best], page.folded[i]):
            same = page.folded[i] == page.folded[best]
            best = best if same and _heads(page, best, i) else i
    page.title = fuller(page, best, edge)


def _sentences(page: Page) -> int | None:
    """A title that is sentences, where nothing else is one: a standfirst and who signs follow."""
    first = page.first
    if not page.is_page or first + 2 > page.last or not page.undecided(first):
        return None
    if page.words[first] > TITLE_WORDS[1] or not _STOPPED.search(page.text[first]):
        return None
    deck = page.undecided(first + 1) and page.prose[first + 1] != NEITHER
    return first if deck and kind_of(page, first + 2) in SIGNED_KINDS else None


def _heads(page: Page, i: int, again: int) -> bool:
    """Is line `i` the title, which stands again right below, or as a picture's below the byline?

    Or below the day, which stands right below the first, with no byline or day of its own.
    """
    between = {kind_of(page, k) for k in range(i + 1, again)}
    own = {kind_of(page, k) for k in range(again + 1, min(again + 1 + OWN, len(page)))}
    dated = kind_of(page, i + 1) == "date" and own.isdisjoint(HEADER_KINDS)
    return again == i + 1 or "byline" in between or dated


@by_line
def _offers_itself(page: Page, i: int) -> bool:
    return _MAIL.search(page.folded[i]) is not None


def is_mail(page: Page) -> bool:
    """Does the page offer itself in a browser, as newsletters do?"""
    return any(_offers_itself(page, i) for i in range(min(3, len(page))))


def _told(page: Page, edge: int) -> frozenset[str]:
    """The content words of the body, cut to their beginnings."""
    lines = range(edge, min(page.last + 1, edge + TOLD))
    text = " ".join(page.folded[i] for i in lines if page.prose[i] == PARAGRAPH)
    return stems(text)


def _share(folded: str, told: frozenset[str]) -> float:
    """The share of a line's content words that the body says too."""
    words = CONTENT.findall(folded)
    return sum(word[:STEM] in told for word in words) / len(words) if words else 0.0


def _first_paragraph(page: Page) -> int:
    """Lines from here on are no titles."""
    if not page.has_run:
        return min(len(page), 3)
    edge = page.first
    if not page.is_page and page.prose[edge] != NEITHER:
        return edge
    while edge < page.last and page.prose[edge] != PARAGRAPH and edge < page.first + 3:
        edge += 1
    return edge


def _header_end(page: Page) -> int:
    """The first date or byline near the top, below no more than a sentence of furniture or two."""
    prose = 0
    for i in range(page.first, min(page.first + HEADER_LINES, len(page))):
        heads = prose < 2 or PARAGRAPH in page.prose[i + 1 : page.last + 1]
        if (
            heads
            and page.decisions[i].kind in ("date", "byline")
            and i > 0
            and not is_clock(page, i)
        ):
            return i
        prose += page.prose[i] == PARAGRAPH and not page.is_cut(i)
        if prose > 2:
            break
    return 0


def find_body(page: Page) -> None:
    """Sets `page.body`: the paragraph after the last byline, date or tool below the title.

    A paragraph with one of these close below it is a standfirst, and still belongs to the header.
    """
    body = below = _first_paragraph(page)
    loose = 0  # lines that may be text
    while below < len(page) - 1 and below < body + HEADER_REACH and loose < HEADER_GAP:
        below += 1
        if below > page.last:
            break
        loose += not page.is_cut(below)
        if page.prose[below] == PARAGRAPH and not page.is_cut(below):
            break
        if kind_of(page, below) in HEADER_KINDS and page.has_run and not is_clock(page, below):
            after = below
            while after <= page.last and (page.prose[after] == NEITHER or page.is_cut(after)):
                after += 1
            if after > page.last:
                break
            body = below = after
    page.body = body


def _hinted(page: Page, edge: int) -> int | None:
    """The last line above the body that is the hinted title, else the first one below."""
    if len(page.title_hint) < 3:
        return None
    found = [i for i in range(len(page)) if page.folded[i] == page.title_hint]
    above = [i for i in found if i <= edge]
    return above[-1] if above else (found[0] if found and found[0] <= page.last else None)


@dataclass(frozen=True, slots=True)
class _Top:
    """What is asked of all lines above the text, and below: lists, from line `start` on."""

    start: int
    edge: int  # the first line that is no title
    everything: str  # the folded lines, short ones, joined
    is_mail: bool  # where the header's order is another
    kinds: Sequence[str]  # to `edge`
    opens: Sequence[int]  # how many undecided lines, that no rule knows, stand above

    @classmethod
    def of(cls, page: Page, edge: int, is_mail: bool) -> _Top:
        start = max(0, edge - REACH)
        lines = range(start, min(edge + 1, len(page)))
        opens = accumulate((page.undecided(k) and not page.is_outer(k) for k in lines), initial=0)
        everything = "\n".join(line for line in page.folded if len(line) < 300)
        kinds = [kind_of(page, k) for k in lines]
        return cls(start, edge, everything, is_mail, kinds, list(opens))

    def between(self, i: int) -> int:
        """Undecided lines, that no rule knows, between line `i` and the text."""
        return self.opens[max(self.edge, i + 1) - self.start] - self.opens[i + 1 - self.start]


def _score(page: Page, i: int, top: _Top) -> float:
    """How much line `i` looks like the title; 0 or less: not at all."""
    words = page.words[i]
    if not TITLE_WORDS[0] <= words <= TITLE_WORDS[1]:
        return 0.0
    if (page.is_cut(i) or page.is_outer(i)) and not _is_ruled(page, i):
        return 0.0
    if page.prose[i] == PARAGRAPH and not _QUOTING.match(page.text[i]):
        return 0.0
    if words <= TIMED_WORDS and _is_timed(page, i):
        return 0.0
    below, edge = top.kinds[i + 1 - top.start : i + 6 - top.start], top.edge
    score = form(page, i) - 0.8 * is_pulled(page, i)
    score += 1.5 * _is_of_its_author(page, i)
    if below and below[0] in HEADER_KINDS:
        score += 0.3
    if words <= OUTLET_WORDS and i > 0 and page.is_name[i - 1] and not page.is_outer(i - 1):
        score -= 1.5  # the outlet below the author's name
    if i + 1 < edge and page.words[i + 1] > words and page.undecided(i + 1):
        score += 0.25  # a standfirst follows
    score += 0.9 * has_deck(page, i, edge) + LONGER * is_no_kicker(page, i, edge)
    title = page.folded[i]
    if words >= 4 and len(title) >= MIN_COPY and top.everything.count(title) > 1:
        score += 1.2 if title not in page.folded[edge + 1 : page.last + 1] else 0.0
    score += 0.9 * (not top.is_mail and any(kind in NEWS_KINDS for kind in below))
    if i == 0 or page.words[i - 1] <= 3 or page.is_cut(i - 1) or page.is_outer(i - 1):
        score += 0.3
    if _is_below_signature(page, i, any(kind in SIGNED_KINDS for kind in below)):
        score += 0.9 if top.is_mail else -0.9
    if i > 0 and kind_of(page, i - 1) == "caption":
        score -= 1.2  # a photo's credit, then what it shows
    return score - 0.1 * top.between(i) - 0.02 * (edge - i)


def _is_below_signature(page: Page, i: int, signed_below: bool) -> bool:
    """Does a byline or a day stand among the lines above? Those without a word do not count.

    Nor does today's day at the page's top, where the article is signed below the line.
    """
    seen = 0
    for k in range(i - 1, -1, -1):
        kind = kind_of(page, k)
        if kind in SIGNED_KINDS and not (kind == "date" and k < TOP and signed_below):
            return True
        seen += CONTENT.search(page.folded[k]) is not None
        if seen == SIGNED_REACH:
            return False
    return False


def _is_ruled(page: Page, i: int) -> bool:
    """Is the line furniture by a rule's word alone, one that titles too may be worded by?"""
    rule = page.rules[i]
    if rule is None or not (page.is_outer(i) or page.decisions[i].rule_id == rule.id):
        return False
    return rule.kind in WORDED


@by_line
def _is_timed(page: Page, i: int) -> bool:
    """Does the line say how long something takes to read?"""
    return page.reader is not None and page.reader.reading.search(page.folded[i]) is not None


def _is_of_its_author(page: Page, i: int) -> bool:
    """Is it a column's title, with the name of who signs below: "Ana Costa: We were promised"?"""
    name, colon, _ = page.text[i].partition(":")
    below = range(i + 1, min(i + 6, len(page)))
    return bool(colon) and any(page.is_name[k] and page.text[k] == name.rstrip() for k in below)


def kind_of(page: Page, i: int) -> str:
    """What the line is, or would be where rules for outside the body apply."""
    rule = page.rules[i]
    if rule is not None and rule.id.endswith(SIGNED) and page.undecided(i):
        return "byline"
    return page.decisions[i].kind or (rule.kind if rule else "")
