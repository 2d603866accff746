"""Days worked one after the other: articles into stories, what they report into utterances."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import polars as pl

from transforms.across.clusters import Limits, Pair
from transforms.across.history import UNDATED, Group, History, group_id
from transforms.across.sayings import Saying, sayings
from transforms.across.weights import Weights
from transforms.across.words import Words
from transforms.stories import LIMITS, WINDOW, Material, day_of, story_scores
from transforms.undated import Near, Nearest, gathered
from transforms.utterances import FIXED as FIXED_UTTERANCES
from transforms.utterances import LIMITS as UTTERANCE_LIMITS
from transforms.utterances import name_of, utterance_scores

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LinkTools:
    """What linking is given: keys of words, and the weights of features."""

    words: Words
    stories: Weights
    utterances: Weights


@dataclass
class Desk:
    """Articles of some days with their state: what is worked, and what stands around it.

    prints: Rows of the table `fingerprints`.
    quotes: Rows of the table `quotes`; those of other articles are left out.
    copies: Pairs of near-duplicates (ids, the lesser first).
    stories, utterances: The groups as they stand; working changes them.
    """

    tools: LinkTools
    prints: pl.DataFrame
    quotes: pl.DataFrame
    copies: Collection[Pair]
    stories: History
    utterances: History
    worked: set[str] = field(default_factory=set)  # articles whose groups were sought anew
    nearest: dict[str, tuple[str, float]] = field(default_factory=dict)
    anchors: dict[str, Near | None] = field(default_factory=dict)  # of the undated, the dated one
    undated: set[str] = field(default_factory=set)
    said: dict[str, list[Saying]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._facts: dict[str, tuple[str, list[str], datetime]] = {}
        self._know(self.prints)
        self.hear(self.quotes)

    def add(self, prints: pl.DataFrame) -> None:
        """More articles, that are not here yet."""
        self.prints = pl.concat([self.prints, prints])
        self._know(prints)

    def _know(self, prints: pl.DataFrame) -> None:
        moment = pl.coalesce("published_at", "earliest", pl.lit(UNDATED))
        facts = prints.select("article_id", "language", "title_terms", moment).iter_rows()
        self._facts |= {row[0]: row[1:] for row in facts}

    def hear(self, quotes: pl.DataFrame) -> None:
        """What articles that are here report, and that is not here yet."""
        known = {article: (facts[0], facts[1]) for article, facts in self._facts.items()}
        said = quotes.filter(pl.col("article_id").is_in(list(known)))
        for saying in sayings(said, known, self.tools.words):
            self.said.setdefault(saying.article_id, []).append(saying)

    def work_days(self, dirty: Iterable[datetime]) -> set[datetime]:
        """Work the dated days of `dirty`, and those that change with them.

        Returns the days that may change too but are later than all articles here.
        """
        material = Material.of(self.prints.filter(day_of() < UNDATED), self.tools.words)
        days = set(material.articles["day"])
        last = max(days | set(dirty), default=UNDATED)
        wanted, left = set(dirty), set[datetime]()
        queue = sorted(wanted)
        while queue:
            day = heapq.heappop(queue)
            if not self._work_day(material, day) and day not in wanted:
                continue
            for later in (day + ONE_DAY * n for n in range(1, WINDOW + 1)):
                if later > last:
                    left.add(later)
                elif later in days and later not in queue:
                    heapq.heappush(queue, later)
        return left

    def _work_day(self, material: Material, day: datetime) -> bool:
        """Returns whether any article or saying of `day` is in another group than before."""
        low, mid, high = material.place(day)
        ids = material.articles["article_id"][low:high].to_list()
        before, today = ids[: mid - low], ids[mid - low :]
        scores = story_scores(material, day, self.tools.stories, self.copies) if today else {}
        changed = self.stories.work_day(
            day, self._moments(today), before, scores, LIMITS, _story_id
        )
        story = {article: self.stories.group(article, day + ONE_DAY).id for article in ids}
        self._note(today, scores, story)
        return changed | self._work_sayings(day, today, before, story, UTTERANCE_LIMITS)

    def work_undated(self, near: Mapping[str, Nearest], articles: int) -> None:
        """Put the articles that nobody can date to the others, which stay as they are.

        Args:
            near: Whom each is most like; the dated articles that matter have their story.
            articles: How many there are in all, dated ones too.
        """
        homes, founders = gathered(near, articles), dict[str, str]()
        moments = self._moments(near)
        for article in sorted(near, key=lambda article: (moments[article], article)):
            founders.setdefault(homes[article], article)
        places = {}
        for article, home in homes.items():
            founder = founders[home]
            places[article] = (
                Group(moments[founder], _story_id(founder))
                if home in near
                else self.stories.group(home)
            )
        self.stories.put(places)
        self.undated.update(near)
        self.worked.update(near)
        for article, (one, dated) in near.items():
            self.nearest[article] = (one.article_id, one.similarity) if one else ("", 0.0)
            self.anchors[article] = dated

    def work_told(self, stories: Collection[str]) -> None:
        """Compare what undated articles report with what the other articles of their story do.

        Args:
            stories: Stories all of whose articles are here, with their quotes.
        """
        told: dict[str, list[str]] = defaultdict(list)
        for article in sorted(self._facts):
            told[self.stories.group(article).id].append(article)
        for story in sorted(told.keys() & set(stories)):
            undated = [article for article in told[story] if article in self.undated]
            beside = [article for article in told[story] if article not in self.undated]
            one_story = dict.fromkeys(told[story], story)
            self._work_sayings(UNDATED, undated, beside, one_story, FIXED_UTTERANCES)

    def _work_sayings(
        self,
        day: datetime,
        today: Collection[str],
        before: Collection[str],
        story: Mapping[str, str],
        limits: Limits,
    ) -> bool:
        new = [saying for article in today for saying in self.said.get(article, ())]
        known = [saying for article in before for saying in self.said.get(article, ())]
        scores = utterance_scores(new, known, story, self.tools.utterances)
        moments = {name_of(saying.item): self._facts[saying.article_id][2] for saying in new}
        standing = [name_of(saying.item) for saying in known]
        return self.utterances.work_day(day, moments, standing, scores, limits, _utterance_id)

    def _note(
        self, today: Collection[str], scores: Mapping[Pair, float], story: Mapping[str, str]
    ) -> None:
        """For each article of the day, the one of its story that it is most like."""
        self.worked.update(today)
        best: dict[str, tuple[float, str]] = {}
        for (one, other), score in sorted(scores.items()):
            if story.get(one) == story.get(other):
                for article, near in ((one, other), (other, one)):
                    best[article] = max(best.get(article, (0.0, "")), (score, near))
        for article in today:
            score, near = best.get(article, (0.0, ""))
            self.nearest[article] = (near, score)

    def _moments(self, articles: Iterable[str]) -> dict[str, datetime]:
        return {article: self._facts[article][2] for article in articles}


def _story_id(article: str) -> str:
    return group_id("story", article)


def _utterance_id(name: str) -> str:
    return group_id("utterance", name)
