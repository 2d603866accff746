"""Whatever happens to a run, a backfill or a retry: the next makes the tables as they should be."""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.outdated import work_outdated
from flows.quarantine import Wanted, select
from flows.retrying import retry_entries
from tests.conftest import PROJECT
from tests.flows.cheap import (
    assert_sound,
    cheap_hands,
    cheap_run,
    cheap_settings,
    contents,
    quarantine,
)
from tests.lengths import LOOK_ON
from warehouse.integrity import problems
from warehouse.store import Store, WarehouseBusy
from warehouse.tables import TABLES

pytestmark = pytest.mark.usefixtures("no_catalogue")

ROUNDS = int(os.environ.get("COUPURE_KILL_ROUNDS", "0"))
OLD, NEW = "1+cheap", "2+cheap"
STEPS = ("replace", "fsync", "unlink", "link", "rmdir")


class Killed(BaseException):
    """Like kill -9: from this step on, nothing reaches the disk any more."""


@contextmanager
def dying(at: int, failure: Callable[[], BaseException], *, for_good: bool) -> Iterator[list[str]]:
    """Disk step number `at` fails, and with `for_good` all that follow. Yields the steps made."""
    steps: list[str] = []
    real = {name: getattr(os, name) for name in STEPS}

    def patched(name: str) -> Callable[..., Any]:
        def step(*args: Any, **more: Any) -> Any:
            steps.append(name)
            if 0 <= at < len(steps) and (for_good or at == len(steps) - 1):
                raise failure()
            return real[name](*args, **more)

        return step

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, patched(name))
        yield steps


def ingest(home: Path) -> None:
    cheap_run(home / "wh", home / "in", prune=True, batch_articles=2)


def backfill(home: Path) -> None:
    work_outdated(cheap_settings(home / "wh", batch_articles=2), NEW, cheap_hands())


def retry(home: Path) -> None:
    ids = select(Store(home / "wh"), Wanted())["quarantine_id"].to_list()
    hands = cheap_hands(lambda text: "validate" if text == "BAD 3" else None)
    retry_entries(cheap_settings(home / "wh", batch_articles=2), OLD, hands, ids)


