"""The section: off trails, kickers, rubric lines and menus around the title."""

from __future__ import annotations

import pytest

from tests.transforms.test_metadata import article

TITLE = "Le vieux moulin de Sermange retrouve ses ailes"
BODY = (
    "Les ailes du moulin de Sermange tournent de nouveau depuis lundi, après six ans de travaux.\n"
    "La commune a payé la charpente, et les habitants ont donné les toiles, taillées à la main.\n"
)


def section(above: str, below: str = "") -> object:
    return article(f"{above}\n{TITLE}\n{below}Publié le 4 mai 2021 à 8h00\n{BODY}")["section"]


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("Accueil > Régions > Patrimoine", "Patrimoine"),
        ("Accueil > Société > Le vieux moulin de Sermange…", "Société"),
        ("Accueil » Culture » " + TITLE, "Culture"),
        ("AccueilCulture" + TITLE, "Culture"),
        ("Rubrique : Patrimoine", "Patrimoine"),
        ("CULTURE", "CULTURE"),
        ("Culture\nRéservé aux abonnés", "Culture"),
        ("Culture\nREPORTAGE", "Culture"),
        ("TRIBUNE", "TRIBUNE"),
        ("Rugby · Fédérale 2", "Rugby"),
        ("Économie Enquête", "Économie"),
        ("Faits divers – Justice", "Faits divers – Justice"),
        ("Accueil\nPatrimoine", "Patrimoine"),
        ("Accueil Patrimoine", "Patrimoine"),
        ("Actualité | Régions", "Régions"),
        ("L'Écho du Comté | Vie des villages | Gourmandises", "Gourmandises"),
        ("Opinions / Tribune", "Tribune"),
        ("ARDÈCHEDISPARITION" + TITLE, "DISPARITION"),
        ("NavigationAccueilFranceRégionsPays de la LoireLoire-AtlantiqueSermange", "Sermange"),
        ("Local Government", "Local Government"),
        ("ÉCONOMIE & ENTREPRISES\nSMI 12'044 +0,21% · EUR/CHF 0,9651", "ÉCONOMIE & ENTREPRISES"),
        ("Accueil > Actus > Nouvelles des régions", "Nouvelles des régions"),
        ("Accueil • Région • Ardèche • Justice", "Justice"),
        ("Haute-Saône\nLE MOULIN SANS FARINE", "Haute-Saône"),
        ("AccueilSuisseVaud & RégionsAgriculture\nPénurie de meules au moulin", "Agriculture"),
        ("A la une*Politique*Faits divers*Sport*Culture", None),
        ("Voir le détail", None),
        ("Accueil / Jura / Moulin de Sermange : retrouve ses ailes", "Jura"),
        ("VOILE TRADITIONNELLE", "VOILE TRADITIONNELLE"),
        ("Régions Est", "Régions Est"),
        ("Catégorie : Politique", "Politique"),
        ("Publié dans Société", "Société"),
        ("Société Abonnés", "Société"),
        ("[Société]", "Société"),
        ("Société | 4 mai 2021", "Société"),
        ("Accueil Bretagne Finistère Sermange", "Sermange"),
        ("accueil info belgique faits divers", "faits divers"),
        ("Sport Politique Culture", None),
        ("ACTUALITÉSÉCONOMIEENTREPRISES", "ENTREPRISES"),
        ("CULTUREPATRIMOINE", "PATRIMOINE"),
        ("SPORTIVES", "SPORTIVES"),
        ("Suisse\n▸ Jura\nValais\nMonde", "Jura"),
        ("ACCUEIL | POLITIQUE | [CULTURE] | SPORTS | VIDEOS", "CULTURE"),
        ("MAROC MONDE ÉCONOMIE SPORT Culture", "Culture"),
        ("MAROC MONDE ÉCONOMIE SPORT CULTURE", None),
        ("Actu Bretagne Vannes Société", "Société"),
        ("Île-de-France & Oise Val-de-Marne", "Val-de-Marne"),
        ("News Sport Lifestyle Property", None),
        ("L'Écho du Gier » Opinions » Éditorial", "Éditorial"),
        ("Accueil > Actualités > Culture • mardi 4 mai 2021 à 8h30", "Culture"),
        ("Accueil\nMétro Plus\nMétro Plus", "Métro Plus"),
        ("Vous lisez : Patrimoine", "Patrimoine"),
        ("Contactez-nous", None),
        ("AccueilRégionsDolePatrimoine", "Patrimoine"),
        ("ActualitésSociétéJustice", "Justice"),
        ("ActualitésSportsCultureÉconomie", None),
        ("Culture >> " + TITLE, "Culture"),
        ("Accueil Actualités Patrimoine", "Patrimoine"),
        ("Accueil Faits divers Vols, cambriolages", "Vols, cambriolages"),
        ("HOME LATEST PAKISTAN OPINION BUSINESS", None),
        ("Politique\nÉconomie\nSports", None),
        ("Politique\nSports\nAvis de décès\nCulture", "Culture"),
        ("Économie\nSports\nDole\nÉconomie", "Économie"),
        ("Société\nContactez-nous", "Société"),
        ("La Gazette du Jura\nSe connecter", None),
        ("📍 Patrimoine", "Patrimoine"),
        ("Terroirs ◊ Reportage", "Terroirs"),
        ("Patrimoine | Vosges Hebdo", "Patrimoine"),
        ("Sports | Minute par minute", "Sports"),
        ("Patrimoine\nPublié", "Patrimoine"),
        ("Menu Rechercher Mon Jura", None),
        ("jura-info.example · via Presse", None),
        ("Opinion / Columnists", "Columnists"),
        ("~ La vie du bahut ~", "La vie du bahut"),
        ('Marchés\n{"ticker":"PX1F","last":"7 588"}', "Marchés"),
        ("Culture\nEntrevue", "Culture"),
        ("Actualité en continu\nLa Vigie / Patrimoine / " + TITLE, "Patrimoine"),
        ("Topic:Water Supply", "Water Supply"),
    ],
)
def test_above_the_title(above: str, found: str | None) -> None:
    assert section(above) == found


