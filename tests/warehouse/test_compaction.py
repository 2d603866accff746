"""Compaction: fewer files, the same rows, the same promises."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lengths import examples
from tests.warehouse.made import DAY, batch, entities, expected, flip, run_row, state
from warehouse import pool
from warehouse.compaction import compact
from warehouse.integrity import problems
from warehouse.ledger import Ledger
from warehouse.manifest import WarehouseDamaged
from warehouse.store import Store
from warehouse.tables import TABLES

pytestmark = pytest.mark.usefixtures("no_catalogue")

NEXT_DAY = date(2024, 5, 2)


def filled(root: Path, batches: int = 6, day: date = DAY) -> tuple[Store, dict[str, int]]:
    store, model = Store(root), {}
    with store.writer():
        for number in range(batches):
            versions = {f"a{number}": 1, f"b{number}": 2, "shared": number + 1}
            store.stage(f"batch{number}", batch(versions, number, source=f"{number}.txt"))
            store.publish(f"batch{number}", day)
            store.log_run(f"log{number}", day, run_row(f"log{number}", "done"))
            model |= versions
        store.publish("link", day, snapshots={"entities": entities(model)})
    return store, model


def files(store: Store, table: str) -> int:
    return len(store.manifest().of(table))


def test_a_days_files_become_one_a_table(tmp_path: Path) -> None:
    store, _ = filled(tmp_path)
    before, counts = state(store), {name: files(store, name) for name in TABLES}
    assert counts["articles"] == counts["runs"] == 6
    with store.writer():
        version = store.manifest().version
        (done,) = compact(store)
        assert store.manifest().version == version + 1, "one commit"
    assert state(store) == before
    assert {name: files(store, name) for name in TABLES} == dict.fromkeys(TABLES, 1)
    assert done.day == "2024-05-01"
    assert done.before == sum(
        counts[name] for name in (*expected({}), "runs", "validation_results")
    ) + len([1 for _ in range(5)])  # of the superseded records, one file a batch but the first
    assert str(done) == f"2024-05-01: {done.before} files became {done.after}"
    assert problems(store) == []


def test_compacting_twice_does_nothing(tmp_path: Path) -> None:
    store, _ = filled(tmp_path)
    with store.writer():
        compact(store)
        before = store.manifest()
        assert compact(store) == []
    assert store.manifest() == before


def test_each_day_keeps_its_rows(tmp_path: Path) -> None:
    store, _ = filled(tmp_path)
    with store.writer():
        for number in range(2):
            store.stage(f"next{number}", batch({f"n{number}": 1}, number + 50))
            store.publish(f"next{number}", NEXT_DAY)
        assert [done.day for done in compact(store)] == ["2024-05-01", "2024-05-02"]
    days = {file.ingest_date: file.rows for file in store.manifest().of("articles")}
    assert days == {"2024-05-01": 13, "2024-05-02": 2}


def test_articles_are_replaced_after_it_as_before(tmp_path: Path) -> None:
    """The rows of an article lie in files of one lineage, before and after."""
    store, model = filled(tmp_path)
    with store.writer():
        compact(store)
        lineages = {
            file.lineage for name in expected({}) for file in store.manifest().of(name) if file.rows
        }
        assert len(lineages) == 1
        changes = {"a0": 4, "b3": 5, "new": 1}
        store.stage("later", batch(changes, 77))
        store.publish("later", NEXT_DAY, snapshots={"entities": entities(model | changes)})
    found = state(store)
    wanted = expected(model | changes)
    for name in ("segments", "mentions", "quotes"):  # the others name their sources
        assert found[name] == wanted[name], name
    assert {row[0] for row in found["articles"]} == {row[0] for row in wanted["articles"]}
    assert problems(store) == []


def test_what_was_known_is_known(tmp_path: Path) -> None:
    store, _ = filled(tmp_path)
    before = Ledger.load(store, "1")
    with store.writer():
        compact(store)
    assert Ledger.load(store, "1") == before
    assert before.superseded


def test_a_file_grows_no_larger_than_its_target(tmp_path: Path) -> None:
    store, _ = filled(tmp_path)
    before = state(store)
    target = 3 * max(file.bytes for file in store.manifest().files)
    with store.writer():
        compact(store, target)
        assert 1 < files(store, "raw_articles") < 6
        compact(store, 100)
        assert 1 < files(store, "raw_articles") < 6, "what is large enough is left alone"
    assert state(store) == before
    for name in TABLES:
        assert all(file.bytes <= target for file in store.manifest().of(name))


def test_a_damaged_file_is_not_merged_and_its_day_stays(tmp_path: Path) -> None:
    store, _ = filled(tmp_path)
    file = store.manifest().of("quotes")[0]
    flip(pool.pooled(store.root, file))
    before = store.manifest()
    with store.writer(), pytest.raises(WarehouseDamaged, match=file.path):
        compact(store)
    assert store.manifest() == before
    live = {pool.pooled(tmp_path, each) for each in before.files}
    assert set(pool.members(tmp_path)) >= live
    assert not list(tmp_path.glob("**/compact-*")), "nothing half-made is left"


def older(store: Store, table: str, change) -> None:
    """Write the first file of `table` anew as if an earlier contract had shaped it."""
    file = store.manifest().of(table)[0]
    rows = change(pq.read_table(store.path(file), partitioning=None))
    with store.change() as commit:
        commit.remove(file)
        commit.write(table, rows, file.batch_id, file.ingest_date)


def test_a_file_of_an_older_contract_is_merged_where_nothing_is_lost(tmp_path: Path) -> None:
    store, _ = filled(tmp_path)
    with store.writer():
        older(store, "quotes", lambda rows: rows.drop_columns(["medium"]))
        before = state(store)
        compact(store)
        assert files(store, "quotes") == 1
    assert state(store) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.append_column("mood", pl.Series(["x"] * rows.num_rows).to_arrow()),
        lambda rows: rows.drop_columns(["kind"]),
    ],
    ids=["a column that is no more", "one that must not be null"],
)
def test_a_file_of_an_older_contract_is_left_where_something_would_be(tmp_path, change) -> None:
    store, _ = filled(tmp_path)
    with store.writer():
        older(store, "quotes", change)
        file = next(f for f in store.manifest().of("quotes") if f.batch_id == "batch0")
        compact(store)
        assert file in store.manifest().files
        for name in expected({}):
            kept = {f.batch_id for f in store.manifest().of(name)}
            assert "batch0" in kept, "all its lineage stays"
            assert len(kept) == 2


@given(
    sequence=st.lists(
        st.one_of(
            st.none(),
            st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9), min_size=1, max_size=3),
        ),
        min_size=2,
        max_size=7,
    )
)
@settings(max_examples=examples(4), deadline=None)
def test_batches_and_compactions_in_any_order(tmp_path_factory, sequence) -> None:
    """None is a compaction; the tables are those of a dict that was updated."""
    store, model = Store(tmp_path_factory.mktemp("root")), {}
    with store.writer():
        for number, versions in enumerate(sequence):
            if versions is None:
                compact(store)
                continue
            store.stage(f"batch{number % 3}", batch(versions, number))
            store.publish(f"batch{number % 3}", DAY)
            model |= versions
        compact(store)
    found = state(store)
    for table, rows in expected(model).items():
        assert found[table] == rows, table
        assert len(store.manifest().of(table)) <= 1
