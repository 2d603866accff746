"""Malformed and malicious inputs, made from a seed: the same seed makes the same bytes.

A maker is a generator under `@kind("name")`; it yields `(file name, bytes or a function)`. Each
file becomes an input of its own. `Scale` says how large the large ones are.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.inputs.records import Limits

Content = bytes | Callable[[Path], object]
Maker = Callable[[random.Random, "Scale"], Iterator[tuple[str, Content]]]
MAKERS: dict[str, Maker] = {}


@dataclass(frozen=True)
class Scale:
    """How many of each and how large: small in CI, whole in a soak."""

    rounds: int = 1
    line_bytes: int = 1_500_000
    empty_lines: int = 20_000
    bomb_bytes: int = 4_000_000
    members: int = 2_000
    elements: int = 2_500
    limits: Limits = field(
        default_factory=lambda: Limits(
            max_record_bytes=500_000, max_members=1_000, max_rejections=1_000
        )
    )

    @classmethod
    def whole(cls, rounds: int = 4) -> Scale:
        return cls(rounds, 100_000_000, 1_000_000, 1_000_000_000, 200_000, 9_000, Limits())


@dataclass(frozen=True)
class Case:
    """One input: `write` puts it into a folder of its own and returns its path."""

    kind: str
    name: str
    content: Content

    def write(self, folder: Path) -> Path:
        path = folder / self.name
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)
        return path


def kind(name: str) -> Callable[[Maker], Maker]:
    def register(maker: Maker) -> Maker:
        MAKERS[name] = maker
        return maker

    return register


def cases(seed: int, scale: Scale, only: str | None = None) -> Iterator[Case]:
    """All inputs, each with a name of its own."""
    _load()
    for name, maker in MAKERS.items():
        if only and name != only:
            continue
        for turn in range(scale.rounds):
            chance = random.Random(f"{seed} {name} {turn}")
            for number, (file, content) in enumerate(maker(chance, scale)):
                yield Case(name, f"{turn}-{number:03d}-{file}", content)


def kinds() -> list[str]:
    _load()
    return list(MAKERS)


def _load() -> None:
    from tests.hostile import made_bombs, made_bytes, made_markup, made_texts  # noqa: F401
