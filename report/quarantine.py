"""What was kept out, why, and the records themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from report.scripts import put
from report.tables import Tables, by_shard, moment, shards_for

EACH = 100
"""Records in one file."""

MOST = 5_000
"""Entries shown: the newest."""

_LONGEST = 10_000  # code points of a record


def entries(tables: Tables) -> pl.DataFrame:
    """The newest entries; those that stand before those that are settled."""
    return (
        tables["quarantine"]
        .sort(["quarantined_at", "source_uri", "quarantine_id"], descending=[True, False, False])
        .sort(pl.col("closed_by").is_not_null(), maintain_order=True)
        .head(MOST)
    )


def quarantine_shards(kept_out: pl.DataFrame) -> int:
    return shards_for(kept_out.height, EACH)


def quarantine_files(kept_out: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """`(path, text)` of the list and of every file of records."""
    listed = [_listed(row) for row in kept_out.iter_rows(named=True)]
    yield "data/quarantine.js", put("quarantine", listed)
    shards = quarantine_shards(kept_out)
    for number, part in sorted(by_shard(kept_out, "quarantine_id", shards).items()):
        records = {
            key: [(record or "")[:_LONGEST], len(record or "")]
            for key, record in part.select("quarantine_id", "record").iter_rows()
        }
        yield f"data/q/{number}.js", put(f"q/{number}", records)


def _listed(row: dict[str, Any]) -> list[Any]:
    return [
        row["quarantine_id"], row["reason"], row["stage"], row["source_uri"], row["detail"],
        moment(row["quarantined_at"]), row["closed_as"],
    ]  # fmt: skip
