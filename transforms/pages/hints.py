"""What the source of a record said of its article."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

TITLE_KEYS = ("title", "headline", "og:title", "titre")
DATE_KEYS = ("published_at", "datePublished", "date_published", "published", "publish_date",
             "pubdate", "publication_date", "date")  # fmt: skip
OUTLET_KEYS = ("outlet", "publisher", "site_name", "sitename", "source", "media")
AUTHOR_KEYS = ("byline", "author", "authors", "creator")
SECTION_KEYS = ("section", "articleSection", "category", "rubrique")
STANDFIRST_KEYS = ("standfirst", "description", "chapo", "summary")


def hints_of(text: str | None) -> dict[str, str]:
    """The hints of a record as strings; lists are joined. Damaged JSON gives none."""
    if not text:
        return {}
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    hints: dict[str, str] = {}
    for key, value in loaded.items():
        if isinstance(value, list):
            value = ", ".join(str(item) for item in value if isinstance(item, str))
        if isinstance(value, (str, int, float)) and str(value).strip():
            hints[str(key)] = " ".join(str(value).split())
    return hints


def first_of(hints: Mapping[str, str], keys: Sequence[str]) -> str | None:
    return next((hints[key] for key in keys if key in hints), None)
