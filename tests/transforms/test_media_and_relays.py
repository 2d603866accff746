"""Media in marks, relays that go on, whom a phrase means: dressed, deputed, latter, young."""

from __future__ import annotations

import pytest

from flows.resources import gazetteer
from tests.transforms.quoting import quotes_in
from tests.transforms.test_borders_of_names import found, named
from transforms.naming.context import in_context

NAMES = dict.fromkeys(
    ("Paul Vidal", "Anne Roy", "Luc Ferrer", "Bruno Chastel", "Olga Mezrag", "Pape Malick Ndiaye"),
    "PER",
) | dict.fromkeys(
    ("Blick", "Le Monde", "Temps", "Le Quotidien", "Petit Lorrain", "AFP", "Dépêches du Lac", "RMC", "BFMTV", "Le Soir",
     "La Voix du Nord", "Mer vive", "Amazon", "RTL"),
    "ORG",
)  # fmt: skip
ENGLISH = dict.fromkeys(("Jane Doe", "Dale Smith"), "PER") | dict.fromkeys(
    ("Dorset Echo", "Radio Falcon", "The West Australian", "New Vision", "Guardian"), "ORG"
)
Told = list[tuple[str, str | None, str | None, str | None]]


def told(*lines: str, language: str = "fr") -> Told:
    """(words, speaker, via, medium) of what lines report."""
    names = NAMES if language == "fr" else ENGLISH
    return [
        (quote.text, quote.speaker_name, quote.via, quote.medium)
        for quote in quotes_in(*lines, names=names, language=language)
    ]


@pytest.mark.parametrize(
    ("line", "words", "speaker"),
    [
        ("Le « Blick » affirme que la ministre va partir.", "la ministre va partir", "Blick"),
        ("« Le Monde » a révélé jeudi que le projet était abandonné.",
         "le projet était abandonné", "Le Monde"),
        ("D'après « Le Monde », l'accord est mort.", "l'accord est mort", "Le Monde"),
        ("L'association « Mer vive » demande que le port soit fermé.",
         "le port soit fermé", "Mer vive"),
        # Only a name stands there, and no report.
        ("« Amazon », répond Paul Vidal.", "Amazon", "Paul Vidal"),
    ],
)  # fmt: skip
def test_a_medium_in_marks_speaks(line: str, words: str, speaker: str) -> None:
    assert [(said, who) for said, who, _, _ in told(line)] == [(words, speaker)]


def test_a_sentence_may_begin_with_a_medium_in_marks() -> None:
    line = "Selon « Le Monde », l'accord est clos. « Le Quotidien » affirme qu'il partira."
    assert [(said, who) for said, who, _, _ in told(line)] == [
        ("l'accord est clos", "Le Monde"), ("il partira", "Le Quotidien"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "via"),
    [
        ("« Rien n'est décidé », a déclaré Anne Roy au «Blick».", "Blick"),
        ("Interrogé par le quotidien « Le Quotidien », Paul Vidal a dit n'avoir aucun projet.",
         "Le Quotidien"),
        ("« On négocie », fustige Paul Vidal dans un texte relayé par Le Quotidien.",
         "Le Quotidien"),
        ("Selon un rapport que l'AFP a pu consulter, le pont est fragile.", "AFP"),
        ("« Rien n'est décidé », a confié Anne Roy aux Dépêches du Lac.", "Dépêches du Lac"),
        ("« C'est faux », a-t-on assuré à l'AFP.", "AFP"),
    ],
)  # fmt: skip
def test_who_passed_it_on(line: str, via: str) -> None:
    assert [relay for _, _, relay, _ in told(line)] == [via]


def test_a_relayer_does_not_say_what_it_relays() -> None:
    assert told("« Rien n'est décidé », a-t-il déclaré au «Blick».")[0][1] != "Blick"


def test_a_voice_goes_on_to_the_end_of_the_paragraph() -> None:
    line = (
        "« J'ai tout vu », raconte à l'AFP Anne Roy, vendeuse. Mme Roy dit avoir couru. "
        "« C'est faux », assure Paul Vidal. La vendeuse maintient que le port brûlait."
    )
    assert [(who, via) for _, who, via, _ in told(line)] == [
        ("Anne Roy", "AFP"), ("Anne Roy", "AFP"), ("Paul Vidal", None), ("Anne Roy", "AFP"),
    ]  # fmt: skip


def test_it_goes_on_into_the_next_paragraph_only() -> None:
    lines = (
        "Jane Doe told the Dorset Echo she planned to move.",
        "“Mum is thrilled,” she said.",
        "The council met on Monday and voted for the plan.",
        "Ms Doe said the plan was bad.",
    )
    assert [via for _, _, via, _ in told(*lines, language="en")] == ["Dorset Echo"] * 2 + [None]


@pytest.mark.parametrize(
    ("line", "via"),
    [
        ("Joint par RMC, Paul Vidal n'a pas fermé la porte. « Rien n'est fait », a-t-il glissé.",
         "RMC"),
        ("Lui-même l'a confirmé à nos confrères de La Voix du Nord. « C'est dit », a-t-il lâché.",
         "La Voix du Nord"),
        ("Interrogée par Le Soir, Amazon n'a pas cédé. « Rien n'est fait », dit son porte-parole "
         "Paul Vidal.", "Le Soir"),
        ("La mairie, sollicitée par Le Soir, se tait. La préfecture dit que le pont tient.", None),
        # Who asks is no medium, nor does the next sentence's other voice answer it.
        ("Paul Vidal a été interrogé par la police. « Je n'ai rien fait », a-t-il dit.", None),
        ("Joint par RMC, Paul Vidal n'a pas fermé la porte. Selon Anne Roy, rien n'est fait.", None),
        ("Interrogé par Le Soir, Paul Vidal dément. Selon lui, rien n'est fait.", "Le Soir"),
        # When it was learnt stands between.
        ("Le pont est fermé, a appris l'AFP, jeudi, auprès de Paul Vidal.", "AFP"),
    ],
)  # fmt: skip
def test_a_sentence_that_only_asks(line: str, via: str | None) -> None:
    assert [relay for _, _, relay, _ in told(line)] == [via]


