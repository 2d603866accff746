"""Row checks that Great Expectations lacks.

A metric compares a few columns of one row; an expectation is a metric with a name and a sentence
for the reader. Columns whose name begins with an underscore come from `expectations.comparands`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, cast

import pandas as pd
from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations import ExpectColumnMaxToBeBetween
from great_expectations.expectations.expectation import (
    ColumnMapExpectation,
    MulticolumnMapExpectation,
)
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.expectations.metrics.map_metric_provider import (
    ColumnMapMetricProvider,
    MulticolumnMapMetricProvider,
    column_condition_partial,
    multicolumn_condition_partial,
)

Check = Callable[..., pd.Series]
"""A metric's condition: the asked columns to one truth a row."""

_check = cast(Callable[[Check], Check], multicolumn_condition_partial(engine=PandasExecutionEngine))
_check_column = cast(
    Callable[[Check], Check], column_condition_partial(engine=PandasExecutionEngine)
)


class _Agree(MulticolumnMapMetricProvider):
    """The two columns are equal, or both null."""

    condition_metric_name = "row.agree"

    @_check
    def _pandas(cls, columns: pd.DataFrame, **_: Any) -> pd.Series:
        left, right = (columns.iloc[:, place] for place in (0, 1))
        return left.eq(right).astype(bool) | (left.isna() & right.isna())


class _Differ(MulticolumnMapMetricProvider):
    """The two columns are not equal; null differs from everything."""

    condition_metric_name = "row.differ"

    @_check
    def _pandas(cls, columns: pd.DataFrame, **_: Any) -> pd.Series:
        return ~columns.iloc[:, 0].eq(columns.iloc[:, 1]).astype(bool)


class _Within(MulticolumnMapMetricProvider):
    """Columns low, start, end, high: low <= start < end <= high, or no span at all."""

    condition_metric_name = "row.within"

    @_check
    def _pandas(cls, columns: pd.DataFrame, **_: Any) -> pd.Series:
        numbers = columns.astype("float64")  # a column of nulls alone comes as objects
        low, start, end, high = (numbers.iloc[:, place] for place in range(4))
        inside = (low <= start) & (start < end) & (end <= high)
        return inside | (start.isna() & end.isna())


class _AllOrNone(MulticolumnMapMetricProvider):
    """Every column is null, or none is."""

    condition_metric_name = "row.all_or_none"

    @_check
    def _pandas(cls, columns: pd.DataFrame, **_: Any) -> pd.Series:
        nulls = columns.isna()
        return nulls.all(axis=1) | ~nulls.any(axis=1)


class _OnlyWhen(MulticolumnMapMetricProvider):
    """The first column is null, or the second is true."""

    condition_metric_name = "row.only_when"

    @_check
    def _pandas(cls, columns: pd.DataFrame, **_: Any) -> pd.Series:
        return columns.iloc[:, 0].isna() | columns.iloc[:, 1].eq(True).astype(bool)


class _Free(MulticolumnMapMetricProvider):
    """The last column, which holds the words that a rule found, is null."""

    condition_metric_name = "row.free"

    @_check
    def _pandas(cls, columns: pd.DataFrame, **_: Any) -> pd.Series:
        return columns.iloc[:, -1].isna()


class _FullMatch(ColumnMapMetricProvider):
    """The whole value matches, to the last character: `$` alone lets a newline pass."""

    condition_metric_name = "column_values.full_match"
    condition_value_keys = ("regex",)

    @_check_column
    def _pandas(cls, column: pd.Series, regex: str, **_: Any) -> pd.Series:
        return column.astype("str").str.fullmatch(regex)


class ExpectColumnValuesToBeWellFormed(ColumnMapExpectation):
    """A column of text of one shape, such as an identifier."""

    regex: str
    map_metric = "column_values.full_match"
    success_keys = ("regex", "mostly")


class RowExpectation(MulticolumnMapExpectation):
    """A check on every row: unlike Great Expectations' own, nulls are never passed over."""

    ignore_row_if: Literal["all_values_are_missing", "any_value_is_missing", "never"] = "never"


