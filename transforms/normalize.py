"""Repairs the characters of scraped text and remembers where each came from.

What is mended: mojibake, HTML entities, invisible characters, odd spaces, ligatures, combining
accents, apostrophe look-alikes, words broken at a line's end, sentences glued together and French
quotation marks turned the wrong way. What is right already stays as it is: typographic and
straight apostrophes, quotation marks and dashes are the author's.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import ftfy

MAX_PASSES = 12  # one repair may uncover another ("&amp;nbsp;"); each pass is linear
MAX_WORD = 200  # longer runs without a space are data, not mojibake

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_APOSTROPHES = "\u00b4\u02b9\u02bc\u2032\uff07\u201b"


def _c1() -> dict[str, str]:
    """C1 controls are Windows-1252 characters decoded as Latin-1."""
    table = {}
    for code in range(0x80, 0xA0):
        with_meaning = bytes([code]).decode("cp1252", errors="ignore")
        if with_meaning:
            table[chr(code)] = with_meaning
    return table


# Replacements of one character by one: they move nothing, so the map need not know them.
ONE_TO_ONE: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_APOSTROPHES, "\u2019"),
        **_c1(),
    }
)
_ONE_TO_ONE = str.maketrans(dict(ONE_TO_ONE))
_HAS_ODD = re.compile(f"[{''.join(ONE_TO_ONE)}]")

_INVISIBLE = (
    r"\u0000-\u0008\u000e-\u001b\u007f\u0081\u008d\u008f\u0090\u009d\u00ad\u180e\u200b\u200e\u200f"
    r"\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffc"
)
_MARKS = r"\u0300-\u036f"
_LOWER = r"a-z\u00df-\u00f6\u00f8-\u00ff\u0153"
_UPPER = r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0152"
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st", "\u01c6": "d\u017e", "\u0149": "\u2019n",
}  # fmt: skip
# What UTF-8 read as Latin-1 or Windows-1252 looks like: a lead byte, then a continuation byte.
_MOJIBAKE = (
    r"[\u00c2-\u00c5\u00ce-\u00d1\u00e2\u00ef\u00f0]"
    r"[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    r"\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]|\u00c3 "
)
_SPACE = "[ " + _SPACES + "]"

# Whatever moves characters begins at one of these. It is also a Rust regex: a frame of lines
# asks it which of them need more than ONE_TO_ONE.
SUSPICIOUS = (
    rf"[{_INVISIBLE}{_MARKS}\u200c\u200d\ufb00-\ufb06\u01c6\u0149]|&[#A-Za-z]|{_SPACE}{_SPACE}"
    rf"|{_MOJIBAKE}|[{_LOWER}][.!?][{_UPPER}]|\u00bb\w|['\u2019]{_SPACE}?\u00bb"
)
_SUSPICIOUS = re.compile(SUSPICIOUS)


@dataclass(frozen=True, slots=True)
class Edit:
    """`raw[raw_start:raw_end]` became `text[start:end]`."""

    raw_start: int
    raw_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Normalized:
    """A repaired text with its edits, in order and disjoint.

    Characters outside the edits stand for themselves or for one character of the raw text.
    """

    text: str
    edits: tuple[Edit, ...] = ()

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span that `text[start:end]` came from; edits partly inside count whole."""
        return _outward(start, end, self._text_sides(), self._raw_sides())

    def to_text(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The span of `text` that the raw span became; edits partly inside count whole."""
        return _outward(raw_start, raw_end, self._raw_sides(), self._text_sides())

    def _text_sides(self) -> list[tuple[int, int]]:
        return [(edit.start, edit.end) for edit in self.edits]

    def _raw_sides(self) -> list[tuple[int, int]]:
        return [(edit.raw_start, edit.raw_end) for edit in self.edits]


@lru_cache(maxsize=4_096)  # cleaning repairs a line, mapping its spans asks for it again
def normalize(raw: str) -> Normalized:
    """Repair `raw`: idempotent, and the identity on clean text.

    The text of a segment is one line: a line break inside becomes a space, and a word broken
    there by a hyphen is joined.
    """
    if not _SUSPICIOUS.search(raw) and not _HYPHENATED.search(raw):
        return Normalized(_one_to_one(raw))
    current = _Current(raw, [])
    current = current.applied(list(_join_words(raw)))
    current = current.applied(list(_mend_mojibake(current.text)))  # it wants no-break spaces
    for _ in range(MAX_PASSES):
        before = current.text
        current = _Current(_one_to_one(before), current.edits)
        for repair in _REPAIRS:
            current = current.applied(list(repair(current.text)))
        if current.text == before:
            break
    return Normalized(current.text, tuple(current.edits))


def _one_to_one(text: str) -> str:
    return text.translate(_ONE_TO_ONE) if _HAS_ODD.search(text) else text


@dataclass(frozen=True, slots=True)
class _Change:
    """Replace `text[start:end]` by `by`."""

    start: int
    end: int
    by: str


@dataclass(frozen=True, slots=True)
class _Current:
    """A text under repair, with its edits against the raw text."""

    text: str
    edits: list[Edit]

    def applied(self, changes: list[_Change]) -> _Current:
        """The text with `changes` (in order, disjoint) made, the edits composed."""
        changes = [c for c in changes if self.text[c.start : c.end] != c.by]
        if not changes:
            return self
        pieces: list[str] = []
        position = 0
        for change in changes:
            pieces += [self.text[position : change.start], change.by]
            position = change.end
        pieces.append(self.text[position:])
        return _Current("".join(pieces), _compose(self.edits, changes))


def _compose(edits: list[Edit], changes: list[_Change]) -> list[Edit]:
    """Edits raw -> new from edits raw -> old and changes old -> new, touching ones merged."""
    # start and end in the old text, growth in the raw text, growth in the new text
    items = [(e.start, e.end, e.raw_end - e.raw_start - (e.end - e.start), 0) for e in edits]
    items += [(c.start, c.end, 0, len(c.by) - (c.end - c.start)) for c in changes]
    items.sort(key=lambda item: item[:2])
    hulls: list[tuple[int, int, int, int]] = []
    for start, end, raw_growth, new_growth in items:
        if hulls and start <= hulls[-1][1]:
            first, last, raw_so_far, new_so_far = hulls[-1]
            hulls[-1] = (first, max(last, end), raw_so_far + raw_growth, new_so_far + new_growth)
        else:
            hulls.append((start, end, raw_growth, new_growth))
    composed: list[Edit] = []
    raw_shift = new_shift = 0
    for start, end, raw_growth, new_growth in hulls:
        raw_start, new_start = start + raw_shift, start + new_shift
        raw_shift, new_shift = raw_shift + raw_growth, new_shift + new_growth
        composed.append(Edit(raw_start, end + raw_shift, new_start, end + new_shift))
    return composed


def _outward(
    start: int, end: int, here: list[tuple[int, int]], there: list[tuple[int, int]]
) -> tuple[int, int]:
    """Map a span from one side of the edits to the other, never cutting an edit in two."""
    last = bisect_right(here, start, key=lambda span: span[0]) - 1
    mapped_start = start
    if last >= 0:
        right = here[last][1]
        mapped_start = there[last][0] if start < right else there[last][1] + start - right
    first = bisect_left(here, end, key=lambda span: span[1])
    mapped_end = end
    if first < len(here) and here[first][0] < end:
        mapped_end = there[first][1]
    elif first > 0:
        mapped_end = there[first - 1][1] + end - here[first - 1][1]
    return mapped_start, max(mapped_start, mapped_end)


# --- repairs: each yields changes in order; none yields any on clean text ------------------------

Repair = Callable[[str], Iterator[_Change]]


def _substitute(
    pattern: str, by: str | Callable[[re.Match[str]], str], sign: str | None = None
) -> Repair:
    """`sign`: a pattern, quickly sought, of what stands wherever `pattern` matches."""
    compiled, signs = re.compile(pattern), re.compile(sign or pattern)

    def repair(text: str) -> Iterator[_Change]:
        if sign is not None and not signs.search(text):
            return
        for match in compiled.finditer(text):
            yield _Change(match.start(), match.end(), by(match) if callable(by) else by)

    return repair


_HYPHENATED = re.compile(
    rf"[-\u00ad\u2010\u2011](?<=[{_LOWER}][{_LOWER}].)"
    rf"[ \t]*(?:\r\n|[\n\r\v\f\u2028\u2029])[ \t]*(?=[{_LOWER}][{_LOWER}])"
)
_join_words = _substitute(_HYPHENATED.pattern, "")
_HAS_MOJIBAKE = re.compile(_MOJIBAKE)
_WORD = re.compile(r"(?:[^ ]|(?<=\u00c3) (?=\S))+")
_CLOSING_MARK = re.compile(r"( ?)\u00bb( ?)(?=\w)")
_NEXT_MARK = re.compile(r"[\u00ab\u00bb]")
_ELIDED = re.compile(r"(?:^|\W)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['\u2019]$", re.IGNORECASE)
QUOTE_REACH = 600  # how far the mark that closes a quotation is looked for, in characters


def _mend_mojibake(text: str) -> Iterator[_Change]:
    if not _HAS_MOJIBAKE.search(text):
        return
    for word in _WORD.finditer(text):
        if len(word[0]) <= MAX_WORD and _HAS_MOJIBAKE.search(word[0]):
            yield _Change(word.start(), word.end(), ftfy.fix_encoding(word[0]))


def _turn_quotes(text: str) -> Iterator[_Change]:
    """A closing mark glued to the next word (`l' »mot »`) is an opening one, or lacks a space."""
    if "\u00bb" not in text:
        return
    opened = 0
    for match in _CLOSING_MARK.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        elided = bool(_ELIDED.search(before))
        glued = not match[2]
        if not (elided or glued):
            continue
        opened = max(opened, match.start() - QUOTE_REACH)
        inside = text.rfind("\u00ab", opened, match.start()) > text.rfind(
            "\u00bb", opened, match.start()
        )
        ahead = _NEXT_MARK.search(text, match.end(), match.end() + QUOTE_REACH)
        if not inside and ahead and ahead[0] == "\u00bb" and (elided or match[1] or not before):
            yield _Change(match.start(), match.end(), "\u00ab " if elided else f"{match[1]}\u00ab ")
        elif inside and glued:
            yield _Change(match.end() - 1, match.end(), "\u00bb ")


_WEB_ENDINGS = (
    r"(?:[Cc]om|[Ff]r|[Nn]et|[Oo]rg|[Bb]e|[Cc]h|[Cc]a|[Ii]nfo|[Tt]v|[Ii]o|[Ee]u|[Uu]k|[Cc]o|[Dd]e"
    r"|[Jj]s|[Aa]i)\b"
)
_ENTITY = r"&(?:(?:amp|#38|#[xX]26);)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"


def _unescape(match: re.Match[str]) -> str:
    return html.unescape(re.sub(r"^&(?:(?:amp|#38|#[xX]26);)+", "&", match[0]))


_REPAIRS: tuple[Repair, ...] = (
    _substitute(_ENTITY, _unescape),
    _mend_mojibake,
    _substitute(
        rf"[{_INVISIBLE}]|(?<=[A-Za-z\u00c0-\u024f ])[\u200c\u200d]",
        "",
        rf"[{_INVISIBLE}\u200c\u200d]",
    ),
    _substitute(
        rf"[A-Za-z\u00c0-\u024f][{_MARKS}]+",
        lambda match: unicodedata.normalize("NFC", match[0]),
        f"[{_MARKS}]",
    ),
    _substitute(r"[\ufb00-\ufb06\u01c6\u0149]", lambda match: _LIGATURES[match[0]]),
    _turn_quotes,
    # The full stop goes into the edit: what is put in needs a place of its own in the raw text.
    _substitute(
        rf"([.!?])(?<=[{_LOWER}][{_LOWER}].)(?=[{_UPPER}][{_LOWER}'\u2019 ])(?!{_WEB_ENDINGS})",
        lambda match: f"{match[1]} ",
    ),
    _substitute(r" {2,}", " "),
)
