"""`coupure query`, as typed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from tests.warehouse.made import DAY, batch, entities
from warehouse.ask import ready_queries
from warehouse.store import Store

VERSIONS = {"a": 1, "b": 2, "[c]": 3}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store(tmp_path_factory.mktemp("asked"))
    with store.writer():
        store.stage("one", batch(VERSIONS))
        store.publish("one", DAY, snapshots={"entities": entities(VERSIONS)})
    return store.root


def typed(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["query", *words, "--warehouse", str(root)])


def test_without_a_name_all_are_listed() -> None:
    done = CliRunner().invoke(main, ["query"])
    assert done.exit_code == 0
    for name in ready_queries():
        assert name in done.output


def test_a_table_a_csv_or_json_lines(root: Path) -> None:
    shown = typed(root, "truncated_by_outlet")
    assert shown.exit_code == 0
    assert "Essai" in shown.output
    (row,) = csv.DictReader(io.StringIO(typed(root, "truncated_by_outlet", "--csv").output))
    assert row == {
        "outlet": "Essai", "articles": "3", "truncated": "2", "truncated_share": "0.6667",
        "mean_remaining_pct": "40.0",
    }  # fmt: skip
    assert json.loads(typed(root, "truncated_by_outlet", "--json").output)["truncated"] == 2


def test_a_question_of_ones_own(root: Path) -> None:
    done = typed(root, "--sql", "select name, aliases from entities order by name", "--csv")
    found = {row["name"]: row["aliases"] for row in csv.DictReader(io.StringIO(done.output))}
    assert found == {"Zoé A": "Mme a | a", "Zoé B": "Mme b | b", "Zoé [c]": "Mme [c] | [c]"}
    shown = typed(root, "--sql", "select name from entities")
    assert "Zoé [c]" in shown.output, "brackets are text"


def test_a_long_answer_is_cut_and_that_is_told(root: Path) -> None:
    many = "select unnest(range(500)) as n"
    shown = typed(root, "--sql", many).output
    assert "40 of 500 rows" in shown
    assert len(typed(root, "--sql", many, "--csv").output.splitlines()) == 501


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nonsense"], "there are articles_by_week"),
        (["--sql", "select nme from entities"], "nme"),
        (["truncated_by_outlet", "--sql", "select 1"], "not both"),
    ],
)
def test_wrong_usage_exits_2(root: Path, words: list[str], says: str) -> None:
    done = typed(root, *words)
    assert done.exit_code == 2
    assert says in done.output
    assert "Traceback" not in done.output


def test_without_a_warehouse_it_says_how_to_make_one(tmp_path: Path) -> None:
    done = typed(tmp_path / "none", "truncated_by_outlet")
    assert done.exit_code == 1
    assert "coupure run" in done.output
