"""Small made-up articles and quotations, as linking is given them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from flows.resources import link_tools
from transforms.across.fingerprints import fingerprints

TOOLS = link_tools()
WORDS = TOOLS.words
DAY = datetime(2024, 5, 2, tzinfo=UTC)
_QUOTE = {"kind": "direct", "speaker_label": "PER"}


def day(number: int) -> datetime:
    return DAY + timedelta(days=number)


def article(id: str, text: str, **more: Any) -> dict[str, Any]:
    """A row of `articles`; the first line of `text` is the title. `on` is the day, None unknown."""
    on = more.pop("on", 0)
    return {
        "article_id": id,
        "language": "fr",
        "outlet": None,
        "url": None,
        "title": text.partition("\n")[0],
        "text": text,
        "published_at": None if on is None else day(on),
        "published_precision": None if on is None else "day",
        "ingested_at": DAY,
        "people": (),
    } | more


def prints(articles: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """Fingerprints of made-up articles; `people` are their mentions."""
    articles = list(articles)
    mentions = [(one["article_id"], "PER", name) for one in articles for name in one["people"]]
    frame = pl.DataFrame(
        [{key: value for key, value in one.items() if key != "people"} for one in articles],
        schema_overrides={"published_at": pl.Datetime("us", "UTC"), "outlet": pl.String(),
                          "url": pl.String(), "published_precision": pl.String()},
    )  # fmt: skip
    fetched = pl.DataFrame(
        schema={"article_id": pl.String(), "fetched_at": pl.Datetime("us", "UTC")}
    )
    named = pl.DataFrame(mentions, schema=["article_id", "label", "name"], orient="row")
    if not mentions:
        named = named.cast(pl.String)
    return fingerprints(frame, fetched, named, WORDS)


def quotes(*said: tuple[str, str | None, str], **more: Any) -> pl.DataFrame:
    """Rows of `quotes` from (article, speaker, words); a speaker in small letters is a role."""
    rows: list[dict[str, Any]] = []
    for number, (id, speaker, text) in enumerate(said):
        named = speaker is not None and speaker[0].isupper()
        rows.append(
            {"article_id": id, "quote_index": number, "utterance_index": number,
             "text": text, "speaker_name": speaker}
            | _QUOTE | {"speaker_label": "PER" if named else None} | more
        )  # fmt: skip
    schema = {"article_id": pl.String(), "quote_index": pl.Int64(), "utterance_index": pl.Int64(),
              "text": pl.String(), "speaker_name": pl.String(), "kind": pl.String(),
              "speaker_label": pl.String()}  # fmt: skip
    return pl.DataFrame(rows, schema=schema)
