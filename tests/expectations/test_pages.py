"""The pages: offline, escaped, without a script; they say what was found."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.markup import Html, facts_of, line_chart, page, tag
from expectations.pages import index_page, report_page
from expectations.report import (
    Adding,
    Card,
    Check,
    Rejected,
    Report,
    checks_of,
    run_verdict,
    tables_verdict,
    trend_cards,
)  # fmt: skip
from expectations.trends import Figures
from expectations.verdict import Result, results_frame

HOSTILE = "</style></title><script>alert(1)</script><img src=//x.example onerror=1>\"'&\x00\u202e"
PASSED = Check("quotes", "expect_a", "text", "critical", "A sentence of it.", 2)
FAILED = replace(PASSED, expectation="expect_b", broken=1, rows=3, examples=("3 of 9 rows; x",))


class Reader(HTMLParser):
    """What a page loads, and whether its elements are closed as they were opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.addresses: list[str] = []
        self.open: list[str] = []
        self.said = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(name)
        for key, value in attrs:
            assert not key.startswith("on"), key
            if key in ("href", "src", "srcset", "data", "action", "xlink:href"):
                self.addresses.append(value or "")
        if name not in ("meta", "br", "link", "img"):
            self.open.append(name)

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop() == name

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.said += data


def report(**changes: Any) -> Report:
    kept = Report(
        "Run of today", ("about it",), ("warning", "The checks gave 1 warning.", "What it means."),
        (Card("articles", "12", "usual is 3 to 40", True),), (PASSED, FAILED),
        (Rejected("a.txt", "expect_b", "Why it went."),), 1,
    )  # fmt: skip
    return replace(kept, **changes)


def hostile(text: str) -> Report:
    check = Check(text, text, text, "warning", text, 1, 1, 1, (text,))
    return Report(
        text, (text,), ("critical", text, text), (Card(text, text, text),), (check,),
        (Rejected(text, text, text),), 9,
    )  # fmt: skip


def facts(**changes: Any) -> dict[str, Any]:
    kept = {
        "when": "2 May 2024, 12:00 UTC", "verdict": "good", "told": "All passed.", "word": "passed",
        "articles": 1200, "quarantined": 0, "warnings": 0, "took": "3 s", "odd": [], "page": "a.html",
        "figures": {"articles": 1200.0, "cut_share": 0.25},
    }  # fmt: skip
    return kept | changes


def pages(text: str) -> list[str]:
    dangerous = facts(when=text, told=text, word=text, took=text, page=text)
    return [
        report_page(hostile(text), {"told": text}),
        index_page([dangerous], {"when": text, "verdict": "good", "told": text}),
    ]


@pytest.mark.parametrize("made", [report_page(report(), {}), *pages(HOSTILE), index_page([], None)])
def test_a_page_loads_nothing_and_runs_nothing(made: str) -> None:
    read = Reader(made)
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "object", "base"} & set(read.names)
    assert set(read.addresses) <= {
        "index.html",
        "published.html",
        HOSTILE.replace("\x00", "\ufffd"),
    }
    assert not re.search(r"url\(|@import", "".join(re.findall(r"<style>(.*?)</style>", made)))
    assert "default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;" in made


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_shown_and_never_markup(text: str) -> None:
    sober = [Reader(made).names for made in pages("text")]
    for made, names in zip(pages(text or "text"), sober, strict=True):
        assert Reader(made).names == names
    clean = text.replace("\x00", "\ufffd").replace("\r", "\n").strip()
    if clean.isprintable() and clean:
        assert clean in Reader(pages(text)[0]).said


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none())))
def test_facts_come_back(facts: dict[str, Any]) -> None:
    assert facts_of(page("title", facts, tag("p", HOSTILE))) == facts


def test_what_is_no_page_of_ours_has_no_facts() -> None:
    assert facts_of("") is None
    assert facts_of("<html><head></head></html>") is None
    assert facts_of('<meta name="coupure-facts" content="{broken">') is None


def test_what_did_not_pass_comes_first_with_its_example() -> None:
    said = Reader(report_page(report(), {})).said
    assert said.index("What did not pass") < said.index("3 of 9 rows; x") < said.index("All checks")
    assert "3 rows, in 1 of 2 batches" in said
    assert said.index("Kept out by the checks") < said.index("Why it went.")
    assert "quotes: 1 of 2 did not pass" in said


