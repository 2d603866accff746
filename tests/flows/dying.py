"""What test_crew has done in worker processes: cheap work, and some articles that kill it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from flows.entries import Stamp, Worked
from flows.landed import work_landed
from flows.settings import Settings
from flows.summary import Tally
from tests.flows.cheap import cheap_work
from warehouse.store import Store


def _suffer(texts: list[str], marks: Path) -> None:
    """KILL kills its process each time, ONCE the first time, STUCK never ends."""
    for text in texts:
        word = text.split(maxsplit=1)[0]
        if word == "STUCK":
            time.sleep(60)
        if word == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "ONCE" and not (marks / "once").exists():
            (marks / "once").touch()
            os.kill(os.getpid(), signal.SIGKILL)


def whole(root: str, batch_id: str, stamp: Stamp, settings: Settings) -> Tally:
    store = Store(root)
    _suffer(store.staged(batch_id, "raw_articles")["raw_text"].to_list(), Path(root).parent)
    return work_landed(
        store, batch_id, stamp, frozenset({"fr"}), lambda raw: (cheap_work(raw, stamp), [])
    )


def part(
    root: str, batch_id: str, stamp: Stamp, settings: Settings, start: int, end: int
) -> Worked:
    raw = Store(root).staged(batch_id, "raw_articles")[start:end]
    _suffer(raw["raw_text"].to_list(), Path(root).parent)
    return cheap_work(raw, stamp)
