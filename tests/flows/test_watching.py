"""The watch: files are taken once, when they are settled, and it ends with its batch finished."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.watching import Watch, keep_watch, watch_in_force
from tests.conftest import PROJECT
from warehouse import scan
from warehouse.inputs.listing import list_inputs
from warehouse.inputs.records import InputError, Limits
from warehouse.readers import read_inputs

TEXT = "Le maire de Ploumanac'h a dit jeudi que la route serait fermée tout l'hiver.\n"


def taken_by(watch: Watch) -> list[str]:
    return [one.uri for one in list_inputs(watch.inputs, Limits()) if watch.wants(one)]


def touch(path: Path, text: str, at: int) -> None:
    path.write_text(text)
    os.utime(path, (at, at))


def test_a_file_is_ready_when_two_looks_find_it_unchanged(tmp_path: Path) -> None:
    watch = Watch([tmp_path], Limits())
    touch(tmp_path / "a.txt", "un", 100)
    assert (watch.look(), taken_by(watch)) == (0, [])
    touch(tmp_path / "b.txt", "un", 100)
    assert (watch.look(), taken_by(watch)) == (1, ["a.txt"])
    touch(tmp_path / "b.txt", "un deux", 100)
    watch.taken()
    assert (watch.look(), taken_by(watch)) == (0, [])
    touch(tmp_path / "b.txt", "un deux", 101)
    assert watch.look() == 0, "its time changed"
    assert (watch.look(), taken_by(watch)) == (1, ["b.txt"])
    watch.taken()
    assert watch.look() == 0
    touch(tmp_path / "a.txt", "autre", 102)
    assert [watch.look(), watch.look()] == [0, 1]
    assert taken_by(watch) == ["a.txt"]


def test_a_file_that_changes_between_the_look_and_the_run_waits(tmp_path: Path) -> None:
    watch = Watch([tmp_path], Limits())
    touch(tmp_path / "a.txt", "un", 100)
    watch.look()
    assert watch.look() == 1
    touch(tmp_path / "a.txt", "un deux", 101)
    assert taken_by(watch) == []


def test_what_a_failed_run_was_given_is_tried_again(tmp_path: Path) -> None:
    watch = Watch([tmp_path / "inbox"], Limits())
    errors: list[Exception] = []
    runs: list[int] = []

    def run() -> None:
        assert watch_in_force() is watch
        runs.append(1)
        if len(runs) == 1:
            raise InputError("gone for a moment")
        watch.stop.set()

    def told(error: Exception) -> None:
        errors.append(error)
        (tmp_path / "inbox").mkdir(exist_ok=True)
        (tmp_path / "inbox" / "a.txt").write_text("un")

    keep_watch(watch, 0.01, run, (InputError,), told)
    assert len(runs) == 2
    assert len(errors) == 2, "no inbox at first, then the failed run"
    with pytest.raises(ZeroDivisionError):
        keep_watch(Watch([tmp_path / "inbox"], Limits()), 0.01, lambda: print(1 / 0))
    assert watch_in_force() is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_records_and_leaves_the_handlers(
    tmp_path: Path, number: signal.Signals
) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("Texte.")
    watch = Watch([tmp_path], Limits())
    before, seen = signal.getsignal(number), []

    def run() -> None:
        for record in watch.until_stopped(read_inputs([tmp_path])):
            seen.append(record.source_uri)
            if len(seen) == 2:
                os.kill(os.getpid(), number)
                assert watch.stop.wait(10)
        assert signal.getsignal(number) == before, "the second one is as usual"

    keep_watch(watch, 0.01, run)
    assert seen == ["a.txt", "b.txt"]
    assert signal.getsignal(number) == before


@pytest.mark.slow
def test_the_command_takes_what_comes_and_ends_cleanly(
    prefect_server: dict[str, str], tmp_path: Path
) -> None:
    inbox, root = tmp_path / "inbox", tmp_path / "warehouse"
    inbox.mkdir()
    (inbox / "a.txt").write_text(TEXT)
    env = os.environ | prefect_server
    env |= {"PYTHONPATH": str(PROJECT), "COUPURE_PROCESSES": "1"}
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "watch",
        inbox,
        "--every",
        "0.5",
        "--warehouse",
        root,
    ]
    with (tmp_path / "out.txt").open("w") as out:
        process = subprocess.Popen(command, env=env, cwd=PROJECT, stdout=out, stderr=out)
        try:
            _wait_for(lambda: _published(root) == ["a.txt"], process)
            (inbox / "b.txt").write_text(TEXT.replace("route", "gare"))
            _wait_for(lambda: _published(root) == ["a.txt", "b.txt"], process)
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0, (tmp_path / "out.txt").read_text()
        finally:
            process.kill()
    assert "Stopped" in (tmp_path / "out.txt").read_text()
    runs = scan("runs", root=root).collect()
    assert set(runs["status"]) == {"done"}
    assert runs["inputs"].to_list() == [1, 1], "known files are not read again"


def _published(root: Path) -> list[str]:
    if not (root / "manifest.json").exists():
        return []
    done = scan("runs", root=root).filter(status="done").collect().height
    names = sorted(scan("articles", root=root).collect()["source_uri"].to_list())
    return names if done == len(names) else []


def _wait_for(condition: Callable[[], bool], process: subprocess.Popen) -> None:
    end = time.monotonic() + 200
    while not condition():
        assert process.poll() is None, "it ended too early"
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.3)
