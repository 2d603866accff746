"""Reported speech as it is compared: one saying for each utterance that an article reports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import polars as pl

from transforms.across.fingerprints import name_keys
from transforms.across.words import Words, fold

GRAM = 4  # letters
TOPIC = 0.4  # what a word still counts that the title of one of the two articles has
_GAP = re.compile(r"[\W_]+")
Item = tuple[str, int]


@dataclass(frozen=True)
class Saying:
    """One thing that one article reports as said; the spans that an incise splits are joined."""

    article_id: str
    index: int  # utterance_index
    language: str
    kind: str
    text: str
    speaker: str | None
    speakers: frozenset[str]  # keys of the speaker's name; none for a role or nobody
    pairs: frozenset[tuple[str, str]]  # neighbouring words that carry content
    figures: frozenset[str]
    weights: dict[str, float]  # of words and figures: what each says
    total: float  # of them all
    topic: frozenset[str]  # words of the article's title: everything said there has them

    @property
    def item(self) -> Item:
        return (self.article_id, self.index)

    @cached_property
    def grams(self) -> frozenset[str]:
        """Runs of four letters."""
        return _grams(self.text)


def sayings(
    quotes: pl.DataFrame, articles: Mapping[str, tuple[str, Sequence[str]]], words: Words
) -> list[Saying]:
    """The sayings of rows of the table `quotes`, in order of article and utterance.

    Args:
        quotes: article_id, quote_index, utterance_index, kind, text, speaker_name, speaker_label.
        articles: Article -> its language and the keys of its title.
    """
    spans: dict[Item, list[dict[str, Any]]] = defaultdict(list)
    columns = ["article_id", "utterance_index", "quote_index", "kind", "text", "speaker_name",
               "speaker_label"]  # fmt: skip
    for row in quotes.sort("article_id", "quote_index").select(columns).iter_rows(named=True):
        spans[row["article_id"], row["utterance_index"]].append(row)
    return [_saying(item, spans[item], *articles[item[0]], words) for item in sorted(spans)]


def _saying(
    item: Item, spans: Sequence[dict[str, Any]], language: str, topic: Sequence[str], words: Words
) -> Saying:
    text = " ".join(span["text"] for span in spans)
    named = next((span for span in spans if span["speaker_name"]), spans[0])
    label, name = named["speaker_label"], named["speaker_name"]
    tokens = [token for token in words.tokens(text, language) if token.key]
    keys = [token.key for token in tokens if token.key and not token.is_figure]
    weights = {key: words.weight(key) for key in sorted({t.key for t in tokens if t.key})}
    return Saying(
        article_id=item[0],
        index=item[1],
        language=language,
        kind=spans[0]["kind"],
        text=text,
        speaker=name,
        speakers=frozenset(name_keys(name, label)) if name and label else frozenset(),
        pairs=frozenset(pairwise(keys)),
        figures=frozenset(token.key for token in tokens if token.key and token.is_figure),
        weights=weights,
        total=sum(weights.values()),
        topic=frozenset(topic),
    )


def _grams(text: str) -> frozenset[str]:
    plain = _GAP.sub(" ", fold(text)).strip()
    return frozenset(plain[i : i + GRAM] for i in range(max(1, len(plain) - GRAM + 1)))


def same_speaker(one: Saying, other: Saying) -> bool:
    """Whether both name one person or body: by full name, or where one gives a surname alone."""
    shared = one.speakers & other.speakers
    if any(not key.startswith("~") for key in shared):
        return True
    return bool(shared) and min(len(one.speakers), len(other.speakers)) == 1


def may_be_one(one: Saying, other: Saying, in_one_story: bool) -> bool:
    """Whether the speakers can be one: the same, or one without a name in the same story."""
    if one.speakers and other.speakers:
        return same_speaker(one, other)
    return in_one_story


def compare(one: Saying, other: Saying, *, in_one_story: bool) -> dict[str, float]:
    """Features of a pair of sayings.

    overlap: share of the weight of the shorter one's words that the other has too; likeness: of
    the weight of both that they share; letters: the same as overlap of runs of four letters, in
    one language; runs: of pairs of neighbouring words; figures: 1 shared, -1 contradicting;
    named: the speaker of both is named; both_direct: both are in the speaker's own words, in one
    language, so that other words are another saying.
    """
    topic = one.topic | other.topic
    shared = sum(
        weight * (TOPIC if key in topic else 1.0)
        for key, weight in one.weights.items()
        if key in other.weights
    )
    least = min(one.total - _topical(one, topic), other.total - _topical(other, topic))
    whole = one.total + other.total
    in_one_language = one.language == other.language
    letters = len(one.grams & other.grams) / min(len(one.grams), len(other.grams))
    pairs = min(len(one.pairs), len(other.pairs))
    return {
        "overlap": shared / least if least > 0 else 0.0,
        "likeness": 2 * shared / whole if whole > 0 else 0.0,
        "letters": letters if in_one_language else 0.0,
        "runs": len(one.pairs & other.pairs) / pairs if pairs else 0.0,
        "figures": _figures(one, other),
        "named": float(same_speaker(one, other)),
        "story": float(in_one_story),
        "both_direct": float(in_one_language and one.kind == other.kind == "direct"),
        "translated": float(not in_one_language),
    }


def _topical(saying: Saying, topic: frozenset[str]) -> float:
    """What the words of titles count less."""
    return (1 - TOPIC) * sum(saying.weights[key] for key in sorted(topic & saying.weights.keys()))


def _figures(one: Saying, other: Saying) -> float:
    if not one.figures or not other.figures:
        return 0.0
    return 1.0 if one.figures & other.figures else -1.0


def candidates(
    new: Sequence[Saying], known: Sequence[Saying], story: Mapping[str, str]
) -> Iterator[tuple[Saying, Saying]]:
    """Pairs of a new saying and a new or known one whose speakers can be one and that share a
    word or figure; each pair once."""
    wanted = {block for saying in new for block in _blocks(saying, story)}
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    both = [*known, *new]
    for number, saying in enumerate(both):
        keys = saying.weights
        blocks = [block for block in _blocks(saying, story) if block in wanted]
        if number >= len(known):
            for other in sorted({o for b in blocks for key in keys for o in index[b, key]}):
                in_one_story = story[saying.article_id] == story[both[other].article_id]
                if may_be_one(both[other], saying, in_one_story):
                    yield both[other], saying
        for block in blocks:
            for key in keys:
                index[block, key].append(number)


def _blocks(saying: Saying, story: Mapping[str, str]) -> list[str]:
    """Where a saying meets others: by its speaker, and in its story, whoever speaks."""
    return [*sorted(saying.speakers), f"={story[saying.article_id]}"]
