"""What stands in quarantine, and which of it is meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

import polars as pl

from warehouse.inputs.records import FIELDS
from warehouse.kept import parsed_record
from warehouse.store import Store

_PORTION = 100


@dataclass(frozen=True)
class Wanted:
    """Which entries of quarantine are meant; what is None says nothing.

    `ids` are beginnings of quarantine ids; `since` is a day (UTC) on which they were made, or
    later ones; `outlet` is a name as the record gives it, or a host.
    """

    ids: Sequence[str] = ()
    stage: str | None = None
    reason: str | None = None
    outlet: str | None = None
    since: date | None = None
    settled: bool = False


def select(store: Store, wanted: Wanted) -> pl.DataFrame:
    """Rows of `quarantine` without their records, the latest first.

    Raises:
        LookupError: an id names no entry, or several.
        FileNotFoundError: there is no warehouse.
    """
    rows = store.scan("quarantine")
    if not wanted.settled:
        rows = rows.filter(pl.col("closed_by").is_null())
    for column in ("stage", "reason"):
        value = getattr(wanted, column)
        rows = rows if value is None else rows.filter(pl.col(column) == value)
    if wanted.since:
        rows = rows.filter(pl.col("quarantined_at") >= datetime.combine(wanted.since, time(), UTC))
    order = ["quarantined_at", "source_uri", "quarantine_id"]
    found = rows.drop("record").sort(order, descending=[True, False, False]).collect()
    if wanted.ids:
        found = found.filter(named(_whole_ids(found, wanted.ids)))
    if wanted.outlet is not None:
        name, ids = wanted.outlet.lower(), found["quarantine_id"].to_list()
        found = found.filter(
            named(
                {
                    row["quarantine_id"]
                    for row in whole_entries(store, ids)
                    if name in outlets_of(row["record"], row["source_uri"])
                }
            )
        )
    return found


def whole_entries(store: Store, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Rows of `quarantine` with their records, a portion in memory at a time."""
    for start in range(0, len(ids), _PORTION):
        portion = ids[start : start + _PORTION]
        rows = store.scan("quarantine").filter(named(portion)).collect()
        order = pl.DataFrame({"quarantine_id": portion}, schema={"quarantine_id": pl.String})
        yield from order.join(rows, on="quarantine_id", maintain_order="left").iter_rows(named=True)


def named(ids: Collection[str]) -> pl.Expr:
    """Whether a row is one of `ids`."""
    return pl.col("quarantine_id").is_in(pl.Series(sorted(ids), dtype=pl.String).implode())


def _whole_ids(entries: pl.DataFrame, beginnings: Sequence[str]) -> set[str]:
    ids = entries["quarantine_id"].to_list()
    found: set[str] = set()
    for beginning in beginnings:
        matching = {name for name in ids if name.startswith(beginning)}
        if not matching:
            raise LookupError(f"no such entry stands in quarantine: {beginning}")
        if len(matching) > 1:
            raise LookupError(
                f"{len(matching)} entries begin with {beginning}: give more of the id"
            )
        found |= matching
    return found


def outlets_of(record: str | None, source_uri: str) -> set[str]:
    """Names, lower case, under which the outlet of a rejected record may be asked for."""
    known = parsed_record(record)
    told: Mapping[str, Any] = known["fields"] if isinstance(known.get("fields"), dict) else known
    lowered = {str(name).strip().casefold(): value for name, value in told.items()}
    hints = parsed_record(known.get("hints") if isinstance(known.get("hints"), str) else None)
    names = [lowered.get(name.casefold()) for name in FIELDS["outlet"]] + [hints.get("outlet")]
    addresses = [lowered.get(name.casefold()) for name in FIELDS["url"]] + [source_uri]
    hosts = [_host(one) for one in addresses if isinstance(one, str)]
    return {name.strip().lower() for name in (*names, *hosts) if isinstance(name, str) and name}


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
