"""Whatever a page says, the report shows it and nothing more: no script, no request, no error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.report.browser import Watched, watched
from tests.report.hostile import ATTACKS
from tests.report.made import identity

PAGES = {
    "index": "body[data-charts=drawn]",
    "articles": "#rows tr",
    f"article.html#{identity('article', 0)}": ".sheet .kept",
    f"article.html#{identity('article', 5)}": ".sheet .kept",
    "people": "#person h2",
    "stories": "#rows li",
    f"story.html#{identity('story', 0)}": ".version blockquote",
    "quarantine": "#rows li",
}
_LOOK = """() => ({
    attacked: window.attacked,
    scripts: [...document.scripts].filter((each) => !each.src).length,
    foreign: document.querySelectorAll("img, iframe, object, embed, base, form[action]").length,
    events: [...document.querySelectorAll("*")].flatMap((each) => [...each.attributes])
        .filter((each) => each.name.startsWith("on")).length,
    links: [...document.querySelectorAll("a")].map((each) => each.href),
})"""


@pytest.fixture
def page(browser: Any, hostile_report: Path) -> Iterator[Watched]:
    with watched(browser, hostile_report) as own:
        yield own


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_theirs_runs(page: Watched, path: str) -> None:
    name = path if "#" in path else f"{path}.html"
    shown = page.open(f"en/{name}", PAGES[path])
    _touch(shown)
    found = shown.evaluate(_LOOK)
    assert page.troubles == []
    assert found["attacked"] is None
    assert found["scripts"] == found["foreign"] == found["events"] == 0
    assert all(re.match(r"(file:///|https?://)", link) for link in found["links"])


def test_every_article_opens(page: Watched) -> None:
    for number in range(8):
        shown = page.open(f"fr/article.html#{identity('article', number)}", ".sheet .kept")
        assert shown.locator(".sheet .cut").count() > 5
    assert page.troubles == []


def _touch(page: Any) -> None:
    """Do what a reader does: open what opens, point at what has a tip, type what attacks."""
    for opened in page.locator("summary").all()[:15]:
        opened.click()
    for pointed in page.locator("[data-tip], .chart path[aria-roledescription]").all()[:25]:
        box = pointed.bounding_box()
        if box and box["width"] >= 1 and box["height"] >= 1:
            pointed.hover(force=True)
    for chosen in page.locator("select").all():
        values = chosen.locator("option").evaluate_all("all => all.map((each) => each.value)")
        for value in [*values[:6], values[0]]:
            chosen.select_option(value=value)
    if page.locator("#search").count():
        page.fill("#search", ATTACKS[1])
        page.wait_for_timeout(200)
        page.fill("#search", "")
        page.wait_for_timeout(200)
    if page.locator("#theme").count():
        page.click("#theme")


@pytest.mark.parametrize("name", ["article", "story"])
def test_an_address_that_leads_nowhere_says_so(page: Watched, name: str) -> None:
    for hash in ("<img src=x onerror=alert(1)>", "__proto__", "0" * 16, "%00"):
        shown = page.open(f"en/{name}.html#{hash}", ".note")
        assert "does not have it" in shown.inner_text(".note"), hash
    assert page.troubles == []


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_the_files_hold_no_markup_of_theirs(hostile_report: Path) -> None:
    """Needs no browser: the attacks are in the files, but never as elements or attributes."""
    texts = {path: path.read_text("utf-8") for path in hostile_report.rglob("*.html")}
    assert any("window.attacked" in text for text in texts.values())
    for path, text in texts.items():
        parser = _Elements()
        parser.feed(text)
        for tag, attributes in parser.seen:
            assert tag not in {"img", "iframe", "base", "b", "style"}, path
            assert not [name for name in attributes if name.startswith("on")], path
            assert tag != "script" or attributes["src"], path
    for path in (hostile_report / "data").rglob("*.js"):
        text = path.read_text("utf-8")
        assert not set("<>&\u2028\u2029\u202e\u2066\x1b\x00") & set(text), path
        assert text.startswith("COUPURE.put(")
        assert text.endswith(");\n")


def test_the_pages_themselves_link_to_the_web_only(page: Watched) -> None:
    leads = {
        "https://a.example/?q=1": "https://a.example/?q=1",
        "JavaScript:alert(1)": None, " javascript:alert(1)": None, "data:text/html,x": None,
        "//a.example": None, "file:///etc/passwd": None,
        'http://a.example/" onclick="x': "http://a.example/%22%20onclick=%22x",
    }  # fmt: skip
    shown = page.open("en/article.html#0", ".note")
    look = "(url) => COUPURE.away(url, 'x')?.href ?? null"
    assert {url: shown.evaluate(look, url) for url in leads} == leads


def test_hidden_turns_of_direction_are_shown(page: Watched) -> None:
    shown = page.open("en/articles.html", "#rows tr")
    text = shown.inner_text("body")
    assert not set("\u202e\u2066\u2069\x1b\x00") & set(text)
    assert "\ufffd" in text
