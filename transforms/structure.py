"""Decides line by line what is article and what is page, from what the lines look like together.

Rules name what they know; this module weighs the rest: where the run of prose begins and ends,
what a heading pulls along, which line is the title and which are copies of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from transforms.boilerplate import Rule

KEPT = frozenset(
    {"title", "standfirst", "subheading", "body", "pull_quote", "quote_attribution", "note"}
)
SURE, LIKELY, FAIR = 0.97, 0.85, 0.7  # scores: a rule, strong structure, weak structure

# What a line adds to the run of lines around it when the article's run is sought.
PROSE_MAX = 40  # words of one paragraph that count
SHORT, RULED, BLOCK, REST = -4.0, -4.0, -25.0, -60.0

_FUNCTION_WORDS = (
    r"(?:^|[ '’])(?:de|la|le|les|des|du|un|une|et|en|que|qui|à|a|est|dans|pour|sur|par|il|elle|au"
    r"|aux|ne|pas|se|ce|son|sa|d|l|qu|the|of|to|and|in|is|was|for|that|on|with|as|at|by|it|he|she"
    r"|are|has|have|from|not|this|but|his|her|an|be)\b"
)
_ENDS = r"[.!?…][\"»”’')\]]*$|[»”\"] ?[.!?…]?$"
_NAME = (
    r"\p{Lu}[\p{L}'’.-]+(?: (?:(?:d[eu]s?|la|le|van|von|der|den|el|al|ben|bin|da|di|y) )?"
    r"(?:d['’])?\p{Lu}[\p{L}'’.-]*){1,4}"
)
_NAMES = rf"^{_NAME}(?:(?:,| et| and| &|, et|, and) {_NAME})*$"


def line_features(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` with `words`, `prose` (2 a paragraph, 1 a sentence, 0 neither), `is_name`."""
    text = pl.col("text")
    words = (text.str.count_matches(" ", literal=True) + 1).cast(pl.Int64)
    lines = lines.with_columns(words=words, ends=text.str.contains(_ENDS))
    long = pl.col("words") >= 5
    lines = lines.with_columns(
        grammar=pl.when(long)
        .then(text.str.to_lowercase().str.count_matches(_FUNCTION_WORDS) / pl.col("words"))
        .otherwise(0.0),
        capitals=pl.when(long)
        .then(text.str.count_matches(r"(?:^|[ '’])\p{Lu}") / pl.col("words"))
        .otherwise(1.0),
    )
    stop = pl.col("ends") & ~text.str.contains(r"[?!…][\"»”’)\]]*$")
    is_running = (pl.col("grammar") >= 0.2) & (pl.col("capitals") < 0.5)
    paragraph = (
        ((pl.col("words") >= 12) & stop & (pl.col("capitals") < 0.5))
        | ((pl.col("words") >= 25) & is_running)
        | ((pl.col("words") >= 18) & pl.col("ends") & is_running)
    )
    sentence = stop & long & (pl.col("capitals") < 0.6)
    return lines.with_columns(
        prose=pl.when(paragraph).then(2).when(sentence).then(1).otherwise(0),
        is_name=text.str.contains(_NAMES) & (pl.col("words") <= 12),
    ).drop("grammar", "capitals")


@dataclass(slots=True)
class Decision:
    """What is decided about one line."""

    kind: str = ""
    rule_id: str | None = None
    score: float = 0.0

    @property
    def is_kept(self) -> bool:
        return self.kind in KEPT


@dataclass(slots=True)
class Page:
    """The lines of one article; parallel lists, one entry a line."""

    texts: Sequence[str]
    folded: Sequence[str]
    words: Sequence[int]
    prose: Sequence[int]
    ends: Sequence[bool]
    is_name: Sequence[bool]
    rules: Sequence[Rule | None]
    title_hint: str = ""
    decisions: list[Decision] = field(default_factory=list)
    first: int = 0  # of the run of prose
    last: int = -1
    title: int | None = None

    def __len__(self) -> int:
        return len(self.texts)

    def cut(self, i: int, kind: str, rule_id: str, score: float) -> None:
        if not self.decisions[i].kind:
            self.decisions[i] = Decision(kind, rule_id, score)

    keep = cut


