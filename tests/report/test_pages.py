"""The report of the sample, as a reader has it: opened from disk, by mouse, keyboard and thumb."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.report.browser import Watched, watched
from warehouse.store import Store

READY = {
    "index": "body[data-charts=drawn]", "articles": "#rows tr", "people": ".said li",
    "stories": "#rows li", "quarantine": "#rows li", "article": ".sheet .kept",
    "story": ".version",
}  # fmt: skip


@pytest.fixture(scope="module")
def tables(sample: Path) -> dict[str, pl.DataFrame]:
    names = ("articles", "segments", "mentions", "quotes", "stories", "quarantine")
    return {name: Store(sample).read(name) for name in names}


@pytest.fixture
def desk(browser: Any, sample_report: Path) -> Iterator[Watched]:
    with watched(browser, sample_report, viewport={"width": 1280, "height": 900}) as own:
        yield own
        assert own.troubles == []


@pytest.fixture(scope="module")
def truncated(tables: dict[str, pl.DataFrame]) -> str:
    return str(tables["articles"].filter("is_truncated")["article_id"][0])


@pytest.fixture(scope="module")
def story(tables: dict[str, pl.DataFrame]) -> str:
    told = tables["stories"].sort("article_count", descending=True)
    assert told["article_count"][0] >= 3, "the sample has a story of several articles"
    return str(told["story_id"][0])


def _paths(story: str, article: str) -> dict[str, str]:
    hashes = {"story": f"#{story}", "article": f"#{article}"}
    return {name: f"{name}.html{hashes.get(name, '')}" for name in READY}


def test_it_begins_in_the_language_asked_for(desk: Watched) -> None:
    page = desk.open("index.html", "h1")
    page.wait_for_url("**/en/index.html")
    assert page.locator("html").get_attribute("lang") == "en"
    page.click("#language")
    page.wait_for_url("**/fr/index.html")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "coupé" in page.inner_text("h1")


def test_the_overview_counts_and_draws(desk: Watched, tables: dict[str, pl.DataFrame]) -> None:
    page = desk.open("en/index.html", READY["index"])
    figures = page.locator(".figure dd:nth-of-type(1)").all_inner_texts()
    assert figures[0] == str(tables["articles"].height)
    assert figures[5] == str(tables["quarantine"].height)
    assert page.locator(".chart svg").count() == page.locator(".chart").count() == 3
    for chart in page.locator(".chart").all():
        assert len(chart.get_attribute("aria-label")) > 20
        assert chart.locator("path").count() > 0
    by_source = page.locator("section[aria-labelledby=title-by-source] tbody tr")
    assert by_source.count() == 12


def test_the_inspector_shows_every_cut_and_who_speaks(
    desk: Watched, tables: dict[str, pl.DataFrame], truncated: str
) -> None:
    page = desk.open(f"en/article.html#{truncated}", READY["article"])
    segments = tables["segments"].filter(article_id=truncated)
    text = " ".join(page.locator(".sheet .cut .txt").all_inner_texts())
    for cut in segments.filter(~pl.col("is_kept"))["text"]:
        assert " ".join(cut.split()) in " ".join(text.split())
    first = page.locator(".sheet .cut").first
    first.focus()
    rule = segments.filter(~pl.col("is_kept"))["rule_id"][0]
    assert rule in page.inner_text("#tip")
    assert first.get_attribute("aria-describedby") == "tip"

    quotes = tables["quotes"].filter(article_id=truncated)
    assert page.locator(".quotes li").count() == quotes.height
    placed = quotes["speaker_start"].drop_nulls().len()
    assert 0 < page.locator("path.line").count() <= placed
    shown = page.locator("path.line").count()
    assert shown >= placed - 1, "nearly every speaker stands in the raw text as in the kept one"
    assert page.locator(".sheet .e-PER").count() > 0


def test_the_kept_text_is_the_text_of_the_table(
    desk: Watched, tables: dict[str, pl.DataFrame]
) -> None:
    for row in tables["articles"].head(5).iter_rows(named=True):
        page = desk.open(f"en/article.html#{row['article_id']}", READY["article"])
        page.check("input[value=kept]")
        assert page.locator(".sheet .cut").count() == 0
        lines = page.locator(".sheet .kept").evaluate_all("all => all.map((e) => e.textContent)")
        assert "\n".join(lines) == row["text"]
        for quote in tables["quotes"].filter(article_id=row["article_id"]).iter_rows(named=True):
            if quote["nested_in"] is None:
                parts = page.locator(f'.sheet [data-q~="{quote["quote_index"]}"]')
                assert (
                    "".join(parts.evaluate_all("a => a.map((e) => e.textContent)")) == quote["text"]
                )


def test_a_story_shows_its_versions_side_by_side(desk: Watched, story: str) -> None:
    page = desk.open(f"fr/story.html#{story}", READY["story"])
    assert page.locator(".told > li").count() == page.locator(".axis .dot").count() >= 3
    versions = page.locator(".utterance").first.locator(".version")
    assert versions.count() >= 3
    assert page.locator(".version ins").count() > 0
    assert page.locator(".version del").count() > 0
    fullest = versions.first
    assert fullest.locator("ins, del").count() == 0
    boxes = [version.bounding_box() for version in versions.all()[:2]]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] < boxes[1]["x"]


def test_people_are_found_by_name_and_shown(desk: Watched, tables: dict[str, pl.DataFrame]) -> None:
    page = desk.open("en/people.html", READY["people"])
    said = tables["quotes"].filter(pl.col("speaker_label") == "PER", pl.col("nested_in").is_null())
    once = said.unique(["article_id", "utterance_index"])
    name, count = once["speaker_name"].value_counts(sort=True, name="n").row(0)
    assert page.inner_text("#person h2 bdi") == name
    assert page.locator(".said li").count() == count
    page.fill("#search", "qqqq")
    page.wait_for_selector("#rows li", state="detached")
    assert page.inner_text("#count") == "Nothing matches."
    page.fill("#search", name.upper())
    page.wait_for_selector("#rows li")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people.html#*")


def test_a_quarantined_record_is_shown_when_opened(desk: Watched) -> None:
    page = desk.open("en/quarantine.html", READY["quarantine"])
    assert page.locator(".record pre").count() == 0
    page.locator("summary").last.click()
    page.wait_for_selector(".record pre, .record p")
    page.select_option("#reason", index=1)
    page.wait_for_timeout(250)
    assert page.locator("#rows li").count() == 1


def test_the_keyboard_is_enough(desk: Watched, truncated: str) -> None:
    page = desk.open(f"en/article.html#{truncated}", READY["article"])
    page.keyboard.press("Tab")
    focused = "() => document.activeElement.textContent"
    assert page.evaluate(focused) == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.locator(".jump").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "quote-0"
    assert page.locator(".quotes li.on").count() == 1
    assert page.locator("path.line.on").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    before = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").focus()
    page.keyboard.press("Space")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") != before


def test_it_fits_a_phone_in_the_dark(
    browser: Any, sample_report: Path, story: str, truncated: str
) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
    with watched(browser, sample_report, has_touch=True, **phone) as own:
        for name, path in _paths(story, truncated).items():
            page = own.open(f"fr/{path}", READY[name])
            assert page.evaluate("() => document.documentElement.scrollWidth") <= 360, name
            ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
            assert sum(map(int, ground[4:-1].split(","))) < 120, name
        assert own.troubles == []


_NAMELESS = """() => [...document.querySelectorAll("a, button, input, select, [role=region]")]
    .filter((each) => !each.hidden && each.checkVisibility())
    .filter((each) => !(each.textContent.trim() || each.ariaLabel || each.labels?.length))
    .map((each) => each.outerHTML)"""
_TWICE = """() => [...document.querySelectorAll("[id]")].map((each) => each.id)
    .filter((id, place, all) => all.indexOf(id) !== place)"""
_LEVELS = (
    """() => [...document.querySelectorAll("h1, h2, h3")].map((each) => Number(each.tagName[1]))"""
)


def test_everything_has_a_name_and_a_place(desk: Watched, story: str, truncated: str) -> None:
    for name, path in _paths(story, truncated).items():
        page = desk.open(f"en/{path}", READY[name])
        assert page.evaluate(_NAMELESS) == [], name
        assert page.evaluate(_TWICE) == [], name
        levels = page.evaluate(_LEVELS)
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert page.locator("nav [aria-current=page]").count() == 1, name
        described = "th:not([scope]), svg:not([aria-hidden]):not([role=img])"
        assert page.locator(described).count() == 0, name