def test_below_the_title() -> None:
    assert section("Le Réveil du Moulin", "Culture\n") == "Culture"


@pytest.mark.parametrize(
    "above", ["Se connecter", "Abonné", "Le Réveil du Moulin, l'hebdo qui prend le temps", ""]
)
def test_none_is_invented(above: str) -> None:
    assert section(above) is None


@pytest.mark.parametrize(
    ("opening", "found"),
    [("PATRIMOINE – Six ans", "PATRIMOINE"), ("PARIS – Six ans", None), ("MOI – Six ans", None)],
)
def test_the_standfirst_may_begin_with_it(opening: str, found: str | None) -> None:
    standfirst = f"{opening} de travaux, et les ailes tournent de nouveau au-dessus du village.\n"
    assert section("", standfirst) == found


@pytest.mark.parametrize("dateline", ["Lyon, le 3 mai 2021", "Genève - De notre correspondante"])
def test_the_place_of_a_dateline_is_no_section(dateline: str) -> None:
    assert section("", f"{dateline}\n") is None


@pytest.mark.parametrize(
    ("line", "title", "name"),
    [
        ("Canton du ValLes communes veulent l’accueil de jour", "Les communes veulent l’accueil de jour", "Canton du Val"),
        ("ÉconomieLes communes veulent l’accueil de jour", "Les communes veulent l’accueil de jour", "Économie"),
        ("DIRECT - Les communes veulent l’accueil de jour", "DIRECT - Les communes veulent l’accueil de jour", None),
        ("Pourquoi YouTube mise tout sur Les Minguettes", "Pourquoi YouTube mise tout sur Les Minguettes", None),
    ],
)  # fmt: skip
def test_a_kicker_glued_to_the_title(line: str, title: str, name: str | None) -> None:
    page = f"""Accueil
{line}
Publié le 3 mai 2024
Les communes du canton n’en peuvent plus : réunies jeudi soir, une trentaine ont signé un appel au gouvernement.
« On paie sans décider », résume la syndique Aliette Piguet-Jordan, qui réclame un partage des coûts par moitié."""
    read = article(page)
    assert (read["title"], read["section"]) == (title, name)


@pytest.mark.parametrize(
    "menu", ["ACCUEIL POLITIQUE SOCIÉTÉ SPORT PEOPLE", "Politique Société Sport"]
)
def test_a_row_of_sections_is_a_menu(menu: str) -> None:
    assert section(menu) is None


def test_filed_under() -> None:
    assert section("", "Posté par Nadège dans Sorties, le 4 mai 2021\n") == "Sorties"


def test_a_known_subject_below_goes_before_an_unknown_phrase_above() -> None:
    assert section("PLACEMENTS FUTÉS", "Lise Moreau\n4 mai 2021\nCrypto\n") == "Crypto"


def test_a_subject_that_heads_the_title() -> None:
    lines = f"Justice. Le notaire de Sermange jugé en appel\n4 mai 2021\n{BODY}"
    assert article(lines)["section"] == "Justice"
