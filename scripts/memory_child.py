"""The run that `scripts/memory.py` measures, in a process of its own."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

from scripts.memory import peak_bytes
from warehouse.store import Store

SECONDS = 5.0
MEASURED = ("stage", "publish", "log_run", "refresh_catalog", "sweep")


def main() -> int:
    """Run the command on an inbox; write its peak memory and its seconds of publishing."""
    inbox, root, report = map(Path, sys.argv[1:])
    spent, samples = _timed(), _sampled()
    from flows.commands import run_ingest

    code = run_ingest((str(inbox),), root, verbose=False)
    told = {
        "peak": peak_bytes(), "publishing": sum(spent.values()), "by": spent, "code": code,
        "samples": samples,
    }  # fmt: skip
    report.write_text(json.dumps(told), encoding="utf-8")
    return code


def _sampled() -> list[int]:
    """The resident set, in bytes, every SECONDS from now on."""
    samples: list[int] = []

    def sample() -> None:
        while True:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            samples.append(pages * os.sysconf("SC_PAGE_SIZE"))
            time.sleep(SECONDS)

    Thread(target=sample, daemon=True).start()
    return samples


def _timed() -> dict[str, float]:
    """Seconds spent in each of MEASURED, those within another counted once."""
    spent = dict.fromkeys(MEASURED, 0.0)
    depth = 0

    def timed(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            nonlocal depth
            depth, began = depth + 1, time.perf_counter()
            try:
                return real(*args, **more)
            finally:
                depth -= 1
                if not depth:
                    spent[name] += time.perf_counter() - began

        return call

    for name in MEASURED:
        setattr(Store, name, timed(name, getattr(Store, name)))
    return spent


if __name__ == "__main__":
    sys.exit(main())
