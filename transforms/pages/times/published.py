"""When an article was published: off the lines that date it, the publication before the update."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property

from transforms.pages.hints import DATE_KEYS, first_of
from transforms.pages.page import Page, is_french
from transforms.pages.times.dates import DateReader
from transforms.pages.times.stated import Stated

FURNITURE = frozenset(
    {"navigation", "kicker", "share", "other", "source_link", "reading_time", "machine"}
)
DATED = ("date", "byline")
HEADER = 8  # lines below the beginning of the text in which a date may stand
DAY = timedelta(days=1, hours=14)
MOST_YEARS = 5  # that the furniture of a page names
BESIDE = 2  # lines from a day in which its clock time may stand

_FIRST_CLOCK = re.compile(  # "Updated 6 January 2025 - 5:10pm, first published 4:38pm AWST"
    r"\b(?:published|posted|publiée?)(?: at| à)? (\d{1,2}(?: ?[h:.] ?\d{2}| ?h| ?[ap]\.?m))"
    r"(?!\d|[./]\d)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<!\d)20\d\d(?!\d)")

Zone = Callable[[], tzinfo]


def published(
    page: Page,
    pieces: Sequence[tuple[int, str, str]],
    hints: Mapping[str, str],
    dates: DateReader,
    zone: Zone,
    fetched_at: datetime | None,
) -> Stated | None:
    """The moment of publication, as precisely as the page prints it.

    `pieces`: (line, kind, text) of what was cut inside lines; `zone` gives that of local times, and
    is asked only where one is printed.
    """
    reference = fetched_at.replace(tzinfo=fetched_at.tzinfo or UTC) if fetched_at else None
    updated: Stated | None = None
    local, day_first = _Local(zone), is_french(page)

    def read(text: str, at: datetime | None = reference) -> Stated | None:
        return dates.read(text, local, at, day_first)

    for i, text in _candidates(page, pieces, hints):
        stated = read(text)
        if stated is None:
            continue
        first = _FIRST_CLOCK.search(text)
        if first is not None and stated.precision == "minute" and read(text[: first.start()]):
            day = stated.when.astimezone(local)
            return read(f"{day:%d %B %Y} {text[first.start(1) :]}") or stated
        if dates.is_update(text):
            updated = updated or stated
            continue
        if stated.precision == "day" and i is not None:
            text = _with_clock(page, i, text, dates, pieces)
            end_of_day = stated.when + timedelta(hours=23)
            again = (read(other, reference or end_of_day) for other in _again(page, i, dates))
            return _clocked(read(text), again)
        return stated
    return updated or _of_weekday(page, dates, local)


def _of_weekday(page: Page, dates: DateReader, local: tzinfo) -> Stated | None:
    """A day that the header prints without its year, where its weekday fits one year alone of those
    that the furniture of the page names: "mer. 29/10", "Saison 2025-2026"."""
    furniture = "\n".join(page.text[i] for i in range(len(page)) if page.is_cut(i))
    years = sorted({int(year) for year in _YEARS.findall(furniture)})
    if not 0 < len(years) <= MOST_YEARS:
        return None
    for i in range(min(len(page), page.body + 1)):
        weekday = dates.weekday(page.text[i]) if page.decisions[i].kind in DATED else None
        if weekday is None:
            continue
        ends = [datetime(year, 12, 31, tzinfo=UTC) for year in years]
        found = [dates.read(page.text[i], local, end, True) for end in ends]
        fits = {x for x in found if x and x.when.astimezone(local).weekday() == weekday}
        if len(fits) == 1:
            return fits.pop()
    return None


class _Local(tzinfo):
    """The zone of local times, looked for when the first of them is read."""

    def __init__(self, zone: Zone) -> None:
        self._find = zone

    @cached_property
    def _zone(self) -> tzinfo:
        return self._find()

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        return self._zone.utcoffset(when)

    def dst(self, when: datetime | None) -> timedelta | None:
        return self._zone.dst(when)

    def tzname(self, when: datetime | None) -> str | None:
        return self._zone.tzname(when)

    def fromutc(self, when: datetime) -> datetime:
        return self._zone.fromutc(when.replace(tzinfo=self._zone)).replace(tzinfo=self)


def _clocked(stated: Stated | None, others: Iterable[Stated | None]) -> Stated | None:
    """A day, or the moment of that day that another line states."""
    if stated is None or stated.precision != "day":
        return stated
    for other in others:
        if other and other.precision == "minute" and abs(other.when - stated.when) < DAY:
            return other
    return stated


def _again(page: Page, i: int, dates: DateReader) -> Iterator[str]:
    """The other lines of the header that date the article."""
    for k in range(max(0, i - HEADER), min(len(page), page.body + 1)):
        if k != i and page.decisions[k].kind in DATED and not dates.is_update(page.text[k]):
            yield page.text[k]


def _candidates(
    page: Page, pieces: Sequence[tuple[int, str, str]], hints: Mapping[str, str]
) -> Iterator[tuple[int | None, str]]:
    """Texts that may date the article, the best first, with their lines."""
    hinted = first_of(hints, DATE_KEYS)
    if hinted:
        yield None, hinted
    dated = [i for i in range(len(page)) if page.decisions[i].kind in DATED]
    above = [i for i in dated if i <= max(page.body + 1, page.first + HEADER)]
    anchor = page.anchor
    above.sort(key=lambda i: (i > page.body, i < anchor, abs(i - anchor)))
    for i in above + [i for i in dated if page.last < i <= page.last + 4]:
        yield i, page.text[i]
    for _, kind, text in pieces:
        if kind in ("machine", "date", "byline"):
            yield None, text
    for i in _undated(page, anchor):
        yield i, page.text[i]


def _undated(page: Page, anchor: int) -> list[int]:
    """Other furniture around the title: a date may stand in it, if it stands nowhere else."""
    lines = range(max(0, anchor - HEADER), min(len(page), max(anchor, page.body) + 2))
    cut = [i for i in lines if page.is_cut(i)]
    known = [i for i in cut if page.decisions[i].kind in FURNITURE]
    return known + [i for i in cut if i not in known and _is_stamp(page, i)]


_APART = re.compile(r" [|·•–—-] ")


def _is_stamp(page: Page, i: int) -> bool:
    """Is a moment all that a piece of the line says, or is it called a publication's?"""
    reader, folded = page.reader, page.folded[i]
    if reader is None or not (moment := reader.moment.search(folded)):
        return False
    pieces = _APART.split(folded)
    bare = (reader.moment.sub("", piece) for piece in pieces if reader.moment.search(piece))
    alone = len(pieces) > 1 and any(map(reader.joins.fullmatch, bare))
    called = re.search(rf"\b(?:{reader.stamp.pattern})(?: le| on)? $", folded[: moment.start()])
    return alone or called is not None or reader.stamp.match(folded) is not None


def _with_clock(
    page: Page, i: int, text: str, dates: DateReader, pieces: Sequence[tuple[int, str, str]]
) -> str:
    """The day that line `i` states, with the clock time of publication that stands beside it."""
    for k in sorted(range(i - BESIDE - 1, i + BESIDE + 1), key=lambda k: abs(k - i)):
        if k == i or not 0 <= k < len(page) or page.decisions[k].kind not in DATED:
            continue
        clock = dates.clock_alone(page.text[k])
        if clock:
            return f"{text} {clock}"
    clocks = [dates.clock_alone(page.text[page.title - 1])] if page.title else []
    cut = [said for line, kind, said in pieces if kind == "date" and line == page.title]
    clocks += map(dates.clock_alone, cut)
    return f"{text} {next(filter(None, clocks), '')}".rstrip()
