"""Authors whom nothing says to be such: names alone beside the title, the date or the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from transforms.pages.authors.asides import PICTURES, SEEN
from transforms.pages.authors.initials import INITIALS
from transforms.pages.authors.printed_names import AGENCY, are_names
from transforms.pages.authors.signature import SignatureReader
from transforms.pages.authors.signers import OTHER, PERSON, ROLE, Line, plain, read
from transforms.pages.authors.signing_words import OF_OUTLET, PHOTO, PLACE, TITLED
from transforms.pages.page import Page, by_line
from transforms.pages.times.moments import unstuck

NEAR, NAMES_WORDS = 3, 9  # lines beside the title, words of a line that is all names
UNNOTICED = frozenset({"caption", "kicker", "navigation", "other", "tags", "share"})
SITE = frozenset({"navigation", "legal"})
HEADS = SITE | {"kicker"}
CREDITS = HEADS | {"caption"}
SHORTEST = 6  # letters of a site's name
_MARKS = re.compile(r"[|/·•–—,;()©]| - ")
_GLUED = re.compile(r"(?<!\bMc)(?<!\bMac)(?<!\bLe)(?<![dD]e)(?<=[a-zà-ÿ])[A-ZÀ-Þ]")


def unnoticed(page: Page, reader: SignatureReader) -> list[Line]:
    """Where no line is known to sign: one beside the title, or the text, that is all names.

    Names beside the date go before those that stand above the title, or below the text.
    """
    anchor = page.anchor
    below = range(anchor, min(len(page), max(page.body, anchor + NEAR) + 1))
    above = range(anchor - 1, max(-1, anchor - NEAR - 1), -1)
    tail = range(page.last + 1, min(len(page), page.last + 1 + NEAR))
    return (
        _all_names(page, below, reader)
        or beside_moment(page, (*below, *above), reader)
        or _all_names(page, above, reader)
        or _pictured(page, tail, reader)
        or _all_names(page, tail, reader)
    )


def is_said(page: Page, name: str) -> bool:
    """Does the text say the name, folded, in full?"""
    body = (k for k in range(page.first, page.last + 1) if not page.is_cut(k))
    return any(name in _plain(page, k) for k in body)


@by_line
def _plain(page: Page, i: int) -> str:
    return plain(page.text[i])


def _all_names(page: Page, lines: Iterable[int], reader: SignatureReader) -> list[Line]:
    """The first of the lines that is nothing but names."""
    for i in lines:
        if i == page.title or not page.is_cut(i) or page.words[i] > NAMES_WORDS:
            continue
        above = page.title is not None and i < page.title
        if above and (page.text[i].isupper() or i == 0):
            continue  # a kicker, the site's name
        if page.decisions[i].kind not in UNNOTICED or reader.section.match(page.folded[i]):
            continue
        names = (line := signers(page, i, reader)).of(PERSON)
        if not line.is_marked and any(is_said(page, plain(name)) for name in names):
            continue
        signed = line.of(PERSON, OTHER)
        others = [
            x
            for x in signed
            if x not in names and not (reader.outlet.search(plain(x)) or TITLED.match(x))
        ]
        if not names:
            continue
        with_role = bool(line.of(ROLE)) and page.text[i].startswith(tuple(names))
        fills = line.is_marked or with_role or _fill(signed, page.text[i], reader)
        if not others and fills:
            return [line]
    return []


_CREDIT_BEHIND = re.compile(  # "Ana Costa - Photo : Belga/Dirk Mertens"
    r"(?:,| ?[/|•·–—©-]+) ?\(?(?:cr[ée]dits?|photos?|photograph(?:ie)?s?|images?|vid[ée]os?"
    r"|pictures?|illustrations?|dessins?)"
    r"(?: ?(?:[:©(-]|par\b|by\b|de\b)|(?-i: [A-ZÀ-Þ])| archives?| d['’]archives?)"
    r"[^:]{0,60}$",
    re.IGNORECASE,
)


_BESIDES = re.compile(r" (?:avec|et|and|with) ")


def _pictured(page: Page, lines: Iterable[int], reader: SignatureReader) -> list[Line]:
    """Who signs below the text beside the one who took the picture.

    The line looks like a picture's caption: it names no place and nobody of whom the text speaks.
    """
    title = plain(page.text[page.title]) if page.title is not None else ""
    for i in lines:
        credit = _CREDIT_BEHIND.search(page.text[i]) if page.is_cut(i) else None
        name = page.text[i][: credit.start()].strip() if credit else ""
        named = _BESIDES.split(name)
        if not all(are_names(x) or INITIALS.fullmatch(x) or AGENCY.fullmatch(x) for x in named):
            continue
        persons = read(f"par {name}", i, reader).of(PERSON)
        if persons and not (is_said(page, plain(name)) or plain(name) in title):
            return [Line(i, tuple((PERSON, person) for person in persons), is_marked=True)]
    return []


_ACRONYM = re.compile("[A-Z]{3,5}")  # an agency's, or a desk's
_COUNTED = re.compile(r"[\W_]+(?:\w )?\d[\d ]*(?: [^\W\d_]+)?\W*$")  # "0 commentaire"


def beside_moment(page: Page, lines: Iterable[int], reader: SignatureReader) -> list[Line]:
    """Names in front of, or behind, the date: a person's, if the text does not say them again."""
    for i in lines:
        if page.decisions[i].kind not in ("date", "byline") or len(page.text[i]) != len(
            page.folded[i]
        ):
            continue
        text, folded = unstuck(page.text[i], page.folded[i])
        spans = [
            m.span() for said in (reader.moment, reader.reading) for m in said.finditer(folded)
        ]
        if not spans:
            continue
        edges = [0, *(edge for span in sorted(spans) for edge in span), len(text)]
        pieces = [_bare(text[a:b], reader) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        named = [
            piece
            for piece in pieces
            if not (reader.joins.fullmatch(plain(piece)) or reader.stamp.fullmatch(plain(piece)))
        ]
        if len(named) == 1 and _ACRONYM.fullmatch(named[0]) and text.startswith(named[0]):
            return [Line(i, ((PERSON, named[0]),), is_dated=True)]
        names = read(f"par {named[0]}", i, reader).of(PERSON) if len(named) == 1 else []
        if len(names) != 1 or not are_names(names[0]):
            continue
        name = plain(names[0])
        if not (is_said(page, name) or reader.outlet.search(name) or reader.idle.search(name)):
            return [Line(i, ((PERSON, names[0]),), is_dated=True)]
    return []


def _bare(piece: str, reader: SignatureReader) -> str:
    """What stands beside a moment, without the word that leads to it, "Ana Costa le", or counts."""
    link = reader.trailing.search(plain(piece))
    piece = PICTURES.sub("|", SEEN.sub("", piece[: link.start()] if link else piece))
    return _COUNTED.sub("", piece).strip(" ,|·•–—-:/")


def _fill(names: Sequence[str], text: str, reader: SignatureReader) -> bool:
    """Are the names most of the line, but for a place and brackets, and parted words?"""
    text = re.sub(r" ?\([^()]*\)|\s*\S+@\S+", "", text)
    rest = plain(text[len(names[0]) :].strip(" ,")) if text.startswith(names[0]) else ""
    is_placed = INITIALS.fullmatch(names[0]) and reader.place.match(rest)
    fills = is_placed or sum(map(len, names)) >= len(text) / 2
    return bool(fills) and not _GLUED.search(text)


def signers(page: Page, i: int, reader: SignatureReader) -> Line:
    """Who signs in line `i`, read once."""
    if i not in page.signed:
        text = _unglued(without_place(page, i, reader), reader)
        line = read(without_site(page, i, text), i, reader)
        others = line.of(PERSON)[1:]
        sites = [name for name in others if _is_printed(page, i, plain(name), HEADS)]
        if sites:
            line = replace(line, parts=tuple(part for part in line.parts if part[1] not in sites))
        page.signed[i] = line
    return page.signed[i]


_GLUED_SECTION = re.compile(r"([A-ZÀ-Þ][a-zà-ÿ]+)(?=[A-ZÀ-Þ][a-zà-ÿ'’-]+ [A-ZÀ-Þ])")


def _unglued(text: str, reader: SignatureReader) -> str:
    """The name behind a section that is glued to it: "NewsAna Costa"."""
    section = _GLUED_SECTION.match(text)
    known = section is not None and reader.section.fullmatch(plain(section[1]))
    return text[section.end() :] if section and known else text


def without_site(page: Page, i: int, text: str) -> str:
    """The name in a line behind the site's, "Le Fil Ana Costa", or "" where it holds that alone.

    The site is named in the menu, a photo's credit or the legal notice, which name no author so.
    """
    words = text.split(" ")
    if not 3 <= len(words) <= NAMES_WORDS or not text[:1].isupper():
        return text
    if _is_printed(page, i, plain(text), SITE):
        return ""
    for count in range(1, len(words) - 1):
        rest = " ".join(words[count:])
        site = plain(" ".join(words[:count]))
        if words[count][:1].isupper() and are_names(rest) and _is_printed(page, i, site, CREDITS):
            return rest
    return text


def _is_printed(page: Page, i: int, name: str, kinds: frozenset[str]) -> bool:
    """Does another line, of one of the kinds, hold the name as all that stands between marks?"""
    if len(name) < SHORTEST:
        return False
    return any(
        name in page.folded[k] and name in map(str.strip, _MARKS.split(page.folded[k]))
        for k, decision in enumerate(page.decisions)
        if k != i and decision.kind in kinds and name[:3] in page.folded[k]
    )


def without_place(page: Page, i: int, reader: SignatureReader) -> str:
    """The name in a line behind a place that the article speaks of: "Oran : Nadia Haddad"."""
    led = OF_OUTLET.match(page.text[i])
    if not led or not PLACE.fullmatch(led[1]) or not are_names(page.text[i][led.end() :]):
        return page.text[i]
    place = plain(led[1])
    known = reader.section.fullmatch(place) or PHOTO.search(place) or reader.idle.search(place)
    if known or not any(place in _plain(page, k) for k in range(len(page)) if k != i):
        return page.text[i]
    return page.text[i][led.end() :]
