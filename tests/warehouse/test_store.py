"""The store: what is published is what is read, once, whatever came again and in which order."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lengths import examples
from tests.warehouse.made import (
    DAY,
    batch,
    entities,
    expected,
    files_on_disk,
    lose,
    run_row,
    state,
)
from warehouse.integrity import problems
from warehouse.schema import ContractError
from warehouse.store import Store, WarehouseBusy, WarehouseDamaged
from warehouse.tables import TABLES

pytestmark = pytest.mark.usefixtures("no_catalogue")

names = st.sampled_from("abcdef")
batches = st.lists(
    st.tuples(st.dictionaries(names, st.integers(0, 9), min_size=1, max_size=4), st.integers(1, 3)),
    min_size=1,
    max_size=6,
)


def publish(store: Store, batch_id: str, versions: dict[str, int], day: date = DAY, **more) -> None:
    store.stage(batch_id, batch(versions, **more))
    store.publish(batch_id, day)


@given(sequence=batches)
@settings(max_examples=examples(6), deadline=None)
def test_publishing_is_updating_a_dict(tmp_path_factory, sequence) -> None:
    store, model = Store(tmp_path_factory.mktemp("root")), {}
    with store.writer():
        for number, (versions, day) in enumerate(sequence):
            # ids come again, as they do when a batch is retried with other content
            publish(store, f"batch{number % 3}", versions, date(2024, 5, day), number=number)
            model |= versions
    found = state(store)
    for table, rows in expected(model).items():
        assert found[table] == rows, table
    assert len(found["validation_results"]) == len(sequence), "a log keeps all its rows"
    assert files_on_disk(store.root) == {file.path for file in _tables_files(store)}


def _tables_files(store: Store):
    return [file for file in store.manifest().files if file.table in TABLES]


@given(order=st.permutations(range(5)))
@settings(max_examples=examples(4), deadline=None)
def test_the_order_of_batches_does_not_matter(tmp_path_factory, order: list[int]) -> None:
    """Batches of different articles, in any order, give the same files."""
    store = Store(tmp_path_factory.mktemp("root"))
    with store.writer():
        for number in order:
            publish(store, f"batch{number}", {f"x{number}": 1, f"y{number}": 2}, number=number)
    digests = {(file.path, file.sha256) for file in store.manifest().files}
    again = Store(tmp_path_factory.mktemp("root"))
    with again.writer():
        for number in range(5):
            publish(again, f"batch{number}", {f"y{number}": 2, f"x{number}": 1}, number=number)
    assert {(file.path, file.sha256) for file in again.manifest().files} == digests


def test_a_new_warehouse_has_every_table_empty_and_typed(tmp_path: Path) -> None:
    store = Store(tmp_path / "deep" / "down")
    store.create()
    store.create()
    for name, table in TABLES.items():
        assert store.scan(name).collect_schema() == table.polars_schema
        assert store.rows(name) == 0
        (file,) = (store.root / name).glob("**/*.parquet")
        assert pq.read_schema(file).equals(table.arrow_schema)
    assert problems(store) == []


def test_rows_that_fell_away_fall_away_in_all_tables(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        publish(store, "one", {"a": 1, "b": 1})
        publish(store, "two", {"a": 4}, number=2)  # version 4 has no quote
        quotes = store.read("quotes")
        assert quotes["article_id"].n_unique() == quotes.height == 1
        store.stage("three", batch({"a": 4, "b": 4}, number=3))
        store.publish("three", DAY, snapshots={"entities": entities({"a": 4, "b": 4})})
    assert store.rows("quotes") == 0
    assert len(list((tmp_path / "quotes").glob("**/*.parquet"))) == 1, "one empty file is left"
    assert problems(store) == []


def test_snapshots_replace_the_whole_table(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        store.stage("one", batch({"a": 1, "b": 1}))
        store.publish("one", DAY, snapshots={"entities": entities({"a": 1, "b": 1})})
        assert store.read("entities").equals(entities({"a": 1, "b": 1}).sort("entity_id"))
        store.publish("two", DAY, snapshots={"entities": entities({"a": 5})})
        assert store.read("entities").equals(entities({"a": 5}))
        store.publish("three", DAY, snapshots={"entities": entities({})})
        assert store.rows("entities") == 0
        assert store.rows("articles") == 2
        with pytest.raises(ValueError, match="not written as a snapshot"):
            store.publish("four", DAY, snapshots={"articles": batch({"a": 1})["articles"]})
        assert store.rows("articles") == 2


def test_an_unchanged_snapshot_keeps_its_file(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        for number in range(3):
            frames = {"entities": entities({"a": 1}), "stories": TABLES["stories"].empty()}
            store.publish(f"link{number}", date(2024, 5, 1 + number), snapshots=frames)
    live = {file.path for table in ("entities", "stories") for file in store.manifest().of(table)}
    assert live == {
        "entities/ingest_date=2024-05-01/link0.parquet",
        "stories/ingest_date=1970-01-01/empty.parquet",
    }


def test_a_runs_row_goes_from_running_to_done(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        store.log_run("r1", DAY, run_row("r1", "running"))
        store.log_run("r2", DAY, run_row("r2", "running"))
        store.log_run("r1", DAY, run_row("r1", "done", 7))
    found = store.read("runs").sort("run_id")
    assert found.select("run_id", "status", "inputs").rows() == [
        ("r1", "done", 7),
        ("r2", "running", 0),
    ]
    assert len(list((tmp_path / "runs").glob("**/*.parquet"))) == 2


def test_staging_checks_the_contract_and_keeps_what_was_staged(tmp_path: Path) -> None:
    store = Store(tmp_path)
    frames = batch({"a": 1})
    store.stage("one", frames)
    with pytest.raises(ContractError, match="missing"):
        store.stage("one", {"articles": frames["articles"].drop("title")})
    with pytest.raises(ContractError, match="null"):
        store.stage("one", {"articles": frames["articles"].with_columns(text=None)})
    with pytest.raises(ValueError, match="no table 'article'; there are raw_articles, articles"):
        store.stage("one", {"article": frames["articles"]})
    assert store.staged("one", "articles").equals(frames["articles"])
    assert store.staged("one", "entities").schema == TABLES["entities"].polars_schema
    store.discard("one")
    assert store.staged("one", "articles").is_empty()


@pytest.mark.parametrize("bad", ["", "../x", "a/b", ".hidden", "a~2", "a\n", "x" * 200, "a.tmp"])
def test_a_batch_id_cannot_lead_out_of_the_warehouse(tmp_path: Path, bad: str) -> None:
    with pytest.raises(ValueError, match="cannot name a batch"):
        Store(tmp_path).stage(bad, {})


def test_publishing_twice_does_nothing_and_publishing_nothing_is_an_error(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        publish(store, "one", {"a": 1})
        before = store.manifest()
        assert store.publish("one", DAY).rows == {}
        assert store.manifest() == before
        with pytest.raises(ValueError, match="nothing is staged"):
            store.publish("two", DAY)
    with pytest.raises(RuntimeError, match="lock"):
        store.publish("one", DAY)


def test_staged_rows_are_in_key_order_and_the_files_plain(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        store.stage("one", batch({"b": 1, "a": 1, "c": 2}))
        store.publish("one", DAY, snapshots={"entities": entities({"b": 1, "a": 1})})
    for file in store.manifest().files:
        schema = pq.read_schema(store.root / file.path)
        assert schema.equals(TABLES[file.table].arrow_schema), file.path
        assert not any(
            pa.types.is_large_string(field.type) or pa.types.is_string_view(field.type)
            for field in schema
        )
        assert store.root.joinpath(file.path).stat().st_size == file.bytes
    for name in ("articles", "segments"):
        rows = store.read(name)
        assert rows.equals(rows.sort(TABLES[name].key))


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with (
        store.writer(),
        pytest.raises(WarehouseBusy, match="another run"),
        Store(tmp_path).writer(),
    ):
        pass
    with Store(tmp_path).writer():
        pass  # free again


def test_another_store_object_of_this_process_may_publish_under_the_lock(tmp_path: Path) -> None:
    with Store(tmp_path).writer():
        publish(Store(tmp_path), "one", {"a": 1})
    assert Store(tmp_path).rows("articles") == 1


HOLD = """
import sys, time
from warehouse.store import Store
with Store(sys.argv[1]).writer():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_writer_frees_the_lock(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WarehouseBusy, match=f"process {holder.pid}"), Store(tmp_path).writer():
            pass
        holder.kill()
        holder.wait()
    with Store(tmp_path).writer():
        pass


