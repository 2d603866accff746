"""Prove that a server, a pool and a worker on loopback pick up a scheduled run and publish.

Everything lives in a temporary folder: its own Prefect database, inbox and warehouse. Exits 0
when the scheduled run completed and its tables can be read, 1 otherwise.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from flows.serve import free_port

PROJECT = Path(__file__).resolve().parent.parent
PREFECT = [sys.executable, "-m", "prefect"]
DEADLINE = 240  # seconds for the whole check; a cron of every minute fires within 60


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(PROJECT / "samples" / "inbox", folder / "inbox")
        port, home = free_port(), folder / "prefect"
        env = _environment(folder, port)
        words = [sys.executable, "-m", "flows.cli", "serve", "--port", str(port)]
        with _process([*words, "--home", str(home)], env, folder / "serve.log"):
            _wait_for(
                lambda: "Serving at" in (folder / "serve.log").read_text(), "serve",
                folder / "serve.log",
            )  # fmt: skip
            limit = _ask(port, "work_pools", {})[0]["concurrency_limit"]
            _prefect(env, "deploy", "--name", "hourly", "--cron", "* * * * *")  # sooner
            state = _scheduled_run_state(port, home / "worker.log")
            artifacts = {found["key"] for found in _ask(port, "artifacts", {})}
        left = _left(port)
        print(f"runs at a time in the pool: {limit}; processes left: {len(left)}")
        return _judge(state, artifacts, folder) if limit == 1 and not left else 1


def _left(port: int) -> list[str]:
    """Commands of processes that should have ended with the one that started them."""
    told = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"127.0.0.1:{port}/api".encode() in entry.read_bytes():
                told.append((entry.parent / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue  # it ended meanwhile, or is not ours
    return [command for command in told if command]


def _environment(folder: Path, port: int) -> dict[str, str]:
    return os.environ | {
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "COUPURE_INBOX": str(folder / "inbox"),
        "COUPURE_WAREHOUSE": str(folder / "warehouse"),
    }


@contextmanager
def _process(command: list[str], env: dict[str, str], log: Path) -> Iterator[None]:
    """`command`, asked to end by SIGTERM whatever happens inside."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=env, cwd=PROJECT, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=90)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _prefect(env: dict[str, str], *words: str) -> None:
    command = [*PREFECT, "--no-prompt", *words]
    done = subprocess.run(command, env=env, cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"prefect {' '.join(words)} failed:\n{done.stdout}{done.stderr}")


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
        print((folder / "prefect" / "worker.log").read_text()[-5000:])
        return 1
    articles = scan("articles", root=folder / "warehouse").collect().height
    print(f"articles published: {articles}")
    return 0 if articles and artifacts >= {"run-summary", "quality"} else 1


if __name__ == "__main__":
    sys.exit(main())
