"""Numbers and times as each language writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

_PLACES = {"fr": "fr_FR", "en": "en_GB"}


def writers(language: str, words: Mapping[str, str]) -> dict[str, Callable[..., str]]:
    """What templates call: `number`, `share`, `day`, `time`, `cell` (any of them), and `n`."""
    place = _PLACES[language]

    def number(value: float) -> str:
        return str(format_decimal(value, locale=place))

    def share(value: float | None) -> str:
        if value is None:
            return "–"
        form = (
            None if value == 0 or value >= 0.1 else "#,##0.0\u00a0%" if language == "fr" else "0.0%"
        )
        return str(format_percent(value, format=form, locale=place))

    def day(value: date | datetime) -> str:
        return str(format_date(value, "d MMM y", locale=place))

    def time(value: datetime) -> str:
        return str(format_datetime(value, "d MMM y, HH:mm", locale=place))

    def cell(value: Any) -> str:
        if value is None:
            return "–"
        if isinstance(value, float):
            return share(value)
        if isinstance(value, date):
            return day(value)
        return number(value) if isinstance(value, int) else str(value)

    def n(key: str, count: int) -> str:
        """How many of what, in the singular or the plural."""
        one, _, many = words[f"n_{key}"].partition("|")
        is_one = count == 1 or (count == 0 and language == "fr")
        return (one if is_one or not many else many).format(count=number(count))

    return {"n": n, "number": number, "share": share, "day": day, "time": time, "cell": cell}
