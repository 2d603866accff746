"""Dispatches' slugs, signed first paragraphs, numbers to call and appeals around a text."""

from __future__ import annotations

import pytest

from tests.transforms.test_cleaning import cleaned

TITLE = "Sarlande : le bac du fleuve ne passe plus"
BODY = (
    "Le bac de Sarlande est à quai depuis lundi, faute de pièces pour réparer son moteur.\n"
    "La préfecture a promis deux pirogues, et les commerçants ont demandé un pont en bois.\n"
    "Une barge louée à la ville voisine doit arriver jeudi, avec six marins à son bord.\n"
)
DATED = "Publié le 3 mai 2024 à 18h05\n"
FOOT = "Facebook Twitter WhatsApp\n© 2024 Le Fil du fleuve - Tous droits réservés\n"


def text_of(page: str) -> str:
    return str(cleaned(page).articles["text"][0])


def article(page: str) -> dict[str, object]:
    return cleaned(page).articles.row(0, named=True)


@pytest.mark.parametrize("slug", ["MALI-TRANSPORT / ", "GUINEE-FLEUVE-BAC/ "])
def test_the_slug_of_a_dispatch_is_no_part_of_its_title(slug: str) -> None:
    page = f"Accueil Actualités Politique Sport\n{slug}{TITLE}\n{DATED}{BODY}{FOOT}"
    assert article(page)["title"] == TITLE
    assert text_of(page).startswith(TITLE)


@pytest.mark.parametrize(
    "title", ["Lyon/Marseille : le match de trop", "TER/TGV : qui paie quoi ?"]
)
def test_a_stroke_inside_a_title_stays(title: str) -> None:
    assert article(f"{title}\nPar Lise Moreau\n{DATED}{BODY}")["title"] == title


@pytest.mark.parametrize(
    "stamp", ["© lefil.ml - lundi 3 mai 2021 - ", "(c) Agence du Fleuve, 3 mai 2021 - "]
)
def test_a_first_paragraph_behind_the_sign_of_its_site_stays(stamp: str) -> None:
    page = f"ACCUEIL / SOCIETE\n{TITLE}\n120 Vues\nFacebook Twitter WhatsApp\n{stamp}{BODY}{FOOT}"
    assert text_of(page).split("\n") == [TITLE, *BODY.strip().split("\n")]


def test_a_dated_legal_line_goes() -> None:
    page = f"{TITLE}\n{DATED}{BODY}© Le Fil - 3 mai 2021 - Toute reproduction, même partielle, de "
    page += "cet article est interdite sans l'accord écrit de la rédaction."
    assert text_of(page).endswith("à son bord.")


@pytest.mark.parametrize(
    "foot",
    [
        "Es-tu victime d'un vol, ou connais-tu quelqu'un qui l'est ?\nVoici où trouver de l'aide :\n"
        "Police du lac, tél. 117\nLa Voix amie, ligne d'écoute, tél. 022 000 00 00\n",
        "Vous êtes victime de violences ? Une ligne d'écoute est ouverte, composez le 3919.\n",
        "Plus dans cette catégorie :\n« Vire : un verger public Flers : la halle rouvre »\n",
        "Imprimer\n« Vire : un verger public est planté Flers : la halle rouvre en mai »\n",
        "Au Fil du fleuve, nous croyons qu'une information libre se partage avec tous nos lecteurs.\n",
        "Et vous, prendriez-vous ce bac ? Dites-le-nous en commentaire.\n",
    ],
)
def test_what_is_said_to_readers_below_the_text_goes(foot: str) -> None:
    page = f"{TITLE}\nPar Lise Moreau\n{DATED}{BODY}{foot}{FOOT}"
    assert text_of(page).split("\n") == [TITLE, *BODY.strip().split("\n")]


@pytest.mark.parametrize(
    "last",
    [
        "Contact : tél. 02 99 00 00 00",
        "Toute personne qui a vu la barge est priée d'appeler la brigade au 05 00 00 00 00.",
        "Si vous êtes témoin, le juge vous entendra au sujet des violences.",
    ],
)
def test_what_the_text_says_of_numbers_stays(last: str) -> None:
    assert text_of(f"{TITLE}\nPar Lise Moreau\n{DATED}{BODY}{last}\n{FOOT}").endswith(last)


