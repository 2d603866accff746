"""Who is quoted, by whom, how often and in what words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from report.scripts import put
from report.tables import Tables, by_shard, moment, shards_for

EACH = 50
"""Persons in one file."""

MOST = 300
"""Statements of one person that are shown: the newest."""

_SPANS = "utterance_index"
_WAYS = 8


def statements(tables: Tables) -> pl.DataFrame:
    """What each named speaker says in each article: spans that an incise splits are one."""
    keys = ["article_id", _SPANS]
    spans = tables["quotes"].filter(
        pl.col("person_id").is_not_null(), pl.col("nested_in").is_null()
    )
    return (
        spans.sort("article_id", "quote_index")
        .group_by(keys, maintain_order=True)
        .agg(
            pl.col("person_id", "speaker_name", "speaker_label", "kind", "source", "seen_at",
                   "utterance_id").first(),
            pl.col("via", "medium", "cue").drop_nulls().first(),
            pl.col("confidence").min(),
            text=pl.col("text").str.join(" […] "),
        )
    )  # fmt: skip


def people(said: pl.DataFrame) -> pl.DataFrame:
    """One row a person, the most quoted first."""
    return (
        said.sort("seen_at", "article_id", _SPANS)
        .group_by("person_id", maintain_order=True)
        .agg(
            name=pl.col("speaker_name").mode(maintain_order=True).first(),
            label=pl.col("speaker_label").drop_nulls().first(),
            statements=pl.len(),
            articles=pl.col("article_id").n_unique(),
            sources=pl.col("source").n_unique(),
            first=pl.col("seen_at").min(),
            last=pl.col("seen_at").max(),
            most=pl.col("source").mode(maintain_order=True).first(),
        )
        .sort(["statements", "articles", "name", "person_id"],
              descending=[True, True, False, False])
    )  # fmt: skip


def person_shards(persons: pl.DataFrame) -> int:
    return shards_for(persons.height, EACH)


def people_files(
    said: pl.DataFrame, persons: pl.DataFrame, titles: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """`(path, text)` of the list and of every file of persons."""
    yield "data/people.js", put("people", [_listed(row) for row in persons.iter_rows(named=True)])
    rows = said.sort(["seen_at", "article_id", _SPANS], descending=[True, False, False])
    for number, part in sorted(by_shard(rows, "person_id", person_shards(persons)).items()):
        drawn = {
            str(key[0]): _person(own, titles)
            for key, own in part.partition_by("person_id", as_dict=True).items()
        }
        yield f"data/p/{number}.js", put(f"p/{number}", drawn)


def _listed(row: Mapping[str, Any]) -> list[Any]:
    return [
        row["person_id"], row["name"], row["label"], row["statements"], row["articles"],
        row["sources"], moment(row["first"]), moment(row["last"]), row["most"],
    ]  # fmt: skip


def _person(said: pl.DataFrame, titles: Mapping[str, str]) -> dict[str, Any]:
    """By whom and how, of all that they say; and the newest of it."""
    newest = said.head(MOST).iter_rows(named=True)
    return {
        "ways": {name: _counts(said[name]) for name in ("source", "via", "medium", "cue")},
        "said": [_statement(row, titles) for row in newest],
    }


def _counts(values: pl.Series) -> list[tuple[str, int]]:
    counted = values.drop_nulls().rename("value").value_counts(name="times")
    return counted.sort(["times", "value"], descending=[True, False]).head(_WAYS).rows()


def _statement(row: Mapping[str, Any], titles: Mapping[str, str]) -> list[Any]:
    return [
        row["text"], row["kind"], row["via"], row["medium"], round(row["confidence"], 2),
        row["source"], moment(row["seen_at"]), row["article_id"], titles.get(row["article_id"]),
    ]  # fmt: skip
