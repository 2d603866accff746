"""Quarantine worked again, through the pipeline of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields

from flows.quarantine import Wanted, named, select, whole_entries
from flows.runs import Hands, logged_run
from flows.settings import Settings
from flows.summary import RunSummary
from flows.turns import writing
from warehouse.inputs.listing import local_path
from warehouse.inputs.records import Limits, RawRecord, RejectedRecord, holders
from warehouse.kept import read_kept, readdressed
from warehouse.ledger import Ledger
from warehouse.readers import InputError, read_inputs
from warehouse.store import Store

SOURCE_GONE = "source_gone"
_ENTRY = [one.name for one in fields(RejectedRecord)]


def retry_entries(
    settings: Settings, version: str, hands: Hands, ids: Collection[str]
) -> RunSummary:
    """Work rejected records again, from what was kept of them, else from their sources.

    What passes is published and its entries are closed. What is rejected for the same reason
    stands as it was; for another reason, a new entry takes the place of the old.

    Raises:
        warehouse.store.WarehouseBusy: another run is writing to this warehouse.
    """
    store = Store(settings.warehouse)
    with writing(store, settings.wait_seconds):
        ledger = Ledger.load(store, version)
        standing = select(store, Wanted()).filter(named(ids))
        sources = set(standing["source_uri"])
        latest = standing.unique("source_uri", keep="first", maintain_order=True)
        with logged_run("retry", store, settings, hands, ledger.without(sources), version) as run:
            run.intake.yields = True
            run.standing = {s: ids for s, ids in ledger.standing.items() if s in sources}
            run.expected = latest.height
            again = _Again(store, settings.limits(), run.still)
            run.work(again.records(latest["quarantine_id"].to_list()))
            run.intake.inputs += len(again.missed)
            run.intake.missing |= again.missed
            run.finish()
            return run.summary()


@dataclass
class _Again:
    """Reads rejected records again; counts in `still` those that cannot be had."""

    store: Store
    limits: Limits
    still: Counter[str]
    missed: set[str] = field(default_factory=set)

    def records(self, ids: Sequence[str]) -> Iterator[RawRecord | RejectedRecord]:
        by_location: dict[str, dict[str, str]] = {}
        for row in whole_entries(self.store, ids):
            entry = RejectedRecord(**{name: row[name] for name in _ENTRY})
            outcome = read_kept(entry, self.limits)
            if outcome:
                yield outcome
            elif entry.location:
                by_location.setdefault(entry.location, {})[entry.source_uri] = entry.reason
            else:
                self._miss(entry.source_uri, SOURCE_GONE)
        for location, wanted in by_location.items():
            yield from self._from_source(location, wanted)

    def _from_source(
        self, location: str, wanted: dict[str, str]
    ) -> Iterator[RawRecord | RejectedRecord]:
        """The records of one file that are, or are held by, those in `wanted` (with reasons)."""
        if local_path(location).is_dir():  # all that lies in it was never read: that is for a run
            for uri, reason in wanted.items():
                self._miss(uri, reason)
            return
        left, whole, is_opened = set(wanted), _by_ending(wanted), False
        try:
            for item in read_inputs([location], self.limits):
                found = next((u for u in _names(item.source_uri) if u in whole), None)
                if found is None:
                    continue
                left.discard(whole[found])
                uri = whole[found] + item.source_uri.removeprefix(found)
                is_opened |= uri not in wanted  # it holds what is wanted: all of it is
                yield readdressed(item, uri, location)
                if not left and not is_opened:
                    break
        except InputError:
            pass  # it is there no more
        for uri in left:
            self._miss(uri, SOURCE_GONE)

    def _miss(self, source_uri: str, reason: str) -> None:
        self.still[reason] += 1
        self.missed.add(source_uri)


def _names(source_uri: str) -> tuple[str, ...]:
    return (source_uri, *holders(source_uri))


def _by_ending(source_uris: Iterable[str]) -> dict[str, str]:
    """Each of them under all its endings: a file read by itself is named by less of its path."""
    endings: dict[str, str] = {}
    for uri in source_uris:
        parts = uri.split("/")
        endings |= {"/".join(parts[start:]): uri for start in range(len(parts))}
    return endings
