"""A run is compared with the runs before it: median and spread, and only when enough is known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.trends import ENOUGH_ARTICLES, ENOUGH_RUNS, TRENDS, Figures, judge_run, usual

ALIKE = {"truncated": 20, "mentions": 900, "quotes": 300, "cut_share": 0.3}
RECENT = [Figures(90 + n, 20 + n % 3, 900, 300, 0.3 + 0.01 * (n % 2)) for n in range(12)]


def unusual(run: Figures, recent: list[Figures]) -> set[str]:
    results = judge_run(run, recent)
    assert {result.severity for result in results} <= {"warning"}
    return {result.column for result in results if not result.success}


def test_a_run_like_the_others_is_usual() -> None:
    results = judge_run(Figures(100, **ALIKE), RECENT)
    assert [result.column for result in results] == [trend.name for trend in TRENDS]
    assert all(result.success for result in results)


@pytest.mark.parametrize(
    ("changed", "figure"),
    [
        ({"cut_share": 0.6}, "cut_share"),
        ({"cut_share": 0.05}, "cut_share"),
        ({"truncated": 90}, "truncated_share"),
        ({"quotes": 20}, "quotes_per_article"),
        ({"quotes": 0}, "quotes_per_article"),
        ({"mentions": 5000}, "mentions_per_article"),
        ({"mentions": 0}, "mentions_per_article"),
    ],
)
def test_each_figure_is_compared(changed: dict[str, Any], figure: str) -> None:
    assert unusual(Figures(100, **(ALIKE | changed)), RECENT) == {figure}


@pytest.mark.parametrize(("articles", "is_usual"), [(20, False), (40, True), (250, True), (900, False), (0, False)])  # fmt: skip
def test_volume_is_compared(articles: int, is_usual: bool) -> None:
    assert ("articles" not in unusual(Figures(articles), RECENT)) is is_usual


def test_too_few_runs_make_nothing_unusual() -> None:
    odd = Figures(100_000, 0, 0, 0, 1.0)
    assert judge_run(odd, []) == []
    assert judge_run(odd, RECENT[: ENOUGH_RUNS - 1]) == []
    assert len(judge_run(odd, RECENT[:ENOUGH_RUNS])) == len(TRENDS)


def test_a_figure_that_older_runs_did_not_keep_is_not_compared() -> None:
    older = [Figures(run.articles) for run in RECENT]
    assert [r.column for r in judge_run(Figures(100, **ALIKE), older)] == ["articles"]


def test_a_small_run_has_no_shares() -> None:
    small = Figures(ENOUGH_ARTICLES - 1, truncated=19, mentions=0, quotes=0, cut_share=0.99)
    assert [r.column for r in judge_run(small, RECENT)] == ["articles"]
    assert judge_run(Figures(100, **ALIKE), [small] * 9)[0].column == "articles"


def test_runs_that_brought_nothing_say_nothing() -> None:
    assert judge_run(Figures(100), [Figures(0)] * 50) == []


def test_where_runs_vary_more_more_is_usual() -> None:
    wild = [Figures(100, cut_share=share) for share in (0.1, 0.5, 0.2, 0.6, 0.3, 0.7)]
    assert "cut_share" not in unusual(Figures(100, cut_share=0.75), wild)
    assert "cut_share" in unusual(Figures(100, cut_share=0.75), RECENT)


def test_one_odd_run_among_them_moves_nothing() -> None:
    calm = usual(TRENDS[1], RECENT)
    with_one = usual(TRENDS[1], [*RECENT, Figures(100, cut_share=1.0)])
    assert calm is not None
    assert with_one is not None
    assert with_one.high < 0.5


def test_what_was_found_is_told_with_what_is_usual() -> None:
    (result,) = (
        r for r in judge_run(Figures(100, cut_share=0.6), RECENT) if r.column == "cut_share"
    )
    assert (result.table, result.expectation) == ("runs", "expect_run_to_be_usual")
    assert result.observed == "60%; the last 12 runs make 20% to 40% usual"


@given(
    st.lists(st.builds(Figures, st.integers(1, 10**6), cut_share=st.floats(0, 1)), max_size=30),
    st.sampled_from(TRENDS),
)
def test_the_usual_range_holds_the_median(recent: list[Figures], trend: Any) -> None:
    found = usual(trend, recent)
    if found is not None:
        assert 0 <= found.low <= found.middle <= found.high
