"""The authors: persons first, without roles, places, addresses; agencies; outlets last."""

from __future__ import annotations

import pytest

from tests.transforms.test_metadata import article

TITLE = "Le vieux moulin de Sermange retrouve ses ailes"
BODY = (
    "Les ailes du moulin de Sermange tournent de nouveau depuis lundi, après six ans de travaux.\n"
    "La commune a payé la charpente, et les habitants ont donné les toiles, taillées à la main.\n"
)


def byline(above: str, below: str = "") -> object:
    return article(f"{TITLE}\n{above}\nPublié le 4 mai 2021 à 8h00\n{BODY}{below}")["byline"]


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("Par Lise Moreau avec AFP", "Lise Moreau avec AFP"),
        ("Par Lise Moreau, Hugo Marchetti et Awa Diop", "Lise Moreau, Hugo Marchetti et Awa Diop"),
        ("Par Lise Moreau (Sermange, envoyée spéciale)", "Lise Moreau"),
        ("Par Lise Moreau, correspondante à Dakar", "Lise Moreau"),
        ("De notre envoyée spéciale à Sermange, Lise Moreau", "Lise Moreau"),
        ("PARLise Moreau", "Lise Moreau"),
        ("par Lise Moreaucorrespondante à Marseille", "Lise Moreau"),
        ("Lise MOREAU @lisemoreau_12", "Lise MOREAU"),
        ("Par Lise Moreau l.moreau@exemple.test", "Lise Moreau"),
        ("L. Moreau\nLise Moreau", "Lise Moreau"),
        ("Entretien : Lise Moreau", "Lise Moreau"),
        ("Par Le Quotidien du Moulin avec AFP", "Le Quotidien du Moulin avec AFP"),
        ("Par Lise Moreau\nPar Radio Sermange", "Lise Moreau"),
        ("By Tom Ridgewell, Local Democracy Reporter", "Tom Ridgewell"),
        ("Lise Moreau\nTraduction : Hugo Marchetti", "Lise Moreau"),
        ("La rédaction", "La rédaction"),
        ("par Nadège", "Nadège"),
        ("Texte : Lise Moreau. Photos : Awa Diop", "Lise Moreau"),
        ("Words: Tom Ridgewell", "Tom Ridgewell"),
        ("Par N.P. - Publié le 3 mai 2021 à 07:35", "N.P."),
        ("boi avec ats", "boi avec ats"),
        ("Lise Moreau | La Gazette", "Lise Moreau"),
        ("Le Courrier du Jura Lise Moreau", "Lise Moreau"),
        ("Lise Moreau, Initiative de journalisme local", "Lise Moreau"),
        ("Publié par Lise Moreau", "Lise Moreau"),
        ("Express News Service", "Express News Service"),
        ("By Tom Ridgewell for The Dispatch", "Tom Ridgewell"),
        (
            "Lise Moreau et Awa Diop, avec Hugo Marchetti",
            "Lise Moreau et Awa Diop, avec Hugo Marchetti",
        ),
        ("De notre correspondant permanent à Dole", "De notre correspondant permanent à Dole"),
        ("Publié le lundi 3 mai 2021 | Le Progrès Libre\nLise Moreau", "Lise Moreau"),
        ("Y.W.", "Y.W."),
        ("L’Écho du MoulinLise MOREAUPublié le 3 mai 2021 à 18h02", "Lise MOREAU"),
        ("Le Fil du Doubs | Par Lise Moreau - 3 mai 2021", "Lise Moreau"),
        ("AFP, édité par Lise Moreau", "AFP"),
        ("Texte : Lise Moreau Photographies : Awa Diop", "Lise Moreau"),
        ("Rédaction numérique, Lise Moreau et Awa Diop", "Lise Moreau et Awa Diop"),
        (
            "Publié par Lise Moreau le lundi 3 mai 2021 à 14:05 • 3 472 vues • Société",
            "Lise Moreau",
        ),
        ("Lise Moreau Lundi 3 Mai 2021 - 10:00 l 0", "Lise Moreau"),
        ("Lise Moreau Published May 3, 2021\nFacebook Count", "Lise Moreau"),
        ("Texte Lise Moreau, photos Awa Diop", "Lise Moreau"),
        ("Lise Moreau | texte, Awa Diop | photos", "Lise Moreau, Awa Diop"),
        ("De notre bureau, Lise Moreau", "Lise Moreau"),
        ("Par Lise Moreau Lundi 3 mai 2021", "Lise Moreau"),
        ("By Tom Ridgewell Tuesday May 4, 2021", "Tom Ridgewell"),
        ("© Belga / H. Marchetti\nRédaction Le Moulin", "Rédaction Le Moulin"),
    ],
)
def test_above_the_text(above: str, found: str) -> None:
    assert byline(above) == found


def test_below_the_text() -> None:
    assert byline("", "Lise MOREAU (stagiaire)") == "Lise MOREAU"
    assert byline("Par Lise Moreau", "L. M.") == "Lise Moreau"
    assert byline("Par Lise Moreau", "(AFP)") == "Lise Moreau, AFP"


@pytest.mark.parametrize("above", ["READ LATER PRINT", "IN THIS SECTION", "Partager Commenter"])
def test_buttons_sign_nothing(above: str) -> None:
    assert byline(above) is None
