"""The real files, as data scientists and BI tools read them."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from pyarrow import dataset

import warehouse
from tests.conftest import PROJECT
from tests.warehouse.made import DAY, NOON, batch, entities, run_row
from warehouse import manifest
from warehouse.catalog import refresh
from warehouse.compaction import compact
from warehouse.dictionary import render_dictionary
from warehouse.integrity import problems
from warehouse.manifest import Manifest
from warehouse.pool import members, pooled
from warehouse.store import Store
from warehouse.tables import TABLES

VERSIONS = {"a": 1, "b": 2, "c": 3}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store(tmp_path_factory.mktemp("root with [odd] name=1"))
    with store.writer():
        store.stage("one", batch({"a": 9, "b": 2}))
        store.publish("one", DAY)
        store.stage("two", batch({"a": 1, "c": 3}, 2))
        store.publish("two", DAY, snapshots={"entities": entities(VERSIONS)})
        store.log_run("run", DAY, run_row("run", "done"))
        refresh(store.root, store.manifest())
    return store.root


@pytest.fixture
def catalog(root: Path):
    with duckdb.connect(str(root / "catalog.duckdb"), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("name", TABLES)
def test_all_ways_of_reading_agree(root: Path, catalog, name: str) -> None:
    rows = Store(root).rows(name)
    files = [str(path) for path in (root / name).glob("**/*.parquet")]
    assert warehouse.scan(name, root).collect().height == rows
    assert pl.read_parquet(files, glob=False).height == rows
    assert len(pd.read_parquet(root / name)) == rows
    assert sum(len(pd.read_parquet(file)) for file in files) == rows
    assert catalog.sql(f"select count(*) from {name}").fetchall() == [(rows,)]
    assert catalog.sql(f"select * from {name}").columns == [*TABLES[name].names, "ingest_date"]


PATTERNS = (
    "{table}/*/*.parquet",
    "{table}/**/*.parquet",
    "**/{table}/*/*.parquet",
    "{table}/i*/*",
)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", ["raw_articles", "articles", "quotes", "entities", "runs"])
def test_whatever_the_pattern_no_row_is_doubled(tmp_path: Path, name: str, pattern: str) -> None:
    """Replaced files are still there, for open catalogues, but no pattern finds them."""
    store = Store(tmp_path / "data" / "warehouse")
    with store.writer():
        for number in range(3):
            store.stage(f"batch{number}", batch(VERSIONS, number))
            store.publish(f"batch{number}", DAY, snapshots={"entities": entities({"a": number})})
            store.log_run("run", DAY, run_row("run", "done", number))
        compact(store)
    live = {pooled(store.root, file) for file in store.manifest().files}
    assert set(members(store.root)) - live, "replaced files are kept"
    rows = store.rows(name)
    path = f"{store.root}/{pattern.format(table=name)}"
    assert duckdb.sql(f"select count(*) from read_parquet('{path}')").fetchall() == [(rows,)]
    assert pl.scan_parquet(path).select(pl.len()).collect().item() == rows
    assert pl.scan_parquet(store.root / name).select(pl.len()).collect().item() == rows
    assert pl.scan_parquet(f"{store.root}/{name}/").select(pl.len()).collect().item() == rows
    assert len(pd.read_parquet(store.root / name)) == rows
    assert dataset.dataset(store.root / name, partitioning="hive").count_rows() == rows


# What Spark's vectorised Parquet reader maps to a type of its own: physical, logical.
SPARK = {
    ("BYTE_ARRAY", "String"): "string",
    ("INT64", "None"): "bigint",
    ("INT32", "None"): "int",
    ("DOUBLE", "None"): "double",
    ("BOOLEAN", "None"): "boolean",
    ("INT64", "Timestamp(isAdjustedToUTC=true, timeUnit=microseconds)"): "timestamp",
}
SPARK_ENCODINGS = {"PLAIN", "RLE", "RLE_DICTIONARY", "PLAIN_DICTIONARY", "BIT_PACKED"}


@pytest.mark.parametrize("name", TABLES)
def test_the_files_are_such_as_spark_reads(root: Path, name: str) -> None:
    """Spark itself is not here: this holds the files to what its reader takes.

    No nanoseconds, no unsigned or half-precision numbers, no string views, lists of three levels,
    Zstandard (Spark 3.2 and later), names that differ in more than capitals.
    """
    for path in (root / name).glob("**/*.parquet"):
        file = pq.ParquetFile(path)
        names = [column.lower() for column in file.schema_arrow.names]
        assert len(set(names)) == len(names)
        assert not any(mark in column for column in names for mark in " ,;{}()\n\t=")
        for column in file.schema:
            logical = str(column.logical_type).split(", is_from")[0]
            logical = logical + ")" * (logical.count("(") - logical.count(")"))
            assert (column.physical_type, logical) in SPARK, (column.path, logical)
            assert column.path in (column.name, f"{column.path.split('.')[0]}.list.element")
            assert column.max_repetition_level == (1 if "." in column.path else 0)
        for group in range(file.metadata.num_row_groups):
            for index in range(file.metadata.num_columns):
                chunk = file.metadata.row_group(group).column(index)
                assert set(chunk.encodings) <= SPARK_ENCODINGS
                assert chunk.compression == "ZSTD"
        assert path.parent.name.startswith("ingest_date="), "Spark takes it for a date"


def test_pandas_round_trips_every_table(root: Path, tmp_path: Path) -> None:
    """What pandas read can be written by it and read again: no type of ours is beyond it."""
    for name in TABLES:
        frame = pd.read_parquet(root / name)
        frame.to_parquet(tmp_path / f"{name}.parquet")
        again = pd.read_parquet(tmp_path / f"{name}.parquet")
        assert len(again) == len(frame)
        assert list(again.columns) == list(frame.columns)


def test_duckdb_reads_a_plain_glob(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        store.stage("one", batch({"a": 1, "b": 4}))
        store.publish("one", DAY)
    found = duckdb.sql(f"select count(*), min(ingest_date) from '{tmp_path}/quotes/*/*.parquet'")
    assert found.fetchall() == [(1, DAY)]
    assert duckdb.sql(f"select * from '{tmp_path}/stories/*/*.parquet'").fetchall() == []


def test_pandas_reads_lists_times_and_nulls(root: Path) -> None:
    found = pd.read_parquet(root / "entities").sort_values("name")
    assert list(found["aliases"].iloc[0]) == ["Mme a", "a"]
    assert str(found["last_seen"].dt.tz) == "UTC"
    assert found["last_seen"].iloc[0] == pd.Timestamp(NOON)
    articles = pd.read_parquet(root / "articles")
    assert articles["remaining_pct"].isna().sum() == 1
    assert articles["is_truncated"].dtype == bool


def test_the_catalogue_says_what_the_columns_are(catalog) -> None:
    views = dict(
        catalog.sql("select view_name, comment from duckdb_views() where not internal").fetchall()
    )
    assert set(views) == set(TABLES)
    assert TABLES["quotes"].description in views["quotes"]
    comments = dict(
        catalog.sql("select column_name, comment from duckdb_columns() where table_name = 'articles'").fetchall()
    )  # fmt: skip
    assert comments["title"] == TABLES["articles"]["title"].description
    assert comments["remaining_pct"].endswith("[percent]")
    assert all(comments.values())
    kinds = catalog.sql("select distinct typeof(first_seen) from entities").fetchall()
    assert kinds == [("TIMESTAMP WITH TIME ZONE",)]


def test_the_catalogue_is_of_a_format_that_older_tools_open(root: Path) -> None:
    """After a checksum and the mark stands the version of the format: 64 since DuckDB 0.10."""
    head = (root / "catalog.duckdb").read_bytes()[:20]
    assert head[8:12] == b"DUCK"
    assert int.from_bytes(head[12:], "little") == 64


def test_the_catalogue_reads_files_of_an_older_contract(tmp_path: Path) -> None:
    """A column that is new in the contract is null where it was not known yet."""
    store = Store(tmp_path)
    with store.writer():
        for number, name in enumerate("ab"):
            store.stage(name, batch({name: 1}, number))
            store.publish(name, DAY)
        file = store.manifest().of("quotes")[0]
        rows = pq.ParquetFile(store.path(file)).read().drop_columns(["medium", "utterance_id"])
        with store.change() as change:
            change.remove(file)
            change.write("quotes", rows, file.batch_id, file.ingest_date)
    for shapes in (None, ""):
        if shapes is not None:  # a manifest that does not tell them
            before = store.manifest()
            files = tuple(replace(each, shape="") for each in before.files)
            manifest.save(store.root, Manifest(before.version, files))
            refresh(store.root, store.manifest())
        with duckdb.connect(str(tmp_path / "catalog.duckdb"), read_only=True) as catalog:
            found = catalog.sql("select * exclude (ingest_date) from quotes").pl()
        assert found.sort("article_id").equals(store.read("quotes").sort("article_id"))
        assert found["medium"].null_count() == 2
        assert found["cue"].null_count() == 0
        (line,) = [each for each in problems(store) if "quotes" in each]
        assert "its columns are not those of the contract" in line


def test_the_catalogue_can_be_open_while_runs_go_on(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.create()
    path = refresh(store.root, store.manifest())
    with duckdb.connect(str(path), read_only=True) as old, store.writer():
        store.stage("one", batch({"a": 1}))
        store.publish("one", DAY)
        refresh(store.root, store.manifest())
        assert old.sql("select 1").fetchall() == [(1,)]
        errors: list[Exception] = []

        def look() -> None:
            try:
                script = f"import duckdb; c = duckdb.connect({str(path)!r}, read_only=True); print(c.sql('select count(*) from articles').fetchall())"
                done = subprocess.run(
                    [sys.executable, "-c", script], capture_output=True, text=True
                )
                assert done.stdout == "[(1,)]\n", done.stderr
            except Exception as error:
                errors.append(error)

        reader = threading.Thread(target=look)
        reader.start()
        reader.join()
        assert not errors
    assert not list(tmp_path.glob("catalog.duckdb.*"))


def test_the_root_is_given_or_set_or_the_usual_one(root: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COUPURE_WAREHOUSE", raising=False)
    with pytest.raises(FileNotFoundError, match="data/warehouse"):
        warehouse.scan("articles")
    monkeypatch.setenv("COUPURE_WAREHOUSE", str(root))
    assert warehouse.scan("articles").collect().height == 3
    assert warehouse.open_warehouse().rows("articles") == 3
    monkeypatch.delenv("COUPURE_WAREHOUSE")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "warehouse").symlink_to(root)
    assert warehouse.scan("articles").collect().height == 3
    with pytest.raises(ValueError, match="no table 'quote'; there are raw_articles, articles"):
        warehouse.scan("quote")


def test_importing_the_package_is_light() -> None:
    script = "import sys, warehouse; print([m for m in ('polars', 'pyarrow', 'duckdb') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT
    )
    assert done.stdout == "[]\n", done.stderr


def test_the_dictionary_in_the_docs_is_current() -> None:
    page = PROJECT / "docs" / "data-dictionary.md"
    assert page.read_text(encoding="utf-8") == render_dictionary(), "it is stale: run `make docs`"


def test_the_dictionary_names_every_column() -> None:
    text = render_dictionary()
    for name, table in TABLES.items():
        section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in section
    assert len({line.count("|") for line in text.splitlines() if line.startswith("| `")}) <= 2
