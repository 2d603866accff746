"""What is not linked yet: told by the tables alone, so that there is no memory that could drift.

An article without a story_id is new or came again; a row of story_articles without its article,
or whose article came again, is true no more. Each other article has one row there: where the
numbers agree, no row need be looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from transforms.across.fingerprints import day_range
from transforms.across.history import UNDATED
from transforms.stories import WINDOW
from warehouse.beside import Beside
from warehouse.store import Store

Days = frozenset[datetime]


@dataclass(frozen=True)
class Backlog:
    """What is to be linked; the day of what nobody can date is UNDATED.

    new: article_id, day of articles that are not linked, or came again.
    gone: article_id, day of rows of `story_articles` that are true no more.
    """

    new: pl.DataFrame
    gone: pl.DataFrame

    def __bool__(self) -> bool:
        return bool(self.new.height or self.gone.height)

    def portion(self, most: int) -> Portion:
        """The days that come first, with at most `most` new articles or one day."""
        counts = (
            pl.concat([self.new.select("day", one=pl.lit(1)), self.gone.select("day", one=0)])
            .filter(pl.col("day") < UNDATED)
            .group_by("day")
            .agg(pl.col("one").sum())
            .sort("day")
            .with_columns(total=pl.col("one").cum_sum())
        )
        fits = (pl.col("total") <= most) | (pl.int_range(pl.len()) == 0)
        days = frozenset(counts.filter(fits)["day"])
        is_last = len(days) == counts.height
        wanted = [*days, UNDATED] if is_last else list(days)
        is_wanted = pl.col("day").is_in(wanted)
        new = self.new.filter(is_wanted)
        gone = self.gone.filter(is_wanted | pl.col("article_id").is_in(new["article_id"].implode()))
        return Portion(days, new, gone, is_last)


@dataclass(frozen=True)
class Portion:
    """A part of a backlog: dated days to be worked; the last part has the undated articles too."""

    days: Days
    new: pl.DataFrame
    gone: pl.DataFrame
    is_last: bool

    @property
    def span(self) -> tuple[datetime, datetime]:
        """First and last day that matter to the days of the portion."""
        around = timedelta(days=WINDOW)
        if not self.days:
            return UNDATED, UNDATED - timedelta(days=1)
        return min(self.days) - around, max(self.days) + around

    def left_days(self) -> Days:
        """Days, outside the portion, from which its articles moved away."""
        first, last = self.span
        days = self.gone.filter((pl.col("day") < UNDATED) & ~pl.col("day").is_between(first, last))
        return frozenset(days["day"])


def backlog_of(store: Store) -> Backlog:
    """What is to be linked in `store`.

    Raises:
        FileNotFoundError: there is no warehouse.
    """
    articles = store.scan("articles").select(
        "article_id", "story_id", "published_at", "published_precision"
    )
    new = articles.filter(pl.col("story_id").is_null()).collect()
    gone = pl.DataFrame(schema={"article_id": pl.String(), "day": pl.Datetime("us", "UTC")})
    if store.rows("articles") - new.height != store.rows("story_articles"):
        linked = store.scan("story_articles").select("article_id", "day")
        stands = articles.filter(pl.col("story_id").is_not_null()).select("article_id")
        gone = linked.join(stands, on="article_id", how="anti").collect()
    return Backlog(_dated(store, new), gone.with_columns(pl.col("day").fill_null(UNDATED)))


def _dated(store: Store, new: pl.DataFrame) -> pl.DataFrame:
    """article_id and day; when an article was fetched is read only where the day is not known."""
    vague = new.filter(
        pl.col("published_at").is_null() | pl.col("published_precision").is_in(["month", "year"])
    )
    fetched: dict[str, datetime | None] = {}
    if vague.height:
        rows = Beside(store, vague["article_id"]).rows("raw_articles", ["article_id", "fetched_at"])
        fetched = dict(rows.iter_rows())
    days = []
    for article, _, published, precision in new.iter_rows():
        first, last = day_range(published, precision, fetched.get(article))
        days.append(first if first and first == last else UNDATED)
    return new.select("article_id", pl.Series("day", days, dtype=pl.Datetime("us", "UTC")))
