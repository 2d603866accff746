"""Sieves before slow patterns: they may let too much through, never too little."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.typography import any_of, has_any

_HEADS = frozenset({"tribunal", "cour d'appel", "haut-commissariat", "M."})


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Le Tribunal de Dole juge.", True),
        ("La cour d’appel de Vesoul", True),
        ("La cour est fermée", False),
        ("Un haut mur, un appel", False),
        ("MM. Roy et Fabre, tribunaux", False),
        ("", False),
    ],
)
def test_a_text_may_hold_phrases_whose_words_it_has(text: str, may: bool) -> None:
    assert has_any(_HEADS, text) is may


_WORDS = st.sampled_from(["cour", "d'appel", "Cour d'appel", "tribunal", "M.", "haut", "-", "le"])


@given(st.lists(_WORDS, max_size=6).map(" ".join))
def test_what_a_pattern_finds_is_let_through(text: str) -> None:
    found = re.search(rf"(?<!\w)(?i:{any_of(_HEADS)})(?!\w)", text)
    assert found is None or has_any(_HEADS, text)
