"""The articles for the inspector, some in a file, and the list of them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from report.scripts import put
from report.tables import Tables, address, by_shard, grouped, moment, shards_for

EACH = 50
"""Articles in one file."""

LONGEST = 200_000
"""Code points of a page that are shown."""

_PARTS = ("raw_articles", "segments", "mentions", "quotes")
Row = Mapping[str, Any]


def article_shards(tables: Tables) -> int:
    return shards_for(tables["articles"].height, EACH)


def article_files(tables: Tables) -> Iterator[tuple[str, str]]:
    """`(path, text)` of the list and of every file of articles."""
    yield "data/articles.js", put("articles", _listed(tables))
    shards = article_shards(tables)
    parts = {name: by_shard(tables[name], "article_id", shards) for name in _PARTS}
    titles = dict(tables["stories"].select("story_id", "title").iter_rows())
    for number, articles in sorted(by_shard(tables["articles"], "article_id", shards).items()):
        rows = {name: grouped(parts[name].get(number), "article_id") for name in _PARTS}
        drawn = {
            row["article_id"]: _article(
                row, titles, *(rows[name].get(row["article_id"], []) for name in _PARTS)
            )
            for row in articles.iter_rows(named=True)
        }
        yield f"data/a/{number}.js", put(f"a/{number}", drawn)


def _listed(tables: Tables) -> list[list[Any]]:
    """Newest first: id, title, source, time, language, truncated, share cut, words, quotes."""
    counts = tables["quotes"].group_by("article_id").agg(quotes=pl.len())
    rows = (
        tables["articles"]
        .join(counts, on="article_id", how="left")
        .sort(["seen_at", "article_id"], descending=[True, False])
    )
    return [
        [
            row["article_id"], row["title"] or row["source_uri"], row["source"],
            moment(row["seen_at"]), row["language"], int(row["is_truncated"]),
            round(row["cut_share"], 3), row["word_count"], row["quotes"] or 0,
        ]
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip


def _article(
    row: Row,
    titles: Mapping[str, str],
    raw: Sequence[Row],
    segments: Sequence[Row],
    mentions: Sequence[Row],
    quotes: Sequence[Row],
) -> dict[str, Any]:
    text = raw[0]["raw_text"] if raw else row["text"]
    length, text = len(text), text[:LONGEST]
    story = row["story_id"] if row["story_id"] in titles else None
    found = [segment for segment in segments if segment["raw_start"] < LONGEST]
    return {
        **{name: row[name] for name in ("title", "byline", "section", "language", "source")},
        "uri": row["source_uri"],
        "url": address(row["url"]),
        "seen": moment(row["published_at"]),
        "precision": row["published_precision"],
        "words": row["word_count"],
        "truncated": row["is_truncated"],
        "left": row["remaining_pct"],
        "cut": round(row["cut_share"], 4),
        "story": [story, titles[story]] if story else None,
        "version": row["pipeline_version"],
        "raw": text,
        "length": length,
        "segments": [_segment(each, text) for each in found],
        "mentions": [
            [m["label"], m["name"], m["start"], m["end"], m["raw_start"], m["raw_end"],
             round(m["score"], 2), m["method"]]
            for m in mentions
            if m["raw_start"] < LONGEST
        ],
        "quotes": [
            _quote(each, mentions, found, text)
            for each in quotes
            if each["raw_start"] < LONGEST
        ],
    }  # fmt: skip


def _segment(row: Row, raw: str) -> list[Any]:
    """The last is the text as kept, where it is not the raw one as it stands."""
    kept = row["text"] if row["is_kept"] else None
    if kept == raw[row["raw_start"] : row["raw_end"]].strip():
        kept = None
    return [
        row["kind"], int(row["is_kept"]), row["rule_id"], round(row["score"], 2),
        row["raw_start"], row["raw_end"], row["start"], row["end"], kept,
    ]  # fmt: skip


def _quote(row: Row, mentions: Sequence[Row], segments: Sequence[Row], raw: str) -> dict[str, Any]:
    return {
        "kind": row["kind"], "at": [row["start"], row["end"], row["raw_start"], row["raw_end"]],
        "speaker": _speaker(row, mentions, segments, raw),
        "said": row["utterance_index"], "words": row["speaker_text"], "who": row["speaker_name"],
        "person": row["person_id"], "label": row["speaker_label"], "via": row["via"],
        "medium": row["medium"], "sure": round(row["confidence"], 2),
        "why": row["evidence"], "cue": row["cue"], "cued": [row["cue_start"], row["cue_end"]],
    }  # fmt: skip


def _speaker(
    quote: Row, mentions: Sequence[Row], segments: Sequence[Row], raw: str
) -> list[int | None] | None:
    """Where the speaker stands in the kept and in the raw text, as far as that can be told."""
    start, end = quote["speaker_start"], quote["speaker_end"]
    if start is None:
        return None
    for mention in mentions:
        if mention["start"] == start and mention["end"] == end:
            return [start, end, mention["raw_start"], mention["raw_end"]]
    for segment in segments:
        if segment["start"] is not None and segment["start"] <= start < segment["end"]:
            return [start, end, *_in_raw(quote["speaker_text"], start, segment, raw)]
    return [start, end, None, None]


def _in_raw(words: str, start: int, segment: Row, raw: str) -> tuple[int | None, int | None]:
    """The words in the raw segment, the nearest to where they stand in the kept one."""
    first, last = segment["raw_start"], segment["raw_end"]
    aim = first + start - segment["start"]
    found, best = raw.find(words, first, last), None
    while words and found != -1:
        if best is None or abs(found - aim) < abs(best - aim):
            best = found
        found = raw.find(words, found + 1, last)
    return (None, None) if best is None else (best, best + len(words))
