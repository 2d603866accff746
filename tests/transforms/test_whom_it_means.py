"""Speakers told by what stands elsewhere: bodies behind "on", echoes of titles, topics, roles."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, spoken

PEOPLE = dict.fromkeys(("Claire Dumas", "Luc Ferrer", "Paul Vidal", "Marie Lannoy"), "PER")
BODIES = dict.fromkeys(("Cremona", "Bercy", "Henkel", "Beloost Shipping", "Sud Radio"), "ORG")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Chez Cremona, à Lyon, on dit étudier la question de près.", "Cremona"),
        ("Le ministre ne s’opposera pas au projet, assure-t-on à Bercy.", "Bercy"),
        (
            "Paul Vidal a refusé. Quant au groupe Henkel, il a fait savoir que rien ne pressait.",
            "Henkel",
        ),
        (
            "Son armateur, la compagnie Beloost Shipping, assure que l’équipage se porte bien.",
            "Beloost Shipping",
        ),
        (  # whom a letter goes to does not write it
            "Luc Ferrer n’est guère convaincu. Dans une lettre au préfet Paul Vidal, il demande "
            "que le marché soit fermé.",
            "Luc Ferrer",
        ),
        (  # who plays is a joueur; the médecin is none
            "Luc Ferrer, ailier, est sorti. Le médecin, Paul Vidal, reste prudent. « Ça tire "
            "depuis une semaine », a soufflé le joueur.",
            "Luc Ferrer",
        ),
    ],
)
def test_who_is_meant(text: str, speaker: str) -> None:
    quotes = quotes_in(text, names=PEOPLE | BODIES)
    assert quotes[-1].speaker_name == speaker


def test_a_pronoun_beside_a_name_tells_its_gender() -> None:
    text = (
        "Parwen Hale, who now teaches, was asked whether she would like an apology. Neil Brown "
        "smiled. “I would like a reply,” she said."
    )
    names = {"Parwen Hale": "PER", "Neil Brown": "PER"}
    assert quotes_in(text, names=names, language="en")[-1].speaker_name == "Parwen Hale"


def test_a_station_without_its_name_is_the_one_named_before() -> None:
    text = (
        "Paul Vidal était l’invité de Sud Radio. « Nous partirons demain », a-t-il dit à la "
        "station."
    )
    assert quotes_in(text, names=PEOPLE | BODIES)[-1].medium == "Sud Radio"


def test_a_verb_taken_for_a_noun_is_one_where_the_sentence_has_no_other() -> None:
    text = "L’association juge au contraire toute demi-mesure « inutilement coûteuse »."
    assert len(quotes_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "« Il m’a frappée sans raison », a témoigné une manifestante « Gilet vert » de Lyon.",
        "Dans les ateliers, on parle déjà d’un « cartel ».",
        "La caisse porte ses autocollants. « Fragile », « haut », « fait à Lyon ».",
        "Luc Ferrer critique « Des mots et des actes » mais il ira.",
    ],
)
def test_terms_are_left(text: str) -> None:
    marked = {"Gilet vert", "cartel", "Fragile", "haut", "fait à Lyon", "Des mots et des actes"}
    assert marked.isdisjoint(text for text, _ in spoken(quotes_in(text, names=PEOPLE)))
