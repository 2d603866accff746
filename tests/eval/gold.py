"""The gold standard: annotated articles compiled to raw text, regions, entities and quotations.

Offsets are Unicode code points into `Gold.raw`, end exclusive. README.md says how an article is
written; `load` reads one, `load_all` the whole set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import polars as pl

from warehouse.tables import CUT_KINDS, KEPT_KINDS, TABLES

ARTICLES = Path(__file__).parent / "articles"
HELD = Path(__file__).parent / "held"  # scored, but never looked at while rules are written
QUOTE_TYPES = ("direct", "mixed", "indirect", "term")
KEEP = {"true": True, "false": False, "either": None}
NEWLINES = {"lf": "\n", "crlf": "\r\n"}
PRECISIONS = ("year", "month", "day", "minute")


class FormatError(ValueError):
    """An article is not written as README.md says."""


@dataclass(frozen=True)
class Region:
    """A run of raw text, to keep (True), to cut (False) or not scored (None)."""

    start: int
    end: int
    label: str
    keep: bool | None


@dataclass(frozen=True)
class Entity:
    """A gold mention; `alt` are labels that are right too."""

    start: int
    end: int
    label: str
    name: str
    optional: bool = False
    alt: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quotation:
    """A gold quotation span; `kind` is one of QUOTE_TYPES."""

    start: int
    end: int
    kind: str
    speaker: str | None = None
    utterance: str = ""
    cue: str | None = None
    via: str | None = None
    medium: str | None = None
    optional: bool = False
    alt: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the page says of itself, each right answer; None or () where it says nothing."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    published: str | None = None
    precision: str | None = None
    truncated: bool = False
    remaining: float | None = None


@dataclass(frozen=True)
class Gold:
    """One article and what is right about it; a part that is None is not scored."""

    id: str
    language: str
    raw: str
    regions: tuple[Region, ...] = ()
    entities: tuple[Entity, ...] | None = None
    quotes: tuple[Quotation, ...] | None = None
    facts: Facts | None = None
    truncated: bool | None = None
    labels: frozenset[str] = frozenset({"PER", "ORG", "LOC", "MISC"})
    named: bool = True  # whether the entities' canonical names are known
    url: str | None = None
    outlet: str | None = None

    @property
    def source_uri(self) -> str:
        return f"{self.id}.txt"

    @property
    def article_id(self) -> str:
        return hashlib.sha256((self.url or self.source_uri).encode()).hexdigest()[:16]


@dataclass
class _Builder:
    """Gathers text and spans while an article's lines are walked."""

    raw: str = ""
    regions: list[Region] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    quotes: list[Quotation] = field(default_factory=list)
    open_entity: bool = False

    def text(self, text: str | None, label: str, keep: bool | None) -> None:
        if not text:
            return
        if "\n" in text or "\r" in text:
            raise FormatError(f"a line is one physical line: {text[:60]!r}")
        start = len(self.raw)
        self.raw += text
        last = self.regions[-1] if self.regions else None
        if last and last.end == start and (last.label, last.keep) == (label, keep):
            self.regions[-1] = Region(last.start, len(self.raw), label, keep)
        else:
            self.regions.append(Region(start, len(self.raw), label, keep))

    def walk(self, element: ElementTree.Element, label: str, keep: bool | None) -> None:
        self.text(element.text, label, keep)
        for child in element:
            self.child(child, label, keep)
            self.text(child.tail, label, keep)

    def child(self, child: ElementTree.Element, label: str, keep: bool | None) -> None:
        start = len(self.raw)
        if child.tag == "cut":
            if len(child) or keep is False:
                raise FormatError(f"nothing stands inside a cut: {child.text!r}")
            self.text(child.text, _known(child.get("label", "other"), CUT_KINDS), False)
        elif child.tag == "e" and keep is not False:
            if self.open_entity:
                raise FormatError(f"an entity inside an entity: {child.text!r}")
            self.open_entity = True
            self.walk(child, label, keep)
            self.open_entity = False
            self.entities.append(_entity(child, self.raw[start:], start, keep is None))
        elif child.tag == "q" and keep is not False:
            slot = len(self.quotes)
            self.walk(child, label, keep)
            self.quotes.insert(slot, _quotation(child, start, len(self.raw), keep is None))
        else:
            raise FormatError(f"<{child.tag}> may not stand in a line kept={keep}")


