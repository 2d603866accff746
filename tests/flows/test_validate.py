"""Corrupted tables are caught by the expectation meant for it: in the gate, and once published."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.gate import judge
from expectations.verdict import Rules
from flows.quality import FOLDER
from flows.rules import rules_of
from flows.settings import ConfigurationError, Settings
from flows.validate import validate
from tests.conftest import Coupure
from tests.flows.corruptions import CORRUPTIONS, Corruption
from tests.lengths import IS_WHOLE
from warehouse.store import Store
from warehouse.tables import TABLES, Written

IDS = [each.what.replace(" ", "-") for each in CORRUPTIONS]
Failing = set[tuple[str, str]]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of(Settings())


@pytest.fixture(scope="module")
def store(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(shutil.copytree(sample, tmp_path_factory.mktemp("corrupted") / "warehouse"))


@pytest.fixture(scope="module")
def frames(store: Store) -> dict[str, pl.DataFrame]:
    names = [name for name, table in TABLES.items() if table.written is not Written.LOG]
    return {name: store.read(name).sort(TABLES[name].key) for name in names}


@pytest.fixture
def corrupted(
    store: Store, frames: dict[str, pl.DataFrame], request: pytest.FixtureRequest
) -> Iterator[Corruption]:
    """The warehouse with one corruption, mended afterwards."""
    each: Corruption = request.param
    with rewritten(store, each.table, each.change(frames)):
        yield each


class rewritten:
    """One file of a table with other rows, behind the back of the manifest."""

    def __init__(self, store: Store, table: str, rows: pl.DataFrame) -> None:
        (file,) = store.manifest().of(table)
        self.path, self.rows = store.path(file), rows
        self.was = self.path.read_bytes()

    def __enter__(self) -> None:
        self.rows.write_parquet(self.path)

    def __exit__(self, *_: object) -> None:
        self.path.write_bytes(self.was)


def published_failing(store: Store, rules: Rules) -> tuple[Failing, bool]:
    judged = validate(store, rules)
    return {(c.table, c.expectation) for c in judged.report.broken()}, judged.is_sound


def test_there_are_many_ways() -> None:
    assert len(CORRUPTIONS) >= 20
    assert len({(each.table, each.what) for each in CORRUPTIONS}) == len(CORRUPTIONS)
    assert len({each.meant for each in CORRUPTIONS}) >= 20
    assert sum(each.alone for each in CORRUPTIONS) >= 20


def test_the_sample_is_sound(store: Store, frames: dict[str, pl.DataFrame], rules: Rules) -> None:
    failing, is_sound = published_failing(store, rules)
    assert is_sound
    assert failing == set()
    assert judge(frames, rules).success


def each_once() -> list[Any]:
    """The corruptions that a batch does not show, and one for each expectation; whole, all.

    The gate, which has the same expectations, is tried with every one that a batch shows.
    """
    seen: set[str] = set()
    chosen = []
    for name, each in zip(IDS, CORRUPTIONS, strict=True):
        if IS_WHOLE or not each.by_batch or each.meant[1] not in seen:
            chosen.append(pytest.param(each, id=name))
        seen.add(each.meant[1])
    return chosen


@pytest.mark.parametrize("corrupted", each_once(), indirect=True)
def test_published_tables_fail_as_meant(corrupted: Corruption, store: Store, rules: Rules) -> None:
    failing, is_sound = published_failing(store, rules)
    assert corrupted.meant in failing
    assert is_sound is not corrupted.is_critical
    if corrupted.alone:
        assert failing == {corrupted.meant}


@pytest.mark.parametrize(
    "each",
    [each for each in CORRUPTIONS if each.by_batch],
    ids=[i for i, each in zip(IDS, CORRUPTIONS, strict=True) if each.by_batch],
)
def test_the_gate_fails_as_meant(
    each: Corruption, frames: dict[str, pl.DataFrame], rules: Rules
) -> None:
    verdict = judge({**frames, each.table: each.change(frames)}, rules)
    failing = {(r.table, r.expectation) for r in verdict.results if not r.success}
    assert each.meant in failing
    assert verdict.success is not each.is_critical
    if each.alone:
        assert failing == {each.meant}


def digests(root: Path) -> dict[str, str]:
    """All files but the pages."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and FOLDER not in path.relative_to(root).parts
    }


