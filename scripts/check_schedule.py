"""Prove that a server, a pool and a worker on loopback pick up a scheduled run and publish.

Everything lives in a temporary folder: its own Prefect database, inbox and warehouse. Exits 0
when the scheduled run completed and its tables can be read, 1 otherwise.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

PROJECT = Path(__file__).resolve().parent.parent
PREFECT = [sys.executable, "-m", "prefect"]
DEADLINE = 240  # seconds for the whole check; a cron of every minute fires within 60


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(PROJECT / "samples" / "inbox", folder / "inbox")
        port = _free_port()
        env = _environment(folder, port)
        with _process(
            [*PREFECT, "server", "start", "--port", str(port)], env, folder / "server.log"
        ):
            _wait_for(lambda: _healthy(port), "the server", folder / "server.log")
            _prefect(env, "work-pool", "create", "coupure", "--type", "process", "--overwrite")
            _prefect(env, "deploy", "--all")
            _prefect(env, "deploy", "--name", "hourly", "--cron", "* * * * *")  # sooner
            worker = [*PREFECT, "worker", "start", "--pool", "coupure", "--type", "process"]
            with _process(worker, env, folder / "worker.log"):
                state = _scheduled_run_state(port, folder / "worker.log")
                artifacts = {found["key"] for found in _ask(port, "artifacts", {})}
        return _judge(state, artifacts, folder)


def _environment(folder: Path, port: int) -> dict[str, str]:
    return os.environ | {
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "COUPURE_INBOX": str(folder / "inbox"),
        "COUPURE_WAREHOUSE": str(folder / "warehouse"),
        "DO_NOT_TRACK": "1",
    }


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def _process(command: list[str], env: dict[str, str], log: Path) -> Iterator[None]:
    """`command` in a process group of its own, ended as a whole whatever happens inside."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=env, cwd=PROJECT, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _prefect(env: dict[str, str], *words: str) -> None:
    command = [*PREFECT, "--no-prompt", *words]
    done = subprocess.run(command, env=env, cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"prefect {' '.join(words)} failed:\n{done.stdout}{done.stderr}")


def _healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/api/health", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def _scheduled_run_state(port: int, log: Path) -> str:
    """State of the first scheduled run, once it has ended."""
    ended: list[str] = []

    def has_ended() -> bool:
        is_over = {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}}
        for run in _ask(port, "flow_runs", {"flow_runs": is_over}):
            ended.append(f"{run['state']['type']} (auto scheduled: {run['auto_scheduled']})")
        return bool(ended)

    _wait_for(has_ended, "a scheduled run", log)
    return ended[0]


def _ask(port: int, what: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    url = f"http://127.0.0.1:{port}/api/{what}/filter"
    found: list[dict[str, Any]] = httpx.post(url, json=body, timeout=5).json()
    return found


def _wait_for(condition: Callable[[], bool], what: str, log: Path) -> None:
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(1)
    raise SystemExit(f"waited {DEADLINE} s for {what} in vain:\n{log.read_text()[-3000:]}")


def _judge(state: str, artifacts: set[str], folder: Path) -> int:
    from warehouse import scan

    print(f"scheduled run: {state}; artifacts: {', '.join(sorted(artifacts))}")
    if state != "COMPLETED (auto scheduled: True)":
        print((folder / "worker.log").read_text()[-5000:])
        return 1
    articles = scan("articles", root=folder / "warehouse").collect().height
    print(f"articles published: {articles}")
    return 0 if articles and artifacts >= {"run-summary", "quality"} else 1


if __name__ == "__main__":
    sys.exit(main())
