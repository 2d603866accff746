"""Speakers whom only a description names: wider nouns, inhabitants, roles outside speech."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, spoken

PEOPLE = dict.fromkeys(("Claire Dumas", "Luc Ferrer", "Paul Vidal", "Marie Lannoy"), "PER")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (  # a word in -logue is a chercheuse; the role outside speech is she
            "Claire Dumas, glaciologue à Grenoble, a refait le calcul. La chercheuse pointe un "
            "hiver très sec. Selon elle, la glace fond deux fois plus vite.",
            "Claire Dumas",
        ),
        (  # what an inhabitant is called names nobody else
            "Marie Lannoy a gagné la course. La Nantaise a expliqué que le vent l’avait aidée.",
            "Marie Lannoy",
        ),
        (  # the name of an assembly is no speaker
            "Interrogé mardi à l’Assemblée nationale, le ministre de la Mer, Paul Vidal, a "
            "répondu que rien n’était perdu.",
            "Paul Vidal",
        ),
    ],
)
def test_descriptions_find_their_holders(text: str, speaker: str) -> None:
    names = PEOPLE | {"Assemblée nationale": "ORG", "Nantaise": "PER"}
    assert [name for _, name in spoken(quotes_in(text, names=names))] == [speaker]


def test_a_short_sentence_in_marks_goes_on_with_its_speaker() -> None:
    text = (
        "« Nous partons demain matin », a dit Claire Dumas. « C’est décidé. » Paul Vidal a "
        "protesté : « Personne ne part. »"
    )
    assert [name for _, name in spoken(quotes_in(text, names=PEOPLE))] == [
        "Claire Dumas", "Claire Dumas", "Paul Vidal",
    ]  # fmt: skip


def test_a_possessive_before_a_name_is_no_pronoun() -> None:
    text = (
        "Anna Reid won by a point. Her opposite number, Neil Brown, complained that the clock "
        "had stopped."
    )
    names = {"Anna Reid": "PER", "Neil Brown": "PER"}
    assert spoken(quotes_in(text, names=names, language="en")) == [
        ("the clock had stopped", "Neil Brown")
    ]


def test_a_party_before_a_role_does_not_speak_itself() -> None:
    text = "The Green Party leader said that the bridge would close."
    (quote,) = quotes_in(text, names={"Green Party": "ORG"}, language="en")
    assert quote.speaker_name != "Green Party"
