"""The tables that a pipeline without fault would give for gold articles: to test the scorer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from tests.eval.gold import Facts, Gold, raw_frame
from tests.eval.report import Frames, _moment

_STAMP = {"method": "gold", "score": 1.0}


def perfect(articles: Sequence[Gold]) -> Frames:
    """raw_articles, articles, segments, mentions and quotes, as rows of the columns scored."""
    return {
        "raw_articles": raw_frame(articles),
        "articles": pl.DataFrame([_article(gold) for gold in articles], infer_schema_length=None),
        "segments": pl.DataFrame([r for gold in articles for r in _segments(gold)]),
        "mentions": pl.DataFrame(
            [
                {
                    "article_id": gold.article_id,
                    "raw_start": entity.start,
                    "raw_end": entity.end,
                    "label": entity.label,
                    "name": entity.name,
                    **_STAMP,
                }
                for gold in articles
                for entity in gold.entities or ()
            ]
        ),
        "quotes": pl.DataFrame(
            [r for gold in articles for r in _quotes(gold)], infer_schema_length=None
        ),
    }


def _article(gold: Gold) -> dict[str, Any]:
    facts = gold.facts or Facts(truncated=bool(gold.truncated))
    return {
        "article_id": gold.article_id,
        "title": facts.title,
        "byline": facts.byline[0] if facts.byline else None,
        "section": facts.section[0] if facts.section else None,
        "published_at": _moment(facts),
        "published_precision": facts.precision,
        "is_truncated": facts.truncated,
        "remaining_pct": facts.remaining,
    }


def _segments(gold: Gold) -> list[dict[str, Any]]:
    return [
        {
            "article_id": gold.article_id,
            "kind": region.label,
            "is_kept": region.keep is not False,
            "raw_start": region.start,
            "raw_end": region.end,
        }
        for region in gold.regions
    ]


def _quotes(gold: Gold) -> list[dict[str, Any]]:
    numbers: dict[str, int] = {}
    return [
        {
            "article_id": gold.article_id,
            "raw_start": quote.start,
            "raw_end": quote.end,
            "kind": quote.kind,
            "utterance_index": numbers.setdefault(quote.utterance, len(numbers)),
            "speaker_name": quote.speaker,
            "speaker_text": quote.speaker,
            "via": quote.via,
        }
        for quote in gold.quotes or ()
        if quote.kind != "term"
    ]
