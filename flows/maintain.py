"""Maintenance: sweep what crashed runs left; check, and never repair silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from prefect import flow

from flows.settings import load_settings
from warehouse.integrity import problems
from warehouse.store import Store


@dataclass(frozen=True)
class Maintenance:
    """What was swept and what is wrong, one line each."""

    warehouse: str
    swept: tuple[str, ...]
    problems: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        yield f"{self.warehouse}: {len(self.swept)} files swept, {len(self.problems)} problems"
        yield from (f"swept {path}" for path in self.swept)
        yield from (f"problem: {problem}" for problem in self.problems)


@flow(name="maintain", flow_run_name=lambda: f"maintain-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
def maintain(warehouse: str | None = None) -> Maintenance:
    """Sweep orphans and check all files; problems are reported, not repaired.

    Args:
        warehouse: Root of the warehouse; the one of the settings if none is given.
    """
    settings = load_settings(warehouse=warehouse)
    store = Store(settings.warehouse)
    with store.writer():
        # taking the lock has swept
        return Maintenance(str(settings.warehouse), tuple(store.swept), tuple(problems(store)))
