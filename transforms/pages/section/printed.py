"""What may be printed as a section's name."""

from __future__ import annotations

import re

from transforms.pages.authors.signing_words import POSTED, WRITTEN
from transforms.pages.page import Page
from transforms.pages.section.crumbs import Signs, is_signature
from transforms.pages.section.section_words import EDGES, MAX_CHARS, MAX_WORDS, SectionWords
from transforms.pages.section.subjects import SIGNS
from transforms.pages.times.dates import fold

_NO_NAME = re.compile(
    r"[;=_{}<>\[\]@%]|\d['’.,]\d|[+±]\d|\d{3,}|\d ?°|\w: ?\w|\w\.[a-z]{2,}\b|https?\b"
    r"|\w{2}\.[A-Z]{2,}\b|^[A-ZÀ-Þ][a-zà-ÿ-]+ (?:[A-ZÀ-Þ]{2,} ?)+$"
)  # a machine's, a person's
JOINED = re.compile(r"^(?:and|et) ")
_DATED = re.compile(r" of (?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*", re.IGNORECASE)


def printed_name(page: Page, said: str, words: SectionWords, signs: Signs) -> str:
    """`said` without marks, if it may be a section's name; `signs` are the page's."""
    name = _DATED.sub("", " ".join(said.split()).strip(EDGES))
    folded = fold(name)
    begun = words.home.match(folded)
    after = begun.end() + 1 if begun and folded[begun.end() :][:1] == " " else 0
    if after and (name.islower() or name[after : after + 1].isupper()):
        name = words.deepest_of_row(name[after:])  # "Accueil Sport Rugby"
        folded = fold(name)
    if not any(map(str.isalpha, name)) or len(name) > MAX_CHARS or words.is_badge(folded):
        return ""
    if len(name.split()) > MAX_WORDS or folded in words.homes or _NO_NAME.search(name):
        return ""
    if page.reader is not None and page.reader.stamp.fullmatch(JOINED.sub("", folded)):
        return ""  # "Published", "and last updated"
    if WRITTEN.match(name) or POSTED.match(name):
        return ""  # "La chronique d'Ana Costa"
    name = words.last_of_glued(SIGNS.sub("", name))
    if words.is_menu_row(name) or signs.name(name, folded):
        return ""
    return "" if not words.is_known(name) and is_signature(page, name) else name
