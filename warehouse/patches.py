"""Changes of a few rows of a large table: a commit costs what changes, not what is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Patch:
    """Rows of a snapshot table that go and rows that come.

    gone: Some columns of the table; every row that agrees with one of its rows goes.
    rows: New rows, in contract shape.
    """

    gone: pl.DataFrame
    rows: pl.DataFrame


@dataclass(frozen=True)
class Assigned:
    """New values of columns of rows that stay, in a table that is written by batch.

    key: Columns that say which rows.
    values: The key and the columns to set; each key once.
    """

    key: tuple[str, ...]
    values: pl.DataFrame


Snapshot = pl.DataFrame | Patch | Assigned
"""A whole new state of a table across articles, or what changes in a table."""

Snapshots = Mapping[str, Snapshot]
