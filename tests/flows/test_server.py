"""The temporary server of a command: there while it is needed, and never longer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows import server as module
from flows.serve import ServeFailed, answers
from flows.server import Server, connected, server_at_hand

_ANSWERING = """
import os, sys, threading
from http.server import BaseHTTPRequestHandler, HTTPServer
threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), daemon=True).start()
class Healthy(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_):
        pass
HTTPServer(("127.0.0.1", int(sys.argv[1])), Healthy).serve_forever()
"""


@pytest.fixture(autouse=True)
def cheap_child(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(module, "_CHILD", (sys.executable, "-c", _ANSWERING))
    with temporary_settings(restore_defaults={PREFECT_API_URL}):
        yield


def test_flows_are_led_to_it_and_it_ends() -> None:
    with server_at_hand():
        with connected():
            address = PREFECT_API_URL.value()
        assert address is not None
        port = int(address.split(":")[2].split("/")[0])
        assert answers(port)
        with server_at_hand(), connected():
            assert PREFECT_API_URL.value() == address, "one inside another is that one"
        assert PREFECT_API_URL.value() is None
    assert not answers(port)


def test_the_server_of_the_settings_is_taken_before_it() -> None:
    theirs = "http://127.0.0.1:9/api"
    with temporary_settings({PREFECT_API_URL: theirs}), server_at_hand(), connected():
        assert PREFECT_API_URL.value() == theirs


def test_one_that_ends_is_started_again_and_then_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    once = (f"import pathlib, sys; p = pathlib.Path({str(tmp_path / 'came')!r}); was = p.exists(); "
            "p.touch(); was or sys.exit(1)\n")  # fmt: skip
    monkeypatch.setattr(module, "_CHILD", (sys.executable, "-c", once + _ANSWERING))
    server = Server()
    try:
        assert server.address() == f"http://127.0.0.1:{server.port}/api"
    finally:
        server.stop()
    monkeypatch.setattr(module, "_CHILD", (sys.executable, "-c", "raise SystemExit(7)"))
    with pytest.raises(ServeFailed, match="ended with code 7"):
        Server().address()


def test_the_real_one_ends_with_who_holds_its_input() -> None:
    """Whoever was killed cannot end it: it has to see by itself."""
    words = [sys.executable, "-c", "import flows.server_child as c; c._end_with_parent()"]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.3)
        assert process.stdin
        process.stdin.close()
        assert process.wait(20) == 1
