"""Where names end: parties behind persons, what bodies are asked, towns behind schools, outlets."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from flows.resources import gazetteer
from transforms.mentions import bordered
from transforms.naming.context import in_context
from transforms.naming.institutions import institutions
from transforms.naming.persons import People
from transforms.naming.roles import by_role
from transforms.naming.standing import is_entity
from transforms.naming.trimming import Found
from transforms.naming.whole import spelled_out, whole

Named = tuple[str, str]


def given(text: str, spans: Iterable[Named]) -> list[Found]:
    """The spans of a model, of their words."""
    return [
        Found(text.index(name), text.index(name) + len(name), label, "model", 0.9)
        for name, label in spans
    ]


def named(text: str, spans: Iterable[Found]) -> list[Named]:
    """The words and labels of spans."""
    return [(text[span.start : span.end], span.label) for span in spans]


def found(text: str, spans: Iterable[Named], language: str = "fr") -> list[Named]:
    """The spans of a model, by their words, after the passes that mend their borders and labels."""
    words = gazetteer(language)
    told = in_context(text, bordered(text, given(text, spans), words), words)
    return named(text, by_role(text, told, words))


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("Le duel oppose Christophe Roy LREM à Anne Costa PS.",
         [("Christophe Roy LREM", "ORG"), ("Anne Costa PS", "PER")],
         [("Christophe Roy", "PER"), ("LREM", "ORG"), ("Anne Costa", "PER"), ("PS", "ORG")]),
        ("Il demande à la police fédérale de multiplier les rondes.",
         [("police fédérale de multiplier les rondes", "ORG")], [("police fédérale", "ORG")]),
        ("Elle prie le Conseil d'Etat de financer des postes à Payerne.",
         [("Conseil d'Etat de financer des postes à Payerne", "ORG")], [("Conseil d'Etat", "ORG")]),
        ("Le Centre de loisir des jeunes rouvre.", [("Centre de loisir des jeunes", "ORG")],
         [("Centre de loisir des jeunes", "ORG")]),
        ("L'école publique Pauline-Roland de Nantes ferme.",
         [("école publique Pauline-Roland de Nantes", "ORG")],
         [("école publique Pauline-Roland", "ORG"), ("Nantes", "LOC")]),
        ("L'école de Nantes ferme.", [("école de Nantes", "ORG")], [("école de Nantes", "ORG")]),
        ("Le boxeur Kendrick Morel Jr. a gagné.", [("Kendrick Morel Jr", "PER")],
         [("Kendrick Morel Jr.", "PER")]),
        ("Joint par Teranga Buzz, le directeur parle.", [("Teranga Buzz", "PER")],
         [("Teranga Buzz", "ORG")]),
        ("Hier, Serigne Modou Cissé a prié.", [("Serigne Modou Cissé", "PER")],
         [("Serigne Modou Cissé", "PER")]),
    ],
)  # fmt: skip
def test_french_borders(text: str, spans: list[Named], expected: list[Named]) -> None:
    assert found(text, spans) == expected


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("It closed, Cr Tapp said.", [("Cr Tapp", "PER")], [("Tapp", "PER")]),
        ("Mum-of-two Dawn Bloor, aged 46, agreed.", [("Dawn Bloor", "LOC")],
         [("Dawn Bloor", "PER")]),
        ("He told Wales Today Online that it closed.", [("Wales Today Online", "LOC")],
         [("Wales Today Online", "ORG")]),
    ],
)  # fmt: skip
def test_english_borders(text: str, spans: list[Named], expected: list[Named]) -> None:
    assert found(text, spans, "en") == expected


def test_a_surname_may_stand_inside_the_full_name() -> None:
    people = People.of(["Lambert Zah-Bi Irié"], known=lambda name: None)
    assert people.resolve("Zah-Bi")[0] == "Lambert Zah-Bi Irié"
    assert people.resolve("Bi Lambert")[0] != "Lambert Zah-Bi Irié"


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("Il attend sur le quai de la gare de Louvain.", [("quai de la gare de Louvain", "LOC")],
         [("gare de Louvain", "LOC")]),
        ("Il habite quai de la Gare.", [("quai de la Gare", "LOC")], [("quai de la Gare", "LOC")]),
        ("Vainqueures de Nantes samedi, elles rient.", [("Vainqueures de Nantes", "LOC")],
         [("Nantes", "LOC")]),
        ("Le Conseil de l'anacarde et du karité aussi a voté.",
         [("Conseil de l'anacarde et du karité aussi", "ORG")],
         [("Conseil de l'anacarde et du karité", "ORG")]),
    ],
)  # fmt: skip
def test_a_part_of_a_place_and_what_dangles(
    text: str, spans: list[Named], expected: list[Named]
) -> None:
    assert named(text, whole(text, given(text, spans), gazetteer("fr"))) == expected


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("It was made for Norvane Grid Pvt. Ltd. and sold.", [("Norvane Grid Pvt", "ORG")],
         [("Norvane Grid Pvt. Ltd.", "ORG")]),
        ("It was made for Norvane Grid and sold.", [("Norvane Grid", "ORG")],
         [("Norvane Grid", "ORG")]),
    ],
)  # fmt: skip
def test_a_limited_firm(text: str, spans: list[Named], expected: list[Named]) -> None:
    assert named(text, whole(text, given(text, spans), gazetteer("en"))) == expected


def test_the_genitive_stays_outside_before_a_bracket() -> None:
    text = "They met the Delta State Electricity Board's (DSEB) chairman."
    told = spelled_out(text, [], gazetteer("en"))
    assert [text[span.start : span.end] for span in told] == [
        "Delta State Electricity Board", "DSEB",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Her son Tyler could swim.", "PER"),
        ("Tyler, 14, could swim.", "PER"),
        ("The sailor from Tyler, 14, could swim.", "LOC"),
        ("The road to Tyler is closed.", "LOC"),
    ],
)
def test_a_first_name_that_a_town_bears(text: str, label: str) -> None:
    assert found(text, [("Tyler", "LOC")], "en") == [("Tyler", label)]


@pytest.mark.parametrize(
    ("text", "name", "is_named"),
    [
        ("L'ancien Lensois a marqué.", "Lensois", False),
        ("Le Hutois de 34 ans quitte le parti.", "Hutois", False),
        ("L'ancien Zarvec ferme ses portes.", "Zarvec", True),
    ],
)
def test_where_somebody_is_from_names_nobody(text: str, name: str, is_named: bool) -> None:
    (span,) = given(text, [(name, "ORG")])
    assert is_entity(text, span, gazetteer("fr")) == is_named


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("Le député de Braga Paul Costa a voté.", [("Braga Paul Costa", "PER")],
         [("Braga", "LOC"), ("Paul Costa", "PER")]),
        ("La fille de Marie Anne Costa est là.", [("Marie Anne Costa", "PER")],
         [("Marie Anne Costa", "PER")]),
        ("Il accuse la Banque agricole de bloquer les fonds.",
         [("Banque agricole de bloquer", "ORG")], [("Banque agricole", "ORG")]),
        ("On refait le boulevard de la Technologie.", [("boulevard de la Technologie", "LOC")],
         [("boulevard de la Technologie", "LOC")]),
        ("Un camion barre la route nationale 4.", [], [("route nationale 4", "LOC")]),
        ("Son homologue de Zarvec, Ana Costa, a ri.",
         [("Zarvec", "PER"), ("Ana Costa", "PER")], [("Zarvec", "LOC"), ("Ana Costa", "PER")]),
        ("L'Ir Papy Lokeka a parlé.", [("Ir Papy Lokeka", "ORG")], [("Papy Lokeka", "PER")]),
    ],
)  # fmt: skip
def test_seats_roads_and_what_is_asked(
    text: str, spans: list[Named], expected: list[Named]
) -> None:
    assert found(text, spans) == expected


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        (
            "Gregory Ochieng' Ganda spoke.",
            [("Gregory Ochieng", "PER")],
            [("Gregory Ochieng' Ganda", "PER")],
        ),
        ("Tobias Kojwang' left.", [("Tobias Kojwang", "PER")], [("Tobias Kojwang'", "PER")]),
        ("Crews ran to Albert Dock.", [("Albert Dock", "ORG")], [("Albert Dock", "LOC")]),
    ],
)
def test_english_names_with_their_signs(
    text: str, spans: list[Named], expected: list[Named]
) -> None:
    assert found(text, spans, "en") == expected


def test_civic_bodies_in_small_letters() -> None:
    text = "Leeds city council said no, and Leeds said yes."
    bodies = list(institutions(text, given(text, [("Leeds", "LOC")]), gazetteer("en")))
    assert named(text, bodies) == [("Leeds city council", "ORG")]
