"""Fills the templates of `training_pages.toml`: furniture of pages, made up."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

_CHOICE = re.compile(r"\{([^{}]*)\}")
_SLOT = re.compile(r"<([a-z]+\d?)>")

SHOUTED, SIGNED = 0.06, 0.05  # shares of lines in capitals, and behind a sign
SIGNS = ("►", "›", "•", "»", "→", "📩", "🔔", "▸", "+", "*", "|", "★")
CUT_FROM_TEXT = 0.7  # share of subheadings that are phrases of articles


class Grammar:
    """Fills the templates of `training_pages.toml` at random.

    Args:
        rules: `training_pages.toml`, parsed.
        names: `training_names.toml`, parsed.
        towns: names of towns by language.
        titles: headlines of other articles by language, `teasers` their first sentences,
            `heads` phrases that may be subheadings.
        rng: the source of chance.
    """

    def __init__(
        self,
        rules: Mapping[str, Any],
        names: Mapping[str, Any],
        towns: Sequence[str],
        titles: Mapping[str, Sequence[str]],
        teasers: Mapping[str, Sequence[str]],
        heads: Mapping[str, Sequence[str]],
        rng: random.Random,
    ) -> None:
        self.rules, self.names, self.towns = rules, names, list(towns)
        self.titles, self.teasers, self.heads, self.rng = titles, teasers, heads, rng

    def line(self, language: str, kind: str) -> str:
        """A line of furniture of `kind` (a key of the grammar)."""
        text = self.fill(self.rng.choice(self.rules[language]["lines"][kind]), language)
        chance = self.rng.random()
        if chance < SHOUTED:
            return text.upper()
        return f"{self.rng.choice(SIGNS)} {text}" if chance > 1 - SIGNED else text

    def kept(self, language: str, kind: str) -> str:
        """A line of text that looks like furniture."""
        if kind == "subheading" and self.rng.random() < CUT_FROM_TEXT and self.heads[language]:
            head = self.rng.choice(self.heads[language])
            head = head[0].upper() + head[1:]
            return head.upper() if self.rng.random() < 2 * SHOUTED else head
        return self.fill(self.rng.choice(self.rules[language]["keep"][kind]), language)

    def fill(self, template: str, language: str) -> str:
        """`template` with its choices made and its slots filled."""
        while True:
            chosen = _CHOICE.sub(lambda m: self.rng.choice(m[1].split("|")), template)
            if chosen == template:
                break
            template = chosen
        for _ in range(3):
            template = _SLOT.sub(lambda m: self._slot(m[1], language), template)
        template = template.replace("\\", "|")
        return re.sub(r" +", " ", template).strip() or self.rng.choice(self.towns)

    def _slot(self, slot: str, language: str) -> str:
        rng, slots = self.rng, self.rules["slots"]
        culture = rng.choice(self.names["people"])
        match slot:
            case "person":
                return f"{rng.choice(culture['given'])} {rng.choice(culture['family'])}"
            case "firstname":
                return str(rng.choice(culture["given"]))
            case "town":
                return str(rng.choice(self.towns))
            case "title":
                return str(rng.choice(self.titles[language]))
            case "teaser":
                return str(rng.choice(self.teasers[language]))
            case "n":
                return str(rng.randint(1, 9))
            case "n2":
                return str(rng.randint(10, 99))
            case "big":
                return (
                    f"{rng.randint(1, 180)}{rng.choice([' ', '.', ',', ''])}{rng.randint(100, 999)}"
                )
            case "price":
                return rng.choice(["1", "2,50", "4,99", "9,90", "12", "3", "6.50"])
            case "pct":
                return rng.choice(
                    [str(rng.randint(5, 95)), f"{rng.randint(5, 95)},{rng.randint(1, 9)}"]
                )
            case "date":
                return self._date(language)
            case "time":
                return self._time(language)
        return str(rng.choice(slots.get(f"{slot}_{language}") or slots[slot]))

    def _date(self, language: str) -> str:
        rng = self.rng
        month = self._slot("month", language)
        day, year = rng.randint(1, 31), rng.randint(2005, 2025)
        weekday = self._slot("weekday", language)
        numeric = f"{day:02d}{rng.choice('/.-')}{rng.randint(1, 12):02d}"
        numeric += rng.choice(["/", "."]) + str(year)
        if language == "fr":
            forms = [
                f"{day} {month} {year}",
                f"{weekday} {day} {month} {year}",
                numeric,
                f"{day} {month}",
            ]
        else:
            forms = [
                f"{month} {day}, {year}",
                f"{day} {month} {year}",
                f"{weekday}, {month} {day}",
                numeric,
            ]
        return rng.choice(forms)

    def _time(self, language: str) -> str:
        hour, minute = self.rng.randint(0, 23), self.rng.randint(0, 59)
        if language == "fr":
            return f"{hour}{self.rng.choice(['h', ' h ', ':'])}{minute:02d}"
        return self.rng.choice(
            [f"{hour}:{minute:02d}", f"{hour % 12 or 12}.{minute:02d}pm", f"{hour % 12 or 12} a.m."]
        )
