"""What becomes of a hostile input, and what must be true of it whatever it holds."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile.cases import Case
from tests.warehouse.formatted import fits_the_contract
from warehouse.inputs.records import Limits, RawRecord, RejectedRecord
from warehouse.readers import read_inputs

REASONS = {
    "empty", "binary", "unreadable", "malformed", "too_large", "no_text", "not_a_file",
    "unknown_format", "over_expanded", "too_deep", "too_many_members", "too_many_rejections",
}  # fmt: skip
ESCAPED = Path("/tmp/coupure-escaped.txt")
Record = RawRecord | RejectedRecord


@dataclass
class Outcome:
    """The figures of the inputs of one kind."""

    inputs: int = 0
    records: int = 0
    rejections: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")

    def add(self, case: Case, found: list[Record], seconds: float) -> None:
        self.inputs += 1
        self.records += sum(isinstance(one, RawRecord) for one in found)
        self.rejections.update(one.reason for one in found if isinstance(one, RejectedRecord))
        self.slowest = max(self.slowest, (seconds, case.name[:40]))


def try_out(case: Case, folder: Path, limits: Limits) -> tuple[list[Record], float]:
    """The records of `case`, read in an inbox of its own, and the seconds of work they took.

    Checks all that must hold.
    """
    inbox, temp = folder / "inbox", folder / "temp"
    inbox.mkdir(parents=True)
    temp.mkdir()
    path = case.write(inbox)
    before = sorted(_tree(inbox))
    with _temporary(temp):
        start = time.process_time()
        found = list(read_inputs([inbox], limits))
        seconds = time.process_time() - start
    check(case, found, has_content=not path.is_dir() or path.is_symlink())
    assert sorted(_tree(inbox)) == before, "the inbox is not written to"
    assert list(temp.iterdir()) == [], "what was spooled is gone"
    assert sorted(one.name for one in folder.iterdir()) == ["inbox", "temp"]
    assert not ESCAPED.exists()
    return found, seconds


def check(case: Case, found: list[Record], *, has_content: bool = True) -> None:
    """Every input is records or reasons, each of its own name, each fit for the tables."""
    hidden = case.name.rpartition("-")[2].startswith(".")
    assert found or hidden or not has_content, f"{case.name} was lost"
    assert {one.reason for one in found if isinstance(one, RejectedRecord)} <= REASONS
    names = [one.source_uri for one in found if isinstance(one, RawRecord)]
    assert len(names) == len(set(names)), "no two records share a name"
    for one in found:
        path = one.source_uri.partition("!/")[2]
        assert ".." not in path.split("/")
        assert not path.startswith("/")
    fits_the_contract(found)


def _tree(folder: Path) -> Iterator[tuple[str, int]]:
    for root, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = os.path.join(root, name)
            yield path, os.lstat(path).st_size


@contextmanager
def _temporary(folder: Path) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
