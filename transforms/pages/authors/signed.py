"""What a header line says of who and when, and what is found of it on the way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """What a header line says. `names`: authors, desks and agencies as printed."""

    names: str = ""
    is_signed: bool = False  # by a word for it, a role or an agency, not by bare names
    is_dated: bool = False
    is_timed: bool = False  # how long it takes to read

    @property
    def kind(self) -> str:
        """The kind of such a line; "" when it may as well be something else."""
        if self.is_signed or (self.names and self.is_dated):
            return "byline"
        if self.is_dated:
            return "date"
        return "reading_time" if self.is_timed and not self.names else ""


class Found:
    """What was found in a line so far."""

    def __init__(self, dates: float, is_sentence: bool) -> None:
        self.is_sentence = is_sentence  # it ends as one
        self.dates = dates  # share of the line, if a day is named
        self.names: list[str] = []
        self.is_signed = False
        self.is_located = False  # a place follows the name
        self.is_placed = False  # a name that may be a place's

    def sign(self, name: str) -> None:
        self.is_signed = True
        self.names.append(name)

    @property
    def joined(self) -> str:
        return ", ".join(self.names)
