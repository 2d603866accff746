"""The entry: contract, tiling, and whole articles made up for the purpose."""

from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.page_models import zone_of
from flows.resources import lexicon
from transforms.cleaning import Cleaned, CleaningTools, clean
from transforms.kept import kept_articles
from transforms.normalize import normalize
from transforms.pages.page import KEPT
from transforms.segment import RawLocator
from warehouse.tables import CUT_KINDS, KEPT_KINDS, TABLES

TOOLS = CleaningTools.from_lexicons(lexicon, zone_of=zone_of)

ARTICLE = """\
ActualitésÉconomie

Le port de Nantes suspend ses liaisons avec les îles

Par Lise Moreau avec AFP

Publié le 4 mai 2021 à 14h05

La direction a annoncé mardi la suspension des liaisons jusqu'à nouvel ordre, faute de pilotes en nombre suffisant.

« Nous n'avions plus le choix », a expliqué le directeur, qui dit avoir prévenu les élus dès le mois de mars.

Lire aussi : Les dockers votent la grève

Une décision contestée

Les syndicats dénoncent un coup de force et demandent l'ouverture de négociations avant la fin de la semaine.

*Le prénom a été modifié.

Il vous reste 41,7 % de cet article à lire. La suite est réservée aux abonnés.

Sur le même sujet

Le trafic en hausse dans les ports bretons
"""


def raw_frame(texts: list[str], **columns: list[object]) -> pl.DataFrame:
    none: list[object] = [None] * len(texts)
    return pl.DataFrame(
        {
            "article_id": [f"{i:016x}" for i in range(len(texts))],
            "source_uri": [f"{i}.txt" for i in range(len(texts))],
            "raw_text": texts,
            "url": columns.get("url", none),
            "fetched_at": columns.get("fetched_at", none),
            "hints": columns.get("hints", none),
        },
        schema_overrides={
            "url": pl.String, "hints": pl.String, "fetched_at": pl.Datetime("us", "UTC"),
        },
    )  # fmt: skip


def cleaned(*texts: str) -> Cleaned:
    return clean(raw_frame(list(texts)), TOOLS)


def check_tiling(raw: str, result: Cleaned, row: int = 0) -> None:
    article = result.articles.row(row, named=True)
    segments = result.segments.filter(pl.col("article_id") == article["article_id"])
    position = 0
    for segment in segments.iter_rows(named=True):
        assert segment["raw_start"] == position
        position = segment["raw_end"]
        piece = raw[segment["raw_start"] : segment["raw_end"]]
        assert normalize(piece).text.strip() == segment["text"]
        assert segment["is_kept"] == (segment["kind"] in KEPT_KINDS)
        if segment["is_kept"]:
            assert article["text"][segment["start"] : segment["end"]] == segment["text"]
        else:
            assert segment["start"] is None
            assert segment["end"] is None
    assert position == len(raw)
    kept = segments.filter("is_kept")["text"].to_list()
    assert article["text"] == "\n".join(kept)


def test_kinds_are_those_of_the_contract() -> None:
    assert frozenset(KEPT_KINDS) == KEPT
    assert {rule.kind for rule in TOOLS.rules.rules} <= set(CUT_KINDS) | set(KEPT_KINDS)


def test_frames_follow_the_contract() -> None:
    result = cleaned(ARTICLE)
    TABLES["segments"].conform(result.segments)
    articles = TABLES["articles"]
    for name, dtype in result.articles.schema.items():
        assert dtype == articles[name].dtype


