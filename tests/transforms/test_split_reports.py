"""Clauses that an incise splits, whole infinitives, and which of two persons is meant."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, said, spoken

NAMES = dict.fromkeys(
    ("Claire Nadeau", "Anne Roy", "Paul Vidal", "Ann Hill", "Marc Roy"), "PER"
) | {"Université Laval": "ORG", "Daily Mirror": "ORG", "Quai des Mines": "ORG"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Le bail, a répété Paul Vidal, « se discute en conseil » et pas dans la presse.",
         [("mixed", "Le bail"),
          ("mixed", "« se discute en conseil » et pas dans la presse")]),
        ("Le tram est arrêté, a indiqué Paul Vidal, et la ligne 3 fonctionne « au ralenti ».",
         [("mixed", "Le tram est arrêté"),
          ("mixed", "et la ligne 3 fonctionne « au ralenti »")]),
        ("Le tram est arrêté, a dit Paul Vidal, et la ministre a salué « une victoire ».",
         [("indirect", "Le tram est arrêté"), ("mixed", "une victoire")]),
        ("Le stade restera ouvert, a dit Claire Nadeau, jointe par téléphone, sauf si la pluie "
         "revenait.",
         [("indirect", "Le stade restera ouvert"), ("indirect", "sauf si la pluie revenait")]),
        ("Le pont est ouvert ; la passerelle, a précisé Claire Nadeau, fermera lundi.",
         [("indirect", "la passerelle"), ("indirect", "fermera lundi")]),
        ("Claire Nadeau dit regretter que la réunion ait échoué.",
         [("indirect", "regretter que la réunion ait échoué")]),
        ("Claire Nadeau nous confiait ne plus « croire aux promesses ».",
         [("mixed", "ne plus « croire aux promesses »")]),
        ("Claire Nadeau a baissé les yeux et murmuré qu’elle ne savait pas « où était la clé ».",
         [("mixed", "elle ne savait pas « où était la clé »")]),
        ("Claire Nadeau a demandé qui « tient la caisse ».",
         [("mixed", "qui « tient la caisse »")]),
        ("Claire Nadeau déplore « une politique du vide » menée sans les élus.",
         [("mixed", "« une politique du vide » menée sans les élus")]),
        ("Pour Claire Nadeau, au contraire, le disque a gommé les défauts.",
         [("indirect", "le disque a gommé les défauts")]),
        ("Selon l’ancienne internationale, le groupe « vaut mieux que ça ».",
         [("mixed", "le groupe « vaut mieux que ça »")]),
        ("À Rodez, on se veut rassurant : le préfet, Paul Vidal, a assuré que le pont tiendrait.",
         [("indirect", "le pont tiendrait")]),
        ("« La lecture, commence-t-il, c’est très bien. Mais elle coûte. »",
         [("direct", "La lecture"), ("direct", "c’est très bien. Mais elle coûte.")]),
    ],
)  # fmt: skip
def test_french_reports(line: str, expected: list[tuple[str, str]]) -> None:
    assert said(quotes_in(line, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The bridge is open; the tunnel, Ann Hill said, would close on Monday.",
         [("indirect", "the tunnel"), ("indirect", "would close on Monday")]),
        ("According to Ann Hill, both are fine; the couch, she concedes, “has seen better days”.",
         [("indirect", "both are fine"), ("mixed", "the couch"),
          ("mixed", "has seen better days")]),
        ("Patience, Ann Hill told the Daily Mirror, was what the town needed, “not slogans”.",
         [("mixed", "Patience"), ("mixed", "was what the town needed, “not slogans”")]),
        ("Ann Hill has vowed to extend it, saying the cables were “a trap for children”.",
         [("indirect", "to extend it"), ("mixed", "the cables were “a trap for children”")]),
        ("“The town is not a car park,” she had posted on X that morning.",
         [("direct", "The town is not a car park")]),
        ("There was a long pause. “Never.”", [("direct", "Never.")]),
    ],
)  # fmt: skip
def test_english_reports(line: str, expected: list[tuple[str, str]]) -> None:
    assert said(quotes_in(line, names=NAMES, language="en")) == expected


@pytest.mark.parametrize(
    ("line", "speakers"),
    [
        ("Claire Nadeau, 51 ans, et sa cousine Anne Roy, 58 ans, sont jugées à Lyon. « Je voulais "
         "la maison », a commencé la première. « Moi non plus », a répliqué la seconde.",
         ["Claire Nadeau", "Anne Roy"]),
        ("Claire Nadeau et Anne Roy tiennent le même étal. « On perd tout », dit l’une. « Et on "
         "paie », reprend l’autre.",
         ["Claire Nadeau", "Anne Roy"]),
        ("Claire Nadeau, 51 ans, et Anne Roy, 58 ans, se taisent. « On perd tout », dit l’aînée. "
         "« Et on paie », reprend la cadette.",
         ["Anne Roy", "Claire Nadeau"]),
        ("Claire Nadeau est biologiste. La chercheuse de l’Université Laval parle d’un lac « sans "
         "équivalent au nord ».",
         ["Claire Nadeau"]),
        ("Claire Nadeau s’en mêle. La présidente de la métropole écrit : « Ma porte est ouverte à "
         "tous. »",
         ["Claire Nadeau"]),
        ("Claire Nadeau est venue. Celle-ci a soutenu avoir rempli les lignes.", ["Claire Nadeau"]),
    ],
)  # fmt: skip
def test_which_of_them_speaks(line: str, speakers: list[str]) -> None:
    assert [name for _, name in spoken(quotes_in(line, names=NAMES))] == speakers


def test_a_title_with_a_topic_names_its_speakers_last() -> None:
    quotes = quotes_in(
        ("title", "Quai des Mines : « On nous enlève la mer », s’indignent les pêcheurs"),
        "Le quai ferme.",
        names=NAMES,
    )
    assert spoken(quotes) == [("On nous enlève la mer", "pêcheurs")]


def test_a_medium_quotes_somebody_as_saying() -> None:
    line = "The Daily Mirror quoted a police source as saying four men were held for theft."
    quotes = quotes_in(line, names=NAMES, language="en")
    assert spoken(quotes) == [("four men were held for theft", "police source")]


def test_a_line_that_repeats_what_is_said_is_an_excerpt() -> None:
    quotes = quotes_in(
        "« On y croit. Une digue noyée en janvier, c’est une saison morte », dit Claire Nadeau.",
        "Une digue noyée en janvier, c’est une saison morte",
        "Le marais attend.",
        names=NAMES,
    )
    assert spoken(quotes)[1] == (
        "Une digue noyée en janvier, c’est une saison morte", "Claire Nadeau",
    )  # fmt: skip


def test_the_other_one_answers() -> None:
    quotes = quotes_in(
        "Paul Vidal reçoit à midi. Claire Nadeau est entrée un matin avec deux micros.",
        "Le vent tournait.",
        "— Voulez-vous jouer pour moi ?",
        "— Non.",
        names=NAMES,
    )
    assert [name for _, name in spoken(quotes)] == ["Claire Nadeau", "Paul Vidal"]
