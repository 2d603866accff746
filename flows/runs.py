"""A run, whatever it works on and whoever works it: batches out, settled, published; its row.

No orchestrator here: the flows hand in what works a batch (a task) and what links articles.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from secrets import token_hex
from typing import NamedTuple

import polars as pl

from expectations.trends import Figures
from expectations.verdict import Result, results_frame
from flows import progress, starting
from flows.batches import Batch, Intake
from flows.entries import OLDER, Stamp, quarantine_frame
from flows.quality import recent_runs, run_path, write_run_page
from flows.settings import Settings
from flows.settle import close, orphaned, settle, standing_entries
from flows.summary import RunSummary, Tally
from warehouse.backlog import outdated
from warehouse.batches import Changes
from warehouse.inputs.records import RawRecord, RejectedRecord, holders
from warehouse.ledger import Ledger
from warehouse.memory import Memory, Seen
from warehouse.patches import Snapshots
from warehouse.pruning import Gone
from warehouse.store import Store
from warehouse.tables import TABLES

logger = logging.getLogger("coupure.runs")

Inputs = Iterable[RawRecord | RejectedRecord | Seen]


@dataclass(frozen=True)
class Hands:
    """What does the work: `work(root, batch_id, stamp, settings)` stages a landed batch.

    With `begin` in its place up to `ahead` batches are in work at a time; it returns at once, with
    what waits for the end of the work.
    """

    work: Callable[[str, str, Stamp, Settings], Tally]
    link: Callable[[Store], Snapshots]
    judge: Callable[[Figures, Sequence[Figures]], list[Result]] | None = None
    begin: Callable[[str, str, Stamp, Settings], Callable[[], Tally]] | None = None
    ahead: int = 1


class InWork(NamedTuple):
    """A batch that is being worked; `result` waits for its figures."""

    batch: Batch
    batch_id: str
    result: Callable[[], Tally]
    inputs: int  # seen when it was cut
    share: float | None  # of all inputs


@dataclass
class Run:
    """One run while it goes: what it has counted, and its row in `runs`.

    `standing` are the entries of quarantine, by source, that it settles when it deals with their
    sources.
    """

    kind: str
    store: Store
    settings: Settings
    hands: Hands
    stamp: Stamp
    intake: Intake
    memory: Memory | None = None
    standing: Mapping[str, Sequence[str]] = field(default_factory=dict)
    total: Tally = field(default_factory=Tally)
    still: Counter[str] = field(default_factory=Counter)  # rejected again for the same reason
    began: float = field(default_factory=time.monotonic)
    asked: float = field(default_factory=starting.begun)  # when the command began
    start_up: float | None = None
    batches: int = 0
    pruned: int = 0
    expected: int | None = None  # inputs, where their number is known
    warnings: tuple[str, ...] = ()
    was_interrupted: bool = False  # the run before this one: its link step may not have come

    @property
    def day(self) -> date:
        return self.stamp.started_at.date()

    def log(self, status: str) -> None:
        """Write the run's row anew, in one commit."""
        row = {
            "run_id": self.stamp.run_id,
            "kind": self.kind,
            "started_at": self.stamp.started_at,
            "finished_at": None if status == "running" else datetime.now(UTC),
            "status": status,
            "inputs": self.intake.inputs,
            "articles": self.total.articles,
            "unchanged": self.unchanged,
            "quarantined": self.total.rejected,
            "batches": self.batches,
            "truncated": self.total.truncated,
            "mentions": self.total.mentions,
            "quotes": self.total.quotes,
            "cut_share": self.total.cut_share,
            "pruned": self.pruned,
            "pipeline_version": self.stamp.pipeline_version,
            "models": json.dumps(self.settings.models),
        }
        frame = pl.DataFrame([row], schema=TABLES["runs"].polars_schema)
        self.store.log_run(self.stamp.run_id, self.day, frame)

    @property
    def unchanged(self) -> int:
        return self.intake.unchanged + self.still.total()

    def work(self, records: Inputs) -> None:
        """Work all that is new in `records`; publish batch by batch, in their order."""
        in_work: deque[InWork] = deque()
        for batch in self.intake.batches(self._in_time(records)):
            if batch:
                in_work.append(self._begin(batch))
            if batch is None or len(in_work) >= self.hands.ahead:
                self._publish(in_work.popleft())
        for one in in_work:
            self._publish(one)

    def _in_time(self, records: Inputs) -> Inputs:
        """`records`, as long as the run may last."""
        last = self.settings.run_seconds
        for record in records:
            yield record
            if last is not None and time.monotonic() - self.began > last:
                self.warnings += (f"stopped after {last:g} s (run_seconds): the next run goes on",)
                return

    def _begin(self, batch: Batch) -> InWork:
        """Land the batch, so that who works it is passed an id and no text."""
        batch_id = batch.batch_id(self.stamp.pipeline_version)
        landed = quarantine_frame(batch.rejections, batch_id, self.stamp)
        self.store.stage(batch_id, {"raw_articles": batch.raw_frame(), "quarantine": landed})
        given = (str(self.settings.warehouse), batch_id, self.stamp, self.settings)
        begin = self.hands.begin
        result = begin(*given) if begin else partial(self.hands.work, *given)
        share = self.memory.share if self.memory else self._share_of(self.intake.inputs)
        return InWork(batch, batch_id, result, self.intake.inputs, share)

    def _publish(self, one: InWork) -> None:
        """Wait for the work on a batch; settle and publish it."""
        batch, batch_id, result, inputs, share = one
        store, stamp = self.store, self.stamp
        counted = result()
        if self.start_up is None:
            self.start_up = max(0.0, time.monotonic() - self.asked - counted.seconds)
        replaced = self.intake.replaced
        published = set(store.staged(batch_id, "raw_articles")["article_id"])
        gave_way = self.intake.settle(batch, published)
        still = settle(store, batch, batch_id, stamp, self.standing, gave_way)
        store.publish(batch_id, self.day, changes=Changes(inputs=self._read()))
        store.refresh_catalog()  # who opens it during the run sees what is published so far
        counted.articles -= self.intake.replaced - replaced
        counted.quarantined += Counter({OLDER[0]: len(gave_way)})
        counted.quarantined -= still
        self.still += still
        self.total.add(counted)
        self.batches += 1
        seconds = time.monotonic() - self.began
        progress.reporter().batch(
            progress.Step(stamp.run_id, batch_id, inputs, counted, self.total, share, seconds)
        )

    def _share_of(self, inputs: int) -> float | None:
        return min(1.0, inputs / self.expected) if self.expected else None

    def _read(self) -> pl.DataFrame | None:
        return self.memory.take() if self.memory else None

    def prune(self, gone: Gone) -> None:
        """Remove articles whose sources are gone, and close what stands of them in quarantine."""
        ids = pl.DataFrame({"article_id": sorted(gone.article_ids)}, schema=["article_id"])
        ids = ids.cast(pl.String)
        before = self.store.rows("raw_articles")
        batch_id = f"prune-{self.stamp.run_id}"
        closed = close(orphaned(self.store, gone.places), self.stamp.run_id, "gone")
        self.store.stage(batch_id, {"quarantine": closed})
        changes = Changes(inputs=self._read(), removed=ids, forgotten=gone.records)
        self.store.publish(batch_id, self.day, changes=changes)
        self.pruned = before - self.store.rows("raw_articles")

    def finish(self) -> None:
        """Judge the volume and link across articles, where there is anything new to link."""
        batch_id = f"run-{self.stamp.run_id}"
        frames = {"quarantine": self._met(), "validation_results": self._compared(batch_id)}
        changes = Changes(inputs=self._read())
        if self.batches or self.pruned or self.was_interrupted:
            changes = changes.with_snapshots(self.hands.link(self.store))
        frames = {name: frame for name, frame in frames.items() if frame.height}
        if frames or changes:
            self.store.stage(batch_id, frames)
            self.store.publish(batch_id, self.day, changes=changes)

    def _met(self) -> pl.DataFrame:
        """Entries of sources that now give what is published, or are open at last; settled."""
        opened = self.intake.opened()
        full: set[str] = set()
        if opened:
            uris = self.store.scan("articles").select("source_uri").collect()["source_uri"]
            full = {uri for one in uris for uri in opened & set(holders(one))}
        outcomes = {"published": {*self.intake.met, *full}, "rejected_again": opened - full}
        frames = []
        for outcome, sources in outcomes.items():
            ids = [name for source in sources for name in self.standing.get(source, ())]
            entries = standing_entries(self.store, ids)
            frames.append(close(entries, self.stamp.run_id, outcome))
        return pl.concat(frames)

    def _compared(self, batch_id: str) -> pl.DataFrame:
        """What the gate says of a run over inputs, beside the runs before it."""
        results: list[Result] = []
        if self.kind == "ingest" and self.batches and self.hands.judge:
            total = self.total
            figures = Figures(
                total.articles, total.truncated, total.mentions, total.quotes, total.cut_share
            )
            before = recent_runs(self.store, self.stamp.started_at)
            results = self.hands.judge(figures, before)
            unusual = (result for result in results if not result.success)
            self.warnings += tuple(f"{r.column.replace('_', ' ')}: {r.observed}" for r in unusual)
        return results_frame(results, self.stamp.run_id, batch_id)

    def summary(self) -> RunSummary:
        return RunSummary(
            run_id=self.stamp.run_id,
            kind=self.kind,
            inputs=self.intake.inputs,
            unchanged=self.unchanged,
            batches=self.batches,
            seconds=time.monotonic() - self.asked,
            start_up=self.start_up or 0.0,
            warehouse=str(self.settings.warehouse),
            tally=self.total,
            still=self.still,
            pruned=self.pruned,
            skipped=self.memory.skipped if self.memory else Counter(),
            outdated=len(outdated(self.store, self.stamp.pipeline_version)),
            quality=str(run_path(self.store.root, self.stamp.run_id)) if self.batches else None,
            warnings=self.warnings,
        )


