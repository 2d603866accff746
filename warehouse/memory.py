"""What the input files held when they were last read, so that unchanged ones are not parsed again.

A private table: no reader needs it. It saves time, and it says where an article came from; whether
there is anything to do for a record is still told by the published tables alone. A file is known by
its bytes, never by its time stamp.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import polars as pl

from warehouse import disk
from warehouse.batches import INPUTS, INPUTS_SCHEMA
from warehouse.inputs.listing import Found, list_inputs
from warehouse.inputs.records import Limits, RawRecord, RejectedRecord
from warehouse.readers import read_found
from warehouse.store import Store

Knows = Callable[[str | None, str, str | None], bool]
_PORTION = 5_000  # rows are held as a frame, many times smaller than as tuples
_LIBRARIES = ("charset-normalizer", "lxml", "trafilatura")  # what they find, they find anew


@dataclass(frozen=True, slots=True)
class Seen:
    """A record of a file that is as it was: nothing is to be done for it, and it was not parsed."""

    source_uri: str
    article_id: str | None
    content_hash: str | None
    fetched_at: datetime | None


class Memory:
    """Reads inputs, and remembers what each file held."""

    def __init__(self, rows: pl.DataFrame, limits: Limits, pipeline_version: str) -> None:
        self._rows = rows.sort("location", "position")
        lengths = self._rows.group_by("location", maintain_order=True).len()
        starts = lengths["len"].cum_sum() - lengths["len"]
        places = zip(starts, lengths["len"], strict=True)
        self._at = dict(zip(lengths["location"], places, strict=True))
        self._limits = limits
        libraries = map(metadata.version, _LIBRARIES)
        self._reading = _digest(pipeline_version, repr(limits), *libraries)
        self._fresh: list[tuple[Any, ...]] = []  # of files read to their end
        self._new: list[pl.DataFrame] = []
        self._built: list[pl.DataFrame] = []
        self._given = 0  # of those built
        self.skipped: Counter[str] = Counter()  # what archives hold that is no input, by kind
        self.listed: set[str] = set()
        self._begun = 0  # files of those to read
        self._files = 0
        self.barred: set[str] = set()  # files and folders that could not be looked into

    @classmethod
    def load(cls, store: Store, limits: Limits, pipeline_version: str) -> Memory:
        """The memory of `store`; empty where there is none yet."""
        files = store.manifest().of(INPUTS) if store.exists() else []
        frames = [disk.read_parquet(store.path(file)) for file in files]
        return cls(pl.concat([_frame([]), *frames]), limits, pipeline_version)

    def read(
        self,
        inputs: Sequence[Path | str],
        knows: Knows,
        only: Callable[[Found], bool] | None = None,
    ) -> Iterator[RawRecord | RejectedRecord | Seen]:
        """Every record of `inputs`, in order of source URI; those of a known file as `Seen`.

        A file is passed over when its bytes are those last read, and `knows` each of its records;
        also one that `only`, where it is given, does not want.

        Raises:
            InputError: an input does not exist; raised by the call, before anything is read.
        """
        files = self._list(inputs)
        return self._all([found for found in files if not only or only(found)], knows)

    def recalled(self, inputs: Sequence[Path | str], knows: Knows) -> list[Seen] | None:
        """The records of `inputs` if all their files are known; None when one must be parsed.

        Raises: as `read`.
        """
        seen: list[Seen] = []
        for found in self._list(inputs):
            known = self._recalled(found, _file_digest(found), knows)
            if not known:
                return None
            seen += known
        return seen

    def _list(self, inputs: Sequence[Path | str]) -> list[Found]:
        files = list_inputs(inputs, self._limits)
        self.listed = {found.location for found in files}
        self.barred = {found.location for found in files if found.rejection}
        return files

    def _all(self, files: list[Found], knows: Knows) -> Iterator[RawRecord | RejectedRecord | Seen]:
        self._begun, self._files = 0, len(files)
        for found in files:
            self._begun += 1
            digest = _file_digest(found)
            known = self._recalled(found, digest, knows)
            yield from known or self._read(found, digest)

    def _read(self, found: Found, digest: str | None) -> Iterator[RawRecord | RejectedRecord]:
        """The records of one file; it is remembered before its last is handed on."""
        rows: list[tuple[Any, ...]] = []
        held: list[pl.DataFrame] = []
        last = None
        for position, item in enumerate(read_found(found, self._limits, self.skipped)):
            if last is not None:
                yield last
            last = item
            rows.append(self._row(found, digest, position, item))
            if len(rows) == _PORTION:
                held.append(_frame(rows))
                rows = []
        if held:
            self._gather()
            self._new += held
        self._fresh += rows
        if len(self._fresh) >= _PORTION:
            self._gather()
        if last is not None:
            yield last

    def _recalled(self, found: Found, digest: str | None, knows: Knows) -> list[Seen]:
        """The records of the file, if its bytes are those that were read, and all are known."""
        if digest is None or found.location not in self._at:
            return []
        wanted = (found.uri, digest, self._reading)
        rows = self._of(found.location).rows()
        seen = [Seen(*row[5:9]) for row in rows if row[-1] and row[1:4] == wanted]
        are_known = (knows(one.article_id, one.source_uri, one.content_hash) for one in seen)
        return seen if all(are_known) else []

    def _of(self, location: str) -> pl.DataFrame:
        return self._rows.slice(*self._at.get(location, (0, 0)))

    def _row(
        self, found: Found, digest: str | None, position: int, item: RawRecord | RejectedRecord
    ) -> tuple[Any, ...]:
        return (
            found.location, found.uri, digest, self._reading, position, item.source_uri,
            item.article_id, item.content_hash, getattr(item, "fetched_at", None),
            isinstance(item, RejectedRecord), True,
        )  # fmt: skip

    @property
    def share(self) -> float | None:
        """The part of the files that is read; None for a single one, which may be long."""
        return self._begun / self._files if self._files > 1 else None

    def take(self) -> pl.DataFrame:
        """Rows of the files that were read to their end since the last call."""
        self._build()
        rows = pl.concat([_frame([]), *self._built[self._given :]])
        self._given = len(self._built)
        return rows

    def rows(self) -> pl.DataFrame:
        """All that is remembered, with what has been read since."""
        self._build()
        fresh = pl.concat([_frame([]), *self._built])
        return pl.concat([self._rows.join(fresh, on="location", how="anti"), fresh])

    def _gather(self) -> None:
        """A frame of many files: one a file would take 40 KB each."""
        if self._fresh:
            self._new.append(_frame(self._fresh))
            self._fresh = []

    def _build(self) -> None:
        """Make rows of what was read.

        What such a file held before and holds no more stays, as not there: it may be pruned.
        """
        self._gather()
        if not self._new:
            return
        new = pl.concat(self._new)
        self._new = []
        again = [location for location in new["location"].unique() if location in self._at]
        if again:
            key = ["location", "source_uri", "article_id"]
            before = pl.concat(self._of(location) for location in again)
            lost = before.join(new, on=key, how="anti", nulls_equal=True)
            new = pl.concat([new, lost.with_columns(is_there=pl.lit(False))])
        self._built.append(new)


def _frame(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=INPUTS_SCHEMA, orient="row")


def _file_digest(found: Found) -> str | None:
    """SHA-256 of a local file's bytes; None for what cannot be had, or not cheaply."""
    if found.rejection or found.remote:
        return None
    try:
        return disk.sha256(found.path)
    except OSError:
        return None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
