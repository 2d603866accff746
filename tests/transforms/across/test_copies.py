"""Near-duplicates: found by bands, decided by the texts."""

from __future__ import annotations

import random

import polars as pl
import pytest

from transforms.across.copies import (
    BANDS,
    CROWD,
    Copy,
    bands,
    meeting,
    relation,
    shingles,
    similarity,
)

RNG = random.Random(5)
VOCABULARY = ["".join(RNG.choices("abcdeilmnoprstu", k=6)) for _ in range(3000)]


def text(words: int = 200) -> list[str]:
    return RNG.choices(VOCABULARY, k=words)


def frame(**texts: str) -> pl.DataFrame:
    return pl.DataFrame({"article_id": list(texts), "bands": bands(list(texts.values()))})


def met(**texts: str) -> set[tuple[str, str]]:
    found = frame(**texts)
    return set(meeting(found, found).iter_rows())


def test_similarity_is_that_of_runs_of_five_words() -> None:
    assert similarity("un deux trois quatre cinq", "Un, deux ; trois quatre CINQ !") == 1.0
    assert similarity("un deux trois quatre cinq six", "deux trois quatre cinq six sept") == 1 / 3
    assert similarity("", "") == 0.0
    assert shingles("à Lomé") == {"a lome"}
    assert shingles(" … ") == frozenset()


def test_a_copy_meets_its_original_and_a_stranger_does_not() -> None:
    original = text()
    cut, grown = original[:150], [*original, *text(40)]
    pairs = met(a=" ".join(original), b=" ".join(cut), c=" ".join(grown), d=" ".join(text()))
    assert pairs == {("a", "b"), ("a", "c"), ("b", "c")}


def test_texts_of_some_likeness_meet_nearly_always() -> None:
    missed = 0
    for _ in range(40):
        original = text()
        other = [*original[:160], *text(40)]  # two thirds alike
        missed += met(a=" ".join(original), b=" ".join(other)) == set()
    assert missed <= 2


def test_an_empty_or_short_text_meets_nobody() -> None:
    assert met(a="", b="", c="…", d="Un mot.", e="Un mot.") == set()
    texts = [
        "",
        "un mot",
        "huit mots de trop peu pour une copie",
        "neuf mots dont aucun ne revient font déjà copie",
    ]
    assert [len(found) for found in bands(texts)] == [0, 0, 0, BANDS]


def test_a_crowd_does_not_all_meet_each_other() -> None:
    """As when a wall stands before each page of a site."""
    same, number = " ".join(text()), 3 * CROWD
    pairs = met(**{f"a{i:03d}": same for i in range(number)})
    assert len(pairs) == (number - CROWD) * CROWD + CROWD * (CROWD - 1) // 2
    assert {one for pair in pairs for one in pair} == {f"a{i:03d}" for i in range(number)}


def test_bands_are_the_same_everywhere() -> None:
    assert bands(["la passerelle de la gare est fermée depuis mardi"])[0][:2] == PINNED


PINNED = ["00bc5084e987493f3f", "01c7bcdc4d40358d50"]
SAME = "Le port a rouvert mardi matin après trois jours de tempête et les bateaux sont repartis"
CHANGED = f"{SAME}, a dit la capitainerie"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (Copy("A", None, SAME), Copy("B", None, SAME), "syndicated"),
        (Copy("A", None, SAME), Copy("B", None, CHANGED), "syndicated"),
        (Copy("A", None, SAME), Copy("A", None, SAME), "duplicate"),
        (Copy("A", None, SAME), Copy(None, None, SAME), "duplicate"),
        (Copy("A", None, SAME), Copy("A", None, CHANGED), "updated"),
        (Copy("A", "https://a.example/1?p=2", SAME), Copy("A", "https://a.example/1/", "autre"), "updated"),
        (Copy("A", None, SAME), Copy("B", None, "Le port est fermé jusqu'à nouvel ordre"), None),
    ],
)  # fmt: skip
def test_how_two_articles_relate(one: Copy, other: Copy, found: str | None) -> None:
    answer = relation(one, other)
    assert (answer and answer[1]) == found
    assert answer == relation(other, one)
