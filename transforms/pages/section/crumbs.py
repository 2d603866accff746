"""What a line near the title may be: an entry of a menu, a crumb that is the title itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.pages.neighbours import GALLERY
from transforms.pages.page import Page, by_line
from transforms.pages.section.section_words import (
    EDGES,
    GLUED,
    LABELLED,
    NEAR_KNOWN,
    SectionWords,
)
from transforms.pages.times.dates import fold

_ARTICLE = re.compile(r"(?:le|la|les|the) |l'|.*\.(?:com|fr|net|org|be|ch|ca|sn|ci|info|news)$")
_BEFORE_DATE = re.compile(
    r"([^\W\d_][^\d|·•,:]{2,38}?) ?(?:[|·•–—,-] ?|(?=Publi|Le |\d))"
)  # "Société | 4 mai 2021"
_OF_DAY = re.compile(  # "Regional News of Wednesday, 5 March 2025"
    r"([A-Z][A-Za-z&' -]{2,30}?) of (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d"
)
_BEHIND_DATE = re.compile(r"\d.* [|·•–—-] ([^\W\d_][^\d|·•,:]{2,38})$")
_FILED = re.compile(  # "Posté par Titouan dans Sorties, le 4 mai"
    r"(?i:(?:posté|publié|écrit|rédigé|classé|posted|published|filed|written)e?"
    r"(?: (?:par|by) [^,|]{2,40}?)?) (?i:dans|in|sous|under)"
    r"(?: (?:la |les |the )?(?:catégories?|rubriques?|category|section))?"
    r" ([A-ZÀ-Þ][^\d,|·•]{2,30}?)(?=,? (?:le|on|du) |\s*[,|·•–—]|$)"
)
_SIGNING = (
    "title_copy",
    "byline",
    "date",
    "source_link",
    "legal",
    "subscription",
    "newsletter",
    "consent",
)
_NAMING = frozenset((*_SIGNING, "title_copy"))
_WORDS = re.compile(r"\w{3,}")
SAID, SHARE = 2, 0.6  # words of a crumb, and the share of them that the title says, to be the title
PHRASE_WORDS = 3  # of a kicker that says more than a section
LEADING = 5  # lines below the title
ROWS = 3  # short lines in a row that are a menu
MIN_CRUMB, LONG_CRUMB = 8, 25  # characters of a crumb that is the title's beginning, or part of it


def may_name(page: Page, i: int) -> bool:
    """May the line hold a section? What signs, dates or illustrates does not."""
    decision = page.decisions[i]
    if is_site(page, i):
        return False
    if (decision.rule_id or "").startswith("structure."):
        return decision.kind != "byline" and decision.rule_id != GALLERY
    return decision.kind not in (
        "date", "byline", "reading_time", "caption", "comment", "consent", "advertisement",
        "newsletter", "subscription", "paywall", "embed", "machine", "share",
    )  # fmt: skip


@by_line
def is_site(page: Page, i: int) -> bool:
    """Is a name glued to a word of outlets: "GhanaOnline"? "SportNews" may be a trail."""
    parts = GLUED.split(page.text[i])
    if len(parts) != 2 or parts[1] == "News" or page.reader is None:
        return False
    return page.reader.outlet.fullmatch(fold(parts[1])) is not None


def menu_of(page: Page, above: Sequence[int]) -> list[int]:
    """Short lines in a row above the title: a menu, an entry a line."""
    run: list[int] = []
    for i in above:
        if page.words[i] <= 3 and (not run or run[-1] - i == 1):
            run.append(i)
        elif len(run) >= ROWS:
            break
        else:
            run = [i] if page.words[i] <= 3 else []
    return run if len(run) >= ROWS else []


def idle_entries(page: Page, menu: Sequence[int], words: SectionWords) -> frozenset[int]:
    """Entries that are the site's menu's: subjects side by side, and what stands above a tool.

    But for one that stands there twice, and for the last one where it is no such subject.
    """
    names = [page.folded[i].strip(EDGES) for i in menu]
    tools = [words.is_tool(name) for name in names]
    start = next((k for k, is_tool in enumerate(tools) if not is_tool), len(menu))
    stop = next((k for k in range(start, len(menu)) if tools[k]), len(menu))
    above = frozenset(menu[stop:])
    if not words.are_rivals(names[start:stop]):
        return above
    spared = {k for k, name in enumerate(names) if names.count(name) > 1}
    if start == 0 and names[0] not in words.rivals and names[0] not in words.genres:
        spared.add(0)
    return frozenset(i for k, i in enumerate(menu) if k not in spared)


def is_of_title(crumb: str, title: str) -> bool:
    """Is the last crumb the title, cut short or in part?"""
    crumb = crumb.rstrip(" .…")
    if len(crumb) >= MIN_CRUMB and title.startswith(crumb):
        return len(crumb.split()) > 4 or title[len(crumb) : len(crumb) + 1] not in (".", ":", ",")
    if len(crumb) >= LONG_CRUMB and crumb in title:
        return True
    words = _WORDS.findall(crumb.lower())
    said = set(_WORDS.findall(title.lower()))
    return len(words) > SAID and sum(word in said for word in words) >= len(words) * SHARE


class Signs(NamedTuple):
    """What signs or offers on a page, where its outlet is named."""

    copies: Sequence[str]  # of the title, folded: the outlet may stand behind it
    folded: str  # the other lines
    printed: str  # in small letters

    @classmethod
    def of(cls, page: Page) -> Signs:
        lines = [
            i
            for i, decision in enumerate(page.decisions)
            if (decision.kind in _NAMING or "©" in page.text[i]) and not _OF_DAY.match(page.text[i])
        ]
        copies = [page.folded[i] for i in lines if page.decisions[i].kind == "title_copy"]
        others = [i for i in lines if page.decisions[i].kind != "title_copy"]
        folded = "\n".join(page.folded[i] for i in others)
        return cls(copies, folded, "\n".join(page.text[i] for i in others).lower())

    def name(self, name: str, folded: str) -> bool:
        """Do they say a name of several words, or with an article?"""
        if len(name.split()) < 2 and not _ARTICLE.match(folded):
            return False
        ends = f"| {folded}", f"- {folded}"
        is_said = folded in self.folded or name.lower() in self.printed
        return is_said or any(copy.endswith(ends) for copy in self.copies)


_FOR = re.compile(r"(?:\b(?:pour|for|par)|/|[–—-]) ([^\W\d][\w&'’ .-]{1,30})\W*$")


def is_signature(page: Page, name: str) -> bool:
    """Is an unknown name the outlet's, which credits, addresses and agency marks say too?

    "(Meridian)", "@meridian.example", "Photo : A. B. pour Meridian"; or the title begins with it.
    """
    folded = fold(name)
    marks = (f"({folded})", f"@{folded.replace(' ', '')}.")
    if any(mark in line for line in page.folded for mark in marks):
        return True
    title = page.folded[page.title] if page.title is not None else ""
    if re.match(rf"{re.escape(folded)} [-–—|] ", title) and _ARTICLE.match(folded):
        return True
    for i in range(len(page)):
        credit = _FOR.search(page.text[i]) if page.decisions[i].kind == "caption" else None
        if credit and fold(credit[1]).strip(" .)") == folded:
            return True
    return False


def bears_outlet(page: Page, i: int, words: SectionWords) -> bool:
    """Does a place or a subject stand in an outlet's name: "Vosges Hebdo"?"""
    if page.reader is None or page.words[i] > PHRASE_WORDS or words.is_known(page.text[i]):
        return False
    return page.reader.outlet.search(page.folded[i]) is not None


