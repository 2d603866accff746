"""Tells an article cut off by a paywall from one that is merely surrounded by offers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.pages.page import LIKELY, NEITHER, PARAGRAPH, Page, by_line
from transforms.pages.paywall import PERCENT

_BROKEN_OFF = re.compile(r"(?:\.\.\.|…|\[(?:\.\.\.|…)\]|\((?:\.\.\.|…)\))$")
_ASKS = re.compile(r"^[^\"]*\b(?:vous|votre|vos|you|your|celles et ceux qui)\b[^\"]*$")

PREVIEW = 450  # words; a text before a paywall is shorter
ASKING = 20  # words of a notice among the last paragraphs
NEAR = 3  # lines of no offer between the last paragraph and a notice that something follows
NOTES = 60  # words of notes that may stand below a notice
CURT = 14  # words of a line that asks to read on, above an offer
UNENDED = 12  # words of a line that stops in the middle of a sentence
OFFERS = frozenset({"paywall", "subscription"})
PASSED = OFFERS | {"byline", "date", "share", "caption", "advertisement", "account_warning"}


@dataclass(frozen=True, slots=True)
class Completeness:
    """`evidence` is the line that proves it; `remaining_pct` its figure, 0 to 100."""

    is_truncated: bool = False
    remaining_pct: float | None = None
    evidence: int | None = None


def judge(page: Page, inline: list[tuple[int, str]]) -> Completeness:
    """What the page proves. `inline`: (line, text) of proofs that were cut inside a line.

    Only a notice where the text breaks off proves anything: the same words above the text, in a
    box of links or after one are a badge, a link or an offer.
    """
    for i, text in inline:
        return Completeness(True, percentage(text), i)
    doors = set(_doors(page))
    boxed = False
    proof: int | None = None
    for i in range(max(page.first, 0), len(page)):
        rule, decision = page.rules[i], page.decisions[i]
        if rule is None or decision.rule_id != rule.id:
            continue
        boxed = boxed or (rule.heads in ("block", "rest") and i > page.last)
        if not rule.proof:
            continue
        percent = percentage(page.text[i])
        if percent is not None:
            return Completeness(True, percent, i)
        below = i in doors or (i > page.last and not boxed)
        if proof is None and below and (rule.proof == "truncation" or _is_asked(page, i)):
            proof = i
    noticed = _noticed(page, sorted(doors))
    if proof is None or noticed.remaining_pct is not None:
        return noticed
    return Completeness(True, None, proof)


def _is_asked(page: Page, i: int) -> bool:
    """Does an invitation to read on speak of this text?"""
    return _looks_cut(page, i) and not (page.notices and page.notices.is_aside(page.folded[i]))


def _doors(page: Page) -> Iterator[int]:
    """Cut lines that may say what is missing: below the text, a note or two of it aside.

    Offers inside a text are none: more of it follows.
    """
    if not page.has_run:
        return
    words = [0 if page.is_cut(i) else page.words[i] for i in range(page.last + 1)]
    allowed = min(NOTES, sum(words[page.first :]) // 3)
    start, below = page.last + 1, 0
    for i in range(page.last, page.first + 1, -1):
        below += words[i]
        if below > allowed:
            break
        start = i
    passed = 0
    for i in range(start, len(page)):
        rule, kind = page.rules[i], page.decisions[i].kind
        passed += i > page.last and kind not in PASSED
        boxes = rule is not None and rule.heads in ("block", "rest") and not rule.proof
        if i > page.last and (boxes or passed > NEAR):
            return
        is_link = rule is not None and (
            rule.kind in ("related", "comment") or rule.id.endswith(("embed", "tips"))
        )
        if page.is_cut(i) and not is_link and (i > page.last or _is_barred(page, i)):
            yield i


def _is_barred(page: Page, i: int) -> bool:
    """Is a line above the last ones of the run a notice, not an offer beside a whole text?"""
    if i >= page.last or _is_of_rest(page, i) or _breaks_off(page, _above(page, i)):
        return True
    rule = page.rules[i]
    says = (rule is not None and rule.proof == "truncation") or page.notice(i) is not None
    return says and any(page.decisions[k].kind in OFFERS for k in (i - 1, i + 1))


def _above(page: Page, i: int) -> int:
    """The last line of text above line `i`."""
    return next((k for k in range(i - 1, page.first, -1) if not page.is_cut(k)), page.first)


def end_at_notice(page: Page) -> None:
    """The text ends above the line that says how much of it is missing."""
    for i in range(page.first + 1, page.last + 1):
        asked = i > page.last - 2 and _ASKS.search(page.folded[i])
        notice = page.notice(i) if asked or "%" in page.folded[i] else None
        if notice is not None and (notice.remaining_pct is not None or asked):
            page.last = i - 1
            return


def cut_notices(page: Page) -> None:
    """Cuts what says that the text goes on for others, in wordings that no rule knows."""
    if not page.has_run:
        return
    tail = _tail(page)
    near = page.last - 2 * NEAR
    for i in range(page.first + 1, tail.stop):
        if not page.undecided(i):
            continue
        above = i < tail.start
        asks = i >= near and page.words[i] <= ASKING and _ASKS.search(page.folded[i])
        if above and not (asks or _is_of_rest(page, i)):
            continue
        notice = page.notice(i)
        if notice is None:
            continue
        if above:
            page.decide(i, "paywall", "structure.notice", LIKELY)
            continue
        asked = page.prose[i] == NEITHER or _ASKS.search(page.folded[i]) or _is_of_rest(page, i)
        if notice.remaining_pct is not None or (asked and i > page.last) or _is_of_rest(page, i):
            page.decide(i, "paywall", "structure.notice", LIKELY)


@by_line
def _is_of_rest(page: Page, i: int) -> bool:
    return page.notices is not None and page.notices.is_of_rest(page.folded[i])


def _tail(page: Page) -> range:
    """Lines in which a notice may stand: the last one of the run may be one."""
    return range(max(page.last - 1, page.first + 1), min(page.last + 1 + NEAR, len(page)))


def _noticed(page: Page, doors: list[int]) -> Completeness:
    """A notice below the text, before any box of links; bare ones only below a short text."""
    for i in range(page.first + 1, page.last + 1):
        if page.is_cut(i) and _is_of_rest(page, i) and page.notice(i) is not None:
            return Completeness(True, None, i)
    for i in doors:
        notice = page.notice(i)
        if notice is None:
            if (_asks_on(page, i) or _is_badge(page, i)) and _looks_cut(page, i):
                return Completeness(True, None, i)
        elif notice.remaining_pct is not None or _is_of_rest(page, i) or _looks_cut(page, i):
            return Completeness(True, notice.remaining_pct, i)
    return _broken_off(page)


def _asks_on(page: Page, i: int) -> bool:
    """Does it speak of the rest of the text, or is it a button for it, beside an offer: "Read this
    story", "Envie de la suite ?"?"""
    notices, folded = page.notices, page.folded[i]
    if notices is None or page.words[i] > CURT or notices.is_aside(folded):
        return False
    if notices.button.fullmatch(folded):
        return _is_offered(page, (i - 1, i + 1, i + 2))
    return notices.beyond.search(folded) is not None and _is_offered(page, (i + 1, i + 2))


