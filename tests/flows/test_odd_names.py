"""Names of files that no table could hold: bytes that are no UTF-8."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.quarantine import Wanted, select
from flows.retrying import retry_entries
from tests.flows.cheap import (
    VERSION,
    assert_sound,
    balanced,
    cheap_hands,
    cheap_run,
    cheap_settings,
    quarantine,
)
from warehouse.inputs.listing import local_path
from warehouse.store import Store

pytestmark = pytest.mark.usefixtures("no_catalogue")


def odd(name: bytes) -> str:
    return os.fsdecode(name)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    inbox = tmp_path / odd(b"bo\xeete")
    (inbox / odd(b"\xe9t\xe9")).mkdir(parents=True)
    (inbox / odd(b"caf\xe9.txt")).write_text("bon")
    (inbox / odd(b"\xe9t\xe9") / "a.txt").write_text("bon aussi")
    (inbox / odd(b"bin\xff.txt")).write_bytes(b"\0\1\2\3" * 60_000)  # too long to be kept
    return inbox


def test_they_are_read_rejected_remembered_and_pruned(tmp_path: Path, inbox: Path) -> None:
    root = tmp_path / "wh"
    first = cheap_run(root, inbox)
    assert balanced(first)
    assert (first.tally.articles, first.tally.rejected) == (2, 1)
    location = quarantine(root)["location"].item()
    assert local_path(location) == inbox / odd(b"bin\xff.txt")
    assert cheap_run(root, inbox).tally.articles == 0
    (inbox / odd(b"caf\xe9.txt")).unlink()
    assert cheap_run(root, inbox.as_uri(), prune=True).pruned == 1  # type: ignore[arg-type]
    assert Store(root).rows("articles") == 1
    assert_sound(root)


def test_they_are_found_again_to_be_tried_again(tmp_path: Path, inbox: Path) -> None:
    root, bad = tmp_path / "wh", inbox / odd(b"bin\xff.txt")
    cheap_run(root, inbox)  # of the long one a preview is kept: the file is asked
    ids = select(Store(root), Wanted())["quarantine_id"].to_list()
    bad.write_text("bon enfin")
    retry_entries(cheap_settings(root), VERSION, cheap_hands(), ids)
    assert Store(root).rows("articles") == 3
    assert quarantine(root).is_empty()
