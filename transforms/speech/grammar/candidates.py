"""Noun phrases that can speak: the first of a stretch of words."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.speech.cue import Range
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.outlet_sorts import sort_of_mention
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon


def has_source(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    return (
        passage.at[index] >= 0
        or passage.words[index] in lexicon.words["roles"]
        or passage.words[index] in lexicon.words["pronouns"]
        or passage.words[index] in lexicon.words["titles"]
    )


def names_somebody(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """As `has_source`, and for nouns of several persons: "les propriétaires"."""
    return has_source(passage, lexicon, index) or passage.words[index] in lexicon.persons


def first_source(passage: Passage, lexicon: QuoteLexicon, start: int, end: int) -> Range | None:
    """The first noun phrase outside marks that can speak, better one without a preposition."""
    spare: Range | None = None
    behind = start
    for index in _outside(passage, start, end):
        if index < behind:
            continue  # "par l'animatrice X"
        if passage.words[index] in lexicon.words["pronouns"] and passage.words[index] != "on":
            if passage.words[index] in lexicon.words["articles"] and _has_noun(passage, index):
                continue  # "Her deputy"
            if index > start and passage.pos[index - 1] == "ADP":
                continue  # "parmi eux"
            return index, index + 1
        if index > start and 0 <= passage.at[index] == passage.at[index - 1]:
            continue  # further words of a name
        if _qualifies(passage, index) and index > start:
            continue  # "sur le banc voisin"
        if names_somebody(passage, lexicon, index):
            if passage.at[index] >= 0 and passage.mentions[passage.at[index]].label == "LOC":
                continue
            first = _determined(passage, lexicon, index, start)
            if first > start and passage.words[first - 1] in lexicon.words["memberships"]:
                first = _determined(passage, lexicon, first - 1, start)  # "un autre membre du"
            while first > start and _is_one(passage, lexicon, first):
                first -= 1
            if _is_governed(passage, lexicon, first, start):
                whole = phrase_right(passage, lexicon, first, end) or (index, index + 1)
                by = passage.words[first - 1] in lexicon.words["by"]
                spare = whole if spare is None or by else spare
                behind = whole[1] if lexicon.language == "fr" else start
                continue
            phrase = phrase_right(passage, lexicon, first, end)
            return phrase or (index, index + 1)
    return spare


def _determined(passage: Passage, lexicon: QuoteLexicon, index: int, start: int) -> int:
    """The first word of a noun with its determiners: "une autre voisine"."""
    before = lexicon.unite("articles", "role_adjectives")
    while index > start and passage.words[index - 1] in before:
        index -= 1
    return index


def body_at(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> Range | None:
    """The body behind "on": "assure-t-on à Bercy", "du côté de l'Élysée", "chez X"."""
    if first >= end:
        return None
    within = passage.match(first, lexicon.phrases["circled"])
    noun = passage.words[first + within : end][:1]
    if within and not lexicon.words["circles"].isdisjoint(noun):  # "dans l'entourage de X"
        return phrase_right(passage, lexicon, first + within - 1, end)
    size = passage.match(first, lexicon.phrases["places_of_on"])
    phrase = phrase_right(passage, lexicon, first + size, end) if size else None
    if phrase is None:
        return None
    bodies = [m for m in (passage.at[i] for i in range(*phrase)) if m >= 0]
    bodies = [m for m in bodies if passage.mentions[m].label == "ORG"]
    if passage.words[first] in lexicon.words["to"] and any(
        sort_of_mention(passage.mentions[m], lexicon) in ("agency", "press") for m in bodies
    ):
        return None  # "a-t-on assuré à l'AFP", which heard it
    known = lexicon.words["bodies"]
    if passage.words[first] not in lexicon.words["to"]:
        known = lexicon.unite("bodies", "groups", "roles")  # "chez les pompiers"
    named = bodies or any(passage.words[i] in known for i in range(*phrase))
    return phrase if named else None


def fronted_body(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, before: int
) -> Range | None:
    """The body that a sentence begins with before "on": "Chez X, on dit…"."""
    body = body_at(passage, lexicon, sentence[0], before)
    return body if body is not None and passage.words[body[1]] == "," else None


def _qualifies(passage: Passage, index: int) -> bool:
    """True for an adjective behind its noun, though it may be a noun elsewhere."""
    behind = index > 0 and passage.pos[index - 1] == "NOUN"
    return behind and passage.pos[index] == "ADJ" and passage.at[index] < 0


def _has_noun(passage: Passage, index: int) -> bool:
    """True for a possessive, which a noun follows."""
    after = passage.pos[index + 1 : index + 2]
    return bool(after) and after[0] in ("NOUN", "ADJ", "PROPN")


def _is_one(passage: Passage, lexicon: QuoteLexicon, first: int) -> bool:
    """True after the first word of "un de ses salariés"."""
    before = passage.words[first - 1]
    return passage.words[first] in lexicon.words["of"] and before in lexicon.words["single"]


def _is_governed(passage: Passage, lexicon: QuoteLexicon, first: int, start: int) -> bool:
    """True after a preposition: "invité d'X, …", "au gouvernement, …"."""
    links = lexicon.unite("of", "to", "adjunct_prepositions")
    if passage.words[first] in links and passage.at[first] < 0:
        return True
    if first > start and lexicon.language == "fr" and passage.pos[first - 1] in VERBAL:
        return passage.words[first - 1].endswith("ant")  # "l'affaire impliquant X"
    return first > start and passage.words[first - 1] in links


def _outside(passage: Passage, start: int, end: int) -> Iterator[int]:
    return (i for i in range(start, end) if passage.owner[i] < 0 and not passage.is_mark(i))