def _is_badge(page: Page, i: int) -> bool:
    """Does it say for whom this is, above an offer and below the text?"""
    rule = page.rules[i]
    is_badge = rule is not None and rule.id.endswith("paywall.badge") and page.words[i] > 1
    return is_badge and i <= page.last + 2 and _is_offered(page, (i + 1, i + 2))


def _is_offered(page: Page, lines: Sequence[int]) -> bool:
    """Does one of the lines offer it?"""
    cut = [k for k in lines if page.last - 1 <= k < len(page) and page.is_cut(k)]
    if page.notices is None:
        return False
    return any(
        page.notices.member.search(page.folded[k]) and not page.notices.is_aside(page.folded[k])
        for k in cut
        if page.decisions[k].kind not in ("related", "newsletter")
    )


def _looks_cut(page: Page, i: int) -> bool:
    """Invitations to read on, as line `i`, stand below whole articles too, but not below short
    ones."""
    words = sum(page.words[k] for k in range(page.first, page.last + 1) if not page.is_cut(k))
    return words < PREVIEW or _breaks_off(page, page.last) or _breaks_off(page, _above(page, i))


def _breaks_off(page: Page, i: int) -> bool:
    """Does line `i`, a paragraph, end in dots, or in the middle of a sentence?"""
    text = page.text[i]
    if _BROKEN_OFF.search(text):
        return True
    if page.ends[i] or page.is_cut(i):
        return False
    return page.prose[i] == PARAGRAPH or (
        page.words[i] >= UNENDED and _UNENDED.search(text) is not None
    )


_UNENDED = re.compile(r"[a-zà-ÿ][.!?] [A-ZÀ-Þ][^.!?]*[a-zà-ÿ’']$")  # "He paid. The mayor"


def _broken_off(page: Page) -> Completeness:
    """The last paragraph breaks off, and what stands below asks for a subscription."""
    if page.last < 0:
        return Completeness()
    ends = [i for i in range(page.last, min(page.last + 3, len(page))) if not page.is_cut(i)]
    if not ends or not _breaks_off(page, ends[-1]):
        return Completeness()
    for i in range(ends[-1] + 1, min(ends[-1] + 4, len(page))):
        button = page.notices is not None and page.notices.button.fullmatch(page.folded[i])
        if page.decisions[i].kind in OFFERS or button:
            return Completeness(True, None, i)
    return Completeness()


def percentage(text: str) -> float | None:
    match = PERCENT.search(text)
    if match is None:
        return None
    value = float(match[1].replace(",", "."))
    return value if value <= 100 else None
