"""The main flow: inbox to published tables, one Prefect task a batch (write, audit, publish)."""

from __future__ import annotations

from prefect.client.schemas.objects import State

from flows import artifacts
from flows.hands import hands
from flows.outcome import operation, run_ended
from flows.settings import load_settings
from flows.summary import RunSummary
from flows.taking import take_inputs
from flows.versions import check, version
from warehouse.store import Store


@operation
def ingest(
    inputs: list[str] | None = None, warehouse: str | None = None, prune: bool = False
) -> State[RunSummary]:
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
    with artifacts.shown(settings), hands(settings) as crew:
        summary = take_inputs(settings, version(settings), given, crew, prune=prune)
    artifacts.publish(summary, Store(settings.warehouse))
    return run_ended(settings, summary)
