"""Everything but the models as the corpus grows: `python -m scripts.bench_scale 1000 5000 20000`.

The flow is run without a language model, so that articles are read, cleaned, judged, written and
linked. What one more article costs is the slope between two numbers of articles, so that no
start-up is in it; what linking compares with is whole from some six days of articles (1,200) on.
"""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bench_measure import Cost, make_home, run_flow
from scripts.memory import write_articles


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("numbers", nargs="+", type=int)
    given = {"COUPURE_MODELS": "{}", "COUPURE_PROCESSES": "1"}
    print("articles  seconds  CPU s  CPU ms one more article  against the first  peak MB")
    costs: list[tuple[int, Cost]] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        make_home(folder / "prefect")
        for number in parser.parse_args().numbers:
            part = folder / str(number)
            write_articles(part / "inbox", number)
            costs.append((number, run_flow(part / "inbox", part / "wh", folder / "prefect", given)))
            _tell(costs)
    return 0


def _tell(costs: list[tuple[int, Cost]]) -> None:
    """Print the last of `costs`, with the slope from the one before, beside the first slope."""
    number, cost = costs[-1]
    told = f"{number:8}  {cost.seconds:7.1f}  {cost.cpu:5.1f}  "
    slopes = [(b.cpu - a.cpu) / (more - few) for (few, a), (more, b) in pairwise(costs)]
    shown = f"{slopes[-1] * 1000:23.2f}  {slopes[-1] / slopes[0]:17.2f}" if slopes else " " * 42
    print(f"{told}{shown}  {cost.peak / 1e6:7.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