def test_the_command_tells_it_and_changes_nothing(sample_copy: Path, coupure: Coupure) -> None:
    before = digests(sample_copy)
    sound = coupure("validate", "--warehouse", sample_copy)
    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert "pass all" in sound.stdout
    assert f"{Store(sample_copy).rows('articles')} articles were judged." in sound.stdout
    assert digests(sample_copy) == before
    store = Store(sample_copy)
    quotes = store.read("quotes")
    with rewritten(store, "quotes", quotes.with_columns(confidence=pl.lit(7.0))):
        harmed = coupure("validate", "--warehouse", sample_copy)
        spared = coupure("validate", "--warehouse", sample_copy, "--table", "mentions")
    sentence = "In every quotation, the certainty of the speaker is from 0 to 1."
    assert harmed.returncode == 1, harmed.stdout
    assert sentence in harmed.stdout
    assert f"{quotes.height} of {quotes.height} rows" in harmed.stdout
    assert "Traceback" not in harmed.stderr
    page = (sample_copy / FOLDER / "published.html").read_text()
    assert spared.returncode == 0
    assert "table mentions alone" in page
    assert "published.html" in (sample_copy / FOLDER / "index.html").read_text()
    assert digests(sample_copy) == before


def test_wrong_usage_is_told_in_a_line(sample: Path, coupure: Coupure, tmp_path: Path) -> None:
    unknown = coupure("validate", "--warehouse", sample, "--table", "runs")
    assert unknown.returncode == 2
    assert "choose one of raw_articles" in unknown.stderr
    assert coupure("validate", "--warehouse", sample, "--since", "today").returncode == 2
    nowhere = coupure("validate", "--warehouse", tmp_path / "none")
    assert nowhere.returncode == 1
    assert len(nowhere.stderr.strip().splitlines()) == 1


def test_a_file_that_cannot_be_read_is_told(sample_copy: Path, coupure: Coupure) -> None:
    store = Store(sample_copy)
    (file,) = store.manifest().of("quotes")
    store.path(file).write_bytes(b"no Parquet")
    done = coupure("validate", "--warehouse", sample_copy)
    assert done.returncode == 1
    assert "cannot be read" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_one_table_and_one_day(store: Store, rules: Rules) -> None:
    quotes = validate(store, rules, table="quotes").report
    assert {check.table for check in quotes.checks} == {"quotes"}
    entities = validate(store, rules, table="entities").report
    assert {check.table for check in entities.checks} == {"entities"}
    today = datetime.now(UTC).date()
    articles = {since: validate(store, rules, since=since).report.cards[0].value
                for since in (today - timedelta(days=3), today + timedelta(days=3))}  # fmt: skip
    assert list(articles.values()) == [f"{store.rows('articles')}", "0"]
    with pytest.raises(ConfigurationError, match="no table nope"):
        validate(store, rules, table="nope", since=date(2020, 1, 1))


@pytest.mark.parametrize("portion", [1, 3, 7] if IS_WHOLE else [7])
def test_small_portions_find_the_same(
    portion: int, store: Store, frames: dict[str, pl.DataFrame], rules: Rules,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("flows.validate.PORTION", portion)
    monkeypatch.setattr("flows.validate._SLICE", 5 if IS_WHOLE else 40)
    assert store.rows("entities") > 80, "several slices"
    assert published_failing(store, rules) == (set(), True)
    seen: list[int] = []
    validate(store, rules, progress=seen.append)
    assert seen[: -(-store.rows("articles") // portion)] == sorted(set(seen))
    assert seen[-1] == store.rows("articles")
    lost = {"articles": frames["articles"].with_columns(article_id=pl.lit(None, pl.String))}
    with rewritten(store, "articles", lost["articles"]):
        failing, is_sound = published_failing(store, rules)
    assert not is_sound
    assert ("articles", "expect_column_values_to_not_be_null") in failing
