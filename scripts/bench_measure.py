"""What a command costs: seconds, CPU seconds and memory of it and of all that it starts."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

PROJECT = Path(__file__).resolve().parent.parent
_EVERY = 0.5  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and of CPU, and the peak of memory in bytes (shared parts once)."""

    seconds: float
    cpu: float
    peak: int


def run_flow(inbox: Path, root: Path, home: Path, settings: Mapping[str, str]) -> Cost:
    """`coupure run` over an inbox, with `settings` as variables of the environment."""
    words = ["-m", "flows.cli", "run", str(inbox), "--warehouse", str(root)]
    return measured(words, {"PREFECT_HOME": str(home), **settings}, {0, 3})


def make_home(home: Path) -> None:
    """Prefect's database at `home`: a first run on a machine makes it once, and takes seconds."""
    subprocess.run(
        [sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes"],
        env={**os.environ, "PREFECT_HOME": str(home)}, cwd=PROJECT, check=True,
        capture_output=True,
    )  # fmt: skip


def measured(words: list[str], env: Mapping[str, str], good: set[int]) -> Cost:
    """`python` with `words`.

    Raises:
        SystemExit: it ended with none of the `good` codes.
    """
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *words], cwd=PROJECT, env={**os.environ, **env},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    peaks, over = [0], Event()
    watch = Thread(target=_watch, args=(process.pid, peaks, over), daemon=True)
    watch.start()
    assert process.stdout
    told = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    over.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        raise SystemExit(told.decode(errors="replace")[-3000:])
    return Cost(seconds, usage.ru_utime + usage.ru_stime, max(peaks))


def medians(steps: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Seconds of each step, the median of `rounds` in which all take their turn."""
    times: dict[str, list[float]] = {name: [] for name in steps}
    for number in range(rounds + 1):
        for name, step in steps.items():
            began = time.perf_counter()
            step()
            if number:  # the first round warms up
                times[name].append(time.perf_counter() - began)
    return {name: statistics.median(found) for name, found in times.items()}


def _watch(pid: int, peaks: list[int], over: Event) -> None:
    while not over.wait(_EVERY):
        peaks.append(sum(map(_share, _tree(pid))))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for listing in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, listing.read_text().split())
            except OSError:
                continue
    return found


def _share(pid: int) -> int:
    """The memory of a process in bytes; what it shares with others is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
