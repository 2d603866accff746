"""Batches on a Dask cluster of two worker processes; one writer publishes what they worked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from prefect import flow
from prefect.testing.utilities import prefect_test_harness

from flows import hands as module
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
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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

    with prefect_test_harness():
        summary = over_dask()
    assert (summary.tally.articles, summary.tally.rejected, summary.batches) == (11, 1, 6)
    processes = {int(path.name[4:]) for path in tmp_path.glob("pid-*")}
    assert len(processes) == 2
    assert os.getpid() not in processes
    cheap_run(tmp_path / "here", inbox, batch_articles=5)
    assert contents(tmp_path / "dask") == contents(tmp_path / "here")
    assert_sound(tmp_path / "dask")


def test_no_cluster_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CLUSTER_SECONDS", 1)
    settings = cheap_settings(tmp_path, dask_address="tcp://127.0.0.1:9")
    with pytest.raises(ConfigurationError, match=r"no Dask cluster answers at tcp://127.0.0.1:9"):
        module.hands(settings).__enter__()
