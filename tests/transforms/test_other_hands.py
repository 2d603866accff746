"""Pages as people make them up who have not read the rules: pictures, teams, notes, datelines."""

from __future__ import annotations

from functools import cache

import pytest

from flows.page_models import line_model, section_model
from flows.resources import lexicon
from tests.transforms.test_cleaning import TOOLS, cleaned, raw_frame
from tests.transforms.test_outlets_headers import BODY, DATED, TITLE, text_of
from tests.transforms.test_regional_headers import ENGLISH
from transforms.cleaning import CleaningTools, clean
from transforms.pages.authors.signers import read
from transforms.pages.lists import find_lists
from transforms.pages.page import Page

TITLED = "Sarland station loses its ticket office"
SIGNED = "By Jane Doe\nPublished 3 May 2024\n"
FOOT = "Related articles\nA tram for Hull\nAll rights reserved\nNewsletters\n"


@cache
def learned() -> CleaningTools:
    return CleaningTools.from_lexicons(
        lexicon, line_model=line_model(), section_model=section_model()
    )


def judged(page: str) -> tuple[str, str | None, str | None]:
    """(text, section, byline), by rules and models."""
    row = clean(raw_frame([page]), learned()).articles.row(0, named=True)
    return row["text"], row["section"], row["byline"]


@pytest.mark.parametrize(
    ("pictured", "is_cut"),
    [
        ("Ana Costa A band on a pier under a grey sky\nAna Costa\nThe band played all of it", True),
        (
            "PA Media Ann Reed at a lectern in a blue coat\nPA Media\nThe band played all of it",
            True,
        ),
        ("The band played all of it\nThe band played all of it (WXYQ)", True),
        ("Ana Costa answers your questions on wills and rent\nAna Costa", False),
        ("Ana Costa and the band will play it all again", False),
        (f"{TITLED} (Image: Ann Reed)", True),
    ],
)
def test_pictures_below_a_title(pictured: str, is_cut: bool) -> None:
    page = f"Home News Sport\nMenu\nSign in\n{TITLED}\n{pictured}\n{SIGNED}{ENGLISH}{FOOT}"
    first = pictured.split("\n", 1)[0]
    article = cleaned(page).articles.row(0, named=True)
    assert article["title"] == TITLED
    assert (first not in article["text"]) == is_cut
    assert article["byline"] == "Jane Doe"


def test_no_menu_is_an_alternative_text() -> None:
    page = f"Société Politique Tech & internet Culture Podcasts\nSociété\n{TITLE}\n{DATED}{BODY}"
    assert cleaned(page).articles["title"][0] == TITLE


def test_a_credit_in_three_lines() -> None:
    shown = "Rows of vats stand in a tiled room.\nAna Costa\n/\nRadio Hull\nAnn Reed at her vats.\n"
    page = f"{TITLED}\n{SIGNED}LISTEN • 3:52\n{shown}{ENGLISH}{FOOT}"
    text = text_of(page)
    assert "tiled room" not in text
    assert "Ann Reed" not in text
    assert "Councillors in Sarland" in text


def test_a_caption_that_opens_the_page() -> None:
    page = f"Une mère sur la plage, dimanche.\n© Ana Costa\nFinistère\n{TITLE}\n{DATED}{BODY}"
    assert "plage" not in text_of(page)
    assert "Une mère sur la plage" in text_of(f"Une mère sur la plage, dimanche.\n{BODY}")


@pytest.mark.parametrize(
    ("line", "is_team"),
    [
        ("P Costa; D Moreau, T Ó Roy, F Hall; J Reed (0-2), B Lucas, C Adams.", True),
        ("Rovers: Hall; Adams, Brown, Clark (Dunn 62), Evans; Frost, Grant, King.", True),
        ("Cesson : Roux (11 arrêts) ; Hurel (7), Salou (2), Klein (4/5), Briet (6) ; Petit.", True),
        ("We came; we saw the bridge, the river, the boats; then, at dusk, we left.", False),
        ("Politics, Sport, Culture; Weather, Jobs, Puzzles; Subscribe to our newsletter!", False),
    ],
)
def test_teams_are_lists(line: str, is_team: bool) -> None:
    known = TOOLS.memory.known([TITLED, "Cork", line])
    assert find_lists(Page(known)) == (frozenset({1, 2}) if is_team else frozenset())


