"""The hostile inputs at full size, and a table of what became of them.

    python -m tests.hostile [--rounds 2] [--seed 1] [--without-run]

Takes some gigabytes of temporary disk and half an hour.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.hostile.cases import Case, Scale, cases, kinds
from tests.hostile.memory import measured
from tests.hostile.outcomes import Outcome, try_out
from tests.hostile.runs import run_over

OUT = Console(soft_wrap=True, highlight=False)
SECONDS = 120
"""Of work for one input, at full size."""
BOUND = 500_000_000
"""Bytes of memory for one input, at full size."""
WORKED = {"pattern bombs", "compression bombs", "parquet bombs"}
"""Kinds that are left out of the whole run: many long texts, which take the models an hour."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--without-run", action="store_true")
    given = parser.parse_args(arguments)
    OUT.print(f"seed {given.seed}")
    failures: list[str] = []
    outcomes = {
        kind: read(kind, given.seed, Scale.whole(given.rounds), failures) for kind in kinds()
    }
    OUT.print(table(outcomes))
    failures += memory(given.seed)
    if not given.without_run:
        whole_run(given.seed)
    for failure in failures:
        OUT.print(f"FAILED {failure}", markup=False)
    return 1 if failures else 0


def read(kind: str, seed: int, scale: Scale, failures: list[str]) -> Outcome:
    outcome = Outcome()
    for case in cases(seed, scale, kind):
        folder = Path(tempfile.mkdtemp(prefix="coupure-soak-"))
        try:
            found, seconds = try_out(case, folder, scale.limits)
            outcome.add(case, found, seconds)
            if seconds > SECONDS:
                failures.append(f"{kind} {case.name}: {seconds:.0f} s")
        except Exception as error:
            failures.append(f"{kind} {case.name}: {type(error).__name__} {error}"[:500])
        finally:
            shutil.rmtree(folder)
    return outcome


def table(outcomes: dict[str, Outcome]) -> Table:
    shown = Table("kind", "inputs", "records", "rejections", "slowest (s)")
    every: Counter[str] = Counter()
    for kind, one in outcomes.items():
        every += one.rejections
        shown.add_row(kind, f"{one.inputs:,}", f"{one.records:,}", _reasons(one.rejections),
                      f"{one.slowest[0]:.1f} {one.slowest[1]}")  # fmt: skip
    inputs, records = (
        sum(getattr(one, n) for one in outcomes.values()) for n in ("inputs", "records")
    )
    shown.add_row("all", f"{inputs:,}", f"{records:,}", _reasons(every), "", style="bold")
    return shown


def _reasons(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} {reason}" for reason, count in counts.most_common())


def memory(seed: int) -> list[str]:
    """Print what the kinds took of memory; returns what took too much."""
    shown = Table("kind", "most memory above the start (MB)", "of")
    failures = []
    for kind in kinds():
        with tempfile.TemporaryDirectory(prefix="coupure-soak-") as folder:
            found = measured(cases(seed, Scale.whole(1), kind), Path(folder), "whole")
        name, size = max(found.items(), key=lambda item: item[1])
        shown.add_row(kind, f"{size / 1e6:.0f}", name[:40])
        failures += [f"{kind} {one}: {b / 1e6:.0f} MB" for one, b in found.items() if b > BOUND]
    OUT.print(shown)
    return failures


def whole_run(seed: int) -> None:
    """One run of the command over all inputs that the models can work in time."""
    made: list[Case] = [
        case for kind in kinds() if kind not in WORKED for case in cases(seed, Scale(), kind)
    ]
    with tempfile.TemporaryDirectory(prefix="coupure-soak-") as folder:
        done = run_over(made, Path(folder), limit=7_200)
    counts = Counter(f"{s} {r}" for s, r in done.quarantine.select("stage", "reason").iter_rows())
    OUT.print(f"a run over {len(made):,} of them: {done.run['inputs']:,} inputs = "
              f"{done.run['articles']:,} articles + {done.run['unchanged']:,} unchanged + "
              f"{done.run['quarantined']:,} quarantined "
              f"({_reasons(counts)})")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
