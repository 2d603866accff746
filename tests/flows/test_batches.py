"""Slicing inputs into batches: everything is counted once, and ids depend on content alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flows.batches import Batch, Intake, quarantine_frame
from flows.work import Stamp
from warehouse.ledger import Ledger
from warehouse.records import RawRecord, RejectedRecord, article_id, content_hash
from warehouse.store import Store
from warehouse.tables import TABLES


def record(uri: str, text: str) -> RawRecord:
    return RawRecord(
        article_id(None, uri), uri, "text", "utf-8", content_hash(text, None, None), text
    )


def rejected(uri: str) -> RejectedRecord:
    return RejectedRecord(uri, "empty", "Nothing in it.", article_id(None, uri), "0" * 64)


def intake(root: Path, articles: int = 3, size: int = 1000) -> Intake:
    return Intake(Ledger.load(Store(root), "1"), articles, size)


texts = st.text(alphabet="ab", min_size=1, max_size=40)


@given(
    good=st.lists(st.tuples(st.sampled_from("vwxyz"), texts), max_size=20),
    bad=st.lists(st.sampled_from("mnop"), unique=True),
    limit=st.integers(1, 5),
    size=st.integers(10, 100),
)
def test_every_input_is_in_one_batch_or_unchanged(
    tmp_path_factory, good: list[tuple[str, str]], bad: list[str], limit: int, size: int
) -> None:
    inputs = [record(uri, text) for uri, text in good] + [rejected(uri) for uri in bad]
    one = intake(tmp_path_factory.mktemp("root"), limit, size)
    batches = list(one.batches(inputs))
    counted = sum(len(b.records) + len(b.rejections) - b.replaced for b in batches)
    assert one.inputs == len(inputs) == counted + one.unchanged
    assert len({r.article_id for b in batches for r in b.records}) == len({uri for uri, _ in good})
    for batch in batches:
        ids = [r.article_id for r in batch.records]
        assert len(ids) == len(set(ids)), "an article stands once in a batch"
    for batch in batches:
        assert len(batch.records) <= limit
        assert sum(len(r.raw_text) for r in batch.records[:-1]) < size


def test_of_two_versions_the_later_is_taken_and_the_older_quarantined(tmp_path: Path) -> None:
    (batch,) = intake(tmp_path).batches(
        [record("a", "one"), record("a", "two"), record("a", "two")]
    )
    assert [r.raw_text for r in batch.records] == ["two"]
    assert [(r.reason, r.record) for r in batch.rejections] == [("older_version", "one")]
    fetched = [datetime(2024, 5, day, tzinfo=UTC) for day in (3, 2)]
    new, old = (replace(record("b", str(day)), fetched_at=day) for day in fetched)
    (batch,) = intake(tmp_path).batches([new, old])
    assert batch.records == [new]
    assert [r.content_hash for r in batch.rejections] == [old.content_hash]


def test_a_later_version_replaces_what_an_earlier_batch_of_the_run_took(tmp_path: Path) -> None:
    first, second = intake(tmp_path, articles=1).batches([record("a", "one"), record("a", "two")])
    assert (first.replaced, second.replaced) == (0, 1)
    assert [r.raw_text for r in second.records] == ["two"]
    assert [r.content_hash for r in second.rejections] == [first.records[0].content_hash]


def test_a_batch_id_depends_on_content_not_on_order() -> None:
    records = [record(uri, uri * 3) for uri in "abcdef"]
    shuffled = random.Random(3).sample(records, len(records))
    assert Batch(records).batch_id("1") == Batch(shuffled).batch_id("1")
    assert Batch(records).batch_id("1") != Batch(records).batch_id("2")
    changed = [record("a", "other"), *records[1:]]
    assert Batch(records).batch_id("1") != Batch(changed).batch_id("1")


def test_quarantine_rows_are_what_the_contract_says(tmp_path: Path) -> None:
    (batch,) = intake(tmp_path).batches([rejected("x"), rejected("y")])
    stamp = Stamp("run", datetime(2024, 5, 1, tzinfo=UTC), "1")
    frame = TABLES["quarantine"].conform(quarantine_frame(batch.rejections, "b", stamp))
    assert frame["source_uri"].to_list() == ["x", "y"]
    assert frame["quarantine_id"].n_unique() == 2
