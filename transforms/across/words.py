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
from typing import Any, NamedTuple

LONGEST_KEY = 6
MOST_KNOWN = 400_000  # words that are remembered: there is no end of words in an archive
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+)(?P<elided>['’](?=[^\W\d_]))?"
)
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")
_THOUSANDS = re.compile(r"[ \u00a0\u202f.,']")
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


class _Read(NamedTuple):
    """What a word is: its key, its number, whether it can be elided, all in one token."""

    key: str | None
    value: int | None
    is_elided: bool
    token: Token


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
    _known: dict[tuple[str, str], _Read] = field(default_factory=dict, repr=False, compare=False)
    _weights: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

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
        return self._read(word, language).key

    def tokens(self, text: str, language: str) -> Iterator[Token]:
        """Words and figures in order; elided words (l', qu') and the English 's are left out."""
        pending: list[tuple[str, int]] = []
        for match in _TOKEN.finditer(text):
            word = match["word"]
            read = self._read(word, language) if word else None
            value = read.value if read else _digits(match["number"])
            if value is not None:
                pending.append((match[0], value))
                continue
            if pending:
                yield _figure(pending)
                pending = []
            if read and not (read.is_elided and match["elided"]):
                yield read.token
        if pending:
            yield _figure(pending)

    def _read(self, word: str, language: str) -> _Read:
        """What is known of a word as it is written."""
        found = self._known.get((word, language))
        if found is None:
            folded = fold(word)
            key = self._find(folded, language) or None
            found = _Read(key, self.numbers.get(folded), folded in self.elisions, Token(word, key))
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[word, language] = found
        return found

    def _find(self, folded: str, language: str) -> str:
        if folded in self.stop or len(folded) < 2:
            return ""
        group = self.groups.get(language, {})
        return group.get(folded) or group.get(self.stems.bare(folded)) or self.stems.stem(folded)

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
        found = self._weights.get(key)
        if found is None:
            if len(self._weights) >= MOST_KNOWN:
                self._weights.clear()
            found = self._weights[key] = -math.log(self.share(key))
        return found


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


def _digits(number: str) -> int:
    """The whole part of a number in digits: 11 000, 2,800 and 23,5."""
    if _DECIMAL.fullmatch(number):
        return int(re.split("[.,]", number)[0])
    return int(_THOUSANDS.sub("", number)[:15])


def _figure(pending: list[tuple[str, int]]) -> Token:
    text = " ".join(word for word, _ in pending)
    return Token(text, f"#{_value([value for _, value in pending])}", is_figure=True)


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
    """Takes endings off words."""

    endings: frozenset[str]
    lengths: tuple[int, ...]  # of endings, the longest first

    @classmethod
    def of(cls, endings: Iterable[str]) -> Stems:
        found = frozenset(endings)
        return cls(found, tuple(sorted({len(ending) for ending in found}, reverse=True)))

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
        """Without the longest ending that leaves `least` letters."""
        for length in self.lengths:
            if len(folded) - length >= least and folded[-length:] in self.endings:
                return folded[:-length]
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
