"""How a flow ends: its exit code as a state, so that a schedule tells what a terminal would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from prefect import Flow, flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Crashed, Failed

from flows.alerts import alert, alert_of_quarantine, without_secrets
from flows.settings import ConfigurationError, Settings, load_settings
from flows.summary import EXIT_DONE, EXIT_FAILED, EXIT_USAGE, RunSummary
from warehouse.readers import InputError

MISCONFIGURED = "Misconfigured"
P = ParamSpec("P")
R = TypeVar("R")


def ended(result: Any, exit_code: int, message: str) -> State[Any]:
    """The state with which a flow gives back `result`: Completed, Quarantined (3) or Failed (1)."""
    told = f"exit code {exit_code}: {message}"
    if exit_code == EXIT_FAILED:
        return Failed(message=told, data=result)
    return Completed(
        message=told, data=result, name=None if exit_code == EXIT_DONE else "Quarantined"
    )


def run_ended(settings: Settings, summary: RunSummary) -> State[Any]:
    """As `ended`, of a run that worked batches; alerts of too many rejections."""
    alert_of_quarantine(settings, summary)
    total = summary.tally
    message = f"{summary.inputs} inputs, {total.articles} articles, {total.rejected} quarantined"
    return ended(summary, summary.exit_code, message)


def operation(work: Callable[P, State[R]]) -> Flow[P, State[R]]:
    """A flow of the operator's, by the name of `work`, each run named after its start (UTC).

    A run that fails or crashes alerts; wrong settings or inputs end it as Misconfigured.
    """
    name = work.__name__

    def run_name() -> str:
        return f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"

    return flow(
        name=name, flow_run_name=run_name, on_failure=[tell_failure], on_crashed=[tell_failure]
    )(_stopped_at_once(work))


def _stopped_at_once(work: Callable[P, State[R]]) -> Callable[P, State[R]]:
    """The body of a flow that ends as Misconfigured (2) where its settings or inputs are wrong.

    The state is a kind of crashed: Prefect tries a failed run again, and this would fail again
    until somebody mends what the message says.
    """

    @wraps(work)
    def told(*args: P.args, **kwargs: P.kwargs) -> State[R]:
        try:
            return work(*args, **kwargs)
        except (ConfigurationError, InputError) as error:
            message = f"exit code {EXIT_USAGE}: {error}"
            return Crashed(name=MISCONFIGURED, message=message, data=error)

    # Prefect would look for the names of the types among ours, not where `work` was written.
    told.__signature__ = signature(work, eval_str=True)  # type: ignore[attr-defined]
    return told


def tell_failure(flow: Any, flow_run: Any, state: Any) -> None:
    """A hook of Prefect: alert of a run that failed or crashed."""
    try:
        settings = load_settings(warehouse=flow_run.parameters.get("warehouse"))
    except ConfigurationError:
        return  # it is what failed, and nobody can be told
    is_misconfigured = state.name == MISCONFIGURED
    event = "crashed" if state.is_crashed() and not is_misconfigured else "failed"
    code = EXIT_USAGE if is_misconfigured else EXIT_FAILED
    message = without_secrets(state.message or state.name)
    alert(
        settings, event, flow.name, message,
        flow_run=flow_run.name, flow_run_id=str(flow_run.id), exit_code=code,
    )  # fmt: skip
