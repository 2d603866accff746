"""Which items belong together, by how alike their pairs are: agglomeration by mean link.

The two groups whose members are most alike become one, again and again, until none are alike
enough. How alike two groups are is the mean of their best pairs; with few members that is the
mean of all pairs. The result is the same in whatever order items and pairs come.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BEST = 4  # pairs: a large group must not be alike in all its facets, a small one must

Pair = tuple[str, str]


@dataclass(frozen=True)
class Limits:
    """How alike groups must be to become one."""

    join: float  # a new item and anything
    merge: float  # two groups that both stood before


@dataclass
class _Groups:
    members: dict[str, list[str]] = field(default_factory=dict)  # by the group's least name
    old: dict[str, list[str]] = field(default_factory=dict)  # the groups in it that stood before
    links: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def link(self, one: str, other: str) -> float:
        best = self.links[one][other]
        pairs = min(len(self.members[one]) * len(self.members[other]), BEST)
        return sum(best[:pairs]) / pairs

    def least(self, one: str, other: str, limits: Limits) -> float:
        return limits.merge if self.old[one] and self.old[other] else limits.join

    def merge(self, one: str, other: str) -> str:
        kept, gone = sorted((one, other))
        self.members[kept] += self.members.pop(gone)
        self.old[kept] += self.old.pop(gone)
        self.links[kept].pop(gone)
        for third, best in self.links.pop(gone).items():
            if third == kept:
                continue
            self.links[third].pop(gone)
            joined = sorted([*best, *self.links[kept].get(third, [])], reverse=True)[:BEST]
            self.links[kept][third] = self.links[third][kept] = joined
        return kept


def agglomerate(
    items: Iterable[str],
    standing: Mapping[str, str],
    scores: Mapping[Pair, float],
    limits: Limits,
) -> list[tuple[list[str], list[str]]]:
    """Groups of items, each with the standing groups that it goes into.

    Args:
        items: The new items.
        standing: Item -> the group that it has been in; these stay together.
        scores: How alike two items are, 0 to 1; pairs that are not listed are not alike at all.
        limits: How alike groups must be.

    Returns:
        (items, standing groups), both sorted; groups of standing items alone are left out unless
        they hold more than one.
    """
    groups = _begin(items, standing, scores)
    heap = [
        (-groups.link(one, other), one, other)
        for one, others in groups.links.items()
        for other in others
        if one < other
    ]
    heapq.heapify(heap)
    while heap:
        score, one, other = heapq.heappop(heap)
        if other not in groups.links.get(one, {}) or -score != groups.link(one, other):
            continue  # one of them is no more, or has grown since
        if -score < groups.least(one, other, limits):
            continue
        kept = groups.merge(one, other)
        for third in groups.links[kept]:
            pair = sorted((kept, third))
            heapq.heappush(heap, (-groups.link(*pair), pair[0], pair[1]))
    return _result(groups, set(standing))


def _begin(
    items: Iterable[str], standing: Mapping[str, str], scores: Mapping[Pair, float]
) -> _Groups:
    groups, home = _Groups(), {}
    for item in sorted(items):
        home[item] = f"+{item}"
        groups.members[home[item]], groups.old[home[item]] = [item], []
    for item, group in sorted(standing.items()):
        home[item] = f"={group}"
        groups.members.setdefault(home[item], []).append(item)
        groups.old[home[item]] = [group]
    groups.links = {name: {} for name in groups.members}
    for (one, other), score in scores.items():
        first, second = home[one], home[other]
        if first != second and score > 0:
            best = sorted([*groups.links[first].get(second, []), score], reverse=True)[:BEST]
            groups.links[first][second] = groups.links[second][first] = best
    return groups


def _result(groups: _Groups, standing: set[str]) -> list[tuple[list[str], list[str]]]:
    found = []
    for name, members in groups.members.items():
        new = sorted(item for item in members if item not in standing)
        if new or len(groups.old[name]) > 1:
            found.append((new, sorted(groups.old[name])))
    return sorted(found)
