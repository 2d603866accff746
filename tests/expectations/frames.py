"""Builds small valid batches, and damages them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl

from expectations.gate import Rules
from warehouse.tables import KEPT_KINDS, TABLES

RULES = Rules(("(?i)réservé aux abonnés",), ("(?i)^lire l.article sur le site",))
Frames = dict[str, pl.DataFrame]
NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)

PAGE = (
    ("navigation", "Accueil > Monde"),
    ("title", "Le port de Valmont rouvre après la tempête"),
    ("date", "Publié le 2 mai 2024"),
    ("body", "Le maire, Aline Dorval, a déclaré : « Nous rouvrons « sans crainte » le port, » avant de partir."),
    ("subheading", "« Un soulagement »"),
    ("body", "À Brumeville, Aline Dorval a ajouté qu’il « fallait tenir 💪 »."),
    ("source_link", "Lire l’article sur le site d’origine"),
)  # fmt: skip
MENTIONS = (("Valmont", "LOC"), ("Aline Dorval", "PER"), ("Brumeville", "LOC"))
QUOTES = (
    ("Nous rouvrons « sans crainte » le port,", "direct", "a déclaré", None),
    ("sans crainte", "mixed", None, 0),
    ("fallait tenir 💪", "mixed", "a ajouté", None),
)
SPEAKER = "Aline Dorval"


def article_id(number: int) -> str:
    return hashlib.sha256(f"article {number}".encode()).hexdigest()[:16]


def batch(articles: int = 3, page: Sequence[tuple[str, str]] = PAGE) -> Frames:
    """A valid batch of `articles` articles; each is `page`, with its number in the title."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for number in range(articles):
        for name, made in _article(number, page).items():
            rows[name].extend(made)
    judged = ("raw_articles", "articles", "segments", "mentions", "quotes")
    return {
        name: TABLES[name].conform(pl.DataFrame(rows[name], schema=TABLES[name].polars_schema))
        for name in judged
    }


def _article(number: int, page: Sequence[tuple[str, str]]) -> Mapping[str, list[dict[str, Any]]]:
    page = [(kind, f"{text} ({number})" if kind == "title" else text) for kind, text in page]
    raw = "".join(f"{text}\n" for _, text in page)
    identity = article_id(number)
    source = {
        "article_id": identity,
        "source_uri": f"{number}.txt",
        "content_hash": hashlib.sha256(raw.encode()).hexdigest(),
        "url": f"https://example.org/{number}",
    }
    segments = _segments(identity, page)
    text = "\n".join(row["text"] for row in segments if row["is_kept"])
    finder = _Finder(identity, text, segments)
    return {
        "raw_articles": [source | {"reader": "text", "encoding": "utf-8", "raw_text": raw}],
        "articles": [source | _article_row(text)],
        "segments": segments,
        "mentions": [finder.mention(index, *found) for index, found in enumerate(MENTIONS)],
        "quotes": [finder.quote(index, *found) for index, found in enumerate(QUOTES)],
    }


def _article_row(text: str) -> dict[str, Any]:
    return {
        "language": "fr",
        "published_at": NOON,
        "published_precision": "day",
        "text": text,
        "word_count": len(text.split()),
        "is_truncated": True,
        "remaining_pct": 40.0,
        "cut_share": 0.25,
        "pipeline_version": "0.1.0",
        "run_id": "run",
        "ingested_at": NOON,
    }


def _segments(identity: str, page: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    raw_start = start = 0
    for index, (kind, text) in enumerate(page):
        kept = kind in KEPT_KINDS
        raw_end = raw_start + len(text) + 1
        rows.append(
            {
                "article_id": identity, "segment_index": index, "kind": kind, "is_kept": kept,
                "rule_id": None if kept else f"fr.{kind}", "score": 1.0,
                "raw_start": raw_start, "raw_end": raw_end,
                "start": start if kept else None, "end": start + len(text) if kept else None,
                "text": text,
            }
        )  # fmt: skip
        raw_start = raw_end
        start += len(text) + 1 if kept else 0
    return rows


class _Finder:
    """Makes the rows of mentions and quotes from the words that they hold."""

    def __init__(self, identity: str, text: str, segments: Sequence[dict[str, Any]]) -> None:
        self.identity, self.text = identity, text
        self.kept = [row for row in segments if row["is_kept"]]

    def mention(self, index: int, words: str, label: str) -> dict[str, Any]:
        return self._span(words) | {
            "mention_index": index, "label": label, "name": words, "method": "model",
            "score": 0.9, "segment_index": self._line(words)["segment_index"],
        }  # fmt: skip

    def quote(
        self, index: int, words: str, kind: str, cue: str | None, nested_in: int | None
    ) -> dict[str, Any]:
        at = self.text.index(cue) if cue else None
        speaker_at = self.text.index(SPEAKER)
        return self._span(words) | {
            "quote_index": index, "utterance_index": index, "kind": kind, "cue": cue,
            "cue_start": at, "cue_end": None if at is None or cue is None else at + len(cue),
            "speaker_text": SPEAKER, "speaker_start": speaker_at,
            "speaker_end": speaker_at + len(SPEAKER), "speaker_name": SPEAKER,
            "speaker_label": "PER", "nested_in": nested_in, "confidence": 0.8,
            "evidence": "made up",
        }  # fmt: skip

    def _span(self, words: str) -> dict[str, Any]:
        line, start = self._line(words), self.text.index(words)
        raw_start = line["raw_start"] + start - line["start"]
        return {
            "article_id": self.identity, "text": words, "start": start, "end": start + len(words),
            "raw_start": raw_start, "raw_end": raw_start + len(words),
        }  # fmt: skip

    def _line(self, words: str) -> dict[str, Any]:
        at = self.text.index(words)
        return next(row for row in self.kept if row["start"] <= at < row["end"])


def damage(frames: Frames, table: str, row: Mapping[str, Any], **values: Any) -> Frames:
    """`frames` with `values` set in the rows of `table` where the columns of `row` are as given.

    A value may be a Polars expression. At least one row must be changed.
    """
    frame = frames[table]
    hit = pl.all_horizontal(pl.col(name) == value for name, value in row.items())
    assert frame.filter(hit).height, f"no row of {table} is {row}"
    changed = frame.with_columns(
        pl.when(hit)
        .then(value if isinstance(value, pl.Expr) else pl.lit(value, frame.schema[name]))
        .otherwise(pl.col(name))
        .alias(name)
        for name, value in values.items()
    )
    return frames | {table: changed}
