"""What linking must know of an article, so that no old article is read again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from transforms.across.copies import bands
from transforms.across.words import Token, Words, fold

LEAD, BEGINNING = 60, 300  # words: the top of the body, and the beginning that is looked at
MOST_NAMES = 40
LONGEST_TITLE = 120  # of an article without one
_ORDINALS = frozenset(["er", "st", "nd", "rd", "th"])
_NO_LETTER = re.compile(r"[\W_]+")

Day = datetime


def fingerprints(
    articles: pl.DataFrame, fetched: pl.DataFrame, mentions: pl.DataFrame, words: Words
) -> pl.DataFrame:
    """The table `fingerprints`: one row an article.

    Args:
        articles: article_id, language, outlet, url, title, text, published_at,
            published_precision, ingested_at.
        fetched: article_id, fetched_at.
        mentions: article_id, label, name.
    """
    fetched_at = dict(fetched.select("article_id", "fetched_at").iter_rows())
    named = _named(mentions)
    both = zip(articles.iter_rows(named=True), bands(articles["text"].to_list()), strict=True)
    rows = [
        _facts(row, fetched_at.get(row["article_id"]))
        | _zones(row, words)
        | {"names": named.get(row["article_id"], []), "bands": found}
        for row, found in both
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def _facts(article: dict[str, Any], fetched: datetime | None) -> dict[str, Any]:
    published = article["published_at"]
    earliest, latest = day_range(published, article["published_precision"], fetched)
    return {name: article[name] for name in ("article_id", "language", "outlet", "url")} | {
        "title": article["title"] or article["text"].partition("\n")[0][:LONGEST_TITLE],
        "published_at": published,
        "seen_at": published or article["ingested_at"],
        "earliest": earliest,
        "latest": latest,
    }


_KEYS = pl.List(pl.String)
_TIME = pl.Datetime("us", "UTC")
SCHEMA = pl.Schema(
    dict.fromkeys(["article_id", "language", "outlet", "url", "title"], pl.String())
    | dict.fromkeys(["published_at", "seen_at", "earliest", "latest"], _TIME)
    | dict.fromkeys(
        ["title_terms", "lead_terms", "other_terms", "names", "figures", "bands"], _KEYS
    )
)


def day_range(
    published: datetime | None, precision: str | None, fetched: datetime | None
) -> tuple[Day | None, Day | None]:
    """First and last day (midnight UTC) on which an article can have been published.

    The day of fetching stands in where no day is stated, unless it contradicts what is.
    """
    seen = _midnight(fetched) if fetched else None
    if published is None:
        return seen, seen
    first = _midnight(published)
    if precision == "month":
        year, month = (first.year, first.month + 1) if first.month < 12 else (first.year + 1, 1)
        last = datetime(year, month, 1, tzinfo=UTC) - timedelta(days=1)
    elif precision == "year":
        last = datetime(first.year, 12, 31, tzinfo=UTC)
    else:
        return first, first
    return (seen, seen) if seen and first <= seen <= last else (first, last)


def _midnight(moment: datetime) -> Day:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _zones(article: dict[str, Any], words: Words) -> dict[str, list[str]]:
    """Keys of the title, of the top of the body and of its beginning, each where it comes first;
    and the figures and dates of all three."""
    title, text, language = article["title"] or "", article["text"], article["language"]
    body = text[len(title) :] if title and text.startswith(title) else text
    title_tokens = list(words.tokens(title, language))
    tokens = list(_first(words.tokens(body, language), BEGINNING))
    zones = {"title_terms": title_tokens, "lead_terms": tokens[:LEAD], "other_terms": tokens[LEAD:]}
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for name, zone in zones.items():
        keys = {token.key for token in zone if token.key and not token.is_figure} - seen
        found[name] = sorted(keys)
        seen |= keys
    figures = {*_figures(title_tokens, words), *_figures(tokens, words)}
    return found | {"figures": sorted(figures)}


def _first(tokens: Iterator[Token], most: int) -> Iterator[Token]:
    for number, token in enumerate(tokens):
        if number == most:
            return
        yield token


def _figures(tokens: Sequence[Token], words: Words) -> Iterator[str]:
    """Numbers (#640), and days of the year (@06-19) in their place."""
    tokens = [token for token in tokens if fold(token.text) not in _ORDINALS]
    for i, token in enumerate(tokens):
        if not token.is_figure or token.key is None:
            continue
        day = int(token.key[1:])
        around = [tokens[j].text for j in (i + 1, i - 1) if 0 <= j < len(tokens)]
        months = [words.months[fold(word)] for word in around if fold(word) in words.months]
        yield f"@{months[0]:02d}-{day:02d}" if months and 1 <= day <= 31 else token.key


def _named(mentions: pl.DataFrame) -> dict[str, list[str]]:
    """Article -> its names, the most frequent first; of a person the surname too (~poutine)."""
    counts: dict[str, Counter[str]] = {}
    for article_id, label, name in mentions.select("article_id", "label", "name").iter_rows():
        if label == "MISC":
            continue
        counts.setdefault(article_id, Counter()).update(name_keys(name, label))
    return {
        article_id: [key for key, _ in sorted(found.items(), key=lambda each: (-each[1], each[0]))][
            :MOST_NAMES
        ]
        for article_id, found in counts.items()
    }


def name_keys(name: str, label: str | None) -> list[str]:
    """Keys of a name: the whole, and of a person the surname."""
    parts = _NO_LETTER.sub(" ", fold(name)).split()
    if not parts:
        return []
    whole = " ".join(parts)
    if label != "PER":
        return [whole]
    return [whole, f"~{parts[-1]}"] if len(parts) > 1 else [f"~{whole}"]
