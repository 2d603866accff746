"""Pages of runs beside the tables, and the operator's own expectations, from a file to the gate."""

from __future__ import annotations

import logging
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from expectations.markup import facts_of, page
from expectations.pages import FACTS
from expectations.trends import ENOUGH_RUNS
from expectations.verdict import Result, results_frame
from flows import quality
from flows.rules import own_expectations, rules_of
from flows.settings import ConfigurationError, Settings, load_settings
from tests.conftest import PROJECT, Coupure
from warehouse import scan
from warehouse.store import Store
from warehouse.tables import TABLES

pytestmark = pytest.mark.usefixtures("no_catalogue")

MORNING = datetime(2026, 3, 1, 6, tzinfo=UTC)
WARNED = Result(
    "articles", "expect_x", "language", "warning", False, "1 of 3 rows", "A sentence.", 1
)
PASSED = Result("articles", "expect_y", "text", "critical", True, None, "Another sentence.", 0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "warehouse")
    store.create()
    return store


def run_id(number: int) -> str:
    return f"{MORNING + timedelta(days=number):%Y%m%dT%H%M%SZ}-{number:04x}"


def log(
    store: Store, number: int, *results: Result, keep: int = 30, **facts: object
) -> Path | None:
    """A run with its results and its page."""
    began = MORNING + timedelta(days=number)
    row = {
        "run_id": run_id(number), "kind": "ingest", "started_at": began, "status": "done",
        "finished_at": began + timedelta(seconds=90), "inputs": 40, "articles": 40, "unchanged": 0,
        "quarantined": 0, "batches": 1, "truncated": 4, "mentions": 400, "quotes": 120,
        "cut_share": 0.3, "pipeline_version": "1", "models": "{}",
    }  # fmt: skip
    frame = pl.DataFrame([row | facts], schema=TABLES["runs"].polars_schema)
    with store.writer():
        if results:
            checks = results_frame(results, run_id(number), f"b{number}")
            store.stage(f"b{number}", {"validation_results": checks})
            store.publish(f"b{number}", began.date())
        store.log_run(run_id(number), began.date(), frame)
    return quality.write_run_page(store, run_id(number), keep)


def names(store: Store) -> list[str]:
    return sorted(path.name for path in (store.root / quality.FOLDER).iterdir())


def test_a_run_has_a_page_and_the_index_leads_to_it(store: Store) -> None:
    page = log(store, 0, PASSED, WARNED)
    assert page == quality.run_path(store.root, run_id(0))
    assert "A sentence." in page.read_text()
    assert "1 of 3 rows" in page.read_text()
    index = quality.index_path(store.root).read_text()
    assert f'href="{page.name}"' in index
    assert "The checks gave 1 warning." in index
    assert quality.last_told(store.root)[0] == (
        "Quality, 1 Mar 2026, 06:00 UTC: The checks gave 1 warning."
    )


def test_a_run_that_judged_nothing_has_none(store: Store) -> None:
    assert log(store, 0) is None
    assert quality.last_told(store.root) == []
    assert not (store.root / quality.FOLDER).exists()


def test_only_the_last_pages_are_kept_and_nothing_else_is_touched(store: Store) -> None:
    log(store, 0, PASSED)
    foreign = store.root / quality.FOLDER / "notes.html"
    foreign.write_text("mine")
    for number in range(1, 6):
        log(store, number, PASSED, keep=3)
    runs = [f"{run_id(number)}.html" for number in (3, 4, 5)]
    assert names(store) == sorted([*runs, "index.html", "notes.html"])
    index = quality.index_path(store.root).read_text()
    assert re.findall(r'href="([^"]*)"', index) == runs[::-1]
    assert foreign.read_text() == "mine"


