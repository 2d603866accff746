"""Training variants: names change, the text around them and the spans stay right."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scripts
from scripts.train_ner import Annotated, lines_of
from scripts.variants import Variants

HERE = Path(scripts.__file__).parent
NAMES = tomllib.loads((HERE / "training_names.toml").read_text(encoding="utf-8"))
LINES: list[str] = tomllib.loads((HERE / "training_lines.toml").read_text(encoding="utf-8"))[
    "lines"
]
TEXT = "Ana Costa vit à Zarec. Costa aime Zarec et Zarvia, dit le tribunal de Zarec."
SPANS = [
    (TEXT.index(name, start), TEXT.index(name, start) + len(name), label)
    for name, label, start in [
        ("Ana Costa", "PER", 0), ("Zarec", "LOC", 0), ("Costa", "PER", 20), ("Zarec", "LOC", 25),
        ("Zarvia", "ORG", 0), ("tribunal de Zarec", "ORG", 0),
    ]
]  # fmt: skip


def variants(seed: int) -> Variants:
    return Variants(NAMES, ["Namur", "Dole", "Sion", "Ypres"], {"Zarec"}, random.Random(seed))


@given(st.integers())
def test_what_is_around_stays(seed: int) -> None:
    text, spans = variants(seed).of(TEXT, SPANS, share=1.0)
    assert [label for _, _, label in spans] == [label for _, _, label in sorted(SPANS)]
    rest, ours = text, TEXT
    for start, end, _ in reversed(spans):
        rest = rest[:start] + "|" + rest[end:]
    for start, end, _ in sorted(SPANS, reverse=True):
        ours = ours[:start] + "|" + ours[end:]
    assert rest == ours


@given(st.integers())
def test_swaps_are_consistent(seed: int) -> None:
    text, spans = variants(seed).of(TEXT, SPANS, share=1.0)
    towns = {text[start:end] for start, end, label in spans if label == "LOC"}
    assert len(towns) == 1
    assert towns <= {"Namur", "Dole", "Sion", "Zarec"}  # never Ypres: "à" and "de" before it


def test_something_changes() -> None:
    assert any(variants(seed).of(TEXT, SPANS)[0] != TEXT for seed in range(5))


@pytest.mark.parametrize("pattern", LINES)
def test_written_lines_fill_whole(pattern: str) -> None:
    text, spans = variants(7).line(pattern)
    assert len(spans) == len(re.findall(r"\[(?:PER|ORG|LOC)\|", pattern))
    assert not re.search(r"[\[\]{}|]", text)
    for start, end, _ in spans:
        assert text[start:end].strip() == text[start:end] != ""


def test_lines_hold_their_own_spans() -> None:
    article = Annotated(
        "Ana rit.\n\nÀ Dole, Luc.", ((0, 3, "PER"), (12, 16, "LOC"), (18, 21, "PER"))
    )
    assert [(line, [line[a:b] for a, b, _ in spans]) for line, spans in lines_of(article)] == [
        ("Ana rit.", ["Ana"]),
        ("À Dole, Luc.", ["Dole", "Luc"]),
    ]
