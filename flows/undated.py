"""Links articles that nobody can date: to the articles of a portion, and new ones to all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import polars as pl

from flows.linking import Reader
from transforms.across.clusters import Pair
from transforms.across.linking import LinkTools
from transforms.undated import Near, Nearest, nearest

SLICE, FEW = 10_000, 500  # articles that are compared at a time with at most so many undated ones


@dataclass(frozen=True)
class Undated:
    """The undated articles of a portion and those that are linked already.

    fresh: Fingerprints of all articles of the portion.
    new: Those of its undated articles.
    standing: Of the undated articles that are linked and stay as they are.
    members: Rows of `story_articles` of these.
    """

    reader: Reader
    tools: LinkTools
    fresh: pl.DataFrame
    new: pl.DataFrame
    standing: pl.DataFrame
    members: pl.DataFrame
    copies: Collection[Pair]

    def nearest(self) -> dict[str, Nearest]:
        """Whom each is most like. What stands is compared with what is fresh alone, but for those
        whose nearest is gone."""
        known = dict(self._known())
        lost = self.standing.filter(~pl.col("article_id").is_in(list(known)))
        found = self._compared(self._stay(known), [self.fresh])
        found = {article: near.better(known[article]) for article, near in found.items()}
        anew = pl.concat([self.new, lost])
        if anew.height:
            size = max(SLICE * FEW // max(anew.height, FEW), 100)
            found |= self._compared(anew, self._all(size))
        return found

    def _known(self) -> Iterator[tuple[str, Nearest]]:
        """What is published of those whose nearest articles stay as they are."""
        stale = set(self.reader.stale["article_id"])
        columns = ["article_id", "nearest_id", "similarity", "dated_id", "dated_similarity"]
        for article, one, alike, dated, dated_alike in self.members.select(columns).iter_rows():
            if one not in stale and dated not in stale:
                yield article, Nearest(_near(one, alike), _near(dated, dated_alike))

    def _stay(self, known: Collection[str]) -> pl.DataFrame:
        return self.standing.filter(pl.col("article_id").is_in(list(known)))

    def _all(self, size: int) -> Iterator[pl.DataFrame]:
        yield from self.reader.all_prints(size)
        yield from self.fresh.iter_slices(size)

    def _compared(
        self, undated: pl.DataFrame, others: Collection[pl.DataFrame] | Iterator[pl.DataFrame]
    ) -> dict[str, Nearest]:
        return nearest(undated, others, self.tools.words, self.tools.stories, self.copies)


def _near(article: str | None, similarity: float | None) -> Near | None:
    return Near(similarity, article) if article and similarity is not None else None
