"""What is told while a run goes: one line a batch, as text or as JSON; what remains of it."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path

import pytest
from rich.console import Console

from flows.progress import Step, watched
from flows.summary import Tally
from flows.turns import writing
from tests.flows.cheap import cheap_run
from warehouse.store import Store, WarehouseBusy

pytestmark = pytest.mark.usefixtures("no_catalogue")


def inbox_of(folder: Path, number: int) -> Path:
    folder.mkdir()
    for index in range(number):
        (folder / f"{index:02}.txt").write_text(f"{'BAD' if index == 3 else 'Un'} {index}")
    return folder


def told(tmp_path: Path, log_format: str) -> list[str]:
    out = io.StringIO()
    with watched(Console(file=out, width=200), log_format):
        cheap_run(tmp_path / "wh", inbox_of(tmp_path / "inbox", 6), batch_articles=2)
        logging.getLogger("coupure.runs").warning("made up")
    return out.getvalue().splitlines()


def test_a_batch_is_a_line(tmp_path: Path) -> None:
    lines = told(tmp_path, "text")
    assert len(lines) == 3
    assert "6 inputs seen, 5 articles, 1 quarantined" in lines[-1]
    assert lines[0].endswith("s left")


def test_as_json_each_line_is_an_object(tmp_path: Path) -> None:
    *batches, warning = map(json.loads, told(tmp_path, "json"))
    assert [one["articles"] for one in batches] == [2, 1, 2]
    assert [one["run_quarantined"] for one in batches] == [0, 1, 1]
    assert len({one["run_id"] for one in batches}) == 1
    assert len({one["batch_id"] for one in batches}) == 3
    assert batches[-1]["seconds_left"] == 0
    assert (warning["level"], warning["message"]) == ("warning", "made up")
    assert logging.getLogger("coupure").propagate, "as it was before"


def test_what_remains_is_reckoned_from_what_was() -> None:
    step = Step("run", "batch", 10, Tally(), Tally(articles=10), 0.25, 20.0)
    assert (step.left, step.rate) == (60.0, 0.5)
    assert Step("run", "batch", 10, Tally(), Tally(), None, 20.0).left is None


def test_a_run_ends_in_time_and_the_next_goes_on(tmp_path: Path) -> None:
    inbox = inbox_of(tmp_path / "inbox", 6)
    (inbox / "03.txt").write_text("Un autre")
    first = cheap_run(tmp_path / "wh", inbox, batch_articles=1, run_seconds=1.0, spoilt=_slow)
    assert 0 < first.inputs < 6
    assert "the next run goes on" in first.warnings[0]
    second = cheap_run(tmp_path / "wh", inbox)
    assert second.unchanged == first.inputs
    assert Store(tmp_path / "wh").rows("articles") == 6


def _slow(text: str) -> None:
    import time

    time.sleep(0.4)


def test_a_turn_is_waited_for(tmp_path: Path) -> None:
    from threading import Event, Thread

    held, leave = Event(), Event()

    def hold() -> None:
        with Store(tmp_path).writer():
            held.set()
            leave.wait(10)

    other = Thread(target=hold)
    other.start()
    held.wait(10)
    with pytest.raises(WarehouseBusy), writing(Store(tmp_path), 0):
        pass
    Thread(target=lambda: leave.wait(0.3) or leave.set()).start()
    with writing(Store(tmp_path), 10) as store:
        assert not other.is_alive() or leave.is_set()
        assert store.exists()
    other.join()
