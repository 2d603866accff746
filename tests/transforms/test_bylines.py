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
        ("Lise M. | @lise_moreau", "Lise M."),
        ("Par : Lise Moreau / Photos : A.D. et www.exemple.fr", "Lise Moreau"),
        ("Lise MOREAU (Stag.) & Coll.", "Lise MOREAU"),
        ("Awa wa Mutombo, correspondante", "Awa wa Mutombo"),
        ("Publié le 4 mai 2021 par le service communication", "le service communication"),
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
        ("Propos recueillis à Dole par Lise Moreau", "Lise Moreau"),
        ("Journaliste : Lise Moreau", "Lise Moreau"),
        ("Collaboration spéciale : Lise Moreau", "Lise Moreau"),
        ("Récit d'Élise Moreau, images d'Awa Diop", "Élise Moreau"),
        ("Un billet de Lise Moreau", "Lise Moreau"),
        ("Réalisé par Lise Moreau", "Lise Moreau"),
        ("Pour La Gazette du Jura, Lise Moreau", "Lise Moreau"),
        ("De notre correspondante Lise Moreau", "Lise Moreau"),
        ("Texte Lise Moreau Photos Awa Diop", "Lise Moreau"),
        ("Ce matin avec Lise Moreau et Awa Diop", "Lise Moreau et Awa Diop"),
        ("B.V.d.W.", "B.V.d.W."),
        ("LE JOUR DU JURA / Par Lise Moreau, à Dole,", "Lise Moreau"),
        ("Lise Moreau\nVieux Jura Presse, Haute Plaine", "Lise Moreau"),
        ("Lise Moreau\nVieux Jura", "Lise Moreau"),
        ("Lise Moreau, économiste", "Lise Moreau"),
        ("Lise Moreau / Kinshasa Actu", "Lise Moreau"),
        ("Par Le Jour du Jura\nLise Moreau", "Lise Moreau"),
        ("par\nLise Moreau/LJJ", "Lise Moreau"),
        ("par Lise Moreau, avec l'aide d'Awa (graphiques) et Zoé (relecture)", "Lise Moreau"),
        ("Posté par Lise Moreau à 22:41 - Catégorie : Patrimoine", "Lise Moreau"),
        ("Une carte blanche de Lise Moreau, historienne à Dole", "Lise Moreau"),
        ("Lise Moreau, Initiative de journalisme local4 mai 2021 à 05 h 00", "Lise Moreau"),
        ("By Lise MoreauMay 4, 2021", "Lise Moreau"),
        ("Recette : Lise Moreau. Photos : Awa Diop. Stylisme : Zoé Pic", "Lise Moreau"),
        ("Recette et stylisme : Lise Moreau", "Lise Moreau"),
        ("Suivi assuré par Lise Moreau, avec Awa Diop à Dole", "Lise Moreau, avec Awa Diop"),
        ("Testé par Lise Moreau", "Lise Moreau"),
        ("Note de lecture de Lise Moreau", "Lise Moreau"),
        ("Exclusive by Tom Ridgewell", "Tom Ridgewell"),
        ("Tom Ridgewell reports from Leeds", "Tom Ridgewell"),
        ("By Tom RidgewellBusiness reporter", "Tom Ridgewell"),
        ("Tom Ridgewell Live and Lifestyle Reporter", "Tom Ridgewell"),
        ("Tom Ridgewell\nBBC Highlands reporter", "Tom Ridgewell"),
        ("Par le Dr Lise Moreau, microbiologiste et chroniqueuse", "Dr Lise Moreau"),
        (
            "Lise Moreau\nHistorienne à Dole\nLuc Diop\nMaître de conférences",
            "Lise Moreau, Luc Diop",
        ),
        (
            "Lise Moreau et Luc Diop // Crédits photo : Zoé Pic / Agence Jura",
            "Lise Moreau et Luc Diop",
        ),
        ("Posté par Nadège dans Sorties", "Nadège"),
        ("Le Courrier du Jura : Lise Moreau", "Lise Moreau"),
        ("Lise Moreau (@lmoreau)", "Lise Moreau"),
        ("ATS, cjb", "cjb, ATS"),
        ("Par AFP - Agence France Presse", "AFP"),
        ("Collectif", "Collectif"),
        ("Lise Moreau, photos Awa Diop", "Lise Moreau"),
        ("Une recette d'Élise Moreau", "Élise Moreau"),
        ("Texte et cuisine : Lise Moreau", "Lise Moreau"),
        ("Ouest Infos Lise MOREAU", "Lise MOREAU"),
        ("Lise Moreau Lise Moreau", "Lise Moreau"),
        ("Par Julie D.", "Julie D."),
        ("L. Moreau\nLi. Moreau\nLise Moreau", "Lise Moreau"),
        ("From Qatar", None),
        ("ByLise MoreauSenior Reporter", "Lise Moreau"),
        ("👤 Lise Moreau 🕒 04/05/2021 ⏱ 3 min", "Lise Moreau"),
        ("Par Lise Moreau pour Le Mardi", "Lise Moreau"),
        ("Par Le Marin avec Belga", "Le Marin avec Belga"),
        ("Auteur(s) : Lise Moreau", "Lise Moreau"),
        ("By Tom Ridgewell BBC News", "Tom Ridgewell"),
        ("Tom Ridgewell For The Harbour Post", "Tom Ridgewell"),
        ("By Tribune News Service", "Tribune News Service"),
        ("Press Trust of India", "Press Trust of India"),
        ("LE BILLET D'ÉLISE MOREAU", "ÉLISE MOREAU"),
        ("de Lise Moreau", "Lise Moreau"),
        ("Équipe de vérification", "Équipe de vérification"),
        ("Lise Moreau / Radio Jura", "Lise Moreau"),
    ],
)
def test_above_the_text(above: str, found: str) -> None:
    assert byline(above) == found


