"""`coupure report`, as it is typed."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.reporting import MARKER, default_folder, read
from report.draw import NEEDED
from warehouse.store import Store
from warehouse.tables import TABLES


def _report(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, words)])


def test_it_writes_a_folder_and_says_where(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "here" / "pages"
    for _ in range(2):
        done = _report("--warehouse", sample, "--to", target, "--language", "fr", "--latest", "3")
        assert done.exit_code == 0, done.output
        assert f"Report: {target / 'index.html'} (" in done.output.replace("\n", "")
    assert (target / MARKER).is_file()
    assert "url=fr/index.html" in (target / "index.html").read_text("utf-8")
    total = Store(sample).rows("articles")
    told = f"les 3 articles les plus récents de l’entrepôt, sur {total}"
    assert told in (target / "fr" / "index.html").read_text("utf-8")


def test_a_folder_of_something_else_is_wrong_usage(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    done = _report("--warehouse", sample, "--to", tmp_path)
    assert done.exit_code == 2
    assert "was not made by this command" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_without_a_warehouse_it_fails_in_a_line(tmp_path: Path) -> None:
    done = _report("--warehouse", tmp_path / "none")
    assert done.exit_code == 1
    assert "no warehouse at" in done.output
    assert list(tmp_path.iterdir()) == []


def test_it_lies_beside_its_warehouse() -> None:
    assert default_folder(Path("data/warehouse")) == Path("data/warehouse-report").absolute()


def test_the_newest_articles_come_with_what_belongs_to_them(sample: Path) -> None:
    store = Store(sample)
    tables = read(store, 4)
    assert set(tables) == set(NEEDED)
    chosen = set(tables["articles"]["article_id"])
    seen = store.read("articles").sort("published_at", "article_id", descending=True)
    assert chosen == set(seen.head(4)["article_id"])
    for name, frame in tables.items():
        assert frame.columns == list(TABLES[name].names)
        if "article_id" in frame.columns and name != "quarantine":
            assert set(frame["article_id"]) <= chosen, name
    told = tables["story_articles"]["story_id"].unique()
    assert set(tables["stories"]["story_id"]) == set(told)
    assert tables["segments"].filter(pl.col("article_id").is_in(list(chosen))).height


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(sample: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = _report("--warehouse", sample, "--to", tmp_path / "pages")
    tmp_path.chmod(0o700)
    assert done.exit_code == 1
    assert "Traceback" not in done.output
