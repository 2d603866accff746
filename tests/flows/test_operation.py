"""What an operator meets: a run that was killed, two runs at once, maintenance, a damaged file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl

from tests.conftest import PROJECT, Coupure
from warehouse import scan
from warehouse.store import Store
from warehouse.tables import TABLES

BATCHES = {"COUPURE_BATCH_ARTICLES": "4"}
"""Several small batches, so that a kill falls between."""
VARYING = ("run_id", "ingested_at", "quarantined_at", "batch_id", "first_seen", "last_seen")


def rows(root: Path, name: str) -> pl.DataFrame:
    frame = scan(name, root=root).collect().drop(VARYING, strict=False)
    return frame.sort(TABLES[name].key[0], *frame.columns[1:3])


def test_a_killed_run_is_finished_by_the_next(
    sample: Path, coupure: Coupure, prefect_server: dict[str, str], tmp_path: Path
) -> None:
    root = tmp_path / "warehouse"
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "run", "samples/inbox", "--warehouse", str(root)],
        cwd=PROJECT,
        env=os.environ | prefect_server | BATCHES | {"COUPURE_PROCESSES": "2"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until and process.poll() is None:
            if (root / "manifest.json").exists() and Store(root).rows("articles") >= 2:
                break
            time.sleep(0.05)
        assert process.poll() is None, "the run ended before it could be killed"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    half = Store(root).rows("articles")
    assert 2 <= half < Store(sample).rows("articles")
    done = coupure("run", "samples/inbox", "--warehouse", root, extra=BATCHES)
    assert done.returncode in (0, 3), done.stderr  # by what the killed run had quarantined
    statuses = scan("runs", root=root).sort("started_at").collect()["status"].to_list()
    assert statuses == ["crashed", "done"]
    for name in ("raw_articles", "articles", "segments", "mentions", "quotes", "quarantine"):
        assert rows(root, name).equals(rows(sample, name)), name
    unstamped = ["entity_id", "name", "aliases", "mention_count", "article_count"]
    assert (
        rows(root, "entities").select(unstamped).equals(rows(sample, "entities").select(unstamped))
    )


def test_the_tables_across_articles_are_made_up_for_after_a_crash(
    sample_copy: Path, coupure: Coupure
) -> None:
    """A run may die between its last batch and the link step: the next has no batch, and links."""
    store = Store(sample_copy)
    wanted = rows(sample_copy, "entities")
    with store.writer():
        last = store.read("runs").tail(1)
        running = last.with_columns(status=pl.lit("running"))
        store.log_run(last["run_id"][0], last["started_at"][0].date(), running)
        store.publish(
            "unlinked",
            last["started_at"][0].date(),
            snapshots={"entities": TABLES["entities"].empty()},
        )
    assert rows(sample_copy, "entities").is_empty()
    done = coupure("run", "samples/inbox", "--warehouse", sample_copy)
    assert done.returncode == 0, done.stderr
    assert rows(sample_copy, "entities").equals(wanted)
    assert set(store.read("runs")["status"]) == {"crashed", "done"}


def test_a_second_writer_is_told_so_and_harms_nothing(sample_copy: Path, coupure: Coupure) -> None:
    before = Store(sample_copy).manifest().version
    with Store(sample_copy).writer():
        done = coupure("run", "samples/inbox", "--warehouse", sample_copy)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert Store(sample_copy).manifest().version == before


def test_maintenance_names_what_is_wrong(sample_copy: Path, coupure: Coupure) -> None:
    orphan = next(iter((sample_copy / "quotes").rglob("*.parquet"))).with_name("orphan.parquet")
    orphan.write_bytes(b"left by a crash")
    sound = coupure("maintain", "--warehouse", sample_copy)
    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert "1 files swept, 0 problems" in sound.stdout
    assert orphan.name in sound.stdout
    assert not orphan.exists()
    victim = next(iter((sample_copy / "quotes").rglob("*.parquet")))
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 0xFF
    victim.write_bytes(data)
    harmed = coupure("maintain", "--warehouse", sample_copy)
    assert harmed.returncode == 1, harmed.stdout
    assert victim.name in harmed.stdout
    assert victim.read_bytes() == bytes(data), "reported, not repaired"
