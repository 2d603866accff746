"""Pruning removes what has lost its source under the given inputs, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.flows.cheap import assert_sound, cheap_run
from warehouse.inputs.records import Limits
from warehouse.memory import Memory
from warehouse.store import Store

pytestmark = pytest.mark.usefixtures("no_catalogue")


def published(root: Path) -> set[str]:
    return set(Store(root).read("articles")["source_uri"])


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    for name in ("a", "b", "sub/c", "sub/d"):
        write(tmp_path / "in" / f"{name}.txt", f"texte {name}")
    return tmp_path / "in"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another inbox, with a file of the same name as one of the first."""
    write(tmp_path / "other" / "sub" / "x.txt", "ailleurs")
    write(tmp_path / "other" / "y.txt", "là-bas")
    return tmp_path / "other"


@pytest.fixture
def root(tmp_path: Path, inbox: Path, other: Path) -> Path:
    cheap_run(tmp_path / "wh", inbox)
    cheap_run(tmp_path / "wh", other)
    return tmp_path / "wh"


def test_a_deleted_source_stays_until_it_is_pruned(root: Path, inbox: Path) -> None:
    (inbox / "a.txt").unlink()
    shutil.rmtree(inbox / "sub")
    assert cheap_run(root, inbox).pruned == 0
    assert len(published(root)) == 6
    summary = cheap_run(root, inbox, prune=True)
    assert (summary.pruned, summary.batches, summary.exit_code) == (3, 0, 0)
    assert published(root) == {"b.txt", "sub/x.txt", "y.txt"}
    assert_sound(root)
    entities = Store(root).read("entities")
    assert entities["article_count"].sum() == 3
    assert Store(root).read("runs").filter(run_id=summary.run_id)["pruned"].to_list() == [3]
    assert cheap_run(root, inbox, prune=True).pruned == 0


def test_what_comes_back_is_published_again(root: Path, inbox: Path) -> None:
    text = (inbox / "a.txt").read_text()
    (inbox / "a.txt").unlink()
    cheap_run(root, inbox, prune=True)
    (inbox / "a.txt").write_text(text)
    assert cheap_run(root, inbox).tally.articles == 1
    assert len(published(root)) == 6


def test_other_inputs_are_never_touched(root: Path, inbox: Path, other: Path) -> None:
    shutil.rmtree(other / "sub")
    (inbox / "a.txt").unlink()
    assert cheap_run(root, inbox, prune=True).pruned == 1
    assert {"sub/x.txt", "y.txt"} <= published(root), "they lie in another inbox"
    (inbox / "sub" / "c.txt").unlink()
    assert cheap_run(root, other / "y.txt", prune=True).pruned == 0
    assert cheap_run(root, inbox / "b.txt", prune=True).pruned == 0
    assert len(published(root)) == 5
    assert cheap_run(root, other, prune=True).pruned == 1
    assert published(root) == {"b.txt", "sub/c.txt", "sub/d.txt", "y.txt"}