OPERATIONS = {"ingest": ingest, "backfill": backfill, "retry": retry}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with good and bad in it, and an inbox that has changed since."""
    home = tmp_path_factory.mktemp("template")
    inbox = home / "in"
    inbox.mkdir()
    for number in range(8):
        (inbox / f"{number}.txt").write_text(f"{'BAD' if number % 3 == 0 else 'bon'} {number}")
    cheap_run(home / "wh", inbox, version=OLD)
    (inbox / "0.txt").write_text("mieux")
    (inbox / "1.txt").write_text("WORSE maintenant")
    (inbox / "2.txt").write_text("changé")
    (inbox / "4.txt").unlink()
    (inbox / "6.txt").unlink()
    (inbox / "9.txt").write_text("neuf")
    return home


def copied(template: Path, home: Path) -> Path:
    shutil.copytree(template, home, copy_function=shutil.copy2)
    return home


def outcome(home: Path) -> tuple[Any, ...]:
    """What must be the same after a disturbed and an undisturbed course of events."""
    key = ["source_uri", "stage", "reason", "closed_as"]
    entries = quarantine(home / "wh", standing=False).select(key)
    return contents(home / "wh"), sorted(entries.rows(), key=repr)


@pytest.fixture(scope="module", params=OPERATIONS)
def course(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, template: Path
) -> tuple[Callable[[Path], None], int, tuple[Any, ...]]:
    """An operation, the number of its steps, and what it leads to."""
    operation = OPERATIONS[request.param]
    home = copied(template, tmp_path_factory.mktemp("course") / request.param)
    before = outcome(home)
    with dying(-1, Killed, for_good=True) as steps:
        operation(home)
    after = outcome(home)
    assert before != after
    return operation, len(steps), after


def moments(steps: int, seed: int) -> list[int]:
    """Some of the steps; all of them when asked for many rounds."""
    return sorted(random.Random(seed).sample(range(steps), min(steps, ROUNDS or 4)))


def test_killed_at_any_step_and_begun_again(
    tmp_path: Path, template: Path, course: tuple[Callable[[Path], None], int, tuple[Any, ...]]
) -> None:
    operation, steps, wanted = course
    for at in moments(steps, 1):
        home = copied(template, tmp_path / str(at))
        with pytest.raises(Killed), dying(at, Killed, for_good=True):
            operation(home)
        for table in TABLES:
            Store(home / "wh").read(table)
        operation(home)
        assert outcome(home) == wanted, f"step {at}"
        assert_sound(home / "wh")
        assert not list((home / "wh" / "_staging").glob("*"))
    assert problems(Store(home / "wh")) == []


def test_a_disk_that_is_full_once_or_for_good(
    tmp_path: Path, template: Path, course: tuple[Callable[[Path], None], int, tuple[Any, ...]]
) -> None:
    operation, steps, wanted = course
    full = OSError(errno.ENOSPC, "No space left on device")
    for at, for_good in itertools.product(moments(steps, 2)[::2], (False, True)):
        home = copied(template, tmp_path / f"{at}{for_good}")
        with suppress(OSError), dying(at, lambda: full, for_good=for_good):
            operation(home)
        for table in TABLES:
            Store(home / "wh").read(table)
        operation(home)
        assert outcome(home) == wanted, f"step {at}"
        assert_sound(home / "wh")


# A process that works the inbox over and over, each time with another version.
WORKER = """
import sys
from tests.flows.test_crash_runs import work_on
work_on(sys.argv[1], int(sys.argv[2]))
"""


def work_on(place: str, seed: int) -> None:
    home = Path(place)
    settings = cheap_settings(home / "wh", batch_articles=2)
    chance = random.Random(seed)
    print("begun", flush=True)
    while True:
        version = f"{chance.randrange(3)}+cheap"
        with suppress(WarehouseBusy):
            cheap_run(home / "wh", home / "in", version=version, prune=True, batch_articles=2)
            work_outdated(settings, version, cheap_hands(), limit=3)
            ids = select(Store(home / "wh"), Wanted(reason="transform_reason"))["quarantine_id"]
            retry_entries(settings, version, cheap_hands(), ids.to_list())
            print("round", flush=True)


def started(home: Path, seed: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(home), str(seed)],
        cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def begun(worker: subprocess.Popen[str]) -> None:
    assert worker.stdout is not None
    if worker.stdout.readline() != "begun\n":
        worker.wait()
        raise AssertionError(worker.stderr.read() if worker.stderr else "")


def stir(inbox: Path, chance: random.Random) -> None:
    """Change, add and delete some inputs, as a scraper does while nobody looks."""
    for _ in range(3):
        path = inbox / f"{chance.randrange(12)}.txt"
        text = f"{chance.choice(['bon', 'BAD', 'WORSE', 'x'])} {chance.randrange(9)}"
        if chance.random() < 0.3:
            path.unlink(missing_ok=True)
        else:
            aside = path.with_suffix(".part")  # whole or not at all, as a scraper should
            aside.write_text("" if chance.random() < 0.1 else text)
            aside.replace(path)


def finished(home: Path, fresh: Path) -> None:
    """One undisturbed run over sound inputs makes the tables those of a warehouse that is new."""
    for path in (home / "in").iterdir():
        if path.read_text()[:1] in ("", "B", "W"):
            path.unlink()
    (home / "in" / "last.txt").write_text("dernier")
    cheap_run(home / "wh", home / "in", version="9+cheap", prune=True, batch_articles=2)
    cheap_run(fresh, home / "in", version="9+cheap")
    assert contents(home / "wh") == contents(fresh)
    assert quarantine(home / "wh").is_empty()
    assert_sound(home / "wh")
    assert problems(Store(home / "wh")) == []


def test_kill_9_again_and_again(tmp_path: Path) -> None:
    chance, inbox = random.Random(3), tmp_path / "in"
    inbox.mkdir()
    for number in range(max(3, ROUNDS)):
        stir(inbox, chance)
        with started(tmp_path, number) as worker:
            begun(worker)
            time.sleep(chance.uniform(0, 1.5))
            worker.kill()
        if (tmp_path / "wh" / "manifest.json").exists():
            for table in TABLES:
                Store(tmp_path / "wh").read(table)
    finished(tmp_path, tmp_path / "fresh")
    if ROUNDS:  # of three kills all may come too early, where the machine is busy
        statuses = Store(tmp_path / "wh").read("runs")["status"]
        assert "crashed" in statuses.to_list(), "some were killed while they worked"


def of_one_manifest(store: Store, *tables: str) -> list[pl.DataFrame]:
    """Tables as of one commit."""
    live = store.manifest()
    read = partial(pl.read_parquet, glob=False, hive_partitioning=False)
    return [
        pl.concat([TABLES[name].empty(), *(read(store.path(file)) for file in live.of(name))])
        for name in tables
    ]


def test_two_runs_at_once_and_a_reader_all_the_while(tmp_path: Path) -> None:
    inbox, store, chance = tmp_path / "in", Store(tmp_path / "wh"), random.Random(5)
    inbox.mkdir()
    for _ in range(6):
        stir(inbox, chance)
    with started(tmp_path, 1) as one, started(tmp_path, 2) as other:
        begun(one)
        begun(other)
        seen, until = set(), time.monotonic() + LOOK_ON
        while time.monotonic() < until or len(seen) < 3:
            assert time.monotonic() < until + 60, (one.poll(), other.poll())
            if not store.exists():
                continue
            articles, segments, raw = of_one_manifest(store, "articles", "segments", "raw_articles")
            assert articles["article_id"].is_unique().all()
            key = ["article_id", "text"]
            texts = articles.select(key).sort(key)
            assert segments.select(key).sort(key).equals(texts), "never half a batch"
            assert raw.select("article_id", text="raw_text").sort(key).equals(texts)
            seen.add(tuple(texts["text"]))
            stir(inbox, chance)
        assert (one.poll(), other.poll()) == (None, None), "who finds it busy tries again"
        one.kill()
        other.kill()
    finished(tmp_path, tmp_path / "fresh")
