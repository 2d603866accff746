"""Reads the lines of an article's header that hold nothing but who, when and how long.

Such lines are known by what is left of them: take away dates, clock times, names, roles, agencies
and the small words between, and nothing remains. So a page may word its stamp as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from transforms.pages.authors.asides import SIGNS, without_asides
from transforms.pages.authors.printed_names import (
    AGENCIES,
    AGENCY,
    LEADING_NAME,
    WORD,
    are_names,
    as_printed,
    in_western_letters,
)
from transforms.pages.authors.sieves import sieve
from transforms.pages.authors.signed import Found, Signature
from transforms.pages.authors.signing_words import LED
from transforms.pages.times.moments import moment_pattern, parted

MAX_CHARS = 150
STAMPED, MOSTLY = 0.35, 0.5  # share of moments in the letters and digits of a stamp
MAX_BESIDE = 2  # words that may stand beside a stamp: "Numéro 1204"
MAX_LABEL = 3  # words of an unknown label before a date: "Heure du dépôt :"
DATE, TIME = "\x01", "\x02"  # stand for a moment, for a duration of reading

_HOST = re.compile(
    r"(?:[A-Za-z]{2,5}/)?[\w-]+\.[a-z]{2,5}|@\w+|[A-Z]{2,5}|[a-z]{2,4}(?:/[a-z]{2,4})+"
)
_DIGIT = re.compile(r"\d")
_DAY = re.compile(
    r"(?:19|20)\d\d|\d{1,2}(?:er|st|nd|rd|th)? (?:de )?[a-z]{3,}|[a-z]{3,}\.? \d{1,2}\b"
)
_IDLE = re.compile(r"\S+@\S+|lu [\d ]+ fois|[\d ]+ (?:lectures|vues|views|comment\w+|reactions)")
_EDITOR = re.compile(r"(?:editee?|relue?|edited|mise? en ligne)(?: et [a-z]+)? (?:par|by) ")
_PICTURES_BY = re.compile(
    r"(?:photos?|photographies|images?|videos?|dessins?|illustrations?|pictures?) ?(?:: ?|par |by )"
)
_LAST_WORD = re.compile(r"(.+) (\S+)")
_DESK = re.compile("[a-z]{2,4}")
_SENTENCE = re.compile(r"[^\W\d_][^\W\d_ ]{2,}.*(?<![ap]\.m)(?<!\b[A-Z])[.!?]$")
_PLACE = re.compile(rf"{WORD}(?:[ -]{WORD}){{0,2}}")
_NAMED = re.compile(r"\S [A-ZÀ-Þ]")
_INITIALS = re.compile(r"[A-Z]\.(?: ?-?[A-Z]\.)+|[A-Z]{2,4}")


@dataclass(frozen=True)
class SignatureReader:
    """Reads header lines by the lexicons of all languages at once."""

    hint: re.Pattern[str]
    moment: re.Pattern[str]
    reading: re.Pattern[str]
    stamp: re.Pattern[str]
    by: re.Pattern[str]
    role: re.Pattern[str]
    calling: re.Pattern[str]
    credit: re.Pattern[str]
    desk: re.Pattern[str]
    with_: re.Pattern[str]
    place: re.Pattern[str]
    placed: re.Pattern[str]
    zone: re.Pattern[str]
    joins: re.Pattern[str]
    section: re.Pattern[str]
    trailing: re.Pattern[str]
    outlet: re.Pattern[str]
    institution: re.Pattern[str]
    idle: re.Pattern[str]

    @classmethod
    def from_mappings(
        cls, lexicons: Sequence[Mapping[str, str]], dates: Sequence[Mapping[str, Any]]
    ) -> SignatureReader:
        """`lexicons`: the `signature` lexicons, `dates` the `dates` lexicons, all folded.

        A `section` among their words matches the names of sections.

        Raises:
            KeyError: a lexicon lacks a word.
        """
        either = {word: "|".join(lexicon[word] for lexicon in lexicons) for word in lexicons[0]}
        zones = "|".join(
            re.escape(zone) for lexicon in dates for zone in sorted(lexicon["zones"], key=len)[::-1]
        )
        either["zone"] = rf"\(?(?:(?:{zones})\b(?: ?[+-] ?\d{{1,2}})?|{either['zone']})\)?"
        agencies = AGENCIES.lower().replace("’", "")
        words = "|".join(either[word] for word in ("by", "role", "desk", "with"))
        return cls(
            hint=re.compile(rf"\d|\b(?:{words}|{agencies})\b|{SIGNS}"),
            moment=re.compile(moment_pattern(either, dates)),
            reading=re.compile(rf"(?<![\w.])(?:{either['reading']})(?!\w)"),
            stamp=re.compile(rf"(?:{either['stamp']})(?: {either['joins']})* ?:?"),
            by=re.compile(rf"(?:{either['by']})(?: ?: ?| (?=[^\d])|(?<=\bd)'|$)"),
            role=re.compile(either["role"]),
            calling=re.compile(rf"(?:{either['calling']})\b"),
            credit=re.compile(either["credit"]),
            desk=re.compile(either["desk"]),
            with_=re.compile(rf"(?:{either['with']}) "),
            place=re.compile(rf"(?:{either['place']})[a-z]"),
            placed=re.compile(rf" (?:{either['place']})[a-z](?=[a-z' -]*$)"),
            zone=re.compile(either["zone"]),
            trailing=re.compile(rf"[ :,-]*(?: (?:{either['joins']}))?[ :,-]*$"),
            section=re.compile(either.get("section", "(?!)")),
            outlet=re.compile(rf"\b(?:{either['outlet']})\b"),
            institution=re.compile(rf"\b(?:{either['institution']})\b"),
            idle=re.compile(rf"\b(?:{either['idle']})\b"),
            joins=re.compile(rf"(?:\b(?:{either['joins']})\b|[\W_])*"),
        )

    def may_sign(self, folded: str) -> bool:
        """Is there a word or a digit in the line without which it is no date and no byline?"""
        if len(folded) > MAX_CHARS or not self._may_hint(folded):
            return False
        return self.hint.search(folded) is not None

    @cached_property
    def _may_hint(self) -> Callable[[str], bool]:
        return sieve(self.hint.pattern)

    @cached_property
    def _may_date(self) -> Callable[[str], bool]:
        return sieve(self.moment.pattern)

    def read(self, text: str, folded: str) -> Signature | None:
        """What the line says; None when it says anything else. `folded` is as long as `text`."""
        if len(text) > MAX_CHARS or len(text) != len(folded) or text.startswith("©"):
            return None
        printed, written = text, in_western_letters(text)
        text, folded, signs = without_asides(written, in_western_letters(folded))
        folded_line = folded
        if self._may_date(folded):
            folded = self.moment.sub(lambda m: DATE * len(m[0]), folded)
        if _DIGIT.search(folded):
            folded = self.reading.sub(lambda m: TIME * len(m[0]), folded)
        dates = 0.0
        if folded != folded_line and _DAY.search(folded_line):
            marks = [folded[i] in (DATE, TIME) for i, sign in enumerate(text) if sign.isalnum()]
            dates = sum(marks) / len(marks) if marks else 0.0
        found = Found(dates, text[-1:] in ".!?" and _SENTENCE.search(text) is not None)
        for start, end in parted(folded):
            for part, label in self._parts(text, folded, start, end):
                if not self._take(text[part[0] : part[1]], folded[part[0] : part[1]], label, found):
                    return None
        dated = any(text[i].isdigit() for i, mark in enumerate(folded) if mark == DATE)
        timed = TIME in folded
        found.is_signed = found.is_signed or (signs and bool(found.names))
        if not (found.names or found.is_signed or dated or timed):
            return None
        if found.names and not found.is_signed and found.is_sentence:
            return None  # "22 h 30 – Kasaï Electro."
        if found.is_placed and not (found.is_signed or (dated and _DAY.search(folded_line))):
            return None
        if found.is_placed and found.is_sentence and "," not in text:
            return None  # "Jugement le 11 février."
        found.names = [as_printed(name, written, printed) for name in found.names]
        return Signature(found.joined, found.is_signed, dated, timed)

    @staticmethod
    def is_initials(text: str) -> bool:
        """Is it how desks sign below a text: initials, a host, both?"""
        bare = text.strip("()[] ")
        return bool(_HOST.fullmatch(bare.strip(". ")) or _INITIALS.fullmatch(bare))

    @staticmethod
    def _parts(text: str, folded: str, start: int, end: int) -> list[tuple[tuple[int, int], bool]]:
        """What stands between moments in a piece, and whether it labels the moment after it."""
        parts = []
        for match in re.finditer(rf"[^{DATE}{TIME}]+", folded[start:end]):
            stop = start + match.end()
            parts.append(((start + match.start(), stop), stop < end))
        return parts

    def _take(self, text: str, folded: str, labels: bool, found: Found) -> bool:
        """Is the part something that a header says? Notes it in `found`."""
        if self.joins.fullmatch(folded):
            return True
        if AGENCY.fullmatch(agency := text.strip(" |•·–—-")):
            found.sign(agency)
            return True
        if found.dates and self.section.fullmatch(folded.strip()):
            return True
        if found.dates >= MOSTLY and len(folded.split()) <= MAX_BESIDE and not found.is_sentence:
            return True
        label = folded if _NAMED.search(text) else self.trailing.sub("", folded)
        is_label = labels and len(label.split()) <= MAX_LABEL and not found.is_sentence
        is_label = is_label and (not found.names or folded.rstrip().endswith(":"))
        if is_label and (
            found.dates >= STAMPED or (found.dates > 0 and folded.rstrip().endswith(":"))
        ):
            return True
        lead = re.match(r"[\W_]*", folded)
        at = lead.end() if lead else 0
        tail = self.trailing.search(folded)
        end = tail.start() if tail else len(folded)
        heads = tail is not None and ":" in tail[0]
        text, folded = text[at:end], folded[at:end]
        if heads and self.by.fullmatch(f"{folded} :"):
            found.is_signed = True  # "Words:"
            return True
        if self.stamp.fullmatch(folded) or self.zone.fullmatch(folded) or _IDLE.fullmatch(folded):
            return True
        if self.role.fullmatch(folded):
            found.is_signed = True
            return True
        if found.names and self.credit.fullmatch(folded):
            return True
        return self._takes_names(text, folded, found)

    def _takes_names(self, text: str, folded: str, found: Found) -> bool:
        wired = bool(found.names) and AGENCY.fullmatch(found.names[-1]) is not None
        if (
            AGENCY.fullmatch(text)
            or self.desk.fullmatch(folded)
            or (wired and _DESK.fullmatch(text))
        ):
            found.sign(text)
            return True
        editor = _EDITOR.match(folded)
        if editor and self._is_signer(text[editor.end() :], folded[editor.end() :]):
            found.is_signed = True
            return True
        pictured = _PICTURES_BY.match(folded) if found.names else None
        if pictured and self._is_signer(text[pictured.end() :], folded[pictured.end() :]):
            found.is_signed = True  # "Texte : Ana Costa. Photos : Lise Moreau"
            return True
        by = self.by.match(folded)
        if by and self._takes_signer(text[by.end() :], folded[by.end() :], found):
            found.is_signed = True
            return True
        joined = self.with_.match(folded)
        if joined and self._is_signer(text[joined.end() :], folded[joined.end() :]):
            if found.names:
                found.names[-1] += f" {text}"
            else:
                found.names.append(text[joined.end() :])
            found.is_signed = True
            return True
        return self._takes_persons(text, folded, found)

    def _takes_signer(self, text: str, folded: str, found: Found) -> bool:
        """What follows a "by"."""
        if _INITIALS.fullmatch(text):
            found.sign(text)
            return True
        return bool(text) and self._takes_names(text, folded, found)

    def _takes_persons(self, text: str, folded: str, found: Found) -> bool:
        stamped = _LAST_WORD.fullmatch(text)
        if stamped and self.stamp.fullmatch(folded[stamped.start(2) :]):
            text, folded = text[: stamped.end(1)], folded[: stamped.end(1)]
        if are_names(text) or are_names(LED.sub("", text, count=1)):  # "L'Écho du port Ana COSTA"
            found.names.append(text)
            return True
        if found.names and self.place.match(folded) and len(folded.split()) <= 5:
            return True
        leading = LEADING_NAME.fullmatch(text)
        if leading and self._follows(leading[2], folded[leading.start(2) :], found):
            found.names.insert(0, leading[1]) if not found.names else found.names.append(leading[1])
            return True
        if self._is_signed(text, folded, found) or _HOST.fullmatch(text):
            return True
        placed = self.placed.search(folded)
        if (
            placed
            and text[placed.end() - 1].isupper()
            and self._is_signed(text[: placed.start()], folded[: placed.start()], found)
        ):
            found.is_located = True
            return True
        if found.is_located and _PLACE.fullmatch(text):
            return True  # "A B in Leeds (Yorkshire)"
        found.is_placed = True
        return _PLACE.fullmatch(text) is not None

    def _is_signed(self, text: str, folded: str, found: Found) -> bool:
        """Are both sides of an "and" signers? Notes them."""
        mixed = re.fullmatch(
            r"(.+?)(?:/| (?:et|and|&|avec|(?:with(?: (?:additional )?(?:files|reporting|inputs)"
            r" (?:from|by))?)|d['’]après un (?:reportage|article) de) )(.+)",
            text,
        )
        sides = [mixed.span(1), mixed.span(2)] if mixed else [(0, len(text))]
        signs = [self._is_signer(text[a:b], folded[a:b]) for a, b in sides]
        wired = any(AGENCY.fullmatch(text[a:b]) for a, b in sides)
        if not all(
            s or (wired and _DESK.fullmatch(text[a:b]))
            for s, (a, b) in zip(signs, sides, strict=True)
        ):
            return False  # "boi avec ats": a desk's initials
        found.is_signed = found.is_signed or not are_names(text)
        found.names.append(text)
        return True

    def _is_signer(self, text: str, folded: str) -> bool:
        return bool(AGENCY.fullmatch(text) or are_names(text) or self.desk.fullmatch(folded))

    def _follows(self, text: str, folded: str, found: Found) -> bool:
        """May it follow a name: a role, a place?"""
        if self.role.fullmatch(folded):
            found.is_signed = True
            return True
        if self.stamp.fullmatch(folded):
            return True
        place = self.place.match(folded)
        return bool(place and len(folded.split()) <= 4 and text[place.end() - 1].isupper())
