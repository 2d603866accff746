"""Whoever reads while a commit goes on, or after it was killed, finds no row twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from tests.conftest import PROJECT
from tests.hollow import hollow_catalogue
from tests.lengths import EVERY, LOOK_ON
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
from tests.warehouse.test_crash import STEPS, Killed, failing
from warehouse import disk, pool
from warehouse.compaction import compact
from warehouse.integrity import problems
from warehouse.store import Store
from warehouse.tables import TABLES

FIRST, SECOND = {"a": 1, "b": 1, "c": 2}, {"b": 3, "c": 4, "d": 1}
OTHERS = {"x": 1, "y": 1}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A warehouse of two batches, entities and a run."""
    made = Store(tmp_path / "root")
    with made.writer():
        made.stage("one", batch(FIRST))
        made.publish("one", DAY)
        made.stage("zero", batch(OTHERS, number=9))
        made.publish("zero", DAY, snapshots={"entities": entities(FIRST | OTHERS)})
        made.log_run("run", DAY, run_row("run", "done"))
    return made


def change(store: Store) -> None:
    """A commit that rewrites a file, adds others and replaces a whole table."""
    store.stage("two", batch(SECOND, number=2))
    store.publish("two", DAY, snapshots={"entities": entities(OTHERS | FIRST | SECOND)})


CHANGES = {"a batch": change, "compaction": compact}


def doubled(root: Path) -> list[str]:
    """The tables of which a plain glob finds a key more than once, or finds no file."""
    found = []
    for name, table in TABLES.items():
        files = list((root / name).glob("**/*.parquet"))
        if not files:
            found.append(f"{name}: no file")
            continue
        keys = pl.read_parquet(files, columns=list(table.key), hive_partitioning=False, glob=False)
        if keys.is_duplicated().any():
            found.append(f"{name}: rows twice")
    return found


@contextmanager
def watching(look: Callable[[], None]) -> Iterator[None]:
    """Call `look` after each step on the disk."""

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **more: Any) -> Any:
            done = real(*args, **more)
            look()
            return done

        return step

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, watched(getattr(os, name)))
        yield


@pytest.mark.parametrize("how", CHANGES)
def test_a_glob_never_finds_a_row_twice(store: Store, how: str) -> None:
    """After each step of a commit on the disk, over all tables."""
    looks: list[list[str]] = []
    with store.writer():
        version = store.manifest().version
        with watching(lambda: looks.append(doubled(store.root))):
            CHANGES[how](store)
        assert store.manifest().version > version
    assert len(looks) > 20
    wrong = {line for look in looks for line in look}
    assert wrong <= {f"{name}: no file" for name in TABLES if name != "entities"}
    assert sum(map(bool, looks)) <= 2, "for an instant a glob may find less"


def test_the_watcher_sees_what_is_doubled(store: Store) -> None:
    (path,) = (store.root / "articles").glob("**/one.parquet")
    path.with_name("copy.parquet").write_bytes(path.read_bytes())
    assert doubled(store.root) == ["articles: rows twice"]


def refuse(*_: Any) -> None:
    raise OSError(1, "Operation not permitted")


@pytest.mark.parametrize("links", [True, False], ids=["links", "copies"])
@pytest.mark.parametrize("how", CHANGES)
def test_a_killed_commit_leaves_no_row_twice(
    store: Store, how: str, links: bool, tmp_path: Path, monkeypatch
) -> None:
    """Killed at each step: globs before the next run find no row twice, readers find all."""
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    with hollow_catalogue():
        kill_at_each_step(store, CHANGES[how], EVERY if links else 2 * EVERY, tmp_path)


def kill_at_each_step(
    store: Store, changed: Callable[[Store], object], every: int, folder: Path
) -> None:
    before = state(store)
    made = Store(shutil.copytree(store.root, folder / "done"))
    with made.writer():
        changed(made)
    done = state(made)
    for step in range(0, 1_000, every):
        clone = Store(shutil.copytree(store.root, folder / str(step)))
        with clone.writer(), failing(step, Killed, after=False) as steps, suppress(Killed):
            changed(clone)
        assert [line for line in doubled(clone.root) if "twice" in line] == [], f"step {step}"
        assert state(clone) in (before, done), f"step {step}"
        with clone.writer():
            pass
        assert doubled(clone.root) == []
        live = {file.path for file in clone.manifest().files if file.table in TABLES}
        assert files_on_disk(clone.root) == live
        if len(steps) <= step:  # it was not killed
            break
    assert step > 20


def test_what_was_scanned_before_a_commit_can_be_collected_after_it(store: Store) -> None:
    lazy, before = store.scan("articles"), store.read("articles")
    with store.writer():
        change(store)
        assert not before.equals(store.read("articles"))
        assert lazy.collect().equals(before)


def test_replaced_files_go_when_their_grace_is_over(store: Store) -> None:
    with store.writer():
        change(store)
    live = {pool.pooled(store.root, file) for file in store.manifest().files}
    replaced = set(pool.members(store.root)) - live
    assert replaced
    assert pool.expire(store.root, store.manifest()) == []
    for path in replaced:
        old = time.time() - pool.GRACE.total_seconds() - 60
        os.utime(path, (old, old))
    with store.writer():
        pass
    assert set(pool.members(store.root)) == live
    assert problems(store) == []
    assert pool.expire(store.root, store.manifest(), timedelta(0)) == []


