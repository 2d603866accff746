"""Utterances: the same thing said by the same speaker, in however many articles and words.

Two sayings meet when their speaker is one, or when one of them has no name and both stand in one
story; what they share of words, letters and figures decides. `across/sayings` has the features
and the lexicon `across/weights` what each counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.across.clusters import Limits, Pair
from transforms.across.sayings import Item, Saying, candidates, compare
from transforms.across.weights import Weights

LIMITS = Limits(join=0.4, merge=0.5)
FIXED = Limits(join=0.4, merge=2.0)
LEAST = 0.05


def utterance_scores(
    new: Sequence[Saying],
    known: Sequence[Saying],
    story: Mapping[str, str],
    weights: Weights,
) -> dict[Pair, float]:
    """How surely pairs of a new saying and another are one utterance.

    Args:
        new, known: Sayings; `known` of earlier days.
        story: Article -> the story that it is in.
    """
    scores: dict[Pair, float] = {}
    for one, other in candidates(new, known, story):
        in_one_story = story[one.article_id] == story[other.article_id]
        score = weights.sum(compare(one, other, in_one_story=in_one_story))
        if score >= LEAST:
            first, second = sorted((name_of(one.item), name_of(other.item)))
            scores[first, second] = score
    return scores


def name_of(item: Item) -> str:
    """One name for an item: names sort as items do."""
    return f"{item[0]}/{item[1]:05d}"
