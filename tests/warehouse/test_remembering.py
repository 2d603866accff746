"""What input files held is remembered, and takes little room."""

from __future__ import annotations

from pathlib import Path

from warehouse.inputs.records import Limits
from warehouse.memory import Memory
from warehouse.store import Store


def test_what_is_remembered_of_many_files_is_one_piece(tmp_path: Path) -> None:
    """A frame a file takes 40 KB each: half a gigabyte over a long run."""
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(f"Un titre\n\nUn texte numéro {number}.\n")
    memory = Memory.load(Store(tmp_path / "none"), Limits(), "1")
    assert len(list(memory.read([tmp_path], lambda *_: False))) == 60
    taken = memory.take()
    assert taken.height == 60
    assert taken.n_chunks() <= 2
