"""Undated articles: each goes where the one goes that it is most like."""

from __future__ import annotations

import random
import time

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.across.made import TOOLS, article, prints
from transforms.undated import Near, Nearest, gathered, nearest, sure_among

FLOOD = "Crue à Brassac : le camping évacué\nLa Sorne a emporté le pont du camping de Brassac."
AGAIN = "Le camping de Brassac évacué après la crue\nLe pont du camping est emporté par la Sorne."
OTHER = "Budget : la surtaxe rejetée\nLes députés ont rejeté la surtaxe par 37 voix contre 29."


def to(article: str, similarity: float, *, dated: bool = False) -> Nearest:
    near = Near(similarity, article)
    return Nearest(near, near if dated else None)


def test_an_undated_article_is_nearest_to_the_one_that_tells_the_same() -> None:
    undated = prints([article("u", AGAIN, on=None)])
    others = prints([article("a", FLOOD), article("b", OTHER, on=40)])
    found = nearest(undated, [others, undated], TOOLS.words, TOOLS.stories, set())
    one, dated = found["u"]
    assert one is not None
    assert one == dated
    assert one.article_id == "a"
    assert one.similarity > sure_among(3)


def test_portions_decide_nothing_and_a_copy_is_sure() -> None:
    undated = prints([article(id, text, on=None) for id, text in (("u", AGAIN), ("v", FLOOD))])
    others = [prints([article("a", FLOOD)]), prints([article("b", OTHER)]), undated]
    copies = {("b", "u")}
    found = nearest(undated, others, TOOLS.words, TOOLS.stories, copies)
    assert found["u"] == Nearest(Near(1.0, "b"), Near(1.0, "b"))
    assert found["v"].dated == Near(found["v"].dated.similarity, "a")  # type: ignore[union-attr]
    apart = [nearest(undated, [one], TOOLS.words, TOOLS.stories, copies) for one in others[::-1]]
    joined = {id: apart[0][id].better(apart[1][id]).better(apart[2][id]) for id in "uv"}
    assert joined == found


def test_of_many_that_are_the_same_each_is_nearest_to_the_last() -> None:
    undated = prints([article(f"u{number}", AGAIN, on=None) for number in range(3)])
    others = prints([article("a", FLOOD), article("b", FLOOD), article("c", OTHER)])
    both = [others, undated]
    found = nearest(undated, both, TOOLS.words, TOOLS.stories, set())
    assert [found[f"u{number}"].one.article_id for number in range(3)] == ["u2", "u2", "u1"]  # type: ignore[union-attr]
    assert {near.dated.article_id for near in found.values() if near.dated} == {"b"}
    alone = {id: Nearest() for id in found}
    for one in undated.iter_slices(1):
        for other in (row for part in both for row in part.iter_slices(1)):
            id = one["article_id"].item()
            met = nearest(one, [other], TOOLS.words, TOOLS.stories, set())
            alone[id] = alone[id].better(met[id])
    assert found == alone


def test_thousands_that_are_the_same_are_compared_once() -> None:
    """All to all these would be sixteen million pairs."""
    one = prints([article("u", AGAIN, on=None)])
    ids = pl.Series("article_id", [f"u{number:04d}" for number in range(4000)])
    undated = pl.concat([one] * len(ids)).with_columns(ids)
    began = time.process_time()
    found = nearest(undated, undated.iter_slices(1000), TOOLS.words, TOOLS.stories, set())
    assert time.process_time() - began < 5
    assert {near.one.article_id for near in found.values() if near.one} == {"u3998", "u3999"}


def test_chains_end_at_a_dated_article_or_in_a_circle() -> None:
    near = {"u": to("v", 0.9), "v": to("d", 0.8, dated=True), "x": to("y", 0.9), "y": to("x", 0.9)}
    assert gathered(near, 6) == {"u": "d", "v": "d", "x": "x", "y": "x"}


def test_a_circle_goes_to_the_dated_article_that_one_of_it_is_most_like() -> None:
    near = {"x": to("y", 0.9), "y": Nearest(Near(0.9, "x"), Near(0.75, "d"))}
    assert gathered(near, 6) == {"x": "d", "y": "d"}
    assert gathered(near, 600) == {"x": "x", "y": "x"}, "among many that is not enough"


def test_what_is_like_nothing_stays_alone() -> None:
    assert gathered({"u": Nearest(), "v": to("d", 0.5, dated=True)}, 6) == {"u": "u", "v": "v"}


def test_among_more_articles_more_is_asked() -> None:
    asked = [sure_among(10**power) for power in range(7)]
    assert asked == sorted(asked)
    assert asked[0] == asked[1] == 0.7
    assert asked[-1] < 1


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"),
        st.tuples(st.sampled_from("abcdefghXYZ"), st.sampled_from([0.5, 0.8, 0.9])),
    ),
    st.integers(0, 100),
)
def test_everybody_is_somewhere_and_order_decides_nothing(
    ways: dict[str, tuple[str, float]], seed: int
) -> None:
    near = dict.fromkeys("abcdefgh", Nearest())
    for one, (other, similarity) in ways.items():
        if other != one:
            near[one] = to(other, similarity, dated=other.isupper())
    found = gathered(near, 6)
    assert found.keys() == near.keys()
    assert all(home.isupper() or found[home] == home for home in found.values())
    mixed = list(near.items())
    random.Random(seed).shuffle(mixed)
    assert gathered(dict(mixed), 6) == found
