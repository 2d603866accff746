"""Keys of words: forms of a word meet, French meets English, different words do not."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.resources import lexicon
from tests.transforms.across.made import WORDS
from transforms.across.words import LONGEST_KEY, fold


def keys(text: str, language: str = "fr") -> list[str]:
    return [token.key for token in WORDS.tokens(text, language) if token.key]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("agression", "aggression"),
        ("mutuelle", "mutual"),
        ("coopération", "cooperation"),
        ("gouvernements", "governments"),
        ("dépendance", "dependence"),
        ("guerre", "war"),
        ("fermeture", "closed"),
        ("soldats", "troops"),
        ("incendies", "wildfires"),
        ("ministres", "ministers"),
        ("Allemagne", "Germany"),
        ("Royaume", "Kingdom"),
    ],
)
def test_french_and_english_meet(french: str, english: str) -> None:
    assert WORDS.key(french, "fr") == WORDS.key(english, "en") is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("fermer", "fermé"), ("fermera", "ferment"), ("blessées", "blessé"), ("canaux", "canal"),
     ("ville", "villes"), ("Évacuation", "évacué"), ("cœur", "coeurs")],
)  # fmt: skip
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert WORDS.key(one, "fr") == WORDS.key(other, "fr") is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("port", "poste"), ("maire", "marée"), ("guerre", "guérison"), ("train", "travail"),
     ("hausse", "baisse"), ("lundi", "ministre")],
)  # fmt: skip
def test_different_words_do_not(one: str, other: str) -> None:
    assert WORDS.key(one, "fr") != WORDS.key(other, "fr")


def test_one_spelling_can_be_two_words_in_two_languages() -> None:
    assert WORDS.key("court", "fr") != WORDS.key("court", "en") == WORDS.key("tribunal", "fr")


@pytest.mark.parametrize("word", ["le", "avec", "qu", "lundi", "the", "which", "été"])
def test_words_without_a_subject_have_no_key(word: str) -> None:
    assert WORDS.key(word, "fr") is None


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("11 000 conteneurs et 23,5 %", "fr", ["#11000", "#23"]),
        ("2,800 tonnes, 1,340 cases", "en", ["#2800", "#1340"]),
        ("deux cent quarante soldats", "fr", ["#240"]),
        ("forty soldiers", "en", ["#40"]),
        ("quarante soldats", "fr", ["#40"]),
        ("quatre-vingt-dix-sept cas", "fr", ["#97"]),
        ("twenty-seven people", "en", ["#27"]),
        ("trois mille postes", "fr", ["#3000"]),
        ("eight million euros", "en", ["#8000000"]),
        ("2\u202f000 pages", "fr", ["#2000"]),
    ],
)
def test_numbers_are_read(text: str, language: str, figures: list[str]) -> None:
    assert [key for key in keys(text, language) if key.startswith("#")] == figures


def test_elided_words_are_left_out() -> None:
    assert keys("l’usine d’Ostende, qu’il ferme") == keys("usine Ostende ferme")
    assert keys("the town's bridge", "en") == keys("town bridge", "en")


def test_a_rare_key_weighs_more_than_a_usual_one() -> None:
    president, nobody = WORDS.key("président", "fr"), WORDS.key("Quirbajou", "fr")
    assert president is not None
    assert nobody is not None
    assert WORDS.weight(nobody) > WORDS.weight(president) > 0
    assert WORDS.weight("#11347") > WORDS.weight("#11000") > WORDS.weight("#2024")


@given(st.text(max_size=60), st.sampled_from(["fr", "en", "de", "und"]))
def test_any_text_has_keys_or_none(text: str, language: str) -> None:
    for token in WORDS.tokens(text, language):
        assert token.key != ""
        if token.is_figure:
            assert re.fullmatch(r"#\d+", token.key or "")
        elif token.key and not token.key.startswith("="):
            assert len(token.key) <= LONGEST_KEY
    assert list(WORDS.tokens(text, language)) == list(WORDS.tokens(text, language))


def test_a_word_of_the_lexicon_is_of_one_group() -> None:
    for side in (0, 1):
        groups: dict[str, set[str]] = defaultdict(set)
        for group in lexicon("across", "concepts")["groups"]:
            for word in group.split("|")[side].split():
                groups[fold(word)].add(group)
        assert {word: found for word, found in groups.items() if len(found) > 1} == {}


def test_shares_are_shares_of_known_keys() -> None:
    assert len(WORDS.shares) > 2000
    assert all(0 < share < 1 for share in WORDS.shares.values())
