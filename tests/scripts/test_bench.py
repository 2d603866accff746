"""`make bench` runs and prints a ratio for each room."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import PROJECT


def test_the_bench_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.bench_rooms", "--rounds", "1", "--copies", "1"],
        cwd=PROJECT, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for step in ("bare spaCy", "whole work", "cleaning", "gate", "publish", "coupure --help"):
        assert step in done.stdout
