"""Notices that a text goes on, in any words; offers beside a whole text are none."""

import pytest

from flows.resources import lexicon
from tests.transforms.test_cleaning import TOOLS, raw_frame
from transforms.cleaning import clean
from transforms.pages.paywall import Notice, NoticeReader

READER = NoticeReader.from_mappings([lexicon(name, "completeness") for name in ("fr", "en")])
BODY = (
    "Les bateaux restent à quai dans tout le golfe\n"
    "La direction a annoncé mardi la suspension des liaisons jusqu'à nouvel ordre, faute de pilotes.\n"
    "Les syndicats dénoncent un coup de force et demandent l'ouverture de négociations cette semaine."
)


@pytest.mark.parametrize(
    ("line", "percent"),
    [
        ("encore 62 % de cet eclairage a decouvrir", 62.0),
        ("la lecture n'est pas terminee : 46,2 % du texte sont derriere cette porte.", 46.2),
        ("vous avez lu 27 % de cet article, poursuivez votre lecture", 73.0),
        ("vous n'avez lu que 60 % de ce portrait. les abonnes savent la fin", 40.0),
        ("you have read 40% of this story. continue", 60.0),
        ("35% of this article left to read", 35.0),
    ],
)
def test_the_share_that_is_left(line: str, percent: float) -> None:
    assert READER.read(line) == Notice(percent)


@pytest.mark.parametrize(
    "line",
    [
        "la suite de ce recit attend nos membres",
        "rejoignez le club des lecteurs et terminez ce recit",
        "subscribe to keep reading this story",
        "the rest of this piece is for members",
    ],
)
def test_what_is_for_others(line: str) -> None:
    assert READER.read(line) == Notice()


@pytest.mark.parametrize(
    "line",
    [
        "profitez de 50 % de reduction sur votre abonnement",
        "46 % du texte ont ete reecrits en commission",
        "abonnez-vous a notre lettre du matin",
        "the rest of the season will be hard",
        "encore 3 articles gratuits ce mois-ci",
        "cette enquete a coute 4 200 euros, 812 abonnes de plus paieraient la suivante",
        "bravo pour cet article, mais vous oubliez la quatrieme offre",
        "if you enjoyed this article, join our members",
        "pour commenter cet article, connectez-vous",
        "cet article etait reserve aux abonnes. il est desormais en acces libre.",
        "inscrivez-vous a notre lettre pour ne rien manquer de la suite de l'affaire",
        "members get an ad-free version of this story",
        "log in to save this article",
        "this article is part of our series on ports. subscribe for more",
    ],
)
def test_no_notices(line: str) -> None:
    assert READER.read(line) is None


@pytest.mark.parametrize(
    ("tail", "is_truncated", "percent"),
    [
        ("🔒 Encore 62 % de cet éclairage à découvrir", True, 62.0),
        ("Rejoignez le club des lecteurs et terminez ce récit", True, None),
        ("Recevez notre lettre chaque matin : inscrivez-vous", False, None),
        ("Le reste de ce papier est pour nos fidèles", True, None),
        (
            "La suite de cette enquête se lit avec un accès numérique, sans durée minimale.",
            True,
            None,
        ),
        ("The rest of this story is for members of our club, from one pound a week.", True, None),
        ("", False, None),
    ],
)
def test_articles_that_go_on(tail: str, is_truncated: bool, percent: float | None) -> None:
    cleaned = clean(raw_frame([f"{BODY}\n{tail}"]), TOOLS)
    article = cleaned.articles.row(0, named=True)
    assert (article["is_truncated"], article["remaining_pct"]) == (is_truncated, percent)
    if is_truncated:
        assert cleaned.segments["kind"].to_list()[-1] == "paywall"


@pytest.mark.parametrize(
    ("tail", "is_truncated"),
    [
        ("L'offre Liberté : 1 € par mois\nIdentifiez-vous pour lire la fin de l'article", True),
        ("Lire cet article\n200 FCFA par téléphone", True),
        ("Accès abonnés\nLire l'article complet", True),
        ("Il reste 8 paragraphes à lire\nJe débloque l'article", True),
        ("Want the full story?\nSubscribe to continue reading", True),
        ("La suite de cet article est pour nos abonnés.\n* Le prénom a été modifié", True),
        ("Les abonnés peuvent écouter cet article", False),
        ("Vous avez aimé cet article ?\nAbonnez-vous", False),
        ("You've reached the end of this article\nSubscribe", False),
    ],
)
def test_notices_between_the_furniture_of_a_page(tail: str, is_truncated: bool) -> None:
    page = f"Accueil\nSports\n{BODY}\n{tail}\nPartager\nMentions légales\nNous contacter"
    assert clean(raw_frame([page]), TOOLS).articles["is_truncated"][0] == is_truncated


def test_an_offer_inside_a_whole_text() -> None:
    offer = "\nLa suite pour 1 € par mois, abonnez-vous\n"
    cleaned = clean(raw_frame([BODY + offer + BODY.split("\n", 1)[1]]), TOOLS)
    assert not cleaned.articles["is_truncated"][0]
