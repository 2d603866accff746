"""Reads the notices of a page that say how much of its text is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAX_CHARS = 220
PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?) ?%")
_SAVED = re.compile(r"- ?\d+ ?%|\b(?:remise|reduction|rabais|off|save|discount|de moins)\b")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a line says is missing; `remaining_pct`, 0 to 100, where it says how much."""

    remaining_pct: float | None = None


@dataclass(frozen=True)
class NoticeReader:
    """Reads notices by what they speak of: a text, its rest, who may read it."""

    text: re.Pattern[str]
    left: re.Pattern[str]
    read_already: re.Pattern[str]
    rest: re.Pattern[str]
    member: re.Pattern[str]
    appeal: re.Pattern[str]  # thanks, and what a text has cost: of whole ones
    ours: re.Pattern[str]
    aside: re.Pattern[str]  # what readers do with a text but reading it; texts that are free
    beyond: re.Pattern[str]  # what goes on
    button: re.Pattern[str]  # for this text

    @classmethod
    def from_mappings(cls, lexicons: Sequence[Mapping[str, str]]) -> NoticeReader:
        """`lexicons`: the `completeness` lexicons.

        Raises:
            KeyError: a lexicon lacks a word.
        """
        either = (
            re.compile("|".join(lexicon[word] for lexicon in lexicons))
            for word in (
                "text",
                "left",
                "read",
                "rest",
                "member",
                "appeal",
                "ours",
                "aside",
                "beyond",
                "button",
            )
        )
        return cls(*either)

    def read(self, folded: str) -> Notice | None:
        """The notice that a folded line is, if it is one."""
        if len(folded) > MAX_CHARS:
            return None
        percent = self._percent(folded)
        if percent is not None:
            return Notice(percent)
        if not (self.rest.search(folded) and self.member.search(folded)):
            return None
        return None if self.is_aside(folded) else Notice()

    def is_aside(self, folded: str) -> bool:
        """Does it thank, ask for support or comments, or say that all may read?"""
        return bool(self.appeal.search(folded) or self.aside.search(folded))

    def is_of_rest(self, folded: str) -> bool:
        """Does a notice begin with the rest of this very text: "The rest of this story is…"?"""
        return self.ours.match(folded) is not None

    def _percent(self, folded: str) -> float | None:
        shares = list(PERCENT.finditer(folded))
        if not shares or _SAVED.search(folded):
            return None
        if not (self.text.search(folded) and self.left.search(folded)):
            return None
        ends = [share.start() for share in shares[1:]] + [len(folded)]
        for share, end in zip(shares, ends, strict=True):
            # "36 % under your eyes, 64 % to unlock": the share beside what is left
            if len(shares) > 1 and self.left.search(folded, share.end(), end):
                return _number(share)
        value = _number(shares[0])
        if value is None:
            return None
        return round(100 - value, 2) if self.read_already.search(folded) else value


def _number(share: re.Match[str]) -> float | None:
    value = float(share[1].replace(",", "."))
    return value if value <= 100 else None
