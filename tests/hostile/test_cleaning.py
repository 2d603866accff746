"""Texts written to make a pattern backtrack pass the cleaning in time, and keep its promises."""

from __future__ import annotations

import io
import time

import polars as pl
import pytest

from flows.resources import lexicon
from tests.hostile.cases import Scale, cases
from transforms.cleaning import CleaningTools, clean
from warehouse.inputs.records import RawRecord
from warehouse.readers import read_stream
from warehouse.tables import TABLES

KINDS = ("pattern bombs", "odd characters", "encodings", "empty lines")
SECONDS = 10
"""Of work for the texts of one input: the slowest take one."""


@pytest.fixture(scope="module")
def tools() -> CleaningTools:
    return CleaningTools.from_lexicons(lexicon)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_are_cleaned_in_time(kind: str, tools: CleaningTools) -> None:
    scale, count = Scale(), 0
    for case in cases(11, scale, kind):
        if not isinstance(case.content, bytes):
            continue
        found = read_stream(case.name, io.BytesIO(case.content), scale.limits)
        records = [one for one in found if isinstance(one, RawRecord)][:50]
        start = time.process_time()
        _cleaned(records, tools)
        assert time.process_time() - start < SECONDS, case.name
        count += len(records)
    assert count > 10 or kind == "empty lines"


def _cleaned(records: list[RawRecord], tools: CleaningTools) -> None:
    table = TABLES["raw_articles"]
    rows = [{name: getattr(one, name) for name in table.names} for one in records]
    raw = pl.DataFrame(rows, schema=table.polars_schema)
    cleaned = clean(raw, tools)
    assert cleaned.articles["article_id"].to_list() == raw["article_id"].to_list()
    segments = cleaned.segments.sort("article_id", "segment_index")
    for article_id, text in raw.select("article_id", "raw_text").iter_rows():
        mine = segments.filter(article_id=article_id)
        starts, ends = mine["raw_start"].to_list(), mine["raw_end"].to_list()
        assert starts == [0, *ends[:-1]]
        assert ends[-1] == len(text)
