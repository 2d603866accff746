"""The operator's own expectations: what is told of a wrong one, and how a right one judges."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from expectations.gate import judge
from expectations.own import OwnExpectationError, parsed
from expectations.verdict import Own, Rules, Verdict
from tests.expectations.frames import Frames, article_id, batch, damage
from warehouse.tables import TABLES

LONG = {
    "table": "quotes",
    "column": "text",
    "expect": "expect_column_value_lengths_to_be_between",
    "arguments": {"max_value": 40},
    "severity": "critical",
    "sentence": "A quotation has at most 40 characters.",
}


def own(**changes: Any) -> tuple[Own, ...]:
    keys = {name: value for name, value in (LONG | changes).items() if value is not None}
    return parsed({"short_quotes": keys})


def judged(frames: Frames, added: tuple[Own, ...]) -> Verdict:
    return judge(frames, Rules(own=added))


def with_a_long_quote(articles: int = 3) -> Frames:
    row = {"article_id": article_id(1), "quote_index": 1}
    return damage(batch(articles), "quotes", row, speaker_name="x" * 41)


ABOUT_SPEAKERS = {"column": "speaker_name", "sentence": "A speaker's name has 40 characters."}


def test_a_critical_one_condemns_the_article_like_ours() -> None:
    verdict = judged(with_a_long_quote(), own(**ABOUT_SPEAKERS))
    assert list(verdict.failed_articles) == [article_id(1)]
    failure = verdict.failed_articles[article_id(1)]
    assert failure.expectation == "short_quotes"
    assert failure.detail.startswith(
        "A speaker's name has 40 characters. Found speaker name = 'xxx"
    )


def test_a_warning_condemns_nothing_and_is_reported() -> None:
    verdict = judged(with_a_long_quote(), own(**ABOUT_SPEAKERS, severity="warning"))
    assert verdict.success
    (result,) = (r for r in verdict.results if r.expectation == "short_quotes")
    assert not result.success
    assert (result.severity, result.column, result.unexpected_count) == (
        "warning", "speaker_name", 1,
    )  # fmt: skip
    assert result.sentence == "A speaker's name has 40 characters."
    assert article_id(1) in (result.observed or "")


def test_a_critical_one_about_a_whole_table_condemns_the_batch() -> None:
    few = own(expect="ExpectTableRowCountToBeBetween", arguments={"max_value": 5}, column=None)
    assert judged(batch(1), few).success
    verdict = judged(batch(3), few)
    assert verdict.batch_failed
    assert "at most 40 characters" in verdict.batch_failed


def test_a_condition_limits_it_to_some_rows() -> None:
    only = {"row_condition": 'kind == "direct"', "condition_parser": "pandas", "max_value": 3}
    verdict = judged(batch(1), own(arguments=only, severity="warning"))
    (result,) = (r for r in verdict.results if r.expectation == "short_quotes")
    assert result.unexpected_count == 1  # of three, two of which are mixed


def test_two_of_one_kind_on_one_column_are_told_apart() -> None:
    both = parsed({"at_most": LONG, "at_least": LONG | {"arguments": {"min_value": 20}}})
    verdict = judged(batch(1), both)
    told = {
        r.expectation: r.unexpected_count
        for r in verdict.results
        if r.expectation.startswith("at_")
    }
    assert told == {"at_most": 0, "at_least": 2}


def test_an_empty_table_has_no_mean_to_be_wrong() -> None:
    mean = own(
        expect="ExpectColumnMeanToBeBetween", column="confidence", arguments={"min_value": 1}
    )
    frames = batch(2)
    assert judged(frames, mean).batch_failed
    assert judged(frames | {"quotes": frames["quotes"].clear()}, mean).success
    some = own(expect="ExpectTableRowCountToBeBetween", arguments={"min_value": 1}, column=None)
    assert judged(frames | {"quotes": frames["quotes"].clear()}, some).batch_failed


def test_one_that_raises_on_a_batch_fails_with_its_own_severity() -> None:
    """It passed the trial at the start; then a batch comes on which it cannot be judged."""
    arguments = '{"column": "text", "min_value": 3}'
    sentence = "A quotation is more than three."
    kind = "expect_column_values_to_be_between"
    odd = (Own("odd_one", "quotes", kind, arguments, "warning", sentence),)
    verdict = judged(batch(2), odd)
    assert verdict.success
    (result,) = (r for r in verdict.results if r.expectation == "odd_one")
    assert (result.success, result.severity) == (False, "warning")
    assert "could not be judged" in (result.observed or "")


def test_columns_and_pairs_are_passed_on() -> None:
    pair = own(
        expect="ExpectColumnPairValuesAToBeGreaterThanB", column=None, columns=["end", "start"],
        arguments={},
    )  # fmt: skip
    assert judged(batch(1), pair).success
    together = own(
        expect="ExpectCompoundColumnsToBeUnique", column=None, columns=["kind", "speaker_name"],
        arguments={},
    )  # fmt: skip
    verdict = judged(batch(1), together)
    assert set(verdict.failed_articles) == {article_id(0)}


ON_DATES = {
    "table": "articles",
    "column": "published_at",
    "expect": "expect_column_values_to_be_between",
}


@pytest.mark.parametrize("since", ["2024-05-03", "2024-05-02T13:00:00Z", "2024-05-02T13:00:00"])
def test_days_and_times_are_compared_in_utc(since: str) -> None:
    """The articles are of noon, 2 May 2024."""
    late = own(**ON_DATES, arguments=tomllib.loads(f"min_value = {since}"))
    assert len(judged(batch(2), late).failed_articles) == 2
    early = tomllib.loads(f"min_value = {since.replace('2024', '2023')}")
    assert judged(batch(2), own(**ON_DATES, arguments=early)).success


def test_severity_is_a_warning_unless_it_is_said() -> None:
    assert own(severity=None)[0].severity == "warning"


@pytest.mark.parametrize(
    ("changes", "mend"),
    [
        ({"table": None}, 'table = "…" is missing'),
        ({"sentence": None}, 'sentence = "…" is missing'),
        ({"sentence": "Short."}, "write a sentence of 10 to 200 characters"),
        ({"table": "qotes"}, "no table 'qotes': choose one of quotes"),
        ({"table": "entities"}, "no table 'entities': choose one of"),
        ({"column": "txt"}, "no column of quotes 'txt': choose one of text"),
        ({"expect": "expect_column_values_to_be_nul"}, "choose one of expect_column_values_to_be_null"),
        ({"expect": "UnexpectedRowsExpectation"}, "no expectation 'unexpected_rows_expectation'"),
        ({"severity": "fatal"}, "no severity 'fatal': choose one of critical, warning, info"),
        ({"max_value": 4}, "no key 'max_value': choose one of"),
        ({"arguments": 4}, "write arguments = { name = value, … }"),
        ({"arguments": {"max": 4}}, "argument max: extra fields not permitted"),
        ({"arguments": {}}, "min_value and max_value cannot both be None"),
        ({"arguments": {"max_value": "long"}}, "argument max_value"),
        ({"columns": ["text"], "column": 3}, 'write column = "…"'),
        ({"column": None}, "expect_column_value_lengths_to_be_between is about 1 column"),
        ({"expect": "ExpectColumnPairValuesToBeEqual"}, "is about 2 columns"),
        ({"expect": "expect_column_values_to_be_between"}, "could not be judged"),
        ({"expect": "expect_column_values_to_match_regex", "arguments": {"regex": "("}}, "regular"),
    ],
)  # fmt: skip
def test_a_wrong_one_is_told_in_one_line_with_its_name(changes: dict[str, Any], mend: str) -> None:
    with pytest.raises(OwnExpectationError) as told:
        own(**changes)
    line = str(told.value)
    assert line.startswith("expectation short_quotes: ")
    assert mend in line
    assert "\n" not in line


@pytest.mark.parametrize("name", ["Quotes", "expect_more", "a", "two words", "é" * 4])
def test_a_wrong_name_is_told(name: str) -> None:
    with pytest.raises(OwnExpectationError, match="name it with"):
        parsed({name: LONG})


def test_what_is_no_table_is_told() -> None:
    with pytest.raises(OwnExpectationError, match=r"write it as a table: \[short\]"):
        parsed({"short": 3})


@pytest.mark.parametrize("table", ["raw_articles", "articles", "segments", "mentions", "quotes"])
def test_any_column_of_the_batch_can_be_asked_about(table: str) -> None:
    asked = {
        f"about_{column.name}": {
            "table": table, "column": column.name, "expect": "expect_column_values_to_not_be_null",
            "sentence": "This is always filled in.",
        }
        for column in TABLES[table].columns
    }  # fmt: skip
    verdict = judged(batch(2), parsed(asked))
    assert len([r for r in verdict.results if r.expectation.startswith("about_")]) == len(asked)
    assert verdict.success
