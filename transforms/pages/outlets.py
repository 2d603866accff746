"""Who published an article, and by which clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from transforms.pages.hints import OUTLET_KEYS, first_of
from transforms.pages.page import Page, is_french
from transforms.pages.times.places import Places


@dataclass(frozen=True)
class Outlets:
    """Names and time zones of outlets by host; zones by country, language and typography."""

    hosts: Mapping[str, Mapping[str, str]]
    countries: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    typography: Mapping[str, Any] = field(default_factory=dict)
    places: Places | None = None

    @classmethod
    def from_mapping(
        cls, mapping: Mapping[str, Any], places: Mapping[str, Any] | None = None
    ) -> Outlets:
        """`places`: the lexicon of that name. Raises KeyError when there is no table of hosts."""
        countries, languages, typography = (
            mapping.get(table, {}) for table in ("countries", "languages", "typography")
        )
        read = Places.from_mapping(places) if places else None
        return cls(mapping["hosts"], countries, languages, typography, read)

    def name(self, url: str | None, hints: Mapping[str, str], source: str = "") -> str | None:
        """The outlet's name from the hints, else the url, else the folders of its source."""
        hinted = first_of(hints, OUTLET_KEYS)
        if hinted is not None and not hinted.startswith("http"):
            return self._known(hinted).get("name", hinted)
        host = _host(url or hinted) or self._folder_host(source)
        if host is None:
            return None
        return self._known(host).get("name", host)

    def zone(
        self, url: str | None, default: tzinfo, page: Page | None = None, source: str = ""
    ) -> tzinfo:
        """The zone of local times: the outlet's, its country's, that which the page speaks for."""
        host = _host(url) or self._folder_host(source)
        known = self._known(host) if host else {}
        name = known.get("timezone")
        if host and not name:
            name = self.countries.get(host.rsplit(".", 1)[-1])
        if not name and not known and page is not None:
            named = self.places.zone(page, self.countries) if self.places else None
            name = named or self._written(page)
        try:
            return ZoneInfo(name) if name else default
        except (KeyError, ValueError, ZoneInfoNotFoundError):
            return default

    def _written(self, page: Page) -> str | None:
        """The zone that language and typography speak for."""
        if not is_french(page):
            return self.languages.get("en")
        text = "\n".join(page.folded)
        if " h " not in text or not _SPACED_CLOCK.search(text):
            return None
        words = self.typography.get("places", ())
        there = any(re.search(rf"\b{re.escape(place)}\b", text) for place in words)
        return self.typography.get("timezone") if there else None

    def _folder_host(self, source: str) -> str | None:
        """The host of the outlet that a folder is named after, the deepest one first.

        A folder counts when it is a host (`lemonde.fr`), the name of a known one without its end
        (`lemonde`), or a known outlet's name (`Le Monde`, `le-monde`).
        """
        folders = unquote(source.split("://")[-1]).replace("\\", "/").split("/")[:-1]
        for folder in reversed(folders):
            host = self._slugs.get(_slug(folder))
            if host is not None:
                return host
            if _HOST.fullmatch(folder.lower()):
                return folder.lower().removeprefix("www.")
        return None

    @cached_property
    def _slugs(self) -> Mapping[str, str]:
        slugs: dict[str, str] = {}
        for host, entry in self.hosts.items():
            for name in (host, host.rsplit(".", 1)[0], entry.get("name", host)):
                if len(_slug(name)) >= MIN_SLUG:
                    slugs.setdefault(_slug(name), host)
        return slugs

    def _known(self, host: str) -> Mapping[str, str]:
        labels = host.lower().split(".")
        for i in range(len(labels) - 1):
            entry = self.hosts.get(".".join(labels[i:]))
            if entry is not None:
                return entry
        return {}


_HOST = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:com|org|net|info|news|media|press|africa|paris|bzh|corsica|alsace|quebec"
    r"|eu|tv|fm|fr|be|ch|ca|lu|mc|uk|ie|us|au|nz|za|in|ng|gh|ke|sn|ci|cm|ml|bf|ne|bj|tg|ga|cg|cd|mg"
    r"|ma|dz|tn|mr|dj|km|rw|bi|td|cf|gn|ht|lb|re|nc|pf)"
)
_SPACED_CLOCK = re.compile(
    r"^(?:publi|mis a jour|modifi|le )?.{0,40}\b\d{1,2} h \d\d\b.{0,12}$", re.M
)
MIN_SLUG = 4  # characters: "ap" is a folder's name for many things


def _slug(name: str) -> str:
    """Letters and digits alone, lower case, without accents."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in plain if c.isalnum() and c.isascii())


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
