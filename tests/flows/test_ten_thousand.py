"""A run over ten thousand inputs that are as they were takes seconds."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from flows.taking import take_nothing
from tests.flows.cheap import VERSION, cheap_run, cheap_settings
from warehouse import memory
from warehouse.store import Store

COUNT = 10_000
SECONDS = 20  # of a busy machine; 1 to 4 on an idle one
PARAGRAPH = "Le conseil municipal a voté hier soir une mesure pour les habitants du quartier. " * 40


def as_lines(folder: Path) -> None:
    with (folder / "all.jsonl").open("w", encoding="utf-8") as file:
        for number in range(COUNT):
            record = {"url": f"https://x.example/{number}", "text": f"{number}\n{PARAGRAPH}"}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def as_files(folder: Path) -> None:
    for number in range(COUNT):
        path = folder / f"{number // 500:03}" / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{number}\n{PARAGRAPH}", encoding="utf-8")


@pytest.mark.parametrize("make", [as_lines, as_files])
def test_nothing_is_parsed_and_nothing_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Any
) -> None:
    inbox, root = tmp_path / "in", tmp_path / "wh"
    inbox.mkdir()
    make(inbox)
    first = cheap_run(root, inbox, batch_articles=2_000)
    assert (first.inputs, first.tally.articles) == (COUNT, COUNT)

    def parsed(*_: object) -> None:
        raise AssertionError("a file was parsed")

    monkeypatch.setattr(memory, "read_found", parsed)
    began = time.monotonic()
    again = cheap_run(root, inbox)
    assert (again.inputs, again.unchanged, again.batches) == (COUNT, COUNT, 0)
    assert time.monotonic() - began < SECONDS
    began = time.monotonic()
    idle = take_nothing(cheap_settings(root), VERSION, [inbox])
    assert idle is not None
    assert (idle.inputs, idle.unchanged, idle.exit_code) == (COUNT, COUNT, 0)
    assert time.monotonic() - began < SECONDS
    runs = Store(root).read("runs").sort("started_at")
    assert runs["unchanged"].to_list() == [0, COUNT, COUNT]
