"""Is a run like the runs before it? Compares its figures with their median and spread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from expectations.verdict import Result

ENOUGH_RUNS = 5
"""Earlier runs needed before a figure can be called unusual."""

ENOUGH_ARTICLES = 20
"""Articles that a run needs before its shares and rates say anything."""

_SPREADS = 4.0  # a figure so many spreads from the median is unusual, whatever the floor
_SIGMA = 1.4826  # the median distance from the median, made comparable to a standard deviation

TABLE, EXPECTATION = "runs", "expect_run_to_be_usual"


@dataclass(frozen=True)
class Figures:
    """What is compared of a run. Counts are of published rows; None where it is not known."""

    articles: int
    truncated: int | None = None
    mentions: int | None = None
    quotes: int | None = None
    cut_share: float | None = None

    def per_article(self, count: int | None) -> float | None:
        """A rate, for runs that are large enough to have one."""
        if count is None or self.articles < ENOUGH_ARTICLES:
            return None
        return count / self.articles


@dataclass(frozen=True)
class Trend:
    """One figure. It is usual between `low` and `high` of the median, and wherever runs vary so.

    `is_share` counts the distance from the median as such; otherwise it is a share of it.
    """

    name: str
    title: str
    sentence: str
    of: Callable[[Figures], float | None]
    low: float
    high: float
    is_share: bool = False


TRENDS = (
    Trend(
        "articles", "articles",
        "The run brought about as many articles as the runs before it.",
        lambda run: float(run.articles), -2 / 3, 2.0,
    ),
    Trend(
        "cut_share", "text cut",
        "The run cut about as large a share of the pages as the runs before it.",
        lambda run: run.cut_share if run.articles >= ENOUGH_ARTICLES else None, -0.1, 0.1, True,
    ),
    Trend(
        "truncated_share", "behind a paywall",
        "The run has about as large a share of articles behind a paywall as the runs before it.",
        lambda run: run.per_article(run.truncated), -0.15, 0.15, True,
    ),
    Trend(
        "quotes_per_article", "quotations an article",
        "The run found about as many quotations an article as the runs before it.",
        lambda run: run.per_article(run.quotes), -0.5, 0.5,
    ),
    Trend(
        "mentions_per_article", "names an article",
        "The run found about as many names an article as the runs before it.",
        lambda run: run.per_article(run.mentions), -0.5, 0.5,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Usual:
    """The range in which a figure is usual, and how many runs say so."""

    low: float
    high: float
    middle: float
    runs: int


def usual(trend: Trend, recent: Sequence[Figures]) -> Usual | None:
    """What `recent` runs make usual; None when too few of them have the figure."""
    known = [value for run in recent if run.articles and (value := trend.of(run)) is not None]
    if len(known) < ENOUGH_RUNS:
        return None
    middle = median(known)
    reach = _SPREADS * _SIGMA * median(abs(value - middle) for value in known)
    scale = 1.0 if trend.is_share else middle
    low = min(middle + trend.low * scale, middle - reach)
    high = max(middle + trend.high * scale, middle + reach)
    return Usual(max(low, 0.0), min(high, 1.0) if trend.is_share else high, middle, len(known))


def judge_run(run: Figures, recent: Sequence[Figures]) -> list[Result]:
    """Warnings on the figures of `run` that can be compared with `recent` runs."""
    asked = [
        (trend, value, range_)
        for trend in TRENDS
        if (value := trend.of(run)) is not None and (range_ := usual(trend, recent)) is not None
    ]
    if not asked:
        return []
    import pandas as pd

    from expectations import engine, suites

    suite = suites.usual([(trend.name, trend.sentence, at.low, at.high) for trend, _, at in asked])
    frame = pd.DataFrame({trend.name: [value] for trend, value, _ in asked})
    return [
        Result(
            table=TABLE,
            expectation=outcome.expectation,
            column=trend.name,
            severity=outcome.severity,
            success=outcome.success,
            observed=f"{shown(trend, value)}; the last {at.runs} runs make "
            f"{shown(trend, at.low)} to {shown(trend, at.high)} usual",
            sentence=outcome.sentence,
            unexpected_count=int(not outcome.success),
        )
        for outcome, (trend, value, at) in zip(engine.run(suite, frame), asked, strict=True)
    ]


def shown(trend: Trend, value: float) -> str:
    if trend.is_share:
        return f"{value:.0%}"
    return f"{value:,.0f}" if trend.name == "articles" else f"{value:.1f}"
