"""What cut lines and the source's hints say of an article: who, when, where, which language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl
from lingua import Language, LanguageDetectorBuilder

from transforms.dates import DateReader, Stated
from transforms.page import Page

UNKNOWN = "und"
SAMPLE = 600  # characters that tell the language
MIN_LETTERS = 20
SURE = 0.6  # confidence below which the language is unknown
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
    """Names and time zones of outlets by host."""

    hosts: Mapping[str, Mapping[str, str]]

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Outlets:
        return cls(mapping["hosts"])

    def name(self, url: str | None, hints: Mapping[str, str]) -> str | None:
        """The outlet's name from the hints, else from the url, else None."""
        hinted = first_of(hints, OUTLET_KEYS)
        if hinted is not None and not hinted.startswith("http"):
            return self._known(hinted).get("name", hinted)
        host = _host(url or hinted)
        if host is None:
            return None
        return self._known(host).get("name", host)

    def zone(self, url: str | None, default: tzinfo) -> tzinfo:
        host = _host(url)
        try:
            return ZoneInfo(self._known(host)["timezone"]) if host else default
        except (KeyError, ZoneInfoNotFoundError):
            return default

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


# --- language ------------------------------------------------------------------------------------

_COMMON = {
    "fr": r"(?:^|[ '’])(?:le|la|les|des|du|et|est|une|dans|que|qui|pour|sur|pas|au|aux|avec|ce)\b",
    "en": r"(?:^|[ '’])(?:the|of|and|to|is|was|that|with|for|as|his|has|have|are|from|this|it)\b",
}
CLEAR_WORDS = 12  # common words of one language, and at least five times those of the other


class Languages:
    """Tells languages: common words where they leave no doubt, lingua elsewhere."""

    @cached_property
    def _detector(self) -> Any:
        known = ("FRENCH", "ENGLISH", "SPANISH", "GERMAN", "ITALIAN", "PORTUGUESE", "DUTCH",
                 "ARABIC", "RUSSIAN", "TURKISH", "POLISH", "ROMANIAN", "CATALAN")  # fmt: skip
        return (
            LanguageDetectorBuilder.from_languages(*(getattr(Language, name) for name in known))
            .with_low_accuracy_mode()
            .build()
        )

    def tell(self, texts: pl.Series) -> list[str]:
        """ISO 639-1 code of each text, `und` where it cannot be told."""
        sample = texts.str.slice(0, SAMPLE).str.to_lowercase()
        counts = pl.DataFrame(
            {code: sample.str.count_matches(pattern) for code, pattern in _COMMON.items()}
        )
        told: list[str] = []
        for text, (french, english) in zip(texts, counts.iter_rows(), strict=True):
            if french >= CLEAR_WORDS and french >= 5 * english:
                told.append("fr")
            elif english >= CLEAR_WORDS and english >= 5 * french:
                told.append("en")
            else:
                told.append(self._doubtful(text[:SAMPLE]))
        return told

    def _doubtful(self, text: str) -> str:
        if sum(c.isalpha() for c in text) < MIN_LETTERS:
            return UNKNOWN
        best = self._detector.compute_language_confidence_values(text)[0]
        return str(best.language.iso_code_639_1.name).lower() if best.value >= SURE else UNKNOWN


# --- what the page's own lines say ---------------------------------------------------------------

_BY = re.compile(
    r"^(?:(?:par|by|propos recueillis par|recueillis? par|entretien réalisé par|textes?(?: et"
    r" photos)?(?: par)?|words by|written by|reported by|article de|un article de|reportage de"
    r"|enquête de|écrit par|rédigé par|publié par|posté par|signé|auteur|story by)\s*:?\s+)",
    re.IGNORECASE,
)
_AFTER_NAMES = re.compile(
    r"[\s,|·•–—-]*(?:(?:publi|mis à jour|modifi|le \d|posted|updated|published|on \w+ \d).*"
    r"|suivre|follow)$",
    re.IGNORECASE,
)
_GLUED_WORDS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_CRUMBS = re.compile(r"\s*(?:[/>|»·•]|(?<=\s)[-–—](?=\s))\s*")
_HOME = re.compile(r"^(?:accueil|home|vous êtes ici|you are here)\b[ :]*", re.IGNORECASE)
MAX_SECTION = 60


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
            standfirst=_standfirst(page) or first_of(hints, STANDFIRST_KEYS[:1]),
            byline=_byline(page, pieces) or first_of(hints, AUTHOR_KEYS),
            section=first_of(hints, SECTION_KEYS) or _section(page),
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


def _standfirst(page: Page) -> str | None:
    found = [page.text[i] for i in range(len(page)) if page.decisions[i].kind == "standfirst"]
    return " ".join(found) or None


def _byline(page: Page, pieces: Sequence[tuple[int, str, str]]) -> str | None:
    """The names as printed, without "by" and dates; the first that stand near the text."""
    near = [
        i for i in range(len(page))
        if page.decisions[i].kind == "byline" and page.first - 12 <= i <= page.last + 3
        and not page.body < i < page.last
    ]  # fmt: skip
    texts = [page.text[i] for i in near] + [t for _, kind, t in pieces if kind == "byline"]
    names: list[str] = []
    for text in texts:
        name = _AFTER_NAMES.sub("", _BY.sub("", text)).strip(" ,.|•·-–—")
        if name[:1] in "([" and name[-1:] in ")]":
            name = name[1:-1].strip()
        if name and name.casefold() not in (known.casefold() for known in names):
            names.append(name)
    return ", ".join(names[:3]) or None


def _section(page: Page) -> str | None:
    """The breadcrumb or kicker nearest above the title."""
    anchor = page.title if page.title is not None else page.first
    for i in range(anchor - 1, max(-1, anchor - 6), -1):
        kind = page.decisions[i].kind
        if kind == "title_copy" and page.title is not None:
            crumb = page.text[i].replace(page.text[page.title], "")
        elif kind in ("kicker", "navigation") and len(page.text[i]) <= MAX_SECTION:
            crumb = page.text[i]
        else:
            continue
        crumb = _HOME.sub("", _CRUMBS.sub(" / ", _GLUED_WORDS.sub(" / ", crumb))).strip(" /:")
        if crumb and any(c.isalpha() for c in crumb) and len(crumb) <= MAX_SECTION:
            return crumb
    return None
