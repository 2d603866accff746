"""Batches on a Dask cluster of two worker processes; one writer publishes what they worked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from prefect import flow
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows import hands as module
from flows.crew import WORKER_DIED, Crew
from flows.entries import Stamp
from flows.settings import ConfigurationError, Settings
from flows.summary import RunSummary, Tally
from flows.taking import take_inputs
from tests.flows import dying
from tests.flows.cheap import (
    VERSION,
    assert_sound,
    cheap_links,
    cheap_run,
    cheap_settings,
    contents,
)
from warehouse.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
        host="127.0.0.1",
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address


def told_where(warehouse: str, batch_id: str, stamp: Stamp, settings: Settings) -> Tally:
    """Cheap work that leaves a file named by its process."""
    (Path(warehouse).parent / f"pid-{os.getpid()}").touch()
    return dying.whole(warehouse, batch_id, stamp, settings)


def test_a_cluster_works_the_batches(
    address: str,
    prefect_server: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(12):
        (inbox / f"{number:02}.txt").write_text(f"{'BAD' if number == 5 else 'Un'} {number}")
    settings = cheap_settings(tmp_path / "dask", dask_address=address, batch_articles=2)
    task = module.work_batch.with_options(name="cheap-batch")
    task.fn = told_where
    monkeypatch.setattr(module, "work_batch", task)

    @flow
    def over_dask() -> RunSummary:
        with module.hands(settings) as hands:
            assert hands.ahead == 4, "two workers, a batch in work and one waiting for each"
            cheap = replace(hands, link=cheap_links, judge=None)
            return take_inputs(settings, VERSION, [inbox], cheap)

    with temporary_settings({PREFECT_API_URL: prefect_server["PREFECT_API_URL"]}):
        summary = over_dask()
    assert (summary.tally.articles, summary.tally.rejected, summary.batches) == (11, 1, 6)
    processes = {int(path.name[4:]) for path in tmp_path.glob("pid-*")}
    assert len(processes) == 2
    assert os.getpid() not in processes
    cheap_run(tmp_path / "here", inbox, batch_articles=5)
    assert contents(tmp_path / "dask") == contents(tmp_path / "here")
    assert_sound(tmp_path / "dask")


def test_a_batch_that_kills_workers_is_narrowed_down_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cluster gives it up; this machine finds the article that is at fault."""
    from distributed import KilledWorker

    settings = cheap_settings(tmp_path / "dask", dask_address="tcp://made-up", batch_articles=2)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(4):
        (inbox / f"{number}.txt").write_text(f"{'KILL' if number == 1 else 'Un'} {number}")

    class Runner:
        """In the place of a cluster: what would kill a worker is given up, as Dask does."""

        def __init__(self, **_: object) -> None:
            self.client = self

        def __enter__(self) -> Runner:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def nthreads(self) -> dict[str, int]:
            return {"tcp://a": 1, "tcp://b": 1}

        def submit(self, task: object, parameters: dict[str, Any]) -> SimpleNamespace:
            def result() -> Tally:
                store = Store(parameters["warehouse"])
                landed = store.staged(parameters["batch_id"], "raw_articles")
                if landed.filter(pl.col("raw_text").str.starts_with("KILL")).height:
                    worker: Any = SimpleNamespace(address="tcp://a")
                    raise KilledWorker("work-batch", worker, 3)
                return dying.whole(**{name.replace("warehouse", "root"): value
                                      for name, value in parameters.items()})  # fmt: skip

            return SimpleNamespace(result=result)

    monkeypatch.setattr("prefect_dask.task_runners.DaskTaskRunner", Runner)
    monkeypatch.setattr(module, "Crew", lambda pool: Crew(pool, dying.whole, dying.part))
    with module.hands(settings) as hands:
        cheap = replace(hands, link=cheap_links, judge=None)
        summary = take_inputs(settings, VERSION, [inbox], cheap)
    assert (summary.tally.articles, summary.batches) == (3, 2)
    assert summary.tally.quarantined == {WORKER_DIED: 1}
    assert_sound(tmp_path / "dask")


def test_no_cluster_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CLUSTER_SECONDS", 1)
    settings = cheap_settings(tmp_path, dask_address="tcp://127.0.0.1:9")
    with pytest.raises(ConfigurationError, match=r"no Dask cluster answers at tcp://127.0.0.1:9"):
        module.hands(settings).__enter__()
