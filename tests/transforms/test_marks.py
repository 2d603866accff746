from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.speech.marks import is_left_open, pair


def contents(text: str, depth: int | None = 0, carried: bool = False) -> list[str]:
    return [text[m.start : m.end] for m in pair(text, carried) if depth is None or m.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a dit « oui » puis “non”.", ["oui", "non"]),
        ('Un "oui" et un "non".', ["oui", "non"]),
        ("Il dit ‹ oui › et „non“.", ["oui", "non"]),
        ("‘Yes,’ she said, and “no”.", ["Yes,", "no"]),
        ("Un plan 'caché' et l'ami d'hier.", ["caché"]),
        ('Parler d\'"accord" et d’« union ».', ["accord", "union"]),
        ('L\'accord d"ensemble et "le reste".', ["le reste"]),  # a typed apostrophe
        ("Il veut l' »expansion rapide » du port.", ["expansion rapide"]),  # pasted wrong way round
        ('« Nous partons", a dit Paul.', ["Nous partons"]),
        ("« Nous partons ». « Restons ».", ["Nous partons", "Restons"]),
        ('"Partons""Restons" dit-il.', ["Partons", "Restons"]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("« Il crie “assez” et part »", "Il crie “assez” et part", "assez"),
        ("« A dit « B » hier »", "A dit « B » hier", "B"),
        ('"Le mot "oui" est fort", dit-il.', 'Le mot "oui" est fort', "oui"),
        ("\"Il parle d'un 'plan' secret\"", "Il parle d'un 'plan' secret", "plan"),
    ],
)
def test_nests(text: str, outer: str, inner: str) -> None:
    assert contents(text, 0) == [outer]
    assert contents(text, 1) == [inner]


@pytest.mark.parametrize(
    "text",
    [
        "« Nous partons, a dit Paul. Puis il est sorti. « On verra », a dit Anne.",
        '"Nous partons, a-t-il dit. "On verra", a dit Anne.',
        "Le port » est fermé. « On verra », a dit Anne.",
        "Il a dit : « Partons. Et voilà. « On verra », a dit Anne.",
    ],
)
def test_an_odd_mark_never_costs_the_rest(text: str) -> None:
    assert "On verra" in contents(text)


def test_words_without_a_closing_mark_end_at_the_incise() -> None:
    assert contents("« Nous partons, a-t-il dit hier au port.") == ["Nous partons"]


def test_a_line_left_open_carries_to_the_next() -> None:
    first = "« Nous avons tenu. Nous tiendrons"
    assert is_left_open(pair(first), first)
    assert contents("Et nous gagnerons », a-t-elle dit.", carried=True) == ["Et nous gagnerons"]
    assert not is_left_open(pair("« Oui »."), "« Oui ».")


@given(st.text(alphabet="ab .,«»“”\"'’‘„‹›\u00a0", max_size=80), st.booleans())
def test_spans_lie_in_order_inside_the_text(text: str, carried: bool) -> None:
    marks = pair(text, carried)
    for m in marks:
        assert 0 <= m.open <= m.start < m.end <= m.close <= len(text)
        assert text[m.start : m.end] == text[m.start : m.end].strip(" \u00a0")
    tops = [m for m in marks if m.depth == 0]
    assert all(a.close <= b.open for a, b in pairwise(tops))


@given(st.text(alphabet="ab .,'", max_size=40))
def test_text_without_marks_has_none(text: str) -> None:
    assert [m for m in pair(text) if text[m.open] != "'"] == []
