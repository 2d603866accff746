"""Words of crumbs and kickers: names of sections, and what names no subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.pages.remembering import by_text
from transforms.pages.times.dates import fold
from transforms.typography import any_of

EDGES = " []/:|·•–—-.,>›»⟩#▸►→~*=\t"
MAX_CHARS = 60  # of a section's name
MAX_WORDS = 6
MENU = 4  # parts from which a row without arrows is a menu
LEAST = 4  # letters of a name that is glued to another
MENU_ROW = 3  # names side by side that are a menu

# How well the places where a section may be printed speak, from 0 (best) on.
LABELLED, KNOWN_KICKER, TRAIL, KICKER, PHRASE, NEAR_KNOWN, PIECE, ECHOED, GUESS, GENRE = range(10)

GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
LEVEL = re.compile(r"\s*[>›»⟩→▸►]+\s*|\s+/\s+|(?<=[^\W\d])/(?=[^\W\d])|\s*(?:::|//)\s*")
_LEVEL_SIGN = re.compile(r"[>›»⟩→▸►/:]")
WORDS_ALONE = re.compile(r"[^\W\d_][^\d_?!:;«»“”\"]*(?:\([^()]*\))?$")
_CAPITAL = re.compile(r" (?=[A-ZÀ-Þ])")
# Between names side by side; not inside "Hull & East Riding", "Mobilité dans le Nord vaudois".
_INSIDE = ("&", "et", "and", "North", "South", "East", "West", "le", "la", "les", "du", "de", "the")
NEXT_NAME = re.compile("".join(rf"(?<! {word})" for word in _INSIDE) + r" (?=[A-ZÀ-Þ])")
_ENDS = re.compile(r"^[\W_]+|[\W_]+$")
_MARKS = re.compile(r"[^\w\s'’&-]")
_NEXT_WORD = re.compile(r" ([^\W\d_][\w'’-]*)")
_BOTH = re.compile(r" (?:et|and|&|-|–|/) ")


@dataclass(frozen=True, eq=False)
class SectionWords:
    """Words of crumbs that name no subject; `known` matches names of sections, folded."""

    homes: frozenset[str]
    genres: frozenset[str]
    badges: frozenset[str]
    home: re.Pattern[str]
    marks: frozenset[str]  # badges that articles bear
    badge: re.Pattern[str]
    label: re.Pattern[str]
    beside: re.Pattern[str]  # a labelled section among other facts; group 1 is its name
    known: re.Pattern[str]
    names: frozenset[str]  # more that are known
    places: frozenset[str]  # those of them that are places
    ends: frozenset[str]  # what a name of two words may end with
    leads: frozenset[str]  # words that more of a name follows
    rivals: Mapping[str, int]  # of which two of different numbers make a menu

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], known: Sequence[str]) -> SectionWords:
        """`mapping`: the lexicon `sections`; `known`: patterns of sections' names, folded.

        Raises:
            KeyError: a list is missing.
        """
        labels = any_of(mapping["labels"])
        names = "|".join(known)
        return cls(
            frozenset(mapping["homes"]),
            frozenset(mapping["genres"]),
            frozenset(mapping["badges"]),
            re.compile(rf"(?:{any_of(mapping['homes'])})(?! (?:d[eu]s?|en|of|from|in)\b)"),
            frozenset(mapping["marks"]),
            re.compile(rf"\b(?:{'|'.join(map(re.escape, mapping['badge_stems']))})"),
            re.compile(rf"(?:{labels}|dans) ?: ?|(?:{labels}) (?=[a-z])"),
            re.compile(rf"[|·•/–—-] (?:{labels}) ?: ?([^|·•:/–—]{{3,40}}?)(?= - | ?[|·•/–—,]|$)"),
            re.compile(rf"(?:{names})(?:[ -](?:{names}|news|et|and|&|publique?s?|locale?s?))*"),
            frozenset(_listed(mapping["subjects"]) + _listed(mapping["regions"])),
            frozenset(_listed(mapping["regions"])),
            frozenset(mapping["name_ends"]),
            frozenset(mapping["name_leads"]),
            {
                name: line
                for line, names in enumerate(mapping["rivals"].split("\n"))
                for name in _listed(names)
            },
        )

    @by_text
    def is_known(self, name: str) -> bool:
        folded = fold(name).strip(EDGES)
        if len(folded) > MAX_CHARS:
            return False
        if not self._is_listed(folded):
            parts = _BOTH.split(folded)
            if len(parts) != 2 or not all(map(self._is_listed, parts)):
                return False
        return not self.is_idle(folded)

    def _is_listed(self, folded: str) -> bool:
        return folded in self.names or self.known.fullmatch(folded) is not None

    def is_subject(self, name: str) -> bool:
        """Is it a section's name that is no place's? Places stand in datelines too."""
        return self.is_known(name) and fold(name).strip(EDGES) not in self.places

    @by_text
    def unbadged(self, text: str) -> str:
        """`text` without a badge in front of, or behind, the name of a section."""
        words = text.split(" ")
        for first, last in ((words[:1], words[1:]), (words[-1:], words[:-1])):
            rest = " ".join(last)
            if not last or not self.is_badge(fold(first[0])) or len(NEXT_NAME.split(rest)) > 2:
                continue
            if self.is_known(rest):
                return rest
        return text

    def unglued(self, name: str) -> str:
        """The last of two names in capitals that nothing parts: "ARDÈCHEDISPARITION"."""
        if not name.isupper() or " " in name or self.is_known(name):
            return name
        for k in range(LEAST, len(name) - LEAST + 1):
            if self.is_known(name[:k]):
                return name[k:]
        ends = (name[k:] for k in range(LEAST, len(name) - LEAST + 1))
        return next(filter(self.is_known, ends), name)

    @by_text
    def last_of_glued(self, name: str) -> str:
        """The last of names in capitals that are glued together: "ACTUALITÉSÉCONOMIEPME".

        `name` itself where it is not wholly made of known names.
        """
        if not name.isupper() or " " in name or self.is_known(name) or self.is_idle(name):
            return name
        for k in range(LEAST, len(name) - LEAST + 1):
            if self.is_known(name[:k]) or self.is_idle(name[:k]):
                last = self.last_of_glued(name[k:])
                if self.is_known(last):
                    return last
        return name

    def deepest_of_row(self, row: str) -> str:
        """The last crumb of a trail that nothing parts: "Sport Rugby", "Bretagne Finistère Brest".

        `row` itself where its crumbs cannot be told apart, or are a menu's.
        """
        if row.islower():
            return self._known_end(row)
        parts = NEXT_NAME.split(row)
        if self.are_rivals(parts):
            return row
        badges = [k for k, part in enumerate(parts) if self.is_badge(fold(part))]
        if badges:
            parts = parts[badges[-1] + 1 :] or parts[: badges[0]]
        if len(parts) > 1 and all(self.is_known(p) or self.is_idle(p) for p in parts[:-1]):
            return parts[-1]
        ends = (" ".join(parts[k:]) for k in range(len(parts) - 1, 0, -1))
        return next(filter(self.is_known, ends), row if len(parts) > 1 else " ".join(parts))

    @by_text
    def end_of_row(self, row: str) -> str:
        """The last of several names side by side that no home begins: "BTV Éco Consommation".

        "" where they are a menu's, or where it and one before it are not known.
        """
        parts = NEXT_NAME.split(row)
        begun = len(_CAPITAL.findall(row)) + 1
        if begun < MENU_ROW or len(row) > MAX_CHARS or row.isupper() or _MARKS.search(row):
            return ""
        if self.is_rival_row(row) or any(self.is_tool(fold(part)) for part in parts):
            return ""
        if not any(self.is_known(part) or self.is_genre(part) for part in parts[:-1]):
            return ""
        ends = [part for part in parts if self.is_known(part)]
        is_last = ends[-1:] == parts[-1:]
        return ends[-1] if ends and (is_last or self.is_genre(parts[0])) else ""

    def is_torn(self, name: str, text: str) -> bool:
        """Does the line go on with what belongs to the name: "Local" of "Local Democracy"?

        "Business News" is called "Business" as well.
        """
        after = _NEXT_WORD.match(text.partition(name)[2])
        if after is None or (word := fold(after[1])) == "news":
            return False
        return word in self.ends or fold(name.split(" ")[-1]) in self.leads

    def is_genre(self, name: str) -> bool:
        return fold(name).strip(EDGES) in self.genres

    def are_rivals(self, names: Iterable[str]) -> bool:
        """Do two of the names stand side by side in menus, never one in the other?"""
        lines = {self.rivals.get(fold(name).strip(EDGES)) for name in names}
        return len(lines - {None}) > 1

    @by_text
    def is_rival_row(self, row: str) -> bool:
        """Is it a menu in one line: "Home News Sport Weather"?"""
        parts = NEXT_NAME.split(row)
        return len(parts) > 1 and self.are_rivals(parts)

    def _known_end(self, row: str) -> str:
        """The longest end of a row in small letters that is one section's name."""
        words = row.split(" ")
        for start in range(len(words)):
            cuts = range(start + 1, len(words))
            pairs = ((" ".join(words[start:k]), " ".join(words[k:])) for k in cuts)
            if self.is_known(" ".join(words[start:])) and not any(
                self.is_known(first) and self.is_known(second) for first, second in pairs
            ):
                return " ".join(words[start:])
        return row

    @by_text
    def is_menu_row(self, row: str) -> bool:
        """Are there several names of sections side by side, with nothing between?"""
        if "," in row:
            return False
        parts = NEXT_NAME.split(row)
        if self.is_rival_row(row):
            return True
        if len(parts) > 2 and any(self.is_badge(fold(part)) for part in parts):
            return True
        if row.isupper():
            words = row.split()
            return len(words) > MENU_ROW and sum(map(self.is_known, words)) >= MENU_ROW
        return len(parts) >= MENU_ROW and all(map(self.is_known, parts))

    @by_text
    def is_idle(self, name: str) -> bool:
        folded = fold(name).strip(EDGES)
        idle = folded in self.homes or folded in self.genres
        return not folded or idle or self.is_badge(folded)

    @by_text
    def is_badge(self, folded: str) -> bool:
        name = _bare(folded)
        return name in self.badges or name in self.marks or self.badge.search(folded) is not None

    @by_text
    def is_tool(self, folded: str) -> bool:
        """Is it a badge that stands in menus, not above an article's title?"""
        name = _bare(folded)
        marked = any(word in self.marks for word in name.split(" "))
        return self.is_badge(folded) and not (marked or "abonne" in name or "reserve" in name)


def levels(text: str) -> list[str]:
    """`text` parted by LEVEL; most lines hold none of its signs."""
    return LEVEL.split(text) if _LEVEL_SIGN.search(text) else [text]


def _bare(folded: str) -> str:
    """Without what is no letter or digit at both ends."""
    if folded[:1].isalnum() and folded[-1:].isalnum():
        return folded
    return _ENDS.sub("", folded)


def _listed(names: str) -> list[str]:
    return [name for line in names.split("\n") for name in line.split("|") if name]
