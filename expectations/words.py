"""The contract in the words of a reader: what a row and a column are called in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.tables import TABLES, Column, ForeignKey, Span, Table

ROWS: Mapping[str, str] = {
    "raw_articles": "record",
    "articles": "article",
    "segments": "piece of a page",
    "mentions": "mention of a name",
    "quotes": "quotation",
    "entities": "listed name",
    "stories": "story",
    "article_links": "pair of alike articles",
    "utterances": "statement",
    "story_articles": "article of a story",
    "utterance_reports": "report of a statement",
    "former_ids": "former entry",
    "fingerprints": "fingerprint of an article",
}
"""What one row of a table is."""

_EVERYWHERE: Mapping[str, str] = {
    "article_id": "the article it belongs to",
    "source_uri": "the name of the file it came from",
    "content_hash": "the fingerprint of what was read",
    "url": "the web address",
    "language": "the language",
    "segment_index": "its number on the page",
    "kind": "the kind",
    "is_kept": "whether it was kept",
    "score": "the certainty",
    "raw_start": "its start in the page as read",
    "raw_end": "its end in the page as read",
    "start": "its start in the article",
    "end": "its end in the article",
    "text": "its words",
    "label": "the sort of name",
    "entity_id": "the entry of its name",
    "story_id": "its story",
    "name": "the full name",
    "title": "the title",
    "first_seen": "when it was first seen",
    "last_seen": "when it was last seen",
    "article_count": "the number of articles it is in",
    "outlet_count": "the number of newspapers it is in",
    "pipeline_version": "the version of the program that made it",
    "run_id": "the run that made it",
    "speaker_name": "the full name of the speaker",
    "outlet": "the newspaper",
    "similarity": "the likeness to the other one",
    "seen_at": "when it was seen",
    "day": "the day it was compared with others",
    "founded": "when its entry was made",
    "first_id": "the entry it was first put into",
    "utterance_id": "the statement it reports",
}
_OF_TABLE: Mapping[str, Mapping[str, str]] = {
    "raw_articles": {
        "article_id": "its identifier",
        "reader": "how it was read",
        "encoding": "how its letters were coded",
        "raw_text": "the text as read",
    },
    "articles": {
        "article_id": "its identifier",
        "text": "the clean text",
        "word_count": "the number of words",
        "is_truncated": "whether it goes on behind a paywall",
        "remaining_pct": "the percentage behind the paywall",
        "cut_share": "the share of the page that was cut",
        "published_precision": "the precision of the date",
        "ingested_at": "when it was read",
    },
    "segments": {"start": "its start in the clean text", "end": "its end in the clean text"},
    "mentions": {
        "mention_index": "its number in the article",
        "segment_index": "the piece of the page it stands in",
        "method": "how it was found",
    },
    "quotes": {
        "quote_index": "its number in the article",
        "utterance_index": "the number of the statement it is part of",
        "cue_start": "the start of the words that announce it",
        "cue_end": "the end of the words that announce it",
        "speaker_start": "the start of the speaker's name",
        "speaker_end": "the end of the speaker's name",
        "speaker_entity_id": "the entry of its speaker",
        "speaker_label": "the sort of speaker",
        "nested_in": "the number of the quotation around it",
        "confidence": "the certainty of the speaker",
        "evidence": "why we name that speaker",
    },
    "entities": {
        "entity_id": "its identifier",
        "aliases": "the other forms of the name",
        "mention_count": "the number of times it is named",
        "country_code": "the country",
    },
    "stories": {"story_id": "its identifier"},
    "article_links": {
        "article_id": "the first article",
        "other_id": "the second article",
        "relation": "the relation of the two",
    },
    "utterances": {
        "utterance_id": "its identifier",
        "report_count": "the number of times it is reported",
        "first_reported": "when it was first reported",
    },
}
_SPANS: Mapping[str, tuple[str, str]] = {
    "cue_start": ("the words that announce it", "come"),
    "speaker_start": ("the words that name its speaker", "come"),
    "start": ("its words", "come"),
    "raw_start": ("its place in the page", "comes"),
}
_FEW = 8  # values that a sentence can list


def row(table: str) -> str:
    """One row of `table` in a sentence; as the contract has it where nothing better is known."""
    if table in ROWS:
        return ROWS[table]
    grain = TABLES[table].grain if table in TABLES else f"line of {table.replace('_', ' ')}"
    return grain.split(",")[0].removeprefix("one ").removeprefix("a ")


def called(table: str, column: str) -> str:
    """What a column is called: `the language`; its own name where nothing better is known."""
    known = _OF_TABLE.get(table, {}).get(column) or _EVERYWHERE.get(column)
    if known:
        return known
    plain = column.removesuffix("_id") + " entry" if column.endswith("_id") else column
    plain = plain.removesuffix("_index") + " number" if plain.endswith("_index") else plain
    return f"the {plain.replace('_', ' ')}"


def shaped(table: Table) -> str:
    return f"The table that holds each {row(table.name)} has the columns that were agreed."


def filled(table: Table, column: Column) -> str:
    return f"Every {row(table.name)} says {called(table.name, column.name)}."


def unique(table: Table) -> str:
    return f"No {row(table.name)} is there twice."


def closed(table: Table, column: Column, values: tuple[str, ...]) -> str:
    known = ", ".join(value.replace("_", " ") for value in values)
    if len(values) > _FEW:
        known = f"the {len(values)} that we know"
    return f"In every {row(table.name)}, {called(table.name, column.name)} is one of {known}."


def bounded(table: Table, column: Column) -> str:
    low = "anything" if column.minimum is None else f"{column.minimum:g}"
    reach = f"{low} or more" if column.maximum is None else f"from {low} to {column.maximum:g}"
    return f"In every {row(table.name)}, {called(table.name, column.name)} is {reach}."


def well_formed(table: Table, column: Column) -> str:
    about = called(table.name, column.name)
    return f"In every {row(table.name)}, {about} is written as agreed."


def resolved(table: Table, key: ForeignKey) -> str:
    if key.table == table.name:
        return f"Where a {row(table.name)} stands inside another one, that other one is there."
    if all(not table[name].nullable for name in key.columns):
        return f"Every {row(table.name)} has its {row(key.table)}."
    return f"Where a {row(table.name)} points to a {row(key.table)}, that one is there."


def whole(table: Table, span: Span) -> str:
    noun, come = _SPANS.get(span.start, ("its words", "come"))
    return f"In every {row(table.name)}, {noun} {come} with a start and an end, or not at all."


def inside(table: Table, span: Span) -> str:
    noun, _ = _SPANS.get(span.start, ("its words", "come"))
    where = "page as read" if span.of.startswith("raw_") else "article"
    return f"In every {row(table.name)}, {noun} can be found: the place lies inside the {where}."


def verbatim(table: Table, span: Span) -> str:
    noun, _ = _SPANS.get(span.start, ("its words", "come"))
    return f"In every {row(table.name)}, {noun} are exactly what the article has at that place."
