"""Towns, and the firms, teams and persons that bear their names; marks stand for the model."""

from __future__ import annotations

import pytest

from tests.transforms.marked import expected
from tests.transforms.test_mentions import mentions
from tests.transforms.test_names import named


@pytest.mark.parametrize(
    ("lines", "ours"),
    [
        # A shop or plant and its town; a bank is called after its region.
        (["la [ORG|Coop de Zarvec] ouvre"], "[ORG|Coop] [LOC|Zarvec]"),
        (["l'usine [ORG|Michelin de Zarvec]"], "[ORG|Michelin] [LOC|Zarvec]"),
        (["le [ORG|Crédit agricole de Zarvec]"], "[ORG|Crédit agricole de Zarvec]"),
        (["la [ORG|Coop de Nestlé] ouvre"], "[ORG|Coop de Nestlé]"),
        (["le [ORG|ZPQ de Louise Zarvec] gagne"], "[ORG|ZPQ] [PER|Louise Zarvec]"),
        # A building after somebody, and its town; a saint is from somewhere too.
        (["le [LOC|stade Jean-Zarv d'Oran] est plein"], "[LOC|stade Jean-Zarv] [LOC|Oran]"),
        (["l'[ORG|hôpital Zarvine de Douala] ferme"], "[ORG|hôpital Zarvine] [LOC|Douala]"),
        (["l'[LOC|église Saint-François d'Assise]"], "[LOC|église Saint-François d'Assise]"),
        # Firms by what they make, by those who work there, by what is said of them.
        (["les [LOC|Gravières Zarvec] creusent"], "[ORG|Gravières Zarvec]"),
        (["aux [LOC|Moulins Zarvec], on dort"], "[LOC|Moulins Zarvec]"),
        (["les salariés de [LOC|Zarvek] votent"], "[ORG|Zarvek]"),
        (["les salariés de [LOC|Vierzon] votent"], "[LOC|Vierzon]"),
        (["[LOC|Zarvie], une association de quartier, aide"], "[ORG|Zarvie]"),
        (["À [LOC|Zarvie], une association de quartier aide"], "[LOC|Zarvie]"),
        # A mayor's town, a road, a southern half.
        (["le syndic du [ORG|Zarvet] rit"], "[LOC|Zarvet]"),
        (["sur la [ORG|RN 19], rien"], "[LOC|RN 19]"),
        (["à [LOC|Zarvo] Sur, rien"], "[LOC|Zarvo Sur]"),
        # Kinds of territory that some papers write with a capital.
        (["Le [LOC|Canton] paie, dit le [LOC|Canton de Zoug]"], "[LOC|Canton de Zoug]"),
        (["Le [ORG|Département] paie"], ""),
        # Both fields of a body; "de la … et du …" may be two bodies.
        (["l'[ORG|Office des lacs] et rivières paie"], "[ORG|Office des lacs et rivières]"),
        (["l'[ORG|Office des lacs] et puis rien"], "[ORG|Office des lacs]"),
        (["la [ORG|Fédération du lin] et du chanvre"], "[ORG|Fédération du lin et du chanvre]"),
        (["le chef de la [ORG|Fédération du lin] et du chanvre"], "[ORG|Fédération du lin]"),
        # The Centre is a party where others are named.
        (["L'élu du [LOC|Centre] vote avec le PLR"], "[ORG|Centre] [ORG|PLR]"),
        (["L'élu du [LOC|Centre] vote"], "[LOC|Centre]"),
        (["La région du [LOC|Centre] et le PLR"], "[LOC|Centre] [ORG|PLR]"),
    ],
)  # fmt: skip
def test_french(lines: list[str], ours: str) -> None:
    assert mentions(*lines) == expected(ours)


