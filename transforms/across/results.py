"""What linking says, as rows of the tables across articles."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from transforms.across.history import UNDATED, Group, History, Merge, resolved
from transforms.across.linking import Desk
from transforms.across.versions import Version, difference, fullest
from transforms.across.words import Words
from transforms.stories import day_of
from transforms.utterances import name_of

_DAY = pl.when(day_of() < UNDATED).then(day_of())
_TIME = pl.Datetime("us", "UTC")
_WORDS = pl.List(pl.String)
_PLACE = {"first_id": pl.String(), "founded": _TIME}


def story_rows(desk: Desk) -> pl.DataFrame:
    """The worked articles as rows of `story_articles`, without story_id."""
    worked = sorted(desk.worked)
    near = [desk.nearest[article] for article in worked]
    placed = [desk.stories.placed[article] for article in worked]
    anchors = [desk.anchors.get(article) for article in worked]
    said = pl.DataFrame(
        {
            "article_id": worked,
            "nearest_id": [nearest or None for nearest, _ in near],
            "similarity": [similarity if nearest else None for nearest, similarity in near],
            "first_id": [group.id for group in placed],
            "founded": [group.founded for group in placed],
            "dated_id": [anchor.article_id if anchor else None for anchor in anchors],
            "dated_similarity": [anchor.similarity if anchor else None for anchor in anchors],
        },
        schema={"article_id": pl.String(), "nearest_id": pl.String(), "similarity": pl.Float64(),
                **_PLACE, "dated_id": pl.String(), "dated_similarity": pl.Float64()},
    )  # fmt: skip
    facts = desk.prints.select("article_id", "outlet", "title", "seen_at", day=_DAY)
    return said.join(facts, on="article_id", maintain_order="left")


def report_rows(desk: Desk) -> pl.DataFrame:
    """What the worked articles report as rows of `utterance_reports`, without utterance_id and
    not compared with each other."""
    sayings = [s for article in sorted(desk.worked) for s in desk.said.get(article, ())]
    placed = [desk.utterances.placed[name_of(saying.item)] for saying in sayings]
    said = pl.DataFrame(
        {
            "article_id": [saying.article_id for saying in sayings],
            "utterance_index": [saying.index for saying in sayings],
            "speaker_name": [saying.speaker for saying in sayings],
            "kind": [saying.kind for saying in sayings],
            "language": [saying.language for saying in sayings],
            "text": [saying.text for saying in sayings],
            "first_id": [group.id for group in placed],
            "founded": [group.founded for group in placed],
        },
        schema={"article_id": pl.String(), "utterance_index": pl.Int64(),
                "speaker_name": pl.String(), "kind": pl.String(), "language": pl.String(),
                "text": pl.String(), **_PLACE},
    )  # fmt: skip
    facts = desk.prints.select("article_id", "outlet", "seen_at", day=_DAY)
    return said.join(facts, on="article_id", maintain_order="left")


def with_group(rows: pl.DataFrame, name: str, merged: Mapping[str, Merge]) -> pl.DataFrame:
    """`rows` with the group that each row's first_id is now, as column `name`."""
    first = rows.select("first_id", "founded").unique()
    now = [resolved(Group(founded, id), merged).id for id, founded in first.iter_rows()]
    found = first.select("first_id", pl.Series(name, now, dtype=pl.String)).unique()
    return rows.drop(name, strict=False).join(
        found, on="first_id", how="left", maintain_order="left"
    )


def stories_of(members: pl.DataFrame) -> pl.DataFrame:
    """The table `stories`, of all the members of some."""
    return (
        members.sort("seen_at", "article_id")
        .group_by("story_id", maintain_order=True)
        .agg(
            pl.col("title").first(),
            article_count=pl.len().cast(pl.Int64),
            outlet_count=pl.col("outlet").drop_nulls().n_unique().cast(pl.Int64),
            first_seen=pl.col("seen_at").min(),
            last_seen=pl.col("seen_at").max(),
        )
    )


def compared(reports: pl.DataFrame, words: Words) -> pl.DataFrame:
    """All the reports of some utterances, each compared with the fullest."""
    is_single = pl.len().over("utterance_id") == 1
    none = pl.lit([], dtype=_WORDS)
    single = reports.filter(is_single).with_columns(
        wording=pl.lit("fullest"), similarity=pl.lit(1.0), only_here=none, not_here=none
    )
    several = reports.filter(~is_single).sort("utterance_id", "article_id", "utterance_index")
    found = []
    for group in several.partition_by("utterance_id", maintain_order=True):
        columns = ["article_id", "utterance_index", "language", "kind", "text"]
        versions = [
            Version(name_of((row[0], row[1])), *row[2:])
            for row in group.select(columns).iter_rows()
        ]
        full = fullest(versions, words)
        found += [difference(version, full, words) for version in versions]
    many = several.with_columns(
        pl.Series("wording", [each.wording for each in found], dtype=pl.String),
        pl.Series("similarity", [each.similarity for each in found], dtype=pl.Float64),
        pl.Series("only_here", [list(each.only_here) for each in found], dtype=_WORDS),
        pl.Series("not_here", [list(each.not_here) for each in found], dtype=_WORDS),
    )
    return pl.concat([single, many])


def utterances_of(reports: pl.DataFrame) -> pl.DataFrame:
    """The table `utterances`, of all the compared reports of some."""
    is_full = pl.col("wording") == "fullest"
    return (
        reports.sort("seen_at", "article_id", "utterance_index")
        .group_by("utterance_id", maintain_order=True)
        .agg(
            pl.col("speaker_name").drop_nulls().sort().mode(maintain_order=True).first(),
            pl.col("text").filter(is_full).first(),
            report_count=pl.len().cast(pl.Int64),
            article_count=pl.col("article_id").n_unique().cast(pl.Int64),
            outlet_count=pl.col("outlet").drop_nulls().n_unique().cast(pl.Int64),
            first_reported=pl.col("seen_at").min(),
        )
    )


def former_ids(kind: str, history: History, before: Mapping[str, Merge]) -> pl.DataFrame:
    """Rows of `former_ids` of the groups that were found to be others since `before`."""
    new = {id: merge for id, merge in history.merged.items() if before.get(id) != merge}
    return pl.DataFrame(
        {
            "former_id": list(new),
            "kind": [kind] * len(new),
            "current_id": [merge.into.id for merge in new.values()],
            "day": [merge.day for merge in new.values()],
            "founded": [merge.into.founded for merge in new.values()],
        },
        schema=_FORMER,
    )


def renamed(kind: str, old: pl.DataFrame, new: pl.DataFrame, name: str) -> pl.DataFrame:
    """Rows of `former_ids` of ids that no member has any more.

    Args:
        old, new: Members with their old and their new id, in the column `name`.
    """
    key = [column for column in ("article_id", "utterance_index") if column in old.columns]
    lost = old.join(new.select(name).unique(), on=name, how="anti")
    return (
        lost.join(new.select(*key, current_id=name), on=key)
        .group_by(former_id=name)
        .agg(pl.col("current_id").sort().mode(maintain_order=True).first())
        .select(
            "former_id",
            pl.lit(kind).alias("kind"),
            "current_id",
            pl.lit(None, _TIME).alias("day"),
            pl.lit(None, _TIME).alias("founded"),
        )
        .sort("former_id")
    )


_FORMER = pl.Schema(
    {"former_id": pl.String(), "kind": pl.String(), "current_id": pl.String(), "day": _TIME,
     "founded": _TIME}
)  # fmt: skip
