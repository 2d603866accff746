"""Headers as broadcasters, portals and live pages print them."""

from __future__ import annotations

import pytest

from tests.transforms.test_cleaning import cleaned

TITLE = "La gare de Sarlande perd son guichet"
BODY = (
    "Le guichet de la gare de Sarlande fermera en juin, faute de voyageurs en nombre suffisant.\n"
    "La commune a proposé de payer la moitié du loyer, et la région a promis d'y réfléchir.\n"
    "Une pétition a reçu neuf cents signatures, et les habitants ont chanté devant la gare.\n"
)
DATED = "Publié le 3 mai 2024 à 18h05\n"


def text_of(page: str) -> str:
    return str(cleaned(page).articles["text"][0])


@pytest.mark.parametrize(
    "header",
    [
        f"News Home Sport\nImage source, Sarlande Live\nImage caption,\nThe station will close in "
        f"June\n{TITLE}\nPar Lise Moreau\n{DATED}",
        f"{TITLE}\nLe quai de la gare à Sarlande, deux ans après les travaux.\n© Belga – E. Noël\n"
        f"{DATED}Par Lise Moreau\n",
        f"{TITLE}\n{DATED}Lise Moreau\nDes valises jaunes alignées devant une grille.\n",
        f"Provinces / Économie\n{TITLE}\n{DATED}Lise Moreau\n",
        f"{TITLE}\nPar Lise Moreau\n{DATED}Partager\n{TITLE}\n",
    ],
)
def test_title_and_text_alone_are_left(header: str) -> None:
    assert text_of(header + BODY).split("\n") == [TITLE, *BODY.strip().split("\n")]
    assert cleaned(header + BODY).articles["title"][0] == TITLE


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("NewsLise Moreau Local Democracy Reporter", "Lise Moreau"),
        ("Lise Moreau · Northern Ledger", "Lise Moreau"),
        ("Par Lise Moreau (avec Benoît Colson et Belga)", "Lise Moreau, Benoît Colson et Belga"),
        ("Texte web: Lise Moreau avec Keystone-ATS", "Lise Moreau, Keystone-ATS"),
    ],
)
def test_who_signs(line: str, byline: str) -> None:
    found = cleaned(f"{TITLE}\n{line}\n{DATED}{BODY}").articles["byline"][0]
    assert found.replace(" avec ", ", ") == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("6Médias, publié le mercredi 11 octobre 2023 à 11h36", "6Médias"),
        ("Publié le 13/01/2024 par A.C. avec AFP", "A.C., AFP"),
    ],
)
def test_who_signs_beside_the_day(line: str, byline: str) -> None:
    article = cleaned(f"{TITLE}\n{line}\n{BODY}").articles
    assert article["byline"][0].replace(" avec ", ", ") == byline
    assert article["published_at"][0] is not None


def test_a_day_that_a_sentence_states_at_the_end_is_text() -> None:
    assert text_of(f"{TITLE}\nPar Lise Moreau\n{DATED}{BODY}Jugement le 11 février.").endswith(
        "Jugement le 11 février."
    )


def test_the_headings_of_a_live_page_are_text() -> None:
    entries = "".join(
        f"1{hour}:30 (IST) 27 Jul 2024\nThe river falls at {place}\nThe council said that the river "
        f"had fallen at {place} on Saturday, and that the schools would open on Monday.\n"
        for hour, place in ((9, "Shirol"), (5, "Karveer"), (2, "Kagal"))
    )
    text = text_of(f"{TITLE}\nBy Lise Moreau\n{entries}")
    assert all(f"The river falls at {place}" in text for place in ("Shirol", "Karveer", "Kagal"))
    assert "IST" not in text


def test_what_asks_to_sign_in_for_a_video_is_no_paywall() -> None:
    page = f"{TITLE}\nPar Lise Moreau\n{DATED}{BODY}Pour voir ce contenu, connectez-vous gratuitement\n"
    article = cleaned(f"{page}{BODY.replace('juin', 'mai')}").articles
    assert article["is_truncated"][0] is False
    assert "mai, faute" in article["text"][0]


@pytest.mark.parametrize(
    "header",
    [
        "La gare de Sarlande\nLa gare de Sarlande perd son guichet",
        "Le guichet de la gare de Sarlande ferme\n"
        "Le guichet, si discret, de la gare de Sarlande ferme pour de bon",
        "À Sarlande, la gare perd enfin son guichet\nÀ Sarlande, la gare perd…",
        "« Ils ont fermé sans prévenir » : une gare sans guichet en Sarlande\nGARE\n"
        "La commune, la région et neuf cents signataires voulaient garder le guichet de la gare",
        "Lise Moreau Loses Her Station Office: 'We Loved It Dearly'\n"
        'The "Night Train" singer and the retired guard had paid half of the rent',
    ],
)
def test_the_whole_title_is_the_title(header: str) -> None:
    page = f"Accueil\nRégions\n{header}\nPar Lise Moreau\n{DATED}{BODY}"
    titles = header.split("\n")
    whole = titles[0] if len(titles) > 2 or "…" in header or "Loses" in header else titles[1]
    assert cleaned(page).articles["title"][0] == whole


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("NewsByLise MoreauLocal Democracy Reporter", "Lise Moreau"),
        ("Lise Moreau, avec Benoît Colson et Sarlande Presse", "Lise Moreau, Benoît Colson"),
        ("Lise Moreau et Le Courrier de Sarlande avec AFP", "Lise Moreau, AFP"),
    ],
)
def test_who_signs_with_whom(line: str, byline: str) -> None:
    found = cleaned(f"{TITLE}\n{line}\n{DATED}{BODY}").articles["byline"][0]
    assert all(name in found for name in byline.split(", "))
    assert "News" not in found


def test_names_and_day_below_the_text() -> None:
    page = f"{TITLE}\n{BODY}Lise MOREAU (texte) et Benoît COLSON (photos)Publié le 18 janvier 2026"
    article = cleaned(page).articles
    assert "MOREAU" not in article["text"][0]
    assert article["byline"][0].startswith("Lise MOREAU")
    assert str(article["published_at"][0]).startswith("2026-01-1")


def test_what_a_picture_shows_signs_nothing() -> None:
    page = (
        f"{TITLE}\nNora Bellec - à Sarlande\n{DATED}Luc Ferrer, à Sarlande, le 27 janvier 2024. "
        f"© Facebook Luc Ferrer\n{BODY}"
    )
    assert "Ferrer" not in (cleaned(page).articles["byline"][0] or "")


def test_initials_above_the_text_and_the_name_below() -> None:
    page = f"{TITLE}\n{DATED}L. M.-B.\n{BODY}Lise Moreau-Bellec avec AFP\n"
    assert cleaned(page).articles["byline"][0] == "Lise Moreau-Bellec avec AFP"
