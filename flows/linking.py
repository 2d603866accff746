"""Reads what linking a portion of days needs: of the articles around, and of how they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import polars as pl

from flows.unlinked import Backlog, Portion
from transforms.across.clusters import Pair
from transforms.across.copies import Copy, meeting, relation
from transforms.across.fingerprints import SCHEMA, fingerprints
from transforms.across.history import UNDATED, Group, History, Merge
from transforms.across.words import Words
from transforms.stories import WINDOW, day_of
from transforms.utterances import name_of
from warehouse.beside import Beside
from warehouse.store import Store
from warehouse.tables import TABLES

SLICE = 20_000  # articles that are read, or compared with the undated ones, at a time
REPORT = ["article_id", "utterance_index"]
PRINT = [column for column in SCHEMA if column != "bands"]  # the largest, for copies alone
_QUOTE = ["article_id", "quote_index", "utterance_index", "kind", "text", "speaker_name",
          "speaker_label"]  # fmt: skip


@dataclass
class Groups:
    """Stories and utterances as they stand, of some articles."""

    stories: History = field(default_factory=History)
    utterances: History = field(default_factory=History)


@dataclass
class Reader:
    """Of the store as it is before the portion is linked."""

    store: Store
    backlog: Backlog
    portion: Portion
    words: Words

    @cached_property
    def stale(self) -> pl.DataFrame:
        """Articles whose fingerprint and rows are true no more, or not there yet."""
        both = [self.backlog.new.select("article_id"), self.backlog.gone.select("article_id")]
        return pl.concat(both).unique()

    def fresh(self) -> pl.DataFrame:
        """Fingerprints of the new articles."""
        parts = [pl.DataFrame(schema=SCHEMA)]
        for ids in self.portion.new["article_id"].sort().to_frame().iter_slices(SLICE):
            beside = Beside(self.store, ids["article_id"])
            fetched = beside.rows("raw_articles", ["article_id", "fetched_at"])
            named = beside.rows("mentions", ["article_id", "label", "name"])
            rows = beside.rows("articles").sort("article_id")
            parts.append(fingerprints(rows, fetched, named, self.words))
        return pl.concat(parts)

    def standing(self) -> pl.DataFrame:
        """Fingerprints of the articles of the days around that stay as they are."""
        return self._prints(self._is_near())

    def _is_near(self) -> pl.Expr:
        """Whether an article is of a day of the portion or around; files of other days are not
        opened for that."""
        is_of_a_day = pl.col("earliest") == pl.col("latest")
        return pl.col("earliest").is_between(*self.portion.span) & is_of_a_day

    def prints(self, ids: pl.Series) -> pl.DataFrame:
        """Of these articles."""
        if ids.is_empty():
            return pl.DataFrame(schema=SCHEMA).select(PRINT)
        return self._prints(pl.col("article_id").is_in(ids.implode()))

    def all_prints(self, size: int) -> Iterator[pl.DataFrame]:
        """Of all articles that stay as they are, a slice at a time."""
        return self._slices(PRINT, size)

    def _prints(self, which: pl.Expr) -> pl.DataFrame:
        rows = self.store.scan("fingerprints").select(PRINT).filter(which)
        return self._without_stale(rows.collect())

    def quotes(self, ids: pl.Series) -> pl.DataFrame:
        """What articles report."""
        return Beside(self.store, ids).rows("quotes", _QUOTE)

    # How things stand

    def members(self, ids: pl.Series) -> pl.DataFrame:
        """Rows of `story_articles` of some articles."""
        return self._of("story_articles", "article_id", ids)

    def reports(self, ids: pl.Series) -> pl.DataFrame:
        """Rows of `utterance_reports` of some articles."""
        return self._of("utterance_reports", "article_id", ids)

    @cached_property
    def undated(self) -> pl.DataFrame:
        """Rows of `story_articles` of the undated articles that stay as they are."""
        rows = self.store.scan("story_articles").filter(pl.col("day").is_null())
        return self._without_stale(rows.collect())

    def of_stories(self, ids: list[str]) -> pl.DataFrame:
        return self._of("story_articles", "story_id", pl.Series(ids, dtype=pl.String))

    def of_utterances(self, ids: list[str]) -> pl.DataFrame:
        return self._of("utterance_reports", "utterance_id", pl.Series(ids, dtype=pl.String))

    def _of(self, table: str, column: str, ids: pl.Series) -> pl.DataFrame:
        if ids.is_empty():
            return TABLES[table].empty()
        is_wanted = pl.col(column).is_in(ids.unique().implode())
        return self.store.scan(table).filter(is_wanted).collect()

    def of_days(self, days: Collection[datetime]) -> pl.DataFrame:
        """Rows of `story_articles` of the articles of some days."""
        is_wanted = pl.col("day").is_in(sorted(days))
        return self.store.scan("story_articles").filter(is_wanted).collect()

    def leaving(self) -> pl.DataFrame:
        """article_id of the portion's articles: their old rows go."""
        both = [self.portion.new.select("article_id"), self.portion.gone.select("article_id")]
        return pl.concat(both).unique()

    def lost_links(self) -> pl.DataFrame:
        """Keys of the rows of `article_links` of such articles."""
        links = self.store.scan("article_links").select("article_id", "other_id")
        ids = self.leaving()["article_id"].implode()
        return links.filter(
            pl.col("article_id").is_in(ids) | pl.col("other_id").is_in(ids)
        ).collect()

    def groups(self) -> Groups:
        """No item yet, but all groups that were found to be others."""
        found = Groups()
        rows = self.store.scan("former_ids").filter(pl.col("day").is_not_null()).collect()
        for row in rows.iter_rows(named=True):
            history = found.stories if row["kind"] == "story" else found.utterances
            into = Group(row["founded"], row["current_id"])
            history.merged[row["former_id"]] = Merge(row["day"], into)
        return found

    # Near-duplicates

    def copies(self, fresh: pl.DataFrame) -> tuple[set[Pair], pl.DataFrame]:
        """Pairs of near-duplicates of the days around and of undated articles, and the rows of
        `article_links` that are new."""
        new, key = self._new_links(fresh), ["article_id", "other_id"]
        near = (
            self.store.scan("fingerprints").filter(self._is_near()).select("article_id").collect()
        )
        ids = pl.concat([near["article_id"], self.undated["article_id"]]).implode()
        is_near = pl.col("article_id").is_in(ids) | pl.col("other_id").is_in(ids)
        links = self.store.scan("article_links").select(key).filter(is_near).collect()
        for column in key:
            stale = self.stale.rename({"article_id": column})
            links = links.join(stale, on=column, how="anti")
        return set(pl.concat([links, new.select(key)]).iter_rows()), new

    def _new_links(self, fresh: pl.DataFrame) -> pl.DataFrame:
        pairs = self._meeting(fresh)
        ids = pl.concat([pairs["article_id"], pairs["other_id"].rename("article_id")])
        texts = Beside(self.store, ids).rows("articles", ["article_id", "outlet", "url", "text"])
        copies = {row[0]: Copy(*row[1:]) for row in texts.iter_rows()}
        rows = []
        for one, other in pairs.iter_rows():
            found = relation(copies[one], copies[other])
            if found:
                rows.append((one, other, *found))
        return pl.DataFrame(rows, schema=TABLES["article_links"].polars_schema, orient="row")

    def _meeting(self, fresh: pl.DataFrame) -> pl.DataFrame:
        """Pairs of a new article and another that may be copies: dated ones meet those of the
        days around and the undated ones, and these meet all."""
        columns = ["article_id", "bands", "earliest", "latest"]
        near = self._is_near()
        if self.undated.height:
            near = near | pl.col("article_id").is_in(self.undated["article_id"].implode())
        there = self.store.scan("fingerprints").select(columns).filter(near).collect()
        others = pl.concat([self._without_stale(there), fresh.select(columns)])
        pairs = [_near(meeting(fresh, others), others)]
        undated = fresh.filter(day_of() == UNDATED)
        if undated.height:
            pairs += [meeting(undated, rows) for rows in self._slices(columns, SLICE)]
        return pl.concat(pairs).unique().sort(pl.all())

    def _slices(self, columns: list[str], size: int) -> Iterator[pl.DataFrame]:
        """Of the fingerprints of all articles that stay as they are."""
        for offset in range(0, self.store.rows("fingerprints"), size):
            rows = self.store.scan("fingerprints").select(columns).slice(offset, size).collect()
            yield self._without_stale(rows)

    def _without_stale(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.join(self.stale, on="article_id", how="anti")


def _near(pairs: pl.DataFrame, prints: pl.DataFrame) -> pl.DataFrame:
    """Pairs whose articles are of near days, as far as their days are known."""
    days = prints.select("article_id", day=day_of())
    both = pairs.join(days, on="article_id").join(
        days, left_on="other_id", right_on="article_id", suffix="_other"
    )
    apart = (pl.col("day") - pl.col("day_other")).dt.total_days().abs()
    unknown = (pl.col("day") == UNDATED) | (pl.col("day_other") == UNDATED)
    return both.filter(unknown | (apart <= WINDOW)).select("article_id", "other_id").sort(pl.all())


def place(groups: Groups, members: pl.DataFrame, reports: pl.DataFrame) -> None:
    """Put items into `groups` as the rows of `story_articles` and `utterance_reports` say."""
    for article, id, founded in members.select("article_id", "first_id", "founded").iter_rows():
        groups.stories.placed[article] = Group(founded, id)
    columns = [*REPORT, "first_id", "founded"]
    for article, index, id, founded in reports.select(columns).iter_rows():
        groups.utterances.placed[name_of((article, index))] = Group(founded, id)
