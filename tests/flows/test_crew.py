"""Batches in processes: the same tables, and one that dies costs nothing but its own article."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from expectations.verdict import Verdict
from flows import audit
from flows.crew import WORKER_DIED, Crew
from flows.pool import Pool, PoolClosed, WorkerDied, _Process
from flows.runs import Hands
from flows.summary import RunSummary, Tally
from flows.taking import take_inputs
from tests.flows import dying
from tests.flows.cheap import (
    VERSION,
    assert_sound,
    balanced,
    cheap_hands,
    cheap_run,
    cheap_settings,
    contents,
    quarantine,
)

pytestmark = pytest.mark.usefixtures("no_catalogue")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2) as pool:
        yield pool


def hands_of(crew: Crew, threads: ThreadPoolExecutor) -> Hands:
    def begin(*given: object) -> Callable[[], Tally]:
        return threads.submit(crew.work, *given).result  # type: ignore[arg-type]

    return replace(cheap_hands(), begin=begin, ahead=4)


def run(root: Path, inbox: Path, pool: Pool, **given: object) -> RunSummary:
    with ThreadPoolExecutor(4) as threads:
        hands = hands_of(Crew(pool, dying.whole, dying.part), threads)
        return take_inputs(cheap_settings(root, **given), VERSION, [inbox], hands)


def inbox_of(folder: Path, *texts: str) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:02}.txt").write_text(f"{text} {number}", encoding="utf-8")
    return folder


def test_the_tables_are_those_of_one_process(tmp_path: Path, pool: Pool) -> None:
    texts = [f"{'BAD' if n % 7 == 3 else 'Un article'} de plus" for n in range(20)]
    inbox = inbox_of(tmp_path / "inbox", *texts)
    versions = tmp_path / "inbox" / "versions.jsonl"
    versions.write_text(
        "".join(
            f'{{"url": "https://a.example/{n % 3}", "text": "Version {n}"}}\n' for n in range(9)
        )
    )
    one = cheap_run(tmp_path / "one", inbox, batch_articles=3)
    two = run(tmp_path / "two", inbox, pool, batch_articles=3)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert one.tally == two.tally
    assert balanced(two)
    rows = [quarantine(tmp_path / name).select("source_uri", "reason").sort("source_uri")
            for name in ("one", "two")]  # fmt: skip
    assert rows[0].equals(rows[1])
    assert_sound(tmp_path / "two")


def test_an_article_that_kills_its_process_is_rejected_alone(
    tmp_path: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "judge", lambda frames, rules: Verdict((), ()))
    inbox = inbox_of(tmp_path / "inbox", "Un", "Deux", "KILL", "ONCE", "Cinq")
    summary = run(tmp_path / "wh", inbox, pool, batch_articles=5)
    assert dict(summary.tally.quarantined) == {WORKER_DIED: 1}
    assert summary.tally.articles == 4
    (entry,) = quarantine(tmp_path / "wh").to_dicts()
    assert "was killed (out of memory?)" in entry["detail"]
    assert "KILL 2" in entry["record"], "the record can be found again"
    assert_sound(tmp_path / "wh")


def test_a_batch_whose_process_died_is_tried_again(tmp_path: Path, pool: Pool) -> None:
    inbox = inbox_of(tmp_path / "inbox", "Un", "ONCE")
    summary = run(tmp_path / "wh", inbox, pool)
    assert (summary.tally.articles, summary.tally.rejected) == (2, 0)


def test_a_process_that_does_not_end_is_ended(pool: Pool) -> None:
    began = time.monotonic()
    with pytest.raises(WorkerDied, match="had not done after 1 s"):
        pool.run(time.sleep, 60, seconds=1)
    assert time.monotonic() - began < 20
    assert pool.run(os.getpid) != os.getpid(), "another takes its place"


def test_a_process_that_is_still_starting_is_ended_with_its_work() -> None:
    """What it was handed is in its queue already, and cannot be called back."""
    process = _Process.start()
    held = process.executor.submit(time.sleep, 120)
    while not held.running():  # taken over, though the process is not there yet
        time.sleep(0.002)
    began = time.monotonic()
    process.end()
    assert time.monotonic() - began < 60


def test_what_nobody_wants_any_more_is_ended_with_its_process() -> None:
    with ThreadPoolExecutor(1) as threads, Pool(1) as own:
        process = own.run(os.getpid)
        waiting = threads.submit(own.run, time.sleep, 60)
        while not own._busy:
            time.sleep(0.01)
        own.abandon()
        with pytest.raises(PoolClosed):
            waiting.result(10)
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
        assert own.run(os.getpid) != process
