"""What cleaning kept of articles, as the models read it, and where it stands in the raw text."""

from __future__ import annotations

from typing import NamedTuple

from transforms.annotate import Article
from transforms.cleaning import Cleaned
from transforms.layers import Line
from transforms.segment import Place


class Kept(NamedTuple):
    """An article's kept lines, and where each of them stands."""

    article: Article
    places: tuple[Place, ...]


def kept_articles(cleaned: Cleaned) -> dict[str, Kept]:
    """By id, in order, the articles of which any line is kept."""
    columns = ("article_id", "kind", "text", *Place._fields)
    kept = cleaned.segments.filter("is_kept").sort("article_id", "start", maintain_order=True)
    lines: dict[str, list[tuple[Line, Place]]] = {}
    for article_id, kind, words, *numbers in kept.select(columns).iter_rows():
        place = Place(*numbers)
        line = Line(place.segment_index, kind, place.start, words)
        lines.setdefault(article_id, []).append((line, place))
    articles = cleaned.articles.select("article_id", "language", "text")
    return {
        article_id: Kept(Article(article_id, language, text, own), places)
        for article_id, language, text in articles.iter_rows()
        if article_id in lines
        for own, places in [zip(*lines[article_id], strict=True)]
    }
