"""A run over several processes that is stopped leaves nothing behind, and the next one finishes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from flows.stopping import Terminated, stoppable
from scripts.bench_measure import _tree
from tests.flows.cheap import assert_sound, cheap_run, contents
from warehouse.store import Store

pytestmark = pytest.mark.usefixtures("no_catalogue")

_RUN = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from flows.crew import Crew
from flows.options import one_line_errors
from flows.pool import Pool
from flows.taking import take_inputs
from tests.flows import dying
from tests.flows.cheap import VERSION, cheap_settings
from tests.flows.test_crew import hands_of

@one_line_errors
def command(root, inbox):
    settings = cheap_settings(root, batch_articles=1)
    with ThreadPoolExecutor(4) as threads, Pool(2) as pool:
        try:  # as flows.hands.hands does
            hands = hands_of(Crew(pool, dying.whole, dying.part), threads)
            take_inputs(settings, VERSION, [inbox], hands)
        except BaseException:
            pool.abandon()
            raise

if __name__ == "__main__":
    command(*map(Path, sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Where the tests run in the background, Ctrl-C is ignored, and children inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_ends_at_once_and_the_next_finishes(
    tmp_path: Path, number: int, code: int
) -> None:
    inbox, root, script = tmp_path / "inbox", tmp_path / "warehouse", tmp_path / "command.py"
    inbox.mkdir()
    for name, text in (("a", "Un"), ("b", "Deux"), ("c", "STUCK là"), ("d", "Quatre")):
        (inbox / f"{name}.txt").write_text(text)
    script.write_text(_RUN)
    env = os.environ | {"PYTHONPATH": str(Path.cwd())}
    words = [sys.executable, str(script), str(root), str(inbox)]
    with subprocess.Popen(words, env=env, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 120
        while not ((root / "manifest.json").exists() and Store(root).rows("articles") == 2):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        children = set(_tree(process.pid)) - {process.pid}
        assert len(children) >= 2
        told = stopped(process, number)
    assert process.returncode == code, told
    assert "what is published stays" in told
    time.sleep(0.5)
    assert not any(map(_is_alive, children))
    assert Store(root).read("runs")["status"].to_list() == ["failed"]
    (inbox / "c.txt").write_text("Trois")
    assert cheap_run(root, inbox).tally.articles == 2
    assert_sound(root)
    cheap_run(tmp_path / "whole", inbox)
    assert contents(root) == contents(tmp_path / "whole")


@pytest.mark.parametrize(
    ("number", "stop"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, Terminated)]
)
def test_a_query_that_is_stopped_is_a_stop(number: int, stop: type[KeyboardInterrupt]) -> None:
    """DuckDB makes an error of its own of a signal."""

    @stoppable()
    def query() -> None:
        try:
            os.kill(os.getpid(), number)
        except KeyboardInterrupt:
            raise RuntimeError("Query interrupted") from None

    with pytest.raises(KeyboardInterrupt) as caught:
        query()
    assert type(caught.value) is stop


def stopped(process: subprocess.Popen[str], number: int) -> str:
    """What it says at its end. A signal that comes while Python tidies up is lost: so again."""
    for _ in range(3):
        process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=20)[1]
    raise AssertionError("it goes on")


def _is_alive(pid: int) -> bool:
    """Also false of one that ended and that nobody has buried yet."""
    line = Path(f"/proc/{pid}/cmdline")
    return line.exists() and line.read_bytes() != b""
