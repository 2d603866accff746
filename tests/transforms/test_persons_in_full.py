"""Persons: the given name that a model left out, titles before a name, whose a surname is."""

from __future__ import annotations

import pytest

from tests.transforms.marked import expected
from tests.transforms.test_mentions import mentions
from tests.transforms.test_names import named


@pytest.mark.parametrize(
    ("marked", "ours"),
    [
        ("L'élue, Grâce [PER|Mavu Kovarec], parle.", "[PER|Grâce Mavu Kovarec]"),
        ("Hier, Shalini [PER|Kovarec] est venue.", "[PER|Shalini Kovarec]"),
        ("Le Franco-Belge [PER|Jean Kovarec] sort.", "[PER|Jean Kovarec]"),
        ("Premier, [PER|Kovarec] rit.", "[PER|Kovarec]"),
        ("À Vierzon, [PER|Kovarec] rit.", "[PER|Kovarec]"),
        ("Restera Julien [PER|Kovarec] ?", "[PER|Julien Kovarec]"),
        ("Joy [PER|Kovarec] ?", "[PER|Kovarec]"),  # opens a sentence, and is not given in French
        ("Oui, [PER|Mademoiselle], non.", ""),
        ("Merci, [PER|Docteur].", ""),
        ("Merci, [PER|Reine].", ""),
    ],
)
def test_french(marked: str, ours: str) -> None:
    assert mentions(marked) == expected(ours)


@pytest.mark.parametrize(
    ("marked", "ours"),
    [
        ("Nutritionist Faith [PERSON|Jebet Kovarec] said so.", "[PER|Faith Jebet Kovarec]"),
        ("Collector Zarvina [PERSON|Kovarec] said so.", "[PER|Zarvina Kovarec]"),
        ("Then Shalini [PERSON|Kovarec] left.", "[PER|Shalini Kovarec]"),
        ("Will [PERSON|Kovarec] resign?", "[PER|Kovarec]"),
        ("The Tory [PERSON|Kovarec] won.", "[PER|Kovarec]"),
        ("Water Minister [PERSON|Dominic] Kovarec left.", "[PER|Dominic Kovarec]"),
        ("Garda Aisling Kovarec, of Ennis, left.", "[PER|Aisling Kovarec]"),
        ("Detective Aisling Kovarec Square is wet.", ""),
        ("Detective Work Kovarec is dull.", ""),
        ("President [GPE|Lincoln Park] is wet.", "[LOC|Lincoln Park]"),
        ("Ranger [PERSON|Aunty Ana Kovarec] left.", "[PER|Ana Kovarec]"),
        ("The [PERSON|DSP Ana Kovarec] left.", "[PER|Ana Kovarec]"),
    ],
)
def test_english(marked: str, ours: str) -> None:
    assert mentions(marked, language="en") == expected(ours)


def test_surname_is_whose_it_was_before_another_came_in() -> None:
    found = named(
        "[PER|Ana Kovarec] parle. [PER|Kovarec] sort.",
        "Son frère [PER|Luc Kovarec] entre. [PER|Kovarec] rit. M. [PER|Kovarec] aussi.",
    )
    assert [name for _, name in found] == [
        "Ana Kovarec", "Ana Kovarec", "Luc Kovarec", "Ana Kovarec", "Luc Kovarec",
    ]  # fmt: skip


def test_surname_of_a_couple_is_nobodys() -> None:
    found = named("[PER|Awa] et [PER|Ali Kovarec] parlent. [PER|Kovarec] rit.", "M. [PER|Luc Roy].")
    assert [name for _, name in found][:3] == ["Awa Kovarec", "Ali Kovarec", "Kovarec"]


def test_madame_who_comes_first_is_not_the_monsieur() -> None:
    found = named("[PER|Luc Kovarec] dort. Mme [PER|Kovarec] rit.", "[PER|Ana Kovarec] dort.")
    assert [name for _, name in found] == ["Luc Kovarec", "Ana Kovarec", "Ana Kovarec"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Anne-Sophie Kovarec", "A.-S. Kovarec"),
        ("Ana Kovarec", "A. Kovarec"),
        ("El Hadji Malick Kovarec", "Kovarec"),
    ],
)
def test_initials_and_el_hadji(full: str, short: str) -> None:
    assert named(f"[PER|{full}] parle.", f"Et [PER|{short}] rit.")[1] == (short, full)


def test_other_initials_are_somebody_else() -> None:
    assert named("[PER|Ana-Sol Kovarec] parle.", "Et [PER|J.-P. Kovarec] rit.")[1] == (
        "J.-P. Kovarec", "J.-P. Kovarec",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "ours"),
    [
        ("Le petit Léonard dort.", "[PER|Léonard]"),
        ("La petite Inès, 7 ans, dort.", "[PER|Inès]"),
        ("Le petit Zarvec dort.", ""),
        ("Le petit [LOC|Liban] dort.", "[LOC|Liban]"),
        ("Le petit Paul Bert dort.", ""),
        ("Le père du petit Léonard dort.", ""),
        ("La [ORG|Ligue verte de M. Kovarec] perd.", "[ORG|Ligue verte] [PER|Kovarec]"),
        ("La [ORG|Ligue verte de Zarvec] perd.", "[ORG|Ligue verte de Zarvec]"),
    ],
)
def test_children_and_leaders(marked: str, ours: str) -> None:
    assert mentions(marked) == expected(ours)


@pytest.mark.parametrize(
    ("lines", "ours"),
    [
        (["[PERSON|Ana Mae Kovarec Breaks Silence]: Zarvec Wins Again",
          "Then [PERSON|Ana Mae Kovarec] left."], "[PER|Ana Mae Kovarec] [PER|Ana Mae Kovarec]"),
        (["[PERSON|Ana Mae Kovarec Smith]: Zarvec Wins Again", "Then [PERSON|Ana Roy] left."],
         "[PER|Ana Mae Kovarec Smith] [PER|Ana Roy]"),
        (["Today [PERSON|Ana Mae Kovarec] wins again.", "Then [PERSON|Ana Mae] left."],
         "[PER|Ana Mae Kovarec] [PER|Ana Mae]"),
        (["The [ORG|Legislative Council B.S. Kovarec] left."],
         "[ORG|Legislative Council] [PER|B.S. Kovarec]"),
        (["The [ORG|Zarvia J.P. Kovarec] left."], "[ORG|Zarvia J.P. Kovarec]"),
    ],
)  # fmt: skip
def test_headlines_and_initials(lines: list[str], ours: str) -> None:
    assert mentions(*lines, language="en") == expected(ours)
