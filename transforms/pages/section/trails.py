"""Trails of crumbs near the title: "Accueil > Régions > Patrimoine", glued or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.pages.page import Page
from transforms.pages.remembering import by_text
from transforms.pages.section.crumbs import is_of_title
from transforms.pages.section.section_words import (
    ECHOED,
    EDGES,
    GLUED,
    LEVEL,
    MAX_WORDS,
    MENU,
    NEAR_KNOWN,
    PIECE,
    TRAIL,
    WORDS_ALONE,
    SectionWords,
)  # fmt: skip
from transforms.pages.times.dates import fold

DEEP = 6  # crumbs of a trail that ends with what the article speaks of
TRAIL_WORDS = 30  # of a line that holds a trail, its title included

_ARROW = re.compile(r"\s*(?:[>›»⟩→▸►]|::|(?<=\s)\\(?=\s))\s*")

_HERE = re.compile(
    r"^(?:vous êtes ici|you are here) ?: ?"
    r"|^(?:navigation|fil d['’]ariane|breadcrumbs?|chemin) ?(?::|(?-i:(?=[A-ZÀ-Þ]))) ?",
    re.IGNORECASE,
)
DATED = re.compile(
    r"(?<=[^\W\d_]) ?(?:[|•·–—-] )+[^|•·>]*\d{4}[^>]*$"
)  # "Société • mardi 6 juin 2023"
_SECOND = re.compile(r" [A-ZÀ-Þ]")
_MARKED = re.compile(r" [^\w ] |[|·•]")
DOTTED = re.compile(r"\s+[•·]\s+")
_BARRED = re.compile(r"\s+[•·|]\s+")
_COLON = re.compile(r"[^:]:$")
_LED = re.compile(r"\s*[#>›»⟩→]")
ROW_WORDS = 10  # of a trail without marks


def _is_said(page: Page, name: str) -> bool:
    """Does the text say the name?"""
    word = fold(name).strip(EDGES)
    return len(word) > 3 and any(
        word in page.folded[i]
        for i in range(page.title or page.first, min(page.last + 1, page.first + 12))
    )


def crumbs_of(text: str) -> list[str]:
    """What arrows part in the line; nothing where there is none."""
    crumbs = [crumb.strip(EDGES) for crumb in _ARROW.split(text)]
    return crumbs if len(crumbs) > 1 else []


@dataclass(frozen=True)
class Trails:
    """Finds the deepest crumb of a line that is a trail."""

    words: SectionWords

    def of(self, page: Page, i: int, is_next: bool) -> Iterator[tuple[int, str]]:
        """The deepest crumb of line `i` that is a subject, if it is a trail."""
        text, is_plain = self._bare(page.text[i])
        title = page.text[page.title] if page.title is not None else ""
        if is_plain and not is_next and not (title and title in text):
            return
        if page.words[i] > TRAIL_WORDS + len(title.split()):
            return
        before, found, _ = text.partition(title) if title else (text, "", "")
        if found:
            text = before.rstrip()
            if text and (_COLON.search(text) or not before.endswith((" ", "|", "-"))):
                yield PIECE, self.words.unglued(GLUED.split(text)[-1])
        piped = self._subjects(page, self.piped(text)) if is_next else []
        if piped:
            yield TRAIL, self._deepest(piped, True)
            return
        if not LEVEL.search(text) and self.words.is_rival_row(text):
            return
        begun = self.words.home.match(fold(text).strip(EDGES))
        home = begun[0] if begun else ""
        if home and not LEVEL.search(text) and 2 < len(_BARRED.split(text)) <= DEEP:
            dotted = _BARRED.sub(" > ", text)  # "Accueil • Région • Justice", or with bars
            text = text if self.words.are_rivals(_BARRED.split(text)) else dotted
        parts = self._crumbs(text, home, title)
        is_glued = not found and len(parts) > 2 and not LEVEL.search(text)
        if is_next and not found and (name := self.words.end_of_row(text.strip(EDGES))):
            yield TRAIL, name
            return
        if not parts or is_glued or any(len(p.split()) > MAX_WORDS for p in parts):
            yield from self._unparted(page, text, home)
            return
        is_arrowed = _ARROW.search(text) is not None
        if len(parts) == 1 and not (found and (home or is_arrowed)) and not _LED.match(text):
            yield from self._unparted(page, text, home)
        elif is_arrowed or (home and LEVEL.search(text)) or found:
            place = len(parts) == 1 and fold(parts[0]) in self.words.places
            yield (ECHOED if place else TRAIL), self._deepest(parts, True)
        elif (
            len(parts) <= MENU
            and not any(self.words.is_badge(fold(p)) for p in parts)
            and ("," in text or not self.words.are_rivals(parts))
        ):
            yield (TRAIL if is_next else NEAR_KNOWN), self._deepest(parts, len(parts) > 2)

    @by_text
    def _bare(self, text: str) -> tuple[str, bool]:
        """The line without what leads a trail; is there no home, and nothing to part crumbs?"""
        text = DATED.sub("", _HERE.sub("", text))
        marks = (LEVEL.search, GLUED.search, _ARROW.search, _LED.match)
        parted = "|" in text or any(mark(text) for mark in marks)
        return text, not (parted or self.words.home.match(fold(text).strip(EDGES)))

    def _unparted(self, page: Page, text: str, home: str) -> Iterator[tuple[int, str]]:
        """The deepest crumb of a trail that begins at home, with nothing between its crumbs.

        "Accueil Faits divers Cambriolages", "HomeNewsIndiaTelangana"; no menu.
        """
        parts = GLUED.split(text)
        first = fold(parts[0]).strip(EDGES)
        if len(parts) > 2:
            names = [p for p in parts if not self.words.is_idle(p)]
            is_menu = any(self.words.is_badge(fold(p)) for p in parts)
            most = DEEP if home == first and names and _is_said(page, names[-1]) else MENU
            if is_menu or self.words.are_rivals(parts) or not 0 < len(names) <= most:
                return
            said = [n for n in names if home or self.words.is_known(n) or _is_said(page, n)]
            if home == first or first in self.words.genres or len(said) == len(parts) < MENU:
                yield from ((TRAIL, name) for name in said[-1:])
        elif len(parts) == 1 and (row := self.row(text, home)):
            deepest = self.words.deepest_of_row(row)
            if deepest != row:
                yield TRAIL, deepest

    def row(self, text: str, home: str) -> str:
        """What follows home in a trail without marks: "Actualités Rugby"; "" in any other line."""
        row = text[len(home) :].strip(EDGES) if home else ""
        is_row = row[:1].isupper() and _SECOND.search(row) and len(row.split()) < ROW_WORDS
        return row if is_row and not _MARKED.search(row) else ""

    @by_text
    def piped(self, text: str) -> list[str]:
        """The crumbs of "Actualité | Régions"; of a menu, or beside a date, none."""
        parts = [p.strip(EDGES) for p in text.split("|") if p.strip(EDGES)]
        crumbs = 1 < len(parts) < MENU and all(map(self._may_be_crumb, parts))
        return parts if crumbs and not _ARROW.search(text) else []

    def first(self, page: Page, i: int) -> str:
        """The first crumb of "Économie|Jura|Commerce", where all of them are sections."""
        crumbs = self.piped(page.text[i])
        return crumbs[0] if crumbs and all(map(self.words.is_known, crumbs)) else ""

    def _subjects(self, page: Page, parts: Sequence[str]) -> Sequence[str]:
        """The crumbs but for the outlet's name, where a section's stands beside it."""
        if page.reader is None or not any(map(self.words.is_known, parts)):
            return parts
        outlet = page.reader.outlet
        return [p for p in parts if self.words.is_known(p) or not outlet.search(fold(p))]

    def _may_be_crumb(self, part: str) -> bool:
        is_short = len(part.split()) <= MAX_WORDS and bool(WORDS_ALONE.match(part))
        return is_short and not self.words.is_badge(fold(part))

    def _crumbs(self, text: str, home: str, title: str) -> list[str]:
        parts = [p for p in LEVEL.split(text) if p.strip(EDGES)]
        if len(parts) == 1 and home:
            parts = [p for p in GLUED.split(text) if p.strip(EDGES)]
            if parts and parts[0].lower().startswith(f"{home} "):
                parts[0] = parts[0][len(home) :]
            elif len(parts) == 1:
                parts = [text[len(home) :]]
        parts = [p.strip(EDGES) for p in parts if p.strip(EDGES)]
        if parts and is_of_title(parts[-1], title):
            parts.pop()
        return parts

    def _deepest(self, parts: Sequence[str], is_trail: bool) -> str:
        subjects = [p for p in parts if not self.words.is_idle(p)]
        if not subjects:
            return "" if self.words.is_badge(fold(parts[-1])) else parts[-1]
        if is_trail and subjects == [parts[0]] != parts and not self.words.is_known(parts[0]):
            return parts[-1]  # "L'Écho du Val » Opinions » Éditorial": the site, then genres
        if not is_trail and len(parts) == 2 and not self.words.is_known(subjects[-1]):
            return subjects[0]  # "Luttes/Hôtellerie": the second is a tag
        glued = [p for p in GLUED.split(subjects[-1]) if not self.words.is_idle(p)]
        return glued[-1] if len(glued) > 1 and self.words.is_known(glued[-1]) else subjects[-1]
