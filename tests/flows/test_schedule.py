"""A cron schedule really fires: server, pool and worker on loopback, in processes of their own."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import PROJECT


def test_a_scheduled_run_fires_and_publishes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.check_schedule"],
        cwd=PROJECT, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "COMPLETED (auto scheduled: True)" in done.stdout