def test_when_all_passed_nothing_else_is_said() -> None:
    said = Reader(report_page(report(checks=(PASSED,), kept_out=0, rejected=()), {})).said
    assert "What did not pass" not in said
    assert "Kept out" not in said
    assert "quotes: 1 passed" in said


def test_a_page_stays_small_whatever_was_kept_out() -> None:
    many = tuple(Rejected(f"{n}.txt", "expect_b", "Why.") for n in range(1000))
    made = report_page(report(rejected=many, kept_out=5000), {})
    assert "and 4,950 more" in Reader(made).said
    assert len(made) < 40_000


def test_the_index_shows_the_course_of_each_figure() -> None:
    runs = [
        facts(figures={"articles": float(n), "cut_share": None}, odd=["articles"]) for n in (9, 5)
    ]
    made = index_page(runs, None)
    read = Reader(made)
    assert read.names.count("svg") == 1
    assert "articles: 5, 9" in read.said + made
    assert 'class="card odd"' in made
    assert read.addresses == ["a.html", "a.html"]


@pytest.mark.parametrize("values", [[], [1.0], [None, 2.0, None]])
def test_one_point_is_no_course(values: list[float | None]) -> None:
    assert line_chart(values, "label") is None


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), min_size=2, max_size=40))
def test_a_course_stays_in_its_frame(values: list[float | None]) -> None:
    made = line_chart(values, "label")
    if made is None:
        return
    points = re.findall(r"(-?[\d.]+),(-?[\d.]+)", re.search(r'points="([^"]*)"', made)[1])  # type: ignore[index]
    assert len(points) == sum(value is not None for value in values)
    for x, y in points:
        assert 0 <= float(x) <= 120
        assert 0 <= float(y) <= 30


def test_markup_is_escaped_once() -> None:
    assert tag("p", "<b>", Html("<i>x</i>"), title='a"b') == (
        '<p title="a&quot;b">&lt;b&gt;<i>x</i></p>'
    )


RESULTS = [
    Result("quotes", "expect_a", "text", "critical", True, None, "A.", 0),
    Result("quotes", "expect_a", "text", "critical", False, "1 of 3 rows", "A.", 1),
    Result("quotes", "expect_a", "text", "critical", False, "2 of 3 rows", "A.", 2),
    Result("articles", "expect_b", "*", "warning", True, None, "B.", 0),
]


def test_results_add_up_the_same_in_memory_and_from_the_table() -> None:
    adding = Adding()
    for result in RESULTS:
        adding.add([result])
    rows = [results_frame([result], "run", f"b{n}") for n, result in enumerate(RESULTS)]
    from_table = checks_of(pl.concat(rows).lazy())
    assert [replace(check, examples=()) for check in from_table] == [
        replace(check, examples=()) for check in adding.checks()
    ]
    quotes = adding.checks()[1]
    assert (quotes.batches, quotes.broken, quotes.rows) == (3, 2, 3)
    assert set(quotes.examples) == {"1 of 3 rows", "2 of 3 rows"}


def test_results_of_before_there_were_sentences_are_called_by_their_name() -> None:
    old = results_frame(RESULTS[:1], "run", "b").with_columns(sentence=pl.lit(None, pl.String))
    assert checks_of(old.lazy())[0].sentence == "expect_a"


def test_verdicts() -> None:
    warned = replace(FAILED, severity="warning")
    assert run_verdict("done", [PASSED], 0)[:2] == ("good", "All 1 checks passed.")
    assert run_verdict("done", [PASSED, warned], 0)[:2] == ("warning", "The checks gave 1 warning.")
    assert run_verdict("done", [FAILED], 2)[1] == "The checks kept 2 records out."
    assert run_verdict("crashed", [PASSED], 0)[:2] == ("critical", "The run crashed.")
    assert tables_verdict([PASSED])[0] == "good"
    assert tables_verdict([PASSED, warned])[0] == "warning"
    assert tables_verdict([FAILED, warned])[:2] == (
        "critical", "The published tables are not sound: 1 check fails.",
    )  # fmt: skip


def test_cards_say_what_is_usual_and_what_is_odd() -> None:
    before = [Figures(100, cut_share=0.3)] * 6
    cards = trend_cards(Figures(100, quotes=300, cut_share=0.9), before)
    assert [(card.title, card.value, card.is_odd) for card in cards] == [
        ("articles", "100", False), ("text cut", "90%", True), ("quotations an article", "3.0", False),
    ]  # fmt: skip
    assert cards[1].usual == "usual is 20% to 40%"
    assert "too few earlier runs" in cards[2].usual
