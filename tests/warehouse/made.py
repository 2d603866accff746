"""Rows of every table, made from a name and a version, that keep the whole contract."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.pool import pooled, shown
from warehouse.store import Store
from warehouse.tables import TABLES, Written

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
DAY = NOON.date()
Rows = list[dict[str, Any]]


def digest(text: str, length: int = 16) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def article_rows(name: str, version: int, source: str | None = None) -> dict[str, Rows]:
    """One article in all batch tables; `version` changes its text and how many rows it has."""
    title, quote = f"Titre {name} {version}", f"Non, {'jamais ' * (version % 3)}dit"
    speaker = f"Zoé {name.capitalize()}"
    text = f"{title}\n« {quote} », a dit {speaker}."
    key = {"article_id": digest(name)}
    entity = digest(f"PER{speaker}")
    said, who = text.index(quote), text.index(speaker)
    first, second = len(title), len(title) + 1

    def span(start: int, end: int) -> dict[str, int]:
        return {"start": start, "end": end, "raw_start": start, "raw_end": end}

    return {
        "raw_articles": [
            {
                **key, "source_uri": source or f"{name}.txt", "reader": "text",
                "encoding": "utf-8", "content_hash": digest(text, 64), "raw_text": text,
                "url": None, "fetched_at": None, "hints": None,
            }
        ],
        "articles": [
            {
                **key, "source_uri": source or f"{name}.txt", "url": None, "outlet": "Essai",
                "language": "fr", "title": title, "standfirst": None, "byline": None,
                "section": None, "published_at": NOON, "published_precision": "day",
                "text": text, "word_count": len(text.split()), "is_truncated": version % 2 == 1,
                "remaining_pct": 40.0 if version % 2 else None, "cut_share": 0.0,
                "content_hash": digest(text, 64), "story_id": None, "pipeline_version": "1",
                "run_id": f"run{version}", "ingested_at": NOON,
            }
        ],
        "segments": [
            {
                **key, "segment_index": 0, "kind": "title", "is_kept": True, "rule_id": None,
                "score": 1.0, "raw_start": 0, "raw_end": second, "start": 0, "end": first,
                "text": title,
            },
            {
                **key, "segment_index": 1, "kind": "body", "is_kept": True, "rule_id": None,
                "score": 1.0, "raw_start": second, "raw_end": len(text), "start": second,
                "end": len(text), "text": text[second:],
            },
        ],
        "mentions": [
            {
                **key, "mention_index": 0, "text": speaker, "label": "PER",
                **span(who, who + len(speaker)), "segment_index": 1, "entity_id": entity,
                "name": speaker, "method": "model", "score": 0.9,
            }
        ],
        "quotes": [
            {
                **key, "quote_index": 0, "utterance_index": 0, "kind": "direct", "text": quote,
                **span(said, said + len(quote)), "cue": "a dit", "cue_start": text.index("a dit"),
                "cue_end": text.index("a dit") + 5, "speaker_text": speaker, "speaker_start": who,
                "speaker_end": who + len(speaker), "speaker_entity_id": entity,
                "speaker_name": speaker, "speaker_label": "PER", "via": None, "medium": None,
                "nested_in": None, "confidence": 0.9, "evidence": "incise", "utterance_id": None,
            }
        ] * (version % 4 != 0),
    }  # fmt: skip


def batch(versions: Mapping[str, int], number: int = 0, source: str | None = None):
    """Frames of all batch tables for the articles `versions`, and a line of a log."""
    made = [article_rows(name, version, source) for name, version in versions.items()]
    frames = {
        name: pl.DataFrame([row for rows in made for row in rows[name]], schema=table.polars_schema)
        for name, table in TABLES.items()
        if table.written is Written.BATCH
    }
    return frames | {"validation_results": validation(number)}


def validation(number: int) -> pl.DataFrame:
    row = {
        "run_id": f"run{number}", "batch_id": f"batch{number}", "table": "articles",
        "expectation": "unique", "column": "article_id", "severity": "critical",
        "success": True, "observed": None, "unexpected_count": 0,
    }  # fmt: skip
    return pl.DataFrame([row], schema=TABLES["validation_results"].polars_schema)


def entities(versions: Mapping[str, int]) -> pl.DataFrame:
    rows = [
        {
            "entity_id": digest(f"PERZoé {name.capitalize()}"), "name": f"Zoé {name.capitalize()}",
            "label": "PER", "country_code": None, "aliases": [f"Mme {name}", name],
            "mention_count": 1, "article_count": 1, "first_seen": NOON - timedelta(days=version),
            "last_seen": NOON,
        }
        for name, version in sorted(versions.items())
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=TABLES["entities"].polars_schema)


def run_row(run_id: str, status: str, inputs: int = 0) -> pl.DataFrame:
    row = {
        "run_id": run_id, "kind": "ingest", "started_at": NOON,
        "finished_at": None if status == "running" else NOON,
        "status": status, "inputs": inputs, "articles": inputs, "unchanged": 0, "quarantined": 0,
        "batches": 1, "pruned": 0, "pipeline_version": "1", "models": "{}",
    }  # fmt: skip
    return pl.DataFrame([row], schema=TABLES["runs"].polars_schema)


def quarantined(uri: str, content: str | None, version: str = "1") -> pl.DataFrame:
    row = {
        "quarantine_id": digest(f"{uri}{content}{version}"), "run_id": "run0",
        "batch_id": "batch0", "stage": "read", "source_uri": uri, "article_id": None,
        "content_hash": content, "reason": "empty", "detail": "It holds no text.",
        "record": None, "location": None, "pipeline_version": version, "quarantined_at": NOON,
        "closed_by": None, "closed_as": None,
    }  # fmt: skip
    return pl.DataFrame([row], schema=TABLES["quarantine"].polars_schema)


def state(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in an order that does not depend on the files."""
    return {
        name: sorted(store.read(name).rows(), key=repr) for name, table in TABLES.items() if table
    }


def expected(versions: Mapping[str, int]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that the batch tables must have when `versions` are the articles."""
    frames = batch(versions)
    return {
        name: sorted(frames[name].rows(), key=repr)
        for name, table in TABLES.items()
        if table.written is Written.BATCH
    }


def files_on_disk(root: Path) -> set[str]:
    """All Parquet files that a glob over the tables finds."""
    return {
        path.relative_to(root).as_posix()
        for name in TABLES
        for path in (root / name).glob("**/*.parquet")
    }


def lose(store: Store, table: str) -> list[Path]:
    """Remove the first file of `table` under both its names, as a broken disk does."""
    file = store.manifest().of(table)[0]
    paths = [shown(store.root, file), pooled(store.root, file)]
    for path in paths:
        path.unlink()
    return paths


def twin(root: Path, target: Path) -> Store:
    """A copy of the warehouse at `root`, in which the names of one file are again of one file.

    Its catalogue and its data package are still those of `root`.
    """
    copies: dict[int, str] = {}

    def copy(source: str, name: str) -> None:
        number = os.stat(source).st_ino
        if number in copies:
            os.link(copies[number], name)
        else:
            copies[number] = shutil.copy2(source, name)

    return Store(shutil.copytree(root, target, copy_function=copy))


def flip(path: Path) -> bytes:
    """Change one bit in the middle of a file; returns its new bytes."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return bytes(data)
