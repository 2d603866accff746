"""Made-up tables as a report is drawn from: sound in their offsets, as many articles as wanted."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from report.draw import NEEDED
from warehouse.tables import TABLES

START = datetime(2025, 1, 6, 6, tzinfo=UTC)
OUTLETS = ("Le Phare", "La Gazette du Port", "The Quay", "Radio Estran", "L’Écho des Dunes",
           "Le Sémaphore", "The Tide", "Canal Nord", "Le Ponton")  # fmt: skip
NAMES = tuple(
    f"{given} {family}"
    for family in ("Lemoine", "Ferrand", "Danloup", "Morvan", "Quesnel", "Le Goff", "Abgrall")
    for given in ("Ada", "Bo", "Cyr", "Dea", "Eva", "Flo", "Guy", "Ida", "Jo", "Kim", "Léa", "Max")
)
_CUTS = (
    ("navigation", "fr.menu", "Accueil | Régions | Abonnés"), ("date", "date.line", "Publié à 6h"),
    ("share", "fr.share", "Partager"), ("related", "fr.related", "Lire aussi : le port rouvre"),
    ("paywall", "fr.paywall", "Il vous reste 60 % de cet article à lire."),
)  # fmt: skip


def identity(*words: object) -> str:
    return hashlib.sha256("\n".join(map(str, words)).encode()).hexdigest()[:16]


def tables(count: int, *, each_story: int = 4, paragraphs: int = 6) -> dict[str, pl.DataFrame]:
    """The tables of `count` articles, every `each_story` of one event, a quote in a paragraph."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in NEEDED}
    for number in range(count):
        _article(rows, number, number // each_story, paragraphs)
    for story in range(-(-count // each_story)):
        members = range(story * each_story, min(count, (story + 1) * each_story))
        _story(rows, story, members)
    _log(rows)
    return {name: _frame(name, rows[name]) for name in NEEDED}


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = TABLES[name].polars_schema
    filled = [{column: row.get(column) for column in schema} for row in rows]
    return TABLES[name].conform(pl.DataFrame(filled, schema=schema))


def _article(
    rows: dict[str, list[dict[str, Any]]], number: int, story: int, paragraphs: int
) -> None:
    text = _Text(identity("article", number))
    seen = START + timedelta(hours=number * 3 % 2400, minutes=number % 60)
    title = f"Le port {story} rouvre, version {number}"
    text.cut(*_CUTS[0])
    text.keep("title", title)
    text.cut(*_CUTS[1])
    for paragraph in range(paragraphs):
        name = NAMES[(story * 7 + paragraph) % len(NAMES)]
        words = f"nous rouvrons le quai {story} avant la marée {paragraph}"
        if paragraph % 2 == 0:
            words += f", et {number % 3} bateaux sortiront"
        text.quoted(words, name, said=paragraph)
        text.cut(*_CUTS[2 + paragraph % 2])
    if number % 5 == 0:
        text.cut(*_CUTS[4])
    outlet = OUTLETS[number % len(OUTLETS)]
    common = {"article_id": text.id, "content_hash": hashlib.sha256(title.encode()).hexdigest()}
    rows["raw_articles"].append(
        {**common, "source_uri": f"made/{number}.txt", "reader": "text", "encoding": "utf-8",
         "raw_text": text.raw}
    )  # fmt: skip
    rows["articles"].append(
        {**common, "source_uri": f"made/{number}.txt", "outlet": outlet, "language": "fr",
         "url": f"https://made.example/{number}", "title": title, "published_at": seen,
         "published_precision": "minute", "text": text.clean, "byline": "Zoé Vial",
         "section": "Mer", "word_count": len(text.clean.split()), "is_truncated": number % 5 == 0,
         "remaining_pct": 60.0 if number % 5 == 0 else None, "cut_share": 0.3,
         "story_id": identity("story", story), "pipeline_version": "0", "run_id": "run-1",
         "ingested_at": seen}
    )  # fmt: skip
    rows["segments"] += text.segments
    rows["mentions"] += text.mentions
    rows["quotes"] += text.quotes
    rows["story_articles"].append(
        {"article_id": text.id, "story_id": identity("story", story), "outlet": outlet,
         "title": title, "seen_at": seen, "similarity": 0.9, "day": seen,
         "first_id": identity("story", story), "founded": seen}
    )  # fmt: skip
    rows["utterance_reports"] += [
        {"article_id": text.id, "utterance_index": quote["utterance_index"],
         "utterance_id": identity("said", story, quote["utterance_index"]),
         "speaker_name": quote["speaker_name"], "kind": "direct", "language": "fr",
         "outlet": outlet, "seen_at": seen, "text": quote["text"],
         "wording": "fullest" if number % 4 == 0 else "reworded", "similarity": 0.8,
         "only_here": [], "not_here": [], "day": seen, "first_id": "0", "founded": seen}
        for quote in text.quotes
    ]  # fmt: skip


def _story(rows: dict[str, list[dict[str, Any]]], story: int, members: range) -> None:
    rows["stories"].append(
        {"story_id": identity("story", story), "title": f"Le port {story} rouvre",
         "article_count": len(members), "outlet_count": len(members), "first_seen": START,
         "last_seen": START}
    )  # fmt: skip
    if len(members) > 1:
        ids = sorted(identity("article", number) for number in members[:2])
        rows["article_links"].append(
            {"article_id": ids[0], "other_id": ids[1], "similarity": 0.8, "relation": "updated"}
        )


def _log(rows: dict[str, list[dict[str, Any]]]) -> None:
    for number in range(1, 9):
        at = START + timedelta(days=number)
        rows["runs"].append(
            {"run_id": f"run-{number}", "kind": "ingest", "started_at": at, "finished_at": at,
             "status": "done", "inputs": 100, "articles": 90, "unchanged": 4, "quarantined": 6,
             "batches": 1, "cut_share": 0.25 + number / 100, "pipeline_version": "0",
             "models": "{}"}
        )  # fmt: skip
        rows["validation_results"] += [
            {"run_id": f"run-{number}", "batch_id": "b", "table": "articles", "expectation": name,
             "column": "title", "severity": severity, "success": number % 3 == 0,
             "observed": "2 rows", "sentence": f"Titles are {name}.", "unexpected_count": 2}
            for name, severity in (("short", "warning"), ("there", "critical"))
        ]  # fmt: skip
    for number in range(12):
        rows["quarantine"].append(
            {"quarantine_id": identity("out", number), "run_id": "run-1", "batch_id": "b",
             "stage": ("read", "validate")[number % 2], "source_uri": f"bad/{number}.txt",
             "reason": ("empty", "binary", "no_text")[number % 3], "detail": "It holds no text.",
             "record": f'{{"text": "record {number}"}}', "pipeline_version": "0",
             "quarantined_at": START + timedelta(days=number),
             "closed_by": "run-2" if number > 8 else None,
             "closed_as": "published" if number > 8 else None}
        )  # fmt: skip


class _Text:
    """An article as it grows: raw and clean text, and rows that point into both."""

    def __init__(self, id: str) -> None:
        self.id, self.raw, self.clean = id, "", ""
        self.segments: list[dict[str, Any]] = []
        self.mentions: list[dict[str, Any]] = []
        self.quotes: list[dict[str, Any]] = []

    def cut(self, kind: str, rule: str, text: str) -> None:
        self._segment(kind, text, is_kept=False, rule_id=rule)

    def keep(self, kind: str, text: str) -> None:
        self.clean += "\n" if self.clean else ""
        start = len(self.clean)
        self._segment(kind, text, is_kept=True, start=start, end=start + len(text))
        self.clean += text

    def quoted(self, words: str, name: str, said: int) -> None:
        raw, clean = len(self.raw), len(self.clean) + bool(self.clean)
        self.keep("body", f"« {words} », a dit {name} sur le quai.")
        at, cue, by = 2, len(words) + 6, len(words) + 12
        index = {"article_id": self.id, "segment_index": len(self.segments) - 1}
        entity = identity("entity", name)
        self.mentions.append(
            {**index, "mention_index": len(self.mentions), "text": name, "label": "PER",
             "start": clean + by, "end": clean + by + len(name), "raw_start": raw + by,
             "raw_end": raw + by + len(name), "entity_id": entity, "name": name,
             "method": "model:surface", "score": 0.9}
        )  # fmt: skip
        self.quotes.append(
            {"article_id": self.id, "quote_index": len(self.quotes), "utterance_index": said,
             "kind": "direct", "text": words, "start": clean + at, "end": clean + at + len(words),
             "raw_start": raw + at, "raw_end": raw + at + len(words), "cue": "a dit",
             "cue_start": clean + cue, "cue_end": clean + cue + 5, "speaker_text": name,
             "speaker_start": clean + by, "speaker_end": clean + by + len(name),
             "speaker_entity_id": entity, "speaker_name": name, "speaker_label": "PER",
             "via": "AFP" if said == 1 else None, "medium": None,
             "confidence": (0.95, 0.7, 0.4)[said % 3], "evidence": "incise: a dit [name]",
             "utterance_id": None}
        )  # fmt: skip

    def _segment(self, kind: str, text: str, **more: Any) -> None:
        start = len(self.raw)
        self.raw += text + "\n"
        self.segments.append(
            {"article_id": self.id, "segment_index": len(self.segments), "kind": kind,
             "score": 0.9, "raw_start": start, "raw_end": len(self.raw), "text": text} | more
        )  # fmt: skip
