"""Entities across articles: counted once, the same whatever the order of the rows."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import polars as pl

from transforms.entities import count_entities
from transforms.names import entity_id

UTC_TIME = pl.Datetime("us", "UTC")
DAYS = [datetime(2024, 5, day, tzinfo=UTC) for day in (1, 2, 3)]
NAMED = [  # article, label, name, text
    ("a", "PER", "Élodie Garnier-Vasseur", "Élodie Garnier-Vasseur"),
    ("a", "PER", "Élodie Garnier-Vasseur", "Garnier-Vasseur"),
    ("b", "PER", "Elodie Garnier Vasseur", "Elodie Garnier Vasseur"),
    ("b", "LOC", "Nantes", "Nantes"),
    ("c", "ORG", "Nantes", "FC Nantes"),
]


def frames(order: list[int]) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    rows = [NAMED[i] for i in order]
    mentions = pl.DataFrame(rows, schema=["article_id", "label", "name", "text"], orient="row")
    ids = [entity_id(label, name) for _, label, name, _ in rows]
    unresolved = pl.DataFrame(
        {"article_id": ["a"], "label": ["PER"], "name": ["Morel"], "text": ["Morel"],
         "entity_id": [None]},
        schema_overrides={"entity_id": pl.String},
    )  # fmt: skip
    mentions = pl.concat([mentions.with_columns(entity_id=pl.Series(ids)), unresolved])
    articles = pl.DataFrame(
        {"article_id": ["a", "b", "c"], "published_at": [DAYS[2], None, DAYS[1]],
         "ingested_at": [DAYS[2], DAYS[0], DAYS[2]]},
        schema_overrides={"published_at": UTC_TIME, "ingested_at": UTC_TIME},
    )  # fmt: skip
    return mentions.lazy(), articles.lazy()


def code(name: str, label: str) -> str | None:
    return "XX" if (name, label) == ("Nantes", "LOC") else None


def test_forms_that_differ_by_accents_and_hyphens_are_one_entity() -> None:
    entities = count_entities(*frames([0, 1, 2, 3, 4]), code)
    person = entities.filter(label="PER").row(0, named=True)
    assert person["name"] == "Élodie Garnier-Vasseur", "the spelling met most"
    assert person["aliases"] == ["Elodie Garnier Vasseur", "Garnier-Vasseur"]
    assert (person["mention_count"], person["article_count"]) == (3, 2)
    assert (person["first_seen"], person["last_seen"]) == (DAYS[0], DAYS[2])


def test_one_name_of_two_kinds_is_two_entities_and_the_unresolved_none() -> None:
    entities = count_entities(*frames([0, 1, 2, 3, 4]), code)
    assert entities.height == 3
    by_label = dict(entities.select("label", "country_code").iter_rows())
    assert by_label == {"PER": None, "LOC": "XX", "ORG": None}
    assert entities["mention_count"].sum() == len(NAMED)


def test_the_order_of_the_rows_does_not_matter() -> None:
    wanted = count_entities(*frames([0, 1, 2, 3, 4]), code)
    for seed in range(20):
        order = random.Random(seed).sample(range(5), 5)
        assert count_entities(*frames(order), code).equals(wanted)
