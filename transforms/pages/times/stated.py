"""Dates as pages state them, made moments: no more precise than they are stated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

LIKE_NOW = 70  # two-digit years from here on are of the last century
FIRST_YEAR, LAST_YEAR = 1900, 2099


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as stated: `when` in UTC, `precision` year, month, day or minute."""

    when: datetime
    precision: str


def full_year(year: str) -> int:
    number = int(year.lstrip("'"))
    if number >= 100:
        return number
    return number + (1900 if number >= LIKE_NOW else 2000)


def hours(offset: float) -> tzinfo:
    return timezone(timedelta(hours=offset))


def hour_minute(clock: re.Match[str] | None) -> tuple[int, int] | None:
    if clock is None:
        return None
    if clock[1] is not None:
        hour, minute, half = int(clock[1]), int(clock[2] or clock[3] or 0), clock[4]
    else:
        hour, minute, half = int(clock[5]), int(clock[6] or 0), clock[7]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour, minute


def from_iso(match: re.Match[str], zone: tzinfo) -> Stated | None:
    year, month, day, hour, minute, offset = match.groups()
    if offset == "z":
        zone = UTC
    elif offset:
        sign = -1 if offset[0] == "-" else 1
        zone = timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:])))
    clock = (int(hour), int(minute)) if hour else None
    return stated(int(year), int(month), int(day) if day else None, clock, zone)


def stated(
    year: int, month: int, day: int | None, clock: tuple[int, int] | None, zone: tzinfo
) -> Stated | None:
    """None when there is no such date. Without a clock, midnight UTC of the day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        if clock is not None and day is not None:
            local = datetime(year, month, day, *clock, tzinfo=zone)
            return Stated(local.astimezone(UTC), "minute")
        precision = "month" if day is None else "day"
        return Stated(datetime(year, month, day or 1, tzinfo=UTC), precision)
    except (ValueError, OverflowError):
        return None


def ago(
    units: Mapping[str, Any], count: int, unit: str, fetched_at: datetime, zone: tzinfo
) -> Stated | None:
    if unit in units["minutes"]:
        return Stated((fetched_at - timedelta(minutes=count)).astimezone(UTC), "minute")
    if unit in units["hours"]:  # three hours ago names no minute, but it names the day
        day = (fetched_at - timedelta(hours=count)).astimezone(zone)
    else:
        days = count * (7 if unit in units["weeks"] else 1)
        day = (fetched_at - timedelta(days=days)).astimezone(zone)
    return stated(day.year, day.month, day.day, None, zone)
