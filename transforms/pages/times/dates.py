"""Reads the dates that pages print, as precisely as they print them and no more so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from transforms.pages.times.clocks import CLOCK, GLUED, NEAR, clock_of
from transforms.pages.times.spans import first_day, range_pattern, without_year
from transforms.pages.times.stated import (
    Stated,
    ago,
    from_iso,
    full_year,
    hour_minute,
    hours,
    stated,
)
from transforms.typography import any_of

CLOCK_AT = 2  # letters before a clock time that is all that a line says: "à 9 h"
MAX_OFFSET = 14  # hours from UTC

_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)-(\d\d)(?:-(\d\d)(?:[t ,à]{1,3}(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?"
    r" ?(z|[+-]\d\d:?\d\d)?)?)?(?![\d-])"
)
_NUMERIC = re.compile(
    r"(?<![\d/.])(\d{1,2})( ?[/.-] ?)(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d/])(?<![/.-] \d\d)"
)
_GLUED = re.compile(rf"{GLUED}|(?<=[a-zà-ÿ]{{4}})(?=\d{{1,2}}[:h]\d\d)")
_DOTTED_CLOCK = re.compile(
    r"((?:19|20)\d\d,? (?:at |a |- |\| )?)([01]?\d|2[0-3])\.([0-5]\d)(?![\d.]*\d)"
)
_DIGIT = re.compile(r"\d")
_AGO = re.compile(r"il y a (?:environ )?\d+ ?(?:heures?|h|min\w*)|\d+ (?:hours?|min\w*) ago")
_YEAR = re.compile(r"[^\d]{1,4}\d{1,2} ?[h:] ?(?:\d\d)?[ ,]*\(?((?:19|20)\d\d)\b")  # behind a clock
_ROMAN = re.compile(r"(?<=\d)([./ -])(i{1,3}|i?v|vi{1,3}|ix|xi{0,2})\1(?=(?:19|20)?\d\d\b)")
_SLASHED = re.compile(r"(?<!\d)((?:19|20)\d\d)/(\d\d)/(\d\d)(?!\d)")
_AND = re.compile(r"\bet(?= (?:mis|modif|actual|reactual|maj|publi|le |la |a |par ))")  # no zone
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_AMERICAN = re.compile(r"\d ?[ap]\.?m\.? \(?[ecmp][sd]?t\b")  # there months stand before days
_PLACE_TIME = re.compile(
    r"[ (,]*heure (?:locale )?(?:de |d'|du |a |au )?(?:la |l')?([a-z][a-z' -]{2,24}[a-z])"
    r"|[ (,]*([a-z][a-z' -]{2,24}[a-z]) time\b"
)


@dataclass(frozen=True)
class DateLexicon:
    """How one language writes dates; words are folded (lower case, no accents)."""

    months: Mapping[str, int]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    relative: Mapping[str, tuple[str, ...]]
    ago: Mapping[str, Any]
    zones: Mapping[str, float | str]
    day_first: bool
    weekdays: tuple[str, ...] = ()

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> DateLexicon:
        """Raises KeyError when a table is missing."""
        return cls(
            months=mapping["months"],
            published=tuple(mapping["words"]["published"]),
            updated=tuple(mapping["words"]["updated"]),
            relative={name: tuple(words) for name, words in mapping["relative"].items()},
            ago=mapping["ago"],
            zones=mapping["zones"],
            day_first=mapping["day_first"],
            weekdays=tuple(mapping["words"]["weekdays"]),
        )


@dataclass(frozen=True)
class DateReader:
    """Reads dates in any of the languages of its lexicons, the first one preferred."""

    lexicons: tuple[DateLexicon, ...]
    zone_of: Callable[[str], tzinfo | None] = lambda place: None  # of places: "heure de Moscou"

    def __post_init__(self) -> None:
        months = {k: v for lex in reversed(self.lexicons) for k, v in lex.months.items()}
        names = any_of(months)
        year = r"(?:(?:,? |-)((?:19|20)\d\d|'?\d\d(?![\dh:.])))?"
        object.__setattr__(self, "_months", months)
        day = r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th|\.)?[ -](?:de |of )?"
        object.__setattr__(self, "_day_month", re.compile(rf"{day}({names})\b\.?{year}"))
        object.__setattr__(
            self, "_month_day",
            re.compile(
                rf"\b({names})\.? (?:- )?(\d{{1,2}})(?:st|nd|rd|th)?,? (?:- )?((?:19|20)\d\d)(?!\d)"
            ),
        )  # fmt: skip
        object.__setattr__(
            self, "_month_year", re.compile(rf"\b({names})\.? ((?:19|20)\d\d)(?!\d)")
        )

        object.__setattr__(self, "_range", range_pattern(names))
        for kind in ("updated", "published"):
            words = "|".join(re.escape(w) for lex in self.lexicons for w in getattr(lex, kind))
            object.__setattr__(self, f"_{kind}", re.compile(rf"\b(?:{words})\b"))
        zones = {k: v for lex in reversed(self.lexicons) for k, v in lex.zones.items()}
        object.__setattr__(self, "_zones", zones)
        either = "|".join(re.escape(zone) for lex in self.lexicons for zone in lex.zones)
        object.__setattr__(self, "_zone_name", re.compile(rf"[ (,]*({either})\b"))
        # "9:15 am, updated 10:02 am IST": what stands after a later clock is true of the first.
        object.__setattr__(
            self, "_zone_after", re.compile(rf"\d(?: ?[ap]\.?m\.?)? \(?({either})\b")
        )

    _updated: re.Pattern[str] = None  # type: ignore[assignment]
    _published: re.Pattern[str] = None  # type: ignore[assignment]
    _zones: Mapping[str, float | str] = None  # type: ignore[assignment]
    _zone_name: re.Pattern[str] = None  # type: ignore[assignment]
    _zone_after: re.Pattern[str] = None  # type: ignore[assignment]
    _months: Mapping[str, int] = None  # type: ignore[assignment]
    _day_month: re.Pattern[str] = None  # type: ignore[assignment]
    _month_day: re.Pattern[str] = None  # type: ignore[assignment]
    _month_year: re.Pattern[str] = None  # type: ignore[assignment]
    _range: re.Pattern[str] = None  # type: ignore[assignment]

    def read(
        self,
        text: str,
        zone: tzinfo,
        fetched_at: datetime | None = None,
        day_first: bool = True,
    ) -> Stated | None:
        """The first date in `text`; of a stamped line, the publication's before the update's.

        `zone` is that of stated local times. Relative dates and dates without a year are read
        only against `fetched_at`. With `day_first` false, 5/6/2024 is ambiguous and not read.
        """
        line = fold(text)
        if not _DIGIT.search(line):
            return self._relative(line, zone, fetched_at)
        line = _DOTTED_CLOCK.sub(r"\1\2:\3", fold(_GLUED.sub(" ", text)))
        line = _AND.sub(",", line)
        line = _ROMAN.sub(lambda m: f"{m[1]}{_ROMANS.index(m[2]) + 1}{m[1]}", line)
        line = self._range.sub(first_day, _SLASHED.sub(r"\1-\2-\3", line))
        for part in self._parts(line):
            stated = self._absolute(part, zone, fetched_at, day_first) or self._relative(
                part, zone, fetched_at
            )
            if stated is not None:
                return stated
        return None

    def is_update(self, text: str) -> bool:
        """Does a line speak of its update alone?"""
        line = fold(text)
        return bool(self._updated.search(line)) and not self._states_before(line)

    def weekday(self, text: str) -> int | None:
        """The day of the week that a line names, Monday 0."""
        line = fold(text)
        for lexicon in self.lexicons:
            for day, name in enumerate(lexicon.weekdays):
                if re.search(rf"\b{name[:3]}(?:{name[3:]})?\b", line):
                    return day
        return None

    def _states_before(self, line: str) -> bool:
        """Is a publication, or a day, stated beside the update?"""
        if self._published.search(line):
            return True
        match = self._updated.search(line)
        before = line[: match.start()] if match else ""
        return bool(_ISO.search(before)) or self._day(before, None, True) is not None

    def clock_alone(self, text: str) -> str:
        """The clock time of publication of a line that names no day but today, or "" ."""
        line = fold(text)
        update = self._updated.search(line)
        line = line[: update.start()] if update else line
        match = CLOCK.search(line)
        if match is None or _ISO.search(line) or self._day(line, None, True) is not None:
            return ""
        said = self._published.search(line) or any(
            word in line for lexicon in self.lexicons for words in lexicon.relative.values()
            for word in words
        )  # fmt: skip
        return line[match.start() :] if said or match.start() <= CLOCK_AT else ""

    def _parts(self, line: str) -> Iterable[str]:
        """Pieces of a stamped line: after "published", before "updated", after it."""
        match = self._updated.search(line)
        if match is None:
            return (line,)
        updated = match.start()
        match = self._published.search(line)
        published = match.start() if match else None
        if published is not None and published > updated:
            return line[published:], line[:published]
        return line[:updated], line[updated:]

    def _absolute(
        self, line: str, zone: tzinfo, fetched_at: datetime | None, day_first: bool
    ) -> Stated | None:
        line = _AGO.sub(" ", line)
        iso = _ISO.search(line)
        if iso:
            clock = CLOCK.search(line, iso.end()) if iso[3] and not iso[4] else None
            if clock is None or clock.start() > iso.end() + NEAR:
                return from_iso(iso, zone)
            year, month_, date = (int(iso[n]) for n in (1, 2, 3))
            return stated(year, month_, date, hour_minute(clock), self._zone(line, clock, zone))
        found = self._day(line, fetched_at, day_first)
        if found is None:
            month = self._month_year.search(line)
            if month:
                return stated(int(month[2]), self._months[month[1]], None, None, zone)
            return None
        (year, month_number, day), span = found
        clock = clock_of(line, *span)
        return stated(year, month_number, day, hour_minute(clock), self._zone(line, clock, zone))

    def _day(
        self, line: str, fetched_at: datetime | None, day_first: bool
    ) -> tuple[tuple[int, int, int], tuple[int, int]] | None:
        match = self._month_day.search(line)
        if match:
            return (int(match[3]), self._months[match[1]], int(match[2])), match.span()
        match = self._day_month.search(line)
        if match:
            month, day = self._months[match[2]], int(match[1])
            if match[3]:
                return (full_year(match[3]), month, day), match.span()
            apart = _YEAR.match(line, match.end())
            if apart:
                return (int(apart[1]), month, day), match.span()
            if fetched_at is not None:
                year = fetched_at.year - ((month, day) > (fetched_at.month, fetched_at.day))
                return (year, month, day), match.span()
            return None
        match = _NUMERIC.search(line)
        if match:
            first, second, year = int(match[1]), int(match[3]), full_year(match[4])
            if first <= 12 and (second > 12 or _AMERICAN.search(line)):
                first, second = second, first
            elif not day_first and match[2].strip() == "/" and first <= 12 and first != second:
                return None
            return (year, second, first), match.span()
        return without_year(line, fetched_at) if day_first else None

    def _relative(self, line: str, zone: tzinfo, fetched_at: datetime | None) -> Stated | None:
        if fetched_at is None:
            return None
        for lexicon in self.lexicons:
            match = re.search(lexicon.ago["pattern"], line)
            if match:
                count = int(match[1]) if match[1].isdigit() else 1
                return ago(lexicon.ago, count, match[2], fetched_at, zone)
            for back, name in ((2, "before_yesterday"), (1, "yesterday"), (0, "today")):
                if any(word in line for word in lexicon.relative.get(name, ())):
                    day = fetched_at.astimezone(zone) - timedelta(days=back)
                    clock = CLOCK.search(line)
                    return stated(day.year, day.month, day.day, hour_minute(clock), zone)
        return None

    def _zone(self, line: str, clock: re.Match[str] | None, zone: tzinfo) -> tzinfo:
        if clock is None:
            return zone
        after = line[clock.end() : clock.end() + 36]
        offset_from_utc = re.match(r"[ (,]*(?:gmt|utc) ?([+-]\d{1,2})\b", after)
        if offset_from_utc and abs(int(offset_from_utc[1])) <= MAX_OFFSET:
            return timezone(timedelta(hours=int(offset_from_utc[1])))
        stated = self._zone_name.match(after) or self._zone_after.search(line, clock.end())
        if stated:
            offset = self._zones[stated[1]]
            return ZoneInfo(offset) if isinstance(offset, str) else hours(offset)
        named = _PLACE_TIME.match(after)
        return (self.zone_of(named[1] or named[2]) if named else None) or zone


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, without accents, apostrophes and spaces plain."""
    plain = text.lower().translate(_PLAIN)
    if plain.isascii():
        return plain
    return _MARKS.sub("", unicodedata.normalize("NFKD", plain))


_MARKS = re.compile(r"[\u0300-\u036f]")
_PLAIN = str.maketrans(
    "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ\u2019\u00a0\u202f", "aaaaaaceeeeiiiinooooouuuuyy'  "
)
