"""Training variants: names change, the text around them and the spans stay right."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scripts
from scripts.train_ner import Annotated, lines_of
from scripts.variants import Variants, elided

HERE = Path(scripts.__file__).parent
NAMES = tomllib.loads((HERE / "training_names.toml").read_text(encoding="utf-8"))
LINES: list[str] = tomllib.loads((HERE / "training_lines.toml").read_text(encoding="utf-8"))[
    "lines"
]
ENGLISH = tomllib.loads((HERE / "training_english.toml").read_text(encoding="utf-8"))
# Slots whose forms hold marks of their own ("the [ORG|…]").
MARKED = "|".join(slot for slot, forms in ENGLISH["slots"].items() if any("[" in f for f in forms))
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
    assert not any(town[0] in "AEIOUY" for town in towns)  # "de", not "d'", stands before it


def test_something_changes() -> None:
    assert any(variants(seed).of(TEXT, SPANS)[0] != TEXT for seed in range(5))


def english(seed: int) -> Variants:
    names = {**ENGLISH, "people": NAMES["people"] + ENGLISH["people"], "elaborate": 0.5}
    return Variants(names, ["Namur", "Dole"], set(), random.Random(seed))


def faults(pattern: str, made: Variants) -> list[str]:
    """What is wrong with the line that is made of `pattern`."""
    text, spans = made.line(pattern)
    marks = len(re.findall(r"\[[A-Z]{3}\|", pattern))
    has_more = re.search(rf"\{{(?:{MARKED})\d?\}}", pattern, re.IGNORECASE)
    found = [f"{text[start:end]!r} is not trimmed" for start, end, _ in spans
             if not text[start:end].strip() == text[start:end] != ""]  # fmt: skip
    if len(spans) < marks or (len(spans) > marks and not has_more):
        found.append(f"{len(spans)} spans of {marks} marks")
    if re.search(r"[\[\]{}|]", text):
        found.append("marks are left")
    return [f"{pattern}: {fault}" for fault in found]


@pytest.mark.parametrize(
    ("lines", "made"), [(LINES, variants), (ENGLISH["lines"], english)], ids=["french", "english"]
)
def test_written_lines_fill_whole(lines: list[str], made: Callable[[int], Variants]) -> None:
    assert lines
    assert [fault for pattern in lines for fault in faults(pattern, made(7))] == []


@pytest.mark.parametrize("bad", ["un { reste", "[LOC| Dole] dort", "un | reste"])
def test_a_line_that_is_not_filled_is_told(bad: str) -> None:
    assert faults(bad, variants(7))


def test_lines_hold_their_own_spans() -> None:
    article = Annotated(
        "Ana rit.\n\nÀ Dole, Luc.", ((0, 3, "PER"), (12, 16, "LOC"), (18, 21, "PER"))
    )
    assert [(line, [line[a:b] for a, b, _ in spans]) for line, spans in lines_of(article)] == [
        ("Ana rit.", ["Ana"]),
        ("À Dole, Luc.", ["Dole", "Luc"]),
    ]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("La [ORG|Alliance] vient", "L'[ORG|Alliance] vient"),
        (
            "au [ORG|Observatoire] et du [ORG|Institut]",
            "à l'[ORG|Observatoire] et de l'[ORG|Institut]",
        ),
        ("le lycée de [LOC|Évian]", "le lycée d'[LOC|Évian]"),
        ("la [ORG|Banque] de [LOC|Dole]", "la [ORG|Banque] de [LOC|Dole]"),
    ],
)
def test_elision(written: str, right: str) -> None:
    assert elided(written) == right


@given(st.integers())
def test_every_list_of_invented_names_can_be_drawn_from(seed: int) -> None:
    made = variants(seed).made
    names = [made.firm(), made.company(), made.acronym(), made.village(), made.fill("{slogan}")]
    assert all(name and "{" not in name for name in names)
