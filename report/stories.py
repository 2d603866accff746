"""One event through its articles, one statement through its versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from report.differences import SAME, differences
from report.scripts import put
from report.tables import Tables, by_shard, grouped, moment, shards_for

EACH = 50
"""Stories in one file."""

Row = Mapping[str, Any]


def stories(tables: Tables) -> pl.DataFrame:
    """Stories by their articles that are shown; the most told first, then the newest."""
    members = _members(tables)
    return (
        members.sort("seen_at", "article_id")
        .group_by("story_id", maintain_order=True)
        .agg(
            articles=pl.len(),
            sources=pl.col("source").n_unique(),
            first=pl.col("seen_at").min(),
            last=pl.col("seen_at").max(),
            languages=pl.col("language").unique().sort().str.join(" "),
        )
        .join(tables["stories"].select("story_id", "title"), on="story_id")
        .join(_shared(tables, members), on="story_id", how="left")
        .with_columns(pl.col("shared").fill_null(0))
        .sort(["articles", "last", "story_id"], descending=[True, True, False])
    )


def _members(tables: Tables) -> pl.DataFrame:
    wanted = tables["articles"].select(
        "article_id", "source", "seen_at", "language", "is_truncated", "word_count"
    )
    own = tables["story_articles"].select(
        "article_id", "story_id", "title", "nearest_id", "similarity"
    )
    return own.join(wanted, on="article_id")


def _shared(tables: Tables, members: pl.DataFrame) -> pl.DataFrame:
    """How many statements more than one article of a story reports."""
    reports = tables["utterance_reports"].join(
        members.select("article_id", "story_id"), on="article_id"
    )
    return (
        reports.group_by("story_id", "utterance_id")
        .agg(articles=pl.col("article_id").n_unique())
        .filter(pl.col("articles") > 1)
        .group_by("story_id")
        .agg(shared=pl.len())
    )


def story_shards(told: pl.DataFrame) -> int:
    return shards_for(told.height, EACH)


def story_files(tables: Tables, told: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """`(path, text)` of the list and of every file of stories."""
    yield "data/stories.js", put("stories", [_listed(row) for row in told.iter_rows(named=True)])
    shards = story_shards(told)
    members = by_shard(_members(tables), "story_id", shards)
    reports = by_shard(_reports(tables), "story_id", shards)
    links = _links(tables)
    for number, part in sorted(by_shard(told, "story_id", shards).items()):
        by_story = grouped(members.get(number), "story_id")
        said = grouped(reports.get(number), "story_id")
        drawn = {
            row["story_id"]: _story(
                row, by_story[row["story_id"]], said.get(row["story_id"], []), links
            )
            for row in part.iter_rows(named=True)
        }
        yield f"data/s/{number}.js", put(f"s/{number}", drawn)


def _listed(row: Row) -> list[Any]:
    return [
        row["story_id"], row["title"], row["articles"], row["sources"], moment(row["first"]),
        moment(row["last"]), row["languages"], row["shared"],
    ]  # fmt: skip


def _reports(tables: Tables) -> pl.DataFrame:
    where = _members(tables).select("article_id", "story_id", "source")
    return tables["utterance_reports"].join(where, on="article_id")


def _links(tables: Tables) -> dict[str, list[tuple[str, str, float]]]:
    links: dict[str, list[tuple[str, str, float]]] = {}
    columns = tables["article_links"].select("article_id", "other_id", "relation", "similarity")
    for one, other, relation, similarity in columns.iter_rows():
        links.setdefault(one, []).append((other, relation, round(similarity, 2)))
        links.setdefault(other, []).append((one, relation, round(similarity, 2)))
    return links


def _story(
    row: Row, members: Sequence[Row], reports: Sequence[Row], links: Mapping[str, Any]
) -> dict[str, Any]:
    ordered = sorted(members, key=lambda each: (each["seen_at"], each["article_id"]))
    here = {each["article_id"] for each in ordered}
    return {
        "title": row["title"],
        "articles": [
            [
                each["article_id"], each["title"], each["source"], moment(each["seen_at"]),
                each["language"], int(each["is_truncated"]), each["word_count"],
                None if each["similarity"] is None else round(each["similarity"], 2),
                [link for link in links.get(each["article_id"], []) if link[0] in here],
            ]
            for each in ordered
        ],
        "utterances": _utterances(reports),
    }  # fmt: skip


def _utterances(reports: Sequence[Row]) -> list[dict[str, Any]]:
    """Those that more than one article reports; the most reported first."""
    by_utterance: dict[str, list[Row]] = {}
    for report in sorted(reports, key=lambda each: (each["seen_at"], each["article_id"])):
        by_utterance.setdefault(report["utterance_id"], []).append(report)
    shared = [
        _utterance(versions)
        for versions in by_utterance.values()
        if len({each["article_id"] for each in versions}) > 1
    ]
    return sorted(shared, key=lambda each: -len(each["versions"]))


def _utterance(versions: Sequence[Row]) -> dict[str, Any]:
    """The fullest version first, then the others in the order in which they came."""
    fullest = next((v for v in versions if v["wording"] == "fullest"), None)
    fullest = fullest or max(versions, key=lambda each: len(each["text"]))
    others = [version for version in versions if version is not fullest]
    return {
        "who": fullest["speaker_name"],
        "first": moment(versions[0]["seen_at"]),
        "versions": [_version(each, fullest) for each in (fullest, *others)],
    }


def _version(report: Row, fullest: Row) -> list[Any]:
    compared = report["language"] == fullest["language"] and report is not fullest
    runs = differences(fullest["text"], report["text"]) if compared else [(SAME, report["text"])]
    wording = "fullest" if report is fullest else report["wording"]
    return [
        report["article_id"], report["source"], moment(report["seen_at"]), report["language"],
        report["kind"], wording, round(report["similarity"], 2), runs,
    ]  # fmt: skip