def test_a_row_of_capitals_is_read_at_once() -> None:
    row = "; ".join(["A" * 2_000 + "!"] * 6)  # took hours, by a name in every pair of letters
    known = TOOLS.memory.known([TITLED, "Cork", row])
    assert find_lists(Page(known)) == frozenset()


def test_teams_below_a_report_are_text() -> None:
    teams = "Cork\nP Costa; D Moreau, T Roy, F Hall; J Reed (0-2), B Lucas, C Adams.\n"
    text, _, _ = judged(f"Sport\n{TITLED}\n{SIGNED}{ENGLISH}{teams}{FOOT}")
    assert teams.strip() in text


@pytest.mark.parametrize(
    "last", ["The trial continues.", "Bake for 40 minutes.", "Il a fait appel."]
)
def test_a_short_sentence_ends_a_text(last: str) -> None:
    body = BODY if last.startswith("Il") else ENGLISH
    text, _, _ = judged(f"News\n{TITLED}\n{SIGNED}{body}{last}\n{FOOT}")
    assert text.endswith(last)


@pytest.mark.parametrize(
    "offer", ["Get our free daily alerts.", "Sign up here.", "Read our rules."]
)
def test_a_short_offer_does_not(offer: str) -> None:
    assert offer not in judged(f"News\n{TITLED}\n{SIGNED}{ENGLISH}{offer}\n{FOOT}")[0]


def test_how_an_inquiry_was_made_is_a_note() -> None:
    note = "Boîte noire\nCette enquête a commencé en mai. Le ministère n’a pas répondu.\n"
    page = f"Enquête\n{TITLE}\nAna Costa\n{DATED}{BODY}Ana Costa\n{note}Partager\nCommentaires\n"
    assert text_of(page).endswith(note.strip())


def test_a_last_paragraph_about_somebody_is_no_biography() -> None:
    last = (
        "Prime Minister Ann Reed is due to address parliament on Wednesday. According to Sam Hall, "
        "a political writer, she may resign."
    )
    assert text_of(f"{TITLED}\n{SIGNED}{ENGLISH}{last}\n{FOOT}").endswith(last)
    bio = "Jane Doe is a freelance writer from Hull. She keeps bees."
    assert bio not in text_of(f"{TITLED}\n{SIGNED}{ENGLISH}{bio}\n{FOOT}")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("De notre bureau de Tlemcen, Ana Costa", ["Ana Costa"]),
        ("De notre correspondante à Oran, Ana Costa", ["Ana Costa"]),
        ("Texte : Ana Costa. Photos : Lise Moreau - 12 févr. 2025 à 18:02", ["Ana Costa"]),
    ],
)
def test_who_writes(line: str, names: list[str]) -> None:
    assert read(line, 0, TOOLS.signatures).of("person") == names


def test_who_writes_and_who_takes_the_pictures_beside_the_day() -> None:
    line = "Texte : Ana Costa. Photos : Lise Moreau - 12 févr. 2025 à 18:02 | mis à jour à 20:11"
    article = cleaned(f"{TITLE}\n{line}\n{BODY}").articles.row(0, named=True)
    assert article["byline"].startswith("Ana Costa")
    assert f"{article['published_at']:%Y-%m-%d}" == "2025-02-12"


@pytest.mark.parametrize(
    ("dateline", "byline"),
    [
        ("Cap-Haïtien, 12 mars 2024 [Voix du Nord] --- ", "Voix du Nord"),
        ("Kolda, 5 déc. 2024 (ATP) – ", "ATP"),
    ],
)
def test_the_agency_of_a_dateline(dateline: str, byline: str) -> None:
    article = cleaned(f"{TITLE}\n{DATED}{dateline}{BODY}").articles.row(0, named=True)
    assert article["byline"] == byline
    assert byline not in article["text"]


