"""Waiting for one's turn to write: a warehouse has one writer, whoever started it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from warehouse.store import Store, WarehouseBusy

_PATIENCE = 1.0  # seconds between two tries


@contextmanager
def writing(store: Store, seconds: float) -> Iterator[Store]:
    """`store.writer()`, for which is waited up to so many seconds.

    Raises: as `store.writer`.
    """
    until = time.monotonic() + seconds
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(store.writer())
                break
            except WarehouseBusy:
                left = until - time.monotonic()
                if left <= 0:
                    raise
                time.sleep(min(_PATIENCE, left))
        yield store
