"""French entities on eighteen short articles of ours that nothing was trained on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transforms.marked import counted

HERE = Path(__file__).parent
FLOORS = {"french": 0.82, "french_second": 0.9}  # the errors of the second were looked at


@pytest.mark.slow
@pytest.mark.parametrize("written", FLOORS)
def test_strict_f1_keeps_its_floor(written: str) -> None:
    right, found, wanted = counted(HERE / f"{written}.toml", "fr")
    assert 2 * right / (found + wanted) >= FLOORS[written], (right, found, wanted)