def test_a_run_is_shown_beside_the_runs_before_it(store: Store) -> None:
    for number in range(ENOUGH_RUNS):
        log(store, number, PASSED)
    page = log(store, ENOUGH_RUNS, PASSED, cut_share=0.9)
    assert page is not None
    assert "usual is 20% to 40%" in page.read_text()
    assert "too few earlier runs" in quality.run_path(store.root, run_id(1)).read_text()
    facts = facts_of(page.read_text())
    assert facts is not None
    assert facts["figures"]["cut_share"] == 0.9
    assert quality.index_path(store.root).read_text().count("<svg") == 5
    told = quality.last_told(store.root)
    assert "  text cut: 30%, 30%, 30%, 30%, 90%" in told
    warned = Result("runs", "expect_run_to_be_usual", "cut_share", "warning", False, "90%", "A.", 1)
    log(store, ENOUGH_RUNS + 1, warned, cut_share=0.9)
    assert "  text cut: 30%, 30%, 30%, 90%, 90% (unusual)" in quality.last_told(store.root)


def test_runs_of_another_kind_and_those_that_failed_are_no_measure(store: Store) -> None:
    for number, facts in enumerate(
        [{}, {"kind": "backfill"}, {"status": "failed"}, {"articles": 0}, {"kind": None}]
    ):
        log(store, number, PASSED, **facts)
    assert len(quality.recent_runs(store, MORNING + timedelta(days=9))) == 2
    assert quality.recent_runs(store, MORNING) == []


def test_a_failed_run_says_so(store: Store) -> None:
    page = log(store, 0, PASSED, status="failed")
    assert page is not None
    assert "The run failed." in page.read_text()


def test_the_artifact_leads_to_the_page(tmp_path: Path) -> None:
    from flows.artifacts import _markdown
    from flows.summary import RunSummary, Tally

    path = quality.run_path(tmp_path / "a warehouse", run_id(0))
    summary = RunSummary(run_id(0), "ingest", 1, 0, 1, 1.0, "w", Tally(), quality=str(path))
    assert f"[{path}]({path.as_uri()})" in _markdown(summary)
    nothing = RunSummary(run_id(0), "ingest", 1, 1, 0, 1.0, "w", Tally())
    assert "file:" not in _markdown(nothing)


def test_what_was_kept_out_is_listed(store: Store) -> None:
    entry = {
        "quarantine_id": "0" * 16, "run_id": run_id(0), "batch_id": "q", "stage": "validate",
        "source_uri": "a/<b>.txt", "reason": "expect_x", "detail": "A sentence. Found x.",
        "pipeline_version": "1", "quarantined_at": MORNING,
    }  # fmt: skip
    with store.writer():
        frame = pl.DataFrame([entry], schema=TABLES["quarantine"].polars_schema)
        store.stage("q", {"quarantine": frame})
        store.publish("q", MORNING.date())
    page = log(store, 0, PASSED)
    assert page is not None
    assert "The checks kept 1 record out." in page.read_text()
    assert "a/&lt;b&gt;.txt" in page.read_text()


def test_a_page_that_cannot_be_written_costs_the_run_nothing(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    (store.root / quality.FOLDER).write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING, logger="coupure.quality"):
        assert log(store, 0, PASSED) is None
    assert "is not written" in caplog.text


def test_a_page_of_others_in_the_folder_does_no_harm(store: Store) -> None:
    log(store, 0, PASSED)
    broken = quality.run_path(store.root, run_id(1))
    broken.write_bytes(b"\xff\xfe not a page of ours")
    log(store, 2, PASSED)
    assert f'href="{broken.name}"' not in quality.index_path(store.root).read_text()


def test_a_page_of_an_older_version_is_left_out_of_the_index(store: Store) -> None:
    older = log(store, 0, PASSED)
    assert older is not None
    facts = facts_of(older.read_text())
    assert facts is not None
    assert facts.keys() >= FACTS
    older.write_text(page("A run", {name: facts[name] for name in facts.keys() - {"odd"}}))
    assert quality.last_told(store.root) == []
    newer = log(store, 1, PASSED)
    assert newer is not None
    index = quality.index_path(store.root).read_text()
    assert re.findall(r'href="([^"]*)"', index) == [newer.name]


# The operator's own expectations

OWN = """
[short_titles]
table = "articles"
column = "title"
expect = "expect_column_value_lengths_to_be_between"
arguments = { max_value = 60 }
severity = "critical"
sentence = "The title of an article has at most 60 characters."

[long_articles]
table = "articles"
column = "word_count"
expect = "expect_column_values_to_be_between"
arguments = { min_value = 100000 }
sentence = "An article has at least a hundred thousand words."
"""


