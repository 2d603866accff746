"""Commits with a catalogue that DuckDB did not write, for tests that do not open it.

To write it takes DuckDB longer than all the rest of a small run. The steps on the disk are the
same, so what may fail there fails as ever; the data package and the pool are as ever too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.lengths import IS_WHOLE
from warehouse import catalog
from warehouse.manifest import Manifest


@contextmanager
def hollow_catalogue() -> Iterator[None]:
    """While it lasts, `catalog.duckdb` is made, but holds no view; whole, it is a real one."""
    with pytest.MonkeyPatch.context() as patch:
        if not IS_WHOLE:
            patch.setattr(catalog, "_write", _write)
        yield


def _write(aside: Path, root: Path, manifest: Manifest) -> None:
    aside.write_bytes(b"hollow")
