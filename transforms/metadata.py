"""What cut lines and the source's hints say of an article: who, when, where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from transforms.pages.authors.bylines import byline
from transforms.pages.hints import (
    AUTHOR_KEYS,
    SECTION_KEYS,
    STANDFIRST_KEYS,
    TITLE_KEYS,
    first_of,
)
from transforms.pages.page import Page
from transforms.pages.section.sections import Sections
from transforms.pages.times.dates import DateReader
from transforms.pages.times.published import Zone, published
from transforms.pages.times.stated import Stated


@dataclass(frozen=True)
class Metadata:
    """What is known of one article; None where nothing is."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    section: str | None = None
    published: Stated | None = None


# Markdown: "# Title", "*standfirst*".
_HEADING = re.compile(r"^#{1,6}\s+(?=\S)")
_STRESSED = re.compile(r"(\*{1,3}|_{1,3})(?=\S)([^*]+)(?<=\S)\1")


@dataclass(frozen=True)
class PageReader:
    """Reads an article's metadata off its decided lines."""

    dates: DateReader
    sections: Sections

    def read(
        self,
        page: Page,
        pieces: Sequence[tuple[int, str, str]],
        hints: Mapping[str, str],
        zone: Zone,
        fetched_at: datetime | None,
    ) -> Metadata:
        """`pieces`: (line, kind, text) of what was cut inside lines; `zone`: of local times."""
        authors, signed = byline(page, pieces)
        return Metadata(
            title=_left(page, page.title, pieces)
            if page.title is not None
            else _hinted_title(hints),
            standfirst=_standfirst(page, pieces) or first_of(hints, STANDFIRST_KEYS[:1]),
            byline=authors or first_of(hints, AUTHOR_KEYS),
            section=first_of(hints, SECTION_KEYS) or self.sections.of(page, pieces, signed),
            published=published(page, pieces, hints, self.dates, zone, fetched_at),
        )


def _hinted_title(hints: Mapping[str, str]) -> str | None:
    return first_of(hints, TITLE_KEYS)


def _standfirst(page: Page, pieces: Sequence[tuple[int, str, str]]) -> str | None:
    lines = [i for i, decision in enumerate(page.decisions) if decision.kind == "standfirst"]
    return " ".join(_left(page, i, pieces) for i in lines) or None


def _left(page: Page, i: int, pieces: Sequence[tuple[int, str, str]]) -> str:
    """Line `i` without what was cut inside it, and without Markdown's marks around it."""
    text = page.text[i]
    for line, _, cut in pieces:
        text = " ".join(text.replace(cut, "", 1).split()) if line == i else text
    text = _HEADING.sub("", text)
    stressed = _STRESSED.fullmatch(text)
    return stressed[2] if stressed else text
