"""Agglomeration: by mean link, the same in any order; what stood before stays together."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from transforms.across.clusters import BEST, Limits, Pair, agglomerate

LIMITS = Limits(join=0.5, merge=0.6)
NAMES = "abcdefgh"


def scored(**pairs: float) -> dict[Pair, float]:
    return {(name[0], name[1]): score for name, score in pairs.items()}


def test_alike_items_come_together() -> None:
    found = agglomerate("abc", {}, scored(ab=0.9, bc=0.2), LIMITS)
    assert found == [(["a", "b"], []), (["c"], [])]


def test_a_chain_does_not_make_a_group() -> None:
    found = agglomerate("abcd", {}, scored(ab=0.9, bc=0.55, cd=0.9), LIMITS)
    assert found == [(["a", "b"], []), (["c", "d"], [])], "a and d are not alike at all"


def test_an_item_joins_the_group_that_it_is_most_like() -> None:
    standing = {"x": "g1", "y": "g2"}
    found = agglomerate("a", standing, scored(ax=0.7, ay=0.8), LIMITS)
    assert found == [(["a"], ["g2"])]


def test_groups_that_an_item_bridges_become_one_when_they_are_alike_too() -> None:
    standing = {"x": "g1", "y": "g2"}
    apart = scored(ax=0.9, ay=0.8)
    assert agglomerate("a", standing, apart, LIMITS) == [(["a"], ["g1"])]
    bridged = apart | scored(xy=0.5)
    assert agglomerate("a", standing, bridged, LIMITS) == [(["a"], ["g1", "g2"])]
    assert agglomerate("a", standing, bridged, Limits(0.5, 2.0)) == [(["a"], ["g1"])]


def test_a_large_group_needs_no_likeness_to_all_its_members() -> None:
    standing = {f"m{number}": "g" for number in range(40)}
    few = {("a", f"m{number}"): 0.7 for number in range(BEST)}
    assert agglomerate("a", standing, few, LIMITS) == [(["a"], ["g"])]
    one = {("a", "m0"): 0.99}
    assert agglomerate("a", standing, one, LIMITS) == [(["a"], [])]


@given(
    st.dictionaries(
        st.sampled_from(list(combinations(NAMES, 2))),
        st.sampled_from([0.1, 0.3, 0.5, 0.55, 0.7, 0.9, 1.0]),
    ),
    st.dictionaries(st.sampled_from(NAMES[:4]), st.sampled_from(["g1", "g2"])),
    st.integers(0, 1000),
)
def test_order_decides_nothing_and_nobody_is_lost(
    scores: dict[Pair, float], standing: dict[str, str], seed: int
) -> None:
    items = [name for name in NAMES if name not in standing]
    found = agglomerate(items, standing, scores, LIMITS)
    rng = random.Random(seed)
    mixed, pairs, groups = list(items), list(scores.items()), list(standing.items())
    for each in (mixed, pairs, groups):
        rng.shuffle(each)
    assert agglomerate(mixed, dict(groups), dict(pairs), LIMITS) == found
    assert sorted(item for new, _ in found for item in new) == sorted(items)
    used = [group for _, old in found for group in old]
    assert len(used) == len(set(used)) <= len(set(standing.values()))
