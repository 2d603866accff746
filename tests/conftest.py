"""What several rooms' tests share."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from flows.serve import answers, free_port
from tests.forked import Forks
from tests.hollow import hollow_catalogue
from tests.lengths import IS_WHOLE

# The same commit gives the same verdict; `make soak` tries other examples each time.
settings.register_profile("steady", derandomize=True, deadline=None)
if not IS_WHOLE:
    settings.load_profile("steady")

# Files that take longest or wait most: begun first, so that no worker ends long after the others.
LONGEST = (
    "test_schedule", "test_bench", "test_operation", "test_watching", "test_floors", "test_validate",
    "test_dask", "test_quarantine", "test_crash_runs", "test_way_back", "test_link", "test_run",
)  # fmt: skip

PROJECT = Path(__file__).resolve().parent.parent
Coupure = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, the others in their order."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="module")
def no_catalogue() -> Iterator[None]:
    """For a whole file of tests that do not open the catalogue."""
    with hollow_catalogue():
        yield


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment that leads to a Prefect server on loopback, one for all commands.

    Without it each command starts one of its own, which takes longer than most of what they do.
    """
    port = free_port()
    env = {"PREFECT_HOME": str(tmp_path_factory.mktemp("prefect-home"))}
    words = ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        [sys.executable, *words, "--no-ui", "--no-services"],
        env=os.environ | env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_for(port, server)
            yield env | {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
        finally:
            server.terminate()


def wait_for(port: int, server: subprocess.Popen[bytes], seconds: float = 120) -> None:
    """Until the server answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        if answers(port):
            return
        time.sleep(0.2)
    raise AssertionError(f"no answer on port {port}")


@pytest.fixture(scope="session")
def coupure(tmp_path_factory: pytest.TempPathFactory, prefect_server: dict[str, str]) -> Coupure:
    """The command, with a Prefect home of its own, in a process that has its imports behind it.

    `alone`, and under `make soak`, it is run as a user runs it.
    """
    env = {name: value for name, value in os.environ.items() if not name.startswith("COUPURE_")}
    env |= prefect_server | {"COLUMNS": "120", "COUPURE_PROCESSES": "1"}
    env |= {"PYTHONPATH": str(PROJECT)}
    without_server = {name: env[name] for name in env if name != "PREFECT_API_URL"}

    @cache
    def forks() -> Forks:
        return Forks(env)

    def call(
        *words: str | Path,
        cwd: Path = PROJECT,
        extra: dict[str, str] | None = None,
        alone: bool = False,
    ) -> subprocess.CompletedProcess[str]:
        if not alone and not IS_WHOLE:
            return forks().run([*map(str, words)], cwd, extra or {}, 240)
        return subprocess.run(
            [sys.executable, "-m", "flows.cli", *map(str, words)],
            cwd=cwd, env=(without_server if alone else env) | (extra or {}),
            capture_output=True, text=True, timeout=240,
        )  # fmt: skip

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
            # Alone, as most users run it: the command starts a server for itself.
            done = coupure("run", "samples/inbox", "--warehouse", root, alone=True)
            assert done.returncode == 3, done.stdout + done.stderr
            (root.parent / "stdout.txt").write_text(done.stdout)
    return root


@pytest.fixture
def sample_copy(sample: Path, tmp_path: Path) -> Path:
    """The sample warehouse, for a test that writes to it."""
    return Path(shutil.copytree(sample, tmp_path / "copy" / "warehouse"))
