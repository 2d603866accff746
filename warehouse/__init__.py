"""The tables, for those who read them.

    from warehouse import scan
    quotes = scan("quotes").collect()

Importing this costs nothing: Polars and the rest come with the first call.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from warehouse.store import Store

__all__ = ["open_warehouse", "scan"]

_DEFAULT = "data/warehouse"


def open_warehouse(root: Path | str | None = None) -> Store:
    """The warehouse at `root`, else at $COUPURE_WAREHOUSE, else at data/warehouse.

    Raises:
        FileNotFoundError: there is none.
    """
    from warehouse.store import Store

    store = Store(root or os.environ.get("COUPURE_WAREHOUSE") or _DEFAULT)
    store.manifest()
    return store


def scan(table: str, root: Path | str | None = None) -> pl.LazyFrame:
    """The rows of `table` of the warehouse at `root` (as in `open_warehouse`), lazily.

    Raises:
        ValueError: there is no such table; the message names those there are.
        FileNotFoundError: there is no warehouse.
    """
    return open_warehouse(root).scan(table)