def decide(page: Page) -> list[Decision]:
    """One decision a line."""
    page.decisions = [Decision() for _ in range(len(page))]
    _find_run(page)
    _apply_rules(page, anywhere=True)
    _pull_along(page)
    _find_title(page)
    _cut_copies(page)
    _apply_rules(page, anywhere=False)
    _head(page)
    _tail(page)
    _name_kept(page)
    return page.decisions


def _weight(page: Page, i: int) -> float:
    rule = page.rules[i]
    if rule is not None and rule.kind not in KEPT:
        if rule.heads == "rest":
            return REST
        if rule.heads == "block":
            return BLOCK
        return RULED
    if page.prose[i] == 2:
        return float(min(page.words[i], PROSE_MAX))
    if page.prose[i] == 1:
        return page.words[i] / 2
    return SHORT


def _find_run(page: Page) -> None:
    """The run of lines with the greatest sum of weights is the article's."""
    best = total = 0.0
    start = 0
    page.first, page.last = 0, -1
    for i in range(len(page)):
        if total <= 0:
            total, start = 0.0, i
        total += _weight(page, i)
        if total > best:
            best, page.first, page.last = total, start, i


def _fits(page: Page, i: int, rule: Rule) -> bool:
    if page.last < 0 or rule.position == "any":
        return True
    if rule.position == "before":
        return i <= page.first + 1
    if rule.position == "between":
        return page.first < i < page.last
    if rule.position == "after":
        return i > page.last - 1
    return i < page.first or i > page.last or i == page.title


def _apply_rules(page: Page, anywhere: bool) -> None:
    for i, rule in enumerate(page.rules):
        if rule is None or (rule.position == "any") != anywhere or not _fits(page, i, rule):
            continue
        page.cut(i, rule.kind, rule.id, SURE if anywhere else LIKELY)


PULLED_NEXT, PULLED_BLOCK = 3, 12


def _pull_along(page: Page) -> None:
    """A heading of links takes the titles below it along."""
    for i, rule in enumerate(page.rules):
        if rule is None or not rule.heads or page.decisions[i].kind != rule.kind:
            continue
        reach = PULLED_BLOCK if rule.heads == "block" else PULLED_NEXT
        if rule.heads == "next" and page.words[i] > 5:
            continue
        for below in range(i + 1, min(i + 1 + reach, len(page))):
            if page.prose[below] or page.decisions[below].is_kept:
                break
            if below == page.first - 1 and rule.heads == "next":
                break
            page.cut(below, rule.kind, rule.id, LIKELY)


def _find_title(page: Page) -> None:
    if page.title_hint:
        for i in range(min(len(page), page.last + 1 if page.last >= 0 else len(page))):
            if page.folded[i] == page.title_hint and (page.title is None or i <= page.first):
                page.title = i
        if page.title is not None:
            return
    top = None
    edge = page.first if page.last >= 0 else min(len(page), 3)
    if page.last >= 0 and page.prose[edge] < 2 and edge < page.last:
        edge += 1
    for i in range(edge - 1, -1, -1):
        if page.decisions[i].kind:
            if page.decisions[i].kind == "navigation" and top is not None:
                break
            continue
        if 4 <= page.words[i] <= 35 and not page.is_name[i]:
            if _is_outside(page, i):
                if top is not None:
                    break
                continue
            top = i
        elif top is not None and page.words[i] <= 3 and i > 0:
            break
    if top is None:
        return
    # The line again, or without the breadcrumb in front of it, is the better copy.
    same = [
        i
        for i in range(top, edge)
        if page.folded[top].endswith(page.folded[i]) and page.words[i] >= 4
    ]
    page.title = same[-1]


def _is_outside(page: Page, i: int) -> bool:
    rule = page.rules[i]
    return rule is not None and rule.position in ("outside", "before") and rule.kind not in KEPT


