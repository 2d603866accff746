"""What cut lines and the source's hints say of an article: who, when, where, which language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from transforms.pages.dates import DateReader, Stated
from transforms.pages.page import Page

TITLE_KEYS = ("title", "headline", "og:title", "titre")
DATE_KEYS = ("published_at", "datePublished", "date_published", "published", "publish_date",
             "pubdate", "publication_date", "date")  # fmt: skip
OUTLET_KEYS = ("outlet", "publisher", "site_name", "sitename", "source", "media")
AUTHOR_KEYS = ("byline", "author", "authors", "creator")
SECTION_KEYS = ("section", "articleSection", "category", "rubrique")
STANDFIRST_KEYS = ("standfirst", "description", "chapo", "summary")


@dataclass(frozen=True)
class Metadata:
    """What is known of one article; None where nothing is."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    section: str | None = None
    published: Stated | None = None


def hints_of(text: str | None) -> dict[str, str]:
    """The hints of a record as strings; lists are joined. Damaged JSON gives none."""
    if not text:
        return {}
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    hints: dict[str, str] = {}
    for key, value in loaded.items():
        if isinstance(value, list):
            value = ", ".join(str(item) for item in value if isinstance(item, str))
        if isinstance(value, (str, int, float)) and str(value).strip():
            hints[str(key)] = " ".join(str(value).split())
    return hints


def first_of(hints: Mapping[str, str], keys: Sequence[str]) -> str | None:
    return next((hints[key] for key in keys if key in hints), None)


# --- outlet --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outlets:
    """Names and time zones of outlets by host; zones by country, language and typography."""

    hosts: Mapping[str, Mapping[str, str]]
    countries: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    typography: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Outlets:
        """Raises KeyError when there is no table of hosts."""
        tables = ("countries", "languages", "typography")
        return cls(mapping["hosts"], *(mapping.get(table, {}) for table in tables))

    def name(self, url: str | None, hints: Mapping[str, str]) -> str | None:
        """The outlet's name from the hints, else from the url, else None."""
        hinted = first_of(hints, OUTLET_KEYS)
        if hinted is not None and not hinted.startswith("http"):
            return self._known(hinted).get("name", hinted)
        host = _host(url or hinted)
        if host is None:
            return None
        return self._known(host).get("name", host)

    def zone(self, url: str | None, default: tzinfo, page: Page | None = None) -> tzinfo:
        """The zone of local times: the outlet's, its country's, that of the page's writing."""
        host = _host(url)
        name = self._known(host).get("timezone") if host else None
        if host and not name:
            name = self.countries.get(host.rsplit(".", 1)[-1])
        if not host and page is not None:
            name = self._written(page)
        try:
            return ZoneInfo(name) if name else default
        except (KeyError, ValueError, ZoneInfoNotFoundError):
            return default

    def _written(self, page: Page) -> str | None:
        """The zone that language and typography speak for."""
        if not _is_french(page):
            return self.languages.get("en")
        if not any(_SPACED_CLOCK.search(line) for line in page.folded):
            return None
        words = self.typography.get("places", ())
        text = "\n".join(page.folded)
        there = any(re.search(rf"\b{re.escape(place)}\b", text) for place in words)
        return self.typography.get("timezone") if there else None

    def _known(self, host: str) -> Mapping[str, str]:
        labels = host.lower().split(".")
        for i in range(len(labels) - 1):
            entry = self.hosts.get(".".join(labels[i:]))
            if entry is not None:
                return entry
        return {}


def _host(url: str | None) -> str | None:
    if not url:
        return None
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname
    except ValueError:
        return None
    if not host or "." not in host:
        return None
    return host.removeprefix("www.")


# --- what the page's own lines say ---------------------------------------------------------------

_BY = re.compile(
    r"^(?:(?:par|by|(?-i:[Dd]e(?= [A-ZÀ-Þ]))|(?:un )?textes? de"
    r"|propos recueillis par|recueillis? par|entretien réalisé par|textes?(?: et"
    r" photos)?(?: par)?|words by|written by|reported by|article de|un article de|reportage de"
    r"|enquête de|écrit par|rédigé par|publié par|posté par|signé|auteur|story by)\s*:?\s+)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:AFP|Reuters|Belga|ATS|ats|AP|APA|PA|EFE|Xinhua|[Pp]resse [Cc]anadienne|avec|with)\b"
)
_SOURCE = re.compile(r"^(?:sources?|crédits?|credits?) ?: ?", re.IGNORECASE)
_AFTER_NAMES = re.compile(
    r"[\s,|·•–—-]*(?:(?:publi|mis à jour|modifi|le \d|posted|updated|published|on \w+ \d).*"
    r"|suivre|follow)$",
    re.IGNORECASE,
)
_SPACED_CLOCK = re.compile(r"^(?:publi|mis a jour|modifi|le )?.{0,40}\b\d{1,2} h \d\d\b.{0,12}$")
_GLUED_WORDS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_CRUMBS = re.compile(r"\s*(?:[/>|»·•]|(?<=\s)[-–—](?=\s))\s*")
_HOME = re.compile(r"^(?:accueil|home|vous êtes ici|you are here)\b[ :]*", re.IGNORECASE)
_WORDS_ALONE = re.compile(r"[^\W\d_][^\d_?!:;]*$")
_GENRES = frozenset(
    ("entretien", "interview", "reportage", "enquête", "analyse", "décryptage", "portrait", "récit",
     "tribune", "éditorial", "édito", "chronique", "vidéo", "video", "direct", "opinion",
     "analysis", "feature", "features", "live", "explainer", "abonnés", "premium")
)  # fmt: skip
MAX_SECTION = 60
KICKER_WORDS = 4
MIN_CRUMB, LONG_CRUMB = 8, 25  # characters of a crumb that is the title's beginning, or part of it