@pytest.mark.parametrize(
    "header",
    [
        f"PHOTO LISE MOREAU, LE FIL\nDes barques attendent devant le quai fermé.\n{TITLE}\n{DATED}",
        f"{TITLE}\nDes barques vides le long d'un quai.\nLe quai est fermé depuis lundi.\n"
        f"Photo : Le Fil / Lise Moreau\n{DATED}",
        f"{TITLE}\npar\nLise Moreau\n1 / 2\nLe bac est à quai.\nPolice VS\nLe quai a été fermé.\n"
        "Police VS\n",
    ],
)
def test_sentences_beside_credits_are_captions(header: str) -> None:
    page = f"Actualités\nRégions\n{header}{BODY}{FOOT}"
    assert text_of(page).split("\n") == [TITLE, *BODY.strip().split("\n")]


def test_of_a_title_that_stands_twice_the_one_above_the_day_stays() -> None:
    page = f"Régions\n{TITLE}\n{DATED}Imprimer\nPartager\n{TITLE}\n{BODY}{FOOT}"
    segments = cleaned(page).segments
    assert [kind for kind in segments["kind"] if "title" in kind] == ["title", "title_copy"]


def test_a_caption_below_buttons_is_not_the_title() -> None:
    page = (
        "Saturday, June 8, 2024\nAdvertise With Us\nHarbour Beacon\nFerry crews free nine seals from old herring nets\n"
        "The animals were caught on Monday, and a vet from the sea park has seen them all.\nby Ana Costa\nJune 8, 2024\nin News\n"
        "Reading Time: 2 mins read\n0\nA A\n0\nSeals on the quay at Sarlande\nShare on Facebook\n"
        "Nine seals that were caught on Monday were freed by ferry crews at Sarlande, the port said.\n"
        "The harbour master told reporters that no animal was hurt and that the nets were cut.\n"
    )
    assert article(page)["title"] == "Ferry crews free nine seals from old herring nets"


def test_a_title_of_two_sentences_above_its_deck() -> None:
    title = "The port sold their boats over unpaid fees. Then it kept the money."
    page = (
        f"Listen\nDonate\nInvestigations\n{title}\nIn one harbour, officials kept $3,000 for each.\n"
        "By Ana Costa\nAugust 9, 2023\nThe letter came on a Tuesday, and the skipper thought that it "
        "was an advertisement.\nIt said that his boat, paid off in 1998, belonged to the port now.\n"
    )
    assert article(page)["title"] == title


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("par ATM\n+++Envoyé spécial : Lamine Diatta+++", "ATM, Lamine Diatta"),
        ("0\nPARTAGER", None),
        ("Written by\nAna Costa\nEdited by : Tom Reed", "Ana Costa"),
        ("The Harbour Bureau", "The Harbour Bureau"),
        ("PAR LISE MOREAU", "LISE MOREAU"),
    ],
)
def test_who_signs(lines: str, byline: str | None) -> None:
    assert article(f"Régions\n{TITLE}\n{lines}\n{DATED}{BODY}{FOOT}")["byline"] == byline


def test_the_section_said_again_signs_nothing() -> None:
    page = f"Home\nNews\nHarbour News\n{TITLE}\n{DATED}Harbour News\n{BODY}{FOOT}"
    assert article(page)["byline"] is None


def test_who_is_said_to_be_a_journalist_below_the_text_wrote_it() -> None:
    about = "Lise Moreau est journaliste à la rubrique des lacs depuis 2011. Plus d'infos\n"
    page = f"Régions\n{TITLE}\n{DATED}{BODY}Vous avez trouvé une erreur?\n{about}{FOOT}"
    assert article(page)["byline"] == "Lise Moreau"


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("The RDP house in Kariega was empty, the Hawks said, and Cosatu asked why.", 16),
        ("Bushfires near Lismore and Tamworth burned on, and the ute was lost.", 8),
        ("The mayor of Leeds said that the house was empty, and Labour asked why.", 17),
    ],
)
def test_by_which_clock(words: str, hour: int) -> None:
    page = (
        f"{TITLE}\nBy Ana Costa\n19 September 2024 - 18:40\n{words}\nThe council will meet again "
    )
    published = article(f"{page}on Monday to hear what the owners want.\n")["published_at"]
    assert published.hour == hour
