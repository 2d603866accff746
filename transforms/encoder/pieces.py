"""Words as pieces of words: the unigram model of SentencePiece (Kudo 2018), one word at a time."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

SPACE = "▁"  # stands for the space before a word
REMEMBERED = 100_000  # words; then the memory begins anew
_LONGEST = 64  # letters of a word that are read
_UNKNOWN = 10.0  # by so much worse than the least likely piece is a letter that none has

Ids = tuple[int, ...]


@dataclass
class Pieces:
    """Pieces by their text: number and log-probability."""

    known: Mapping[str, tuple[int, float]]
    unknown: int  # number of what no piece has
    memory: dict[tuple[str, bool], Ids] = field(default_factory=dict)
    longest: int = field(init=False)
    worst: float = field(init=False)

    def __post_init__(self) -> None:
        self.longest = max(map(len, self.known))
        self.worst = min(score for _, score in self.known.values()) - _UNKNOWN

    def of(self, word: str, spaced: bool) -> Ids:
        """Numbers of the pieces of `word`, at least one; `spaced` if a space stands before it."""
        key = word, spaced
        found = self.memory.get(key)
        if found is None:
            if len(self.memory) >= REMEMBERED:
                self.memory.clear()
            text = unicodedata.normalize("NFKC", word[:_LONGEST]).strip().replace(" ", SPACE)
            found = self.memory[key] = self._split(SPACE + text if spaced else text or SPACE)
        return found

    def _split(self, text: str) -> Ids:
        """The most likely pieces of `text` (Viterbi's way through its letters)."""
        best = [0.0] + [-1e9] * len(text)
        last: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)  # where it begins, its number
        for end in range(1, len(text) + 1):
            best[end] = best[end - 1] + self.worst
            last[end] = end - 1, self.unknown
            for start in range(max(0, end - self.longest), end):
                piece = self.known.get(text[start:end])
                if piece is not None and best[start] + piece[1] > best[end]:
                    best[end] = best[start] + piece[1]
                    last[end] = start, piece[0]
        found: list[int] = []
        at = len(text)
        while at:
            at, number = last[at]
            found.append(number)
        return tuple(reversed(found))