def test_a_page_becomes_its_article() -> None:
    result = cleaned(ARTICLE)
    check_tiling(ARTICLE, result)
    article = result.articles.row(0, named=True)
    assert article["text"].split("\n") == [
        "Le port de Nantes suspend ses liaisons avec les îles",
        "La direction a annoncé mardi la suspension des liaisons jusqu'à nouvel ordre, faute de pilotes en nombre suffisant.",
        "« Nous n'avions plus le choix », a expliqué le directeur, qui dit avoir prévenu les élus dès le mois de mars.",
        "Une décision contestée",
        "Les syndicats dénoncent un coup de force et demandent l'ouverture de négociations avant la fin de la semaine.",
        "*Le prénom a été modifié.",
    ]
    assert article["title"] == "Le port de Nantes suspend ses liaisons avec les îles"
    assert article["byline"] == "Lise Moreau avec AFP"
    assert article["published_at"] == datetime(2021, 5, 4, 12, 5, tzinfo=UTC)
    assert article["published_precision"] == "minute"
    assert article["language"] == "fr"
    assert article["is_truncated"]
    assert article["remaining_pct"] == 41.7
    assert article["section"] == "Économie"


def test_an_article_without_boilerplate_stays_whole() -> None:
    title = ARTICLE.split("\n\n")[1]
    text = "\n".join(
        [
            title,
            "La direction a annoncé mardi la suspension des liaisons jusqu'à nouvel ordre.",
            "« Nous n'avions plus le choix », a expliqué le directeur.",
            "Colère",
            "S'abonner à un service de transport ne suffit pas, rappelle l'association des usagers, qui demande des bus.",
            "Le 4 mai 2021, les liaisons s'arrêtaient pour de bon, et personne n'avait encore prévenu les habitants.",
            "Lise Moreau, présidente de l'association",
            "Affaire à suivre",
        ]
    )
    result = cleaned(text)
    assert result.articles["text"][0] == text
    assert result.articles["cut_share"][0] == 0.0
    assert not result.articles["is_truncated"][0]


@pytest.mark.parametrize("text", ["", "   \n\n", "\u200b\n", "Menu"])
def test_nothing_to_keep_gives_an_empty_text(text: str) -> None:
    result = cleaned(text, ARTICLE)
    check_tiling(text, result)
    assert result.articles.height == 2


def test_an_empty_frame_gives_empty_frames() -> None:
    result = clean(raw_frame([ARTICLE]).clear(), TOOLS)
    assert result.articles.is_empty()
    assert result.segments.is_empty()


@pytest.mark.parametrize(
    "text",
    [
        "l' »a " * 5_000,
        "&amp;" * 5_000,
        "À LIRE AUSSI " * 2_000,
        "a" * 50_000,
        "Il dit. Lire aussi : x. " * 500,
    ],
)
def test_hostile_lines_still_tile(text: str) -> None:
    check_tiling(text, cleaned(text))


def test_a_link_inside_a_line_is_cut_out_of_it() -> None:
    text = ARTICLE.replace(
        "Les syndicats dénoncent",
        "Le texte divise. À LIRE AUSSI Ports : le grand flouLes syndicats dénoncent",
    )
    result = cleaned(text)
    check_tiling(text, result)
    kept = result.articles["text"][0]
    assert "grand flou" not in kept
    assert "Le texte divise.\nLes syndicats dénoncent" in kept
    related = result.segments.filter(pl.col("text").str.contains("grand flou"))
    assert related["kind"].to_list() == ["related"]


def test_a_machine_prefix_gives_its_date() -> None:
    text = " date 2021-05 La direction a annoncé mardi la suspension des liaisons jusqu'à nouvel ordre."
    result = cleaned(text)
    check_tiling(text, result)
    article = result.articles.row(0, named=True)
    assert article["text"].startswith("La direction")
    assert article["published_at"] == datetime(2021, 5, 1, tzinfo=UTC)
    assert article["published_precision"] == "month"


def test_hints_come_first() -> None:
    frame = raw_frame(
        [ARTICLE],
        hints=[
            '{"date": "2022-01-02T03:04:00Z", "author": ["X"], "section": "Ports", "outlet": "La Vigie"}'
        ],
        url=["https://www.lemonde.fr/x"],
    )
    article = clean(frame, TOOLS).articles.row(0, named=True)
    assert article["published_at"] == datetime(2022, 1, 2, 3, 4, tzinfo=UTC)
    assert article["section"] == "Ports"
    assert article["outlet"] == "La Vigie"


