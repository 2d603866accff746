"""Slices the stream of inputs into batches: what is new or changed, in bounded portions.

Inputs of one article are dealt with one after the other, each when the fate of the one before is
known: so what is published depends neither on the size of batches nor on where they end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import polars as pl

from flows.entries import COPY, OLDER, QuarantineEntry, digest, rejection
from warehouse.inputs.records import RawRecord, RejectedRecord, file_of, holders
from warehouse.ledger import Ledger
from warehouse.memory import Seen
from warehouse.tables import TABLES

_RAW_COLUMNS = TABLES["raw_articles"].names
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Taken:
    """The input that an article is taken from, as far as this run has got."""

    article_id: str
    source_uri: str
    content_hash: str
    fetched_at: datetime | None
    was_known: bool = False  # published before this run, and seen by it

    @property
    def fetched(self) -> datetime:
        return self.fetched_at or _NEVER


@dataclass
class Batch:
    """A bounded slice of new or changed inputs.

    `replaces` holds, by article_id, the input of this run that a record of the batch takes the
    place of, if it is published.
    """

    records: list[RawRecord] = field(default_factory=list)
    rejections: list[QuarantineEntry] = field(default_factory=list)
    size: int = 0
    replaces: dict[str, Taken] = field(default_factory=dict)

    def add(self, record: RawRecord) -> None:
        self.records.append(record)
        self.size += len(record.raw_text)

    def batch_id(self, pipeline_version: str) -> str:
        """16 hex digits that depend on the content alone: a rerun gives the same files."""
        parts = [f"{r.article_id}\x1f{r.content_hash}" for r in self.records]
        parts += [f"{r.source_uri}\x1f{r.content_hash}\x1f{r.reason}" for r in self.rejections]
        return digest(pipeline_version, *sorted(parts))

    def raw_frame(self) -> pl.DataFrame:
        rows = [raw_row(record) for record in self.records]
        return pl.DataFrame(rows, schema=TABLES["raw_articles"].polars_schema)


def raw_row(record: RawRecord) -> dict[str, object]:
    """`record` as a row of `raw_articles`."""
    return {name: getattr(record, name) for name in _RAW_COLUMNS}


@dataclass
class Intake:
    """Cuts inputs into batches and counts what it saw.

    Who takes batches tells with `settle` what was published of each, in their order. Some may be
    in work at a time: an input waits for the fate of another only where both are of one article.
    """

    ledger: Ledger
    batch_articles: int
    batch_bytes: int
    inputs: int = 0
    unchanged: int = 0
    yields: bool = False  # to what is published from elsewhere, unless it was fetched before
    replaced: int = 0  # articles that this run published and then took from another input
    met: list[str] = field(default_factory=list)
    """Sources with standing entries in quarantine whose record of today is published."""
    missing: set[str] = field(default_factory=set)  # sources that could not be had
    _seen: set[str] = field(default_factory=set)  # sources with standing entries
    _holders: set[str] = field(default_factory=set)  # with standing entries, of what was seen
    _batch: Batch = field(default_factory=Batch)
    _taken: dict[str, Taken] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)  # published before this run, and seen by it
    _pending: dict[str, RawRecord] = field(default_factory=dict)  # in the batch, by article_id
    _failed: set[tuple[str, str]] = field(default_factory=set)
    _copies: dict[str, list[RawRecord]] = field(default_factory=dict)  # of what is pending
    _deferred: list[RawRecord] = field(default_factory=list)
    _deferred_ids: set[str] = field(default_factory=set)
    _deferred_size: int = 0

    def batches(
        self, records: Iterable[RawRecord | RejectedRecord | Seen]
    ) -> Iterator[Batch | None]:
        """Batches; None where nothing can be cut before another batch in work is settled."""
        for record in records:
            self.inputs += 1
            self._note(record.source_uri)
            self._put(record)
            while self._is_full():
                yield from self._cut()
        while self._batch.records or self._batch.rejections or self._deferred or self._copies:
            yield from self._cut()

    def settle(self, batch: Batch, published: Collection[str]) -> list[Taken]:
        """Hear which articles of `batch` were published; the rest of its records was rejected.

        Returns the inputs of this run that gave way: they are articles no more.
        """
        gave_way = []
        for record in batch.records:
            name, earlier = record.article_id, batch.replaces.get(record.article_id)
            self._pending.pop(name, None)
            copies = self._copies.pop(name, ())
            if name not in published:
                self._failed.add((name, record.content_hash))
                self._batch.rejections += map(_copy, copies)
                continue
            for copy in copies:
                self._count_unchanged(copy.source_uri)
            self._taken[name] = _taken(record)
            self._known.discard(name)
            if earlier:
                gave_way.append(earlier)
                self.unchanged -= earlier.was_known
                self.replaced += not earlier.was_known
        return gave_way

    def opened(self) -> set[str]:
        """Files and folders with standing entries that could be looked into this time."""
        return self._holders - self._seen - self.missing

    def _note(self, source_uri: str) -> None:
        standing = self.ledger.standing
        if standing:
            self._seen |= {source_uri} & standing.keys()
            self._holders |= standing.keys() & set(holders(source_uri))

    def _cut(self) -> Iterator[Batch | None]:
        """The batch as it stands; then a new one, with what had to wait, as far as it need not."""
        batch, self._batch = self._batch, Batch()
        yield batch if batch.records or batch.rejections else None
        waiting, self._deferred, self._deferred_ids = self._deferred, [], set()
        self._deferred_size = 0
        for record in waiting:
            self._put(record)

    def _is_full(self) -> bool:
        batch, waiting = self._batch, self._deferred
        return (
            len(batch.records) >= self.batch_articles
            or len(batch.rejections) >= self.batch_articles
            or len(waiting) >= self.batch_articles
            or batch.size + self._deferred_size >= self.batch_bytes
        )

    def _put(self, record: RawRecord | RejectedRecord | Seen) -> None:
        if self.ledger.knows(record.article_id, record.source_uri, record.content_hash):
            self._pass_over(record)
        elif isinstance(record, RejectedRecord):
            self._batch.rejections.append(QuarantineEntry(**vars(record), stage="read"))
        elif isinstance(record, RawRecord):
            self._put_article(record)

    def _pass_over(self, record: RawRecord | RejectedRecord | Seen) -> None:
        published = self.ledger.published.get(record.article_id or "")
        is_it = published is not None and published.content_hash == record.content_hash
        if is_it:
            self._known.add(str(record.article_id))
        if is_it and published and published.is_ours:
            self._count_unchanged(record.source_uri)
        else:
            self.unchanged += 1

    def _put_article(self, record: RawRecord) -> None:
        name = record.article_id
        if name in self._deferred_ids:
            self._defer(record)
            return
        earlier = self._earlier(name)
        if name in self._pending:
            self._put_behind(record, self._pending[name])
        elif (name, record.content_hash) in self._failed:
            self._batch.rejections.append(_copy(record))
        elif earlier and earlier.content_hash == record.content_hash:
            self._count_unchanged(record.source_uri)
        elif self._is_older(record, earlier):
            self._batch.rejections.append(older(raw_row(record), record.location))
        else:
            if earlier:
                self._batch.replaces[name] = earlier
            self._pending[name] = record
            self._batch.add(record)

    def _put_behind(self, record: RawRecord, pending: RawRecord) -> None:
        """What becomes of `record` is told by the fate of `pending`, of the same article."""
        if record.content_hash == pending.content_hash:
            copy = replace(record, raw_text=pending.raw_text)  # one text in memory
            self._copies.setdefault(record.article_id, []).append(copy)
        else:
            self._defer(record)

    def _count_unchanged(self, source_uri: str) -> None:
        """The source holds what is published: nothing of it is wrong any more."""
        self.unchanged += 1
        if source_uri in self.ledger.standing:
            self.met.append(source_uri)

    def _defer(self, record: RawRecord) -> None:
        self._deferred.append(record)
        self._deferred_size += len(record.raw_text)
        self._deferred_ids.add(record.article_id)

    def _earlier(self, name: str) -> Taken | None:
        """The input of this run that the article is taken from."""
        if name in self._taken:
            return self._taken[name]
        if name in self._known:
            known = self.ledger.published[name]
            return Taken(name, known.source_uri, known.content_hash, known.fetched_at, True)
        return None

    def _is_older(self, record: RawRecord, earlier: Taken | None) -> bool:
        """Of two inputs of a run the one fetched later is taken, and the latter on a tie.

        What an earlier run took from another file stays if both say when they were fetched, and
        it was later.
        """
        if earlier:
            return earlier.fetched > (record.fetched_at or _NEVER)
        known = self.ledger.published.get(record.article_id)
        if known is None or file_of(known.source_uri) == file_of(record.source_uri):
            return False  # what a file says is followed, and its lines may move
        if known.fetched_at and record.fetched_at:
            return known.fetched_at > record.fetched_at
        return self.yields


def _taken(record: RawRecord) -> Taken:
    return Taken(record.article_id, record.source_uri, record.content_hash, record.fetched_at)


def _copy(record: RawRecord) -> QuarantineEntry:
    return rejection(raw_row(record), "read", *COPY, record.location)


def older(row: dict[str, object], location: str | None = None) -> QuarantineEntry:
    """The rejection of a row of `raw_articles` that gave way to a later version."""
    return rejection(row, "read", *OLDER, location)