@contextmanager
def logged_run(
    kind: str, store: Store, settings: Settings, hands: Hands, ledger: Ledger, version: str
) -> Iterator[Run]:
    """A run whose row says running, then done or failed, whatever happens in between.

    The writer's lock must be held.
    """
    for path in store.swept:
        logger.warning("swept %s, left by a run that did not end", path)
    was_interrupted = close_runs(store)
    now = datetime.now(UTC)
    stamp = Stamp(f"{now:%Y%m%dT%H%M%SZ}-{token_hex(2)}", now, version)
    intake = Intake(ledger, settings.batch_articles, settings.batch_bytes)
    run = Run(kind, store, settings, hands, stamp, intake)
    run.was_interrupted = was_interrupted
    run.log("running")
    try:
        yield run
    except BaseException:
        run.log("failed")
        write_run_page(store, stamp.run_id, settings.quality_pages)
        raise
    run.log("done")
    write_run_page(store, stamp.run_id, settings.quality_pages)


def close_runs(store: Store) -> bool:
    """Mark as crashed the runs that still say `running` while we hold the lock.

    Returns whether the last run did not end well.
    """
    runs = store.read("runs").sort("started_at")
    for row in runs.filter(status="running").iter_slices(1):
        crashed = row.with_columns(status=pl.lit("crashed"))
        store.log_run(row["run_id"][0], row["started_at"][0].date(), crashed)
    return not runs.is_empty() and runs["status"][-1] != "done"
