"""The main flow: inbox to published tables, one Prefect task a batch (write, audit, publish)."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import polars as pl
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from expectations.gate import judge_volume
from expectations.verdict import results_frame
from flows import artifacts, progress, resources
from flows.audit import audit
from flows.batches import Batch, Intake, quarantine_frame
from flows.link import link_tables
from flows.settings import ConfigurationError, Settings, load_settings
from flows.summary import RunSummary, Tally, tally
from flows.tools import process_tools
from flows.work import Stamp, work
from warehouse.ledger import Ledger
from warehouse.readers import read_inputs
from warehouse.records import FIELDS, Limits, RawRecord, RejectedRecord
from warehouse.store import Store
from warehouse.tables import TABLES

RECENT_RUNS = 10


@flow(name="ingest", flow_run_name=lambda: f"ingest-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
def ingest(inputs: list[str] | None = None, warehouse: str | None = None) -> RunSummary:
    """Clean, extract, validate and publish what is new or changed in the inputs.

    Args:
        inputs: Files or folders; the inbox of the settings if none is given.
        warehouse: Root of the warehouse; the one of the settings if none is given.

    Raises:
        ConfigurationError, warehouse.readers.InputError: nothing was read or written.
        warehouse.store.WarehouseBusy: another run is writing to this warehouse.
    """
    settings = load_settings(warehouse=warehouse)
    check(settings)
    paths = [Path(name) for name in inputs or [str(settings.inbox)]]
    records = read_inputs(paths, limits_of(settings))
    store = Store(settings.warehouse)
    with store.writer(), _logged_run(store, settings) as run:
        _ingest_batches(run, records)
        run.finish()
        artifacts.publish(run.summary(), store, run.stamp.run_id)
        return run.summary()


def limits_of(settings: Settings) -> Limits:
    """Bounds for the readers; a field name that the operator gave is tried before the guesses."""
    given = {ours: (theirs, *FIELDS[ours]) for ours, theirs in settings.field_names.items()}
    return Limits(max_record_bytes=settings.max_record_bytes, fields={**FIELDS, **given})


@dataclass
class Run:
    """One run while it goes: what it has counted, and its row in `runs`."""

    store: Store
    settings: Settings
    stamp: Stamp
    intake: Intake
    total: Tally
    began: float
    batches: int = 0
    warnings: tuple[str, ...] = ()
    was_interrupted: bool = False  # the run before this one: its link step may not have come

    def log(self, status: str) -> None:
        """Write the run's row anew, in one commit."""
        row = {
            "run_id": self.stamp.run_id,
            "started_at": self.stamp.started_at,
            "finished_at": None if status == "running" else datetime.now(UTC),
            "status": status,
            "inputs": self.intake.inputs,
            "articles": self.total.articles,
            "unchanged": self.intake.unchanged,
            "quarantined": self.total.rejected,
            "batches": self.batches,
            "pipeline_version": self.stamp.pipeline_version,
            "models": json.dumps(self.settings.models),
        }
        frame = pl.DataFrame([row], schema=TABLES["runs"].polars_schema)
        self.store.log_run(self.stamp.run_id, self.stamp.started_at.date(), frame)

    def finish(self) -> None:
        """Judge the volume and link across articles, where there is anything new to link."""
        if not self.batches and not self.was_interrupted:
            return
        volume = judge_volume(self.total.articles, recent_volumes(self.store))
        if not volume.success:
            self.warnings += (f"volume: {volume.observed}",)
        batch_id, day = f"run-{self.stamp.run_id}", self.stamp.started_at.date()
        results = results_frame([volume], self.stamp.run_id, batch_id)
        self.store.stage(batch_id, {"validation_results": results})
        self.store.publish(batch_id, day, snapshots=link_tables(self.store))

    def summary(self) -> RunSummary:
        return RunSummary(
            run_id=self.stamp.run_id,
            inputs=self.intake.inputs,
            unchanged=self.intake.unchanged,
            batches=self.batches,
            seconds=time.monotonic() - self.began,
            warehouse=str(self.settings.warehouse),
            tally=self.total,
            warnings=self.warnings,
        )


