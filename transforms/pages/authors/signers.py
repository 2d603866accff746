"""What a line that signs an article says: persons, agencies, desks, without roles and places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transforms.pages.authors.initials import INITIALS
from transforms.pages.authors.printed_names import AGENCY, are_names, as_printed, in_western_letters
from transforms.pages.authors.signature import SignatureReader
from transforms.pages.authors.signing_words import (
    AFTER,
    BESIDE,
    BESIDES,
    BRACKETED,
    BUREAU,
    BY,
    BY_WORD,
    CONTACT,
    CREDIT,
    CREDITED,
    DESK,
    DESKS,
    EDITED,
    ELIDED,
    ENDS_IN_INITIAL,
    GLUED,
    HONOURED,
    INNER,
    LED,
    LONE,
    OF_OUTLET,
    OF_PLACE,
    OURS,
    OUTLET,
    PARTED,
    PHOTO,
    PICTURED,
    PLACE,
    PLACED,
    REVISED,
    ROLE_GLUED,
    SENT,
    SHARED,
    SOURCE,
    TELLS,
    TITLE_ENDS,
    TITLED,
    TRANSLATED,
    TWICE,
    UNENDED,
    WORKING_FOR,
)
from transforms.pages.remembering import by_text
from transforms.pages.times.moments import unstuck

_SECTION_BY = re.compile(r"^[A-Z][a-z]+(?: [A-Z][a-z]+)?By(?=[A-Z][a-z])")  # "NewsByAna Costa"
_WIRED_FROM = re.compile(r"(Press Trust of India|PTI|IANS|ANI) (?:[A-Z][a-z]+ ?){1,2}")
_HELPED = ("et", "avec", "and", "with")
_WITH = re.compile(r"(?:avec|with) ")
PERSON, AGENT, OTHER, ROLE = "person", "agency", "other", "role"


@dataclass(frozen=True, slots=True)
class Line:
    """What one line signs: (kind, name) in order, and the line's text when it is all of them."""

    at: int
    parts: tuple[tuple[str, str], ...]
    is_marked: bool = False
    is_dated: bool = False  # beside a date, where outlets stand too
    is_late: bool = False  # a translator's, an outlet's: who signs elsewhere goes first

    def of(self, *kinds: str) -> list[str]:
        return [name for kind, name in self.parts if kind in kinds]


def read(text: str, at: int, reader: SignatureReader) -> Line:
    """What a line that signs says, without roles, places, addresses and dates."""
    written = in_western_letters(text)
    line = _read(reader, written)
    parts = tuple((kind, as_printed(name, written, text)) for kind, name in line.parts)
    return replace(line, at=at, parts=parts)


