"""Persons of one document: full names, and the surnames and initials that stand for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from transforms.typography import fold, tidy

_FAMILY_FIRST = {
    "kim", "park", "lee", "moon", "choi", "jung", "kang", "cho", "yoon", "ri", "pak", "jang", "han",
    "hwang", "yang", "choe", "jo",
}  # fmt: skip
_PARTICLES = {
    "de", "d", "du", "des", "la", "le", "von", "van", "der", "den", "di", "da", "dos", "del",
    "della", "el", "al", "ben", "bin", "ibn", "ould",
}  # fmt: skip


_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,3}")  # "K.", "A.-S.", "J.K."
_COURTESY = re.compile(
    r"(?<![\w.-])(?:(?P<m>M\.|Mr\.?|Monsieur|Sir|Lord)|(?P<f>Mme\.?|Mlle|Madame|Mademoiselle|Mrs\.?"
    r"|Ms\.?|Miss|Lady|Dame))\s$"
)


@dataclass(frozen=True)
class People:
    """The persons whom a document names in full: canonical name by folded words.

    `known` looks up a full name among the aliases; `variants` are surnames spelled otherwise
    (putin: poutine). `addressed` tells who is called Monsieur ("m") or Madame ("f");
    `contested` are surnames, as folded words, that both a Monsieur and a Madame bear. `gender`
    is "M", "F" or "?" for a given name. `settled` tells whose a shared surname is, as folded words:
    who is called so before another of the name comes in.
    """

    full: Mapping[tuple[str, ...], str]
    known: Callable[[str], str | None]
    variants: Mapping[str, str]
    addressed: Mapping[str, str]
    contested: frozenset[tuple[str, ...]]
    gender: Callable[[str], str] | None = None
    settled: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        texts: Iterable[str],
        known: Callable[[str], str | None],
        variants: Mapping[str, str] | None = None,
        courtesies: Iterable[str | None] = (),
        gender: Callable[[str], str] | None = None,
    ) -> People:
        """From the texts of a document's person mentions, in order, with the "m" or "f" of each."""
        texts = list(texts)
        told = list(zip_longest(texts, courtesies))
        spelled: dict[tuple[str, ...], Counter[str]] = {}
        initialled: dict[tuple[str, ...], Counter[str]] = {}
        for text in texts:
            if _is_full(text):
                spelled.setdefault(_words(text), Counter())[tidy_person(text)] += 1
        for text in texts:
            if (words := _words(text)) not in spelled and _is_initialled(text, spelled):
                initialled.setdefault(words, Counter())[tidy_person(text)] += 1
        spelled |= initialled
        full: dict[tuple[str, ...], str] = {}
        for words, forms in sorted(spelled.items(), key=lambda item: -len(item[0])):
            longer = {full[other] for other in full if _is_part(words, other)}
            form = min(forms, key=lambda form: (-forms[form], form))
            full[words] = longer.pop() if len(longer) == 1 else known(form) or form
        said: dict[tuple[str, ...], set[str]] = {}
        for text, courtesy in told:
            if courtesy is not None:
                said.setdefault(_words(text), set()).add(courtesy)
        addressed = {
            full[words]: min(courtesies) for words, courtesies in said.items()
            if words in full and len(courtesies) == 1
        }  # fmt: skip
        contested = frozenset(w for w, both in said.items() if w not in full and len(both) > 1)
        people = cls(full, known, variants or {}, addressed, contested, gender)
        return replace(people, settled=people._first_called(told))

    def _first_called(self, told: Iterable[tuple[str, str | None]]) -> dict[tuple[str, ...], str]:
        """Surnames of several, as folded words, with whoever bears one before the others come in.

        A paper calls the one it is about by the surname alone, and the wife or brother who comes
        in later by the full name.
        """
        seen: dict[str, tuple[str, ...]] = {}
        settled: dict[tuple[str, ...], str] = {}
        for text, courtesy in told:
            words = _words(text)
            if words in self.full:
                seen.setdefault(self.full[words], words)
                continue
            bearers = [name for name, full in seen.items() if full[-len(words) :] == words]
            if len(bearers) != 1 or words in self.contested:
                continue
            if courtesy is None or self._called(bearers[0]) in {courtesy, "?"}:
                settled.setdefault(words, bearers[0])
        return settled

    def resolve(self, text: str, courtesy: str | None = None) -> tuple[str | None, str]:
        """The canonical name of the person whom `text` names, and how that was decided.

        `courtesy` is "m" after Monsieur, "f" after Madame: Mme Roy is not Jean Roy where he is
        M. Roy, nor where nothing tells which of two people called Roy is meant; where one was
        called Roy before the other came in, it is the one.
        """
        words = _words(text)
        if words in self.full:
            return self.full[words], "full_name"
        known = self.known(text)
        if known is not None:
            return known, "alias"
        for spelling in (words, tuple(self.variants.get(word, word) for word in words)):
            meant = {name for full, name in self.full.items() if _stands_for(spelling, full)}
            meant = {name for name in meant if self._may_be(name, courtesy)} or meant
            if len(meant) > 1 and courtesy is not None:
                meant = {name for name in meant if self._called(name) == courtesy} or meant
            if len(meant) > 1 and self.settled.get(spelling) in meant:
                meant = {self.settled[spelling]}
            if len(meant) == 1:
                name = meant.pop()
                if self._is_doubtful(spelling, name, courtesy):
                    return None, "unresolved"
                return name, "surname"
            if meant:
                return None, "unresolved"
        return (tidy_person(text), "full_name") if _is_full(text) else (None, "unresolved")

    def _may_be(self, name: str, courtesy: str | None) -> bool:
        return courtesy is None or self.addressed.get(name, courtesy) == courtesy

    def _called(self, name: str) -> str:
        """Whether a person is a Monsieur ("m") or a Madame ("f"), by the given name if need be."""
        if name in self.addressed or self.gender is None:
            return self.addressed.get(name, "?")
        first = name.split()[0]
        told = (self.gender(given).lower() for given in (first, first.split("-")[0]))
        return next((gender for gender in told if gender != "?"), "?")

    def _is_doubtful(self, words: tuple[str, ...], name: str, courtesy: str | None) -> bool:
        """Whether a surname may be another person's than the one named in full."""
        if not self._may_be(name, courtesy):
            return True
        if words not in self.contested:
            return False
        return courtesy is None or (name not in self.addressed and self._called(name) != courtesy)


