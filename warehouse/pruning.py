"""Which articles have lost their source: it was in the inputs given, and is there no more."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from warehouse.batches import INPUTS_SCHEMA
from warehouse.inputs.listing import local_path
from warehouse.inputs.records import holders
from warehouse.inputs.remote import is_remote

_PLACE = ["location", "source_uri"]
_KEY = [*_PLACE, "article_id"]


@dataclass(frozen=True)
class Gone:
    """`records` (location, source_uri, article_id) are gone; no other input has `article_ids`.

    `places` are those of `records` where nothing stands now: another record may have taken one.
    """

    records: pl.DataFrame
    article_ids: frozenset[str]
    places: pl.DataFrame

    def __bool__(self) -> bool:
        return not self.records.is_empty()


def gone(
    rows: pl.DataFrame,
    inputs: Sequence[Path | str],
    listed: Collection[str],
    barred: Collection[str],
) -> Gone:
    """What `inputs` held before and hold no more.

    What cannot be looked into is not gone: a folder that is closed to us, a file that is damaged
    now, the records behind the damage.

    Args:
        rows: What every file held when it was last read, and what it held before (not `is_there`).
        inputs: As given to the run; what lies elsewhere is not touched.
        listed: Locations of the files that are there now.
        barred: Those of `listed` that could not be looked into.
    """
    places = rows["location"].unique().to_list()
    ours = [place for place in places if _is_under(place, inputs)]
    is_ours, is_listed = _among("location", ours), _among("location", listed)
    lost = rows.filter(is_ours & ~(pl.col("is_there") & is_listed))
    if lost.is_empty():
        return Gone(lost.select(_KEY), frozenset(), lost.select(_PLACE))
    sheltered = _sheltered(rows.filter(is_ours & is_listed & pl.col("is_there")), barred)
    keys = lost.select("location", "source_uri").iter_rows()
    is_gone = pl.Series([not sheltered(*key) for key in keys], dtype=pl.Boolean)
    records = lost.filter(is_gone).select(_KEY)
    left = rows.join(records, on=_KEY, how="anti", nulls_equal=True)
    kept = set(left["article_id"]) - {None}
    taken = left.filter("is_there").select(_PLACE)
    vacant = records.select(_PLACE).join(taken, on=_PLACE, how="anti")
    return Gone(records, frozenset(set(records["article_id"]) - {None} - kept), vacant)


class _Shelter:
    """Says of a record that was not met whether it may only have been out of sight."""

    def __init__(self, rejected: pl.DataFrame, stopped: set[str], barred: Collection[str]) -> None:
        self._rejected = dict(
            rejected.group_by("location").agg(pl.col("source_uri").unique()).iter_rows()
        )
        self._stopped = stopped
        self._barred = tuple(f"{_plain(place)}/" for place in barred)

    def __call__(self, location: str, source_uri: str) -> bool:
        if location in self._stopped or f"{_plain(location)}/".startswith(self._barred):
            return True
        return any(
            source_uri == uri or uri in holders(source_uri)
            for uri in self._rejected.get(location, ())
        )


def _sheltered(there: pl.DataFrame, barred: Collection[str]) -> _Shelter:
    """A file whose last record was rejected may hold more behind it."""
    last = there.filter(pl.col("position") == pl.col("position").max().over("location"))
    stopped = set(last.filter("is_rejected")["location"])
    return _Shelter(there.filter("is_rejected"), stopped, barred)


def _is_under(location: str, inputs: Sequence[Path | str]) -> bool:
    return any(_covers(one, _plain(location)) for one in inputs)


def _plain(location: str) -> str:
    """A location as a path, where it is the address of a file."""
    return str(local_path(location)) if location.startswith("file://") else location


def _covers(given: Path | str, location: str) -> bool:
    root = str(given).rstrip("/") if is_remote(given) else os.path.abspath(local_path(given))
    if location == root or location.startswith(f"{root.rstrip('/')}/"):
        return True
    if not re.search(r"[*?\[]", root):
        return False
    from fsspec.utils import glob_translate

    return re.match(glob_translate(root), location) is not None


def _among(column: str, values: Collection[str]) -> pl.Expr:
    return pl.col(column).is_in(pl.Series(list(values), dtype=INPUTS_SCHEMA[column]).implode())