def test_below_the_text() -> None:
    assert byline("", "Lise MOREAU (stagiaire)") == "Lise MOREAU"
    assert byline("Par Lise Moreau", "L. M.") == "Lise Moreau"
    assert byline("Par Lise Moreau", "(AFP)") == "Lise Moreau, AFP"
    assert byline("", "Sujet radio : Lise Moreau") == "Lise Moreau"
    assert byline("", "(Rédaction : Lise Moreau, Awa Diop)") == "Lise Moreau, Awa Diop"
    assert byline("", "Lise Moreau (texte), Awa Diop (photos)") == "Lise Moreau"
    assert byline("(ats)", "ats/mbr") == "ats"
    assert byline("", "(LMO avec Belga) – Photos : Awa Diop") == "LMO avec Belga"
    assert byline("", "Commentaires\nAwa Diop • 4 mai 2021") is None


def test_a_dateline_names_the_agency() -> None:
    line = "SERMANGE, 4 mai 2021 (AFP) - Les ailes du moulin tournent de nouveau depuis lundi."
    found = article(f"{TITLE}\n{line}\n{BODY}")
    assert found["byline"] == "AFP"
    assert "SERMANGE\nLes ailes" in str(found["text"])


def test_names_of_what_the_text_speaks_of_sign_nothing() -> None:
    body = "Le marché rouvrira samedi, ont promis les artisans du village à leurs clients.\n"
    assert byline("", f"{body}Marché de Noël") is None


def test_whom_the_title_names_signs_nothing() -> None:
    body = "Lise Moreau a remis les clés du moulin lundi, et Luc Diop les a prises sans un mot.\n"
    head = "Lise Moreau quitte le vieux moulin\nLise Moreau\nLuc Diop\n4 mai 2021\n"
    assert article(head + body + BODY)["byline"] is None
    head = "Lise Moreau : rendez-nous les moulins\nLise Moreau\n4 mai 2021\n"
    assert article(head + BODY)["byline"] == "Lise Moreau"


def test_at_a_paragraphs_end() -> None:
    last = "Le conseil dit avoir été averti la veille au soir. Par Lise Moreau avec ATS"
    found = article(f"{TITLE}\n4 mai 2021\n{BODY}{last}\n")
    assert found["byline"] == "Lise Moreau avec ATS"
    assert str(found["text"]).endswith("averti la veille au soir.")


@pytest.mark.parametrize("above", ["READ LATER PRINT", "IN THIS SECTION", "Partager Commenter"])
def test_buttons_sign_nothing(above: str) -> None:
    assert byline(above) is None


