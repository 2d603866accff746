"""Times linking on made-up articles: the first link of an archive, then that of more days.

No language model: texts are made of invented words, some common, some of an event, and their
names and quotations are written down with them. Run it:
python -m scripts.bench_link --articles 100000 --per-day 1000 --undated 0.01
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from flows.link import link_tables
from warehouse.store import Store
from warehouse.tables import TABLES

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
WORDS, OF_EVENT, COMMON = 60_000, 12, 25
OUTLETS = 200
NEXT_DAY = 0.2  # how likely the next article on an event comes on another day
MEMBERS = (0.6, 0.2, 0.1, 0.05, 0.05)  # how likely an event has 1, 2, 4, 8, 20 articles
SIZES = (1, 2, 4, 8, 20)
BATCH = 5000


@dataclass
class Event:
    """What some articles tell of, and how many of them are still to come."""

    words: Any
    people: list[str]
    said: list[list[str]]
    left: int


@dataclass
class Maker:
    """Makes days of articles; the same for the same seed. An event lasts a few days."""

    rng: np.random.Generator
    undated: float = 0.0  # share of articles that nobody can date
    going_on: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        letters = np.array(list("abcdefgilmnoprstuv"))
        spelt = letters[self.rng.integers(0, len(letters), (WORDS, 9))]
        self.words = np.array(["".join(row) for row in spelt])
        usual = 1 / np.arange(10, WORDS + 10)
        self.usual = usual / usual.sum()

    def day(self, number: int, articles: int) -> Iterator[dict[str, Any]]:
        """`articles` articles of the day `number`, as they are written into the tables."""
        waiting, self.going_on = self.going_on, []
        made = 0
        while made < articles:
            event = waiting.pop() if waiting else self._event()
            while event.left and made < articles:
                yield self._article(number, made, event)
                event.left, made = event.left - 1, made + 1
                if self.rng.random() < NEXT_DAY:
                    break
            if event.left:
                self.going_on.append(event)

    def _event(self) -> Event:
        size = int(self.rng.choice(SIZES, p=MEMBERS))
        people = [" ".join(self.rng.choice(self.words, 2)).title() for _ in range(2)]
        said = [list(self.rng.choice(self.words, 14, p=self.usual)) for _ in range(2)]
        return Event(self.rng.choice(self.words, OF_EVENT), people, said, size)

    def _article(self, day: int, number: int, event: Event) -> dict[str, Any]:
        common = list(self.rng.choice(self.words, COMMON, p=self.usual))
        kept = [word for word in event.words if self.rng.random() < 0.7]
        title = " ".join([*kept[:4], event.people[0]])
        quotes = [
            (person, " ".join(word for word in words if self.rng.random() < 0.8))
            for person, words in zip(event.people, event.said, strict=True)
        ]
        text = "\n".join(
            [title, " ".join([*kept, *common, *event.people]), *(q for _, q in quotes)]
        )
        name = f"{day:05d}-{number:06d}"
        moment = FIRST + timedelta(days=day, minutes=int(self.rng.integers(1440)))
        return {
            "article_id": hashlib.sha256(name.encode()).hexdigest()[:16],
            "outlet": f"outlet {self.rng.integers(OUTLETS)}",
            "published_at": None if self.rng.random() < self.undated else moment,
            "title": title,
            "text": text,
            "people": event.people,
            "quotes": quotes,
        }


def frames(made: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    """Rows of the tables that linking reads; what it does not read is left at its least."""
    articles = [
        {"article_id": one["article_id"], "outlet": one["outlet"], "title": one["title"],
         "text": one["text"], "published_at": one["published_at"], "source_uri": one["article_id"],
         "published_precision": "minute" if one["published_at"] else None, "language": "fr",
         "word_count": 60, "is_truncated": False, "cut_share": 0.0, "content_hash": "0" * 64,
         "pipeline_version": "bench", "run_id": "bench", "ingested_at": FIRST}
        for one in made
    ]  # fmt: skip
    raw = [
        {"article_id": one["article_id"], "source_uri": one["article_id"], "reader": "text",
         "encoding": "utf-8", "content_hash": "0" * 64, "raw_text": one["text"]}
        for one in made
    ]  # fmt: skip
    nowhere = {"start": 0, "end": 0, "raw_start": 0, "raw_end": 0}
    mentions = [
        {"article_id": one["article_id"], "mention_index": i, "text": name, "label": "PER",
         "segment_index": 0, "name": name, "entity_id": entity_of(name), "method": "made",
         "score": 1.0, **nowhere}
        for one in made for i, name in enumerate(one["people"])
    ]  # fmt: skip
    quotes = [
        {"article_id": one["article_id"], "quote_index": i, "utterance_index": i,
         "kind": "direct", "text": text, "speaker_name": name, "speaker_label": "PER",
         "confidence": 1.0, "evidence": "made", **nowhere}
        for one in made for i, (name, text) in enumerate(one["quotes"])
    ]  # fmt: skip
    tables = {"articles": articles, "raw_articles": raw, "mentions": mentions, "quotes": quotes}
    return {name: _frame(name, rows) for name, rows in tables.items()}


def entity_of(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = TABLES[name].polars_schema
    return pl.DataFrame(rows, schema={column: schema[column] for column in rows[0]}).with_columns(
        pl.lit(None, schema[column]).alias(column) for column in schema if column not in rows[0]
    )


def publish(store: Store, maker: Maker, days: range, per_day: int) -> int:
    """Write the articles of some days, a few days a batch; returns how many."""
    made: list[dict[str, Any]] = []
    total = 0
    for day in days:
        made += maker.day(day, per_day)
        if len(made) >= BATCH or day == days[-1]:
            batch = f"made-{day:05d}"
            store.stage(batch, frames(made))
            store.publish(batch, date(2020, 1, 1) + timedelta(days=day))
            total += len(made)
            made = []
    return total


def timed_link(store: Store, what: str, articles: int) -> None:
    """Link what is new, and print what it took."""
    before, worked = time.perf_counter(), time.process_time()
    changed = link_tables(store)
    store.publish(f"link-{what.replace(' ', '-')}", date(2030, 1, 1), snapshots=changed)
    seconds, worked = time.perf_counter() - before, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{what}: {articles} articles in {seconds:.1f} s, {worked:.1f} s of processors, "
          f"{1000 * worked / articles:.2f} ms each; memory so far at most {memory:.2f} GB",
          flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--per-day", type=int, default=2500)
    parser.add_argument("--folder", type=Path, help="where to make the warehouse")
    parser.add_argument("--undated", type=float, default=0.0, help="share of undated articles")
    options = parser.parse_args()
    days = max(options.articles // options.per_day, 1)
    maker = Maker(np.random.default_rng(7), options.undated)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        store = Store(Path(folder) / "warehouse")
        with store.writer():
            made = publish(store, maker, range(days), options.per_day)
            timed_link(store, "the archive", made)
            for day in range(days, days + 3):
                made = publish(store, maker, range(day, day + 1), options.per_day)
                timed_link(store, f"day {day}", made)
            rows = {name: store.rows(name) for name in ("stories", "utterances", "former_ids")}
            print(rows, flush=True)


if __name__ == "__main__":
    main()