@dataclass(frozen=True)
class PageReader:
    """Reads an article's metadata off its decided lines."""

    dates: DateReader

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
            byline=_byline(page, pieces) or first_of(hints, AUTHOR_KEYS),
            section=first_of(hints, SECTION_KEYS) or _section(page, pieces),
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
        above = [i for i in dated if i <= page.body + 1]
        below = [i for i in dated if page.last < i <= page.last + 4]
        anchor = page.title if page.title is not None else page.first
        above.sort(key=lambda i: (i < anchor, abs(i - anchor)))
        stated_in_hints = first_of(hints, DATE_KEYS)
        candidates = [stated_in_hints] if stated_in_hints else []
        candidates += [page.text[i] for i in above] + [page.text[i] for i in below] + lines
        for text in candidates:
            stated = self.dates.read(text, zone, reference, _is_french(page))
            if stated is not None:
                return stated
        return None


def _is_french(page: Page) -> bool:
    """Is the page rather French than English? Days then stand before months."""
    sample = "\n".join(page.folded[page.first : page.first + 12])
    return sample.count(" de ") + sample.count(" la ") >= sample.count(" the ")


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


def _byline(page: Page, pieces: Sequence[tuple[int, str, str]]) -> str | None:
    """The names as printed, without "by" and dates: those above the body, and the agency below.

    Names below the body count where none stand above it.
    """
    signed = [
        i
        for i in range(max(0, page.first - 12), min(len(page), page.last + 4))
        if page.decisions[i].kind == "byline" and _signs(page, i)
    ]
    above = [page.text[i] for i in signed if i <= page.body]
    if any(_BY.match(text) for text in above):  # what stands beside "by" lines is the outlet's
        above = [text for text in above if _BY.match(text) or _AGENCY.search(text)]
    below = [page.text[i] for i in signed if i > page.last]
    below += [text for _, kind, text in pieces if kind == "byline"]
    names = _names(above)
    agencies = [name for name in _names(below) if not names or name.isupper() or "/" in name]
    names += [name for name in agencies if all(name not in known for known in names)]
    return ", ".join(names[:3]) or None


def _signs(page: Page, i: int) -> bool:
    """Does the line name authors, rather than their roles, and stand where a signature does?"""
    rule_id = page.decisions[i].rule_id or ""
    if rule_id.endswith(("role", "outlet_below_name")):
        return False
    return i <= page.last + 1 or not rule_id.startswith("structure")


def _names(texts: Sequence[str]) -> list[str]:
    names: list[str] = []
    for text in texts:
        name = _AFTER_NAMES.sub("", _BY.sub("", _SOURCE.sub("", text))).strip(" ,.|•·-–—")
        if name[:1] in "([" and name[-1:] in ")]":
            name = name[1:-1].strip()
        if name and name.casefold() not in (known.casefold() for known in names):
            names.append(name)
    return names


def _section(page: Page, pieces: Sequence[tuple[int, str, str]]) -> str | None:
    """The deepest crumb or section nearest above the title, else the kicker."""
    anchor = page.title if page.title is not None else page.first
    for i in range(anchor - 1, max(-1, anchor - 6), -1):
        crumb = _crumb(page, i, anchor)
        section = _deepest(_HOME.sub("", _GLUED_WORDS.sub(" / ", crumb)))
        if any(map(str.isalpha, section)) and len(section) <= MAX_SECTION:
            return section
    return next((text for _, kind, text in pieces if kind == "kicker"), None)


def _deepest(crumbs: str) -> str:
    """The last crumb that names a subject; the last one where all name genres."""
    parts = [part.strip(" /:") for part in _CRUMBS.split(crumbs)]
    parts = [part for part in parts if part]
    subjects = [part for part in parts if part.casefold() not in _GENRES]
    return (subjects or parts or [""])[-1]


def _crumb(page: Page, i: int, anchor: int) -> str:
    """What the line may say of the section; "" when it is other furniture."""
    decision, rule = page.decisions[i], page.rules[i]
    title = page.text[page.title] if page.title is not None else ""
    if decision.kind == "title_copy":
        return page.text[i].replace(title, "")
    if decision.kind == "navigation" and rule is not None and rule.id.endswith("nav.breadcrumb"):
        crumbs = [crumb for crumb in _CRUMBS.split(page.text[i]) if crumb.strip()]
        if len(crumbs) > 1 and len(crumbs[-1]) >= MIN_CRUMB and title.startswith(crumbs[-1]):
            crumbs.pop()  # the title, cut short
        if len(crumbs) > 1 and crumbs[-1] in title and len(crumbs[-1]) >= LONG_CRUMB:
            crumbs.pop()
        return " / ".join(crumbs)
    if decision.kind not in ("kicker", "navigation"):
        return ""
    known = rule is not None and rule.id.endswith("nav.sections")
    kicker = i == anchor - 1 and page.words[i] <= KICKER_WORDS and _WORDS_ALONE.match(page.text[i])
    return page.text[i] if known or kicker else ""
