"""Runs, whatever they meet: all is counted, and only what the inputs say decides the tables."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from flows.taking import survey, take_nothing
from tests.flows.cheap import (
    VERSION,
    assert_sound,
    balanced,
    cheap_run,
    cheap_settings,
    contents,
    quarantine,
)
from tests.lengths import examples
from warehouse.readers import InputError
from warehouse.store import Store

pytestmark = pytest.mark.usefixtures("no_catalogue")
few = settings(  # each example is many runs, so a failing one is not made smaller
    max_examples=examples(4),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


words = st.sampled_from(["un", "deux mots", "trois", "BAD une", "WORSE deux", ""])
lines = st.lists(
    st.fixed_dictionaries({"url": st.sampled_from(["/1", "/2", "/3", None]), "text": words}),
    max_size=4,
)
files = {"a.txt": words, "b.txt": words, "c/a.txt": words, "d.jsonl": lines, "e/f.jsonl": lines}
inboxes = st.fixed_dictionaries({}, optional=files)
by_url = st.dictionaries(st.sampled_from(["/1", "/2", "/3"]), words, max_size=3)
states = st.fixed_dictionaries({}, optional=files | {"d.jsonl": by_url, "e/f.jsonl": by_url})


def write(folder: Path, inbox: dict[str, Any]) -> Path:
    """The files of `inbox`; no two have a URL in common."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in inbox.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content if isinstance(content, str) else _jsonl(name, content))
    return folder


def _jsonl(name: str, rows: list[dict[str, Any]] | dict[str, str]) -> str:
    if isinstance(rows, dict):
        rows = [{"url": url, "text": text} for url, text in rows.items()]
    else:  # several versions of one article: the file tells which is the latest
        rows = [row | {"fetched_at": f"2024-05-{n:02}T00:00:00Z"} for n, row in enumerate(rows, 1)]
    return "\n".join(
        '{"broken'
        if row["text"] == "trois"
        else json.dumps(row | {"url": row["url"] and f"https://x.example/{name}{row['url']}"})
        for row in rows
    )


def mended(inbox: dict[str, Any]) -> dict[str, Any]:
    """`inbox` without what is rejected: while a source is bad, its article stays as it was."""
    bad = ("BAD une", "WORSE deux", "")
    good = {name: content for name, content in inbox.items() if content not in bad}
    for name, content in good.items():
        if isinstance(content, dict):
            kept = {url: text for url, text in content.items() if text not in (*bad, "trois")}
            good[name] = kept or {"/9": "une"}
    return good


def standing(root: Path) -> list[tuple[str, str]]:
    return sorted(quarantine(root).select("source_uri", "reason").rows())


def texts(root: Path) -> list[tuple[str, ...]]:
    return sorted(Store(root).read("articles").select("article_id", "text").rows())


@few
@given(inbox=inboxes, order=st.permutations(range(3)), size=st.integers(1, 4))
def test_neither_the_order_of_inputs_nor_the_size_of_batches_changes_the_tables(
    tmp_path_factory: pytest.TempPathFactory, inbox: dict[str, Any], order: list[int], size: int
) -> None:
    home = tmp_path_factory.mktemp("order")
    folder = write(home / "inbox", inbox)
    (home / "more").mkdir()
    (home / "more" / "z.txt").write_text("encore")
    (home / "y.txt").write_text("et encore")
    given_ = [folder, home / "more", home / "y.txt"]
    one = cheap_run(home / "one", *given_, batch_articles=100)
    other = cheap_run(home / "other", *(given_[i] for i in order), batch_articles=size)
    assert balanced(one)
    assert balanced(other)
    assert contents(home / "one") == contents(home / "other")
    assert standing(home / "one") == standing(home / "other")
    assert_sound(home / "other")


