"""By which clock a page prints its times: the country that it speaks of and where it is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from transforms.pages.page import Page, is_french

MOST = 3  # times that one word counts
CONTACT = 4  # what an address or a telephone number counts
ENOUGH, DISTINCT = 3, 2  # points, and words, without which a page speaks of no country
ALONE = 2  # points, where nothing speaks for the default
STEM = 5  # letters: a country and its people are one word
SENT = 2  # what "our special correspondent" counts for the default
LEAD = 1  # by how much a country must lead the default

_WORD = re.compile(r"[a-z]{3,}(?:-[a-z]{2,})*")
_ADDRESS = re.compile(r"(?:@|www\.|://)[\w.-]+\.([a-z]{2,6})\b")
_PHONE = re.compile(r"(?:\+|\b00 ?)(\d[\d ().-]{8,16})")
_SENT = re.compile(r"\b(?:envoye(?:e|s|es)? specia|special correspondent|foreign correspondent)")


@dataclass(frozen=True)
class Places:
    """Words of places by time zone, or by the family of zones that they speak for."""

    home: Mapping[str, str]  # zone by language
    words: Mapping[str, tuple[str, ...]]  # zones or families of a folded word
    phrases: Mapping[str, str]  # as printed
    phones: Mapping[str, str]
    families: Mapping[str, str]  # by zone, in order

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Places:
        """`mapping`: the lexicon `places`.

        Raises:
            KeyError: a table is missing.
        """
        words: dict[str, tuple[str, ...]] = {}
        for name, entry in (*mapping["families"].items(), *mapping["zones"].items()):
            for word in entry.get("words", "").split():
                for form in _forms(word):
                    words[form] = (*words.get(form, ()), name)
        zones = mapping["zones"]
        return cls(
            mapping["home"],
            words,
            {phrase: name for name, zone in zones.items() for phrase in zone.get("phrases", ())},
            {zone["phone"]: name for name, zone in zones.items() if "phone" in zone},
            {name: zone["family"] for name, zone in zones.items() if "family" in zone},
        )

    def zone(self, page: Page, countries: Mapping[str, str]) -> str | None:
        """The name of the zone that the page's words speak for, None where they name none.

        `countries`: zones by top-level domain.
        """
        home = self.home["fr" if is_french(page) else "en"]
        text = "\n".join(page.folded)
        points, distinct = self._points(page, text, countries)
        against = points.pop(home, 0) + SENT * ("specia" in text and bool(_SENT.search(text)))
        for zone, family in self.families.items():
            if family in points:
                points[zone] += points[family]
                distinct[zone] += distinct[family]
        best = max(
            (zone for zone in points if zone not in self.families.values()),
            key=points.__getitem__,
            default=None,
        )
        enough = max(ENOUGH, against + LEAD) if against else ALONE
        if best is None or points[best] < enough:
            return None
        return best if distinct[best] >= DISTINCT else None

    def _points(
        self, page: Page, text: str, countries: Mapping[str, str]
    ) -> tuple[Counter[str], Counter[str]]:
        """What the page's words count, and how many there are, by zone or family."""
        points: Counter[str] = Counter()
        distinct: Counter[str] = Counter()
        counts = Counter(_WORD.findall(text))
        stems: set[tuple[str, str]] = set()
        for word in sorted(self.words.keys() & counts.keys()):
            for name in self.words[word]:
                points[name] += min(counts[word], MOST)
                stems.add((name, word[:STEM]))
        distinct.update(name for name, _ in stems)
        printed = "\n".join(page.text)
        for phrase, name in self.phrases.items():
            if phrase in printed:
                points[name] += min(printed.count(phrase), MOST)
                distinct[name] += 1
        has_address = "@" in text or "www." in text or "://" in text
        addresses = _ADDRESS.findall(text) if has_address else []
        for zone in sorted({countries.get(end, "") for end in addresses} - {""}):
            points[zone] += CONTACT
            distinct[zone] += DISTINCT
        for number in _PHONE.findall(text) if "+" in text or "00 " in text else ():
            digits = re.sub(r"\D", "", number)
            for length in (3, 2):
                if digits[:length] in self.phones:
                    zone = self.phones[digits[:length]]
                    points[zone] += CONTACT
                    distinct[zone] += DISTINCT
                    break
        return points, distinct


def _forms(word: str) -> tuple[str, ...]:
    """A word of the lexicon, with its other forms where "~" asks for them."""
    if not word.endswith("~"):
        return (word,)
    stem = word[:-1]
    feminine = f"{stem}ne" if stem.endswith("ien") else f"{stem}e"
    plural = stem if stem.endswith("s") else f"{stem}s"
    return tuple(dict.fromkeys((stem, feminine, plural, f"{feminine}s")))