def test_a_pattern_prunes_what_matched_it(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "wh"
    for name in ("1.txt", "2.txt", "1.md"):
        write(folder / name, f"texte {name}")
    cheap_run(root, folder)
    (folder / "1.txt").unlink()
    (folder / "1.md").unlink()
    cheap_run(root, folder / "*.txt", prune=True)
    assert published(root) == {"2.txt", "1.md"}


def test_a_record_that_left_its_file_is_gone(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "wh"

    def lines(*names: str) -> str:
        rows = [{"url": f"https://x.example/{name}", "text": f"texte {name}"} for name in names]
        return "\n".join(map(json.dumps, rows))

    path = write(folder / "x.jsonl", lines("a", "b", "c"))
    cheap_run(root, folder)
    path.write_text(lines("c", "a"))
    cheap_run(root, folder)
    assert len(published(root)) == 3, "a run without pruning remembers it"
    assert cheap_run(root, folder, prune=True).pruned == 1
    assert set(Store(root).read("articles")["url"]) == {
        "https://x.example/a", "https://x.example/c",
    }  # fmt: skip


def test_an_article_stays_as_long_as_any_input_holds_it(tmp_path: Path) -> None:
    record = json.dumps({"url": "https://x.example/1", "text": "le même"})
    one, two = (
        write(tmp_path / "one" / "1.json", record),
        write(tmp_path / "two" / "2.json", record),
    )
    root = tmp_path / "wh"
    cheap_run(root, one.parent, two.parent)
    write(tmp_path / "one" / "z.txt", "encore")
    one.unlink()
    assert cheap_run(root, one.parent, prune=True).pruned == 0
    two.unlink()
    write(tmp_path / "two" / "z.txt", "toujours")
    assert cheap_run(root, two.parent, prune=True).pruned == 1


@pytest.mark.parametrize("damage", ["empty", "cut", "closed", "too_deep"])
def test_what_cannot_be_read_now_is_not_gone(tmp_path: Path, damage: str) -> None:
    folder, root = tmp_path / "in", tmp_path / "wh"
    rows = [{"url": f"https://x.example/{n}", "text": f"texte {n}"} for n in range(5)]
    path = write(folder / "sub" / "x.json", json.dumps(rows))
    write(folder / "y.txt", "là")
    cheap_run(root, folder)
    before = published(root)
    if damage == "empty":
        path.write_text("")
    elif damage == "cut":
        path.write_text(path.read_text()[:120])
    elif damage == "closed" and os.geteuid() == 0:
        path.unlink()
        path.symlink_to(path)  # a loop: even root cannot open it
    elif damage == "closed":
        path.parent.chmod(0)
    else:
        shutil.rmtree(path.parent)
        path.parent.symlink_to(path.parent)
    try:
        summary = cheap_run(root, folder, prune=True)
    finally:
        if damage == "closed" and os.geteuid():
            path.parent.chmod(0o700)
    assert summary.pruned == 0
    assert published(root) == before
    assert summary.exit_code == 3, "but it is told"


def test_an_empty_folder_is_taken_for_a_disk_that_is_not_there(root: Path, inbox: Path) -> None:
    shutil.rmtree(inbox)
    inbox.mkdir()
    summary = cheap_run(root, inbox, prune=True)
    assert summary.pruned == 0
    assert "not mounted" in summary.warnings[0]
    assert len(published(root)) == 6


def test_what_was_read_before_there_was_a_memory_is_not_pruned(tmp_path: Path, inbox: Path) -> None:
    """Nothing says where it came from; once it is read again, something does."""
    root = tmp_path / "wh"
    cheap_run(root, inbox)
    store = Store(root)
    forgotten = Memory.load(store, Limits(), "1").rows()
    from warehouse.batches import Changes

    with store.writer():
        key = ["location", "source_uri", "article_id"]
        day = store.read("runs")["started_at"][0].date()
        store.publish("forget", day, changes=Changes(forgotten=forgotten.select(key)))
    (inbox / "a.txt").unlink()
    assert cheap_run(root, inbox, prune=True).pruned == 0
    (inbox / "b.txt").unlink()
    assert cheap_run(root, inbox, prune=True).pruned == 1


def test_a_rejected_record_where_a_pruned_one_stood_is_not_settled(
    tmp_path: Path, root: Path, inbox: Path
) -> None:
    """The article of the line that was there is gone; what stands there now was rejected."""
    lines = inbox / "lines.jsonl"

    def put(text: str) -> None:
        url = f"https://x.example/{len(text)}"
        lines.write_text(json.dumps({"url": url, "text": text}) + "\n")

    put("texte de la ligne")
    cheap_run(root, inbox)
    put("BAD ligne")
    assert cheap_run(root, inbox, prune=True).pruned == 1
    entry = Store(root).read("quarantine").row(0, named=True)
    assert (entry["source_uri"], entry["closed_as"]) == ("lines.jsonl#1", None)
    again = cheap_run(root, inbox)
    assert (again.batches, again.inputs) == (0, again.unchanged)
