"""Every expectation has a severity, and a sentence that a reader who does not program understands."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from great_expectations.expectations.expectation import Expectation

from expectations import suites, words
from expectations.gate import JUDGED
from expectations.trends import TRENDS
from warehouse.tables import TABLES, Column, Table, Written

LISTED = tuple(name for name, table in TABLES.items() if table.written is Written.SNAPSHOT)
JARGON = re.compile(
    r"""[_=<>{}()\[\]|\\`]|\b(
        null|none|nan|true|false|boolean|bool|string|str|int|integer|float|datetime|dtype|type|
        column_list|regex|regexp|pattern|hash|sha|sha256|hex|json|uuid|id|ids|uri|url|utc|
        primary|foreign|key|keys|index|schema|dataframe|frame|row|rows|tuple|code\ points?|offsets?|
        parquet|batch|span|spans|segment|segments|cast|parse|parsed
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
SHORTEST, LONGEST = 20, 110
NOUNS = {
    "raw_articles": "record",
    "articles": "article",
    "segments": "piece",
    "mentions": "name",
    "quotes": "quotation",
    "entities": "listed name",
    "stories": "story",
    "article_links": "pair",
    "utterances": "statement",
    "story_articles": "article",
    "utterance_reports": "report",
    "former_ids": "former entr",
    "fingerprints": "fingerprint",
    "runs": "run",
}


def asked() -> Iterator[tuple[str, Expectation]]:
    for table in (*JUDGED, *LISTED):
        for suite in (suites.suite(table), suites.shape(table)):
            yield from ((table, expectation) for expectation in suite.expectations)
    usual = suites.usual([(trend.name, trend.sentence, 0, 1) for trend in TRENDS])
    yield from (("runs", expectation) for expectation in usual.expectations)


ASKED = list(asked())


def faults(table: str, sentence: str) -> list[str]:
    """What a reader would stumble over."""
    found = []
    if not SHORTEST <= len(sentence) <= LONGEST:
        found.append(f"{len(sentence)} characters")
    if not re.fullmatch(r"[A-Z][^.!?]*\.", sentence):
        found.append("not one sentence")
    if jargon := JARGON.search(sentence):
        found.append(f"jargon: {jargon.group()}")
    noun = NOUNS.get(table, words.row(table))  # of a new table, as the contract has it
    if not re.search(rf"\b{noun}|\b{plural(noun)}", sentence, re.IGNORECASE):
        found.append(f"does not name the {noun}")
    return found


def plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


@pytest.mark.parametrize(
    ("table", "expectation"),
    ASKED,
    ids=[f"{n}-{table}-{type(each).__name__}" for n, (table, each) in enumerate(ASKED)],
)
def test_the_sentence_is_plain(table: str, expectation: Expectation) -> None:
    assert faults(table, expectation.description or "") == []


@pytest.mark.parametrize("table", [*JUDGED, *LISTED])
def test_the_severity_is_said(table: str) -> None:
    severities = [each.severity.value for name, each in ASKED if name == table]
    assert set(severities) <= {"critical", "warning"}
    assert severities.count("critical") > len(severities) / 2


def test_runs_are_only_warned_of() -> None:
    assert {each.severity.value for name, each in ASKED if name == "runs"} == {"warning"}


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("quotes", "Quote."),
        ("quotes", "quotation without a capital is not a sentence."),
        ("quotes", "The quotation's speaker_entity_id is well formed."),
        ("quotes", "Every quotation is not null."),
        ("quotes", "A quotation matches the regex of its kind."),
        ("quotes", "The words are exactly what the article has at that place."),
        ("quotes", "A quotation is one. And another sentence."),
        ("quotes", "A quotation " + "very " * 30 + "long."),
    ],
)
def test_what_is_not_plain_is_found(table: str, sentence: str) -> None:
    assert faults(table, sentence)


def test_sentences_differ_where_the_questions_do() -> None:
    """One sentence serves two columns only where they are the two halves of one question."""
    told = [(table, each.description) for table, each in ASKED]
    assert len(told) - len(set(told)) <= 4


def test_a_column_that_has_no_words_yet_is_called_by_its_name() -> None:
    column = Column("reading_ease", TABLES["articles"]["cut_share"].dtype, "Ease.", minimum=0)
    table = Table("new_table", "one row", "New.", ("reading_ease",), (column,))
    assert (
        words.bounded(table, column) == "In every line of new table, the reading ease is 0 or more."
    )
