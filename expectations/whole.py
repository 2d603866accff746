"""Checks that no batch can answer: keys over all batches, references to tables of their own.

Whoever can read the whole tables counts what is astray; Great Expectations judges the counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from expectations import words
from expectations.comparands import JUDGED
from expectations.verdict import Result
from warehouse.tables import TABLES, ForeignKey, Written

LISTED = tuple(name for name, table in TABLES.items() if table.written is Written.SNAPSHOT)
"""The tables across articles."""


@dataclass(frozen=True)
class Question:
    """What must be nowhere in `table`: a key that is there twice or, with `key`, a reference to
    a row that is not there."""

    table: str
    columns: tuple[str, ...]
    sentence: str
    key: ForeignKey | None = None


def questions(tables: Collection[str]) -> Iterator[Question]:
    """What to count of `tables`.

    An article keeps all its rows in one batch, so that an article in two batches shows in
    `raw_articles` and `articles`; other keys of batch tables were judged batch by batch.
    """
    for name in tables:
        table = TABLES[name]
        if name in LISTED or table.key == ("article_id",):
            yield Question(name, table.key, words.unique(table))
        for key in table.foreign_keys:
            if name in LISTED or key.table not in JUDGED:
                yield Question(name, key.columns, words.resolved(table, key), key)


def judge_counts(counted: Sequence[tuple[Question, int]]) -> list[Result]:
    """The answers to `questions`, given how often each fault was found."""
    import pandas as pd

    from expectations import engine, suites

    if not counted:
        return []
    names = [f"fault_{place}" for place in range(len(counted))]
    suite = suites.none_of(
        [(name, asked.sentence) for name, (asked, _) in zip(names, counted, strict=True)]
    )
    frame = pd.DataFrame({name: [count] for name, (_, count) in zip(names, counted, strict=True)})
    return [
        Result(
            table=asked.table,
            expectation="expect_reference_to_resolve" if asked.key else "expect_no_row_twice",
            column=",".join(asked.columns),
            severity=outcome.severity,
            success=outcome.success,
            observed=None if outcome.success else f"{count} in the whole table",
            sentence=outcome.sentence,
            unexpected_count=count,
        )
        for outcome, (asked, count) in zip(engine.run(suite, frame), counted, strict=True)
    ]
