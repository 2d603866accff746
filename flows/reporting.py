"""Writes the report of a warehouse: reads its tables, has them drawn, writes the folder."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from importlib import metadata, resources
from pathlib import Path

import polars as pl

from flows.settings import ConfigurationError
from report.draw import NEEDED, About, Look, draw
from warehouse.beside import Beside
from warehouse.folders import Written, write_folder
from warehouse.store import Store

MARKER = ".coupure-report"
LANGUAGES = ("fr", "en")
LATEST = 10_000
"""Articles shown where nobody says how many: the newest."""

_OF_ARTICLES = ("raw_articles", "articles", "segments", "mentions", "quotes")
_MADE_OF_ARTICLES = ("story_articles", "utterance_reports")


def default_folder(warehouse: Path) -> Path:
    """Where a report lies when nobody says where: beside its warehouse."""
    root = warehouse.absolute()
    return root.with_name(f"{root.name}-report")


def write_report(store: Store, target: Path, language: str, latest: int = LATEST) -> Written:
    """Write the report of the newest `latest` articles into the folder `target`.

    Raises:
        ConfigurationError: `target` is there and is no report.
        FileNotFoundError: there is no warehouse.
        OSError: the folder cannot be written.
    """
    tables = read(store, latest)
    about = About(datetime.now(UTC), store.rows("articles"), language, metadata.version("coupure"))
    try:
        return write_folder(target, draw(tables, look(), about), MARKER)
    except FileExistsError as error:
        raise ConfigurationError(str(error)) from error


def read(store: Store, latest: int) -> dict[str, pl.DataFrame]:
    """The tables that a report is made of: the newest articles, and what belongs to them."""
    chosen = (
        store.scan("articles")
        .select("article_id", seen=pl.coalesce("published_at", "ingested_at"))
        .top_k(latest, by=["seen", "article_id"])
        .select("article_id")
        .collect()
    )
    beside = Beside(store, chosen["article_id"])
    tables = {name: beside.rows(name) for name in _OF_ARTICLES}
    known = tables["articles"].select("article_id").lazy()
    for name in _MADE_OF_ARTICLES:
        tables[name] = store.scan(name).join(known, on="article_id", how="semi").collect()
    told = tables["story_articles"].select("story_id").unique().lazy()
    tables["stories"] = store.scan("stories").join(told, on="story_id", how="semi").collect()
    links = store.scan("article_links").join(known, on="article_id", how="semi")
    ours = known.rename({"article_id": "other_id"})
    tables["article_links"] = links.join(ours, on="other_id", how="semi").collect()
    for name in NEEDED:
        if name not in tables:
            tables[name] = store.read(name)
    return tables


def look() -> Look:
    """The templates, styles, scripts and words that lie in the package `report`."""
    assets = resources.files("report") / "assets"
    words = {
        language: tomllib.loads((assets / "words" / f"{language}.toml").read_text("utf-8"))
        for language in LANGUAGES
    }
    texts = {
        kind: {file.name: file.read_text("utf-8") for file in (assets / kind).iterdir()}
        for kind in ("templates", "static")
    }
    return Look(texts["templates"], texts["static"], words)
