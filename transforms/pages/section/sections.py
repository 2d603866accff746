"""The section an article stands in: off crumbs, kickers and rubric lines around its title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.pages.authors.callings import says_what_one_does
from transforms.pages.headline import is_mail
from transforms.pages.page import Page, is_french
from transforms.pages.section.crumbs import (
    ROWS,
    Signs,
    bears_outlet,
    echoes,
    idle_entries,
    labelled,
    leading,
    may_name,
    menu_of,
    tops,
)  # fmt: skip
from transforms.pages.section.menus import chosen, chosen_of_row
from transforms.pages.section.printed import JOINED, printed_name
from transforms.pages.section.section_model import SectionModel
from transforms.pages.section.section_words import (
    ECHOED,
    EDGES,
    GENRE,
    GLUED,
    GUESS,
    KICKER,
    KNOWN_KICKER,
    LABELLED,
    LEVEL,
    MENU,
    NEAR_KNOWN,
    PHRASE,
    PIECE,
    TRAIL,
    WORDS_ALONE,
    SectionWords,
)  # fmt: skip
from transforms.pages.section.subjects import LOOSE, subject_of
from transforms.pages.section.trails import DOTTED, Trails, crumbs_of
from transforms.pages.times.dates import fold

ABOVE, BELOW, DEEP = 9, 5, 9  # lines above and below the title, and below it in a long header
KICKER_WORDS = 5
_PASSED = (
    "date", "byline", "reading_time", "share", "paywall", "title_copy", "advertisement",
    "account_warning", "subscription", "newsletter", "consent", "machine",
)  # fmt: skip
LONG_KICKER = 3  # words of an unknown kicker that may be a phrase

_MACHINE = re.compile(r"[{}=_]|<\w|[+±]\d|\d ?[%°]")  # or quotations of shares, the weather
_LONE_WORD = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ-]{4,}(?: [a-zà-ÿ]{4,})?")
# "Football. Lens…"
_HEADED = re.compile(r"([^\W\d_][^.!?:|]{3,30}?)(?:\.| [|–—]) (?=[A-ZÀ-Þ«“\"])")
_SHOUTED = re.compile(r"([A-ZÀ-Þ-]{5,}) [«\"“]?[A-ZÀ-Þ][a-zà-ÿ'’]* [a-zà-ÿ]")


@dataclass(frozen=True)
class Sections:
    """Finds the section by where it stands and what it is called."""

    words: SectionWords
    trails: Trails
    model: SectionModel | None = None  # None: rules alone

    @classmethod
    def from_mapping(
        cls, mapping: Mapping[str, Any], known: Sequence[str], model: SectionModel | None = None
    ) -> Sections:
        """`mapping`: the lexicon `sections`; `known`: patterns of sections' names, folded.

        Raises:
            KeyError: a list is missing.
        """
        words = SectionWords.from_mapping(mapping, known)
        return cls(words, Trails(words), model)

    def of(
        self, page: Page, pieces: Sequence[tuple[int, str, str]], signed: Collection[int] = ()
    ) -> str | None:
        """The section as printed; None where the page prints none.

        `pieces`: (line, kind, text) of what was cut inside lines; `signed`: lines of authors alone.
        """
        signs = Signs.of(page)
        heard: list[tuple[int, str]] = []  # (rank, name)
        for rank, said in self._said(page, pieces, signed):
            if name := printed_name(page, said, self.words, signs):
                heard.append((rank, name))
                if rank <= KNOWN_KICKER and self.words.is_known(name):
                    break  # nothing that follows goes before it
        ruled = self._best(page, heard)
        if self.model is not None and (LABELLED, ruled) not in heard:
            ruled = self.model.chosen(page, pieces, self.words, signs, ruled)
        return ruled or None

    def _best(self, page: Page, heard: Sequence[tuple[int, str]]) -> str:
        """Of the names of the best rank the first that is known, else the first; "" if none is."""
        mail = is_mail(page)
        for rank in sorted({rank for rank, _ in heard}):
            names = [name for at, name in heard if at == rank]
            known = [name for name in names if self.words.is_known(name)]
            if known or not mail:  # an unknown name is the letter's
                return (known or names)[0]
        return ""

    def _said(
        self, page: Page, pieces: Sequence[tuple[int, str, str]], signed: Collection[int]
    ) -> Iterator[tuple[int, str]]:
        """(rank, name) of everything that may be the section."""
        anchor = page.anchor
        deep = max(anchor + BELOW, min(page.body, anchor + DEEP))
        end = min(len(page), deep, max(page.last, anchor + 1) + 1)
        near = [i for i in range(anchor - 1, max(-1, anchor - 1 - ABOVE), -1) if i not in signed]
        above = [i for i in near if page.is_cut(i)]
        below = [i for i in range(anchor + 1, end) if page.is_cut(i) and i not in signed]
        yield from labelled(page, (*above, *below), self.words)
        below = [i for i in below if page.decisions[i].kind != "tags"]
        above, below = ([i for i in lines if may_name(page, i)] for lines in (above, below))
        menu = menu_of(page, above)
        idle = idle_entries(page, menu, self.words)
        for i in (*above, *below):
            yield from self.trails.of(page, i, i == anchor - 1 or tops(page, i, anchor))
        yield from self._kickers(page, above, near[:5], menu, idle)
        yield from ((KNOWN_KICKER, name) for i in below[:2] if (name := self.trails.first(page, i)))
        yield from ((PIECE, name) for name in leading(page, anchor) if self.words.is_subject(name))
        yield from (self._piece(text) for _, kind, text in pieces if kind == "kicker")
        entered = [chosen([page.text[i] for i in menu])]
        entered += [chosen_of_row(page.text[i]) for i in above]
        yield from ((KNOWN_KICKER, name) for name in entered if self.words.is_known(name))
        yield from self._entries(page, menu, idle)
        for i in (*above, *below):
            if i not in menu and page.words[i] <= 2 * KICKER_WORDS:
                yield from self._near(page, i, anchor)
        for i in above:
            match = _SHOUTED.match(page.text[i])
            if match and self.words.is_known(match[1]):
                yield PIECE, match[1]
        headed = _HEADED.match(page.text[anchor]) if anchor < len(page) else None
        if headed and self.words.is_subject(headed[1]):
            yield GENRE, headed[1]
        yield from ((GUESS, page.text[i]) for i in below if self._may_be_kicker(page, i))
        yield from ((GENRE, page.text[i]) for i in below if page.folded[i] in self.words.genres)
        if anchor + 1 in below[:1] and _LONE_WORD.fullmatch(page.text[anchor + 1]):
            yield KICKER, page.text[anchor + 1]

    def _may_be_kicker(self, page: Page, i: int) -> bool:
        """Is an unknown line below the title a kicker: "Fortune de mer"?"""
        text = page.text[i]
        known = page.decisions[i].kind == "kicker" and page.words[i] <= KICKER_WORDS
        begins = text[:1].isupper() and text[-1:].isalpha() and "," not in text
        named = page.is_name[i] and not text.isupper()
        named = named or page.is_button(i) or says_what_one_does(page, i)
        named = named or (page.reader is not None and bool(page.reader.by.fullmatch(fold(text))))
        return known and begins and not named and WORDS_ALONE.match(text) is not None

    def _near(self, page: Page, i: int, anchor: int) -> Iterator[tuple[int, str]]:
        """The subject that a short line says, above the title at `anchor` or below it."""
        name = subject_of(self.words, page.text[i])
        known = self.words.is_subject(name) if i > anchor else self.words.is_known(name)
        if self._is_row(page, i) or not known or bears_outlet(page, i, self.words):
            return
        is_parted = i > anchor and LOOSE.search(page.text[i])
        if page.words[i] <= KICKER_WORDS or is_parted:
            alone = page.decisions[i].kind == "kicker" and name == page.text[i] and i > anchor
            yield (KNOWN_KICKER if i == anchor + 1 else TRAIL if alone else NEAR_KNOWN), name
        elif page.text[i].startswith(name) and LOOSE.match(page.text[i], len(name)):
            yield NEAR_KNOWN, name

    def _kickers(
        self,
        page: Page,
        above: Sequence[int],
        near: Sequence[int],
        menu: Sequence[int],
        idle: Collection[int],
    ) -> Iterator[tuple[int, str]]:
        """The line right above the title, past badges, genres, dates and signatures."""
        passed = tools = False
        for i in near:
            folded = fold(self.words.unbadged(page.text[i])).strip(EDGES)
            tools = tools or self.words.is_tool(folded)
            if folded in self.words.genres and not (tools or i in idle):
                tools = True  # what is unknown above it is no section
                yield (ECHOED if i == near[0] else GENRE), page.text[i]
            elif self._is_passed(page, i, folded):
                continue
            elif self._is_row(page, i):
                return
            else:
                text = page.text[i]
                near_by = page.text[max(0, i - ABOVE) : i + ABOVE]
                said = (line for line in near_by if text in line)  # few lines have to be parted
                is_twice = sum(text in (line, *crumbs_of(line)) for line in said) > 1
                name = text if is_twice else subject_of(self.words, text)
                known = self.words.is_known(name)
                if i in idle or (tools and not known):
                    return
                if passed and (name != page.text[i] or not known or i in menu):
                    return
                if i in above and self._is_kicker(page, i, name):
                    yield self._rank(page, i, name, menu), name
                    if not known and name.isupper() and not is_french(page):
                        yield from self._shouted(page, i - 1)
                is_phrase = len(name.split()) >= LONG_KICKER and not self.words.is_known(name)
                if passed or i in menu or not is_phrase:
                    return
                passed = True  # a phrase: perhaps the section stands above it

    def _is_passed(self, page: Page, i: int, folded: str) -> bool:
        """May the section stand above the line?"""
        if page.reader is not None and page.reader.stamp.fullmatch(JOINED.sub("", folded)):
            return True
        if (
            page.words[i] > 2 * KICKER_WORDS
            or _MACHINE.search(page.text[i])
            or page.decisions[i].kind in _PASSED
        ):
            return True
        return self.words.is_badge(folded) and not self.words.is_known(
            subject_of(self.words, page.text[i])
        )

    def _shouted(self, page: Page, i: int) -> Iterator[tuple[int, str]]:
        """The section above a joke in capitals."""
        known = i >= 0 and (
            self.words.is_known(page.text[i]) or page.folded[i] in self.words.genres
        )
        if known and page.is_cut(i):
            yield KNOWN_KICKER, page.text[i]

    def _rank(self, page: Page, i: int, name: str, menu: Sequence[int]) -> int:
        if self.words.is_known(name):
            listed = sum(self.words.is_known(page.text[k]) for k in menu) >= ROWS and i in menu
            return GUESS if listed and not echoes(page, i, self.words) else KNOWN_KICKER
        if name.isupper() and len(name.split()) > 1:
            return KICKER
        return TRAIL if len(name.split()) < LONG_KICKER else PHRASE

    def _is_row(self, page: Page, i: int) -> bool:
        """Is the line a menu: labels side by side?"""
        text = page.text[i]
        home = self.words.home.match(page.folded[i])
        in_row = bool(home) and bool(self.trails.row(text, home[0] if home else ""))
        dotted = bool(home) and len(DOTTED.split(text)) > 2
        if in_row or dotted or self.trails.piped(text) or LEVEL.search(text.strip(EDGES)):
            return True
        glued, parts = len(GLUED.split(page.text[i])), len(LOOSE.split(page.text[i]))
        is_menu = glued > (1 if home else 2) or parts > MENU or page.is_labels[i]
        return is_menu or self.words.is_menu_row(text) or bool(self.words.end_of_row(text))

    def _is_kicker(self, page: Page, i: int, name: str) -> bool:
        if self.words.is_known(name):
            return page.words[i] <= 2 * KICKER_WORDS
        first = page.text[i].split(" ")[0]
        if "," in page.text[i] or self.words.is_badge(fold(first)):
            return False  # a motto, buttons
        alone = name if LOOSE.search(page.text[i]) else page.text[i]
        words = len(page.text[i].replace(" & ", " ").strip(EDGES).split())
        return words <= KICKER_WORDS and bool(WORDS_ALONE.match(alone))

    def _entries(
        self, page: Page, menu: Sequence[int], idle: Collection[int]
    ) -> Iterator[tuple[int, str]]:
        """A menu of one entry a line: a trail below its home, else what the text speaks of."""
        homes = [
            k for k, i in enumerate(menu) if fold(page.text[i]).strip(EDGES) in self.words.homes
        ]
        names = [page.folded[i] for i in menu]
        for k, i in enumerate(menu):
            if k < 2 and names.count(names[k]) > 1 and not self.words.is_idle(page.text[i]):
                yield KNOWN_KICKER, page.text[i]  # in the menu, and again below it
            elif homes and k < homes[0] <= ROWS and self.words.is_known(page.text[i]):
                yield TRAIL, page.text[i]
            elif echoes(page, i, self.words):
                yield (ECHOED if k else KNOWN_KICKER), page.text[i]
            elif i not in idle and self.words.is_subject(page.text[i]):
                yield GUESS, page.text[i]

    def _piece(self, text: str) -> tuple[int, str]:
        """What a kicker cut inside a line says."""
        is_genre = fold(text).strip(EDGES) in self.words.genres
        return (GENRE, text) if is_genre else (PIECE, subject_of(self.words, text))
