"""What a run did, counted as it goes: for the terminal, the artifacts and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_QUARANTINED = 0, 1, 2, 3


@dataclass
class Tally:
    """Figures of one batch or, added up, of one run. `cut` is in characters by kind."""

    articles: int = 0
    truncated: int = 0
    mentions: int = 0
    quotes: int = 0
    kept: int = 0
    cut: Counter[str] = field(default_factory=Counter)
    speakers: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)
    without_model: Counter[str] = field(default_factory=Counter)
    seconds: float = field(default=0.0, compare=False)
    """That the work took, without loading what it needs; of all processes together."""

    def add(self, other: Tally) -> None:
        self.articles += other.articles
        self.truncated += other.truncated
        self.mentions += other.mentions
        self.quotes += other.quotes
        self.kept += other.kept
        self.cut += other.cut
        self.speakers += other.speakers
        self.quarantined += other.quarantined
        self.without_model += other.without_model
        self.seconds += other.seconds

    @property
    def rejected(self) -> int:
        return sum(self.quarantined.values())

    @property
    def cut_share(self) -> float | None:
        """Share of the characters of all segments that were cut; None without any."""
        whole = self.kept + self.cut.total()
        return self.cut.total() / whole if whole else None


def tally(
    frames: Mapping[str, pl.DataFrame], quarantine: pl.DataFrame, languages: frozenset[str]
) -> Tally:
    """Figures of the tables of one batch; `languages` are those that have a model."""
    segments = frames["segments"]
    length = pl.col("text").str.len_chars().sum()
    cut = segments.filter(~pl.col("is_kept")).group_by("kind").agg(length)
    speakers = (
        frames["quotes"]
        .drop_nulls("speaker_name")
        .unique(["article_id", "utterance_index"])["speaker_name"]
    )
    articles = frames["articles"]
    return Tally(
        articles=articles.height,
        truncated=int(articles["is_truncated"].sum()),
        mentions=frames["mentions"].height,
        quotes=frames["quotes"].height,
        kept=int(segments.filter("is_kept").select(length).item() or 0),
        cut=Counter(dict(cut.iter_rows())),
        speakers=Counter(speakers.to_list()),
        quarantined=Counter(quarantine["reason"].to_list()),
        without_model=Counter(
            code for code in articles["language"].to_list() if code not in languages
        ),
    )


@dataclass(frozen=True)
class RunSummary:
    """The end of a run: `inputs = articles + unchanged + quarantined`.

    `still` are the reasons of entries of quarantine that were tried again and stand as they were
    (they count as unchanged); `outdated` articles are of an older version of the pipeline.
    `seconds` count from the command on; `start_up` are those of them before work could go on:
    Prefect, models and gate, what is known already, and reading the first batch.
    """

    run_id: str
    kind: str
    inputs: int
    unchanged: int
    batches: int
    seconds: float
    warehouse: str
    tally: Tally
    still: Counter[str] = field(default_factory=Counter)
    start_up: float = 0.0
    pruned: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    """What archives and crawls hold that is no input, by kind."""
    outdated: int = 0
    quality: str | None = None
    """Page of what was checked; None when nothing was."""
    warnings: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        return EXIT_QUARANTINED if self.tally.rejected or self.still else EXIT_DONE
