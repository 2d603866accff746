"""What is passed about in a run: its stamp, a worked batch, rows of `quarantine` in the making."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from warehouse.inputs.records import RejectedRecord
from warehouse.tables import TABLES

OLDER = ("older_version", "Another input has the same address, another text, and came later.")

COPY = ("copy_of_rejected", "Another input holds the same record, and it was rejected.")


@dataclass(frozen=True)
class Stamp:
    """What every row of a run carries."""

    run_id: str
    started_at: datetime
    pipeline_version: str


@dataclass(frozen=True, kw_only=True)
class QuarantineEntry(RejectedRecord):
    """An input that is not published: a row of `quarantine` in the making."""

    stage: str


@dataclass(frozen=True)
class Worked:
    """The frames of one batch, and what was left out of them."""

    frames: dict[str, pl.DataFrame]
    rejections: tuple[QuarantineEntry, ...]


def rejection(
    record: Mapping[str, Any], stage: str, reason: str, detail: str, location: str | None = None
) -> QuarantineEntry:
    """The rejection of a row of `raw_articles`, the whole record kept as JSON."""
    return QuarantineEntry(
        stage=stage,
        source_uri=record["source_uri"],
        reason=reason,
        detail=detail,
        article_id=record["article_id"],
        content_hash=record["content_hash"],
        record=json.dumps(dict(record), ensure_ascii=False, default=str),
        location=location,
    )


def empty_frames() -> dict[str, pl.DataFrame]:
    names = ("raw_articles", "articles", "segments", "mentions", "quotes")
    return {name: TABLES[name].empty() for name in names}


def quarantine_id(
    source_uri: str, content_hash: str | None, stage: str, reason: str, pipeline_version: str
) -> str:
    """The same rejection by the same version has the same id."""
    return digest(source_uri, content_hash or "", stage, reason, pipeline_version)


def quarantine_frame(
    rejections: Iterable[QuarantineEntry], batch_id: str, stamp: Stamp
) -> pl.DataFrame:
    """Rows of `quarantine`, one a rejection."""
    rows = [
        {
            **vars(r),
            "quarantine_id": quarantine_id(
                r.source_uri, r.content_hash, r.stage, r.reason, stamp.pipeline_version
            ),
            "run_id": stamp.run_id,
            "batch_id": batch_id,
            "pipeline_version": stamp.pipeline_version,
            "quarantined_at": stamp.started_at,
        }
        for r in rejections
    ]
    return pl.DataFrame(rows, schema=TABLES["quarantine"].polars_schema)


def digest(*parts: str) -> str:
    """16 hex digits of the SHA-256 of `parts`."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
