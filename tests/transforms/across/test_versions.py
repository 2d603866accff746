"""How the reports of one utterance differ."""

from __future__ import annotations

import random

import pytest

from tests.transforms.across.made import WORDS
from transforms.across.versions import Version, difference, fullest

FULL = Version(
    "a", "fr", "direct", "J'ai entendu un bruit de tonnerre, puis des cris. Il n'y avait plus rien"
)


def version(text: str, language: str = "fr", name: str = "b", kind: str = "mixed") -> Version:
    return Version(name, language, kind, text)


@pytest.mark.parametrize(
    ("other", "wording"),
    [
        (version("un bruit de tonnerre, puis des cris"), "shortened"),
        (version("j’ai entendu UN bruit de tonnerre, puis des cris ; il n’y avait plus rien."), "same"),
        (version("le tonnerre a grondé et tout a disparu"), "reworded"),
        (version("I heard a noise like thunder, then screams", "en"), "translated"),
    ],
)  # fmt: skip
def test_wordings(other: Version, wording: str) -> None:
    assert difference(other, FULL, WORDS).wording == wording


def test_the_fullest_is_compared_with_itself() -> None:
    found = difference(FULL, FULL, WORDS)
    assert (found.wording, found.similarity, found.only_here, found.not_here) == (
        "fullest",
        1.0,
        (),
        (),
    )


def test_words_of_one_only_are_told_as_written() -> None:
    found = difference(version("un bruit de tonnerre terrible le 12 mars"), FULL, WORDS)
    assert found.only_here == ("terrible", "12")
    assert found.not_here == ("entendu", "cris")
    assert 0 < found.similarity < 1


def test_the_fullest_says_most_and_in_the_speakers_own_words() -> None:
    short = version("un bruit", name="c")
    indirect = version(FULL.text, name="b", kind="indirect")
    every = [indirect, FULL, short, version(FULL.text, name="z", kind="direct")]
    for _ in range(5):
        random.shuffle(every)
        assert fullest(every, WORDS) is FULL
