"""Floors: what each measure on our own articles must reach. They rise; they are not lowered."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.eval.report import Scores

FLOORS = Path(__file__).parent / "floors.toml"
SLACK = 0.01  # below the measured score, for other versions of libraries and machines
_HEAD = """# Floors of `python -m tests.eval` on the articles of this folder.
# Written by `python -m tests.eval --write-floors`, which only raises them.
"""


def read(path: Path = FLOORS) -> Scores:
    """The floors by measure; none if the file is absent."""
    if not path.is_file():
        return {}
    floors: Scores = tomllib.loads(path.read_text(encoding="utf-8")).get("floors", {})
    return floors


def raised(floors: Mapping[str, float], scores: Mapping[str, float], lower: bool) -> Scores:
    """Floors for these scores: the score less SLACK, rounded down to two decimals.

    An old floor stays where it is higher, unless `lower`; one without a score is dropped only
    then.
    """
    new = {name: max(0.0, math.floor((score - SLACK) * 100 + 1e-9) / 100)
           for name, score in scores.items()}  # fmt: skip
    if lower:
        return new
    return {name: max(new.get(name, 0.0), floors.get(name, 0.0)) for name in {**new, **floors}}


def measured(ours: Scores, held: Scores) -> Scores:
    """The scores that floors guard: our articles, and those held back with the prefix `held.`."""
    return ours | {f"held.{name}": score for name, score in held.items()}


def write(floors: Mapping[str, float], path: Path = FLOORS) -> None:
    """Writes the floors, sorted by measure."""
    lines = [f'"{name}" = {floors[name]:.2f}' for name in sorted(floors)]
    path.write_text("\n".join([_HEAD, "[floors]", *lines, ""]), encoding="utf-8")


def broken(floors: Mapping[str, float], scores: Mapping[str, float]) -> list[str]:
    """One sentence for each measure that is missing or under its floor."""
    return [
        f"{name}: {scores[name]:.4f} is under its floor {floor:.2f}" if name in scores
        else f"{name}: not measured, its floor is {floor:.2f}"
        for name, floor in sorted(floors.items())
        if scores.get(name, -1.0) < floor
    ]  # fmt: skip