@by_text
def _read(reader: SignatureReader, text: str) -> Line:
    text = TWICE.sub(r"\1", unstuck(text, text)[0])
    text = _SECTION_BY.sub("By ", PICTURED.sub(r"\1", text))
    text = ELIDED.sub(r"\1 de ", WORKING_FOR.sub("", text))
    text = CREDITED.sub("", SHARED.sub("", GLUED.sub("", INNER.sub("", text))))
    late = (TRANSLATED.search(text), SOURCE.match(text), BESIDE.match(text), REVISED.match(text))
    is_late = any(late)
    if OURS.match(text.lstrip("([")) and not SENT.match(text):
        return Line(0, ((ROLE, text.strip(" .()[]")),), True)
    dot = "." if ENDS_IN_INITIAL.search(text) else ""
    text = SOURCE.sub("", text.strip(" .;–—-") + dot)
    if text[:1] in "([" and text[-1:] in ")]":
        text = text[1:-1]
    text = EDITED.sub("", text).strip(" ;")
    text = AFTER.sub("", CONTACT.sub("", ROLE_GLUED.sub(", ", text))).strip()
    sent = SENT.match(text) or SENT.match(BY.sub("", text, count=1))
    is_marked = sent is not None or BY.match(text) is not None
    opened = BY.match(text)
    is_called = sent is not None or bool(opened and BY_WORD.search(opened[0]))
    text = SENT.sub("", BY.sub("", text, count=1))
    text = BY.sub("", text, count=1) if is_marked and not are_names(text) else text
    text = HONOURED.sub("", without_outlet(text, reader))
    text = DESKS.sub(r"\1", told if are_names(told := TELLS.sub("", text)) else text)
    if not is_marked and reader.idle.search(plain(BRACKETED.sub("", text))):
        return Line(0, ())
    brackets = BRACKETED.findall(text)
    for _ in range(2):
        text = BRACKETED.sub(lambda m: ", photo" if PHOTO.search(m[1]) else "", text)
    whole = text.strip(" .,")
    parts = [(AGENT, whole)] if AGENCY.fullmatch(whole) else _parts(text, is_called, reader)
    if opened and opened[0].lower().startswith("from") and not is_called:
        parts = [part for part in parts if part[0] != OTHER]  # "From Qatar"
    if not (is_marked or any(kind == AGENT for kind, _ in parts)):
        parts = [part for part in parts if part[0] != OTHER or _may_sign(part[1], reader)]
    helped = [text for text in brackets if _WITH.match(text)]  # "(avec A B et Belga)"
    parts += [(PERSON, word) for text in helped for word in BESIDES.split(text) if are_names(word)]
    inside = [word for text in brackets for word in BESIDES.split(text)]
    parts += [(AGENT, word) for word in inside if AGENCY.fullmatch(word)]
    return Line(0, tuple(parts), is_marked, is_late=is_late)


def _may_sign(text: str, reader: SignatureReader) -> bool:
    """May what is no person sign with nothing to say so: a desk, an outlet?"""
    folded = plain(text)
    return bool(reader.desk.fullmatch(folded) or reader.outlet.search(folded) or TITLED.match(text))


def without_outlet(text: str, reader: SignatureReader) -> str:
    """The name behind an outlet's and a colon: "Le Courrier : Ana Costa"."""
    led = OF_OUTLET.match(text)
    if led is None or not are_names(text[led.end() :].strip(" .")):
        return text
    is_outlet = reader.outlet.search(plain(led[1])) or TITLED.match(led[1])
    return text[led.end() :] if is_outlet else text


def _parts(text: str, is_marked: bool, reader: SignatureReader) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    pieces = PARTED.split(text)
    is_wired = any(AGENCY.fullmatch(piece.strip()) for piece in pieces[::2])
    for k in range(0, len(pieces), 2):
        if is_wired and DESK.fullmatch(pieces[k].strip()):
            parts.append((PERSON, pieces[k].strip()))  # "boi avec ats"
            continue
        kind, name = _part(pieces[k], k > 0 and pieces[k - 1].strip() == ",", is_marked, reader)
        if (
            kind == OTHER
            and parts
            and parts[-1][0] in (PERSON, AGENT)
            and PLACE.fullmatch(pieces[k].strip())
        ):
            continue  # "A B/Kisangani"
        is_beside = k > 0 and pieces[k - 1].strip() in ("|", "·")
        if kind == PERSON and is_beside and parts and parts[-1][0] == PERSON:
            kind = ROLE  # "A B | The Ledger": where the author works
        if kind == PERSON and _follows_outlet(pieces, k, parts, reader):
            continue  # "A B, Radio Cork, West Cork"
        helped = k > 0 and pieces[k - 1].strip() in _HELPED
        if kind == OTHER and helped and reader.outlet.search(plain(name)):
            kind = AGENT  # "A B et Imaz Press"
        if kind == "photo" and len(parts) > 1:
            parts.pop()
        elif name:
            parts.append((kind, name))
    return parts


def _follows_outlet(
    pieces: Sequence[str], k: int, parts: Sequence[tuple[str, str]], reader: SignatureReader
) -> bool:
    """Is it a place: a name behind an outlet and a comma?"""
    if k == 0 or pieces[k - 1].strip() != "," or parts[-1:] == [] or parts[-1][0] != OTHER:
        return False
    outlet = plain(parts[-1][1])
    return bool(reader.outlet.search(outlet)) and not reader.desk.fullmatch(outlet)