def test_reading_where_nothing_is(tmp_path: Path) -> None:
    store = Store(tmp_path / "none")
    assert not store.exists()
    with pytest.raises(FileNotFoundError, match="no warehouse at"):
        store.scan("articles")
    with pytest.raises(ValueError, match="no table 'x'"):
        store.scan("x")
    assert not (tmp_path / "none").exists()


def test_a_lost_or_broken_manifest_stops_everything_and_removes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        publish(store, "one", {"a": 1})
    files, path = files_on_disk(tmp_path), tmp_path / "manifest.json"
    content = path.read_bytes()
    path.unlink()
    with pytest.raises(WarehouseDamaged, match=r"manifest\.json is missing"), store.writer():
        pass
    for broken in (b"", content[:50], b"[]", content.replace(b'"format": 1', b'"format": 9')):
        path.write_bytes(broken)
        with pytest.raises(WarehouseDamaged), store.writer():
            pass
        with pytest.raises(WarehouseDamaged):
            store.scan("articles")
    assert files_on_disk(tmp_path) == files


def test_a_missing_live_file_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        publish(store, "one", {"a": 1})
    for lost in lose(store, "articles"):
        assert not lost.exists()
    with pytest.raises(WarehouseDamaged, match="articles"):
        store.scan("articles")


