"""Slices the stream of inputs into batches: what is new or changed, in bounded portions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import polars as pl

from flows.work import QuarantineEntry, Stamp
from warehouse.ledger import Ledger
from warehouse.records import RawRecord, RejectedRecord
from warehouse.tables import TABLES

_RAW_COLUMNS = TABLES["raw_articles"].names
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is remembered of a record that this run has taken."""

    article_id: str
    source_uri: str
    content_hash: str
    fetched: datetime

    @classmethod
    def of(cls, record: RawRecord) -> _Taken:
        fetched = record.fetched_at or _NEVER
        return cls(record.article_id, record.source_uri, record.content_hash, fetched)


@dataclass
class Batch:
    """A bounded slice of new or changed inputs.

    `replaced` counts articles of earlier batches of the run that this one replaces.
    """

    records: list[RawRecord] = field(default_factory=list)
    rejections: list[QuarantineEntry] = field(default_factory=list)
    size: int = 0
    replaced: int = 0

    def leave(self, taken: _Taken) -> None:
        """The record `taken` gives way to a later version: it is quarantined, not lost."""
        mine = [r for r in self.records if r.article_id == taken.article_id]
        for record in mine:
            self.records.remove(record)
            self.size -= len(record.raw_text)
        self.replaced += not mine
        self.rejections.append(_older(taken, mine[0].raw_text if mine else None))

    def batch_id(self, pipeline_version: str) -> str:
        """16 hex digits that depend on the content alone: a rerun gives the same files."""
        parts = [f"{r.article_id}\x1f{r.content_hash}" for r in self.records]
        parts += [f"{r.source_uri}\x1f{r.content_hash}\x1f{r.reason}" for r in self.rejections]
        return digest(pipeline_version, *sorted(parts))

    def raw_frame(self) -> pl.DataFrame:
        rows = [{name: getattr(r, name) for name in _RAW_COLUMNS} for r in self.records]
        return pl.DataFrame(rows, schema=TABLES["raw_articles"].polars_schema)


@dataclass
class Intake:
    """Cuts inputs into batches and counts what it saw."""

    ledger: Ledger
    batch_articles: int
    batch_bytes: int
    inputs: int = 0
    unchanged: int = 0
    _taken: dict[str, _Taken] = field(default_factory=dict)

    def batches(self, records: Iterable[RawRecord | RejectedRecord]) -> Iterator[Batch]:
        batch = Batch()
        for record in records:
            self.inputs += 1
            if self._is_known(record):
                self.unchanged += 1
                continue
            self._put(record, batch)
            if self._is_full(batch):
                yield batch
                batch = Batch()
        if batch.records or batch.rejections:
            yield batch

    def _is_full(self, batch: Batch) -> bool:
        return (
            len(batch.records) >= self.batch_articles
            or len(batch.rejections) >= self.batch_articles
            or batch.size >= self.batch_bytes
        )

    def _is_known(self, record: RawRecord | RejectedRecord) -> bool:
        if self.ledger.knows(record.article_id, record.source_uri, record.content_hash):
            return True
        if not isinstance(record, RawRecord):
            return False
        taken = self._taken.get(record.article_id)
        return taken is not None and taken.content_hash == record.content_hash

    def _put(self, record: RawRecord | RejectedRecord, batch: Batch) -> None:
        if isinstance(record, RejectedRecord):
            batch.rejections.append(QuarantineEntry(**vars(record), stage="read"))
            return
        taken = _Taken.of(record)
        earlier = self._taken.get(record.article_id)
        if earlier and earlier.fetched > taken.fetched:
            batch.rejections.append(_older(taken, record.raw_text))
            return
        if earlier:
            batch.leave(earlier)
        self._taken[record.article_id] = taken
        batch.records.append(record)
        batch.size += len(record.raw_text)


def _older(taken: _Taken, record: str | None) -> QuarantineEntry:
    return QuarantineEntry(
        stage="read",
        source_uri=taken.source_uri,
        reason="older_version",
        detail="Another input of this run has the same address, another text and came later.",
        article_id=taken.article_id,
        content_hash=taken.content_hash,
        record=record,
    )


def quarantine_frame(
    rejections: Iterable[QuarantineEntry], batch_id: str, stamp: Stamp
) -> pl.DataFrame:
    """Rows of `quarantine`, one a rejection."""
    rows = [
        {
            **vars(r),
            "quarantine_id": digest(
                r.source_uri, r.content_hash or "", r.stage, r.reason, stamp.pipeline_version
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