def _part(
    text: str, is_after_comma: bool, is_marked: bool, reader: SignatureReader
) -> tuple[str, str]:
    """(kind, name) of one part of a signing line; name "" when it names nobody."""
    text = text.strip(" ,:–—-*•+")
    if text == "photo":
        return "photo", ""
    if CREDIT.match(text):
        return OTHER, ""
    if AGENCY.fullmatch(text.strip(".").removesuffix(" inputs")):
        return AGENT, text.strip(".")
    if wired := _WIRED_FROM.fullmatch(text):
        return AGENT, wired[1]
    if INITIALS.fullmatch(text):
        return PERSON, text
    dot = "." if ENDS_IN_INITIAL.search(text) else ""
    text = text.strip(".")
    if is_after_comma and _ends_in_role(text, reader):
        return ROLE, ""
    if reader.role.fullmatch(plain(text)):
        return ROLE, text
    if reader.calling.match(plain(text)):
        return ROLE, ""
    text = _unplaced(text, reader)
    folded = plain(text)
    if not text or reader.idle.search(folded) or UNENDED.search(folded):
        return OTHER, ""
    if OF_PLACE.match(text) or (not is_marked and reader.institution.search(folded)):
        return OTHER, ""
    if are_names(text):
        is_outlet = reader.outlet.search(folded) or TITLED.match(text)
        return (OTHER if is_outlet else PERSON), text + dot
    if is_after_comma and " " not in text:
        return OTHER, ""  # a place
    if is_marked and LONE.fullmatch(text):
        return PERSON, text
    if reader.desk.fullmatch(folded) or (text[:1].isupper() and len(text.split()) <= 6):
        return OTHER, text
    return OTHER, ""


def _ends_in_role(text: str, reader: SignatureReader) -> bool:
    return reader.role.fullmatch(plain(text.split(" ")[-1])) is not None


def _unplaced(text: str, reader: SignatureReader) -> str:
    """`text` without the role or the place that follows a name."""
    if BUREAU.fullmatch(text):
        return text
    bare = PLACED.sub("", text)
    if bare != text and (not bare or are_names(bare) or LONE.fullmatch(bare)):
        text = bare
    led = LED.sub("", text, count=1)
    if led != text and reader.outlet.search(plain(text[: len(text) - len(led)])):
        text = led
    bare = OUTLET.sub("", text)
    if bare != text and are_names(bare) and reader.outlet.search(plain(text)):
        return bare
    words = text.split(" ")
    worked = _before_outlet(words, reader)
    if worked:
        return worked
    for count in range(len(words) - 2, 1, -1):
        rest = " ".join(words[count:])
        if TITLE_ENDS.fullmatch(plain(words[count - 1])) and are_names(rest):
            return text if reader.outlet.search(plain(rest)) else rest  # "Ouest Infos Ana Costa"
    if are_names(text) and reader.outlet.search(plain(text)):
        return text  # "Express News Service"
    for count in range(2, len(words)):
        if reader.role.fullmatch(plain(" ".join(words[count:]))):
            return " ".join(words[:count])
    return text


def _before_outlet(words: Sequence[str], reader: SignatureReader) -> str:
    """The name before where its owner works, in capitals: "Ana Costa BBC News"; else ""."""
    for count in range(2, len(words)):
        if words[count].isupper() and len(words[count]) > 1 and not words[count - 1].isupper():
            outlet = plain(" ".join(words[count:]))
            name = " ".join(words[:count])
            if reader.outlet.search(outlet) and are_names(name):
                return "" if reader.outlet.search(plain(name)) else name
    return ""


def plain(text: str) -> str:
    """Enough of folding for the words of the lexicons."""
    return text.lower().translate(_PLAIN)


_PLAIN = str.maketrans("àâäéèêëîïôöùûüçñ’", "aaaeeeeiioouuucn'")