def load(path: Path) -> Gold:
    """The article in `path`, compiled.

    Raises:
        FormatError: it breaks the format.
    """
    try:
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
        return compile_article(root, path.stem)
    except (ElementTree.ParseError, FormatError, KeyError, ValueError) as error:
        raise FormatError(f"{path.name}: {error}") from error


def load_all(folder: Path = ARTICLES) -> list[Gold]:
    """Every article of `folder`, by file name."""
    return [load(path) for path in sorted(folder.glob("*.xml"))]


def compile_article(root: ElementTree.Element, name: str) -> Gold:
    """An `<article>` element as Gold."""
    newline, build = NEWLINES[root.get("newline", "lf")], _Builder()
    for position, line in enumerate(_lines(root)):
        if position:
            build.raw += newline
        if line is not None:
            label = _known(line.get("label", "body"), KEPT_KINDS + CUT_KINDS)
            build.walk(line, label, KEEP[line.get("keep", str(label in KEPT_KINDS).lower())])
    truncated = KEEP[root.get("truncated", "false")]
    facts = Facts(
        title=root.get("title"),
        byline=_several(root.get("byline"), "|"),
        section=_several(root.get("section"), "|"),
        published=root.get("published"),
        precision=root.get("precision"),
        truncated=bool(truncated),
        remaining=float(root.attrib["remaining"]) if root.get("remaining") else None,
    )
    return Gold(
        id=name,
        language=root.attrib["lang"],
        raw=build.raw,
        regions=tuple(build.regions),
        entities=tuple(sorted(build.entities, key=lambda e: e.start)),
        quotes=tuple(sorted(build.quotes, key=lambda q: (q.start, -q.end))),
        facts=facts,
        truncated=truncated,
        url=root.get("url") or None,
        outlet=root.get("outlet"),
    )


def raw_frame(articles: Iterable[Gold]) -> pl.DataFrame:
    """What the pipeline is given: the table `raw_articles`, one row an article."""
    rows = [
        {
            "article_id": gold.article_id,
            "source_uri": gold.source_uri,
            "reader": "text",
            "encoding": "utf-8",
            "content_hash": hashlib.sha256(gold.raw.encode()).hexdigest(),
            "raw_text": gold.raw,
            "url": gold.url,
            "fetched_at": None,
            "hints": None,
        }
        for gold in articles
    ]
    return pl.DataFrame(rows, schema=TABLES["raw_articles"].polars_schema)


def _lines(root: ElementTree.Element) -> list[ElementTree.Element | None]:
    if root.tag != "article":
        raise FormatError(f"not an article: <{root.tag}>")
    lines: list[ElementTree.Element | None] = []
    for child in root:
        if (child.tail or "").strip() or child.tag not in ("line", "blank"):
            raise FormatError(f"only lines and blanks in an article: {child.tag} {child.tail!r}")
        lines.extend([child] if child.tag == "line" else [None] * int(child.get("n", "1")))
    return lines


def _entity(element: ElementTree.Element, text: str, start: int, optional: bool) -> Entity:
    _attributes(element, {"l", "n", "optional", "alt"})
    label = _known(element.attrib["l"], ("PER", "ORG", "LOC", "MISC"))
    return Entity(
        start=start,
        end=start + len(text),
        label=label,
        name=element.get("n", text),
        optional=optional or label == "MISC" or element.get("optional") == "true",
        alt=_several(element.get("alt"), ";"),
    )


def _quotation(element: ElementTree.Element, start: int, end: int, optional: bool) -> Quotation:
    _attributes(element, {"t", "s", "u", "cue", "via", "medium", "optional", "alt", "accept"})
    return Quotation(
        start=start,
        end=end,
        kind=_known(element.attrib["t"], QUOTE_TYPES),
        speaker=element.get("s") or None,
        utterance=element.get("u") or f"@{start}",
        cue=element.get("cue"),
        via=element.get("via"),
        medium=element.get("medium"),
        optional=optional or element.get("optional") == "true",
        alt=_several(element.get("alt"), ";"),
        accept=_several(element.get("accept"), ";"),
    )


def _attributes(element: ElementTree.Element, known: set[str]) -> None:
    if unknown := set(element.attrib) - known:
        raise FormatError(f"<{element.tag}> knows no {sorted(unknown)}")


def _known(value: str, values: tuple[str, ...]) -> str:
    if value not in values:
        raise FormatError(f"{value!r} is none of {values}")
    return value


def _several(value: str | None, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(separator) if part.strip())