def courtesy_before(text: str, start: int) -> str | None:
    """ "m" or "f" by the courtesy title right before `start`, None without one."""
    found = _COURTESY.search(text[max(0, start - 14) : start])
    return None if found is None else found.lastgroup


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def _is_full(text: str) -> bool:
    """Whether `text` has a given name and a surname, not only an initial or a particle."""
    parts = text.split()
    first = fold(parts[0]) if len(parts) > 1 else ""
    if first == "el":
        return len(parts) > 2  # "El Hadji Malick Diop"
    return len(first) > 1 and not _INITIALS.fullmatch(parts[0]) and first not in _PARTICLES


def _is_initialled(text: str, spelled: Iterable[tuple[str, ...]]) -> bool:
    """Whether `text` is an initial and a name ("K. Selvam") that nobody bears in full."""
    first, _, rest = text.partition(" ")
    if not _INITIALS.fullmatch(first) or not rest[:1].isupper() or not rest[1:3].islower():
        return False  # "K. B.-L." are but initials
    last = _words(rest)[-1]
    return not any(last in words for words in spelled)


def _is_part(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a full name is a longer one cut short ("Awa Ba" of "Marie Awa Ba")."""
    return len(words) < len(other) and (
        other[-len(words) :] == words or (other[0], other[-1]) == (words[0], words[-1])
    )


def tidy_person(text: str) -> str:
    """`text` as a name is usually printed: capitals eased, Korean given names hyphenated.

    >>> tidy_person("KIM JONG UN"), tidy_person("Marine LE PEN")
    ('Kim Jong-un', 'Marine Le Pen')
    """
    words = [_eased(word) for word in tidy(text).split()]
    parts = [part for word in words for part in word.split("-")]
    if len(parts) == 3 and fold(parts[0]) in _FAMILY_FIRST and all(len(p) <= 6 for p in parts):
        return f"{parts[0]} {parts[1]}-{parts[2].lower()}"
    return " ".join(words)


def _eased(word: str) -> str:
    if len(word) > 2 and word.isupper() and "." not in word:
        return "-".join(part.capitalize() for part in word.split("-"))
    return "Le" if word == "LE" else "De" if word == "DE" else word


def initials(words: Iterable[str]) -> tuple[str, ...]:
    """The first letter of each word."""
    return tuple(word[0] for word in words)


def _stands_for(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a shorter form may mean the person `full`: surname, first name or initials."""
    if not words or len(words) > len(full):
        return False
    if full[-len(words) :] == words or full[: len(words)] == words:
        return True
    if len(words) > 1 and words == initials(full):
        return True  # "A. R.-V." in an interview
    if len(words) > 2 and full[-1] == words[-1] and all(len(word) == 1 for word in words[:-1]):
        return words[:-1] == initials(full[:-1])  # "A.-S. Vidal"
    if len(words) > 1 and full[-1] == words[-1]:
        return full[0] == words[0] or (len(words[0]) == 1 and full[0].startswith(words[0]))
    inside = any(full[k : k + len(words)] == words for k in range(1, len(full)))
    return inside and words[0] not in _PARTICLES
