"""What is small on disk and vast when opened is read within bounds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.hostile.cases import Scale, cases
from tests.hostile.memory import measured

BOUND = 60_000_000
"""Bytes, for a record bound of 500 kB: what the libraries keep, and some copies of a record."""

SCALE = Scale(bomb_bytes=8_000_000, empty_lines=50_000)
VAST = (
    "compression bombs", "parquet bombs", "odd archives", "endless lines", "empty lines",
    "hostile xml", "deep json",
)  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc for the peak")
def test_no_input_takes_more_memory_than_the_bound(tmp_path: Path) -> None:
    made = (case for kind in VAST for case in cases(7, SCALE, kind))
    found = measured(made, tmp_path)
    assert len(found) > 100
    assert {name: size for name, size in found.items() if size > BOUND} == {}
