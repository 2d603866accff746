"""A cue: the verb that announces what is said, and how its subject is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol

Range = tuple[int, int]
Side = Literal["left", "right", "pronoun", "set off", "relative", "implicit", "none"]
INVERTED = ("right", "pronoun", "set off")


class Found(NamedTuple):
    """The subject of a verb, in words, where it stands, and the word after both.

    `side`: `pronoun` is a subject that follows the verb (dit-il), `set off` one between marked
    words and the verb (“…,” he said). `lead` is the first word of what stands before a verb whose
    `set off` subject does not: “…,” Reuters quoted X as saying.
    """

    side: Side
    words: Range | None
    after: int
    lead: int = -1


class Subject(Protocol):
    """The subject of a verb, sought as far as is asked: the whole may need a parse."""

    @property
    def found(self) -> Found: ...
    @property
    def side(self) -> Side: ...
    @property
    def after(self) -> int: ...
    @property
    def is_inverted(self) -> bool:
        """True when the words before the verb are what is said."""
        ...

    @property
    def is_relative(self) -> bool:
        """True for "qui", "who"."""
        ...


@dataclass(slots=True)
class Known:
    """A subject that needs no seeking."""

    found: Found

    @property
    def side(self) -> Side:
        return self.found.side

    @property
    def after(self) -> int:
        return self.found.after

    @property
    def is_inverted(self) -> bool:
        return self.found.side in INVERTED

    @property
    def is_relative(self) -> bool:
        return self.found.side == "relative"


@dataclass(slots=True)
class Cue:
    """A verb group `[first, last)` in words, and its subject."""

    first: int
    last: int
    lemma: str
    tense: str
    told: Subject
    is_negated: bool = False
    is_passive: bool = False

    @property
    def side(self) -> Side:
        return self.told.side

    @property
    def subject(self) -> Range | None:
        return self.told.found.words

    @property
    def after(self) -> int:
        """The word after verb and subject."""
        return self.told.after

    @property
    def is_inverted(self) -> bool:
        """True when the words before it are what is said."""
        return self.told.is_inverted

    @property
    def is_relative(self) -> bool:
        return self.told.is_relative

    @property
    def start(self) -> int:
        """First word of the cue and, where it stands before, its subject."""
        if not self.is_inverted or self.side != "set off" or self.subject is None:
            return self.first
        return self.subject[0] if self.subject[0] < self.first else self.told.found.lead

    def said_by(self, subject: Range) -> Cue:
        """The same cue with a subject before it."""
        return replace(self, told=Known(Found("left", subject, self.after)))
