"""A server, the deployments and a worker on this machine, started and stopped as one."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from flows.settings import ConfigurationError, Settings

POOL = "coupure"
PROJECT = Path(__file__).resolve().parent.parent
_PREFECT = (sys.executable, "-m", "prefect")
_START = 120  # seconds for the server to answer
_END = 30  # for a child to end by itself; a run in work gets SIGTERM by the worker
_PLACES = {"warehouse", "inbox", "expectations"}


class ServeFailed(RuntimeError):
    """A part did not start, or ended by itself; the message names its log."""


class _Stopped(BaseException):
    """SIGINT or SIGTERM came."""


def environment(settings: Settings, port: int, home: Path) -> dict[str, str]:
    """What the children are told: their server, and the settings in force as variables.

    A flow runs in the project's folder, so paths are made absolute.
    """
    given = {
        f"COUPURE_{name.upper()}": _as_variable(name, settings)
        for name in settings.model_fields_set | _PLACES
        if getattr(settings, name) is not None
    }
    return (
        os.environ
        | {
            "PREFECT_HOME": str(home),
            "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }
        | given
    )


def _as_variable(name: str, settings: Settings) -> str:
    value = getattr(settings, name)
    if hasattr(value, "get_secret_value"):
        return str(value.get_secret_value())
    if isinstance(value, Path) or (name == "inbox" and "://" not in value):
        return str(Path(value).absolute())
    return value if isinstance(value, str) else json.dumps(value)


def serve(settings: Settings, port: int, home: Path, told: Callable[[str], None]) -> None:
    """Run until SIGINT or SIGTERM; then no child is left.

    Raises:
        ConfigurationError: there are no deployments here, or the port is taken.
        ServeFailed: a part did not start, or ended.
    """
    if not (PROJECT / "prefect.yaml").is_file():
        raise ConfigurationError(f"no prefect.yaml in {PROJECT}: serve from a checkout")
    if answers(port):
        raise ConfigurationError(f"something answers on port {port} already: give another --port")
    home.mkdir(parents=True, exist_ok=True)
    env = environment(settings, port, home)
    words = ("server", "start", "--host", "127.0.0.1", "--port", str(port))
    with contextlib.suppress(_Stopped), _signals():  # noqa: SIM117
        with _child("server", words, env, home) as server:
            _wait_for(port, server, home / "server.log")
            _deploy(env, home)
            words = ("worker", "start", "--pool", POOL, "--type", "process")
            with _child("worker", words, env, home) as worker:
                told(f"Serving at http://127.0.0.1:{port} (logs in {home}); Ctrl-C ends it.")
                _watch({"server": server, "worker": worker}, home)


def _deploy(env: Mapping[str, str], home: Path) -> None:
    """One run at a time whatever its deployment: that is a limit of the pool."""
    limit = ("--concurrency-limit", "1")
    _do(env, home, "work-pool", "create", POOL, "--type", "process", "--overwrite")
    _do(env, home, "work-pool", "update", POOL, *limit)
    _do(env, home, "--no-prompt", "deploy", "--all")


def _do(env: Mapping[str, str], home: Path, *words: str) -> None:
    with (home / "deploy.log").open("ab") as log:
        process = subprocess.Popen(
            (*_PREFECT, *words), env=dict(env), cwd=PROJECT, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        try:
            code = process.wait()
        finally:
            _end(process)
    if code:
        raise ServeFailed(f"prefect {' '.join(words)} failed: see {home / 'deploy.log'}")


@contextmanager
def _child(
    name: str, words: tuple[str, ...], env: Mapping[str, str], home: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A child with a process group of its own, ended as a whole whatever happens inside."""
    with (home / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            (*_PREFECT, *words), env=dict(env), cwd=PROJECT, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the child to end, then end what is left of its group."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_END)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def _signals() -> Iterator[None]:
    """Inside, a request to end raises `_Stopped` once; while we are ending, more are ignored."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}

    def stop(number: int, frame: FrameType | None) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise _Stopped

    for number in numbers:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _START
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        if answers(port):
            return
        time.sleep(0.3)
    raise ServeFailed(f"the server did not start: see {log}")


def _watch(children: Mapping[str, subprocess.Popen[bytes]], home: Path) -> None:
    while True:
        for name, process in children.items():
            if process.poll() is not None:
                raise ServeFailed(f"the {name} ended: see {home / name}.log")
        time.sleep(0.5)


def free_port() -> int:
    """A port on loopback that nobody holds; another process may take it before it is used."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def answers(port: int) -> bool:
    """Whether a server is there on this port of the loopback."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return True  # something else is there
    except OSError:
        return False
