"""What speaks for and against a fragment's being the section: named features."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from transforms.pages.page import PARAGRAPH, Page
from transforms.pages.section.crumbs import Signs
from transforms.pages.section.fragments import CAPITAL, MOST_CHARS, Fragment
from transforms.pages.section.section_words import EDGES, SectionWords, levels
from transforms.pages.times.dates import fold

CLASSES = ("subject", "place", "idle", "unknown")  # what the lexicons know of a name
STEM = 6  # letters of a name that are sought in the text
SHORT = 30  # characters of a line that may be an entry of a menu
MANY, LONG = 3, 6  # from which counts are one
TOLD = 20  # lines of the text that are read
HOME = 6  # lines above in which a home makes a trail of lines

OF_PAGE = (  # what `of_page` says: one of each
    tuple(f"told {n}" for n in range(MANY + 1)),
    tuple(f"in furniture {n}" for n in range(-1, MANY + 1)),
    ("", "in the title"),
    ("", "begins the title"),
    ("", "an outlet"),
)

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[.,:;!?@©]")


class SectionFeatures:
    """The features of one page's fragments: of a line, of a name, of how one is taken from it."""

    def __init__(self, page: Page, words: SectionWords, signs: Signs) -> None:
        self._page, self._words, self._signs = page, words, signs
        self._anchor = page.anchor
        self._title = page.folded[page.title] if page.title is not None else ""
        run = range(page.first, min(page.last + 1, page.first + TOLD))
        told = (page.folded[i] for i in run if page.prose[i] == PARAGRAPH)
        cut = (page.folded[i] for i in range(len(page)) if page.is_cut(i))
        self._told, self._cut = "\n".join(told), "\n".join(cut)
        self._entries = Counter(x.strip(EDGES) for x in page.folded if len(x) <= MOST_CHARS)

    def class_of(self, name: str) -> str:
        """Which of CLASSES the name is of."""
        return by_itself(self._words, name)[0]

    def of_shape(self, fragment: Fragment) -> tuple[str, ...]:
        """How the fragment is taken from its line, and where that stands."""
        shape = fragment.shape
        place = _bucket(fragment.line - self._anchor)
        return f"shape {shape}", f"shape and place {shape} {place}"

    def of_line(self, i: int) -> Iterator[str]:
        """What the line is, and what stands beside it."""
        yield from self.of_place(i)
        yield from of_text(self._words, self._page.text[i])

    def of_place(self, i: int) -> Iterator[str]:
        """What the line is taken for, and what stands beside it."""
        page = self._page
        yield f"place {_bucket(i - self._anchor)}"
        yield f"kind {self._kind(i)}"
        yield f"kind above {self._kind(i - 1)}"
        yield f"kind below {self._kind(i + 1)}"
        yield f"entries above {self._beside(i, -1)}"
        yield f"entries below {self._beside(i, 1)}"
        above = (page.folded[k].strip(EDGES) for k in range(max(0, i - HOME), i))
        if any(name in self._words.homes for name in above):
            yield "below home"

    def of_name(self, name: str) -> Iterator[str]:
        """What the name is, and where else on the page it stands."""
        yield from by_itself(self._words, name)[1]
        yield self.of_entry(name)
        yield from self.of_page(name)

    def of_entry(self, name: str) -> str:
        """How many lines are the name."""
        return f"lines of it {min(MANY, self._entries.get(fold(name).strip(EDGES), 0))}"

    def of_page(self, name: str) -> Iterator[str]:
        """Where else on the page the name stands: of OF_PAGE."""
        folded = fold(name)
        stem = folded[:STEM]
        yield f"told {min(MANY, self._told.count(stem))}"
        yield f"in furniture {min(MANY, self._cut.count(folded) - 1)}"
        if stem in self._title:
            yield "in the title"
        if self._title and self._title.startswith(folded):
            yield "begins the title"
        if self._signs.name(name, folded):
            yield "an outlet"

    def _kind(self, i: int) -> str:
        if not 0 <= i < len(self._page):
            return "edge"
        return "title" if i == self._page.title else self._page.decisions[i].kind or "none"

    def _beside(self, i: int, way: int) -> int:
        """How many short cut lines follow one another above or below line `i`."""
        page, count = self._page, 0
        while count < LONG:
            k = i + way * (count + 1)
            if not 0 <= k < len(page) or k == page.title or not page.is_cut(k):
                break
            if len(page.text[k]) >= SHORT:
                break
            count += 1
        return count


def by_itself(words: SectionWords, name: str) -> tuple[str, tuple[str, ...]]:
    """The class of a name, and what it is wherever it stands."""
    folded = fold(name)
    is_idle = words.is_idle(name)
    known = "idle" if is_idle else "unknown"
    if words.is_known(name):
        known = "place" if folded.strip(EDGES) in words.places else "subject"
    flags = (
        (name.isupper(), "in capitals"),
        (name[:1].islower(), "in small letters"),
        (any(map(str.isdigit, name)), "digits"),
        (_MARK.search(name) is not None, "marks"),
        (folded in words.places, "a place"),
        (folded in words.names, "listed"),
        (folded in words.genres, "a genre"),
        (is_idle and words.is_badge(folded), "a badge"),
    )
    return known, (
        f"words {min(LONG, len(name.split()))}",
        *(said for is_so, said in flags if is_so),
        *(f"word {word}" for word in _WORD.findall(folded)),
    )


@lru_cache(maxsize=4096)
def of_text(words: SectionWords, text: str) -> tuple[str, ...]:
    """What a line is wherever it stands."""
    flags = (
        (words.home.match(fold(text)), "begins at home"),
        (words.is_menu_row(text), "menu"),
        (words.is_rival_row(text), "rivals"),
    )
    return (
        f"capitals {min(LONG, len(CAPITAL.split(text)))}",
        f"levels {min(LONG, len(levels(text)))}",
        *(said for is_so, said in flags if is_so),
    )


def _bucket(lines: int) -> str:
    far = abs(lines)
    return f"{'+' if lines >= 0 else '-'}{far if far < 5 else 5 if far < 8 else 8}"
