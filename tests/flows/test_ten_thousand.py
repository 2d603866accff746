"""A run over ten thousand inputs that are as they were takes seconds."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.taking import take_nothing
from tests.flows.cheap import VERSION, cheap_run, cheap_settings
from tests.lengths import IS_WHOLE
from warehouse import memory
from warehouse.store import Store

pytestmark = pytest.mark.usefixtures("no_catalogue")

Make = Callable[[Path, int], None]
COUNT = 10_000
SECONDS = 20  # of a busy machine; 1 to 4 on an idle one
PARAGRAPH = "Le conseil municipal a voté hier soir une mesure pour les habitants du quartier. " * 40


def as_lines(folder: Path, count: int) -> None:
    with (folder / "all.jsonl").open("w", encoding="utf-8") as file:
        for number in range(count):
            record = {"url": f"https://x.example/{number}", "text": f"{number}\n{PARAGRAPH}"}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def as_files(folder: Path, count: int) -> None:
    for number in range(count):
        path = folder / f"{number // 500:03}" / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{number}\n{PARAGRAPH}", encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "count"), [(as_lines, COUNT), (as_files, COUNT if IS_WHOLE else 2_500)]
)
def test_nothing_is_parsed_and_nothing_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Make, count: int
) -> None:
    inbox, root = tmp_path / "in", tmp_path / "wh"
    inbox.mkdir()
    make(inbox, count)
    first = cheap_run(root, inbox, batch_articles=2_000)
    assert (first.inputs, first.tally.articles) == (count, count)

    def parsed(*_: object) -> None:
        raise AssertionError("a file was parsed")

    monkeypatch.setattr(memory, "read_found", parsed)
    began = time.monotonic()
    again = cheap_run(root, inbox)
    assert (again.inputs, again.unchanged, again.batches) == (count, count, 0)
    assert time.monotonic() - began < SECONDS * count / COUNT
    began = time.monotonic()
    idle = take_nothing(cheap_settings(root), VERSION, [inbox])
    assert idle is not None
    assert (idle.inputs, idle.unchanged, idle.exit_code) == (count, count, 0)
    assert time.monotonic() - began < SECONDS * count / COUNT
    runs = Store(root).read("runs").sort("started_at")
    assert runs["unchanged"].to_list() == [0, count, count]
