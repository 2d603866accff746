"""Start-up is told apart from work."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from flows import starting
from tests.flows.cheap import cheap_run

pytestmark = pytest.mark.usefixtures("no_catalogue")


def test_loading_is_counted_once_however_deep() -> None:
    before = starting.spent()
    with starting.loading(), starting.loading():
        time.sleep(0.05)
    time.sleep(0.05)
    assert 0.05 <= starting.spent() - before < 0.09


def test_a_command_is_counted_from_its_begin_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 100.0)
    starting.begin()
    monkeypatch.setattr(time, "monotonic", lambda: 130.0)
    assert starting.begun() == 100
    assert starting.begun() == 130, "a second run in one process starts where it starts"


def test_a_run_tells_its_start_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text("Un texte de plus.")
    starting.begin()
    time.sleep(0.2)
    summary = cheap_run(tmp_path / "warehouse", tmp_path / "inbox")
    assert 0.2 <= summary.start_up < summary.seconds
