"""Pages with line labels and facts alone: many layouts, no entities and no quotations.

A file is a head of `name: value` lines, `---`, then a line of the page a line: its label, a tab, its
text. `?` before the label: not scored. `{{label|text}}` in a kept line: residue inside it, or, of an
article in a single line, its title. README.md says what the labels are.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.eval.gold import Facts, FormatError, Gold, Region
from warehouse.tables import CUT_KINDS, KEPT_KINDS

PAGES = Path(__file__).parent / "pages"
FIELDS = ("lang", "title", "byline", "section", "published", "truncated", "remaining")
PRECISIONS = {4: "year", 7: "month", 10: "day"}
_INSIDE = re.compile(r"\{\{(\w+)\|(.*?)\}\}")


def load_pages(folder: Path = PAGES) -> list[Gold]:
    """Every page of `folder`, by file name.

    Raises:
        FormatError: a page breaks the format.
    """
    return [load_page(path) for path in sorted(folder.glob("*.txt"))]


def load_page(path: Path) -> Gold:
    """The page in `path`.

    Raises:
        FormatError: it breaks the format.
    """
    head, mark, body = path.read_text(encoding="utf-8").partition("\n---\n")
    told = dict(line.split(":", 1) for line in head.splitlines() if ":" in line)
    told = {name.strip(): value.strip() for name, value in told.items()}
    missing = [name for name in FIELDS if name not in told]
    if not mark or missing:
        raise FormatError(f"{path.name}: no {', '.join(missing) or 'line of three dashes'}")
    raw, regions = "", []
    for number, line in enumerate(body.rstrip("\n").split("\n")):
        raw += "\n" if number else ""
        if line.strip():
            try:
                text, found = _line(line, len(raw))
            except FormatError as error:
                raise FormatError(f"{path.name}: {error}") from error
            raw += text
            regions += found
    return Gold(
        path.stem, told["lang"], raw, tuple(regions), facts=_facts(told),
        truncated=told["truncated"] == "true",
    )  # fmt: skip


def _line(line: str, start: int) -> tuple[str, list[Region]]:
    """The text of a labelled line that stands at `start`, and its regions."""
    label, tab, marked = line.partition("\t")
    is_open, label = label.startswith("?"), label.removeprefix("?")
    if not tab or label not in KEPT_KINDS + CUT_KINDS:
        raise FormatError(f"no label and tab: {line[:60]!r}")
    keep = None if is_open else label in KEPT_KINDS
    text, regions, done = "", [], 0
    for match in (*_INSIDE.finditer(marked), None):
        piece = marked[done : match.start() if match else len(marked)]
        if piece:
            regions.append(Region(start + len(text), start + len(text) + len(piece), label, keep))
            text += piece
        if match:
            if match[1] not in KEPT_KINDS + CUT_KINDS:
                raise FormatError(f"nothing is called {match[1]!r}")
            end = start + len(text) + len(match[2])
            regions.append(Region(start + len(text), end, match[1], match[1] in KEPT_KINDS))
            text, done = text + match[2], match.end()
    return text, regions


def _facts(told: dict[str, str]) -> Facts:
    several = {name: tuple(filter(None, told[name].split("|"))) for name in ("byline", "section")}
    published = told["published"] or None
    return Facts(
        title=told["title"] or None,
        byline=several["byline"],
        section=several["section"],
        published=published,
        precision=PRECISIONS.get(len(published), "minute") if published else None,
        truncated=told["truncated"] == "true",
        remaining=float(told["remaining"]) if told["remaining"] else None,
    )
