"""Names nobody bears: persons, firms, bodies, villages, made from the parts in a lexicon."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

_VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"
_SLOT = re.compile(r"\{([A-Za-z_]+)\d?\}")
_SPLICED = 0.25  # share of surnames made of two
_SPLICE = 5  # code points; a shorter surname is not spliced
_SETTLEMENTS = 0.25  # share of towns that are invented


class Invented:
    """Fills the slots of names and sentences at random.

    Args:
        names: `training_names.toml`, parsed. English adds `slots` (forms by slot, read before
            all else) and `elaborate` (share of persons with more than a given and a family name).
        towns: names of real towns.
        rng: the source of chance.
    """

    def __init__(self, names: Mapping[str, Any], towns: Sequence[str], rng: random.Random) -> None:
        self.names, self.towns, self.rng = names, list(towns), rng

    def fill(self, form: str) -> str:
        """`form` with each `{slot}` (digits after it tell equal ones apart) filled."""
        return _SLOT.sub(lambda slot: self._slot(slot.group(1)), form)

    def culture(self) -> Mapping[str, Any]:
        """Given and family names of one part of the world."""
        chosen: Mapping[str, Any] = self.rng.choice(self.names["people"])
        return chosen

    def family(self, culture: Mapping[str, Any]) -> str:
        """A surname, at times spliced of two of its culture."""
        name = str(self.rng.choice(culture["family"]))
        if self.rng.random() > _SPLICED:
            return name
        other = str(self.rng.choice(culture["family"]))
        if min(len(name), len(other)) < _SPLICE or {" ", "-"} & {*name, *other}:
            return name
        return name[: len(name) // 2 + 1] + other[len(other) // 2 :]

    def person(self, culture: Mapping[str, Any]) -> str:
        """A full name; at times with initials, a second given name or a double surname."""
        given, family = str(self.rng.choice(culture["given"])), self.family(culture)
        share = self.names.get("elaborate", 0.0)
        if not share or self.rng.random() > share:
            return f"{given} {family}"
        other = str(self.rng.choice(culture["given"]))
        last = str(self.rng.choice(culture["family"]))
        forms = [f"{given} {family}-{last}"] * 4 + [
            f"{given} {other} {family}",
            f"{given} {other[0]}. {family}",
            f"{given[0]}. {other[0]}. {family}",
            f"{given[0]}{other[0]} {family}",
            f"{given} {family} {last}",
            f"{given} {family} Jr.",
        ]
        return forms[self.rng.randrange(len(forms))]

    def town(self, like: str = "Bordeaux") -> str:
        """A town, real or not, that takes the same articles as `like`."""
        if like[0].lower() not in _VOWELS and self.rng.random() < _SETTLEMENTS:
            return self.village()
        return self.alike(like, self.towns)

    def village(self) -> str:
        """An invented settlement; its name begins with a consonant."""
        parts = self.names["settlements"]
        for _ in range(12):
            name = str(self.rng.choice(parts["before"]))
            after = str(self.rng.choice(parts["after"]))
            name += after.capitalize() if name[-1] in "- " else after
            if self.rng.random() < 0.25:
                name += str(self.rng.choice(parts["tails"]))
            if name[0].lower() not in _VOWELS:
                return name
        return "Morvec"

    def firm(self) -> str:
        """A coined name of one word."""
        firms, kind = self.names["firms"], self.rng.random()
        if kind < 0.4:
            return str(self.rng.choice(firms["roots"]) + self.rng.choice(firms["kinds"]))
        village = self.village()
        if kind < 0.5 and "-" not in village:
            return village
        return str(self.rng.choice(firms["stems"]) + self.rng.choice(firms["ends"]))

    def company(self) -> str:
        """A firm with what often stands before or after its name, or its founders' names."""
        firms, kind = self.names["firms"], self.rng.random()
        if kind < 0.3:
            return self.fill(self.rng.choice(firms["forms"]))
        if kind < 0.5:
            return f"{self.firm()} {self.rng.choice(firms['after'])}"
        if kind < 0.65:
            return f"{self.rng.choice(firms['before'])} {self.firm()}"
        return self.firm()

    def acronym(self) -> str:
        """Two to five capitals; longer ones at times as a word ("Onaba")."""
        letters, length = self.names["acronyms"], self.rng.choice([2, 3, 3, 4, 4, 5])
        word = str(self.rng.choice(letters["starts"]))
        word += "".join(self.rng.choice(letters["middles"]) for _ in range(length - 1))
        return word.capitalize() if length > 3 and self.rng.random() < 0.25 else word

    def alike(self, old: str, choices: Sequence[str]) -> str:
        """One of `choices` that takes the same articles as `old`, else `old`."""
        for _ in range(12):
            new = str(self.rng.choice(choices))
            if alike(old, new):
                return new
        return old

    def _slot(self, slot: str) -> str:
        if slot[0].isupper():
            filled = self._slot(slot.lower())
            return filled[:1].upper() + filled[1:]
        if slot in self.names.get("slots", ()):
            return self.fill(str(self.rng.choice(self.names["slots"][slot])))
        made = {
            "place": self.town,
            "village": self.village,
            "settlement": self.village,
            "firm": self.firm,
            "company": self.company,
            "acronym": self.acronym,
        }
        if slot in made:
            return made[slot]()
        culture = self.culture()
        match slot:
            case "person":
                return self.person(culture)
            case "given":
                return str(self.rng.choice(culture["given"]))
            case "family":
                return self.family(culture)
        section, key = _LISTS[slot]
        return self.fill(str(self.rng.choice(self.names[section][key])))


# Slots that are filled from a list: slot to section and key of the lexicon.
_LISTS = {
    "media": ("media", "forms"),
    "foreign_media": ("media", "foreign"),
    "club": ("clubs", "forms"),
    "institution": ("institutions", "forms"),
    "body_f": ("bodies", "feminine"),
    "body_m": ("bodies", "masculine"),
    "town_body": ("bodies", "of_town"),
    "theme": ("bodies", "themes"),
    "members": ("bodies", "members"),
    "fem": ("bodies", "adjectives_feminine"),
    "masc": ("bodies", "adjectives_masculine"),
    "slogan": ("slogans", "forms"),
    "noun": ("slogans", "nouns"),
    "thing": ("slogans", "things"),
    "nature": ("nature", "forms"),
    "road": ("roads", "forms"),
    "digit": ("roads", "digits"),
    "masthead": ("media", "mastheads"),
    "adjective": ("media", "adjectives"),
    "common": ("common", "words"),
    "trade": ("common", "trades"),
}


def alike(old: str, new: str) -> bool:
    """Whether `new` takes the same articles before it ("de" or "d'", "le" or "l'")."""
    return (old[0].lower() in _VOWELS) == (new[0].lower() in _VOWELS)
