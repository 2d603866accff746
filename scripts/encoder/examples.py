"""What the encoder learns from: lines of annotated articles, as tokens with the tags of words."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language

from scripts.own_articles import tags
from scripts.train_ner import Annotated, lines_of
from transforms.encoder.pieces import Pieces
from transforms.encoder.tagger import TAGS, WORD

WINDOW = 256  # tokens
NOTHING = -100  # a tag that teaches nothing
_ALONE = 0.5  # of the articles are read line by line, as news are; of others a window holds many
_FIRST = {"B": "B", "U": "B", "I": "I", "L": "I"}  # spaCy's marks of places in an entity in ours


@dataclass(frozen=True)
class Example:
    """Tokens, the places where words begin, and the numbers of these words' tags."""

    tokens: list[int]
    starts: list[int]
    tags: list[int]


@dataclass(frozen=True)
class Words:
    """Words of a line: the pieces of each, and the number of its tag."""

    pieces: list[tuple[int, ...]]
    tags: list[int]


def words_of(nlp: Language, article: Annotated, pieces: Pieces) -> Iterator[Words]:
    """The lines of `article`."""
    for line, spans in lines_of(article):
        doc = nlp.make_doc(line)
        spaced = [True, *(bool(word.whitespace_) for word in doc)]
        yield Words(
            [pieces.of(word.text, spaced[word.i])[:WORD] for word in doc],
            [_number(tag) for tag in tags(doc, spans)],
        )


def _number(tag: str) -> int:
    if tag == "O":
        return 0
    place, _, label = tag.partition("-")
    name = f"{_FIRST.get(place, '?')}-{label}"
    return TAGS.index(name) if name in TAGS else NOTHING


def windows(lines: Sequence[Words], ends: tuple[int, int], rng: random.Random) -> list[Example]:
    """An article's lines, cut and put together to at most WINDOW tokens."""
    alone = rng.random() < _ALONE
    found: list[Example] = []
    begin, end = ends
    open_ = Example([begin], [], [])
    for line in lines:
        for pieces, tag in zip(line.pieces, line.tags, strict=True):
            if len(open_.tokens) + len(pieces) >= WINDOW:
                found.append(open_)
                open_ = Example([begin], [], [])
            open_.starts.append(len(open_.tokens))
            open_.tags.append(tag)
            open_.tokens.extend(pieces)
        open_.tokens.append(end)
        if alone or len(open_.tokens) > WINDOW - 16:
            found.append(open_)
            open_ = Example([begin], [], [])
    found.append(open_)
    return [example for example in found if example.starts]