LINES = st.sampled_from(
    [*ARTICLE.split("\n"), "Partager", "À LIRE AUSSI", "l' »mot » juste", "  ", "\u00a0x\u200b",
     "Commentaires", "Tags : a, b", " date 2021-05 Une phrase qui dit quelque chose de neuf."]
) | st.text(max_size=12)  # fmt: skip
PAGES = st.lists(LINES, max_size=12).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_segments_tile_any_page(raw: str) -> None:
    check_tiling(raw, cleaned(raw))


@settings(max_examples=40, deadline=None)
@given(PAGES, st.data())
def test_every_kept_character_leads_back(raw: str, data: st.DataObject) -> None:
    result = cleaned(raw)
    kept = result.segments.filter(pl.col("is_kept") & (pl.col("end") > pl.col("start")))
    if kept.is_empty():
        return
    [article] = kept_articles(result).values()
    locator = RawLocator(article.places, raw)
    start, end, index = kept.select("start", "end", "segment_index").row(
        data.draw(st.integers(0, kept.height - 1))
    )
    raw_start, raw_end, found = locator.locate(start, end)
    assert found == index
    assert normalize(raw[raw_start:raw_end]).text.strip() == result.articles["text"][0][start:end]


@settings(max_examples=20, deadline=None)
@given(st.lists(PAGES, min_size=2, max_size=4), st.randoms())
def test_the_order_of_articles_does_not_matter(pages: list[str], random: object) -> None:
    frame = raw_frame(pages)
    order = list(range(len(pages)))
    random.shuffle(order)  # type: ignore[attr-defined]
    there = clean(frame, TOOLS)
    back = clean(frame[order], TOOLS)
    assert back.articles.sort("article_id").equals(there.articles.sort("article_id"))
    assert back.segments.sort("article_id", "segment_index").equals(
        there.segments.sort("article_id", "segment_index")
    )


def test_the_text_goes_on_below_a_box_of_links_with_dates() -> None:
    """A box inside the text shows its links with their dates; what follows is no link."""
    text = """Accueil | Culture
Le moulin de Sarlande rouvre ses portes
Publié le 4 mars 2024
Le moulin de Sarlande a rouvert samedi après onze ans de travaux menés par des bénévoles du village.
La roue, refaite à neuf par un charpentier de Thiviers, tourne depuis la semaine dernière sans une plainte.
Sur le même sujet
La roue du moulin est arrivée
13 novembre
La présidente, Odile Brun, a promis que la farine serait vendue dès l’été.
Les plus lus
Le lavoir attend son toit
Nos dossiers
Newsletter"""
    result = cleaned(text)
    kept = result.segments.filter("is_kept")["text"].to_list()
    assert kept[-1].startswith("La présidente")
    assert not any("arrivée" in line or "13 novembre" in line for line in kept)


HEADER = "La pelote a ses héros\nPar Lise Moreau\nPublié le 3 mai 2024 à 18h05\n"
PARAGRAPH = "Les spectateurs ont attendu la fin de la pluie, puis ils ont chanté jusqu'au soir.\n"


def test_a_score_above_the_report_is_text() -> None:
    page = HEADER + "Ascarat – Hasparren 31-16 (mi-temps : 9-13)\nMain nue\n" + PARAGRAPH * 3
    text = cleaned(page).articles["text"][0]
    assert "31-16" in text
    assert "Lise Moreau" not in text


def test_an_entry_below_a_name_and_a_clock_is_no_biography() -> None:
    entry = "La passerelle est fermée depuis midi et le café de la place sert encore du thé.\n"
    page = HEADER + PARAGRAPH * 3 + "14:20\nLise Moreau\n" + entry + PARAGRAPH
    assert entry.strip() in cleaned(page).articles["text"][0]
