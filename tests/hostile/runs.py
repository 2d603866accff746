"""Whole runs over inboxes of hostile inputs and sound neighbours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tests.hostile.cases import Case
from tests.warehouse.formatted import TWO
from warehouse import scan
from warehouse.integrity import problems
from warehouse.store import Store

PROJECT = Path(__file__).parents[2]
EXIT_QUARANTINED = 3


@dataclass(frozen=True)
class Done:
    """What a run did: its row in `runs`, its quarantine, and what it printed."""

    run: dict[str, object]
    quarantine: pl.DataFrame
    printed: str


def run_over(
    made: Iterable[Case], folder: Path, limit: float = 600, extra: Mapping[str, str] | None = None
) -> Done:
    """Run the command over the inputs and two sound ones; checks all that must hold.

    `extra` is added to its environment.
    """
    inbox, root = folder / "inbox", folder / "warehouse"
    inbox.mkdir()
    for number, told in enumerate(TWO):
        (inbox / f"sound-{number}.txt").write_text(told.text)
    for case in made:
        case.write(inbox)
    done = _coupure(folder, extra or {}, "run", inbox, "--warehouse", root, limit=limit)
    printed = done.stdout + done.stderr
    assert done.returncode == EXIT_QUARANTINED, printed[-3_000:]
    assert "Traceback" not in printed
    assert set(os.listdir(folder)) <= {"inbox", "warehouse", "prefect", "temp"}
    assert os.listdir(folder / "temp") == [], "what was spooled is gone"
    (row,) = scan("runs", root=root).collect().to_dicts()
    quarantine = scan("quarantine", root=root).collect()
    check(root, row, quarantine)
    return Done(row, quarantine, printed)


def check(root: Path, row: dict[str, int | str], quarantine: pl.DataFrame) -> None:
    """The counts add up, the sound articles are published, the tables are whole."""
    articles = scan("articles", root=root).collect()
    assert row["status"] == "done"
    assert row["inputs"] == row["articles"] + row["unchanged"] + row["quarantined"]  # type: ignore[operator]
    assert row["articles"] == articles.height
    assert row["quarantined"] == quarantine.height
    assert {f"sound-{number}.txt" for number in range(len(TWO))} <= set(articles["source_uri"])
    assert quarantine["reason"].null_count() == quarantine["detail"].null_count() == 0
    assert problems(Store(root)) == []


def _coupure(
    folder: Path, extra: Mapping[str, str], *words: object, limit: float
) -> subprocess.CompletedProcess[str]:
    (folder / "temp").mkdir(exist_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith("COUPURE_")}
    env |= {"PREFECT_HOME": str(folder / "prefect"), "PYTHONPATH": str(PROJECT)}
    env |= {"TMPDIR": str(folder / "temp"), "COUPURE_MAX_RECORD_BYTES": "500000"} | extra
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *map(str, words)],
        cwd=PROJECT, env=env, capture_output=True, text=True, timeout=limit, check=False,
    )  # fmt: skip
