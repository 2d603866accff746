"""HTML that needs no network and no script: escaped tags, one style sheet, a small line chart."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

_FACTS = re.compile(r'<meta name="coupure-facts" content="([^"]*)">')
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # no HTML may hold them
# Nothing may be loaded, whatever a record that is shown tries.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Html(str):
    """Text that is markup already; any other text is escaped where it is put in."""

    __slots__ = ()


def tag(name: str, *inside: str | None, **attributes: str) -> Html:
    """An element. An attribute's name may end with `_` (class_) and has - for _ inside."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(value)}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{given}>{join(inside)}</{name}>")


def join(parts: Iterable[str | None]) -> Html:
    return Html("".join(p if isinstance(p, Html) else _escaped(p) for p in parts if p))


def _escaped(text: str) -> str:
    return html.escape(_CONTROLS.sub("\ufffd", text))


def page(title: str, facts: Mapping[str, Any], *body: str | None) -> str:
    """A whole page; `facts` travel with it and are read back by `facts_of`."""
    kept = html.escape(json.dumps(facts, ensure_ascii=True, default=str))
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<meta name="coupure-facts" content="{kept}">'
        f"<title>{_escaped(title)}</title><style>{_style()}</style>"
    )
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>{join(body)}</body></html>\n'
    )


def facts_of(text: str) -> dict[str, Any] | None:
    """The facts of a page that `page` made; None for anything else."""
    found = _FACTS.search(text)
    if not found:
        return None
    try:
        facts = json.loads(html.unescape(found.group(1)))
    except ValueError:
        return None
    return facts if isinstance(facts, dict) else None


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, narrow: Sequence[int]) -> Html:
    """A table; on a narrow screen only the columns `narrow` are shown."""

    def cells(name: str, row: Sequence[str]) -> Html:
        return join(
            tag(name, cell) if place in narrow else tag(name, cell, class_="wide")
            for place, cell in enumerate(row)
        )

    body = join(tag("tr", cells("td", row)) for row in rows)
    return tag("table", tag("thead", tag("tr", cells("th", header))), tag("tbody", body))


def line_chart(values: Sequence[float | None], label: str) -> Html | None:
    """The course of a figure, oldest first; None with fewer than two points."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return None
    low, high = min(v for _, v in known), max(v for _, v in known)
    wide = known[-1][0] - known[0][0]

    def at(place: int, value: float) -> tuple[float, float]:
        level = (value - low) / (high - low) if high > low else 0.5
        return round(4 + 112 * (place - known[0][0]) / wide, 1), round(26 - 22 * level, 1)

    points = [at(*point) for point in known]
    line = " ".join(f"{x},{y}" for x, y in points)
    x, y = points[-1]
    return tag(
        "svg",
        tag("title", label),
        Html(f'<polyline points="{line}"></polyline><circle cx="{x}" cy="{y}" r="3"></circle>'),
        viewBox="0 0 120 30",
        role="img",
    )


@cache
def _style() -> str:
    style = resources.files("expectations").joinpath("style.css").read_text(encoding="utf-8")
    return re.sub(r"\s*\n\s*", "", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
