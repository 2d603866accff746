"""Whatever happens to a writer, the tables are those before or those after its last commit."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROJECT
from tests.lengths import EVERY, LOOK_ON
from tests.warehouse.made import DAY, batch, entities, expected, files_on_disk, run_row, state
from warehouse.integrity import problems
from warehouse.pool import pooled
from warehouse.store import Store
from warehouse.tables import TABLES

pytestmark = pytest.mark.usefixtures("no_catalogue")

FIRST, SECOND = {"a": 1, "b": 1, "c": 2}, {"b": 3, "c": 4, "d": 1}
STEPS = ("replace", "fsync", "link", "unlink", "utime", "rmdir")


class Killed(BaseException):
    """Like kill -9: no `except Exception` sees it, so nothing is tidied up."""


@contextmanager
def failing(at: int, failure: Callable[[], BaseException], *, after: bool) -> Iterator[list[str]]:
    """Let the disk step number `at` fail, before or after it is done. Yields the steps made."""
    steps: list[str] = []
    real = {name: getattr(os, name) for name in STEPS}

    def patched(name: str) -> Callable[..., Any]:
        def step(*args: Any, **more: Any) -> Any:
            steps.append(name)
            if len(steps) - 1 == at and not after:
                raise failure()
            number = len(steps) - 1
            try:
                return real[name](*args, **more)
            finally:
                if number == at:
                    raise failure()

        return step

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, patched(name))
        yield steps


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse to copy, with a batch, a snapshot and a run in it."""
    store = Store(tmp_path_factory.mktemp("template"))
    with store.writer():
        store.stage("one", batch(FIRST))
        store.publish("one", DAY, snapshots={"entities": entities(FIRST)})
        store.log_run("run", DAY, run_row("run", "done"))
    return store.root


def copy(template: Path, root: Path) -> Store:
    shutil.copytree(template, root)
    return Store(root)


def second(store: Store) -> None:
    with store.writer():
        publish_second(store)


def publish_second(store: Store) -> None:
    store.stage("two", batch(SECOND, number=2))
    store.publish("two", DAY, snapshots={"entities": entities(FIRST | SECOND)})


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory, template: Path) -> tuple[Any, Any, list[str]]:
    """The tables before and after `publish_second`, and its steps."""
    store = copy(template, tmp_path_factory.mktemp("states") / "root")
    before = state(store)
    with store.writer(), failing(-1, Killed, after=False) as steps:
        publish_second(store)
    after = state(store)
    assert before != after
    assert {"replace", "fsync", "unlink"} <= set(steps)
    return before, after, list(steps)


def test_killed_at_any_step(
    tmp_path: Path, template: Path, states: tuple[Any, Any, list[str]]
) -> None:
    before, done, steps = states
    seen = set()
    for at in range(0, len(steps), EVERY):
        store = copy(template, tmp_path / str(at))
        with store.writer(), pytest.raises(Killed), failing(at, Killed, after=False):
            publish_second(store)
        found = state(store)
        assert found in (before, done), f"step {at}"
        seen.add(found == done)
        with store.writer():  # sweeps
            pass
        live = {file.path for file in store.manifest().files if file.table in TABLES}
        assert files_on_disk(store.root) == live, f"step {at}"
        assert not list(store.root.glob("**/*.tmp"))
        assert not list((store.root / "_staging").glob("*"))
        second(store)
        assert state(store) == done, "the next run makes good"
        if at % 5 == 0:
            assert problems(store) == []
    assert seen == {False, True}, "some steps lie before the commit and some after"


@pytest.mark.parametrize("after", [False, True])
def test_a_full_disk_leaves_the_tables_as_they_were(
    tmp_path: Path, template: Path, states: tuple[Any, Any, list[str]], after: bool
) -> None:
    """The same writer goes on: what failed can be published again at once."""
    before, done, steps = states
    tried = [at for at, step in enumerate(steps) if not after or step == "replace"][::EVERY]
    failed = 0
    for at in tried:
        store = copy(template, tmp_path / str(at))
        full = OSError(errno.ENOSPC, "No space left on device")
        with store.writer():
            with failing(at, lambda full=full: full, after=after):
                try:
                    publish_second(store)
                except OSError:
                    failed += 1
            found = state(store)
            assert found in (before, done), f"step {at}"
            publish_second(store)
            assert state(store) == done
        with store.writer():
            pass
        if at % 5 == 0:
            assert problems(store) == []
    assert failed > len(tried) / 3


