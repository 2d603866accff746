"""Articles of an older pipeline version are worked again, without their sources."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.outdated import work_outdated
from flows.summary import RunSummary
from tests.flows.cheap import (
    VERSION,
    assert_sound,
    balanced,
    cheap_hands,
    cheap_run,
    cheap_settings,
    contents,
    quarantine,
)
from warehouse.backlog import outdated
from warehouse.store import Store

pytestmark = pytest.mark.usefixtures("no_catalogue")

NEW = "2+cheap"


def again(root: Path, version: str = NEW, size: int = 2, **chosen: object) -> RunSummary:
    settings = cheap_settings(root, batch_articles=size)
    return work_outdated(settings, version, cheap_hands(), **chosen)  # type: ignore[arg-type]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [
        f'{{"text": "{"x" * n}", "url": "https://x.example/{n}", "fetched_at": "2024-05-0{n}"}}'
        for n in range(1, 8)
    ]
    (folder / "seven.jsonl").write_text("\n".join(lines))
    (folder / "none.txt").write_text("sans date")
    return folder


@pytest.fixture
def root(tmp_path: Path, inbox: Path) -> Path:
    """Eight articles of the first version; their sources are gone."""
    cheap_run(tmp_path / "wh", inbox)
    shutil.rmtree(inbox)
    return tmp_path / "wh"


def versions(root: Path) -> dict[str, str]:
    articles = Store(root).read("articles")
    return dict(articles.select("source_uri", "pipeline_version").rows())


def test_all_are_worked_again_and_then_none(root: Path) -> None:
    before = contents(root)
    summary = again(root)
    assert (summary.kind, summary.inputs, summary.tally.articles) == ("backfill", 8, 8)
    assert (summary.batches, summary.outdated, summary.exit_code) == (4, 0, 0)
    assert set(versions(root).values()) == {NEW}
    assert_sound(root)
    after = contents(root)
    for name in ("raw_articles", "segments", "mentions", "entities"):
        assert after[name] == before[name], name
    nothing = again(root)
    assert (nothing.inputs, nothing.batches, nothing.exit_code) == (0, 0, 0)
    kinds = Store(root).read("runs").sort("started_at")["kind"].to_list()
    assert kinds == ["ingest", "backfill", "backfill"]


def test_it_is_the_tables_of_a_run_over_the_sources(tmp_path: Path, inbox: Path) -> None:
    root, fresh = tmp_path / "wh", tmp_path / "fresh"
    cheap_run(root, inbox)
    again(root, size=3)
    cheap_run(fresh, inbox, version=NEW)
    assert contents(root) == contents(fresh)
    assert cheap_run(root, inbox, version=NEW).tally.articles == 0, "and a run finds nothing to do"


def test_a_run_says_how_many_are_left(tmp_path: Path, root: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "n.txt").write_text("neuf")
    assert cheap_run(root, tmp_path / "new", version=NEW).outdated == 8
    assert again(root, limit=3).outdated == 5


def test_the_newest_come_first_by_outlet_and_day(root: Path) -> None:
    store = Store(root)
    found = outdated(store, NEW)
    assert found.height == 8
    assert found["seen"].is_sorted(descending=True)
    since = outdated(store, NEW, since=date(2024, 5, 6))
    undated = datetime.now(UTC).date()
    assert sorted(since["seen"].dt.date().to_list()) == [
        date(2024, 5, 6), date(2024, 5, 7), undated,
    ]  # fmt: skip
    odd = outdated(store, NEW, outlet="LE JOUR")
    assert set(odd["outlet"]) == {"Le Jour"}
    assert 0 < odd.height < 8
    assert outdated(store, NEW, outlet="Le Jo").is_empty()
    assert outdated(store, VERSION).is_empty()
    summary = again(root, since=date(2024, 5, 7), limit=1)
    assert (summary.inputs, summary.outdated) == (1, 7)
    assert versions(root)["none.txt"] == NEW, "an undated article counts from its ingestion"


def test_it_goes_on_where_it_was_stopped(root: Path) -> None:
    hands, done = cheap_hands(), []

    def fragile(*of_batch: object) -> object:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(hands.work(*of_batch))  # type: ignore[arg-type]
        return done[-1]

    settings = cheap_settings(root, batch_articles=2)
    with pytest.raises(KeyboardInterrupt):
        work_outdated(settings, NEW, type(hands)(fragile, hands.link))  # type: ignore[arg-type]
    assert sorted(versions(root).values()) == [VERSION] * 4 + [NEW] * 4
    rest = again(root)
    assert (rest.inputs, rest.tally.articles, rest.outdated) == (4, 4, 0)
    assert set(versions(root).values()) == {NEW}
    runs = Store(root).read("runs").sort("started_at")
    assert runs["status"].to_list() == ["done", "failed", "done"]
    assert_sound(root)


def test_an_article_that_the_new_version_rejects_stays_as_it_was_and_is_told(root: Path) -> None:
    def spoilt(text: str) -> str | None:
        return "validate" if text == "xxx" else None

    def once() -> RunSummary:
        return work_outdated(cheap_settings(root), NEW, cheap_hands(spoilt))

    summary = once()
    assert balanced(summary)
    assert (summary.tally.articles, summary.tally.rejected, summary.exit_code) == (7, 1, 3)
    assert (summary.outdated, versions(root)["seven.jsonl#3"]) == (0, VERSION)
    (entry,) = quarantine(root).to_dicts()
    assert (entry["source_uri"], entry["stage"]) == ("seven.jsonl#3", "validate")
    assert_sound(root)
    assert once().inputs == 0, "it is not tried again by the same version"
    assert again(root, version="3+cheap").tally.articles == 8, "but by the next"
    assert quarantine(root).is_empty()


def test_where_there_is_no_warehouse_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no warehouse"):
        again(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_the_flow_says_what_its_parameters_are() -> None:
    from flows.backfill import backfill, retry

    for flow in (backfill, retry):
        schema = flow.parameters.model_dump()["properties"]
        assert set(schema) >= {"warehouse", "since", "outlet"}
        for name, told in schema.items():
            assert told.get("description"), f"{flow.name}: {name}"
