"""Variants of annotated articles: the same sentences about other people, towns and firms."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Span = tuple[int, int, str]
_VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"


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
        self.names, self.towns, self.known, self.rng = names, list(towns), frozenset(known), rng

    def of(self, text: str, spans: Sequence[Span], share: float = 0.8) -> tuple[str, list[Span]]:
        """A variant of `text`; `share` of the names that can be swapped are."""
        swaps: dict[tuple[str, str], str] = {}
        people: dict[str, str] = {}
        culture = self.rng.choice(self.names["people"])
        parts, done, position, moved = [], [], 0, 0
        for start, end, label in sorted(spans):
            if start < position:
                continue
            old = text[start:end]
            if (old, label) not in swaps:
                new = None
                if self.rng.random() < share:
                    new = self._other(old, label, culture, people)
                swaps[old, label] = new if new and _alike(old, new) else old
            new = swaps[old, label]
            parts += [text[position:start], new]
            done.append((start + moved, start + moved + len(new), label))
            moved += len(new) - (end - start)
            position = end
        return "".join([*parts, text[position:]]), done

    def line(self, pattern: str) -> tuple[str, list[Span]]:
        """A sentence of `training_lines.toml` with its slots filled, and its entities."""
        text, spans, position = "", [], 0
        filled = self._fill(pattern)
        for match in re.finditer(r"\[([A-Z]{3})\|([^\]]+)\]", filled):
            text += filled[position : match.start()]
            spans.append((len(text), len(text) + len(match.group(2)), match.group(1)))
            text += match.group(2)
            position = match.end()
        return text + filled[position:], spans

    def _other(
        self, old: str, label: str, culture: Mapping[str, Any], people: dict[str, str]
    ) -> str | None:
        if label == "PER":
            return self._person(old, culture, people)
        if label == "LOC":
            return self._town(old) if old in self.known else None
        return self._organisation(old)

    def _person(self, old: str, culture: Mapping[str, Any], people: dict[str, str]) -> str | None:
        if not old[:1].isupper():
            return None
        if self.rng.random() < 0.15:
            culture = self.rng.choice(self.names["people"])
        given, *family = old.split(" ")
        if not family:
            return people.setdefault(given, self._like(given, culture["given"] + culture["family"]))
        first = people.setdefault(given, self._like(given, culture["given"]))
        return f"{first} {people.setdefault(' '.join(family), self.rng.choice(culture['family']))}"

    def _town(self, old: str) -> str:
        return self._like(old, self.towns)

    def _organisation(self, old: str) -> str | None:
        head, _, place = old.rpartition(" de ")
        if head and place in self.known and head[:1].islower():
            form = self.rng.choice(self.names["institutions"]["forms"])
            return self._fill(form) if self.rng.random() < 0.5 else f"{head} de {self._consonant()}"
        if " de " in old or " du " in old or " des " in old or " d'" in old or old.isupper():
            return None
        return self._firm() if self.rng.random() < 0.6 else None

    def _firm(self) -> str:
        kind, names = self.rng.random(), self.names
        if kind < 0.12:
            return self._fill(self.rng.choice(names["media"]["forms"]))
        if kind < 0.24:
            return self._fill(self.rng.choice(names["clubs"]["forms"]))
        firm = self._coined()
        if kind < 0.45:
            return f"{firm} {self.rng.choice(names['firms']['after'])}"
        if kind < 0.6:
            return f"{self.rng.choice(names['firms']['before'])} {firm}"
        return firm

    def _coined(self) -> str:
        firms = self.names["firms"]
        return str(self.rng.choice(firms["stems"]) + self.rng.choice(firms["ends"]))

    def _fill(self, form: str) -> str:
        return re.sub(r"\{([a-z]+)\d?\}", lambda slot: self._slot(slot.group(1)), form)

    def _slot(self, slot: str) -> str:
        culture = self.rng.choice(self.names["people"])
        given, family = self.rng.choice(culture["given"]), self.rng.choice(culture["family"])
        match slot:
            case "person":
                return f"{given} {family}"
            case "given" | "family":
                return str(given if slot == "given" else family)
            case "place":
                return self._consonant()
            case "firm":
                return self._coined()
            case _:
                kind = {"media": "media", "club": "clubs", "institution": "institutions"}[slot]
                return self._fill(self.rng.choice(self.names[kind]["forms"]))

    def _consonant(self) -> str:
        return self._like("Bordeaux", self.towns)

    def _like(self, old: str, choices: Sequence[str]) -> str:
        for _ in range(12):
            new = str(self.rng.choice(choices))
            if _alike(old, new):
                return new
        return old


def _alike(old: str, new: str) -> bool:
    """Whether `new` takes the same articles before it ("de" or "d'", "le" or "l'")."""
    return (old[0].lower() in _VOWELS) == (new[0].lower() in _VOWELS)
