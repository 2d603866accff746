"""Maintenance: sweep, let go, compact, make the catalogue anew; check, and repair nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from prefect.client.schemas.objects import State

from flows.link import link_at_once
from flows.outcome import ended, operation
from flows.settings import Settings, load_settings
from flows.turns import writing
from warehouse.compaction import compact
from warehouse.integrity import catalog_problems, file_problems, problems
from warehouse.retention import Keep, expire
from warehouse.store import Store
from warehouse.tables import TABLES

_LOOKS = 3


@dataclass(frozen=True)
class Maintenance:
    """What was done and what is wrong, one line each."""

    warehouse: str
    problems: tuple[str, ...]
    swept: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    expired: Mapping[str, int] = field(default_factory=dict)
    compacted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        return 1 if self.problems else 0

    def lines(self) -> Iterator[str]:
        yield f"{self.warehouse}: {len(self.swept)} files swept, {len(self.problems)} problems"
        yield from (f"swept {path}" for path in self.swept)
        yield from (f"given back to its folder: {path}" for path in self.restored)
        yield from (
            f"kept long enough: {rows} rows of {name}" for name, rows in self.expired.items()
        )
        yield from (f"compacted {line}" for line in self.compacted)
        yield from self.notes
        yield from (f"problem: {problem}" for problem in self.problems)


@operation
def maintain(warehouse: str | None = None) -> State[Maintenance]:
    """Sweep orphans, apply retention, compact and check; problems are reported, not repaired.

    Args:
        warehouse: Root of the warehouse; the one of the settings if none is given.

    Raises:
        FileNotFoundError: there is no warehouse.
        warehouse.store.WarehouseBusy: a run is writing to it.
    """
    settings = load_settings(warehouse=warehouse)
    store = Store(settings.warehouse)
    if not any((store.root / name).exists() for name in TABLES):
        store.manifest()  # it is not for maintenance to make a warehouse
    with writing(store, settings.wait_seconds):
        report = keep_house(store, settings, datetime.now(UTC).date())
    return ended(report, report.exit_code, "; ".join(report.problems[:3]) or "no problems")


def keep_house(store: Store, settings: Settings, today: date) -> Maintenance:
    """As `maintain`, with the writer's lock held. Where a file is damaged, nothing is touched."""
    stale = catalog_problems(store)
    wrong = list(file_problems(store))
    expired: Mapping[str, int] = {}
    compacted: list[str] = []
    if not wrong:
        keep = Keep(
            settings.keep_articles_days,
            settings.keep_quarantine_days,
            settings.keep_superseded_days,
        )
        expired = expire(store, keep, today, link_at_once)
        compacted = [str(done) for done in compact(store, settings.compact_bytes)]
        wrong = problems(store)
    store.refresh_catalog(anyway=True)
    return Maintenance(
        str(settings.warehouse),
        (*wrong, *catalog_problems(store)),
        tuple(store.swept),
        tuple(store.restored),
        expired,
        tuple(compacted),
        tuple(f"made anew: {line}" for line in stale),
    )


def check(settings: Settings) -> Maintenance:
    """Only look; a run may go on meanwhile.

    Raises:
        FileNotFoundError: there is no warehouse.
    """
    store = Store(settings.warehouse)
    for _ in range(_LOOKS):
        version = store.manifest().version
        found = [*problems(store), *catalog_problems(store)]
        if not found or store.manifest().version == version:
            break  # otherwise a commit came between, and what was seen may be half of each
    return Maintenance(str(settings.warehouse), tuple(found))
