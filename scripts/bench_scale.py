"""Everything but the models as the corpus grows: `python -m scripts.bench_scale 1000 10000`.

The flow is run without a language model, so that articles are read, cleaned, judged, written and
linked; the cost of an article is what is over the run of one article.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bench_measure import Cost, make_home, run_flow
from scripts.memory import write_articles


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("numbers", nargs="+", type=int)
    given = {"COUPURE_MODELS": "{}", "COUPURE_PROCESSES": "1"}
    print("articles  seconds  CPU s  ms an article  CPU ms an article  against the first  peak MB")
    costs: list[tuple[int, Cost]] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        make_home(folder / "prefect")
        for number in (1, *parser.parse_args().numbers):
            part = folder / str(number)
            write_articles(part / "inbox", number)
            costs.append((number, run_flow(part / "inbox", part / "wh", folder / "prefect", given)))
            _tell(costs)
    return 0


def _tell(costs: list[tuple[int, Cost]]) -> None:
    """Print the last of `costs`, beside the first, of one article, and the second."""
    number, cost = costs[-1]
    start = costs[0][1]
    if len(costs) == 1:
        print(f"{number:8}  {cost.seconds:7.1f}  {cost.cpu:5.1f}  (start-up)", flush=True)
        return
    first = (costs[1][1].cpu - start.cpu) / costs[1][0]
    seconds, cpu = (cost.seconds - start.seconds) / number, (cost.cpu - start.cpu) / number
    print(
        f"{number:8}  {cost.seconds:7.1f}  {cost.cpu:5.1f}  {seconds * 1000:13.2f}  "
        f"{cpu * 1000:17.2f}  {cpu / first:17.2f}  {cost.peak / 1e6:7.0f}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
