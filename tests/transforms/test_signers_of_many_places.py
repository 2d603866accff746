"""Who signs, as sites of many countries print it: foreign letters, days, photographers, initials."""

from __future__ import annotations

import pytest

from tests.transforms.test_cleaning import cleaned
from tests.transforms.test_outlets_headers import BODY, DATED, TITLE
from transforms.pages.authors.printed_names import are_names, as_printed, in_western_letters

DAY = "Le jeudi 6 juin 2024\n"
LAST = BODY.strip().split("\n")[-1]


def byline(above: str = "", below: str = "") -> object:
    return cleaned(f"{TITLE}\n{above}{BODY}{below}").articles["byline"][0]


@pytest.mark.parametrize(
    "name",
    ["Şükrü Çelik", "Đorđe Ðukić", "Nguyễn Thị Hương", "Ọlá Adébáyọ̀", "Łukasz Żak", "Tama Rēweti"],
)
def test_names_of_foreign_letters(name: str) -> None:
    assert are_names(name)
    assert byline(f"Par {name}\n{DATED}") == name
    assert byline(f"{name} le jeudi 6 juin 2024 à 18h42\n") == name
    assert byline(f"{name}, correspondant à Dole\n{DATED}") == name


def test_what_foreign_letters_leave_alone() -> None:
    assert in_western_letters("Le cœur de l'Écluse, Ÿ") == "Le cœur de l'Écluse, Y"
    assert not are_names("şükrü çelik")
    line = "Çelik, Żak"
    assert as_printed("Zak", in_western_letters(line), line) == "Żak"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Marie-Battì Luciani le Jeudi 6 Juin 2024 à 18:42", "Marie-Battì Luciani"),
        ("Lise Moreau du 6 juin 2024", "Lise Moreau"),
        ("Tom Ridgewell on June 6, 2024", "Tom Ridgewell"),
        ("Lise Moreau en date du 6 juin 2024", "Lise Moreau"),
        ("Rédigé le Jeudi 6 Juin 2024 à 18:42 | Lise Moreau", "Lise Moreau"),
        ("Tom Ridgewell at 6:42 pm, June 6, 2024", "Tom Ridgewell"),
        ("✍ Lise Moreau | 📅 6 juin 2024 | 👁 321", "Lise Moreau"),
        ("Lise Moreau 💬 12 · 6 juin 2024 · 👁 1,2K", "Lise Moreau"),
    ],
)
def test_beside_the_day(line: str, name: str) -> None:
    found = cleaned(f"{TITLE}\n{line}\n{BODY}").articles
    assert (found["byline"][0], str(found["published_at"][0])[:10]) == (name, "2024-06-06")
    assert line not in found["text"][0]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("(Correspondance particulière de Lise Moreau)", "Lise Moreau"),
        ("De notre bureau régional, Lise Moreau", "Lise Moreau"),
        ("Tom Ridgewell for the Ledger", "Tom Ridgewell"),
        ("Une enquête d'Élie Pic et de Lise Moreau", "Élie Pic, Lise Moreau"),
    ],
)
def test_for_whom_it_is_written(line: str, name: str) -> None:
    assert byline(f"{line}\n{DATED}") == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Manon Ughetto-Claes - Photo : Belga/Dirk Mertens", "Manon Ughetto-Claes"),
        ("Lise Moreau / Photo : AFP", "Lise Moreau"),
        ("Lise Moreau – Photos DR", "Lise Moreau"),
        ("L.M. - Photo : Belga", "L.M."),
        ("Tom Ridgewell - Photo: Getty Images", "Tom Ridgewell"),
        ("Tom Ridgewell (words) and Ann Hale (pictures)", "Tom Ridgewell"),
        ("(Reporting by Tom Ridgewell; Editing by Ann Hale)", "Tom Ridgewell"),
        ("(Reporting by Tom Ridgewell; Writing by Ann Hale; Editing by Al Poe)", "Tom Ridgewell"),
    ],
)
def test_below_the_text(line: str, name: str) -> None:
    assert byline(DATED, f"{line}\nPartager\n") == name


@pytest.mark.parametrize(
    "line",
    [
        "Le quai de Sarlande - Photo : AFP",
        "Des voyageurs, mardi. Photo : AFP",
        "Photo : Dirk Mertens",
    ],
)
def test_captions_below_the_text_sign_nothing(line: str) -> None:
    assert byline(DATED, f"{line}\nPartager\n") is None


def test_whom_the_text_names_is_pictured_below_it() -> None:
    said = "Odile Vasseur-Klein tient la mercerie de la gare et dit avoir perdu ses clients.\n"
    assert byline(DATED, f"{said}Odile Vasseur-Klein - Photo : AFP\nPartager\n") is None
    signed = f"Par Lise Moreau\n{DATED}"
    assert byline(signed, "Awa Diop - Photo : AFP\nPartager\n") == "Lise Moreau"


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("/comm-jpl", "comm-jpl"),
        ("/rlb", "rlb"),
        ("comm/ac", "comm/ac"),
        ("(ac)", "ac"),
        ("[rt lkp 11/05/2021]", None),
    ],
)
def test_initials_behind_the_last_sentence(end: str, name: str | None) -> None:
    short = "Le conseil votera le prix en mars."
    found = cleaned(f"{TITLE}\n{DATED}{BODY}{short} {end}\nPartager\n").articles
    assert found["text"][0].endswith(f"{LAST}\n{short}")
    assert found["byline"][0] == name


@pytest.mark.parametrize("end", ["(sic)", "(bis)"])
def test_brackets_that_are_no_initials(end: str) -> None:
    text = str(
        cleaned(f"{TITLE}\n{DATED}{BODY}« On votera le prix en mars. » {end}\n").articles["text"][0]
    )
    assert text.endswith(end)


def test_a_slug_of_topics_is_no_title() -> None:
    found = cleaned(f"4 mai 2021\nHaïti-Agriculture : {TITLE}\n{DATED}{BODY}").articles
    assert found["title"][0] == TITLE
    town = f"Hinche-Nord : {TITLE}"
    assert cleaned(f"{town}\n{DATED}{BODY}").articles["title"][0] == town


def test_an_ampersand_is_no_word_of_a_kicker() -> None:
    page = f"Guide\nJobs\nClub\nFR EN\nPLACE FINANCIÈRE & MARCHÉS — Fonds\n{TITLE}\n{DATED}{BODY}"
    assert cleaned(page).articles["section"][0] == "PLACE FINANCIÈRE & MARCHÉS"
