"""The whole flow against bare `nlp.pipe` of the stock pipeline: the cost of one more article.

The cost is the slope between two numbers of articles, so that no start-up is in it; that is told
apart, as what the smaller number takes beyond its share. Processes alternate: bare, flow with one
process, flow with two. `make bench` does one round, to end in time; `--rounds 3` gives medians.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from scripts.bench_measure import Cost, make_home, measured, run_flow
from scripts.memory import write_articles

STOCK = "fr_core_news_md"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--numbers", nargs=2, type=int, default=[200, 1000])
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        return bare(options.bare)
    costs: dict[tuple[str, int], list[Cost]] = defaultdict(list)
    with TemporaryDirectory() as name:
        folder = Path(name)
        make_home(folder / "prefect")
        for number in options.numbers:
            write_articles(folder / str(number), number)
        for turn in range(options.rounds):
            for number in options.numbers:
                inbox = folder / str(number)
                words = ["-m", "scripts.bench_flow", "--bare", str(inbox)]
                costs["bare", number].append(measured(words, {}, {0}))
                for processes in ("1", "2"):
                    root = folder / f"{turn}-{number}-{processes}"
                    given = {"COUPURE_PROCESSES": processes}
                    cost = run_flow(inbox, root, folder / "prefect", given)
                    costs[processes, number].append(cost)
    few, many = options.numbers
    _print(costs, few, many, options.rounds)
    return 0


def bare(inbox: Path) -> int:
    """The stock pipeline over the texts of an inbox, and nothing else."""
    import spacy

    nlp = spacy.load(STOCK)
    texts = (path.read_text(encoding="utf-8") for path in sorted(inbox.rglob("*.txt")))
    began = time.monotonic()
    for _ in nlp.pipe(texts, batch_size=16):
        pass
    print(time.monotonic() - began)
    return 0


def _print(costs: dict[tuple[str, int], list[Cost]], few: int, many: int, rounds: int) -> None:
    def slope(who: str, what: str) -> float:
        less, more = ([getattr(c, what) for c in costs[who, n]] for n in (few, many))
        return float(statistics.median(more) - statistics.median(less)) / (many - few)

    title = f"slope from {few} to {many} articles, {rounds} rounds"
    heads = ("fixed s", "ms an article", "CPU ms an article", "times as fast", "by CPU")
    table = Table("who", *heads, title=title)
    for who, told in (("bare", f"bare {STOCK}"), ("1", "flow, 1 process"), ("2", "flow, 2")):
        seconds, cpu = slope(who, "seconds"), slope(who, "cpu")
        start = statistics.median(cost.seconds for cost in costs[who, few]) - few * seconds
        table.add_row(
            told, f"{start:.1f}", f"{seconds * 1000:.1f}", f"{cpu * 1000:.1f}",
            f"{slope('bare', 'seconds') / seconds:.2f}", f"{slope('bare', 'cpu') / cpu:.2f}",
        )  # fmt: skip
    Console(width=110).print(table)


if __name__ == "__main__":
    sys.exit(main())
