"""The suites: what is expected of each table of a batch, and how bad it is when it fails.

The structural part derives from the contract; the domain part says what the contract cannot.
The sentence of an expectation (`description`) is what an operator reads when it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import great_expectations.expectations as gxe
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity

from expectations import custom, words
from expectations.comparands import found_name, judged_keys, limit_name, slice_name
from expectations.engine import Suite
from expectations.own import built
from expectations.verdict import Own
from warehouse.tables import TABLES, Column, Span, Table

WARNING = FailureSeverity.WARNING


@cache
def suite(table: str, own: tuple[Own, ...] = ()) -> Suite:
    """All row expectations of a table, the most basic first and those of the operator last.

    A table that is not of a batch has the structural ones alone.
    """
    contract = TABLES[table]
    domain = _DOMAIN[table]() if table in _DOMAIN else []
    added = [built(each) for each in own if each.table == table]
    return Suite(table, [*_structure(contract), *domain, *added])


@cache
def shape(table: str) -> Suite:
    """What is expected of the header of a table, given as columns called `name: type`."""
    columns = [f"{column.name}: {column.dtype}" for column in TABLES[table].columns]
    expected = gxe.ExpectTableColumnsToMatchOrderedList(
        column_list=columns, description=words.shaped(TABLES[table])
    )
    return Suite(f"{table}_shape", [expected])


def usual(ranges: Sequence[tuple[str, str, float, float]]) -> Suite:
    """What is expected of a run: each figure (name, sentence) lies between low and high."""
    expectations = [
        custom.ExpectRunToBeUsual(column=name, min_value=low, max_value=high, description=sentence)
        for name, sentence, low, high in ranges
    ]
    return Suite("run", expectations)


def none_of(faults: Sequence[tuple[str, str]]) -> Suite:
    """What must not be there at all: columns of counts, each with its sentence."""
    expectations = [
        custom.ExpectNoRowTwice(column=name, min_value=0, max_value=0, description=sentence)
        for name, sentence in faults
    ]
    return Suite("faults", expectations)


def _structure(table: Table) -> list[Expectation]:
    expectations: list[Expectation] = [
        gxe.ExpectColumnValuesToNotBeNull(
            column=column.name, description=words.filled(table, column)
        )
        for column in table.columns
        if not column.nullable
    ]
    expectations.append(_key(table))
    for key in judged_keys(table.name):
        expectations.append(
            custom.ExpectReferenceToResolve(
                column_list=[key.columns[-1], found_name(key)],
                description=words.resolved(table, key),
            )
        )
    for column in table.columns:
        expectations.extend(_values(table, column))
    for span in table.spans:
        expectations.extend(_place(table, span))
    return expectations


def _key(table: Table) -> Expectation:
    sentence = words.unique(table)
    if len(table.key) == 1:
        return gxe.ExpectColumnValuesToBeUnique(column=table.key[0], description=sentence)
    return gxe.ExpectCompoundColumnsToBeUnique(column_list=list(table.key), description=sentence)


def _values(table: Table, column: Column) -> list[Expectation]:
    expectations: list[Expectation] = []
    if column.values is not None:
        expectations.append(
            gxe.ExpectColumnValuesToBeInSet(
                column=column.name,
                value_set=list(column.values),
                description=words.closed(table, column, column.values),
            )
        )
    if column.minimum is not None or column.maximum is not None:
        expectations.append(
            gxe.ExpectColumnValuesToBeBetween(
                column=column.name,
                min_value=column.minimum,
                max_value=column.maximum,
                description=words.bounded(table, column),
            )
        )
    pattern = _pattern(table, column)
    if pattern is not None:
        expectations.append(
            custom.ExpectColumnValuesToBeWellFormed(
                column=column.name, regex=pattern, description=words.well_formed(table, column)
            )
        )
    return expectations


def _place(table: Table, span: Span) -> list[Expectation]:
    expectations: list[Expectation] = []
    optional = [name for name in (span.text, span.start) if name and table[name].nullable]
    if optional:
        expectations.append(
            custom.ExpectPlaceToBeWhole(
                column_list=[*optional, span.end], description=words.whole(table, span)
            )
        )
    expectations.append(
        custom.ExpectSpanToLieInItsText(
            column_list=["_origin", span.start, span.end, limit_name(span)],
            description=words.inside(table, span),
        )
    )
    if span.text is not None:
        expectations.append(
            custom.ExpectTextToEqualItsSpan(
                column_list=[span.text, slice_name(span)],
                description=words.verbatim(table, span),
            )
        )
    return expectations


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
            column="text", regex=r"\S", description="The text of an article is never empty."
        ),
        gxe.ExpectColumnValuesToNotBeInSet(
            column="language",
            value_set=["und"],
            severity=WARNING,
            description="The language of every article could be told.",
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
        *_left_over("No kept piece of a page"),
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
        *_left_over("No quotation"),
    ]


def _inside(outer: str, prefix: str) -> list[str]:
    start, end = f"{prefix}start", f"{prefix}end"
    return [f"_{outer}_{start}", start, end, f"_{outer}_{end}"]


def _left_over(none: str) -> list[Expectation]:
    return [
        custom.ExpectNoPaywallWords(
            column_list=["text", "_paywall_words"],
            description=f"{none} holds the words of a paywall.",
        ),
        custom.ExpectNoSourceLink(
            column_list=["text", "_source_link"],
            description=f"{none} is a link to the original article.",
        ),
    ]


_DOMAIN: Mapping[str, Callable[[], list[Expectation]]] = {
    "raw_articles": _raw_articles,
    "articles": _articles,
    "segments": _segments,
    "mentions": _mentions,
    "quotes": _quotes,
}
