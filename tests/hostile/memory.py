"""Reads inputs one by one and prints, as JSON, the memory at its peak: above that at the start.

    python -m tests.hostile.memory FOLDER [whole]

FOLDER holds a folder for each input. In a process of its own, which made none of them: memory
that was freed and kept would hide what reading needs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.hostile.cases import Case, Scale
from tests.warehouse.formatted import TWO, WRITERS
from warehouse.inputs.records import Limits
from warehouse.readers import read_inputs

PROJECT = Path(__file__).parents[2]


def measured(made: Iterable[Case], folder: Path, *options: str) -> dict[str, int]:
    """Bytes of memory that reading each of the inputs takes, by its name."""
    names = {}
    for number, case in enumerate(made):
        place = folder / f"{number:04d}"
        place.mkdir()
        case.write(place)
        names[place.name] = case.name
    command = [sys.executable, "-m", "tests.hostile.memory", str(folder), *options]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    return {names[place]: size for place, size in json.loads(done.stdout).items()}


def peak(folder: Path, limits: Limits) -> int:
    """The most bytes that the process had in memory while it read the folder."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
    read(folder, limits)
    return _status("VmHWM")


def read(folder: Path, limits: Limits) -> Counter[str]:
    """Read and forget, as a run does once a batch is published."""
    return Counter(getattr(one, "reason", "record") for one in read_inputs([folder], limits))


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def main() -> None:
    limits = (Scale.whole() if "whole" in sys.argv else Scale()).limits
    with tempfile.TemporaryDirectory() as name:  # load every library that the readers need
        for suffix, write in WRITERS.items():
            (Path(name) / f"x{suffix}").write_bytes(write(TWO))
        read(Path(name), limits)
    folders = sorted(Path(sys.argv[1]).iterdir())
    before = _status("VmRSS")
    print(json.dumps({folder.name: peak(folder, limits) - before for folder in folders}))


if __name__ == "__main__":
    main()
