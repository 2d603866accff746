"""What several rooms' tests share."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
Coupure = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def coupure(tmp_path_factory: pytest.TempPathFactory) -> Coupure:
    """The command, run as a user runs it, with a Prefect home of its own."""
    home = tmp_path_factory.mktemp("prefect-home")
    env = {name: value for name, value in os.environ.items() if not name.startswith("COUPURE_")}
    env |= {"PREFECT_HOME": str(home), "COLUMNS": "120"}

    def call(
        *words: str | Path, cwd: Path = PROJECT, extra: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flows.cli", *map(str, words)],
            cwd=cwd,
            env=env | {"PYTHONPATH": str(PROJECT)} | (extra or {}),
            capture_output=True,
            text=True,
            timeout=240,
        )

    return call


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, coupure: Coupure) -> Path:
    """A warehouse made by `coupure run` from the bundled sample inbox; copy it to change it.

    Made once for all workers: the first to come makes it, the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root = shared / "sample" / "warehouse"
    with (shared / "sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root.parent / "stdout.txt").exists():
            done = coupure("run", "samples/inbox", "--warehouse", root)
            assert done.returncode == 3, done.stdout + done.stderr
            (root.parent / "stdout.txt").write_text(done.stdout)
    return root


@pytest.fixture
def sample_copy(sample: Path, tmp_path: Path) -> Path:
    """The sample warehouse, for a test that writes to it."""
    return Path(shutil.copytree(sample, tmp_path / "copy" / "warehouse"))
