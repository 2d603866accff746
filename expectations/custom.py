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
    description: str = "What a row points to is in the batch."


class ExpectTextToEqualItsSpan(RowExpectation):
    map_metric = "row.agree"
    description: str = "The text of the row is what stands in its article at the given place."


class ExpectSpanToLieInItsText(RowExpectation):
    map_metric = "row.within"
    description: str = "The place lies inside its text, and begins before it ends."


class ExpectPlaceToBeWhole(RowExpectation):
    map_metric = "row.all_or_none"
    description: str = "A piece of text comes with its start and its end, or not at all."


class ExpectRawRecordToHaveItsArticle(RowExpectation):
    map_metric = "row.agree"
    description: str = "Every record that was read has its article."


class ExpectArticleToKeepItsSource(RowExpectation):
    map_metric = "row.agree"
    description: str = "The article and its raw record name the same source and the same content."


class ExpectTextToBeTheKeptLines(RowExpectation):
    map_metric = "row.agree"
    description: str = "The text of the article is its kept lines, one under the other."


class ExpectTitleToComeFirst(RowExpectation):
    map_metric = "row.agree"
    description: str = "Where a line was kept as title, the text of the article begins with it."


class ExpectRemainderOnlyWhenTruncated(RowExpectation):
    map_metric = "row.only_when"
    description: str = "Only a truncated article has a share behind the paywall."


class ExpectDateToSayItsPrecision(RowExpectation):
    map_metric = "row.all_or_none"
    description: str = "A publication date says how precise it is, and no date says nothing."


class ExpectSegmentsToBeNumberedInOrder(RowExpectation):
    map_metric = "row.agree"
    description: str = "The segments of an article are numbered from 0 in the order of the page."


class ExpectSegmentToBeginWhereTheLastEnded(RowExpectation):
    map_metric = "row.agree"
    description: str = "No character of the page is skipped or used twice before this segment."


class ExpectSegmentToEndWhereTheNextBegins(RowExpectation):
    map_metric = "row.agree"
    description: str = "No character of the page is skipped or used twice after this segment."


class ExpectKindToSayWhatIsKept(RowExpectation):
    map_metric = "row.agree"
    description: str = "A segment is kept if its kind is one of article text, and only then."


class ExpectOnlyKeptSegmentsToHaveAPlace(RowExpectation):
    map_metric = "row.agree"
    description: str = "A kept segment has its place in the clean text; a cut one has none."


class ExpectKeptLinesToFollowOneAnother(RowExpectation):
    map_metric = "row.agree"
    description: str = "Each kept line begins one newline after the line before it."


class ExpectNoPaywallWords(RowExpectation):
    map_metric = "row.free"
    description: str = "No words of a paywall are left."


class ExpectNoSourceLink(RowExpectation):
    map_metric = "row.free"
    description: str = "No line that links to the source is left."


class ExpectMentionToLieInItsSegment(RowExpectation):
    map_metric = "row.within"
    description: str = "A mention lies inside the segment that it names."


class ExpectQuoteToLieInOneSegment(RowExpectation):
    map_metric = "row.within"
    description: str = "A quote lies inside one kept segment."


class ExpectQuoteNotToNestInItself(RowExpectation):
    map_metric = "row.differ"
    description: str = "A quote is not nested in itself."


class ExpectNestedQuoteToLieInTheOther(RowExpectation):
    map_metric = "row.within"
    description: str = "A nested quote lies inside the quote around it."


class ExpectUtteranceToHaveOneSpeaker(RowExpectation):
    map_metric = "row.agree"
    description: str = "The parts of one utterance have one speaker."


class ExpectVolumeToBeUsual(ExpectColumnMaxToBeBetween):
    severity: FailureSeverity = FailureSeverity.WARNING
    description: str = "The run brought about as many articles as the runs before it."
