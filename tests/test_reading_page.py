"""What docs/reading.md tells a reader to type works on the sample warehouse."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from warehouse.ask import ready_queries
from warehouse.tables import TABLES

PAGE = (PROJECT / "docs" / "reading.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_python_blocks_run_and_find_rows(sample: Path, tmp_path: Path, number: int) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "warehouse").symlink_to(sample)
    name = re.findall(r"^\s*(\w+) = ", BLOCKS[number], re.MULTILINE)[-1]
    code = f"{BLOCKS[number]}\nassert len({name}) > 0, {name}\nprint('read')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    assert done.stdout == "read\n", done.stderr


def test_it_names_what_there_is() -> None:
    assert len(BLOCKS) >= 5
    assert "lists sixteen" in PAGE
    assert len(ready_queries()) == 16
    for name in re.findall(r"data/warehouse/(\w+)[/\"`]", PAGE):
        assert name in TABLES
