"""A run over an inbox of hostile inputs: it ends, counts all, and publishes the sound ones."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.hostile.cases import Case, Scale, cases, kinds
from tests.hostile.runs import run_over

EACH = {
    "pattern bombs": 0,
    "compression bombs": 2,
    "empty lines": 2,
    "bad tables": 2,
    "odd characters": 4,
}
"""Of these kinds fewer, or none: what they hold is worked in other tests."""


@pytest.mark.slow
def test_a_run_over_hostile_inputs(tmp_path: Path, prefect_server: dict[str, str]) -> None:
    made = [case for kind in kinds() for case in _some(kind)]
    assert len(made) > 50
    done = run_over(made, tmp_path, extra=prefect_server)
    assert done.run["inputs"] > len(made)  # type: ignore[operator]
    assert done.quarantine["reason"].n_unique() > 6


def _some(kind: str) -> list[Case]:
    return list(islice(cases(3, Scale(), kind), EACH.get(kind, 3)))