def test_a_failed_commit_can_be_repeated_without_staging_anew(
    tmp_path: Path, template: Path
) -> None:
    store = copy(template, tmp_path / "root")
    full = OSError(errno.ENOSPC, "No space left on device")
    with store.writer():
        store.stage("two", batch(SECOND, number=2))
        staged = store.staged("two", "articles")
        for at in range(12):
            with pytest.raises(OSError, match="No space"), failing(at, lambda: full, after=False):
                store.publish("two", DAY)
            assert store.staged("two", "articles").equals(staged), f"step {at}"
            assert not (store.root / "articles/ingest_date=2024-05-01/two.parquet").exists()
        store.publish("two", DAY)
    assert store.read("articles").height == len(FIRST | SECOND)


LIMITED = """
import resource, signal, sys
from tests.warehouse.made import DAY, batch
from warehouse.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(sys.argv[1])
with store.writer():
    store.stage("two", batch({"b": 3, "z": 1}, 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
    store.publish("two", DAY)
"""


@pytest.mark.parametrize("size", [0, 100, 2_000, 4_000])
def test_the_kernel_refuses_to_write_more(tmp_path: Path, template: Path, size: int) -> None:
    """Not a patched function: a real limit, which Arrow's own writing meets too."""
    store = copy(template, tmp_path / "root")
    before = state(store)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(store.root), str(size)],
        cwd=PROJECT, capture_output=True, text=True,
    )  # fmt: skip
    assert "File too large" in done.stderr
    assert state(store) == before
    second(store)
    assert problems(store) == []


def test_everything_is_on_the_disk_before_the_manifest_names_it(
    tmp_path: Path, template: Path
) -> None:
    store = copy(template, tmp_path / "root")
    synced: set[int] = set()
    commits = 0
    fsync, replace = os.fsync, os.replace

    def watched_fsync(descriptor: int) -> None:
        fsync(descriptor)
        synced.add(os.fstat(descriptor).st_ino)

    def watched_replace(source: Any, target: Any) -> None:
        nonlocal commits
        if Path(target).name == "manifest.json":
            commits += 1
            assert Path(source).stat().st_ino in synced
            before = {file.path for file in store.manifest().files}
            replace(source, target)
            for file in store.manifest().files:
                path = pooled(store.root, file)
                if file.path not in before:
                    assert path.stat().st_ino in synced, file.path
                    assert path.parent.stat().st_ino in synced, "its name is on the disk too"
        else:
            replace(source, target)
            synced.discard(Path(target).parent.stat().st_ino)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", watched_fsync)
        patch.setattr(os, "replace", watched_replace)
        second(store)
    assert commits == 1


# A writer in a process of its own, whose every state is a function of its number of commits.
WRITER = """
import sys
from tests.warehouse.test_crash import write_on
write_on(sys.argv[1])
"""


def versions_after(commits: int) -> dict[str, int]:
    model: dict[str, int] = {}
    for number in range(commits):
        model |= changes(number)
    return model


def changes(number: int) -> dict[str, int]:
    names = random.Random(number).sample("abcdefgh", 3)
    return dict.fromkeys(names, number)


def write_on(root: str) -> None:
    store = Store(root)
    with store.writer():
        number = store.rows("validation_results")
        while True:
            store.stage(f"batch{number}", batch(changes(number), number))
            store.publish(f"batch{number}", DAY)
            number += 1
            print(number, flush=True)


def started(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root)],
        cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


ROUNDS = int(os.environ.get("COUPURE_KILL_ROUNDS", "3"))


def test_kill_9_again_and_again(tmp_path: Path) -> None:
    store, chance, done = Store(tmp_path), random.Random(7), 0
    for _ in range(ROUNDS):
        with started(tmp_path) as writer:
            assert writer.stdout is not None
            told = writer.stdout.readline()  # it has begun to commit
            time.sleep(chance.uniform(0, 0.4))
            writer.kill()
            told += writer.stdout.read()
        commits = store.rows("validation_results")
        assert commits >= int(told.split()[-1]) > done, "what was told done is done"
        done = commits
        found, model = state(store), expected(versions_after(commits))
        assert {table: found[table] for table in model} == model
    with store.writer():
        store.publish("link", DAY, snapshots={"entities": entities(versions_after(done))})
        assert problems(store) == []
        live = {file.path for file in store.manifest().files if file.table in TABLES}
        assert files_on_disk(tmp_path) == live


def test_a_reader_never_sees_half_a_commit(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.create()
    with started(tmp_path) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "1\n", writer.stderr
        seen, until = set(), time.monotonic() + LOOK_ON
        while time.monotonic() < until or len(seen) < 3:
            least = store.rows("validation_results")
            found = sorted(store.read("segments").rows(), key=repr)
            most = store.rows("validation_results")
            matches = [n for n in range(least, most + 1) if _segments(n) == found]
            assert matches, f"the rows are none of the states {least} to {most}"
            seen.add(matches[0])
        writer.kill()


def _segments(commits: int) -> list[tuple[Any, ...]]:
    return expected(versions_after(commits))["segments"]
