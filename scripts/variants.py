"""Variants of annotated articles: the same sentences about other people, towns and firms."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scripts.invented import Invented, alike

Span = tuple[int, int, str]
UNSURE = "?"  # the label of a span that may be read one way or the other
_ACRONYMS = 0.3  # share of the acronyms that are swapped
_BEFORE_VOWEL = re.compile(
    r"\b(?P<word>[Ll][ae]|[Dd][eu]|[Aa]u) (?P<tag>\[[A-Z]{3}\|)?(?=[aeiouâàéèêîôœAEIOUÂÀÉÈÊÎÔŒ])"
)
_ELIDED = {"le": "l'", "la": "l'", "de": "d'", "du": "de l'", "au": "à l'"}


class Variants:
    """Swaps the entities of an article for others, consistently, at random.

    Args:
        names: `training_names.toml`, parsed.
        towns: names of real towns.
        known: names of towns that may be swapped (a country would ask for other articles).
        rng: the source of chance.
    """

    def __init__(
        self,
        names: Mapping[str, Any],
        towns: Sequence[str],
        known: Iterable[str],
        rng: random.Random,
    ) -> None:
        self.made = Invented(names, towns, rng)
        self.names, self.known, self.rng = names, frozenset(known), rng

    def of(self, text: str, spans: Sequence[Span], share: float = 0.8) -> tuple[str, list[Span]]:
        """A variant of `text`; `share` of the names that can be swapped are."""
        swaps: dict[tuple[str, str], str] = {}
        people: dict[str, str] = {}
        culture = self.made.culture()
        parts, done, position, moved = [], [], 0, 0
        for start, end, label in sorted(spans):
            if start < position:
                continue
            old = text[start:end]
            if (old, label) not in swaps:
                new = None
                if self.rng.random() < share:
                    new = self._other(old, label, culture, people)
                swaps[old, label] = new if new and alike(old, new) else old
            new = swaps[old, label]
            parts += [text[position:start], new]
            done.append((start + moved, start + moved + len(new), label))
            moved += len(new) - (end - start)
            position = end
        return "".join([*parts, text[position:]]), done

    def line(self, pattern: str) -> tuple[str, list[Span]]:
        """A sentence of `training_lines.toml` with its slots filled, and its entities."""
        text, spans, position = "", [], 0
        filled = elided(self.made.fill(pattern))
        for match in re.finditer(r"\[([A-Z]{3})\|([^\]]+)\]", filled):
            text += filled[position : match.start()]
            spans.append((len(text), len(text) + len(match.group(2)), match.group(1)))
            text += match.group(2)
            position = match.end()
        return text + filled[position:], spans

    def _other(
        self, old: str, label: str, culture: Mapping[str, Any], people: dict[str, str]
    ) -> str | None:
        if label == UNSURE:
            return None
        if label == "PER":
            return self._person(old, culture, people)
        if label == "LOC":
            return self.made.town(old) if old in self.known else None
        return self._organisation(old)

    def _person(self, old: str, culture: Mapping[str, Any], people: dict[str, str]) -> str | None:
        if not old[:1].isupper():
            return None
        if self.rng.random() < 0.15:
            culture = self.made.culture()
        given, *family = old.split(" ")
        if not family:
            choices = [*culture["given"], *culture["family"]]
            return people.setdefault(given, self.made.alike(given, choices))
        first = people.setdefault(given, self.made.alike(given, culture["given"]))
        return f"{first} {people.setdefault(' '.join(family), self.made.family(culture))}"

    def _organisation(self, old: str) -> str | None:
        head, _, place = old.rpartition(" de ")
        if head and place in self.known and head[:1].islower():
            if self.rng.random() < 0.5:
                return self.made.fill(self.rng.choice(["{institution}", "{town_body}"]))
            return f"{head} de {self.made.town()}"
        if old.isupper() and old.isalpha():
            return self.made.acronym() if self.rng.random() < _ACRONYMS else None
        if " de " in old or " du " in old or " des " in old or " d'" in old or old.isupper():
            return None
        return self._firm() if self.rng.random() < 0.6 else None

    def _firm(self) -> str:
        kind = self.rng.random()
        if kind < 0.1:
            return self.made.fill("{media}")
        if kind < 0.2:
            return self.made.fill("{club}")
        if kind < 0.32:
            return self.made.fill("{slogan}")
        return self.made.company()


def elided(pattern: str) -> str:
    """`pattern` with articles as they are before a vowel.

    >>> elided("La [ORG|Alliance] de [PER|Awa] va au [ORG|Athletic]")
    "L'[ORG|Alliance] d'[PER|Awa] va à l'[ORG|Athletic]"
    """

    def short(match: re.Match[str]) -> str:
        word = _ELIDED[match["word"].lower()]
        if match["word"][0].isupper():
            word = word[0].upper() + word[1:]
        return word + (match["tag"] or "")

    return _BEFORE_VOWEL.sub(short, pattern)
