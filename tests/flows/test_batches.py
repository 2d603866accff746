"""Slicing inputs into batches: everything is counted once, and ids depend on content alone."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.batches import Batch, Intake
from flows.entries import Stamp, quarantine_frame
from warehouse.inputs.records import RawRecord, RejectedRecord, article_id, content_hash
from warehouse.ledger import Ledger, Published
from warehouse.tables import TABLES

TIMES = [datetime(2024, 5, day, tzinfo=UTC) for day in (1, 2, 3)]


def record(uri: str, text: str, url: str | None = None, day: int | None = None) -> RawRecord:
    fetched = None if day is None else TIMES[day]
    content = content_hash(text, url, None)
    return RawRecord(article_id(url, uri), uri, "text", "utf-8", content, text, url, fetched)


def rejected(uri: str) -> RejectedRecord:
    return RejectedRecord(uri, "empty", "Nothing in it.", article_id(None, uri), "0" * 64)


def intake(articles: int = 3, size: int = 1000, ledger: Ledger | None = None) -> Intake:
    return Intake(ledger or Ledger({}, frozenset()), articles, size)


class Worked:
    """What becomes of the inputs when all articles but those that say BAD can be worked.

    `ahead` batches are in work at a time.
    """

    def __init__(
        self, one: Intake, inputs: Iterable[RawRecord | RejectedRecord], ahead: int = 1
    ) -> None:
        self.articles: dict[str, RawRecord] = {}
        self.rejected: list[tuple[str, str]] = []
        self.batches: list[Batch] = []
        in_work: deque[Batch] = deque()
        for batch in one.batches(inputs):
            if batch:
                in_work.append(batch)
            if batch is None or len(in_work) == ahead:
                self.settle(one, in_work.popleft())
        for batch in in_work:
            self.settle(one, batch)
        assert not one._batch.records + one._deferred, "nothing is left over"
        assert not one._pending
        self.published = sum(len(b.records) for b in self.batches) - one.replaced
        self.published -= sum(reason == "failed" for _, reason in self.rejected)

    def settle(self, one: Intake, batch: Batch) -> None:
        self.batches.append(batch)
        good = {r.article_id: r for r in batch.records if "BAD" not in r.raw_text}
        bad = [r for r in batch.records if r.article_id not in good]
        self.rejected += [(r.source_uri, "failed") for r in bad]
        self.rejected += [(r.source_uri, r.reason) for r in batch.rejections]
        gave_way = one.settle(batch, set(good))
        self.rejected += [(taken.source_uri, "older_version") for taken in gave_way]
        self.articles |= good


texts = st.sampled_from(["a", "ab", "abb", "BAD", "BAD b"])
inputs = st.lists(
    st.tuples(st.sampled_from("uvwxyz"), st.sampled_from("UVW"), texts, st.integers(-1, 2)),
    unique_by=lambda one: one[0],
    max_size=12,
)


def made(drawn: list[tuple[str, str, str, int]]) -> list[RawRecord | RejectedRecord]:
    return [
        rejected(uri) if url == "W" else record(uri, text, url, None if day < 0 else day)
        for uri, url, text, day in drawn
    ]


@given(drawn=inputs, limit=st.integers(1, 5), size=st.integers(1, 30), ahead=st.integers(1, 4))
def test_every_input_is_counted_once(
    drawn: list[tuple[str, str, str, int]], limit: int, size: int, ahead: int
) -> None:
    one = intake(limit, size)
    worked = Worked(one, made(drawn), ahead)
    assert one.inputs == len(drawn)
    assert one.inputs == worked.published + one.unchanged + len(worked.rejected)
    assert worked.published == len(worked.articles)
    assert len(set(worked.rejected)) == len(worked.rejected)
    for batch in worked.batches:
        ids = [r.article_id for r in batch.records]
        assert len(ids) == len(set(ids)), "an article stands once in a batch"
        assert len(batch.records) <= limit
        assert sum(len(r.raw_text) for r in batch.records[:-1]) < size


@given(drawn=inputs, limit=st.integers(1, 5), size=st.integers(1, 30), ahead=st.integers(1, 4))
def test_what_becomes_of_an_input_depends_neither_on_batches_nor_on_how_many_are_in_work(
    drawn: list[tuple[str, str, str, int]], limit: int, size: int, ahead: int
) -> None:
    one = intake(limit, size)
    worked = Worked(one, made(drawn), ahead)
    other = intake(100, 10**6)
    whole = Worked(other, made(drawn))
    assert worked.articles == whole.articles
    assert sorted(worked.rejected) == sorted(whole.rejected)
    assert (one.unchanged, one.inputs) == (other.unchanged, other.inputs)


def test_only_versions_of_one_article_wait_for_each_other() -> None:
    versions = [record(uri, uri, "U") for uri in "abc"]
    others = [record(uri, uri) for uri in "defghi"]
    cut = intake(3).batches([*versions, *others])
    taken = [next(cut) for _ in range(4)]  # nothing is settled meanwhile
    sources = [batch and [r.source_uri for r in batch.records] for batch in taken]
    assert sources == [["a", "d", "e"], ["f", "g", "h"], ["i"], None], "b waits for the fate of a"


@given(drawn=inputs, data=st.data())
def test_the_order_of_inputs_does_not_matter_where_they_say_when_they_were_fetched(
    drawn: list[tuple[str, str, str, int]], data: st.DataObject
) -> None:
    """Without it, or in a dead heat, the later in the stream wins: it is sorted by source."""
    dated = {(url, day): (uri, url, text, day) for uri, url, text, day in drawn if day >= 0}
    unlike = {(url, text): one for one in dated.values() for _, url, text, _ in [one]}
    rows = list(unlike.values())
    shuffled = data.draw(st.permutations(rows))
    one, other = Worked(intake(2), made(rows)), Worked(intake(3), made(shuffled))
    assert one.articles == other.articles
    assert {uri for uri, _ in one.rejected} == {uri for uri, _ in other.rejected}


def test_of_two_versions_the_later_is_taken_and_the_older_quarantined() -> None:
    worked = Worked(intake(), [record("a", "one", "U"), record("b", "two", "U")])
    assert [r.raw_text for r in worked.articles.values()] == ["two"]
    assert worked.rejected == [("a", "older_version")]
    (old,) = [r for batch in worked.batches for r in batch.records if r.source_uri == "a"]
    assert old.raw_text == "one", "it is worked first: the newer may fail"
    new, older = record("b", "x", "U", day=2), record("c", "y", "U", day=1)
    worked = Worked(intake(), [new, older])
    assert list(worked.articles.values()) == [new]
    assert worked.rejected == [("c", "older_version")]


def test_a_later_version_that_fails_leaves_the_earlier_in_place() -> None:
    for limit in (1, 9):
        one = intake(limit)
        worked = Worked(one, [record("a", "one", "U"), record("b", "BAD", "U")])
        assert [r.raw_text for r in worked.articles.values()] == ["one"]
        assert worked.rejected == [("b", "failed")]
        worked = Worked(intake(limit), [record("a", "BAD", "U", 2), record("b", "one", "U", 1)])
        assert [r.raw_text for r in worked.articles.values()] == ["one"]


def test_copies_share_the_fate_of_the_first() -> None:
    one = intake(2)
    worked = Worked(one, [record(uri, "same", "U") for uri in "abcdefg"])
    assert (worked.published, one.unchanged, worked.rejected) == (1, 6, [])
    one = intake(2)
    worked = Worked(one, [record(uri, "BAD", "U") for uri in "abcdefg"])
    assert (worked.published, one.unchanged) == (0, 0)
    assert worked.rejected == [("a", "failed"), *((uri, "copy_of_rejected") for uri in "bcdefg")]


def known(day: int | None, source: str = "a") -> Ledger:
    one = record(source, "one", "U", day)
    row = Published(source, one.content_hash, True, one.fetched_at)
    return Ledger({one.article_id: row}, frozenset())


@pytest.mark.parametrize(
    ("before", "now", "wins"),
    [(1, 2, True), (2, 1, False), (None, None, True), (1, None, True), (None, 1, True)],
)
def test_a_late_delivery_of_an_older_text_does_not_replace_a_newer(
    before: int | None, now: int | None, wins: bool
) -> None:
    worked = Worked(intake(ledger=known(before)), [record("b", "two", "U", now)])
    assert bool(worked.articles) is wins
    assert worked.rejected == ([] if wins else [("b", "older_version")])


def test_the_same_source_is_followed_whatever_it_says_of_its_time() -> None:
    worked = Worked(intake(ledger=known(2)), [record("a", "two", "U", 1)])
    assert [r.raw_text for r in worked.articles.values()] == ["two"]


def test_an_input_known_from_before_takes_part_in_the_comparison() -> None:
    """As it does when both come in one run: a run that was killed between them changes nothing."""
    old, new = record("a", "one", "U", 2), record("b", "two", "U", 1)
    one = intake(ledger=known(2))
    worked = Worked(one, [old, new])
    assert (one.unchanged, worked.rejected) == (1, [("b", "older_version")])
    one = intake(ledger=known(1))
    worked = Worked(one, [replace(old, fetched_at=TIMES[1]), replace(new, fetched_at=TIMES[2])])
    assert (one.unchanged, worked.published, worked.rejected) == (0, 1, [("a", "older_version")])


def test_a_batch_id_depends_on_content_not_on_order() -> None:
    records = [record(uri, uri * 3) for uri in "abcdef"]
    shuffled = random.Random(3).sample(records, len(records))
    assert Batch(records).batch_id("1") == Batch(shuffled).batch_id("1")
    assert Batch(records).batch_id("1") != Batch(records).batch_id("2")
    changed = [record("a", "other"), *records[1:]]
    assert Batch(records).batch_id("1") != Batch(changed).batch_id("1")


def test_quarantine_rows_are_what_the_contract_says(tmp_path: Path) -> None:
    (batch,) = intake().batches([rejected("x"), rejected("y")])
    stamp = Stamp("run", TIMES[0], "1")
    frame = TABLES["quarantine"].conform(quarantine_frame(batch.rejections, "b", stamp))
    assert frame["source_uri"].to_list() == ["x", "y"]
    assert frame["quarantine_id"].n_unique() == 2