def test_a_broadcaster_that_is_told_relays_and_is_the_place() -> None:
    line = "Interrogée par BFMTV, Anne Roy a redit que le texte « sera débattu en juillet »."
    assert told(line)[0][2:] == ("BFMTV", "BFMTV")
    assert told("« Nous tiendrons », a promis Anne Roy sur RTL.")[0][2:] == (None, "RTL")


@pytest.mark.parametrize(
    ("line", "via"),
    [
        ("The union was quoted in The West Australian as saying crews had complained.",
         "The West Australian"),
        ("Quoted by the Guardian, Dale Smith warned that others would follow.", "Guardian"),
        ("Dale Smith told Radio Falcon that the boat was late.", "Radio Falcon"),
    ],
)  # fmt: skip
def test_english_relays(line: str, via: str) -> None:
    assert [relay for _, _, relay, _ in told(line, language="en")] == [via]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Le prévenu, chemise blanche et voix basse, a concédé que tout était vendu.", "prévenu"),
        ("Le porte-parole de l'armée dans la province, le lieutenant-colonel Paul Vidal, a indiqué "
         "que le pont tenait.", "Paul Vidal"),
        ("« Un beau moment », glisse l'adjoint au maire de Dole en charge de la Mémoire, "
         "Paul Vidal.", "Paul Vidal"),
        ("Interpellé mardi par la députée Olga Mezrag, le ministre du Transport a reconnu que le "
         "contrat était flou.", "ministre du Transport"),
        ("L'adjoint au maire Pape Malick Ndiaye dément. Il soutient que tout est en règle.",
         "Pape Malick Ndiaye"),
        ("Paul Vidal a parlé. « C'est explosif », a répondu la rapporteure.", "rapporteure"),
    ],
)  # fmt: skip
def test_whom_a_phrase_means(line: str, speaker: str) -> None:
    assert [who for _, who, _, _ in told(line)] == [speaker]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("« Mes enfants ont froid », confie, les yeux rougis, Anne Roy.", "Anne Roy"),
        ("« Voici le trajet », explique, carte à l'appui, la directrice, Anne Roy.", "Anne Roy"),
        # No look, but an adjunct and an object.
        ("Le maire annonce, sans surprise, Paul Vidal comme adjoint.", None),
    ],
)  # fmt: skip
def test_looks_between_a_verb_and_its_subject(line: str, speaker: str | None) -> None:
    assert [who for _, who, _, _ in told(line)] == ([speaker] if speaker else [])


def test_the_latter_may_have_no_name() -> None:
    line = (
        "Le corps de la victime, Bruno Chastel, 52 ans, a été découvert jeudi par une voisine. "
        "« J'ai entendu crier », a raconté cette dernière."
    )
    assert [who for _, who, _, _ in told(line)] == ["voisine"]


def test_what_follows_an_interview_is_no_answer() -> None:
    lines = (
        "Qu'est-ce qui vous a surpris en arrivant ?",
        "Le silence des victimes. Je pense que les gens ont peur de la police de la ville.",
        "Et vous, où garez-vous le vôtre ?",
        "Dans mon salon. Je me suis fait voler trois vélos, dont un devant la gare.",
        "Contactée mercredi, Anne Roy confirme. « On attend toujours la réponse », ajoute-t-elle.",
    )
    assert told(*lines)[-1][:2] == ("On attend toujours la réponse", "Anne Roy")


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        ("Un élu, Pape Malick Ndiaye, dément.", "Pape Malick Ndiaye", "PER",
         ("Pape Malick Ndiaye", "PER")),
        ("Le délégué, Serigne Babacar Fall, dément.", "Babacar Fall", "PER",
         ("Serigne Babacar Fall", "PER")),
        ("Selon le cheikh Ahmed Tall, tout va bien.", "Ahmed Tall", "PER", ("Ahmed Tall", "PER")),
        ("Il parle au quotidien Dennik N. Elle aussi.", "Dennik N.", "ORG", ("Dennik N", "ORG")),
        ("La Police de Lausanne a compté.", "Police de Lausanne", "LOC",
         ("Police de Lausanne", "ORG")),
        ("Chez Rebetez Microtech, on attend.", "Rebetez Microtech", "PER",
         ("Rebetez Microtech", "ORG")),
    ],
)  # fmt: skip
def test_borders(text: str, name: str, label: str, expected: tuple[str, str]) -> None:
    assert found(text, [(name, label)]) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reached by The Chronicle, she was blunt.", [("The Chronicle", "ORG")]),
        ("She told the Argus it was over.", [("Argus", "ORG")]),
        ("She told the Dispatch it was over.", [("Dispatch", "ORG")]),
        ("She told the Courier Mail it was over.", []),  # of which it is the beginning
    ],
)  # fmt: skip
def test_papers_by_one_noun(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, in_context(text, [], gazetteer("en"))) == expected