def test_the_sweep_leaves_foreign_files_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        publish(store, "one", {"a": 1})
    foreign = [tmp_path / "notes.txt", tmp_path / "x.tmp", tmp_path / "quotes" / "mine.parquet"]
    orphans = [
        tmp_path / "quotes" / "ingest_date=2024-05-01" / "lost.parquet",
        tmp_path / "manifest.json.tmp",
    ]
    for path in foreign + orphans:
        path.write_bytes(b"x")
    (tmp_path / "_staging" / "old").mkdir(parents=True)
    before = state(store)
    with store.writer() as writer:
        assert writer.sweep() == [
            "manifest.json.tmp",
            "quotes/ingest_date=2024-05-01/lost.parquet",
            "_staging/old",
        ]
    assert all(path.exists() for path in foreign)
    assert not any(path.exists() for path in orphans)
    assert state(store) == before


def test_a_table_new_in_the_contract_appears(tmp_path: Path, monkeypatch) -> None:
    store = Store(tmp_path)
    less = {name: table for name, table in TABLES.items() if name != "stories"}
    with monkeypatch.context() as patch:
        for module in ("store", "commit", "batches"):
            patch.setattr(f"warehouse.{module}.TABLES", less)
        with store.writer():
            publish(store, "one", {"a": 1})
        assert not (tmp_path / "stories").exists()
    with store.writer():
        assert store.scan("stories").collect().is_empty()
    assert store.rows("articles") == 1


def test_odd_roots_work(tmp_path: Path) -> None:
    """Brackets and stars are for globs, and must not be taken for them in a folder's name."""
    store = Store(tmp_path / "a [1] * 'é'")
    with store.writer():
        publish(store, "one", {"a": 1})
        publish(store, "two", {"a": 2}, number=2)
    assert store.read("articles")["title"].to_list() == ["Titre a 2"]
    assert store.scan("articles").select(pl.len()).collect().item() == 1