@contextmanager
def _logged_run(store: Store, settings: Settings) -> Iterator[Run]:
    """A run whose row says running, then done or failed, whatever happens in between."""
    version = resources.pipeline_version(settings.models, settings.timezone)
    for path in store.swept:
        get_run_logger().warning("swept %s, left by a run that did not end", path)
    was_interrupted = close_runs(store)
    now = datetime.now(UTC)
    stamp = Stamp(f"{now:%Y%m%dT%H%M%SZ}-{token_hex(2)}", now, version)
    intake = Intake(Ledger.load(store, version), settings.batch_articles, settings.batch_bytes)
    run = Run(store, settings, stamp, intake, Tally(), time.monotonic())
    run.was_interrupted = was_interrupted
    run.log("running")
    try:
        yield run
    except BaseException:
        run.log("failed")
        raise
    run.log("done")


def close_runs(store: Store) -> bool:
    """Mark as crashed the runs that still say `running` while we hold the lock.

    Returns whether the last run did not end well.
    """
    runs = store.read("runs").sort("started_at")
    for row in runs.filter(status="running").iter_slices(1):
        crashed = row.with_columns(status=pl.lit("crashed"))
        store.log_run(row["run_id"][0], row["started_at"][0].date(), crashed)
    return not runs.is_empty() and runs["status"][-1] != "done"


def _ingest_batches(run: Run, records: Iterator[RawRecord | RejectedRecord]) -> None:
    day = run.stamp.started_at.date()
    for batch in run.intake.batches(records):
        batch_id = batch.batch_id(run.stamp.pipeline_version)
        _land(run.store, batch, batch_id, run.stamp)
        counted = work_batch(str(run.settings.warehouse), batch_id, run.stamp, run.settings)
        run.store.publish(batch_id, day)
        run.store.refresh_catalog()  # who opens it during the run sees what is published so far
        run.total.add(counted)
        run.total.articles -= batch.replaced
        run.batches += 1
        progress.reporter().batch(batch_id, run.intake.inputs, run.total)


def _land(store: Store, batch: Batch, batch_id: str, stamp: Stamp) -> None:
    """Write what was read aside, so that the task is passed an id and no text."""
    rejected = quarantine_frame(batch.rejections, batch_id, stamp)
    store.stage(batch_id, {"raw_articles": batch.raw_frame(), "quarantine": rejected})


@task(
    name="work-batch",
    task_run_name="batch-{batch_id}",
    retries=2,
    retry_delay_seconds=[1, 10],
    cache_policy=NO_CACHE,
    persist_result=False,
)
def work_batch(warehouse: str, batch_id: str, stamp: Stamp, settings: Settings) -> Tally:
    """Work, judge and stage one landed batch; returns its figures. Safe to repeat."""
    store = Store(Path(warehouse))
    rejected = store.staged(batch_id, "quarantine").filter(pl.col("stage") == "read")
    raw = store.staged(batch_id, "raw_articles")
    tools = process_tools(settings.models, settings.timezone)
    worked, results = audit(work(raw, tools, stamp), resources.gate_rules())
    quarantine = pl.concat([rejected, quarantine_frame(worked.rejections, batch_id, stamp)])
    store.stage(
        batch_id,
        {
            **worked.frames,
            "quarantine": quarantine,
            "validation_results": results_frame(results, stamp.run_id, batch_id),
        },
    )
    get_run_logger().info(
        "batch %s: %d articles, %d quarantined",
        batch_id, worked.frames["articles"].height, quarantine.height,
    )  # fmt: skip
    return tally(worked.frames, quarantine, frozenset(settings.models))


def recent_volumes(store: Store) -> list[int]:
    """Articles of the last runs that published any, oldest first."""
    return (
        store.scan("runs")
        .filter((pl.col("status") == "done") & (pl.col("articles") > 0))
        .sort("started_at")
        .tail(RECENT_RUNS)
        .select("articles")
        .collect()["articles"]
        .to_list()
    )


def check(settings: Settings) -> None:
    """Stop before anything is read when a language model is missing.

    Raises:
        ConfigurationError: with the mend.
    """
    for language, name in settings.models.items():
        if not resources.is_installed(name):
            package = name.replace("_", "-")
            raise ConfigurationError(
                f"the {language} model {name} is not installed: pip install {package}"
            )
