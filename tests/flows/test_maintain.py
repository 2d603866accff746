"""Maintenance as an operator meets it: what it does, what it tells, what it leaves alone."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.link import link_tables
from flows.maintain import check, keep_house
from flows.settings import Settings
from tests.conftest import Coupure
from tests.flows.cheap import cheap_run, cheap_settings, contents, quarantine
from tests.hollow import hollow_catalogue
from tests.lengths import examples
from tests.warehouse.made import DAY, batch, flip, run_row, state
from warehouse import pool
from warehouse.store import Store

TODAY = DAY + timedelta(days=40)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three batches of two days, linked, after a run that ended well."""
    monkeypatch.chdir(tmp_path)
    made = Store(tmp_path / "root")
    with made.writer():
        for number in range(3):
            made.stage(f"batch{number}", batch({f"a{number}": 1, f"b{number}": 2}, number))
            made.publish(f"batch{number}", DAY + timedelta(days=20 * (number == 2)))
        made.log_run("log", DAY, run_row("log", "done"))
        made.publish("link", DAY, snapshots=link_tables(made))
    return made


def settings(store: Store, **more: object) -> Settings:
    return Settings(warehouse=store.root, **more)


def test_it_compacts_and_finds_nothing_wrong(store: Store) -> None:
    before = state(store)
    with store.writer():
        done = keep_house(store, settings(store), TODAY)
    assert state(store) == before
    assert done.exit_code == 0
    assert done.problems == done.swept == done.restored == done.notes == ()
    assert len(done.compacted) == 1
    assert len(store.manifest().of("articles")) == 2, "one a day"
    assert check(settings(store)).exit_code == 0
    with store.writer():
        again = keep_house(store, settings(store), TODAY)
    assert list(again.lines()) == [f"{store.root}: 0 files swept, 0 problems"]


def test_it_lets_go_of_what_was_kept_long_enough(store: Store) -> None:
    with store.writer():
        done = keep_house(store, settings(store, keep_articles_days=30), TODAY)
    assert done.problems == ()
    assert done.expired["articles"] == 4
    assert set(store.read("articles")["title"]) == {"Titre a2 1", "Titre b2 2"}
    assert set(store.read("entities")["name"]) == {"Zoé A2", "Zoé B2"}
    with duckdb.connect(str(store.root / "catalog.duckdb"), read_only=True) as catalog:
        assert catalog.sql("select count(*) from articles").fetchall() == [(2,)]


def test_where_a_file_is_damaged_nothing_is_touched(store: Store) -> None:
    file = store.manifest().of("quotes")[0]
    harmed = flip(pool.shown(store.root, file))
    before = store.manifest()
    with store.writer():
        done = keep_house(store, settings(store, keep_articles_days=1), TODAY)
    assert done.exit_code == 1
    assert any(file.path in line for line in done.problems)
    assert store.manifest() == before
    assert pool.shown(store.root, file).read_bytes() == harmed


def test_a_catalogue_is_made_anew_and_that_is_told(store: Store) -> None:
    (store.root / "catalog.duckdb").write_bytes(b"x")
    assert check(settings(store)).exit_code == 1
    with store.writer():
        done = keep_house(store, settings(store), TODAY)
    assert done.exit_code == 0
    assert [line for line in done.lines() if line.startswith("made anew: catalog.duckdb")]
    assert check(settings(store)).exit_code == 0


def test_looking_changes_nothing(store: Store) -> None:
    (store.root / "quotes" / "ingest_date=2024-05-01" / "orphan.parquet").write_bytes(b"x")
    before = {path: path.stat().st_mtime_ns for path in store.root.glob("**/*")}
    found = check(settings(store))
    assert found.exit_code == 1
    assert any("orphan.parquet" in line for line in found.problems)
    assert {path: path.stat().st_mtime_ns for path in store.root.glob("**/*")} == before


STATES = st.lists(
    st.tuples(
        st.dictionaries(
            st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]),
            st.sampled_from(["un", "deux", "trois mots ici", "BAD", "WORSE", ""]),
            min_size=1,
        ),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@given(states=STATES)
@hypothesis.settings(max_examples=examples(3), deadline=None)
def test_runs_and_maintenance_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, states: list[tuple[dict[str, str], bool]]
) -> None:
    """Whatever the runs, a warehouse that is kept in order holds the same rows, all sound."""
    home = tmp_path_factory.mktemp("kept")
    for inbox, prune in states:
        folder = home / "inbox"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, text in inbox.items():
            (folder / name).write_text(text)
        with hollow_catalogue():  # to keep house makes it anew
            for root in (home / "plain", home / "kept"):
                cheap_run(root, folder, prune=prune, batch_articles=1)
        store = Store(home / "kept")
        with store.writer():
            done = keep_house(store, cheap_settings(store.root), datetime.now(UTC).date())
        assert done.problems == ()
        assert contents(home / "kept") == contents(home / "plain")
        assert len(store.manifest().of("articles")) == 1
        found = [
            quarantine(root).select("source_uri", "reason") for root in (home / "plain", store.root)
        ]
        assert sorted(found[0].rows()) == sorted(found[1].rows())


def test_the_commands_exit_codes(sample_copy: Path, coupure: Coupure, tmp_path: Path) -> None:
    """0 when all is well, 1 when something is wrong or there is no warehouse."""
    looked = coupure("maintain", "--check", "--warehouse", sample_copy)
    assert looked.returncode in (0, 1), looked.stderr
    kept = coupure("maintain", "--warehouse", sample_copy)
    assert kept.returncode == 0, kept.stdout + kept.stderr
    assert "0 problems" in kept.stdout
    looked = coupure("maintain", "--check", "--warehouse", sample_copy)
    assert (looked.returncode, looked.stderr) == (0, "")
    next(iter((sample_copy / "articles").rglob("*.parquet"))).unlink()
    assert coupure("maintain", "--check", "--warehouse", sample_copy).returncode == 1
    for words in (["--check"], []):
        nowhere = coupure("maintain", *words, "--warehouse", tmp_path / "none")
        assert nowhere.returncode == 1
        assert "coupure run" in nowhere.stderr
        assert not (tmp_path / "none").exists()
