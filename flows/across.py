"""Links articles a portion of days at a time, and says what changes in the tables."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import polars as pl

from flows.linking import PRINT, REPORT, Reader, place
from flows.undated import Undated
from flows.unlinked import Backlog, Portion
from transforms.across.changes import Changed, affected, changed_stories, changed_utterances
from transforms.across.history import UNDATED, Group, resolved
from transforms.across.linking import Desk, LinkTools
from transforms.across.results import report_rows, story_rows
from transforms.stories import day_of
from transforms.utterances import name_of
from warehouse.patches import Assigned, Patch, Snapshot
from warehouse.store import Store

PORTION = 2_000  # new articles that are linked at a time

Changes = dict[str, Snapshot]


def link_portion(
    store: Store, backlog: Backlog, tools: LinkTools, most: int = PORTION
) -> tuple[Changes, bool]:
    """What changes when the first part of `backlog` is linked, and whether nothing is left then.

    Args:
        most: New articles that are linked at a time; a day is never split.
    """
    portion = backlog.portion(most)
    linker = _Linker(Reader(store, backlog, portion, tools.words), tools)
    changes, left = linker.link(portion)
    return changes, portion.is_last and not left


class _Linker:
    """One portion on its way: read, worked, compared with what is published."""

    def __init__(self, reader: Reader, tools: LinkTools) -> None:
        self.reader, self.tools = reader, tools
        self.fresh = reader.fresh()
        self.prints = self.fresh.select(PRINT)
        self.copies, self.links = reader.copies(self.fresh)
        self.groups = reader.groups()
        self.before = (dict(self.groups.stories.merged), dict(self.groups.utterances.merged))
        self.members = reader.members(self.fresh["article_id"].clear())
        self.reports = reader.reports(self.fresh["article_id"].clear())

    def link(self, portion: Portion) -> tuple[Changes, Collection[datetime]]:
        """What changes, and later days that must be worked again for that."""
        gone = portion.gone.select("article_id")
        dated = self.prints.filter(day_of() < UNDATED)
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
        self._work_undated(desk, portion)
        gone_members = self.members.join(gone, on="article_id", how="semi")
        return self._changes(desk, gone_members, gone_reports, left), left

    def _place(self, ids: pl.Series) -> None:
        """Let the groups of articles be as they are published."""
        members, reports = self.reader.members(ids), self.reader.reports(ids)
        place(self.groups, members, reports)
        self.members = pl.concat([self.members, members])
        self.reports = pl.concat([self.reports, reports])

    def _work_undated(self, desk: Desk, portion: Portion) -> None:
        """Those of the portion and those that are linked already go to whom they are most like;
        what they report is compared anew in the stories that changed."""
        members = self.reader.undated
        standing = self.reader.prints(members["article_id"])
        new = self.prints.filter((day_of() == UNDATED) & portion.is_last)
        undated = pl.concat([standing, new])
        if undated.is_empty():
            return
        near = Undated(
            self.reader, self.tools, self.prints, new, standing, members, self.copies
        ).nearest()
        self._place(standing["article_id"])
        desk.add(undated)
        anchors = {each.article_id for both in near.values() for each in both if each}
        self._place(self._not_here(desk, anchors))
        desk.work_undated(near, self.reader.store.rows("articles"))
        self._compare_told(desk)

    def _compare_told(self, desk: Desk) -> None:
        """In the stories with undated articles that changed."""
        changed = self._changed_stories(desk)
        groups = {article: desk.stories.group(article).id for article in desk.undated}
        wanted = changed & set(groups.values())
        if not wanted:
            return
        beside = self.reader.of_stories(sorted(changed))
        ids = self._not_here(desk, beside["article_id"])
        self._place(ids)
        prints = self.reader.prints(ids)
        desk.add(prints)
        undated = [article for article, group in groups.items() if group in wanted]
        desk.hear(self.reader.quotes(pl.concat([pl.Series(undated, dtype=pl.String), ids])))
        desk.work_told(wanted)

    def _changed_stories(self, desk: Desk) -> set[str]:
        """Stories in which an article was worked or an utterance can be another."""
        merged, utterances_merged = self.before
        old, new = affected(desk.stories, merged)
        worked = {desk.stories.group(one).id for one in desk.worked - desk.undated}
        said = set[str]().union(*affected(desk.utterances, utterances_merged))
        articles = self.reader.of_utterances(sorted(said))["article_id"]
        stories = self.reader.members(articles)["story_id"]
        now = {resolved(Group(UNDATED, id), desk.stories.merged).id for id in stories}
        return old | new | worked | now

    def _not_here(self, desk: Desk, articles: Collection[str]) -> pl.Series:
        """Those that are not on the desk, without those that are there no more."""
        here = {*desk.prints["article_id"], *self.reader.stale["article_id"]}
        ids = sorted(set(articles) - here)
        return pl.Series("article_id", ids, dtype=pl.String)

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
