"""Tells an article cut off by a paywall from one that is merely surrounded by offers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.pages.page import LIKELY, NEITHER, PARAGRAPH, Page, by_line
from transforms.pages.paywall import PERCENT

_BROKEN_OFF = re.compile(r"(?:\.\.\.|…|\[(?:\.\.\.|…)\]|\((?:\.\.\.|…)\))$")
_GOES_ON = re.compile(
    r"\b(?:la suite|la fin|le reste|jusqu'au bout|the rest|the end|what happen\w+ next|read on)\b"
)
_ASKS = re.compile(r"^[^\"]*\b(?:vous|votre|vos|you|your|celles et ceux qui)\b[^\"]*$")

PREVIEW = 450  # words; a text before a paywall is shorter
ASKING = 20  # words of a notice among the last paragraphs
NEAR = 3  # lines between the last paragraph and a notice that something follows it


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
        below = i > page.last and not boxed
        if proof is None and below and (rule.proof == "truncation" or _looks_cut(page)):
            proof = i
    noticed = _noticed(page)
    if proof is None or noticed.remaining_pct is not None:
        return noticed
    return Completeness(True, None, proof)


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


def _noticed(page: Page) -> Completeness:
    """A notice below the text, before any box of links; bare ones only below a short text."""
    for i in range(page.first + 1, page.last + 1):
        if page.is_cut(i) and _is_of_rest(page, i) and page.notice(i) is not None:
            return Completeness(True, None, i)
    for i in _tail(page):
        rule, notice = page.rules[i], page.notice(i)
        if rule is not None and rule.heads and i > page.last:
            break
        if notice is None and _asks_on(page, i) and _looks_cut(page):
            return Completeness(True, None, i)
        if notice is None or not page.is_cut(i):
            continue
        if notice.remaining_pct is not None or (i >= page.last and _looks_cut(page)):
            return Completeness(True, notice.remaining_pct, i)
    return _broken_off(page)


def _asks_on(page: Page, i: int) -> bool:
    """Is it a question for the rest of the text, above an offer: "Envie de la suite ?"?"""
    if page.notices is None or not page.text[i].endswith("?") or not page.is_cut(i):
        return False
    below = [k for k in (i + 1, i + 2) if k < len(page) and page.is_cut(k)]
    asks = _GOES_ON.search(page.folded[i]) is not None
    return asks and any(page.notices.member.search(page.folded[k]) for k in below)


def _looks_cut(page: Page) -> bool:
    """Invitations to read on stand below whole articles too, but not below short ones."""
    words = sum(page.words[i] for i in range(page.first, page.last + 1) if not page.is_cut(i))
    return words < PREVIEW or _breaks_off(page)


def _breaks_off(page: Page) -> bool:
    """Does the last paragraph end in dots, or in the middle of a sentence?"""
    last = page.last
    if _BROKEN_OFF.search(page.text[last]):
        return True
    return page.prose[last] == PARAGRAPH and not page.ends[last]


def _broken_off(page: Page) -> Completeness:
    """The last paragraph breaks off, and what stands below asks for a subscription."""
    if page.last < 0 or not _breaks_off(page):
        return Completeness()
    for i in range(page.last + 1, min(page.last + 4, len(page))):
        if page.decisions[i].kind in ("paywall", "subscription"):
            return Completeness(True, None, i)
    return Completeness()


def percentage(text: str) -> float | None:
    match = PERCENT.search(text)
    if match is None:
        return None
    value = float(match[1].replace(",", "."))
    return value if value <= 100 else None