def test_the_file_is_found_where_the_run_starts_or_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings().expectations is None
    assert own_expectations(Settings()) == ()
    (tmp_path / "coupure_expectations.toml").write_text(OWN)
    found = Settings()
    assert found.expectations == tmp_path / "coupure_expectations.toml"
    (tmp_path / "other.toml").write_text(OWN.replace("short_titles", "other_titles"))
    named = load_settings(expectations=Path("other.toml"))
    monkeypatch.chdir("/")
    assert [each.name for each in rules_of(found).own] == ["short_titles", "long_articles"]
    assert [each.name for each in rules_of(named).own] == ["other_titles", "long_articles"]
    with pytest.raises(ConfigurationError, match="setting expectations: there is no file"):
        load_settings(expectations=Path("none.toml"))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    settings = Settings(expectations=path)
    assert len(own_expectations(settings)) == 2
    path.write_text(OWN.split("[long_articles]")[0])
    shutil.copystat(PROJECT / "pyproject.toml", path)
    assert len(own_expectations(settings)) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            OWN.replace('"title"', '"titel"'),
            "expectation short_titles: no column of articles 'titel'",
        ),
        ("[short_titles", "Expected ']'"),
        ("\xff", "utf-8"),
    ],
)
def test_a_wrong_file_stops_the_run_in_one_line(
    content: str, told: str, tmp_path: Path, coupure: Coupure
) -> None:
    path = tmp_path / "coupure_expectations.toml"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(ConfigurationError) as error:
        own_expectations(Settings(expectations=path))
    assert str(error.value).startswith(f"{path}: ")
    assert told in str(error.value)
    if "titel" in content:
        done = coupure("run", PROJECT / "samples" / "inbox", "--warehouse", "w", cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.strip() == f"coupure: {error.value}".replace(str(path), path.name)
        assert not (tmp_path / "w").exists()


def test_own_expectations_judge_in_the_gate_with_ours(tmp_path: Path, coupure: Coupure) -> None:
    """A critical one sends the article to quarantine; a warning is reported, and nothing more."""
    (tmp_path / "coupure_expectations.toml").write_text(OWN)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    body = "Le maire a rouvert le pont mardi matin.\nLes riverains sont soulagés, dit-il.\n"
    (inbox / "short.txt").write_text(f"Le pont rouvre\n{body}")
    long = "Le pont de la vieille ville rouvre enfin aux voitures après deux années de travaux"
    (inbox / "long.txt").write_text(f"{long}\n{body}")
    done = coupure("run", inbox, "--warehouse", "w", cwd=tmp_path)
    assert done.returncode == 3, done.stdout + done.stderr
    root = tmp_path / "w"
    assert scan("articles", root=root).collect()["source_uri"].to_list() == ["short.txt"]
    (left,) = scan("quarantine", root=root).collect().to_dicts()
    assert (left["source_uri"], left["stage"]) == ("long.txt", "validate")
    assert left["reason"] == "short_titles"
    assert left["detail"].startswith("The title of an article has at most 60 characters. Found")
    results = scan("validation_results", root=root).collect()
    warned = results.row(by_predicate=pl.col("expectation") == "long_articles", named=True)
    assert (warned["severity"], warned["success"], warned["unexpected_count"]) == (
        "warning", False, 2,
    )  # fmt: skip
    page = re.search(r"Quality: (\S+)", done.stdout)
    assert page is not None
    assert "at least a hundred thousand words" in Path(page[1]).read_text()
    status = coupure("status", "--warehouse", "w", cwd=tmp_path)
    assert "The checks kept 1 record out, and gave 1 warning." in status.stdout
    assert str(root / "quality" / "index.html") in status.stdout.replace("\n", "")
    again = coupure("validate", "--warehouse", "w", cwd=tmp_path)
    assert again.returncode == 0, again.stdout
    assert "warning: An article has at least a hundred thousand words." in again.stdout
