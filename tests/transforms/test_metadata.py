"""Hints, outlets, languages, and what the page's own lines say."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from flows.resources import lexicon
from tests.transforms.test_cleaning import TOOLS, raw_frame
from transforms.cleaning import clean
from transforms.pages.hints import hints_of
from transforms.pages.languages import Languages
from transforms.pages.outlets import Outlets

OUTLETS = Outlets.from_mapping(lexicon("metadata", "outlets"))
BODY = (
    "La direction a annoncé mardi la suspension des liaisons jusqu'à nouvel ordre, faute de pilotes.\n"
    "Les syndicats dénoncent un coup de force et demandent l'ouverture de négociations cette semaine.\n"
)


def article(text: str, **columns: object) -> dict[str, object]:
    frame = raw_frame([text], **{name: [value] for name, value in columns.items()})
    return clean(frame, TOOLS).articles.row(0, named=True)


@pytest.mark.parametrize(
    "text", [None, "", "{", "[1]", '"x"', "{}", '{"title": {"a": 1}}', '{"title": " "}']
)
def test_useless_hints_are_none(text: str | None) -> None:
    assert hints_of(text) == {}


def test_outlets_by_hint_url_and_host() -> None:
    assert OUTLETS.name("https://www.lemonde.fr/a", {}) == "Le Monde"
    assert OUTLETS.name("https://sport.lemonde.fr/a", {}) == "Le Monde"
    assert OUTLETS.name("https://www.exemple.test/a", {}) == "exemple.test"
    assert OUTLETS.name(None, {"outlet": "La Vigie"}) == "La Vigie"
    assert OUTLETS.name(None, {"site_name": "lemonde.fr"}) == "Le Monde"
    assert OUTLETS.name("http://[", {}) is None
    assert OUTLETS.name(None, {}) is None


@pytest.mark.parametrize(
    ("source", "outlet"),
    [
        ("in/lemonde.fr/2024/a.txt", "Le Monde"),
        ("in/lemonde/a.txt", "Le Monde"),
        ("in/La Voix du Nord/a.txt", "La Voix du Nord"),
        ("in/www.exemple.sn/mai/a.txt", "exemple.sn"),
        ("in/2024/mai/a.txt", None),
        ("lemonde.fr", None),
    ],
)
def test_a_folder_may_name_the_outlet(source: str, outlet: str | None) -> None:
    assert OUTLETS.name(None, {}, source) == outlet
    assert OUTLETS.name("https://www.exemple.test/a", {}, source) == "exemple.test"


def test_local_time_is_the_outlets() -> None:
    default = ZoneInfo("Europe/Paris")
    assert OUTLETS.zone("https://www.ledevoir.com/a", default) == ZoneInfo("America/Toronto")
    assert OUTLETS.zone("https://exemple.test/a", default) == default
    text = "Un titre de six mots au moins\nPublié le 4 mai 2021 à 8h00\n" + BODY
    there = article(text, url="https://www.ledevoir.com/a")
    assert there["published_at"] == datetime(2021, 5, 4, 12, 0, tzinfo=UTC)


def test_languages() -> None:
    texts = pl.Series(
        [
            BODY,
            "The council voted on Monday to keep the library open for another year, the mayor said.",
            "Der Stadtrat hat am Montag beschlossen, die Bibliothek ein weiteres Jahr offen zu halten.",
            "12 345",
            "",
        ]
    )
    assert Languages().tell(texts) == ["fr", "en", "de", "und", "und"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Un pont ferme à Nantes\n", "Un pont ferme à Nantes"),
        ("Home World Un pont ferme à Nantes\n\nUn pont ferme à Nantes\n", "Un pont ferme à Nantes"),
        ("Accueil\nSociété\nUn pont ferme à Nantes\nPar Lise Moreau\n", "Un pont ferme à Nantes"),
        ("Par Lise Moreau\n4 mai 2021\nUn pont ferme à Nantes\n", "Un pont ferme à Nantes"),
        (
            "Ligue 1 : Un pont ferme à Nantes - Loire Actu\nUn pont ferme à Nantes\n4 mai 2021\n",
            "Un pont ferme à Nantes",
        ),
        (
            "Ponts . Gares . Ports . Tribune des usagers\nUn pont ferme à Nantes\n",
            "Un pont ferme à Nantes",
        ),
        (
            "Tout lire sans limite pour 2,50 €\nUn pont ferme à Nantes\nPar Lise Moreau\n",
            "Un pont ferme à Nantes",
        ),
        ("18h06 | Un pont ferme à Nantes\n4 mai 2021\n", "Un pont ferme à Nantes"),
        ("# Un pont ferme à Nantes\n\n4 mai 2021\n", "Un pont ferme à Nantes"),
        ("**Un pont ferme à Nantes**\n\n4 mai 2021\n", "Un pont ferme à Nantes"),
        ("Jura VIDÉO. Un pont ferme à Nantes\n4 mai 2021\n", "VIDÉO. Un pont ferme à Nantes"),
        (
            "Un pont ferme à Nantes\nUne tribune de Lise Moreau, juriste\n4 mai 2021\n",
            "Un pont ferme à Nantes",
        ),
        (
            'Un pont ferme à Nantes après des mois\n"On ne nous a rien dit du tout"\n4 mai 2021\n',
            "Un pont ferme à Nantes après des mois",
        ),
        (
            "Un pont ferme à Nantes\nPHOTO LISE MOREAU, LA GAZETTE\nUn pont vide, lundi, à Nantes\n"
            "4 mai 2021\n",
            "Un pont ferme à Nantes",
        ),
        (
            "Un pont ferme à Nantes\nLa Gazette Publié le 4 mai 2021\nPartager\n\n"
            "Un pont ferme à Nantes malgré la fronde des riverains\n",
            "Un pont ferme à Nantes malgré la fronde des riverains",
        ),
        (
            "Un pont ferme à Nantes…\nUn pont ferme à Nantes et personne ne dit rien\n4 mai 2021\n",
            "Un pont ferme à Nantes et personne ne dit rien",
        ),
        (
            "Bridge closes after flood\nPhoto: Ana Costa\n"
            "Nantes: Bridge closes after flood, drivers fume\n4 May 2021\n",
            "Nantes: Bridge closes after flood, drivers fume",
        ),
        (
            "Nantes: le pont fermé un an - Loire-Océan Info\n\n"
            "Le pont de Nantes fermera un an: «On n'a plus le choix»\nPar Lise Moreau\n© Loire-Océan Info\n",
            "Le pont de Nantes fermera un an: «On n'a plus le choix»",
        ),
        (
            "Un pont ferme à Nantes\nUn pont ferme à Nantes - La Dernière Heure\n4 mai 2021\n",
            "Un pont ferme à Nantes",
        ),
        (
            "Un pont ferme à Nantes\nUn pont ferme à Nantes, et personne ne sait pourquoi.\n4 mai 2021\n",
            "Un pont ferme à Nantes",
        ),
        ("", None),
    ],
)
def test_titles(head: str, title: str | None) -> None:
    assert article(head + BODY)["title"] == title


@pytest.mark.parametrize(
    "title",
    [
        "Une liaison à 390 euros par mois pour les pilotes",
        "Newsletter : la direction des pilotes écrit aux syndicats",
        "Lire aussi l'avenir dans les négociations de la direction",
        "Abonnez-vous aux liaisons : le pari des pilotes",
    ],
)
def test_titles_worded_like_offers_and_links(title: str) -> None:
    assert article(f"Accueil\n{title}\nPar Lise Moreau\n4 mai 2021\n{BODY}")["title"] == title


def test_an_offer_above_the_text_is_no_title() -> None:
    head = "Newsletter : toute l'actu dans votre boîte\nPar Lise Moreau\n4 mai 2021\n"
    assert article(head + BODY)["title"] is None


def test_a_newsletter_has_its_title_below_the_day() -> None:
    head = (
        "Si ce message ne s'affiche pas bien, ouvrez-le dans votre navigateur\n"
        "LA VIGIE, la lettre des petites gares\n4 mai 2021\nLe car de sept heures\n"
    )
    assert article(head + BODY)["title"] == "Le car de sept heures"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("N° 3 412 – Mardi 4 mai 2021", datetime(2021, 5, 4, tzinfo=UTC)),
        ("La Vigie n° 812, 4 mai 2021, page 14", datetime(2021, 5, 4, tzinfo=UTC)),
        ("mar. 04/05 — 14:05\n© La Vigie 2020-2021", datetime(2021, 5, 4, 12, 5, tzinfo=UTC)),
        ("mer. 04/05 — 14:05\n© La Vigie 2020-2021", None),
        ("4 mai 2021\nLise Moreau • 4 mai à 14 h 05", datetime(2021, 5, 4, 12, 5, tzinfo=UTC)),
        ("Mis à quai le 4 mai 2021", datetime(2021, 5, 4, tzinfo=UTC)),
    ],
)
def test_days_of_issues_and_days_without_a_year(line: str, day: datetime | None) -> None:
    assert article(f"Accueil\nUn pont ferme à Nantes\n{line}\n{BODY}")["published_at"] == day


def test_a_header_in_one_line() -> None:
    head = "Accueil Culture Le vieux moulin du Jura retrouve ses ailes Par Lise Moreau (avec Belga)"
    found = article(f"{head} Publié le 10/10/2023 à 07:45 Temps de lecture: 2 min\n{BODY}")
    assert found["title"] == "Le vieux moulin du Jura retrouve ses ailes"
    assert (found["byline"], found["section"]) == ("Lise Moreau, Belga", "Culture")
    assert found["published_precision"] == "minute"


def test_a_day_takes_its_clock_from_another_line() -> None:
    head = "4 mai 2021 à 16:02\nCulture\nUn pont ferme à Nantes\nLise Moreau - 4 mai 2021\n"
    assert str(article(head + BODY)["published_at"]).startswith("2021-05-04 14:02")


def test_a_hinted_title_is_found_in_the_text() -> None:
    found = article(
        "Le feuilleton du pont de Nantes\nUn pont ferme à Nantes\n" + BODY,
        hints='{"title": "Un pont ferme à Nantes"}',
    )
    assert found["title"] == "Un pont ferme à Nantes"


def test_byline_section_and_agency() -> None:
    found = article(
        "Accueil > Société > Transports\nUn pont ferme à Nantes\nPar Lise Moreau et Hugo Marchetti\n"
        + BODY
    )
    assert found["byline"] == "Lise Moreau et Hugo Marchetti"
    assert found["section"] == "Transports"
    assert article("Un pont ferme à Nantes\n" + BODY + "(AFP)\n")["byline"] == "AFP"


@pytest.mark.parametrize(
    ("tail", "is_truncated", "remaining"),
    [
        ("Il vous reste 62,05 % de cet article à lire.", True, 62.05),
        ("Il vous reste 80% de cet article à lire. La suite est réservée aux abonnés.", True, 80.0),
        ("La suite est réservée aux abonnés.", True, None),
        ("La suite est réservée aux abonnés\nIl vous reste 78 % de l'article à lire.", True, 78.0),
        ("Pour lire la suite, abonnez-vous", True, None),
        (
            "Lecture restreinte\nVotre abonnement n’autorise pas la lecture de cet article",
            True,
            None,
        ),
        ("Vous avez lu 2 des 5 articles gratuits de ce mois-ci.", False, None),
        ("Je m'abonne dès 1 €", False, None),
        ("Lire aussi | Article réservé à nos abonnés Le budget voté", False, None),
        ("Sur le même sujet\nCe contenu est réservé aux abonnés", False, None),
        ("", False, None),
    ],
)
def test_truncation(tail: str, is_truncated: bool, remaining: float | None) -> None:
    found = article("Un pont ferme à Nantes\n" + BODY + tail)
    assert (found["is_truncated"], found["remaining_pct"]) == (is_truncated, remaining)


def test_a_badge_above_the_text_is_no_truncation() -> None:
    assert not article("Réservé aux abonnés\nUn pont ferme à Nantes\n" + BODY)["is_truncated"]


def test_signatures_and_kickers() -> None:
    signed = article(
        "Un pont ferme à Nantes\nPar Lise Moreau\n" + BODY + "Le préavis court toujours. (AFP)\n"
    )
    assert signed["byline"] == "Lise Moreau, AFP"
    below = article("Un pont ferme à Nantes\n" + BODY + "Lise Moreau\nSource link\n")
    assert below["byline"] == "Lise Moreau"
    glued = article("Un pont ferme à Nantes\nSociété" + BODY)
    assert glued["section"] == "Société"
    assert str(glued["text"]).split("\n")[1].startswith("La direction")


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("Publié le 14 novembre 2024 à 17h05", 16),
        ("Publié le 14 novembre 2024 à 17h05 HNE", 22),
    ],
)
def test_a_printed_zone_decides(line: str, hour: int) -> None:
    found = article("Un pont ferme à Nantes\n" + line + "\n" + BODY)["published_at"]
    assert found.hour == hour


def test_the_authors_biography_is_no_body() -> None:
    head = "Un pont ferme à Nantes\nPar Lise Moreau\n"
    bio = "Lise Moreau suit les transports depuis 2009. Elle vit à Nantes, près du pont."
    assert bio not in article(head + BODY + bio)["text"]
    assert bio in article("Un pont ferme à Nantes\nPar Jean Exemple\n" + BODY + bio)["text"]


HOME = "Le maire d'{town} a reçu les riverains jeudi. Le gouvernement {people} promet des travaux, et {town} attend.\n"


@pytest.mark.parametrize(
    ("body", "hour"),
    [
        (HOME.format(town="Abidjan", people="ivoirien"), 12),
        (HOME.format(town="Nouméa", people="calédonien"), 1),
        (HOME.format(town="Beyrouth", people="libanais"), 9),
        (HOME.format(town="Montréal", people="québécois"), 16),
        (HOME.format(town="Yaoundé", people="camerounais"), 11),
        (HOME.format(town="Antibes", people="français"), 10),
        ("Un mot : redaction@lavigie.sn\n", 12),
        ("Joindre la rédaction : +237 699 00 00 00\n", 11),
        # A report by an outlet elsewhere
        ("De notre envoyée spéciale à Dakar. La France aide le Sénégal, dit Paris.\n", 10),
        # One country named in passing
        ("Le joueur sénégalais a marqué deux fois, le Sénégal applaudit.\n", 10),
    ],
)
def test_without_an_address_places_tell_the_zone(body: str, hour: int) -> None:
    page = f"Un pont ferme\nPublié le 4 juin 2024 à 12h00\n{BODY}{body}"
    found = article(page)["published_at"]
    assert isinstance(found, datetime)
    assert found.hour == hour


def test_an_address_tells_before_places() -> None:
    body = HOME.format(town="Abidjan", people="ivoirien")
    page = f"Un pont ferme\nPublié le 4 juin 2024 à 12h00\n{BODY}{body}"
    found = article(page, url="https://www.vigie.fr/a")["published_at"]
    assert found == datetime(2024, 6, 4, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("Modifié le 5 mars 2024 à 08h15\nPublié le 4 mars 2024 à 18h00", (4, 17, 0)),
        ("Mis à jour le 5 mars 2024 à 08h15\n4 mars 2024", (4, 0, 0)),
        ("Publié aujourd'hui à 09h31\n4 mars 2024", (4, 8, 31)),
        ("Hier à 13:05 - mise à jour hier à 15:40\n4 mars 2024", (4, 12, 5)),
        ("Publié le 2024-03-04 | 09:50", (4, 8, 50)),
        ("2024-03-04 à 9 h 50", (4, 8, 50)),
        ("Mis à jour le 5 mars 2024", (5, 0, 0)),
    ],
)
def test_the_publication_goes_before_the_update(header: str, moment: tuple[int, int, int]) -> None:
    found = article(f"Un pont ferme à Nantes\n{header}\n{BODY}")["published_at"]
    assert isinstance(found, datetime)
    assert (found.day, found.hour, found.minute) == moment


def test_the_title_of_a_column_holds_its_author_and_two_sentences() -> None:
    page = """Opinion
Fiona Brennock: We were promised homes. We got hoardings
The housing plan has produced plenty of press releases and precious few front doors
Fiona Brennock
Wed Nov 12 2025 - 05:00
There is a site near my house in Cullagh where, since 2019, a sign has promised 94 homes. The sign has been repainted twice.
Last week the minister told the chamber that supply was ramping up. I cycled past the site on my way home to check."""
    found = article(page)
    assert found["title"] == "Fiona Brennock: We were promised homes. We got hoardings"
    assert found["byline"] == "Fiona Brennock"


def test_who_asks_the_questions_signs_behind_the_outlet() -> None:
    page = """« On a sous-estimé la fatigue des aidants », dit le gériatre
La Voix des Rives Propos recueillis par Solenn Le Dantec
Publié le 2 novembre 2025 à 7h00
Bruno Kerhoas dirige le service de gériatrie de l’hôpital et publie un livre sur les familles de ses malades.
Il demande à l’État des places et un droit au répit que chaque famille pourrait faire valoir, où qu’elle habite."""
    assert article(page)["byline"] == "Solenn Le Dantec"
