"""Headers as regional papers print them: decks, glued names, names beside the day."""

from __future__ import annotations

import pytest

from tests.transforms.test_cleaning import cleaned
from tests.transforms.test_outlets_headers import BODY, DATED, TITLE

ENGLISH = (
    "Councillors in Sarland voted on Monday to close the ticket office at the railway station.\n"
    "The town had offered to pay half of the rent, and the county promised to think about it.\n"
    "A petition got nine hundred signatures, and the people sang in front of the station.\n"
)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("L’Ouest républicain Lise MOREAU. Publié le 22/05/2024 à 06h30", "Lise MOREAU"),
        ("Ouest-France Lise MOREAU. Publié le 22/05/2024 à 06h30", "Lise MOREAU"),
        ("Lise Moreau-Costa - 04 févr. 2024 à 18:32 | mis à jour le 05 févr. 2024 à 07:10 - "
         "Temps de lecture : 2 min", "Lise Moreau-Costa"),
        ("byLise Moreau", "Lise Moreau"),
    ],
)  # fmt: skip
def test_who_signs(line: str, byline: str) -> None:
    page = f"{TITLE}\n{line}\n{BODY}Environnement Énergie Sarlande\n"
    assert cleaned(page).articles["byline"][0] == byline


def test_whose_information_a_text_uses() -> None:
    page = f"{TITLE}\n{DATED}{BODY}Avec les informations d’Élise Moreau\n"
    assert cleaned(page).articles["byline"][0] == "Élise Moreau"


@pytest.mark.parametrize(
    ("title", "deck", "body"),
    [
        ("Sarland station to lose its ticket office", "Plan had divided the town for years",
         ENGLISH),
        ("Sarland council closes office", "Work to begin in September", ENGLISH),
        ("Sarlande : le guichet de la gare va fermer, la mairie proteste",
         "GUICHET\nLe projet divisait la commune depuis dix ans", BODY),
    ],
)  # fmt: skip
def test_a_deck_is_no_title(title: str, deck: str, body: str) -> None:
    page = f"Accueil\nLocal News\n{title}\n{deck}\nLise Moreau\n12 Mar 2024 6:42 PM\n{body}"
    assert cleaned(page).articles["title"][0] == title


@pytest.mark.parametrize(
    ("row", "never"),
    [
        ("News England Local News Hull & East Yorkshire", "Yorkshire"),
        ("Mobilité dans le Nord vaudois", "Nord vaudois"),
    ],
)
def test_no_section_begins_inside_a_name(row: str, never: str) -> None:
    page = f"Menu\n{row}\n{TITLE}\n{DATED}{BODY}"
    assert cleaned(page).articles["section"][0] != never
