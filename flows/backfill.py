"""Flows that work again what is already in the warehouse: outdated articles, and quarantine."""

from __future__ import annotations

from datetime import date

from prefect.client.schemas.objects import State

from flows import artifacts
from flows.hands import hands
from flows.outcome import operation, run_ended
from flows.outdated import work_outdated
from flows.quarantine import Wanted, select
from flows.retrying import retry_entries
from flows.settings import load_settings
from flows.summary import RunSummary
from flows.versions import check, version
from warehouse.store import Store


@operation
def backfill(
    warehouse: str | None = None,
    since: date | None = None,
    outlet: str | None = None,
    limit: int | None = None,
) -> State[RunSummary]:
    """Work articles of an older pipeline version again, from what was landed, without the sources.

    Batches are judged and published as in a run over inputs. A backfill that was stopped is taken
    up by the next; one that has nothing to do does nothing.

    Args:
        warehouse: Root of the warehouse; the one of the settings if none is given.
        since: Only articles published on this day or later (UTC; an undated one: ingested).
        outlet: Only articles of this outlet.
        limit: No more than so many articles, the newest first.

    Raises:
        ConfigurationError, FileNotFoundError: nothing was read or written.
        warehouse.store.WarehouseBusy: another run is writing to this warehouse.
    """
    settings = load_settings(warehouse=warehouse)
    check(settings)
    with artifacts.shown(settings), hands(settings) as crew:
        summary = work_outdated(
            settings, version(settings), crew, since=since, outlet=outlet, limit=limit
        )
    artifacts.publish(summary, Store(settings.warehouse))
    return run_ended(settings, summary)


@operation
def retry(
    warehouse: str | None = None,
    ids: list[str] | None = None,
    stage: str | None = None,
    reason: str | None = None,
    outlet: str | None = None,
    since: date | None = None,
) -> State[RunSummary]:
    """Work what stands in quarantine again; what passes is published and its entries closed.

    Args:
        warehouse: Root of the warehouse; the one of the settings if none is given.
        ids: Ids of entries, or beginnings of ids; all that stand if none is given.
        stage: Only entries of this stage: read, transform or validate.
        reason: Only entries with this reason code.
        outlet: Only records of this outlet, by name or host.
        since: Only entries made on this day or later (UTC).

    Raises:
        ConfigurationError, FileNotFoundError, LookupError: nothing was read or written.
        warehouse.store.WarehouseBusy: another run is writing to this warehouse.
    """
    settings = load_settings(warehouse=warehouse)
    check(settings)
    wanted = Wanted(tuple(ids or ()), stage, reason, outlet, since)
    chosen = select(Store(settings.warehouse), wanted)["quarantine_id"].to_list()
    with artifacts.shown(settings), hands(settings) as crew:
        summary = retry_entries(settings, version(settings), crew, chosen)
    artifacts.publish(summary, Store(settings.warehouse))
    return run_ended(settings, summary)
