"""Stories and utterances of made-up articles, worked day by day."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from tests.transforms.across.made import TOOLS, article, day, prints, quotes
from transforms.across.fingerprints import day_range, name_keys
from transforms.across.history import UNDATED, History
from transforms.across.linking import Desk
from transforms.stories import WINDOW, day_of
from transforms.undated import nearest
from transforms.utterances import name_of

BRIDGE = "Le pont de Valmeyrac s'effondre, douze blessés\n"
FIRST = f"{BRIDGE}Le pont de Valmeyrac s'est effondré mardi sur la Sorne. Douze lycéens sont blessés, selon le préfet Bruno Delattre."
AGAIN = "Douze lycéens blessés dans la chute du pont de Valmeyrac\nLe préfet Bruno Delattre a fermé mercredi les autres ponts de la Sorne après la chute de celui de Valmeyrac."
ENGLISH = "Twelve pupils hurt as Valmeyrac bridge collapses\nA bridge over the Sorne collapsed in Valmeyrac on Tuesday, injuring twelve pupils, prefect Bruno Delattre said."
ELSEWHERE = "Budget : la commission rejette la surtaxe\nLes députés ont rejeté samedi la contribution des grandes entreprises, par 37 voix contre 29."
PEOPLE = ("Bruno Delattre",)
NO_QUOTES = quotes()


def desk(articles: Iterable[dict[str, Any]], said: pl.DataFrame = NO_QUOTES) -> Desk:
    found = prints(articles)
    dated, undated = found.filter(day_of() < UNDATED), found.filter(day_of() == UNDATED)
    made = Desk(TOOLS, dated, said, set(), History(), History())
    made.work_days(dated.select(day=day_of())["day"])
    if undated.height:
        made.add(undated)
        made.hear(said.join(undated, on="article_id", how="semi"))
        near = nearest(undated, [found], TOOLS.words, TOOLS.stories, set())
        made.work_undated(near, found.height)
        made.work_told({made.stories.group(article).id for article in near})
    return made


def stories(*articles: dict[str, Any]) -> set[frozenset[str]]:
    made = desk(articles)
    groups: dict[str, set[str]] = {}
    for one in articles:
        groups.setdefault(made.stories.group(one["article_id"]).id, set()).add(one["article_id"])
    return {frozenset(group) for group in groups.values()}


def utterances(said: pl.DataFrame, *articles: dict[str, Any]) -> set[frozenset[int]]:
    made = desk(articles, said)
    groups: dict[str, set[int]] = {}
    for id, index in said.select("article_id", "utterance_index").iter_rows():
        groups.setdefault(made.utterances.group(name_of((id, index))).id, set()).add(index)
    return {frozenset(group) for group in groups.values()}


def sets(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group) for group in groups}


# Stories


def test_articles_on_one_event_are_one_story_in_both_languages() -> None:
    found = stories(
        article("a", FIRST, people=PEOPLE),
        article("b", AGAIN, people=PEOPLE, on=1),
        article("c", ENGLISH, people=PEOPLE, on=1, language="en"),
        article("d", ELSEWHERE),
    )
    assert found == sets("abc", "d")


def test_the_same_words_a_month_later_are_another_story() -> None:
    assert stories(article("a", FIRST), article("b", FIRST, on=WINDOW + 1)) == sets("a", "b")
    assert stories(article("a", FIRST), article("b", FIRST, on=2)) == sets("ab")


def test_an_undated_article_goes_to_the_story_that_it_tells() -> None:
    dated = [article("a", FIRST), article("d", ELSEWHERE)]
    assert stories(*dated, article("u", AGAIN, on=None), article("v", FIRST, on=None)) == sets(
        "auv", "d"
    )
    assert stories(article("u", AGAIN, on=None), article("v", FIRST, on=None)) == sets("uv")


def test_a_month_keeps_articles_of_other_months_apart() -> None:
    of_may = article("m", FIRST, on=5) | {"published_precision": "month"}
    assert stories(article("a", FIRST), of_may) == sets("am")
    assert stories(article("a", FIRST, on=90), of_may) == sets("a", "m")


def test_the_day_of_an_article() -> None:
    month = (day(-1), day(29))
    assert day_range(day(0) + timedelta(hours=9), "minute", day(40)) == (day(0), day(0))
    assert day_range(day(-1), "month", None) == month
    assert day_range(day(-1), "month", day(3) + timedelta(hours=5)) == (day(3), day(3))
    assert day_range(day(-1), "month", day(90)) == month, "fetched long after"
    assert day_range(None, None, day(3) + timedelta(hours=5)) == (day(3), day(3))
    assert day_range(None, None, None) == (None, None)
    december = day(-1).replace(year=2023, month=12)
    assert day_range(december, "month", None) == (december, december.replace(day=31))


@pytest.mark.parametrize(
    ("name", "label", "keys"),
    [
        ("Élodie Garnier-Vasseur", "PER", ["elodie garnier vasseur", "~vasseur"]),
        ("Morel", "PER", ["~morel"]),
        ("Corée du Nord", "LOC", ["coree du nord"]),
        ("…", "PER", []),
    ],
)
def test_names_have_keys(name: str, label: str, keys: list[str]) -> None:
    assert name_keys(name, label) == keys


# Utterances

TREATY = "Le traité prévoit une assistance mutuelle en cas d'agression contre l'une des parties"


def told(*said: str, **more: Any) -> pl.DataFrame:
    """Each article of one story says one thing."""
    return quotes(
        *((id, "Igor Valnine", text) for id, text in zip("abcde", said, strict=False)), **more
    )


STORY = [article(id, FIRST, on=number) for number, id in enumerate("abc")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TREATY, "une assistance mutuelle en cas d'agression contre une partie du traité"),
        (TREATY, "l'accord constituait un pacte d'assistance mutuelle en cas d'agression"),
        ("On ne bâtit pas une maison commune en commençant par le toit",
         "on ne commence pas une maison par le toit"),
        ("Quarante soignants de la réserve partent vendredi", "40 soignants de la réserve partiraient"),
    ],
)  # fmt: skip
def test_one_thing_said_in_other_words(one: str, other: str) -> None:
    assert utterances(told(one, other, kind="indirect"), *STORY[:2]) == {frozenset([0, 1])}


def test_one_thing_said_in_the_other_language() -> None:
    both = [STORY[0], article("b", ENGLISH, language="en", people=PEOPLE)]
    both[0]["people"] = PEOPLE
    said = told(
        TREATY, "the treaty provides for mutual assistance in case of aggression against one party"
    )
    assert utterances(said, *both) == {frozenset([0, 1])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TREATY, "Nous n'excluons pas une coopération militaire avec nos voisins"),
        (
            "Nous supprimerons 3000 postes de fonctionnaires",
            "Nous ouvrirons 500 lits dans les hôpitaux",
        ),
        ("Le contrôle n'a rien révélé", "Je ne démissionnerai pas, je dois la vérité aux familles"),
    ],
)
def test_two_things_said_by_one_speaker(one: str, other: str) -> None:
    assert utterances(told(one, other), *STORY[:2]) == {frozenset([0]), frozenset([1])}


def test_another_speaker_says_another_thing() -> None:
    same = "une assistance mutuelle en cas d'agression"
    said = quotes(("a", "Igor Valnine", same), ("b", "Hélène Castaing", same))
    assert utterances(said, *STORY[:2]) == {frozenset([0]), frozenset([1])}


def test_a_surname_or_a_role_can_be_the_speaker() -> None:
    said = quotes(
        ("a", "Igor Valnine", TREATY), ("b", "Valnine", TREATY), ("c", "président", TREATY)
    )
    assert utterances(said, *STORY) == {frozenset([0, 1, 2])}


def test_what_a_role_says_in_another_story_is_another_thing() -> None:
    said = quotes(("a", "Igor Valnine", TREATY), ("d", "président", TREATY))
    apart = [STORY[0], article("d", ELSEWHERE)]
    assert utterances(said, *apart) == {frozenset([0]), frozenset([1])}


# Days


def test_groups_are_named_by_their_earliest_item() -> None:
    made = desk([article("b", FIRST), article("a", FIRST, on=1)])
    assert made.stories.group("a").founded == day(0)
    only = desk([article("b", FIRST)])
    assert made.stories.group("a").id == only.stories.group("b").id


def test_stories_that_an_article_joins_are_one_from_then_on() -> None:
    flood = "Crue de la Sorne : le camping de Brassac évacué\nLe camping de Brassac a été évacué après la crue de la Sorne."
    fire = "Brassac : le pont du camping emporté\nLe pont du camping de Brassac est emporté par la crue."
    both = "Crue à Brassac : le camping évacué, le pont du camping emporté\nLa crue de la Sorne a emporté le pont du camping de Brassac, qui est évacué."
    articles = [article("a", flood), article("b", fire), article("c", both, on=1)]
    made = desk(articles)
    assert len({made.stories.group(id).id for id in "abc"}) == 1


def test_a_day_can_be_worked_again_and_again() -> None:
    articles = [article(f"{n}{id}", text, on=n) for n in range(4) for id, text in
                (("x", FIRST), ("y", AGAIN), ("z", ELSEWHERE))]  # fmt: skip
    made = desk(articles)
    before = (dict(made.stories.placed), dict(made.stories.merged))
    rng = random.Random(3)
    for _ in range(5):
        left = made.work_days(rng.sample([day(n) for n in range(4)], 2))
        assert min(left) > day(3), "nothing here is left to do"
        assert (made.stories.placed, made.stories.merged) == before


def test_a_late_article_changes_the_days_after_it() -> None:
    early, late = article("a", FIRST), article("b", AGAIN, on=2)
    whole = desk([early, late])
    made = desk([late])
    made.add(prints([early]))
    made.work_days([day(0)])
    assert made.stories.placed == whole.stories.placed


def test_days_after_all_that_is_here_are_left_to_do() -> None:
    made = desk([article("a", FIRST)])
    made.stories.remove("a")
    assert made.work_days([day(0)]) == {day(n) for n in range(1, WINDOW + 1)}