def _cut_copies(page: Page) -> None:
    """Lines that say the title again, alone or behind a breadcrumb."""
    if page.title is None:
        return
    title = page.folded[page.title].strip(" .")
    page.keep(page.title, "title", "structure.title", LIKELY)
    if len(title) < 12:
        return
    for i, folded in enumerate(page.folded):
        if i == page.title or title not in folded:
            continue
        rest = folded.replace(title, " ").strip(" .>|/:-")
        if len(rest) <= 40 and len(rest.split()) <= 6 and len(rest) < len(title):
            page.cut(i, "title_copy", "structure.title_copy", SURE)


def _head(page: Page) -> None:
    """What stands above the run of prose."""
    if page.last < 0:
        return
    for i in range(page.first):
        if page.decisions[i].kind:
            continue
        if page.title is None or i < page.title:
            lone = page.first <= 2 and page.title is None
            if lone and page.prose[i]:
                continue
            page.cut(i, "kicker" if page.title is not None and i >= page.title - 2
                     else "navigation", "structure.above_title", FAIR)  # fmt: skip
        elif page.is_name[i]:
            page.cut(i, "byline", "structure.name_below_title", LIKELY)
        elif page.words[i] <= 2:
            page.cut(i, "kicker", "structure.word_below_title", FAIR)


TAIL_KEPT = 2


def _tail(page: Page) -> None:
    """What stands below the run of prose."""
    if page.last < 0:
        return
    head: Decision | None = None
    loose = [
        i for i in range(page.last + 1, len(page))
        if not page.decisions[i].kind and not page.prose[i]
    ]  # fmt: skip
    for i in range(page.last + 1, len(page)):
        rule, decision = page.rules[i], page.decisions[i]
        if decision.is_kept:
            continue
        if decision.kind:
            if (
                rule is not None
                and rule.heads in ("block", "rest")
                and (head is None or head.kind != "comment")
            ):
                head = decision
            continue
        if head is not None:
            page.cut(i, head.kind, head.rule_id or "", LIKELY)
        elif len(loose) > TAIL_KEPT and not page.prose[i]:
            if page.is_name[i] and i == page.last + 1:
                page.cut(i, "byline", "structure.name_below_body", FAIR)
            else:
                page.cut(i, "navigation", "structure.below_body", FAIR)
        elif len(loose) > TAIL_KEPT:
            page.cut(i, "other", "structure.below_body", FAIR)


_NOTE = re.compile(r"^(?:\*+ ?\S|\(\*?\d*\) ?\S|\[\d+\] ?\S)")
_ATTRIBUTION = re.compile(r"^[^.!?:;]{4,60}, [^.!?:;]{4,120}$")


def _name_kept(page: Page) -> None:
    """Says what kind of text the kept lines are."""
    body_seen = False
    for i in range(len(page)):
        if page.decisions[i].kind:
            continue
        text = page.texts[i]
        if _NOTE.match(text):
            page.keep(i, "note", "structure.note", LIKELY)
        elif (
            page.title is not None
            and i > page.title
            and not body_seen
            and (i < page.first or _routed_below(page, i))
        ):
            page.keep(i, "standfirst", "structure.standfirst", FAIR)
        elif body_seen and not page.prose[i] and not page.ends[i] and page.words[i] <= 20:
            kind = "quote_attribution" if (
                _ATTRIBUTION.match(text) and page.decisions[i - 1].kind in ("body", "pull_quote")
                and page.words[i - 1] <= 60 and page.words[i] >= 4 and text[:1].isupper()
                and page.is_name[i] is False and re.match(_NAME_PY, text)
            ) else "subheading"  # fmt: skip
            page.keep(i, kind, "structure.short_line", FAIR)
        else:
            page.keep(i, "body", "structure.prose", LIKELY if page.prose[i] else FAIR)
            body_seen = body_seen or page.prose[i] == 2 or i >= page.first


_NAME_PY = re.compile(r"^[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]*){1,3}, ")


def _routed_below(page: Page, i: int) -> bool:
    """Is the line followed by a byline, date or share line before the next text?"""
    below = page.decisions[i + 1].kind if i + 1 < len(page) else ""
    return below in ("byline", "date", "share", "reading_time")
