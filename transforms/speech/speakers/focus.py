"""What an article has said of each party so far: when it was named, as what, when it spoke."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transforms.speech.speakers.people import Party
from transforms.speech.speakers.scene import Occurrence, Scene

Key = tuple[str, str]


@dataclass(slots=True)
class Trace:
    """One party: its last occurrence outside and inside speech, how often, its last turn."""

    party: Party
    total: int  # occurrences in the whole article
    in_heading: bool = False
    count: int = 0
    last: Occurrence | None = None
    heard: Occurrence | None = None  # inside speech
    turn: int = -1

    @property
    def at(self) -> int:
        """Where it occurred last."""
        last = self.last.at if self.last else -1
        return max(last, self.heard.at) if self.heard else last


class Focus:
    """The parties of an article as far as it has been read."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.settle: Callable[[Occurrence], Party] | None = None  # whom "la chercheuse" means
        self.is_asked = False  # the words spoken last were a question
        self.is_addressed = False  # they were said to somebody told of: "lui a conseillé"
        self.asker: tuple[str, int] | None = None  # who is named as asking, and in which sentence
        self._next = 0
        self._traces: dict[Key, Trace] = {}
        self._turns: list[Party] = []
        self._totals: dict[Key, int] = {}
        for occurrence in scene.occurrences:
            key = _key(occurrence.party)
            self._totals[key] = self._totals.get(key, 0) + 1

    def advance(self, to: int, but: tuple[int, int] | None = None) -> None:
        """Take in the occurrences that stand before `to`, but for a role that stands in `but`."""
        occurrences = self.scene.occurrences
        while self._next < len(occurrences) and occurrences[self._next].at < to:
            occurrence = occurrences[self._next]
            self._next += 1
            if occurrence.is_role and but and but[0] <= occurrence.at < but[1]:
                continue  # the speaker's own words
            if occurrence.is_role and self.settle is not None:
                occurrence = occurrence._replace(party=self.settle(occurrence))
            self._note(occurrence)

    def speak(self, at: int, party: Party, asks: bool = False, is_addressed: bool = False) -> None:
        """`party` spoke at `at`, perhaps to ask something, perhaps to somebody told of."""
        self.is_asked = asks
        self.is_addressed = is_addressed
        self._turns.append(party)
        trace = self._note(Occurrence(at, at, party, is_subject=True, spoke=True))
        trace.turn = len(self._turns) - 1

    def traces(self) -> Iterator[Trace]:
        """The parties met so far."""
        return iter(self._traces.values())

    def turns_ago(self, trace: Trace) -> int:
        """0 for who spoke last, 1 for the speaker before; -1 if it never spoke."""
        return len(self._turns) - 1 - trace.turn if trace.turn >= 0 else -1

    def other_person(self) -> Party | None:
        """The person named last, in speech or outside, who did not speak last."""
        last = self.speaker()
        people = [
            trace
            for trace in self.traces()
            if trace.party.label == "PER" and not trace.party.is_plural
            and (last is None or trace.party.name != last.name)
        ]  # fmt: skip
        return max(people, key=lambda trace: trace.at).party if people else None

    def bodies(self) -> Iterator[Party]:
        """The organisations that spoke, the last one first."""
        return (party for party in reversed(self._turns) if party.label == "ORG")

    def outlet(self) -> Party | None:
        """The outlet that was named last."""
        outlets = self.scene.outlets
        met = [trace for trace in self.traces() if trace.party.name.lower() in outlets]
        return max(met, key=lambda trace: trace.at).party if met else None

    def speaker(self) -> Party | None:
        """Who spoke last."""
        return self._turns[-1] if self._turns else None

    def following(self, start: int, end: int) -> Iterator[Occurrence]:
        """The occurrences in `[start, end)`, which may not have been taken in yet."""
        for occurrence in self.scene.occurrences[self._next :]:
            if occurrence.at >= end:
                return
            if occurrence.at >= start:
                yield occurrence

    def _note(self, occurrence: Occurrence) -> Trace:
        key = _key(occurrence.party)
        trace = self._traces.get(key)
        if trace is None:
            trace = self._traces[key] = Trace(occurrence.party, self._totals.get(key, 1))
        trace.count += not occurrence.spoke
        trace.in_heading = trace.in_heading or occurrence.in_heading
        if occurrence.in_speech:
            trace.heard = occurrence
        else:
            trace.last = occurrence
        return trace


def _key(party: Party) -> Key:
    return party.label or "", party.name.casefold()
