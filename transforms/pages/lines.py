"""What a line says by itself, wherever it stands: worked out once for all pages that print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from transforms.boilerplate import Rule, Rules
from transforms.folding import folded
from transforms.pages.inline import Cut, placed
from transforms.pages.page import FEATURES, line_features

REMEMBERED = 40_000  # lines of each of two generations
SHORT = 320  # characters: longer lines are paragraphs, which come once


@dataclass(slots=True)
class Known:
    """One line, whatever page it stands on: its features, and what rules say of it."""

    text: str
    folded: str
    words: int
    prose: int
    ends: bool
    is_name: bool
    is_list: bool
    is_labels: bool
    rule: Rule | None = None
    cuts: Sequence[Cut] = ()  # inside it
    shape: npt.NDArray[np.float32] | None = None  # as the line model sees it
    told: dict[Any, Any] = field(default_factory=dict)  # what else was asked of it


def frame_of(lines: Sequence[Known], names: Sequence[str] = tuple(FEATURES)) -> pl.DataFrame:
    """`lines` with some of the columns FEATURES."""
    columns = {name: list(map(attrgetter(name), lines)) for name in names}
    return pl.DataFrame(columns, schema={name: FEATURES[name] for name in names})


class LineMemory:
    """Knows the lines of pages; those that outlets print again and again it has seen before."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._young: dict[str, Known] = {}
        self._old: dict[str, Known] = {}

    def known(self, texts: Sequence[str]) -> list[Known]:
        """What is known of each line."""
        here: dict[str, Known | None] = {}
        for text in texts:
            if text not in here:
                here[text] = self._young.get(text) or self._old.get(text)
        new = [text for text, known in here.items() if known is None]
        if new:
            here.update((known.text, known) for known in self._read(pl.Series("text", new)))
        found = [here[text] for text in texts]
        self._young.update((t, known) for t, known in here.items() if known and len(t) <= SHORT)
        if len(self._young) > REMEMBERED:
            self._young, self._old = {}, self._young
        return [known for known in found if known is not None]

    def _read(self, texts: pl.Series) -> list[Known]:
        lines = pl.DataFrame({"text": texts})
        lines = line_features(lines.with_columns(folded=folded(pl.col("text"))))
        rules = self._rules.match_lines(texts, lines["folded"])
        cuts = self._rules.match_inline(texts, lines["folded"])
        features: list[Any] = lines.select(*FEATURES).rows()
        found = [Known(*one) for one in features]
        for known, number in zip(found, rules, strict=True):
            known.rule = None if number is None else self._rules.lines[number]
        for at, spans in cuts.items():
            known = found[at]
            known.rule, known.cuts = placed(known.text, known.rule, spans)
        return found
