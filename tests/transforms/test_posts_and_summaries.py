"""Posts with their time, notes to listeners, summaries, first clocks, texts that break off."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.transforms.test_cleaning import cleaned
from tests.transforms.test_outlets_headers import BODY, DATED, TITLE
from tests.transforms.test_regional_headers import ENGLISH

FURNITURE = "Accueil\nSe connecter\nS'abonner\nNewsletters\n"
DOOR = "Cet article est réservé aux abonnés\nDéjà abonné ? Se connecter\n"


def kept(page: str) -> str:
    text = cleaned(page).articles["text"][0]
    assert isinstance(text, str)
    return text


def test_a_post_goes_with_its_author_and_its_time() -> None:
    post = "Lise Moreau @lisem83\nUne honte. Les usagers jugeront.\n1:32 PM · 5 juin 2025\n"
    text = kept(f"{FURNITURE}{TITLE}\n{DATED}{BODY}{post}{BODY}")
    assert "lisem83" not in text
    assert "usagers jugeront" not in text
    assert "PM" not in text


def test_a_handle_without_a_time_takes_nothing_along() -> None:
    said = "La mairie de Sarlande a répondu le soir même, sans donner de date, à ses administrés."
    assert said in kept(f"{FURNITURE}{TITLE}\n{DATED}{BODY}Lise Moreau @lisem83\n{said}\n{BODY}")


@pytest.mark.parametrize("note", ["(Nouvelle fenêtre)", "(s’ouvre dans un nouvel onglet)"])
def test_what_links_say_to_listeners(note: str) -> None:
    line = "Le détail des horaires se trouve depuis lundi sur le site du transporteur"
    text = kept(f"{FURNITURE}{TITLE}\n{DATED}{BODY}{line} {note}.\n{BODY}")
    assert note not in text
    assert line in text


def test_no_sentence_is_parted_by_it() -> None:
    line = "Le détail se trouve sur le site du transporteur (Nouvelle fenêtre) depuis lundi matin."
    assert line in kept(f"{FURNITURE}{TITLE}\n{DATED}{BODY}{line}\n{BODY}")


def test_a_summary_is_kept_with_its_heading() -> None:
    box = (
        "What you need to know:\nThe farmers say they have not been paid since October.\n"
        "Management blames cheap imports and a broken turbine.\n"
    )
    page = "News  Counties  Business  Sports\nSign in\nSubscribe\nSarland mill owes millions\n"
    text = kept(f"{page}By Lise Moreau\n{box}Wednesday, March 13, 2024\n{ENGLISH}")
    assert all(line in text for line in box.splitlines())


def test_a_last_line_that_breaks_off_is_text() -> None:
    last = "De quoi faire des envieux de l’autre côté de la baie, où les parents prévoient de"
    found = cleaned(f"{FURNITURE}{TITLE}\n{DATED}{BODY}{last}\n{DOOR}").articles
    assert found["text"][0].rstrip().endswith(last)
    assert found["is_truncated"][0]


def test_dots_and_a_button_prove_that_more_follows() -> None:
    last = (
        "Selon une enquête, le pont est fragile depuis dix ans. À Sarlande, où la mairie emploie…"
    )
    page = f"{FURNITURE}{TITLE}\n{DATED}{BODY}{last}\nLire la suite\nPartager\n"
    assert cleaned(page).articles["is_truncated"][0]
    whole = f"{FURNITURE}{TITLE}\n{DATED}{BODY}Lire la suite\nPartager\n"
    assert not cleaned(whole).articles["is_truncated"][0]


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("Updated January 6 2025 - 5:10pm, first published 4:38pm AWST",
         datetime(2025, 1, 6, 8, 38, tzinfo=UTC)),
        ("Updated January 6 2025 - 5:10pm, first published January 5 2025 - 4:38pm AWST",
         datetime(2025, 1, 5, 8, 38, tzinfo=UTC)),
        ("Updated 6 January 2025 5:10pm AWST, published 12 December 2024 4:38pm AWST",
         datetime(2024, 12, 12, 8, 38, tzinfo=UTC)),
        ("Posted: Jan 09, 2025 6:00 AM AST | Last Updated: January 9",
         datetime(2025, 1, 9, 10, 0, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_the_first_clock_counts(line: str, when: datetime) -> None:
    page = f"News\nSarland ferry operator sorry\nBy Lise Moreau\n{line}\n{ENGLISH}"
    assert cleaned(page).articles["published_at"][0] == when


def test_who_submits_for_all_dates_the_page() -> None:
    page = f"{TITLE}\nSoumis par la rédaction le lun, 03/03/2025\n{BODY}"
    assert cleaned(page).articles["published_at"][0].date().isoformat() == "2025-03-03"


def test_a_question_below_a_link_is_text() -> None:
    asked = "La ville a évoqué un gardiennage de nuit. C’est réaliste ?"
    page = (
        f"{FURNITURE}{TITLE}\n{DATED}{BODY}À lire aussi :\nLe pont perd une voie\n{asked}\n{BODY}"
    )
    text = kept(page)
    assert asked in text
    assert "perd une voie" not in text


def test_what_a_paper_asks_of_those_who_know_something_proves_nothing() -> None:
    tip = "Vous avez une information à nous transmettre à propos de cette histoire? Écrivez-nous."
    found = cleaned(f"{FURNITURE}{TITLE}\n{DATED}{BODY}{tip}\nCommentaires\n").articles
    assert not found["is_truncated"][0]
    assert tip not in found["text"][0]


def test_an_agency_in_brackets_before_the_text_signs_it() -> None:
    page = f"{TITLE}\n28 mai 2024 - 14:05\n(Keystone-ATS) {BODY}"
    assert cleaned(page).articles["byline"][0] == "Keystone-ATS"
    assert "Keystone" not in kept(page)
