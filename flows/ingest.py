"""The main flow: inbox to published tables, one Prefect task a batch (write, audit, publish)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from expectations.trends import judge_run
from expectations.verdict import Result
from flows import artifacts
from flows.audit import audit
from flows.entries import Stamp, Worked
from flows.landed import work_landed
from flows.link import link_tables
from flows.rules import rules_of
from flows.runs import Hands
from flows.settings import Settings, load_settings
from flows.summary import RunSummary, Tally
from flows.taking import take_inputs
from flows.tools import process_tools
from flows.versions import check, version
from flows.work import work
from warehouse.store import Store


@flow(name="ingest", flow_run_name=lambda: f"ingest-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
def ingest(
    inputs: list[str] | None = None, warehouse: str | None = None, prune: bool = False
) -> RunSummary:
    """Clean, extract, validate and publish what is new or changed in the inputs.

    Args:
        inputs: Files, folders, patterns or addresses; the inbox of the settings if none is given.
        warehouse: Root of the warehouse; the one of the settings if none is given.
        prune: Also remove the articles whose sources were in the inputs and are there no more.

    Raises:
        ConfigurationError, warehouse.readers.InputError: nothing was read or written.
        warehouse.store.WarehouseBusy: another run is writing to this warehouse.
    """
    settings = load_settings(warehouse=warehouse)
    check(settings)
    given = inputs or [settings.inbox]
    summary = take_inputs(settings, version(settings), given, hands(), prune=prune)
    artifacts.publish(summary, Store(settings.warehouse))
    return summary


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

    def working(raw: pl.DataFrame) -> tuple[Worked, Sequence[Result]]:
        tools = process_tools(settings.models, settings.timezone)
        return audit(work(raw, tools, stamp), rules_of(settings))

    languages = frozenset(settings.models)
    counted = work_landed(Store(Path(warehouse)), batch_id, stamp, languages, working)
    get_run_logger().info(
        "batch %s: %d articles, %d quarantined", batch_id, counted.articles, counted.rejected
    )
    return counted


def hands() -> Hands:
    """A task for each batch, the link step of this project, and its gate."""
    return Hands(work_batch, link_tables, judge_run)
