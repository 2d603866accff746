"""The suites: what is expected of each table of a batch, and how bad it is when it fails.

The structural part derives from the contract; the domain part says what the contract cannot.
The sentence of an expectation (`description`) is what an operator reads when it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import great_expectations.expectations as gxe
from great_expectations import ExpectationSuite
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity

from expectations import custom
from expectations.comparands import found_name, judged_keys, limit_name, slice_name
from warehouse.tables import ID, TABLES, Column, Table

WARNING = FailureSeverity.WARNING


@cache
def suite(table: str) -> ExpectationSuite:
    """All row expectations of a judged table, the most basic first."""
    contract = TABLES[table]
    expectations = [*_structure(contract), *_DOMAIN[table]()]
    return ExpectationSuite(name=table, expectations=expectations)


def shape(table: str) -> ExpectationSuite:
    """What is expected of the header of a table, given as columns called `name: type`."""
    columns = [f"{column.name}: {column.dtype}" for column in TABLES[table].columns]
    expected = gxe.ExpectTableColumnsToMatchOrderedList(
        column_list=columns,
        description="The table has the columns of the contract, in order and of the right types.",
    )
    return ExpectationSuite(name=f"{table}_shape", expectations=[expected])


def volume(low: float | None, high: float | None) -> ExpectationSuite:
    """What is expected of the number of articles of a run; null bounds ask nothing."""
    expected = custom.ExpectVolumeToBeUsual(column="articles", min_value=low, max_value=high)
    return ExpectationSuite(name="volume", expectations=[expected])


def _structure(table: Table) -> list[Expectation]:
    expectations: list[Expectation] = [
        gxe.ExpectColumnValuesToNotBeNull(
            column=column.name, description=f"{_about(table, column)} is always filled."
        )
        for column in table.columns
        if not column.nullable
    ]
    expectations.append(_key(table))
    for key in judged_keys(table.name):
        expectations.append(
            custom.ExpectReferenceToResolve(column_list=[key.columns[-1], found_name(key)])
        )
    for column in table.columns:
        expectations.extend(_values(table, column))
    for span in table.spans:
        optional = [name for name in (span.text, span.start) if name and table[name].nullable]
        if optional:
            expectations.append(custom.ExpectPlaceToBeWhole(column_list=[*optional, span.end]))
        expectations.append(
            custom.ExpectSpanToLieInItsText(
                column_list=["_origin", span.start, span.end, limit_name(span)]
            )
        )
        if span.text is not None:
            expectations.append(
                custom.ExpectTextToEqualItsSpan(column_list=[span.text, slice_name(span)])
            )
    return expectations


def _key(table: Table) -> Expectation:
    sentence = f"No two rows of {table.name} have the same key."
    if len(table.key) == 1:
        return gxe.ExpectColumnValuesToBeUnique(column=table.key[0], description=sentence)
    return gxe.ExpectCompoundColumnsToBeUnique(column_list=list(table.key), description=sentence)


def _values(table: Table, column: Column) -> list[Expectation]:
    about = _about(table, column)
    expectations: list[Expectation] = []
    if column.values is not None:
        expectations.append(
            gxe.ExpectColumnValuesToBeInSet(
                column=column.name,
                value_set=list(column.values),
                description=f"{about} is one of {', '.join(column.values)}.",
            )
        )
    if column.minimum is not None or column.maximum is not None:
        expectations.append(
            gxe.ExpectColumnValuesToBeBetween(
                column=column.name,
                min_value=column.minimum,
                max_value=column.maximum,
                description=f"{about} lies in {_range(column)}.",
            )
        )
    pattern = _pattern(table, column)
    if pattern is not None:
        expectations.append(
            custom.ExpectColumnValuesToBeWellFormed(
                column=column.name, regex=pattern, description=f"{about} is well formed."
            )
        )
    return expectations


def _about(table: Table, column: Column) -> str:
    return f"{column.name} in {table.name} ({column.description.rstrip('.')})"


def _range(column: Column) -> str:
    low = "anything" if column.minimum is None else f"{column.minimum:g}"
    return f"{low} or more" if column.maximum is None else f"{low} to {column.maximum:g}"


def _pattern(table: Table, column: Column) -> str | None:
    """The pattern of a column or, for a reference, of the column that it names."""
    if column.pattern is not None:
        return column.pattern
    for key in table.foreign_keys:
        if key.columns[-1] == column.name:
            return TABLES[key.table][key.references[-1]].pattern
    return None


def _raw_articles() -> list[Expectation]:
    return [custom.ExpectRawRecordToHaveItsArticle(column_list=["article_id", "_article"])]


def _articles() -> list[Expectation]:
    return [
        gxe.ExpectColumnValuesToMatchRegex(
            column="text", regex=r"\S", description="The text of an article is not empty."
        ),
        gxe.ExpectColumnValuesToNotBeInSet(
            column="language",
            value_set=["und"],
            severity=WARNING,
            description="The language of the article could be told.",
        ),
        custom.ExpectColumnValuesToBeWellFormed(
            column="story_id", regex=ID, description="The story is named by 16 hex digits."
        ),
        custom.ExpectTextToBeTheKeptLines(column_list=["text", "_kept_lines"]),
        custom.ExpectTitleToComeFirst(column_list=["_first_kind", "_wanted_first_kind"]),
        custom.ExpectRemainderOnlyWhenTruncated(column_list=["remaining_pct", "is_truncated"]),
        custom.ExpectDateToSayItsPrecision(column_list=["published_at", "published_precision"]),
        custom.ExpectArticleToKeepItsSource(column_list=["source_uri", "_raw_source_uri"]),
        custom.ExpectArticleToKeepItsSource(column_list=["content_hash", "_raw_content_hash"]),
    ]


def _segments() -> list[Expectation]:
    return [
        custom.ExpectSegmentsToBeNumberedInOrder(column_list=["segment_index", "_position"]),
        custom.ExpectSegmentToBeginWhereTheLastEnded(column_list=["raw_start", "_tile_start"]),
        custom.ExpectSegmentToEndWhereTheNextBegins(column_list=["raw_end", "_tile_end"]),
        custom.ExpectKindToSayWhatIsKept(column_list=["is_kept", "_kind_is_kept"]),
        custom.ExpectOnlyKeptSegmentsToHaveAPlace(column_list=["is_kept", "_has_place"]),
        custom.ExpectKeptLinesToFollowOneAnother(column_list=["start", "_line_start"]),
        *_left_over(),
    ]


def _mentions() -> list[Expectation]:
    return [
        custom.ExpectMentionToLieInItsSegment(column_list=_inside("segment", prefix))
        for prefix in ("", "raw_")
    ]


def _quotes() -> list[Expectation]:
    return [
        custom.ExpectQuoteToLieInOneSegment(column_list=_inside("line", "")),
        custom.ExpectQuoteToLieInOneSegment(column_list=_inside("line", "raw_")),
        custom.ExpectQuoteNotToNestInItself(column_list=["nested_in", "quote_index"]),
        custom.ExpectNestedQuoteToLieInTheOther(column_list=_inside("outer", "")),
        custom.ExpectUtteranceToHaveOneSpeaker(
            column_list=["speaker_name", "_utterance_speaker"], severity=WARNING
        ),
        *_left_over(),
    ]


def _inside(outer: str, prefix: str) -> list[str]:
    start, end = f"{prefix}start", f"{prefix}end"
    return [f"_{outer}_{start}", start, end, f"_{outer}_{end}"]


def _left_over() -> list[Expectation]:
    return [
        custom.ExpectNoPaywallWords(column_list=["text", "_paywall_words"]),
        custom.ExpectNoSourceLink(column_list=["text", "_source_link"]),
    ]


_DOMAIN: Mapping[str, Callable[[], list[Expectation]]] = {
    "raw_articles": _raw_articles,
    "articles": _articles,
    "segments": _segments,
    "mentions": _mentions,
    "quotes": _quotes,
}
