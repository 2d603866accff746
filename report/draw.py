"""Draws the whole report: every file of the folder, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from jinja2 import DictLoader, Environment, StrictUndefined

from report.articles import article_files, article_shards
from report.charts import Chart, bundle, charts, locales
from report.figures import Figures, figures
from report.kinds import FAMILY_OF
from report.people import people, people_files, person_shards, statements
from report.quarantine import MOST, entries, quarantine_files, quarantine_shards
from report.scripts import literal, put
from report.stories import stories, story_files, story_shards
from report.tables import Tables, prepared
from report.writing import writers

NEEDED = (
    "raw_articles", "articles", "segments", "mentions", "quotes", "stories", "story_articles",
    "article_links", "utterance_reports", "quarantine", "runs", "validation_results",
)  # fmt: skip
"""The tables that `draw` is given."""

PAGES = ("index", "articles", "article", "people", "stories", "story", "quarantine")
"""The pages of each language."""

_SHOWN = 5  # stories and persons on the overview


@dataclass(frozen=True)
class Look:
    """What pages are made with: templates, files to lie beside them, and words by language."""

    templates: Mapping[str, str]
    static: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class About:
    """What the report says of itself. `total` articles lie in the warehouse."""

    made_at: datetime
    total: int
    language: str
    version: str


@dataclass(frozen=True)
class _Found:
    figures: Figures
    said: pl.DataFrame
    people: pl.DataFrame
    stories: pl.DataFrame
    kept_out: pl.DataFrame


def draw(tables: Tables, look: Look, about: About) -> Iterator[tuple[str, str]]:
    """`(path, text)` of every file of the report.

    Args:
        tables: `NEEDED`, by name, with the columns of the contract; articles to be shown and
            what belongs to them.
        look: Templates, scripts and words.
        about: What it says of itself; `language` is the one that `index.html` leads to.
    """
    ready = prepared(tables)
    said = statements(ready)
    found = _Found(figures(ready), said, people(said), stories(ready), entries(ready))
    titles = dict(ready["articles"].select("article_id", "title").iter_rows())
    yield from ((f"assets/{name}", text) for name, text in look.static.items())
    yield "assets/vega.js", bundle()
    yield "data/about.js", put("about", _shards(ready, found))
    yield from article_files(ready)
    yield from people_files(said, found.people, titles)
    yield from story_files(ready, found.stories)
    yield from quarantine_files(found.kept_out)
    yield from _pages(found, look, about)


def _shards(ready: Tables, found: _Found) -> dict[str, int]:
    return {
        "a": article_shards(ready), "p": person_shards(found.people),
        "s": story_shards(found.stories), "q": quarantine_shards(found.kept_out),
    }  # fmt: skip


def _pages(found: _Found, look: Look, about: About) -> Iterator[tuple[str, str]]:
    environment = Environment(
        loader=DictLoader(dict(look.templates)), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    for language, words in look.words.items():
        drawn = charts(found.figures, words)
        shared = _shared(language, words, look, about, found)
        yield f"{language}/words.js", _words(language, words)
        yield f"{language}/charts.js", _specs(drawn, language)
        for name in PAGES:
            page = environment.get_template(f"{name}.html")
            yield f"{language}/{name}.html", page.render(**shared, page=name, charts=drawn)
    words = look.words[about.language]
    start = environment.get_template("start.html").render(
        t=words, language=about.language, languages=sorted(look.words)
    )
    yield "index.html", start


def _shared(
    language: str, words: Mapping[str, str], look: Look, about: About, found: _Found
) -> dict[str, Any]:
    told = found.stories.filter(pl.col("articles") > 1)
    by_reason = found.kept_out.group_by("reason", "stage").agg(
        standing=pl.col("closed_by").is_null().sum(), records=pl.len()
    )
    return {
        "t": words, "language": language, "languages": sorted(look.words), "about": about,
        "figures": found.figures, **writers(language, words),
        "counts": {
            "statements": found.said.height, "people": found.people.height, "told": told.height,
            "quarantined": int(found.kept_out["closed_by"].is_null().sum()),
            "kept_out": found.kept_out.height, "most": MOST,
        },
        "told": told.head(_SHOWN).to_dicts(),
        "quoted": found.people.filter(pl.col("label") == "PER").head(_SHOWN).to_dicts(),
        "reasons": by_reason.sort(
            ["records", "reason", "stage"], descending=[True, False, False]
        ).to_dicts(),
    }  # fmt: skip


def _words(language: str, words: Mapping[str, str]) -> str:
    return put("words", {"language": language, "families": FAMILY_OF, **words})


def _specs(drawn: list[Chart], language: str) -> str:
    specs = {chart.id: chart.spec for chart in drawn if chart.spec}
    return f"COUPURE.put({literal('charts')},{literal({'specs': specs, **locales(language)})});\n"
