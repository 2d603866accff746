"""Links articles a portion of days at a time, and says what changes in the tables."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import polars as pl

from flows.linking import REPORT, Reader, place
from flows.unlinked import Backlog, Portion
from transforms.across.changes import Changed, changed_stories, changed_utterances
from transforms.across.history import UNDATED
from transforms.across.linking import Desk, LinkTools
from transforms.across.results import report_rows, story_rows
from transforms.stories import day_of, undated_scores
from transforms.utterances import name_of
from warehouse.patches import Assigned, Patch, Snapshot
from warehouse.store import Store

PORTION = 50_000  # new articles that are linked at a time

Changes = dict[str, Snapshot]


def link_portion(
    store: Store, backlog: Backlog, tools: LinkTools, most: int = PORTION
) -> tuple[Changes, bool]:
    """What changes when the first part of `backlog` is linked, and whether that was all of it.

    Args:
        most: New articles that are linked at a time; a day is never split.
    """
    portion = backlog.portion(most)
    linker = _Linker(Reader(store, backlog, portion, tools.words), tools)
    return linker.link(portion), portion.is_last


class _Linker:
    """One portion on its way: read, worked, compared with what is published."""

    def __init__(self, reader: Reader, tools: LinkTools) -> None:
        self.reader, self.tools = reader, tools
        self.fresh = reader.fresh()
        self.copies, self.links = reader.copies(self.fresh)
        self.groups = reader.groups()
        self.before = (dict(self.groups.stories.merged), dict(self.groups.utterances.merged))
        self.members = reader.members(self.fresh["article_id"].clear())
        self.reports = reader.reports(self.fresh["article_id"].clear())

    def link(self, portion: Portion) -> Changes:
        gone = portion.gone.select("article_id")
        dated = self.fresh.filter(day_of() < UNDATED)
        prints = pl.concat([self.reader.standing(), dated])
        self._place(pl.concat([prints["article_id"], gone["article_id"]]))
        for article in gone["article_id"]:
            self.groups.stories.remove(article)
        gone_reports = self.reports.join(gone, on="article_id", how="semi")
        for item in gone_reports.select(REPORT).iter_rows():
            self.groups.utterances.remove(name_of(item))
        desk = Desk(
            self.tools, prints, self.reader.quotes(prints["article_id"]), self.copies,
            self.groups.stories, self.groups.utterances,
        )  # fmt: skip
        left = desk.work_days(portion.days) | portion.left_days()
        if portion.is_last:
            self._work_undated(desk)
        gone_members = self.members.join(gone, on="article_id", how="semi")
        return self._changes(desk, gone_members, gone_reports, left)

    def _place(self, ids: pl.Series) -> None:
        """Let the groups of articles be as they are published."""
        members, reports = self.reader.members(ids), self.reader.reports(ids)
        place(self.groups, members, reports)
        self.members = pl.concat([self.members, members])
        self.reports = pl.concat([self.reports, reports])

    def _work_undated(self, desk: Desk) -> None:
        fresh = self.fresh.filter(day_of() == UNDATED)
        standing = self.reader.undated()
        undated = pl.concat([standing, fresh])
        if undated.is_empty():
            return
        self._place(standing["article_id"])
        desk.add(undated, self.reader.quotes(undated["article_id"]))
        scores = undated_scores(
            undated,
            [*self.reader.all_dated(), self.fresh.filter(day_of() < UNDATED)],
            self.tools.words, self.tools.stories, self.copies,
        )  # fmt: skip
        met = pl.Series(sorted({article for pair in scores for article in pair}), dtype=pl.String)
        beside = self.reader.dated(met.filter(~met.is_in(desk.prints["article_id"].implode())))
        self._place(beside["article_id"])
        desk.add(beside, self.reader.quotes(beside["article_id"]))
        desk.work_undated(undated["article_id"].to_list(), scores)

    def _changes(
        self, desk: Desk, gone: pl.DataFrame, gone_reports: pl.DataFrame, left: Collection[datetime]
    ) -> Changes:
        merged, utterances_merged = self.before
        stories = changed_stories(
            desk.stories, merged, _unlike(story_rows(desk), self.members, gone), gone,
            self.reader.of_stories,
        )  # fmt: skip
        utterances = changed_utterances(
            desk.utterances, utterances_merged,
            _unlike(report_rows(desk), self.reports, gone_reports), gone_reports,
            self.reader.of_utterances, self.tools.words,
        )  # fmt: skip
        former = [pl.concat(pair) for pair in zip(stories.former, utterances.former, strict=True)]
        return {
            "fingerprints": Patch(self.reader.leaving(), self.fresh),
            "article_links": Patch(self.reader.lost_links(), self.links),
            "story_articles": Patch(*stories.members),
            "stories": Patch(*stories.groups),
            "utterance_reports": Patch(*utterances.members),
            "utterances": Patch(*utterances.groups),
            "former_ids": Patch(former[0], former[1].unique("former_id", keep="first")),
            "articles": Assigned(("article_id",), self._story_ids(stories, left)),
            "quotes": Assigned(tuple(REPORT), utterances.assigned),
        }

    def _story_ids(self, stories: Changed, left: Collection[datetime]) -> pl.DataFrame:
        """The story of each article; none where its day has yet to be worked again."""
        nothing = pl.lit(None, pl.String).alias("story_id")
        again = self.reader.of_days(left).select("article_id", nothing)
        kept = stories.assigned.join(again, on="article_id", how="anti")
        return pl.concat([kept, again])


def _unlike(rows: pl.DataFrame, published: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    """Rows that are not published as they are."""
    key = [column for column in REPORT if column in rows.columns]
    stand = published.join(gone, on=key, how="anti").select(rows.columns)
    return rows.join(stand, on=rows.columns, how="anti", nulls_equal=True)