@few
@given(states=st.lists(st.tuples(states, st.booleans()), min_size=1, max_size=3))
def test_counts_add_up_and_a_pruned_warehouse_is_as_if_it_had_seen_the_last_state_alone(
    tmp_path_factory: pytest.TempPathFactory, states: list[tuple[dict[str, Any], bool]]
) -> None:
    home = tmp_path_factory.mktemp("states")
    root = home / "warehouse"
    (home / "always").mkdir()
    (home / "always" / "z.txt").write_text("toujours là")
    for inbox, prune in states:
        before = len(texts(root)) if root.exists() else 0
        summary = cheap_run(
            root, write(home / "inbox", inbox), home / "always", prune=prune, batch_articles=2
        )
        assert balanced(summary)
        assert_sound(root)
        run = Store(root).read("runs").filter(run_id=summary.run_id).row(0, named=True)
        assert (run["inputs"], run["pruned"]) == (summary.inputs, summary.pruned)
        rows = quarantine(root, standing=False).filter(run_id=summary.run_id)
        assert rows.height == run["quarantined"]
        mine = Store(root).read("articles").filter(run_id=summary.run_id)
        assert mine.height == run["articles"]
        assert len(texts(root)) <= before + run["articles"] - run["pruned"]
    again = cheap_run(root, home / "inbox", home / "always")
    assert (again.tally.articles, again.batches, again.inputs) == (0, 0, again.unchanged)
    write(home / "inbox", mended(states[-1][0]))
    last = cheap_run(root, home / "inbox", home / "always", prune=True)
    fresh = cheap_run(home / "fresh", home / "inbox", home / "always")
    assert texts(root) == texts(home / "fresh")
    assert standing(root) == standing(home / "fresh")
    assert fresh.inputs == last.inputs
    entities = [Store(one).read("entities") for one in (root, home / "fresh")]
    told = [one.drop("first_seen", "last_seen") for one in entities]
    assert told[0].equals(told[1]), "the entities converge"


def test_a_changed_input_replaces_its_rows_and_a_deleted_one_stays(tmp_path: Path) -> None:
    inbox, root = write(tmp_path / "in", {"a.txt": "un", "b.txt": "deux"}), tmp_path / "wh"
    cheap_run(root, inbox)
    (inbox / "a.txt").write_text("changé")
    (inbox / "b.txt").unlink()
    summary = cheap_run(root, inbox)
    assert (summary.inputs, summary.tally.articles, summary.pruned) == (1, 1, 0)
    assert {text for _, text in texts(root)} == {"changé", "deux"}


def test_an_entry_of_quarantine_closes_when_its_source_is_mended(tmp_path: Path) -> None:
    inbox, root = (
        write(tmp_path / "in", {"a.txt": "BAD x", "b.txt": "", "c.txt": "BAD y"}),
        tmp_path / "wh",
    )
    first = cheap_run(root, inbox)
    assert standing(root) == [
        ("a.txt", "transform_reason"), ("b.txt", "empty"), ("c.txt", "transform_reason")
    ]  # fmt: skip
    (inbox / "a.txt").write_text("bon")
    (inbox / "b.txt").write_text("WORSE")
    second = cheap_run(root, inbox)
    assert standing(root) == [("b.txt", "validate_reason"), ("c.txt", "transform_reason")]
    rows = quarantine(root, standing=False).sort("source_uri", "quarantined_at")
    told = rows.select("source_uri", "run_id", "closed_by", "closed_as").rows()
    assert told == [
        ("a.txt", first.run_id, second.run_id, "published"),
        ("b.txt", first.run_id, second.run_id, "rejected_again"),
        ("b.txt", second.run_id, None, None),
        ("c.txt", first.run_id, None, None),
    ]
    assert set(rows["location"]) == {str(inbox / name) for name in ("a.txt", "b.txt", "c.txt")}


def test_an_entry_closes_when_its_source_goes_back_to_what_is_published(tmp_path: Path) -> None:
    inbox, root = write(tmp_path / "in", {"a.txt": "un"}), tmp_path / "wh"
    cheap_run(root, inbox)
    (inbox / "a.txt").write_text("BAD")
    assert cheap_run(root, inbox).exit_code == 3
    assert [text for _, text in texts(root)] == ["un"], "what was good stays"
    (inbox / "a.txt").write_text("un")
    summary = cheap_run(root, inbox)
    assert (summary.unchanged, summary.batches, summary.exit_code) == (1, 0, 0)
    assert standing(root) == []


def test_unchanged_files_are_not_parsed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, root = tmp_path / "in", tmp_path / "wh"
    write(
        inbox, {"a.txt": "un", "b.txt": "", "c.txt": "BAD", "d.jsonl": [{"url": "/1", "text": "x"}]}
    )
    first = cheap_run(root, inbox)
    opened: list[str] = []

    def watched(found: Any, *rest: Any) -> Any:
        opened.append(found.uri)
        return real(found, *rest)

    from warehouse import memory

    real = memory.read_found
    monkeypatch.setattr(memory, "read_found", watched)
    second = cheap_run(root, inbox)
    assert (opened, second.unchanged) == ([], first.inputs)
    (inbox / "a.txt").write_text("deux")
    (inbox / "c.txt").touch()
    third = cheap_run(root, inbox)
    assert (opened, third.tally.articles) == (["a.txt"], 1)
    opened.clear()
    cheap_run(root, inbox, max_record_bytes=1_000)
    assert len(opened) == 4, "other settings may find other records"
    opened.clear()
    cheap_run(root, inbox, version="2+cheap")
    assert len(opened) == 4, "and so may another version"


