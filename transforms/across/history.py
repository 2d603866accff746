"""Which group each item is in, day by day, so that any day can be worked anew.

Days are worked in the order of publication, whatever the order in which articles came. On its day
an item is put into a group; later days can find that two groups are one, and the older one stays.
Both are kept with their day, so that the state before any day is known without working all the
days before it. What is worked anew with the same articles comes out the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from transforms.across.clusters import Limits, Pair, agglomerate

UNDATED = datetime(9999, 12, 31, tzinfo=UTC)
"""The day of articles that nobody can date: it comes after all others."""


class Group(NamedTuple):
    """A group; groups compare by age."""

    founded: datetime  # when its earliest item was published
    id: str


class Merge(NamedTuple):
    """A group that turned out to be another one."""

    day: datetime
    into: Group


@dataclass
class History:
    """Items and groups: where items were put on their day, and which groups became others."""

    placed: dict[str, Group] = field(default_factory=dict)
    merged: dict[str, Merge] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)  # groups that may have other items than before

    def group(self, item: str, before: datetime | None = None) -> Group:
        """The group of `item` as it was at the beginning of the day `before`; without, as it is."""
        return resolved(self.placed[item], self.merged, before)

    def remove(self, item: str) -> None:
        """Forget an item that is there no more."""
        if group := self.placed.pop(item, None):
            self.touched.add(group.id)

    def work_day(
        self,
        day: datetime,
        items: Mapping[str, datetime],
        standing: Iterable[str],
        scores: Mapping[Pair, float],
        limits: Limits,
        name: Callable[[str], str],
    ) -> bool:
        """Put the items of `day` into groups; returns whether anything differs from before.

        Args:
            items: Item -> when it was published; all items of the day.
            standing: Items of earlier days that are near enough to matter.
            scores: How alike pairs of them are.
            name: Item -> id of the group that it founds.
        """
        merges = {id: merge for id, merge in self.merged.items() if merge.day == day}
        for id in merges:
            del self.merged[id]
        groups = {item: self.group(item, day) for item in standing}
        known = {group.id: group for group in groups.values()}
        standing_ids = {item: group.id for item, group in groups.items()}
        places: dict[str, Group] = {}
        for new, old in agglomerate(items, standing_ids, scores, limits):
            if old:
                oldest, *others = sorted(known[id] for id in old)
                self.merged |= {other.id: Merge(day, oldest) for other in others}
            else:
                founder = min(new, key=lambda item: (items[item], item))
                oldest = Group(items[founder], name(founder))
            places |= dict.fromkeys(new, oldest)
        now = {id: merge for id, merge in self.merged.items() if merge.day == day}
        for id in now.keys() | merges.keys():
            both = (now.get(id), merges.get(id))
            if both[0] != both[1]:
                self.touched.update({id, *(merge.into.id for merge in both if merge)})
        return self.put(places) | (now != merges)

    def put(self, places: Mapping[str, Group]) -> bool:
        """Put items into groups; returns whether anything differs from before."""
        changed = False
        for item, group in places.items():
            was = self.placed.get(item)
            if group != was:
                self.placed[item] = group
                self.touched.update(each.id for each in (was, group) if each)
                changed = True
        return changed


def resolved(group: Group, merged: Mapping[str, Merge], before: datetime | None = None) -> Group:
    """The group that `group` is now, or was at the beginning of the day `before`."""
    while (merge := merged.get(group.id)) and (before is None or merge.day < before):
        group = merge.into
    return group


def group_id(kind: str, founder: str) -> str:
    """16 hex digits that name the group founded by `founder`."""
    return hashlib.sha256(f"{kind} {founder}".encode()).hexdigest()[:16]
