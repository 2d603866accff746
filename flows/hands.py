"""Who works the batches of a run: this process, processes beside it, or a Dask cluster."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from expectations.trends import judge_run
from flows.crew import Crew, crew_in_force, crew_of
from flows.entries import Stamp
from flows.landed import work_here
from flows.link import link_tables
from flows.pool import Pool, PoolClosed
from flows.runs import Hands
from flows.settings import ConfigurationError, Settings
from flows.summary import Tally

logger = logging.getLogger("coupure.hands")

CLUSTER_SECONDS = 20
"""To wait for the scheduler of a cluster."""

_EACH = 2
"""Batches in work to a process: one that is worked, and one that waits for it."""


def _worth_it(task: Any, run: Any, state: Any) -> bool:
    """Nothing is tried again for a run that is being stopped."""
    return not isinstance(state.result(raise_on_failure=False), PoolClosed)


@task(
    name="work-batch",
    task_run_name="batch-{batch_id}",
    retries=2,
    retry_delay_seconds=[1, 10],
    retry_condition_fn=_worth_it,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def work_batch(warehouse: str, batch_id: str, stamp: Stamp, settings: Settings) -> Tally:
    """Work, judge and stage one landed batch; returns its figures. Safe to repeat."""
    crew = crew_in_force()
    do = crew.work if crew else work_here
    counted = do(warehouse, batch_id, stamp, settings)
    get_run_logger().info(
        "batch %s: %d articles, %d quarantined", batch_id, counted.articles, counted.rejected
    )
    return counted


@contextmanager
def hands(settings: Settings) -> Iterator[Hands]:
    """A task for each batch, the link step of this project, and its gate.

    Raises:
        ConfigurationError: there is no Dask cluster at the address, or its package is missing.
    """
    alone = Hands(work_batch, link_tables, judge_run)
    with ExitStack() as stack:
        if settings.dask_address:
            yield stack.enter_context(_cluster(alone, settings.dask_address))
            return
        # The runner's threads wait for the crew: it has to go first, so it is entered last.
        runner: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=settings.process_count * _EACH)
        if settings.process_count > 1:
            stack.enter_context(runner)
        crew = stack.enter_context(crew_of(settings))
        if crew is None:
            yield alone
        else:
            try:
                yield replace(alone, begin=_submitting(runner), ahead=crew.pool.size * _EACH)
            except BaseException:
                crew.pool.abandon()
                raise


def _submitting(runner: TaskRunner[Any]) -> Callable[..., Callable[[], Tally]]:
    def begin(
        warehouse: str, batch_id: str, stamp: Stamp, settings: Settings
    ) -> Callable[[], Tally]:
        given = {
            "warehouse": warehouse, "batch_id": batch_id, "stamp": stamp,
            "settings": settings.without_secrets(),
        }  # fmt: skip
        result: Callable[[], Tally] = runner.submit(work_batch, parameters=given).result
        return result

    return begin


@contextmanager
def _cluster(alone: Hands, address: str) -> Iterator[Hands]:
    """Batches on the Dask cluster at `address`; what kills its workers is narrowed down here."""
    try:
        from distributed import KilledWorker
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise ConfigurationError(
            "setting dask_address needs prefect-dask: pip install 'coupure[dask]'"
        ) from error

    with ExitStack() as stack:
        runner = DaskTaskRunner(address=address, client_kwargs={"timeout": CLUSTER_SECONDS})
        try:
            threads = stack.enter_context(runner).client.nthreads()
        except OSError as error:
            raise ConfigurationError(f"no Dask cluster answers at {address}: {error}") from error
        submit = _submitting(runner)

        def begin(*given: Any) -> Callable[[], Tally]:
            result = submit(*given)

            def waited() -> Tally:
                try:
                    return result()
                except KilledWorker as error:
                    logger.warning("%s; the batch is worked on this machine", error)
                    with Pool(1) as pool:
                        return Crew(pool).work(*given)

            return waited

        yield replace(alone, begin=begin, ahead=max(1, sum(threads.values())) * _EACH)
