"""Lines of a header: who, when, how long, and nothing else."""

import polars as pl
import pytest

from flows.resources import lexicon
from tests.transforms.test_cleaning import TOOLS, raw_frame
from transforms.cleaning import clean
from transforms.folding import folded
from transforms.pages.authors.signature import SignatureReader
from transforms.pages.authors.signed import Signature

READER = SignatureReader.from_mappings(
    [lexicon(name, "signature") for name in ("fr", "en")],
    [lexicon(name, "dates") for name in ("fr", "en")],
)


def read(text: str) -> Signature | None:
    fold = pl.DataFrame({"text": [text]}).select(folded(pl.col("text"))).item()
    return READER.read(text, fold)


@pytest.mark.parametrize(
    "text",
    [
        "Le 4 mars 2023 à 8 h 05, actualisé à 9 h 10",
        "Dernière révision : 21/05/2019 – 11:52",
        "Mardi 22 juillet 2025 à 06h18 (heure Réunion)",
        "Jeudi, 14 novembre 2024 13:48",
        "🕒 18/04/2021 à 15H42 GMT",
        "Mis en ligne jeu 18/01/2018 - 09:12 (heure de Goma) | Actualisé jeu 18/01/2018 - 11:30",
        "02.11.2020, 19:04 heure de Rome (révisé 20:31)",
        "Tue 14 May 2019 18.42 BST",
        "Last modified on Wed 15 May 2019 09.10 BST",
        "Oct. 19, 2020, 5:06 p.m. ET",
        "Heure du dépôt : 12/03/2020, 10:15",
        "PARIS, 3 mai 2021",
        "Direct ouvert samedi 19/11/2019 à 06:20 | rafraîchi il y a 4 min",
        "Ouvert à 05:40, le 15/01/2020 – Dernière entrée à 12:21",
    ],
)
def test_lines_of_dates(text: str) -> None:
    signature = read(text)
    assert signature is not None
    assert signature.kind == "date"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Par Lise Aubert-Mauroy et Idris Benali", "Lise Aubert-Mauroy et Idris Benali"),
        ("Omer Marchand (correspondant à Nancy), avec Reuters", "Omer Marchand avec Reuters"),
        ("M.-A. Hoarau et la rédaction", "M.-A. Hoarau et la rédaction"),
        ("– Avec la collaboration de Josée Lalonde", "Josée Lalonde"),
        ("Entretien: Mara Schneider", "Mara Schneider"),
        ("Awa Coumba SALL (correspondante)", "Awa Coumba SALL"),
        ("Rédaction web et Gaby Boluka à Isiro", "Rédaction web et Gaby Boluka"),
        ("LJV / Par Rita SARKIS, à Zahlé, le 07 août 2020 à 05h30", "Rita SARKIS"),
        ("Marcus Abernethy Home affairs correspondent", "Marcus Abernethy"),
        ("Par Lise Roussel (Bréval-sur-Oise, Oise, envoyée spéciale)", "Lise Roussel"),
        ("Posté le 3 mai à 10:00 par Jean Royer", "Jean Royer"),
        ("From Tunde Adeyemi, Lagos", "Tunde Adeyemi"),
        ("Jean Royer | Le Réveil | 3 mai 2023", "Jean Royer, Le Réveil"),
        ("Par R.S.", "R.S."),
        ("AFP", "AFP"),
    ],
)
def test_lines_of_authors(text: str, names: str) -> None:
    signature = read(text)
    assert signature is not None
    assert (signature.kind, signature.names) == ("byline", names)


@pytest.mark.parametrize("text", ["⏱ 4 min", "Comptez 7 minutes", "5 min read", "Lecture : 4 min"])
def test_lines_of_reading_time(text: str) -> None:
    signature = read(text)
    assert signature is not None
    assert signature.kind == "reading_time"


@pytest.mark.parametrize(
    "text",
    [
        "Le 12 mars 2020, tout bascule",
        "12 mars 2020 : la ville se réveille",
        "Le 3 mai, la ville fête son saint",
        "Lise Aubert, physicienne",
        "Lens bat Metz 3-1",
        "À Lyon, le maire démissionne",
        "Photo : Jean Royer",
        "Dimanche",
        "(17-6)",
        "L’invité de 7 h 50",
        "Mali, Niger",
        "Le retour des loups",
        "Dossier spécial : 12 pages",
        "By the river",
        "",
    ],
)
def test_other_lines_are_none_of_these(text: str) -> None:
    signature = read(text)
    assert signature is None or signature.kind == ""


BODY = (
    "La direction a annoncé mardi la suspension des liaisons jusqu'à nouvel ordre, faute de pilotes.\n"
    "Les syndicats dénoncent un coup de force et demandent l'ouverture de négociations cette semaine."
)


def test_the_header_is_cut_and_read() -> None:
    text = (
        "Les bateaux restent à quai dans tout le golfe\n"
        "Awa Coumba SALL (correspondante)\n"
        "Dernière révision : 21/05/2019 – 11:52\n"
        "⏱ 4 min\n" + BODY + "\nNQ"
    )
    cleaned = clean(raw_frame([text]), TOOLS)
    kinds = cleaned.segments["kind"].to_list()
    assert kinds == ["title", "byline", "date", "reading_time", "body", "body", "byline"]
    article = cleaned.articles.row(0, named=True)
    assert article["byline"] == "Awa Coumba SALL"
    assert article["published_at"].isoformat() == "2019-05-21T09:52:00+00:00"


def test_a_printed_place_tells_the_zone() -> None:
    text = "Les bateaux restent à quai dans tout le golfe\nLe 4 mars 2020 à 08h00 (heure de Goma)\n"
    article = clean(raw_frame([text + BODY]), TOOLS).articles.row(0, named=True)
    assert article["published_at"].isoformat() == "2020-03-04T06:00:00+00:00"