_LEADING = re.compile(r"([A-ZÀ-Þ][A-ZÀ-Þ'’& -]{3,25}?) ?[–—] ?(?=[A-ZÀ-Þ«“\"])")


def leading(page: Page, anchor: int) -> Iterator[str]:
    """The words that lines below the title at `anchor` begin with: "SOCIÉTÉ – Le pont…"."""
    for i in range(anchor + 1, min(len(page), anchor + LEADING + 1)):
        match = _LEADING.match(page.text[i])
        if match:
            yield match[1]


def tops(page: Page, i: int, anchor: int) -> bool:
    """Does nothing but a phrase stand between the line and the title, at `anchor`?"""
    return i == anchor - 2 and page.is_cut(i + 1) and page.words[i + 1] >= PHRASE_WORDS


def by_date(text: str) -> list[str]:
    """What stands in front of a date, or behind it, parted from it: "Société | 4 mai 2021"."""
    found = (_BEFORE_DATE.match(text), _BEHIND_DATE.search(text))
    return [match[1] for match in found if match and not match[1].endswith(".")]


def labelled(page: Page, lines: Sequence[int], words: SectionWords) -> Iterator[tuple[int, str]]:
    """What is called a section, or stands in front of a date: "Société | 4 mai 2021"."""
    for i in lines:
        text, folded = page.text[i], fold(page.text[i])
        is_aligned = len(folded) == len(text)
        match = words.label.match(folded) if is_aligned else None
        if match and (":" in match[0] or words.is_known(text[match.end() :])):
            yield LABELLED, text[match.end() :]
            continue
        filed = _FILED.search(text)
        if filed and (words.is_subject(filed[1]) or page.decisions[i].kind in ("byline", "date")):
            yield LABELLED, filed[1]
        if is_aligned and (match := words.beside.search(folded)):
            yield LABELLED, text[match.start(1) : match.end(1)]
        if of_day := _OF_DAY.match(text):
            yield LABELLED, of_day[1]
        if page.decisions[i].kind in ("date", "byline"):
            yield from ((NEAR_KNOWN, name) for name in by_date(text) if words.is_subject(name))


def echoes(page: Page, i: int, words: SectionWords) -> bool:
    """Does the header or the text say the name of a menu's entry again?"""
    word = fold(page.text[i]).strip(EDGES)[:7]
    if len(word) < 4 or not words.is_known(page.text[i]):
        return False
    last = min(page.last + 1, page.body + 12)
    anchor = page.anchor
    return sum(page.folded[k].count(word) for k in range(anchor, last)) >= 2
