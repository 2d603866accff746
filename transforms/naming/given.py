"""The given name that a model left out before a surname: "Nutritionist Faith [Jebet Koech]"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found, at_sentence_start
from transforms.typography import any_of, fold, has_any

_SCORE = 0.85
_REACH = 30
_SMALL = 4  # letters of a word that a headline prints small
_WORDS = 3  # of a name that one more may stand before
_NAME = r"(?P<given>[A-ZÀ-Þ][a-zà-ÿ’']+(?:-[A-Z][a-zà-ÿ]+)?) $"
# After a word that is no article, a capitalised word that no table knows may be one too.
_AFTER_WORD = re.compile(
    r"(?<![\w’'-])(?!(?:les|des|aux|ces|ses|nos|vos|une|the|its|his|her|our)\b)"
    r"(?:[a-zà-ÿ]{3,}|et|Mes?|Mme|M\.|Dr|Pr) " + _NAME
)
_LITTLE = re.compile(
    r"(?<!\b[Dd]e )\b(?:(?:[Ll]e|[Aa]u) (?:petit|jeune)|[Ll]a (?:petite|jeune)) "
    r"(?P<given>[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?)(?![\w-])(?! [A-Z])"
)
_ANYWHERE = re.compile(r"(?<![\w’'.-])" + _NAME)
# Given names that are other words more often, or titles of another language.
_OTHER_WORDS = {
    "Art", "Baron", "Bill", "Captain", "Chancellor", "Chase", "Chief", "Duke", "French", "German",
    "Governor", "Grant", "Herr", "Hope", "Judge", "Madame", "Maire", "Major", "Mark", "Maître",
    "May", "Mister", "Noble", "Premier", "Princess", "Père", "Ranger", "Roman", "Said", "Sheriff",
    "Tante", "Vieux", "West", "Will",
}  # fmt: skip


def with_given(text: str, span: Found, marked: set[int], gazetteer: Gazetteer) -> int:
    """Where a person's name begins, with the given name that stands before it.

    `marked` are the borders of all mentions: what ends right before the name is none of it.
    """
    if span.start - 1 in marked:
        return span.start
    reach = max(0, span.start - _REACH)
    after = _AFTER_WORD.search(text, reach, span.start) if gazetteer.parts else None
    if after is not None and _may_be_given(after["given"], gazetteer):
        return after.start("given")
    if len(text[span.start : span.end].split()) > _WORDS:
        return span.start
    found = _ANYWHERE.search(text, reach, span.start)
    if found is None or not _is_borne(text, found.start("given"), found["given"], gazetteer):
        return span.start
    return found.start("given")


def _may_be_given(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a capitalised word may be a given name: it is none that the tables know."""
    return word in gazetteer.given_names or not (
        gazetteer.is_known(word)
        or word in gazetteer.titles
        or word in gazetteer.dropped
        or word in gazetteer.common
        or word in gazetteer.furniture
        or word in gazetteer.generic_heads
        or word in gazetteer.organisation_openings
    )


def _is_borne(text: str, start: int, word: str, gazetteer: Gazetteer) -> bool:
    """Whether people bear a word as given name somewhere, and it is nothing else here.

    In French, what opens a sentence must be a given name there ("Reste Vidal").
    """
    if word in gazetteer.given_names:
        return True
    if word in _OTHER_WORDS or (gazetteer.parts and at_sentence_start(text, start)):
        return False
    town = word in gazetteer.given_towns and not at_sentence_start(text, start)
    is_name = all(fold(part) in gazetteer.borne for part in word.split("-"))
    return is_name and (town or _may_be_given(word, gazetteer))


def titled(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with the persons in full behind an English title ("Detective Aoife Zarvin").

    What comes first is a given name, or whatever stands before a surname that a model saw.
    """
    found = list(spans)
    if not gazetteer.joined_tails or not has_any(gazetteer.titles, text):
        return found
    for match in _behind_title(gazetteer.titles).finditer(text):
        person = Found(*match.span("name"), "PER", "context", _SCORE)
        touched = [span for span in found if span.overlaps(person)]
        if any(span.label != "PER" or span.start < person.start for span in touched):
            continue
        given = match["given"]
        is_seen = any(span.start > person.start for span in touched)
        is_borne = given not in _OTHER_WORDS and fold(given.split("-")[0]) in gazetteer.borne
        if _may_be_given(given, gazetteer) and (is_seen or is_borne):
            end = max([person.end, *(span.end for span in touched)])
            found = [span for span in found if span not in touched]
            found.append(person._replace(end=end))
    return sorted(found, key=lambda span: span.start)


@cache
def _behind_title(titles: frozenset[str]) -> re.Pattern[str]:
    """A title, a given name, a letter or not, and a surname that no further name follows."""
    surname = r"(?:(?:Mac|Ní|Ó|Uí|Van|De|O['’]) ?)?[A-ZÀ-Þ][a-zà-ÿ]+(?:[-’'][A-Z][a-zà-ÿ]+)*"
    return re.compile(
        rf"(?<![\w’'-])(?:{any_of(titles)}) "
        rf"(?P<name>(?P<given>[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?) (?:[A-Z]\. )?{surname})"
        r"(?![\w-])(?! [A-Z])"
    )


def little(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with children who are told by nothing but a first name ("le petit Loan")."""
    found = list(spans)
    for match in _LITTLE.finditer(text) if gazetteer.parts else ():
        child = Found(*match.span("given"), "PER", "context", _SCORE)
        told = any(span.overlaps(child) for span in found)
        if not told and _is_borne(text, child.start, match["given"], gazetteer):
            found.append(child)
    return sorted(found, key=lambda span: span.start)


def without_verbs(texts: Sequence[str], found: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """`found` (spans a text) with persons in a headline of capitals cut where their name ends.

    In "Ana Mae Costa Breaks Silence on Split" a model sees one name, in the text the right one.
    """
    people = {
        text[span.start : span.end]
        for text, spans in zip(texts, found, strict=True)
        for span in spans
        if span.label == "PER"
    }
    return [
        [_shortest(text, span, people) if _in_title_case(text) else span for span in spans]
        for text, spans in zip(texts, found, strict=True)
    ]


def _in_title_case(text: str) -> bool:
    words = [word for word in text.split() if len(word) > _SMALL and word[0].isalpha()]
    return len(words) > _WORDS and all(word[0].isupper() for word in words)


def _shortest(text: str, span: Found, people: set[str]) -> Found:
    """A person ended where the longest name ends that the document has and that begins it."""
    words = text[span.start : span.end].split(" ")
    for count in range(len(words) - 1, 1, -1):
        name = " ".join(words[:count])
        if span.label == "PER" and name in people:
            return span._replace(end=span.start + len(name))
    return span
