"""Typed spans over one article: what the document-to-layer transforms take and give.

Offsets are Unicode code points into the article's clean text, end exclusive.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Line:
    """A kept segment: `text` stands at `start` in the clean text. No span crosses a line."""

    segment_index: int
    kind: str
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line with its words and entities; token offsets are relative to `line.start`.

    `parse` adds dependencies to a piece of `doc`, for those who need them; None where they are
    there, or cannot be had.
    """

    line: Line
    doc: Doc
    parse: Callable[[Doc], Doc] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated article; `paragraphs` is empty when no model knows its language."""

    article_id: str
    language: str
    text: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity mention. `name` is the canonical name, the mention itself if unresolved."""

    start: int
    end: int
    text: str
    label: str
    method: str
    score: float
    name: str
    entity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of the clean text: a cue or a speaker mention."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One contiguous quoted span; the spans that an incise splits share `utterance_index`."""

    start: int
    end: int
    text: str
    kind: str
    utterance_index: int
    evidence: str
    confidence: float
    cue: Excerpt | None = None
    speaker: Excerpt | None = None
    speaker_name: str | None = None
    speaker_entity_id: str | None = None
    speaker_label: str | None = None
    via: str | None = None
    medium: str | None = None
    nested_in: int | None = None
