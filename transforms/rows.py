"""Layers to rows: the last step before a batch is staged.

Rows are dictionaries with the columns of the tables `mentions` and `quotes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from transforms.layers import Excerpt, Mention, Quote

Row = dict[str, Any]


class Locator(Protocol):
    """Finds where a span of the clean text stands in the raw text."""

    def locate(self, start: int, end: int) -> tuple[int, int, int]:
        """(raw_start, raw_end, segment_index) of a span that lies in one segment."""
        ...


def mention_rows(article_id: str, mentions: Sequence[Mention], locator: Locator) -> list[Row]:
    """One row a mention, numbered in text order."""
    rows = []
    for index, mention in enumerate(mentions):
        raw_start, raw_end, segment_index = locator.locate(mention.start, mention.end)
        rows.append(
            {
                "article_id": article_id,
                "mention_index": index,
                "text": mention.text,
                "label": mention.label,
                "start": mention.start,
                "end": mention.end,
                "raw_start": raw_start,
                "raw_end": raw_end,
                "segment_index": segment_index,
                "entity_id": mention.entity_id,
                "name": mention.name,
                "method": mention.method,
                "score": mention.score,
            }
        )
    return rows


def quote_rows(article_id: str, quotes: Sequence[Quote], locator: Locator) -> list[Row]:
    """One row a quoted span, numbered in text order; `utterance_id` is left to the link step."""
    rows = []
    for index, quote in enumerate(quotes):
        raw_start, raw_end, _ = locator.locate(quote.start, quote.end)
        rows.append(
            {
                "article_id": article_id,
                "quote_index": index,
                "utterance_index": quote.utterance_index,
                "kind": quote.kind,
                "text": quote.text,
                "start": quote.start,
                "end": quote.end,
                "raw_start": raw_start,
                "raw_end": raw_end,
                **_excerpt("cue", "cue", quote.cue),
                **_excerpt("speaker_text", "speaker", quote.speaker),
                "speaker_entity_id": quote.speaker_entity_id,
                "speaker_name": quote.speaker_name,
                "speaker_label": quote.speaker_label,
                "via": quote.via,
                "medium": quote.medium,
                "nested_in": quote.nested_in,
                "confidence": quote.confidence,
                "evidence": quote.evidence,
                "utterance_id": None,
            }
        )
    return rows


def _excerpt(column: str, prefix: str, excerpt: Excerpt | None) -> Row:
    return {
        column: excerpt.text if excerpt else None,
        f"{prefix}_start": excerpt.start if excerpt else None,
        f"{prefix}_end": excerpt.end if excerpt else None,
    }
