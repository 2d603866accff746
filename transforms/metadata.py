"""What cut lines and the source's hints say of an article: who, when, where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from transforms.pages.bylines import byline
from transforms.pages.dates import DateReader, Stated
from transforms.pages.hints import (
    AUTHOR_KEYS,
    DATE_KEYS,
    SECTION_KEYS,
    STANDFIRST_KEYS,
    TITLE_KEYS,
    first_of,
)
from transforms.pages.page import Page, is_french
from transforms.pages.sections import Sections

FURNITURE = frozenset(
    {"navigation", "kicker", "share", "other", "source_link", "reading_time", "machine"}
)
HEADER = 8  # lines below the beginning of the text in which a date may stand


@dataclass(frozen=True)
class Metadata:
    """What is known of one article; None where nothing is."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    section: str | None = None
    published: Stated | None = None


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
        zone: tzinfo,
        fetched_at: datetime | None,
    ) -> Metadata:
        """`pieces`: (line, kind, text) of what was cut inside lines."""
        return Metadata(
            title=page.text[page.title] if page.title is not None else _hinted_title(hints),
            standfirst=_standfirst(page, pieces) or first_of(hints, STANDFIRST_KEYS[:1]),
            byline=byline(page, pieces) or first_of(hints, AUTHOR_KEYS),
            section=first_of(hints, SECTION_KEYS) or self.sections.of(page, pieces),
            published=self._published(page, pieces, hints, zone, fetched_at),
        )

    def _published(
        self,
        page: Page,
        pieces: Sequence[tuple[int, str, str]],
        hints: Mapping[str, str],
        zone: tzinfo,
        fetched_at: datetime | None,
    ) -> Stated | None:
        reference = fetched_at.replace(tzinfo=fetched_at.tzinfo or UTC) if fetched_at else None
        lines = [text for _, kind, text in pieces if kind in ("machine", "date")]
        dated = [i for i in range(len(page)) if page.decisions[i].kind in ("date", "byline")]
        above = [i for i in dated if i <= max(page.body + 1, page.first + HEADER)]
        below = [i for i in dated if page.last < i <= page.last + 4]
        anchor = page.title if page.title is not None else page.first
        above.sort(key=lambda i: (i < anchor, abs(i - anchor)))
        stated_in_hints = first_of(hints, DATE_KEYS)
        candidates = [stated_in_hints] if stated_in_hints else []
        candidates += [page.text[i] for i in above] + [page.text[i] for i in below] + lines
        candidates += [page.text[i] for i in _undated(page, anchor)]
        for text in candidates:
            stated = self.dates.read(text, zone, reference, is_french(page))
            if stated is not None:
                return stated
        return None


def _undated(page: Page, anchor: int) -> list[int]:
    """Other furniture around the title: a date may stand in it, if it stands nowhere else."""
    lines = range(max(0, anchor - HEADER), min(len(page), max(anchor, page.body) + 2))
    return [i for i in lines if page.is_cut(i) and page.decisions[i].kind in FURNITURE]


def _hinted_title(hints: Mapping[str, str]) -> str | None:
    return first_of(hints, TITLE_KEYS)


def _standfirst(page: Page, pieces: Sequence[tuple[int, str, str]]) -> str | None:
    """The standfirst's lines, without what was cut inside them."""
    found: list[str] = []
    for i, decision in enumerate(page.decisions):
        if decision.kind == "standfirst":
            text = page.text[i]
            for line, _, cut in pieces:
                text = text.replace(cut, "", 1) if line == i else text
            found.append(" ".join(text.split()))
    return " ".join(found) or None