def test_a_record_that_is_no_longer_published_is_worked_though_its_file_is_as_it_was(
    tmp_path: Path,
) -> None:
    """The memory of files never decides; the tables do."""
    from warehouse.batches import Changes

    inbox, root = write(tmp_path / "in", {"a.txt": "un", "b.txt": "deux"}), tmp_path / "wh"
    cheap_run(root, inbox)
    store = Store(root)
    ids = store.read("articles").filter(source_uri="a.txt").select("article_id")
    with store.writer():
        day = store.read("runs")["started_at"][0].date()
        store.publish("out", day, changes=Changes(removed=ids))
    assert len(texts(root)) == 1
    assert cheap_run(root, inbox).tally.articles == 1
    assert len(texts(root)) == 2


def test_a_survey_says_what_a_run_then_does_and_writes_nothing(tmp_path: Path) -> None:
    inbox, root = tmp_path / "in", tmp_path / "wh"
    write(inbox, {"a.txt": "un", "b.txt": "", "c.txt": "trois"})
    told = survey(cheap_settings(root), VERSION, [inbox])
    assert not root.exists()
    assert (told.inputs, told.new, told.rejected.total()) == (3, 2, 1)
    cheap_run(root, inbox)
    (inbox / "a.txt").write_text("changé")
    (inbox / "c.txt").unlink()
    (inbox / "d.txt").write_text("quatre")
    version = Store(root).manifest().version
    told = survey(cheap_settings(root), VERSION, [inbox], prune=True)
    assert (told.new, told.changed, told.unchanged, told.prunable) == (1, 1, 1, 1)
    assert Store(root).manifest().version == version
    summary = cheap_run(root, inbox, prune=True)
    assert (summary.tally.articles, summary.unchanged, summary.pruned) == (2, 1, 1)


def test_an_input_that_is_not_there_costs_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        cheap_run(tmp_path / "wh", tmp_path / "none")
    assert not (tmp_path / "wh").exists()


def nothing(root: Path, *inputs: Path, version: str = VERSION, prune: bool = False) -> bool:
    """Whether `take_nothing` took it for a run with nothing to do; it then wrote the run's row."""
    before = Store(root).rows("runs") if root.exists() else 0
    summary = take_nothing(cheap_settings(root), version, inputs, prune=prune)
    if summary is None:
        assert not root.exists() or Store(root).rows("runs") == before
        return False
    assert balanced(summary)
    assert Store(root).rows("runs") == before + 1
    return True


def test_nothing_to_do_is_told_from_something_to_do(tmp_path: Path) -> None:
    inbox, root = tmp_path / "in", tmp_path / "wh"
    write(inbox, {"a.txt": "un", "b.txt": "", "c.txt": "BAD"})
    assert not nothing(root, inbox)
    assert not root.exists()
    cheap_run(root, inbox)
    assert nothing(root, inbox)
    assert nothing(root, inbox, prune=True)
    assert not nothing(root, inbox, version="2+cheap")
    (inbox / "d.txt").write_text("quatre")
    assert not nothing(root, inbox)
    (inbox / "d.txt").unlink()
    (inbox / "a.txt").write_text("changé")
    assert not nothing(root, inbox)
    cheap_run(root, inbox)
    (inbox / "a.txt").unlink()
    assert nothing(root, inbox)
    assert not nothing(root, inbox, prune=True), "there is something to prune"
    with pytest.raises(InputError):
        nothing(root, tmp_path / "none")


def test_after_a_run_that_broke_there_is_something_to_do(tmp_path: Path) -> None:
    inbox, root = write(tmp_path / "in", {"a.txt": "un"}), tmp_path / "wh"
    cheap_run(root, inbox)
    store = Store(root)
    with store.writer():
        last = store.read("runs").with_columns(status=pl.lit("failed"))
        store.log_run(last["run_id"][0], last["started_at"][0].date(), last)
    assert not nothing(root, inbox), "its link step may not have come"
    cheap_run(root, inbox)
    assert nothing(root, inbox)
