"""What changes in the tables across articles once some days were worked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from transforms.across.history import UNDATED, Group, History, Merge, resolved
from transforms.across.results import (
    compared,
    former_ids,
    renamed,
    stories_of,
    utterances_of,
    with_group,
)
from transforms.across.words import Words

Members = Callable[[list[str]], pl.DataFrame]
"""Ids of groups -> the rows of their members, as they are published."""

REPORT = ["article_id", "utterance_index"]


@dataclass(frozen=True)
class Changed:
    """Of one kind of group: rows that go (by key) and come, in three tables.

    members, groups, former: (rows that go, rows that come) of story_articles or
    utterance_reports, of stories or utterances, and of former_ids.
    assigned: Members whose group is not the one that they had.
    """

    members: tuple[pl.DataFrame, pl.DataFrame]
    groups: tuple[pl.DataFrame, pl.DataFrame]
    former: tuple[pl.DataFrame, pl.DataFrame]
    assigned: pl.DataFrame


def changed_stories(
    history: History,
    before: Mapping[str, Merge],
    worked: pl.DataFrame,
    gone: pl.DataFrame,
    published: Members,
) -> Changed:
    """What changes in stories.

    Args:
        before: The merges before the days were worked.
        worked: `results.story_rows`.
        gone: Rows of `story_articles` of articles that are there no more or came again.
        published: Rows of `story_articles` of some stories.
    """
    key, name = ["article_id"], "story_id"
    old_ids, new_ids = affected(history, before)
    old = published(sorted(old_ids | new_ids))
    beside = old.join(worked, on=key, how="anti").join(gone, on=key, how="anti")
    members = with_group(_stacked(worked, beside), name, history.merged)
    told = members.filter(pl.col(name).is_in(sorted(new_ids)))
    moved = _moved(told, old, gone, key, name)
    written = pl.concat(
        [members.join(worked, on=key, how="semi"), moved.join(worked, on=key, how="anti")]
    )
    return Changed(
        members=(pl.concat([written.select(key), gone.select(key)]).unique(), written),
        groups=(_ids(name, old_ids | new_ids), stories_of(told)),
        former=_former("story", history, before, pl.concat([old, gone]), told, name),
        assigned=moved.select(*key, name),
    )


def changed_utterances(
    history: History,
    before: Mapping[str, Merge],
    worked: pl.DataFrame,
    gone: pl.DataFrame,
    published: Members,
    words: Words,
) -> Changed:
    """The same for utterances; a version can differ otherwise when the fullest is another."""
    name = "utterance_id"
    old_ids, new_ids = affected(history, before)
    old = published(sorted(old_ids | new_ids))
    beside = old.join(worked, on=REPORT, how="anti").join(gone, on=REPORT, how="anti")
    members = with_group(_stacked(worked, beside), name, history.merged)
    members = compared(members.filter(pl.col(name).is_in(sorted(new_ids))), words)
    moved = _moved(members, old, gone, REPORT, name)
    return Changed(
        members=(pl.concat([members.select(REPORT), gone.select(REPORT)]).unique(), members),
        groups=(_ids(name, old_ids | new_ids), utterances_of(members)),
        former=_former("utterance", history, before, pl.concat([old, gone]), members, name),
        assigned=moved.select(*REPORT, name),
    )


def affected(history: History, before: Mapping[str, Merge]) -> tuple[set[str], set[str]]:
    """Groups that had other members before, and those that have other members now."""
    old = {resolved(Group(UNDATED, id), before).id for id in history.touched}
    new = {resolved(Group(UNDATED, id), history.merged).id for id in history.touched}
    return old, new


def _stacked(worked: pl.DataFrame, beside: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([worked, beside.select(worked.columns)])


def _moved(
    members: pl.DataFrame, old: pl.DataFrame, gone: pl.DataFrame, key: list[str], name: str
) -> pl.DataFrame:
    """Members whose group is not the one that is published with them."""
    stands = old.join(gone, on=key, how="anti").select(*key, was=name)
    both = members.join(stands, on=key, how="left", maintain_order="left")
    return both.filter(pl.col(name).ne_missing(pl.col("was"))).drop("was")


def _ids(name: str, ids: set[str]) -> pl.DataFrame:
    return pl.DataFrame({name: sorted(ids)}, schema={name: pl.String()})


def _former(
    kind: str,
    history: History,
    before: Mapping[str, Merge],
    old: pl.DataFrame,
    new: pl.DataFrame,
    name: str,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `former_ids` that go and come. An id that is used again is no former one."""
    merged = former_ids(kind, history, before)
    names = renamed(kind, old, new, name)
    names = names.filter(~pl.col("former_id").is_in(sorted(history.merged)))
    rows = pl.concat([merged, names])
    ended = before.keys() - history.merged.keys()
    gone = {*ended, *rows["former_id"], *new[name]}
    return _ids("former_id", gone), rows
