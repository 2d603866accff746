"""What prefect.yaml deploys, and what `coupure serve` tells its children."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.utilities.callables import parameter_schema
from pydantic import SecretStr

from flows import serve
from flows.link import link
from flows.settings import ConfigurationError, Settings
from tests.conftest import PROJECT

DEPLOYED: list[dict[str, Any]] = yaml.safe_load((PROJECT / "prefect.yaml").read_text())[
    "deployments"
]


@pytest.mark.parametrize("deployed", DEPLOYED, ids=lambda one: one["name"])
def test_a_deployment_waits_and_tries_again(deployed: dict[str, Any]) -> None:
    env = deployed["work_pool"]["job_variables"]["env"]
    assert int(env["PREFECT_FLOWS_DEFAULT_RETRY_DELAY_SECONDS"]) == 120, "no list: it is refused"
    assert int(env["PREFECT_FLOWS_DEFAULT_RETRIES"]) == 2
    assert float(env["COUPURE_WAIT_SECONDS"]) > 0
    assert ("COUPURE_RUN_SECONDS" in env) == (deployed["name"] == "hourly")
    assert deployed["work_pool"]["name"] == serve.POOL
    assert "coupure" in deployed["tags"]


@pytest.mark.parametrize("deployed", DEPLOYED, ids=lambda one: one["name"])
def test_the_ui_has_types_and_help_for_every_parameter(deployed: dict[str, Any]) -> None:
    path, name = deployed["entrypoint"].split(":")
    flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    properties = parameter_schema(flow).properties
    assert properties
    for parameter, shown in properties.items():
        assert shown.get("type") or shown.get("anyOf"), parameter
        assert shown.get("description"), parameter


@pytest.mark.parametrize("deployed", DEPLOYED, ids=lambda one: one["name"])
def test_it_ends_with_an_exit_code_and_tells_of_failures(deployed: dict[str, Any]) -> None:
    """What a schedule runs says how it ended as a terminal would."""
    path, name = deployed["entrypoint"].split(":")
    flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    assert flow.fn.__annotations__["return"].startswith("State[")
    assert [hook.__name__ for hook in flow.on_failure_hooks] == ["tell_failure"]


@pytest.mark.parametrize("deployed", DEPLOYED, ids=lambda one: one["name"])
def test_wrong_settings_end_it_at_once_with_the_mend(
    deployed: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Prefect tries failed runs again, which would not help here, and crashed ones not."""
    path, name = deployed["entrypoint"].split(":")
    flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    monkeypatch.setenv("COUPURE_PROCESSES", "many")
    state = flow.fn(warehouse=str(tmp_path / "wh"))
    assert (state.type.value, state.name) == ("CRASHED", "Misconfigured")
    assert state.message.startswith("exit code 2: setting processes")
    assert not (tmp_path / "wh").exists()


def test_linking_ends_with_its_exit_code(sample_copy: Path) -> None:
    state = link.fn(warehouse=str(sample_copy))
    assert state.is_completed()
    assert state.message is not None
    assert state.message.startswith("exit code 0: ")


def test_children_are_told_the_settings_with_absolute_paths(tmp_path: Path) -> None:
    settings = Settings(
        warehouse=Path("wh"), inbox="in", batch_articles=7, models={"fr": "fr_core_news_md"},
        alert_webhook=SecretStr("https://a.example/x"),
    )  # fmt: skip
    env = serve.environment(settings, 4321, tmp_path)
    assert env["COUPURE_WAREHOUSE"] == str(Path("wh").absolute())
    assert env["COUPURE_INBOX"] == str(Path("in").absolute())
    assert env["COUPURE_ALERT_WEBHOOK"] == "https://a.example/x"
    assert env["PREFECT_API_URL"] == "http://127.0.0.1:4321/api"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in env.items():
            patch.setenv(name, value)
        same = Settings()
    assert (same.batch_articles, same.models) == (7, {"fr": "fr_core_news_md"})
    assert serve.environment(Settings(inbox="s3://b/x"), 1, tmp_path)["COUPURE_INBOX"] == "s3://b/x"


def test_a_taken_port_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(serve, "answers", lambda port: True)
    with pytest.raises(ConfigurationError, match="--port"):
        serve.serve(Settings(), 4200, tmp_path, print)