def test_a_warehouse_copied_without_its_pool_is_whole(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(store.root, root, ignore=shutil.ignore_patterns("_*"))
    copied = Store(root)
    assert state(copied) == state(store)
    with copied.writer():
        change(copied)
    assert problems(copied) == []
    with duckdb.connect(str(root / "catalog.duckdb"), read_only=True) as catalog:
        assert catalog.sql("select count(*) from articles").fetchall() == [(6,)]


def test_a_file_that_lost_one_name_is_given_it_back_and_told(store: Store) -> None:
    before = state(store)
    file = store.manifest().of("quotes")[0]
    pool.shown(store.root, file).unlink()
    assert state(store) == before
    with store.writer():
        assert store.restored == [file.path]
    assert pool.shown(store.root, file).exists()
    lose(store, "quotes")
    with store.writer():
        assert store.restored == [], "what is lost stays lost"
    assert any(line.startswith(file.path) for line in problems(store))


def test_a_file_that_others_changed_is_told_and_left(store: Store) -> None:
    file = store.manifest().of("quotes")[0]
    path = pool.shown(store.root, file)
    path.unlink()
    path.write_bytes(b"not ours")
    with store.writer():
        assert store.restored == []
    assert path.read_bytes() == b"not ours"
    (line,) = problems(store)
    assert line.startswith(file.path)


def test_where_there_are_no_links_there_are_copies(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(os, "link", refuse)
    store = Store(tmp_path)
    with store.writer():
        store.stage("one", batch(FIRST | OTHERS))
        store.publish("one", DAY, snapshots={"entities": entities(FIRST | OTHERS)})
        change(store)
        compact(store)
    with store.writer():
        assert store.restored == []
    assert doubled(tmp_path) == []
    assert problems(store) == []
    found = state(store)
    assert {name: found[name] for name in expected({})} == expected(FIRST | OTHERS | SECOND)
    assert store.path(store.manifest().files[0]).stat().st_nlink == 1


def test_a_full_disk_does_not_pass_for_one_without_links(tmp_path: Path, monkeypatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_text("x")
    monkeypatch.setattr(os, "link", full)
    with pytest.raises(OSError, match="No space"):
        disk.link(tmp_path / "a", tmp_path / "b")


# Reading while runs and compaction go on, in processes of their own

WRITER = """
import sys
from tests.warehouse.made import DAY, batch
from tests.warehouse.test_crash import changes
from warehouse.compaction import compact
from warehouse.store import Store
store = Store(sys.argv[1])
with store.writer():
    number = store.rows("validation_results")
    while True:
        store.stage(f"batch{number}", batch(changes(number), number))
        store.publish(f"batch{number}", DAY)
        number += 1
        if number % 4 == 0:
            compact(store)
        store.refresh_catalog()
        print(number, flush=True)
"""

READER = """
import duckdb, sys, time
from tests.warehouse.made import expected
from tests.warehouse.test_crash import versions_after
path, kept_open, until = sys.argv[1], sys.argv[2] == "open", time.monotonic() + int(sys.argv[3])

def look(catalog):
    count = catalog.sql("select count(*) from validation_results").fetchall()[0][0]
    wanted = expected(versions_after(count))
    for name in ("raw_articles", "articles", "segments", "mentions", "quotes"):
        rows = catalog.sql(f"select * exclude (ingest_date) from {name}").pl().rows()
        assert sorted(rows, key=repr) == wanted[name], (name, count)
    return count

seen = set()
catalog = duckdb.connect(path, read_only=True)
while time.monotonic() < until or (not kept_open and len(seen) < 3):
    if not kept_open:
        catalog.close()
        catalog = duckdb.connect(path, read_only=True)
    seen.add(look(catalog))
print(len(seen))
"""


def test_the_catalogue_is_right_all_the_while(tmp_path: Path) -> None:
    """One connection stays open, one opens again and again; a glob looks on too."""
    root = tmp_path / "root"
    Store(root).create()
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        for _ in range(3):
            writer.stdout.readline()
        readers = [
            subprocess.Popen(
                [sys.executable, "-c", READER, str(root / "catalog.duckdb"), how, str(LOOK_ON)],
                cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            for how in ("open", "anew")
        ]  # fmt: skip
        globbed = 0
        while any(reader.poll() is None for reader in readers):
            try:
                keys = pd.read_parquet(root / "articles", columns=["article_id"])
            except (FileNotFoundError, OSError):
                continue  # a file went while it was listing: loud, and a second look helps
            assert keys["article_id"].is_unique
            globbed += 1
        writer.kill()
        told = [reader.communicate() for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0], told
    assert int(told[0][0]) == 1, "an open connection sees the tables as they were"
    assert int(told[1][0]) >= 3, "a new one sees what was published since"
    assert globbed > 3
