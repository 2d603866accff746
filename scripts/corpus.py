"""Reads articles outside the project and dresses them as training pages."""

from __future__ import annotations

import gzip
import json
import random
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.resources import cities
from scripts.grammar import Grammar
from scripts.training_pages import Line, Pages, Source
from tests.eval import shared
from tests.eval.gold import Gold, Region
from transforms.pages.page import KEPT

HERE = Path(__file__).parent
COUNTRIES = ("FR", "BE", "CH", "CA", "SN", "GB")
INHABITANTS = 20_000
MIN_CHARS = 600  # of an article that is dressed
FRENCH = 0.7  # share of the dressed pages
TITLED, OPENED = 0.94, 0.5  # shares with a title, with a standfirst

_SENTENCE_END = re.compile(r"(?<=[.!?»”]) (?=[A-ZÀ-Þ«“])")
_HEAD = re.compile(
    r"\b(?:les?|la|une?|des|l['’]|sans|vers|face à|deux|trois) ?(?:[\w'’-]+ ){0,4}[\w’-]{5,}"
    r"(?=[ ,.])"
)


def clean_news(dev: Path) -> list[Gold]:
    """News texts in which nothing is to be cut."""
    found = shared.news(dev, "quotes")
    return [
        Gold(g.id, g.language, g.raw, regions=(Region(0, len(g.raw), "body", True),)) for g in found
    ]


def dressed(dev: Path, count: int, rng: random.Random) -> list[Gold]:
    """`count` articles with made-up furniture around and inside them."""
    french, english = _french(dev), _english(dev)
    if not french or not english:
        return []
    pages = Pages(_grammar(french, english, rng))
    golds = []
    for number in range(count):
        source = _source(rng, french) if rng.random() < FRENCH else _mixed(rng, english)
        golds.append(_gold(f"dressed-{number}", source.language, pages.page(source)))
    return golds


def _gold(name: str, language: str, lines: Sequence[Line]) -> Gold:
    raw, regions = "", []
    for line in lines:
        raw += "\n" if raw else ""
        regions.append(Region(len(raw), len(raw) + len(line.text), line.kind, line.kind in KEPT))
        raw += line.text
    return Gold(name, language, raw, regions=tuple(regions))


def _french(dev: Path) -> list[dict[str, Any]]:
    path = dev / "orangesum" / "articles.jsonl.gz"
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [r for r in records if len(r["article"]) > MIN_CHARS and r["title"]]


def _english(dev: Path) -> list[list[str]]:
    """Paragraphs of the English pages, page by page."""
    pages = [page for page in shared.pages(dev, near=True) if page.language == "en"]
    texts = [[p.raw[r.start : r.end] for r in p.regions if r.keep] for p in pages]
    return [text for text in texts if len(text) > 3]


def _grammar(
    french: Sequence[dict[str, Any]], english: Sequence[list[str]], rng: random.Random
) -> Grammar:
    paragraphs = [p for text in english for p in text]
    openings = [" ".join(p.split()[: 6 + i % 8]).rstrip(".,;:”") for i, p in enumerate(paragraphs)]
    french_heads = [h for r in french for h in _HEAD.findall(r["article"])[:6] if len(h) < 45]
    english_heads = [" ".join(p.split()[3:7]).strip(",.;:“”") for p in paragraphs]
    return Grammar(
        tomllib.loads((HERE / "training_pages.toml").read_text(encoding="utf-8")),
        tomllib.loads((HERE / "training_names.toml").read_text(encoding="utf-8")),
        [c.name for c in cities() if c.country in COUNTRIES and c.inhabitants > INHABITANTS],
        {"fr": [r["title"].strip() for r in french], "en": [t for t in openings if len(t) > 25]},
        {
            "fr": [r["heading"].strip() for r in french if r["heading"]],
            "en": [p.split(". ")[0] + "." for p in paragraphs if 80 < len(p) < 400],
        },
        {"fr": french_heads, "en": [h for h in english_heads if h]},
        rng,
    )


def _source(rng: random.Random, french: Sequence[dict[str, Any]]) -> Source:
    record = rng.choice(french)
    sentences = _SENTENCE_END.split(" ".join(record["article"].split()))
    body, at = [], 0
    while at < len(sentences):
        size = rng.choice([1, 1, 2, 2, 3, 4])
        body.append(" ".join(sentences[at : at + size]))
        at += size
    title = record["title"].strip() if rng.random() < TITLED else ""
    opening = record["heading"].strip() if rng.random() < OPENED else ""
    return Source("fr", title, opening, tuple(body[: rng.randint(3, 25)]))


def _mixed(rng: random.Random, english: Sequence[list[str]]) -> Source:
    """Paragraphs of one English page in another order: there are few of them."""
    body = list(rng.choice(english))
    rng.shuffle(body)
    first, *rest = body
    opening = first.split(". ")[0] + "." if rng.random() < OPENED else ""
    title = " ".join(rng.choice(rest).split()[: rng.randint(6, 13)]).rstrip(".,;:”")
    return Source("en", title, opening, tuple(rest[: rng.randint(3, 18)]))
