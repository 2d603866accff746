"""Keys under which words, numbers and dates of French and English texts meet.

A key is the beginning of a word's stem in a spelling that both languages share (agression and
aggression, coopération and cooperation). Words that spelling does not bring together share the
key of their group in the lexicon `across/concepts` (=guerre for guerre, conflit and war).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST_KEY = 6
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+)(?P<elided>['’](?=[^\W\d_]))?"
)
_MARKS = re.compile("[\u0300-\u036f]+")
_SPELLINGS = (
    (re.compile(r"([^\W\d])\1+"), r"\1"),
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("qu|ck|k"), "c"),
    (re.compile("ou"), "o"),
    (re.compile("y"), "i"),
    (re.compile("z"), "s"),
)


@dataclass(frozen=True)
class Token:
    """A word or number of a text: `text` as written, `key` where it counts, else None."""

    text: str
    key: str | None
    is_figure: bool = False


@dataclass(frozen=True)
class Words:
    """The lexicon of keys. `shares` is the share of articles in which a key is usual."""

    stems: Stems
    groups: Mapping[str, Mapping[str, str]]
    elisions: frozenset[str]
    stop: frozenset[str]
    numbers: Mapping[str, int]
    months: Mapping[str, int]
    shares: Mapping[str, float]
    _known: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_mapping(
        cls,
        concepts: Mapping[str, Any],
        shares: Mapping[str, str] | None = None,
        countries: Iterable[tuple[str, str]] = (),
    ) -> Words:
        """Words of the lexicon `across/concepts`.

        Args:
            concepts: `groups`, `stop`, `endings`, `elisions`, `numbers` and `months`.
            shares: Of a thousand articles -> the keys that so many have, parted by |.
            countries: French and English name of a country; names of several words are left out.
        """
        groups: list[tuple[list[str], list[str]]] = []
        for group in concepts["groups"]:
            french, _, english = group.partition("|")
            groups.append((french.split(), english.split()))
        groups += [([one], [other]) for one, other in countries if " " not in one + other]
        numbers = {
            fold(word): value
            for forms, value in concepts["numbers"].items()
            for word in forms.split()
        }
        stems = Stems.of(concepts["endings"].split())
        return cls(
            stems=stems,
            groups={"fr": _keyed(groups, 0, stems), "en": _keyed(groups, 1, stems)},
            elisions=frozenset(concepts["elisions"].split()),
            stop=frozenset(fold(word) for word in re.split(r"[\s']+", concepts["stop"]) if word),
            numbers=numbers,
            months={fold(name): number for name, number in concepts["months"].items()},
            shares={
                " ".join(key.split()): int(thousandths) / 1000
                for thousandths, keys in (shares or {}).items()
                for key in keys.split("|")
            },
        )

    def key(self, word: str, language: str) -> str | None:
        """The key of one word, None for a word without a subject of its own."""
        asked = (fold(word), language)
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._find(*asked)
        return found or None

    def _find(self, folded: str, language: str) -> str:
        if folded in self.stop or len(folded) < 2:
            return ""
        group = self.groups.get(language, {})
        return group.get(folded) or group.get(self.stems.bare(folded)) or self.stems.stem(folded)

    def tokens(self, text: str, language: str) -> Iterator[Token]:
        """Words and figures in order; elided words (l', qu') and the English 's are left out."""
        pending: list[tuple[str, int]] = []
        for match in _TOKEN.finditer(text):
            word = match["word"]
            value = self._number(match)
            if value is not None:
                pending.append((match[0], value))
                continue
            if pending:
                yield self._figure(pending)
                pending = []
            if word and not (match["elided"] and fold(word) in self.elisions):
                yield Token(word, self.key(word, language))
        if pending:
            yield self._figure(pending)

    def _number(self, match: re.Match[str]) -> int | None:
        if match["number"]:
            digits = re.sub(r"[ \u00a0\u202f.,']", "", match["number"])
            whole = re.fullmatch(r"\d+[.,]\d{1,2}", match["number"])
            return int(re.split("[.,]", match["number"])[0]) if whole else int(digits[:15])
        return self.numbers.get(fold(match["word"]))

    def _figure(self, pending: list[tuple[str, int]]) -> Token:
        text = " ".join(word for word, _ in pending)
        return Token(text, f"#{_value([value for _, value in pending])}", is_figure=True)

    def share(self, key: str) -> float:
        """The share of articles in which `key` is usual."""
        known = self.shares.get(key)
        if known is not None:
            return known
        if key.startswith("#"):
            return _figure_share(int(key[1:]))
        return DATE if key.startswith("@") else RARE

    def weight(self, key: str) -> float:
        """What a key that is shared says, for it is rare: minus the logarithm of its share."""
        return -math.log(self.share(key))


RARE = 1 / 3000  # an unknown key: a name, a technical word
DATE = 1 / 60  # a day of the year


def _figure_share(value: int) -> float:
    if value <= 10:
        return 0.15
    if 1900 <= value <= 2100:
        return 0.2
    if value <= 31 or value in (100, 1000):
        return 0.04
    return 0.01 if value % 10 == 0 else 0.004


def _value(parts: list[int]) -> int:
    """The number that several number words say: [2, 100, 40] is 240, [4, 20, 10, 7] is 97."""
    total, current = 0, 0
    for part in parts:
        if part >= 1000 and part in (1000, 1_000_000, 1_000_000_000):
            total += max(current, 1) * part
            current = 0
        elif part == 100 and 0 < current < 100:
            current *= 100
        elif part == 20 and current == 4:
            current = 80
        elif part < 100 and current % 100 != 0 and current % 10 and part >= 10:
            return max(parts)  # two numbers in a row, not one: the larger says most
        else:
            current += part
    return total + current


def fold(text: str) -> str:
    """Lower case without accents; ligatures opened."""
    lowered = text.casefold().replace("œ", "oe").replace("æ", "ae")
    return lowered if lowered.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", lowered))


@dataclass(frozen=True)
class Stems:
    """Takes endings off; `endings` the longest first."""

    endings: tuple[str, ...]

    @classmethod
    def of(cls, endings: Iterable[str]) -> Stems:
        return cls(tuple(sorted(endings, key=lambda ending: (-len(ending), ending))))

    def stem(self, folded: str) -> str:
        """The beginning of the stem of a word, in a spelling of both languages."""
        found = self._cut(folded, 3)
        for pattern, plain in _SPELLINGS:
            found = pattern.sub(plain, found)
        return found[:LONGEST_KEY]

    def bare(self, folded: str) -> str:
        """A word without its ending, where enough is left to tell it from other words."""
        is_plural = folded[-1:] in ("s", "x") and len(folded) > 3
        return self._cut(folded[:-1] if is_plural else folded, 4)

    def _cut(self, folded: str, least: int) -> str:
        for ending in self.endings:
            if folded.endswith(ending) and len(folded) - len(ending) >= least:
                return folded[: -len(ending)]
        return folded


def _keyed(groups: list[tuple[list[str], list[str]]], side: int, stems_of: Stems) -> dict[str, str]:
    """Word, or stem that is of one group only -> key of its group."""
    exact: dict[str, str] = {}
    stems: dict[str, set[str]] = {}
    for group in groups:
        key = f"={fold(group[0][0])}"
        for word in map(fold, group[side]):
            exact.setdefault(word, key)
            stems.setdefault(stems_of.bare(word), set()).add(key)
    return {bare: min(keys) for bare, keys in stems.items() if len(keys) == 1} | exact
