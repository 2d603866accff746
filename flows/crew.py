"""Batches worked in processes of this machine; one that kills its process is narrowed down."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import polars as pl

from expectations.verdict import Result
from flows import child
from flows.entries import Stamp, Worked, empty_frames, rejection
from flows.landed import work_landed
from flows.pool import Pool, WorkerDied
from flows.settings import Settings
from flows.summary import Tally
from warehouse.store import Store

logger = logging.getLogger("coupure.crew")

WORKER_DIED = "worker_died"


class Crew:
    """Works landed batches in the processes of `pool`; `whole`, `part`: what is done there."""

    def __init__(
        self,
        pool: Pool,
        whole: Callable[[str, str, Stamp, Settings], Tally] = child.work_batch,
        part: Callable[[str, str, Stamp, Settings, int, int], Worked] = child.work_slice,
    ) -> None:
        self.pool = pool
        self._whole = whole
        self._part = part

    def work(self, root: str, batch_id: str, stamp: Stamp, settings: Settings) -> Tally:
        """Work, judge and stage a landed batch; waits for a free process.

        A batch whose process dies is tried once more, then in halves, until the article at which
        processes die stands alone: it is rejected.

        Raises:
            flows.pool.PoolClosed: the run is being stopped.
        """
        given = (root, batch_id, stamp, settings)
        for then in ("tried again", "worked in halves"):
            try:
                return self.pool.run(self._whole, *given, seconds=settings.batch_seconds)
            except WorkerDied as died:
                logger.warning("batch %s: %s; it is %s", batch_id, died, then)

        def working(raw: pl.DataFrame) -> tuple[Worked, Sequence[Result]]:
            from flows.audit import audit  # Great Expectations, in this process for once
            from flows.rules import rules_of

            return audit(self._narrowed(given, raw), rules_of(settings))

        return work_landed(Store(Path(root)), batch_id, stamp, frozenset(settings.models), working)

    def _narrowed(
        self, given: tuple[str, str, Stamp, Settings], raw: pl.DataFrame, start: int = 0
    ) -> Worked:
        """`raw`, the rows of the landed batch from `start` on, worked in halves."""
        if raw.height == 1:
            return self._piece(given, raw, start)
        half = raw.height // 2
        one = self._piece(given, raw[:half], start)
        other = self._piece(given, raw[half:], start + half)
        frames = {name: pl.concat([one.frames[name], other.frames[name]]) for name in one.frames}
        return Worked(frames, one.rejections + other.rejections)

    def _piece(
        self, given: tuple[str, str, Stamp, Settings], raw: pl.DataFrame, start: int
    ) -> Worked:
        is_alone, seconds = raw.height == 1, given[3].batch_seconds
        for is_last in (False, True) if is_alone else (True,):
            try:
                return self.pool.run(self._part, *given, start, start + raw.height, seconds=seconds)
            except WorkerDied as died:
                if is_alone and is_last:
                    record = raw.row(0, named=True)
                    logger.warning("article %s cannot be worked: %s", record["source_uri"], died)
                    entry = rejection(record, "transform", WORKER_DIED, f"Worked alone, {died}.")
                    return Worked(empty_frames(), (entry,))
        return self._narrowed(given, raw, start)


_crew: ContextVar[Crew | None] = ContextVar("crew", default=None)


def crew_in_force() -> Crew | None:
    return _crew.get()


@contextmanager
def crew_of(settings: Settings) -> Iterator[Crew | None]:
    """The processes that `settings` ask for, the first of them starting; None for none.

    Inside another, it is that one.
    """
    crew = _crew.get()
    if crew is not None or settings.process_count == 1 or settings.dask_address:
        yield crew
        return
    with Pool(settings.process_count) as pool:
        pool.warm(child.warm, settings)
        token = _crew.set(Crew(pool))
        try:
            yield _crew.get()
        finally:
            _crew.reset(token)
