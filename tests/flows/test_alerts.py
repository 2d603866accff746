"""Alerts reach a command and an address, say no secret, and never stop a run."""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from pydantic import SecretStr

from flows.alerts import alert, alert_of_quarantine, without_secrets
from flows.settings import Settings
from flows.summary import RunSummary, Tally

SUMMARY = RunSummary(
    run_id="20240501T000000Z-0000", kind="ingest", inputs=10, unchanged=0, batches=1, seconds=1.0,
    warehouse="wh", tally=Tally(articles=7, quarantined=Counter({"no_text": 3})),
)  # fmt: skip


@pytest.fixture
def heard() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server on loopback, and what it was told."""
    told: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(500 if "refuse" in self.path else 204)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", told
    server.shutdown()
    server.server_close()


def writing_to(path: Path) -> str:
    script = path.with_suffix(".py")
    script.write_text(f"import sys; open({str(path)!r}, 'w').write(sys.stdin.read())")
    return f"{sys.executable} {script}"


def test_a_command_and_an_address_are_told(
    tmp_path: Path, heard: tuple[str, list[dict[str, Any]]]
) -> None:
    address, told = heard
    settings = Settings(
        warehouse=tmp_path / "wh",
        alert_command=writing_to(tmp_path / "told.json"),
        alert_webhook=SecretStr(f"{address}/hook?token=hidden"),
    )
    alert_of_quarantine(settings, SUMMARY)
    (one,) = told
    assert one == json.loads((tmp_path / "told.json").read_text())
    assert (one["event"], one["flow"], one["exit_code"]) == ("quarantined", "ingest", 3)
    assert one["message"] == "3 of 10 new inputs: 3 × no_text"
    assert (one["articles"], one["quarantined"]) == (7, 3)
    assert "hidden" not in json.dumps(one)


def test_a_few_rejections_are_no_alarm(heard: tuple[str, list[dict[str, Any]]]) -> None:
    address, told = heard
    settings = Settings(alert_webhook=SecretStr(address), alert_quarantined=0.3)
    alert_of_quarantine(settings, SUMMARY)
    alert_of_quarantine(settings, replace(SUMMARY, tally=Tally()))
    assert not told


@pytest.mark.parametrize("command", ["/no/such/command", "false", "'"])
def test_an_alert_that_fails_is_logged_without_the_address(
    command: str, heard: tuple[str, list[dict[str, Any]]], caplog: pytest.LogCaptureFixture
) -> None:
    address, told = heard
    for where in (f"{address}/refuse/hidden", "http://127.0.0.1:9/hidden", "no address: hidden"):
        settings = Settings(alert_command=command, alert_webhook=SecretStr(where))
        with caplog.at_level(logging.WARNING, "coupure.alerts"):
            alert(settings, "failed", "ingest", "made up")
    assert len(told) == 1
    assert caplog.text.count("not delivered") == 6
    assert "hidden" not in caplog.text


@pytest.mark.parametrize(
    "text",
    [
        "cannot read s3://AKIAX:hidden@bucket/a",
        "https://a.example/x.jsonl?sig=hidden&se=1 is gone",
        "access_key=hidden refused",
        "AWS_SECRET_ACCESS_KEY: hidden",
    ],
)
def test_messages_hide_what_looks_like_a_secret(text: str) -> None:
    shown = without_secrets(text)
    assert "hidden" not in shown
    assert "***" in shown
    assert without_secrets("no such file: a.example/x") == "no such file: a.example/x"


def test_settings_do_not_print_the_address() -> None:
    settings = Settings(alert_webhook=SecretStr("https://a.example/hidden"))
    assert "hidden" not in repr(settings)
    assert settings.without_secrets().alert_webhook is None


def test_a_failed_flow_tells(tmp_path: Path) -> None:
    from types import SimpleNamespace

    from prefect.states import Crashed, Failed

    from flows import outcome

    told: list[tuple[Any, ...]] = []
    codes: list[int] = []

    def hear(_: Settings, *words: Any, exit_code: int, **more: Any) -> None:
        told.append(words)
        codes.append(exit_code)

    run = SimpleNamespace(name="x", id="1", parameters={"warehouse": str(tmp_path / "wh")})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outcome, "alert", hear)
        for state in (
            Failed(message="no s3://a:hidden@b"),
            Crashed(message="killed"),
            Crashed(name=outcome.MISCONFIGURED, message="no such input"),
        ):
            outcome.tell_failure(SimpleNamespace(name="ingest"), run, state)
    assert told == [("failed", "ingest", "no s3://***@b"), ("crashed", "ingest", "killed"),
                    ("failed", "ingest", "no such input")]  # fmt: skip
    assert codes == [1, 1, 2]
