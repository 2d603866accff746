"""Borders of entity spans: what a model took too much, and what it left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from transforms.gazetteer import Gazetteer

TOKEN = re.compile(r"[^\W_]+(?:['’](?=\w))?\.?|[^\w\s]")
_JUNK = " \t\n,;:.!?…«»\"“”()[]{}'’-–—/|*•·>#@"
_TAIL_KEPT = re.compile(r"(?:\b[A-Z]\.|[A-Z]\.[A-Z]\.|\bJr\.|\bSr\.|\bInc\.|Co\.|\w!)$")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:»\"”]\s*|[-–—•]\s)$")
_NAME_PART = re.compile(r"[^\W\d_a-zß-öø-ÿœ][\w’'.-]*")


@dataclass(frozen=True, slots=True)
class Found:
    """An entity span in a paragraph's text, offsets from the paragraph's start."""

    start: int
    end: int
    label: str
    method: str
    score: float


def trim(text: str, span: Found, gazetteer: Gazetteer) -> Found | None:
    """`span` without titles, determiners and punctuation; None when nothing is left."""
    span = _strip_junk(text, span)
    if gazetteer.is_known(text[span.start : span.end]):
        return span if span.end > span.start else None
    span = _trim_lead(text, span, gazetteer)
    if span.label == "PER":
        span = _trim_person_tail(text, span, gazetteer)
    span = _strip_junk(text, span)
    words = text[span.start : span.end]
    if not any(character.isalpha() for character in words):
        return None
    return span


def is_entity(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether a trimmed span may stand: no demonym, language, common word or page furniture."""
    words = text[span.start : span.end]
    if words in gazetteer.names:
        return True
    if words in gazetteer.furniture or words in gazetteer.common or words in gazetteer.dropped:
        return False
    if not any(character.isupper() or character.isdigit() for character in words):
        return span.method != "model" or _has_head(words, gazetteer)
    if len(words) == 1:
        return False
    return not (_is_demonym(text, span, gazetteer))


def at_sentence_start(text: str, start: int) -> bool:
    """Whether the word at `start` owes its capital to its place."""
    return _SENTENCE_START.search(text[max(0, start - 4) : start]) is not None


def _is_demonym(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    words = text[span.start : span.end]
    if " " in words or span.label == "PER" or gazetteer.is_known(words):
        return False
    before = text[: span.start].rstrip().rsplit(" ", 1)[-1].lower()
    plural = words.endswith("s") and before in {"les", "des", "aux", "ces", "nos", "certains"}
    return plural and words.lower().endswith(gazetteer.drop_endings)


def _has_head(words: str, gazetteer: Gazetteer) -> bool:
    first = words.split(" ", 1)[0]
    return first in gazetteer.organisation_heads or first in gazetteer.place_heads


def _strip_junk(text: str, span: Found) -> Found:
    start, end = span.start, span.end
    while start < end and text[start] in _JUNK:
        start += 1
    while end > start and text[end - 1] in _JUNK:
        if text[end - 1] in ".!" and _TAIL_KEPT.search(text[start:end]):
            break
        end -= 1
    inner = text[start:end]
    if inner.count("(") > inner.count(")"):
        end = start + inner.index("(") if inner[-1] != ")" else end
        while end > start and text[end - 1] in _JUNK:
            end -= 1
    return replace(span, start=start, end=end)


def _trim_lead(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    start = span.start
    for token in _tokens(text, span):
        if token.start() != start and text[start : token.start()].strip():
            break
        if not _may_go(text, token, span, gazetteer):
            break
        start = token.end()
        while start < span.end and text[start] in " -'’":
            start += 1
    return replace(span, start=start) if start < span.end else replace(span, start=span.end)


def _may_go(text: str, token: re.Match[str], span: Found, gazetteer: Gazetteer) -> bool:
    word, last = token.group(), token.end() >= span.end
    if span.label == "PER" and word in gazetteer.titles and not last:
        return True
    if word[0].islower():
        if word in gazetteer.determiners:
            return True
        return span.label == "PER" and word not in gazetteer.particles and not last
    if not at_sentence_start(text, token.start()):
        return False
    lowered = word[0].lower() + word[1:]
    rest = text[token.end() : span.end].strip()
    return (
        not last
        and (lowered in gazetteer.determiners or word in gazetteer.common)
        and (rest[:1].isupper() or span.label != "PER")
    )


def _trim_person_tail(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    """A person's name ends before the first lower-case word that is no particle."""
    end = span.start
    for token in _tokens(text, span):
        word = token.group().rstrip("'’")
        gap = text[end : token.start()]
        if token.start() > span.start and any(mark in gap for mark in ',;:()«»"/|'):
            break
        if word[0].isupper() or not word[0].isalpha():
            if word[0].isalpha() or word in "-":
                end = token.end()
            elif word in ',;:()«»"/|':
                break
        elif word not in gazetteer.particles and text[token.start() - 1] not in "-'’":
            break
        elif text[token.start() - 1] in "-'’":
            end = token.end()
    return replace(span, end=end) if end > span.start else span


def _tokens(text: str, span: Found) -> Iterator[re.Match[str]]:
    return TOKEN.finditer(text, span.start, span.end)


def extend_person(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    """`span` over the rest of a hyphenated word at either end ("Jean" of "Jean-Pierre")."""
    start, end = span.start, span.end
    while start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        start -= 2
        while start and (text[start - 1].isalpha()):
            start -= 1
    while end + 1 < len(text) and text[end] == "-" and text[end + 1].isalpha():
        end += 1
        while end < len(text) and text[end].isalpha():
            end += 1
    if text[start].islower() or text[start:end].lower().endswith(("-t", "-il", "-elle", "-on")):
        return span
    return replace(span, start=start, end=end)