@pytest.mark.parametrize(
    ("lines", "ours"),
    [
        (["[ORG|ZDP State] president [PER|Ana Costa]"], "[ORG|ZDP] [PER|Ana Costa]"),
        (["[ORG|Public Works] Minister [PER|Ana Costa]"], "[PER|Ana Costa]"),
        (["[ORG|Labour] Leader [PER|Ana Costa]"], "[ORG|Labour] [PER|Ana Costa]"),
        (["Then [PER|Ana Costa KC] spoke"], "[PER|Ana Costa]"),
        (["at [LOC|Zarvola] dam and at [LOC|Zarvola] town"], "[LOC|Zarvola dam] [LOC|Zarvola]"),
        (["in [PER|Zarvola], Co [PER|Mayo]"], "[LOC|Zarvola] [LOC|Co Mayo]"),
        (["The [PER|Zarvola] hospital shut"], "[LOC|Zarvola]"),
        (["So said [PER|Anyang' Zarv]'o"], "[PER|Anyang' Zarv'o]"),
    ],
)
def test_english(lines: list[str], ours: str) -> None:
    assert mentions(*lines, language="en") == expected(ours)


def test_teams_by_their_nickname_in_match_reports_only() -> None:
    report = (
        "Le match, la défaite et les buts.",
        "Les Zarvix de Gap gagnent. Hier, les Zarvix ont ri.",
    )
    found = expected("[ORG|Zarvix de Gap] [ORG|Zarvix]")
    assert mentions(*report) == found
    assert mentions(report[1]) != found
    assert mentions(report[0], "Les Jeux de Gap commencent.") == []


def test_a_town_with_an_article_is_a_team_in_english() -> None:
    report = "The goal, the match and the coach: the [LOC|Phoenix] lost in [LOC|Phoenix]."
    assert mentions(report, language="en") == expected("[ORG|Phoenix] [LOC|Phoenix]")


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("[LOC|Brest] a refusé de répondre.", "PER"),
        ("« Non », dit [LOC|Brest].", "PER"),
        ("Il va à [LOC|Brest].", "LOC"),
        ("[LOC|Brest] est loin.", "LOC"),
    ],
)
def test_who_acts_is_no_town(line: str, label: str) -> None:
    assert mentions("[PER|Ana Brest] rit.", line)[1:] == [("Brest", label)]
    assert mentions(line) == [("Brest", "LOC")]  # nobody here is called so


def test_couples_share_their_surname() -> None:
    assert named("[PER|Paul] et [PER|Marie Zarvec] rient. [PER|Paul] dort.") == [
        ("Paul", "Paul Zarvec"), ("Marie Zarvec", "Marie Zarvec"), ("Paul", "Paul Zarvec"),
    ]  # fmt: skip
    assert ("Zarvine", "Zarvine") in named("[PER|Zarvine] et [PER|Marie Zarvec] rient.")


def test_an_initial_is_a_name_where_nobody_has_more() -> None:
    found = named("[PER|K. Zarvam] wept. Mr. [PER|Zarvam] left.", language="en")
    assert found == [("K. Zarvam", "K. Zarvam"), ("Zarvam", "K. Zarvam")]
    found = named("[PER|Kay Zarvam] wept. Mr. [PER|K. Zarvam] left.", language="en")
    assert found[1] == ("K. Zarvam", "Kay Zarvam")


@pytest.mark.parametrize(
    ("lines", "ours"),
    [
        # What is left of a team's name without its town, in a report of sport.
        (["[ORG|Leeds Zarvers] lost by 9 points, the coach said.", "The Zarvers ran."],
         "[ORG|Leeds Zarvers] [ORG|Zarvers]"),
        (["[ORG|Leeds Zarvers] lost by 9 points, the coach said.", "Zarvers captain Bo. Zarvers St."],
         "[ORG|Leeds Zarvers] [ORG|Zarvers]"),
        (["The [ORG|Leeds United] coach spoke of points.", "United we stand."], "[ORG|Leeds United]"),
        (["[ORG|Leeds Zarvers] closed its shop.", "The Zarvers ran."], "[ORG|Leeds Zarvers]"),
        (["[ORG|Leeds State] lost by 9 points, the coach said.", "The State paid."],
         "[ORG|Leeds State]"),
        (["The NBA game: Cavaliers beat Pacers 118-109, a defeat by 9 points."],
         "[ORG|NBA] [ORG|Cavaliers] [ORG|Pacers]"),
        (["The Bulls and the Kings were in church, not in the NBA."], "[ORG|NBA]"),
        (["The Bulls scored points, said the coach of the village."], ""),
    ],
)  # fmt: skip
def test_teams_without_their_town(lines: list[str], ours: str) -> None:
    assert mentions(*lines, language="en") == expected(ours)