class ExpectReferenceToResolve(RowExpectation):
    map_metric = "row.agree"
    description: str = "What a row points to is there."


class ExpectTextToEqualItsSpan(RowExpectation):
    map_metric = "row.agree"
    description: str = "The words of a row are what its article has at the given place."


class ExpectSpanToLieInItsText(RowExpectation):
    map_metric = "row.within"
    description: str = "The place lies inside its text, and begins before it ends."


class ExpectPlaceToBeWhole(RowExpectation):
    map_metric = "row.all_or_none"
    description: str = "Words come with their start and their end, or not at all."


class ExpectRawRecordToHaveItsArticle(RowExpectation):
    map_metric = "row.agree"
    description: str = "Every record that was read became an article."


class ExpectArticleToKeepItsSource(RowExpectation):
    map_metric = "row.agree"
    description: str = "An article and the record it was made from name the same file and content."


class ExpectTextToBeTheKeptLines(RowExpectation):
    map_metric = "row.agree"
    description: str = "The text of an article is its kept pieces, one under the other."


class ExpectTitleToComeFirst(RowExpectation):
    map_metric = "row.agree"
    description: str = "Where an article has a title, its text begins with it."


class ExpectRemainderOnlyWhenTruncated(RowExpectation):
    map_metric = "row.only_when"
    description: str = "Only an article that goes on behind a paywall has a share left to read."


class ExpectDateToSayItsPrecision(RowExpectation):
    map_metric = "row.all_or_none"
    description: str = "The date of an article comes with how precise it is, or there is no date."


class ExpectSegmentsToBeNumberedInOrder(RowExpectation):
    map_metric = "row.agree"
    description: str = "The pieces of a page are numbered from 0, in the order of the page."


class ExpectSegmentToBeginWhereTheLastEnded(RowExpectation):
    map_metric = "row.agree"
    description: str = "No character is skipped or used twice before a piece of a page."


class ExpectSegmentToEndWhereTheNextBegins(RowExpectation):
    map_metric = "row.agree"
    description: str = "No character is skipped or used twice after a piece of a page."


class ExpectKindToSayWhatIsKept(RowExpectation):
    map_metric = "row.agree"
    description: str = "A piece of a page is kept if it is part of the article, and only then."


class ExpectOnlyKeptSegmentsToHaveAPlace(RowExpectation):
    map_metric = "row.agree"
    description: str = "A kept piece of a page has a place in the article, and a cut one does not."


class ExpectKeptLinesToFollowOneAnother(RowExpectation):
    map_metric = "row.agree"
    description: str = "Each kept piece of a page begins right under the kept piece before it."


class ExpectNoPaywallWords(RowExpectation):
    map_metric = "row.free"
    description: str = "No words of a paywall are left."


class ExpectNoSourceLink(RowExpectation):
    map_metric = "row.free"
    description: str = "No link to the original article is left."


class ExpectMentionToLieInItsSegment(RowExpectation):
    map_metric = "row.within"
    description: str = "A mention of a name lies inside the piece of the page that it points to."


class ExpectQuoteToLieInOneSegment(RowExpectation):
    map_metric = "row.within"
    description: str = "A quotation lies inside one kept piece of the page."


class ExpectQuoteNotToNestInItself(RowExpectation):
    map_metric = "row.differ"
    description: str = "A quotation does not stand inside itself."


class ExpectNestedQuoteToLieInTheOther(RowExpectation):
    map_metric = "row.within"
    description: str = "A quotation that stands inside another one lies wholly inside it."


class ExpectUtteranceToHaveOneSpeaker(RowExpectation):
    map_metric = "row.agree"
    description: str = "The quotations that make up one statement have the same speaker."


class ExpectRunToBeUsual(ExpectColumnMaxToBeBetween):
    """One figure of a run, in a frame of one row."""

    severity: FailureSeverity = FailureSeverity.WARNING


class ExpectNoRowTwice(ExpectColumnMaxToBeBetween):
    """How often something is there that must not be, in a frame of one row."""
