"""Texts as feeds give them, without a page around; videos and links inside; more who signs."""

from __future__ import annotations

import pytest

from tests.transforms.test_cleaning import cleaned as by_rules
from tests.transforms.test_lines import cleaned as by_model

TITLE = "La halle de Sarlande rouvrira avant la foire aux oignons"
FIRST = (
    "La halle de Sarlande rouvrira en mai, après deux ans de travaux payés par le canton et par "
    "une souscription publique."
)
BODY = (
    f"{FIRST}\n"
    "La charpente menaçait de tomber, et les marchands s'étaient installés sous des bâches au bord "
    "du canal depuis deux hivers.\n"
    "Le maire promet des étals neufs, mais les primeurs redoutent surtout que la place ne devienne "
    "payante pour les camionnettes.\n"
)
HEADER = f"Accueil\nSociété\n{TITLE}\nPar Lise Moreau\nPublié le 3 mai 2024 à 18h05\n"


def facts(page: str) -> dict[str, object]:
    return by_rules(page).articles.row(0, named=True)


@pytest.mark.parametrize(
    "end",
    [
        "Le dossier reviendra devant l'assemblée avant l'été, une fois l'avis des experts rendu.",
        "Suivre les travaux est possible depuis le quai, où la mairie a posé une palissade ajourée.",
        "Pour rappel, la halle, bâtie en 1871 par un brasseur, abrite quarante étals et un café.",
        "Le canton n'a pas répondu. Les primeurs, eux, ont prévu de se réunir jeudi soir dans la",
    ],
)
def test_a_page_may_end_with_its_text(end: str) -> None:
    assert by_model(HEADER + BODY + end).articles["text"][0].endswith(end)


@pytest.mark.parametrize(
    "end",
    [
        "Inscrivez-vous à notre lettre du soir pour recevoir chaque jour l'essentiel de l'actualité.",
        "Retrouvez tous nos articles sur la vie locale en téléchargeant gratuitement l'application.",
        "Les commentaires sont fermés pour cet article.",
    ],
)
def test_furniture_that_ends_a_page_is_cut(end: str) -> None:
    assert end not in by_model(HEADER + BODY + end).articles["text"][0]


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Ecrit par Lise Moreau", "Lise Moreau"),
        ("Avec notre correspondant à Orsk, Amadou Diallo Sy", "Amadou Diallo Sy"),
        ("Avec notre envoyée spéciale à Orsk, Lise Moreau", "Lise Moreau"),
        ("D'après un reportage de Lise Moreau", "Lise Moreau"),
        ("Lise Moreau Photos: Benoît Colson", "Lise Moreau"),
        ("Reported by: PTI\nEdited by: Lise Moreau", "PTI"),
        ("Lise Moreau\nChroniqueuse", "Lise Moreau"),
    ],
)
def test_who_signs(line: str, byline: str) -> None:
    page = f"Accueil\nSociété\n{TITLE}\n{line}\nPublié le 3 mai 2024 à 18h05\n{BODY}"
    assert facts(page)["byline"] == byline
    assert facts(page)["text"] == f"{TITLE}\n{BODY.strip()}"


def test_an_agency_signs_without_its_place() -> None:
    page = f"Home\nNews\n{TITLE}\nPress Trust of India Nagpur\nPublished 3 May 2024\n{BODY}"
    assert by_model(page).articles["byline"][0] == "Press Trust of India"


def test_who_helped_does_not_sign_with_who_wrote() -> None:
    page = f"{HEADER}{BODY}Avec la collaboration de Benoît Colson, Agence QMI\n"
    assert facts(page)["byline"] == "Lise Moreau"
    page = (
        f"Home\nNews\n{TITLE}\nBy Lise Moreau\n3 May 2024\n{BODY}With files from The Canadian Press"
    )
    assert facts(page)["byline"] == "Lise Moreau"


def test_the_name_below_the_first_paragraph_signs_if_its_initials_end_the_text() -> None:
    first, rest = BODY.split("\n", 1)
    page = f"{TITLE}\n3 mai 2024\n{first}\nLise Nora Moreau\n{rest}L. N. M. (avec Tap)\n"
    assert "Lise Nora Moreau" not in facts(page)["text"]  # type: ignore[operator]
    assert str(facts(page)["byline"]).startswith("Lise Nora Moreau")
    page = f"{TITLE}\n3 mai 2024\n{first}\nHôtel Bel Air\n{rest}L. N. M. (avec Tap)\n"
    assert "Hôtel Bel Air" in facts(page)["text"]  # type: ignore[operator]


def test_a_columnist_named_above_the_title_is_no_section() -> None:
    page = f"Idées\nLise Moreau\n{TITLE}\n3 mai 2024\nLise Moreau\nChroniqueuse\n{BODY}"
    assert facts(page)["byline"] == "Lise Moreau"
    assert facts(page)["section"] == "Idées"


PLAYER = "Why the growers stay put\n2 weeks ago\nDuration 3:12\nTwo growers show what is left.\n"


def test_a_player_is_cut_with_its_title_and_what_it_is_about() -> None:
    first, rest = BODY.split("\n", 1)
    assert facts(HEADER + f"{first}\n{PLAYER}{rest}")["text"] == f"{TITLE}\n{BODY.strip()}"
    said = PLAYER.replace("Two growers show what is left.", '"We stay," said a grower, "for now."')
    assert '"We stay,"' in str(facts(HEADER + f"{first}\n{said}{rest}")["text"])


def test_a_page_that_shows_a_video_keeps_its_text() -> None:
    page = f"Home\nNews\n{TITLE}\n2 weeks ago\nDuration 3:12\n{BODY}"
    assert facts(page)["text"] == f"{TITLE}\n{BODY.strip()}"


def test_a_link_is_cut_with_what_its_picture_shows() -> None:
    first, rest = BODY.split("\n", 1)
    link = "Growers count the cost\nPhoto shows A crate of onions on a quay.\n"
    assert facts(HEADER + f"{first}\n{link}{rest}")["text"] == f"{TITLE}\n{BODY.strip()}"
    kept = "Photo shows the mayor was there, the court heard."
    assert kept in str(facts(HEADER + f"{first}\n{kept}\n{rest}")["text"])


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("Wed 22 May 2024 at 2:38pmWednesday 22 May 2024 at 2:38pm", "12:38"),
        ("22 May, 2024 05:00 PM2 mins to read", "15:00"),
    ],
)
def test_clocks_glued_to_what_follows(line: str, time: str) -> None:
    page = f"Home\nNews\n{TITLE}\nBy Lise Moreau\n{line}\n{BODY}"
    assert f"{facts(page)['published_at']:%Y-%m-%d %H:%M}" == f"2024-05-22 {time}"


def test_a_labelled_topic_is_the_section_in_full() -> None:
    page = f"Home\nNews\n{TITLE}\nBy Lise Moreau\nTopic:Food Safety\n3 May 2024\n{BODY}"
    assert by_model(page).articles["section"][0] == "Food Safety"
