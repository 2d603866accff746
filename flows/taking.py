"""Inputs into the tables: what a run over inputs does, and what it would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from flows.runs import Hands, logged_run
from flows.settings import Settings
from flows.summary import RunSummary
from flows.turns import writing
from flows.watching import watch_in_force
from warehouse.inputs.records import RejectedRecord
from warehouse.ledger import Ledger
from warehouse.memory import Memory, Seen
from warehouse.pruning import Gone, gone
from warehouse.readers import check_inputs
from warehouse.store import Store

Paths = Sequence[Path | str]
NO_INPUT = "nothing was pruned: the inputs hold no file at all (a folder that is not mounted?)"


def take_inputs(
    settings: Settings, version: str, inputs: Paths, hands: Hands, *, prune: bool = False
) -> RunSummary:
    """Publish what is new or changed in `inputs`; with `prune`, remove what is gone from them.

    Raises:
        warehouse.readers.InputError: nothing was read or written.
        warehouse.store.WarehouseBusy: another run is writing to this warehouse.
    """
    check_inputs(list(inputs))
    store = Store(settings.warehouse)
    with writing(store, settings.wait_seconds):
        ledger = Ledger.load(store, version)
        memory = Memory.load(store, settings.limits(), version)
        with logged_run("ingest", store, settings, hands, ledger, version) as run:
            run.memory, run.standing = memory, ledger.standing
            watch = watch_in_force()
            records = memory.read(inputs, ledger.knows, watch.wants if watch else None)
            run.work(watch.until_stopped(records) if watch else records)
            if prune:
                found = _gone(memory, inputs)
                if found is None:
                    run.warnings += (NO_INPUT,)
                elif found:
                    run.prune(found)
            run.finish()
            return run.summary()


def take_nothing(
    settings: Settings, version: str, inputs: Paths, *, prune: bool = False
) -> RunSummary | None:
    """The run over `inputs` when there is nothing to do; None, and nothing done, when there is.

    It needs neither models nor an orchestrator: it is for the hourly run that meets ten thousand
    known files. A file that has to be parsed to know counts as something to do.

    Raises: as `take_inputs`.
    """
    check_inputs(list(inputs))
    store = Store(settings.warehouse)
    if not store.exists():
        return None
    with writing(store, settings.wait_seconds):
        if _last_status(store) != "done":
            return None
        ledger = Ledger.load(store, version)
        memory = Memory.load(store, settings.limits(), version)
        known = memory.recalled(inputs, ledger.knows)
        if known is None or (prune and (not memory.listed or _gone(memory, inputs))):
            return None
        hands = Hands(_no_hands, _no_hands)
        with logged_run("ingest", store, settings, hands, ledger, version) as run:
            run.standing = ledger.standing
            run.work(known)
            run.finish()
            return run.summary()


def _last_status(store: Store) -> str:
    runs = store.scan("runs").select("started_at", "status").collect().sort("started_at")
    return str(runs["status"][-1]) if runs.height else ""


def _no_hands(*_: object) -> NoReturn:
    raise AssertionError("there was nothing to do")


@dataclass(frozen=True)
class Survey:
    """What a run over inputs would do. `prunable` is None when pruning was not asked for."""

    inputs: int
    new: int
    changed: int
    unchanged: int
    rejected: Counter[str]
    prunable: int | None = None
    warning: str = ""


def survey(settings: Settings, version: str, inputs: Paths, *, prune: bool = False) -> Survey:
    """Read `inputs`, work nothing and write nothing.

    An input that is read well may still be rejected when it is worked.

    Raises:
        warehouse.readers.InputError: an input does not exist.
    """
    store = Store(settings.warehouse)
    ledger = Ledger.load(store, version)
    memory = Memory.load(store, settings.limits(), version)
    counts: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    for record in memory.read(inputs, ledger.knows):
        counts["inputs"] += 1
        if isinstance(record, Seen) or ledger.knows(
            record.article_id, record.source_uri, record.content_hash
        ):
            counts["unchanged"] += 1
        elif isinstance(record, RejectedRecord):
            rejected[record.reason] += 1
        else:
            counts["changed" if record.article_id in ledger.published else "new"] += 1
    found = _gone(memory, inputs) if prune else None
    return Survey(
        counts["inputs"], counts["new"], counts["changed"], counts["unchanged"], rejected,
        len(found.article_ids & set(ledger.published)) if found else (0 if prune else None),
        NO_INPUT if prune and found is None else "",
    )  # fmt: skip


def _gone(memory: Memory, inputs: Paths) -> Gone | None:
    """What was in the inputs and is no more; None when there is nothing in them at all."""
    if not memory.listed:
        return None
    return gone(memory.rows(), inputs, memory.listed, memory.barred)