def test_at_a_paragraphs_beginning() -> None:
    first = (
        "By Tom Ridgewell For the third time in five years the old market of Sermange burned down."
    )
    found = article(f"{TITLE}\n4 mai 2021\n{first}\n{BODY}")
    assert found["byline"] == "Tom Ridgewell"
    assert "\nFor the third time" in str(found["text"])
    first = "De notre correspondant à Sétif, R. Merzoug – Fermée depuis 1994, la vieille gare va rouvrir."
    assert article(f"{TITLE}\n4 mai 2021\n{first}\n{BODY}")["byline"] == "R. Merzoug"


def test_initials_stand_for_the_name_in_the_header() -> None:
    last = "Le maire, joint hier, n'a pas voulu répondre. L. M."
    assert article(f"{TITLE}\n4 mai 2021\n{BODY}{last}\n")["byline"] == "L. M."
    assert article(f"{TITLE}\nSermange : Lise Moreau\n4 mai 2021\n{BODY}{last}\n")["byline"] == (
        "Lise Moreau"
    )


def test_a_place_signs_with_the_name_below_the_text() -> None:
    assert byline("", "Lise Moreau, à Dole") == "Lise Moreau"


def test_beside_the_date_goes_before_above_the_title() -> None:
    head = (
        f"Vaucluse Avignon\n{TITLE}\nLise MOREAU - 4 mai 2021 à 19:20 - Temps de lecture : 3 min\n"
    )
    assert article(head + BODY)["byline"] == "Lise MOREAU"


def test_a_sites_name_gives_way_to_a_person() -> None:
    assert byline("By admin", "Lise MOREAU (stagiaire)") == "Lise MOREAU"


def test_the_sites_name_is_no_author() -> None:
    menu = "Radio Mont Vert\nAccueil\n"
    rest = f"\n4 mai 2021\n{BODY}"
    for signed in ("Par Lise Moreau, Mont Vert", "Mont Vert Lise MOREAU"):
        found = article(f"Mont Vert\nAccueil\n{TITLE}\n{signed}{rest}")["byline"]
        assert str(found).lower() == "lise moreau"
    assert article(f"{menu}{TITLE}\nLise Moreau\nRadio Mont Vert{rest}")["byline"] == "Lise Moreau"


def test_whom_the_title_names_gives_way_to_who_signs() -> None:
    head = "Luc Diop : « Mon moulin a vu du pays »\nLuc Diop\nLise Moreau – 4 mai 2021\n"
    assert article(head + BODY)["byline"] == "Lise Moreau"


def test_below_a_door() -> None:
    door = (
        "Cet article est en accès réservé\nPour le lire en entier, deux possibilités\n1 € par mois"
    )
    assert (
        byline("", f"{door}\nDéjà client ? Se connecter\nPublié le 4 mai 2021\nTh. B.") == "Th. B."
    )


def test_a_study_is_no_author() -> None:
    assert byline("", "Source : European Sleep Letters, 29 avril 2021") is None


def test_what_signs_nothing() -> None:
    assert byline("VOS DROITS") is None
    assert byline("", "Tribunal de Dole") is None
    found = article(f"{TITLE}\n4 mai 2021\nDOLE, 4 mai 2021 (AIP) – Les ailes tournent.\n{BODY}")
    assert found["byline"] == "AIP"


def test_a_blog_is_signed_at_its_foot() -> None:
    foot = "Posté par Lise M. à 19:12 - Moulins, Fêtes - Commentaires [4] - Permalien [#]\n"
    assert byline("", foot) == "Lise M."
    assert byline("Hugo Marchetti", "Posté par Lise M., mardi 4 mai 2021 à 19:12\n") != "Lise M."


def test_who_helped_is_named_with_whom_or_not_at_all() -> None:
    files = "With files from Awa Diop and The Canadian Press\n"
    assert byline("By Tom Ridgewell", files) == "Tom Ridgewell"


def test_a_name_with_its_full_stop_signs_below_offers() -> None:
    below = "Abonnez-vous pour lire le journal du jour\nLise MOREAU.\n"
    assert byline("", below) == "Lise MOREAU"
