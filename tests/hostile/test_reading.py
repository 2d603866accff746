"""Over a thousand hostile inputs: none crashes the readers, hangs them or writes anywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.hostile.cases import Scale, cases, kinds
from tests.hostile.outcomes import Outcome, try_out

SEED = 20_240_502
SECONDS = 10
"""Of work for one input: the slowest take one or two."""

tried: dict[str, Outcome] = {}


@pytest.mark.parametrize("kind", kinds())
def test_every_input_ends_as_records_or_reasons(tmp_path: Path, kind: str) -> None:
    scale, outcome = Scale(), Outcome()
    for number, case in enumerate(cases(SEED, scale, kind)):
        folder = tmp_path / str(number)
        found, seconds = try_out(case, folder, scale.limits)
        outcome.add(case, found, seconds)
        assert seconds < SECONDS, case.name
        shutil.rmtree(folder)
    assert outcome.inputs
    tried[kind] = outcome


def test_there_are_more_than_a_thousand() -> None:
    if set(tried) != set(kinds()):
        pytest.skip("only some were run")
    assert sum(outcome.inputs for outcome in tried.values()) >= 1_000


def test_the_same_seed_makes_the_same_inputs() -> None:
    def made(seed: int) -> list[tuple[str, object]]:
        kept = (
            case for kind in ("random bytes", "bad tables") for case in cases(seed, Scale(), kind)
        )
        return [(case.name, case.content) for case in kept]

    assert made(1) == made(1)
    assert made(1) != made(2)
