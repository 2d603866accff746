"""Retention: what is old enough leaves, all of it, and does not come back."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from tests.lengths import EVERY
from tests.warehouse.made import (
    DAY,
    NOON,
    article_rows,
    batch,
    digest,
    entities,
    expected,
    quarantined,
    state,
)
from tests.warehouse.test_crash import Killed, failing
from tests.warehouse.test_pool import doubled
from warehouse.integrity import problems
from warehouse.ledger import Ledger
from warehouse.retention import Keep, expire
from warehouse.store import Store

pytestmark = pytest.mark.usefixtures("no_catalogue")

OLD, YOUNG = {"a": 1, "b": 2, "m": 1}, {"c": 1, "m": 2}
TODAY = DAY + timedelta(days=100)
LEFT = OLD.keys() - YOUNG.keys()


def link(store: Store) -> dict[str, pl.DataFrame]:
    """The entities of the mentions that there are."""
    names = set(store.read("mentions")["name"])
    made = entities(OLD | YOUNG)
    return {"entities": made.filter(pl.col("name").is_in(names))}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Articles of two days, of which one came again, and three records in quarantine."""
    made = Store(tmp_path / "root")
    with made.writer():
        rejected = pl.concat(
            [
                quarantined("settled.txt", "0" * 64).with_columns(
                    closed_by=pl.lit("run1"), closed_as=pl.lit("published")
                ),
                quarantined("standing.txt", "1" * 64),
            ]
        )
        young = quarantined("young.txt", "2" * 64).with_columns(
            quarantined_at=pl.lit(NOON + timedelta(days=95))
        )
        made.stage("one", {**batch(OLD, source="monday.txt"), "quarantine": rejected})
        made.publish("one", DAY)
        made.stage("two", {**batch(YOUNG, 2, source="later.txt"), "quarantine": young})
        made.publish("two", DAY + timedelta(days=95))
        made.publish("link", DAY + timedelta(days=95), snapshots=link(made))
    assert problems(made) == []
    return made


def articles(store: Store) -> set[str]:
    return set(store.read("articles")["title"])


def rejected(store: Store) -> set[str]:
    return set(store.read("quarantine")["source_uri"])


def test_everything_is_kept_unless_told(store: Store) -> None:
    before = state(store)
    with store.writer():
        assert expire(store, Keep(), TODAY, link) == {}
    assert state(store) == before


@pytest.mark.parametrize("days", [100, 5])
def test_a_row_that_is_just_young_enough_stays(store: Store, days: int) -> None:
    """Kept for 100 days means: gone on the 101st."""
    last = {100: DAY, 5: DAY + timedelta(days=95)}[days] + timedelta(days=days)
    count = len(articles(store))
    with store.writer():
        expire(store, Keep(articles=days), last, link)
        kept = len(articles(store))
        expire(store, Keep(articles=days), last + timedelta(days=1), link)
    assert (kept, len(articles(store))) == {100: (count, 2), 5: (2, 0)}[days]


def test_articles_leave_with_all_their_rows(store: Store) -> None:
    with store.writer():
        version = store.manifest().version
        removed = expire(store, Keep(articles=30), TODAY, link)
        assert store.manifest().version == version + 1, "one commit"
    assert articles(store) == {"Titre c 1", "Titre m 2"}
    ids = {digest(name) for name in LEFT}
    for name in expected({}):
        assert not ids & set(store.read(name)["article_id"]), name
    assert set(store.read("entities")["name"]) == {"Zoé C", "Zoé M"}
    assert rejected(store) == {"young.txt"}
    assert removed["articles"] == removed["raw_articles"] == 2
    assert removed["quarantine"] == 2
    assert "entities" not in removed
    assert problems(store) == []
    assert doubled(store.root) == []


def test_what_left_does_not_come_back_unless_it_changed(store: Store) -> None:
    with store.writer():
        expire(store, Keep(articles=30), TODAY, link)
    ledger = Ledger.load(store, "1")
    for name in LEFT:
        (row,) = article_rows(name, OLD[name])["raw_articles"]
        assert ledger.knows(row["article_id"], "monday.txt", row["content_hash"])
        assert Ledger.load(store, "2").knows(row["article_id"], "x", row["content_hash"])
        (edited,) = article_rows(name, OLD[name] + 3)["raw_articles"]
        assert not ledger.knows(edited["article_id"], "monday.txt", edited["content_hash"])


def test_settled_records_leave_the_quarantine_and_standing_ones_stay(store: Store) -> None:
    with store.writer():
        assert expire(store, Keep(quarantine=30), TODAY, link) == {"quarantine": 1}
    assert rejected(store) == {"standing.txt", "young.txt"}
    assert len(articles(store)) == 4


def test_superseded_records_leave_when_told(store: Store) -> None:
    (row,) = article_rows("m", 1)["raw_articles"]
    key = (row["article_id"], "monday.txt", row["content_hash"])
    assert key in Ledger.load(store, "1").superseded
    with store.writer():
        expire(store, Keep(superseded=5), TODAY, link)
        assert key in Ledger.load(store, "1").superseded
        expire(store, Keep(superseded=4), TODAY, link)
    assert key not in Ledger.load(store, "1").superseded


def test_a_second_time_does_nothing(store: Store) -> None:
    with store.writer():
        expire(store, Keep(30, 30, 30), TODAY, link)
        before = store.manifest()
        assert expire(store, Keep(30, 30, 30), TODAY, link) == {}
    assert store.manifest() == before


def test_everything_may_leave(store: Store) -> None:
    with store.writer():
        expire(store, Keep(0, 0, 0), date(2030, 1, 1), link)
    for name in (*expected({}), "quarantine", "entities"):
        assert store.read(name).is_empty(), name
        assert list((store.root / name).glob("**/*.parquet")), "one empty file"
    assert store.rows("validation_results") == 2
    assert problems(store) == []


def test_a_link_step_that_fails_changes_nothing(store: Store) -> None:
    before = state(store)

    def fail(_: Store) -> dict[str, pl.DataFrame]:
        raise ArithmeticError

    with store.writer(), pytest.raises(ArithmeticError):
        expire(store, Keep(articles=30), TODAY, fail)
    assert state(store) == before


def test_killed_at_any_step_all_or_nothing_has_left(store: Store, tmp_path: Path) -> None:
    before = state(store)
    made = Store(shutil.copytree(store.root, tmp_path / "done"))
    with made.writer():
        expire(made, Keep(articles=30), TODAY, link)
    done, seen = state(made), set()
    for step in range(0, 1_000, EVERY):
        clone = Store(shutil.copytree(store.root, tmp_path / str(step)))
        with clone.writer(), failing(step, Killed, after=False) as steps, suppress(Killed):
            expire(clone, Keep(articles=30), TODAY, link)
        assert state(clone) in (before, done), f"step {step}"
        assert [line for line in doubled(clone.root) if "twice" in line] == []
        seen.add(state(clone) == done)
        with clone.writer():
            pass
        assert problems(clone) == []
        if len(steps) <= step:  # it was not killed
            break
    assert seen == {False, True}
    assert step > 20
