"""Articles in one single line: header, text and what hangs below are parted."""

from __future__ import annotations

import pytest

from tests.transforms.test_metadata import article

TEXT = (
    "Les ailes du moulin de Sermange tournent de nouveau depuis lundi, après six ans de travaux."
    " La commune a payé la charpente, et les habitants ont donné les toiles, taillées à la main."
    " « On n'y croyait plus », a dit le maire. Un meunier de Dole viendra moudre le samedi."
    " La farine sera vendue au marché, et le bénéfice paiera la prochaine paire de meules."
)
TITLE = "Le vieux moulin de Sermange retrouve ses ailes"
ENGLISH = (
    "The sails of the old mill have been turning again since Monday, after six years of work."
    " The village paid for the timber, and the neighbours gave the cloth, which they cut by hand."
    " “We had given up hope,” the mayor said. A miller will come from the city on Saturdays."
    " The flour will be sold at the market, and the money will buy the next pair of stones."
)


@pytest.mark.parametrize(
    ("above", "title", "byline", "section", "hour"),
    [
        ("Accueil > Culture > Patrimoine {} Par Lise Moreau Publié le 4 mai 2021 à 8h00 ",
         TITLE, "Lise Moreau", "Patrimoine", 6),
        ("{} Publié le mardi 4 mai 2021 à 8h00 | Lise Moreau Partager sur Facebook 212 vues ",
         TITLE, "Lise Moreau", None, 6),
        ("Société {} par AFP, mardi 4 mai 2021 à 08:00 Se lit en 2 min 30 ",
         TITLE, "AFP", "Société", 6),
    ],
)  # fmt: skip
def test_a_line_that_holds_all(
    above: str, title: str, byline: str, section: str | None, hour: int
) -> None:
    found = article(above.format(TITLE) + TEXT + " Mots-clés : moulin, Jura © 2021 La Vigie")
    assert (found["title"], found["byline"], found["section"]) == (title, byline, section)
    assert found["text"] == f"{TITLE}\n\n{TEXT}" or str(found["text"]).split("\n")[-1] == TEXT
    published = found["published_at"]
    assert getattr(published, "hour", None) == hour


def test_in_english() -> None:
    above = "Home / News / The old mill turns again By Ann Lowe Published 4 May 2021 at 8:00am "
    found = article(above + ENGLISH + " All rights reserved.")
    assert (found["title"], found["byline"]) == ("The old mill turns again", "Ann Lowe")
    assert str(found["text"]).endswith(ENGLISH)


@pytest.mark.parametrize(
    "text",
    [
        "Le maire de Sermange a été réélu le 4 mai 2021 par Lise Moreau et ses amis. " + TEXT,
        "Depuis le 4 mai 2021 Par Lise Moreau, le moulin tourne. " + TEXT,
        "Un décret publié le 4 mai 2021 autorise les moulins à moudre. " + TEXT,
    ],
)
def test_a_sentence_with_a_date_is_no_header(text: str) -> None:
    assert article(text)["text"] == text
