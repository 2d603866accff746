"""Each damage is caught by the expectation meant for it, and only in the damaged article."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

from expectations.gate import JUDGED, Verdict, judge
from tests.expectations.damages import DOMAIN, Damage, structural
from tests.expectations.frames import RULES, article_id, batch

DAMAGES = (*structural(), *DOMAIN)
WARNINGS = {"expect_column_values_to_not_be_in_set", "expect_utterance_to_have_one_speaker"}


@cache
def all_damages() -> Verdict:
    """The verdict on one batch in which article `i` bears damage `i`, and the last bears none."""
    frames = batch(len(DAMAGES) + 1)
    for number, each in enumerate(DAMAGES):
        frames = each.do(frames, article_id(number))
    return judge(frames, RULES)


@pytest.mark.parametrize(
    ("number", "each"),
    list(enumerate(DAMAGES)),
    ids=[f"{n}-{'-'.join(d.meant)}" for n, d in enumerate(DAMAGES)],
)
def test_damage_is_caught_by_the_expectation_meant_for_it(number: int, each: Damage) -> None:
    blamed = each.blame or article_id(number)
    caught = {
        (failure.table, failure.expectation, failure.column)
        for failure in all_damages().failures
        if failure.article_id == blamed
    }
    assert each.meant in caught


def test_only_damaged_articles_fail() -> None:
    known = {article_id(number) for number in range(len(DAMAGES))}
    strangers = {each.blame for each in DAMAGES if each.blame}
    failed = set(all_damages().failed_articles)
    assert failed <= known | strangers
    assert article_id(len(DAMAGES)) not in failed
    for number, each in enumerate(DAMAGES):
        assert (article_id(number) in failed) or each.blame or each.expectation in WARNINGS


def test_no_expectation_goes_untried() -> None:
    tried = {each.meant for each in DAMAGES}
    nulls = {(name, "expect_column_values_to_not_be_null", "article_id") for name in JUDGED}
    shape = {(name, "expect_table_columns_to_match_ordered_list", "*") for name in JUDGED}
    judged = {(r.table, r.expectation, r.column) for r in all_damages().results}
    assert judged - tried == nulls | shape  # these two fail the whole batch: tested below
    assert tried <= judged


def test_the_rest_of_the_batch_passes_once_the_condemned_have_left() -> None:
    frames = batch(6)
    for number, each in enumerate(DOMAIN[:5]):
        frames = each.do(frames, article_id(number))
    condemned = list(judge(frames, RULES).failed_articles)
    rest = {
        name: frame.filter(~pl.col("article_id").is_in(condemned)) for name, frame in frames.items()
    }
    assert judge(rest, RULES).success
    assert rest["articles"]["article_id"].to_list()[-1] == article_id(5)
