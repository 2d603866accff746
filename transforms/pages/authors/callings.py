"""What authors are: the lines that say so below their names, and the notes about them."""

from __future__ import annotations

import re

from transforms.pages.authors.printed_names import NAME, are_names
from transforms.pages.authors.signers import PERSON, Line, plain
from transforms.pages.authors.signing_words import TWICE
from transforms.pages.page import Page, by_line

MAX_WORDS = 14  # of a line that says what an author does
BIO_REACH = 12  # lines below the text among which the note about the author stands

_DOES = re.compile(
    rf"({NAME})(?:,? (?:is|was|has been|has|works|writes|teaches|covers|reports|heads|lives|est"
    r"|a (?:été|fait|grandi|travaillé|publié|étudié|rejoint|longtemps|commencé)|enseigne|dirige"
    r"|travaille|couvre|écrit|vit|collabore|préside)\b| (?:—|–|-|:) )"
)


@by_line
def says_what_one_does(page: Page, i: int) -> bool:
    """Does the line hold nothing but a profession or an office: "Historienne à Lyon 2"?"""
    if (
        page.reader is None
        or page.words[i] > MAX_WORDS
        or page.text[i].endswith((".", "?", "!", ":"))
    ):
        return False
    text = plain(page.text[i])
    if page.reader.calling.match(text) or page.reader.role.fullmatch(text):
        return True
    return page.reader.role.fullmatch(text.split(" ")[-1]) is not None


@by_line
def is_by_expert(page: Page, i: int) -> bool:
    """ "By" a name with a calling: "Par le Dr Ana Costa, microbiologiste et chroniqueuse"."""
    match = _BY_EXPERT.fullmatch(page.text[i])
    if match is None or page.reader is None or page.words[i] > 2 * MAX_WORDS:
        return False
    text = plain(match[1])
    return bool(page.reader.calling.match(text) or page.reader.role.fullmatch(text))


_BY_EXPERT = re.compile(
    rf"(?:[Pp]ar|[Bb]y|PAR|BY) (?:(?:l[ea] |l['’]|the )?[A-ZÀ-Þ][a-z]{{1,10}}\.? )?{NAME}"
    r"(?:, | \(| [–—-] )([^.!?«»\"]{4,120}?)\)?"
)


def below_name(page: Page, i: int) -> bool:
    """Does it stand right below a person's name alone, saying what the person does?"""
    return (
        i > 0
        and page.is_name[i - 1]
        and are_names(page.text[i - 1])
        and says_what_one_does(page, i)
    )


@by_line
def is_about(page: Page, i: int) -> bool:
    """Does it say what a person is, as notes about authors do: "Ana Costa is an engineer who…"?"""
    match = _DOES.match(page.text[i])
    if match is None or page.reader is None:
        return False
    does = _ARTICLE.sub("", plain(page.text[i][match.end() :]))
    return bool(page.reader.calling.match(does) or page.reader.role.fullmatch(does[:60]))


_ARTICLE = re.compile(
    r"^[\s,]*(?:(?:an?|the|une?|l[ea]|our|notre) )?(?:[a-z]+ (?=engineer|lawyer))?"
)


def from_bio(page: Page) -> list[Line]:
    """Who a note about the author below the text is about, where nobody signs."""
    for i in range(page.last + 1, min(len(page), page.last + 1 + BIO_REACH)):
        is_bio = page.decisions[i].kind == "bio" or _is_journalist(page, i)
        match = _DOES.match(page.text[i]) if is_bio else None
        if match and not (page.reader and page.reader.outlet.search(plain(match[1]))):
            return [Line(i, ((PERSON, TWICE.sub(r"\1", match[1])),))]
    return []


def _is_journalist(page: Page, i: int) -> bool:
    """Does an unknown line say of somebody whom the text does not name that they write?"""
    match = _DOES.match(page.text[i]) if page.decisions[i].kind == "other" else None
    if match is None or page.reader is None:
        return False
    does = _ARTICLE.sub("", plain(page.text[i][match.end() :]))
    body = (page.text[k] for k in range(page.first, page.last + 1))
    writes = page.reader.role.match(does[:60])
    return writes is not None and not any(match[1] in text for text in body)