def test_outlets_and_agencies_below_a_name() -> None:
    for below, byline in (
        ("France Télévisions", "Ana Costa"),
        ("La Presse Canadienne", "Ana Costa, La Presse Canadienne"),
    ):
        page = f"National\n{TITLE}\nArticle rédigé par\nAna Costa\n{below}\n{DATED}{BODY}"
        assert cleaned(page).articles["byline"][0] == byline


def test_the_agency_of_a_link_signs_nothing() -> None:
    links = "À lire aussi\nUn ours dans un stationnement\nLa Presse Canadienne\nUn loup en ville\n"
    page = f"{TITLE}\nPar Ana Costa\n{DATED}{BODY}{links}"
    assert cleaned(page).articles["byline"][0] == "Ana Costa"


STEPS = "1. Un format\nIl tient en main.\n2. Une puce\nElle sait tout.\n3. Un prix\nIl baisse.\n"


def test_steps_go_on_below_a_link() -> None:
    more = "4. Un délai\nIl sera réduit.\n"
    page = f"Société\n{TITLE}\n{DATED}{BODY}{STEPS}Lire aussi : Un permis\n{more}Partager\nMenu\n"
    assert more.strip() in judged(page)[0]
    links = "Les plus lus\n1. Un loup en ville\n2. Un ours au stade\n3. Un lynx au lycée\n"
    page = f"Société\n{TITLE}\n{DATED}{BODY}{links}Partager\nMenu\n"
    assert "loup" not in judged(page)[0]


def test_a_list_of_towns_and_streets() -> None:
    shops = "Full list\nBath, Stall Street\nDerby, Iron Gate\nHull, High Street\nYork, Coney Row\n"
    page = f"Business\n{TITLED}\n{SIGNED}{ENGLISH}{shops}{ENGLISH}{FOOT}"
    assert shops in judged(page)[0]


def test_who_wrote_for_an_outlet_below_a_text() -> None:
    page = f"Société\n{TITLE}\n{DATED}{BODY}Ana Costa pour GuinéeDirect\nPartager\n"
    assert cleaned(page).articles["byline"][0] == "Ana Costa"


def test_a_day_behind_the_sign_of_copyright() -> None:
    page = f"Accueil\n{TITLE}\n© Afriplume - mardi 4 mars 2025 à 11:20\n{BODY}"
    assert f"{cleaned(page).articles['published_at'][0]:%Y-%m-%d}" == "2025-03-04"
    page = f"{TITLE}\n{BODY}© Afriplume 2011-2025 - Tous droits réservés\n"
    assert cleaned(page).articles["published_at"][0] is None


@pytest.mark.parametrize(
    ("header", "section"),
    [
        ("Accueil | Info | Bas-Fleuve | Politique municipale", "Politique municipale"),
        ("Accueil > Actualités > Société • • mercredi 5 mars 2025 à 21h30min", "Société"),
        ("Metro Plus", "Metro Plus"),
        ("Local Democracy Reporting", "Local Democracy Reporting"),
        ("Promoted by Severn Kitchens", None),
        ("SportOnline\nJustice", "Justice"),
        ("GhanaOnline\nRegional News of Wednesday, 5 March 2025", "Regional News"),
        ("Crime & Punishment of Sunday, 2 March 2025", "Crime & Punishment"),
    ],
)
def test_sections(header: str, section: str | None) -> None:
    assert judged(f"{header}\n{TITLE}\n{DATED}{BODY}")[1] == section


def test_the_heading_of_a_summary_signs_nothing() -> None:
    points = "In Summary\n- The office closes in June.\n- The town will pay half.\n"
    article = cleaned(f"News\n5 March 2024\n{TITLED}\n{points}by JANE DOE\n{ENGLISH}").articles
    assert "In Summary" in article["text"][0]
    assert article["byline"][0] == "JANE DOE"
