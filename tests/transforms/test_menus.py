"""The entry that a menu shows to be chosen."""

from __future__ import annotations

import pytest

from transforms.pages.section.menus import chosen, chosen_of_row


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        (["Genève", "▸ Vaud", "Valais"], "Vaud"),
        (["Genève", "[Vaud]", "Valais"], "Vaud"),
        (["Genève", "Vaud ●", "Valais"], "Vaud"),
        (["GENÈVE", "Vaud", "VALAIS"], "Vaud"),
        (["▸ Genève", "▸ Vaud", "Valais"], ""),
        (["Genève", "Vaud", "Valais"], ""),
        (["▸ Genève", "Vaud"], ""),
        ([], ""),
    ],
)
def test_one_entry_is_chosen(entries: list[str], found: str) -> None:
    assert chosen(entries) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("ACCUEIL | POLITIQUE | [SPORT] | VIDEOS", "SPORT"),
        ("Accueil | Politique | Sport", ""),
        ("MONDE SPORT Faits divers CULTURE", "Faits divers"),
        ("MONDE Sport Culture", ""),
        ("MONDE, SPORT Culture", ""),
    ],
)
def test_one_entry_of_a_row_is_chosen(row: str, found: str) -> None:
    assert chosen_of_row(row) == found
