"""Fits the weights of `transforms/lexicons/across/weights.toml` on the annotated stories.

Ridge regression (logistic) towards weights set by hand, for the examples are few. What is held
back is not looked at. Two sayings of one speaker in one article are taken for two utterances, and
so are two of different speakers in one story, as if one speaker had said them: such pairs are
what is hard in real pages, and rare in short ones. Run it: python -m scripts.fit_across
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import polars as pl

from flows.resources import link_tools
from flows.work import process
from tests.eval import gold
from tests.eval.across import OURS, Told, gold_quotes, load, prints_of
from transforms.across.history import UNDATED
from transforms.across.pairs import alike, weighed
from transforms.across.sayings import Saying, candidates, compare, sayings
from transforms.across.weights import Weights
from transforms.across.words import Words
from transforms.stories import WINDOW, Material, day_of

STORIES = {"bias": -4.0, "terms": 4.0, "names": 3.0, "figures": 1.0, "headline": 3.0,
           "gap": -2.0, "translated": 0.5}  # fmt: skip
UTTERANCES = {"bias": -4.8, "overlap": 3.0, "likeness": 2.5, "letters": 2.5, "runs": 1.5,
              "figures": 1.0, "story": 0.9, "both_direct": -1.5, "translated": 1.2}  # fmt: skip
RIDGE = 0.3
ANY, LEAST = Weights(0.0, {}), 0.1  # every pair that shares a key
TITLE = 0.75  # overlap of what a title repeats of the body

Example = tuple[Mapping[str, float], bool]


def fit(examples: Sequence[Example], prior: Mapping[str, float]) -> dict[str, float]:
    """Weights near `prior` under which the examples are likely."""
    names = [name for name in prior if name != "bias"]
    start = np.array(list(prior.values()))
    given = np.array([[1.0, *(features[name] for name in names)] for features, _ in examples])
    wanted = np.array([float(is_one) for _, is_one in examples])
    weights = start.copy()
    for _ in range(100):
        guess = 1 / (1 + np.exp(-(given @ weights)))
        slope = given.T @ (guess - wanted) + RIDGE * (weights - start)
        bend = (given * (guess * (1 - guess))[:, None]).T @ given + RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return dict(zip(prior, map(float, weights), strict=True))


def story_examples(told: Sequence[Told], prints: pl.DataFrame, words: Words) -> Iterator[Example]:
    """Pairs of articles that share a key."""
    material = Material.of(prints, words)
    keys = weighed(material.keys, material.keys, prints.height)
    story = {one.gold.article_id: one.story for one in told}
    rows = list(material.articles.iter_rows(named=True))
    for pair in alike(keys, keys, ANY, LEAST).iter_rows(named=True):
        one, other = rows[pair["article"]], rows[pair["other"]]
        days = abs((one["earliest"] - other["earliest"]).days)
        more = {
            "gap": min(days, WINDOW) / WINDOW,
            "translated": float(one["language"] != other["language"]),
        }
        yield pair | more, story[one["article_id"]] == story[other["article_id"]]


def utterance_examples(
    told: Sequence[Told], prints: pl.DataFrame, words: Words
) -> Iterator[Example]:
    """Pairs of sayings of one speaker, and pairs of two in one story, from near days."""
    rows = prints.select("article_id", "language", "title_terms", "earliest").iter_rows()
    facts: dict[str, Any] = {row[0]: row[1:] for row in rows}
    story = {one.gold.article_id: one.story for one in told}
    names = {(one.gold.article_id, i): name for one in told for i, (_, name) in enumerate(one.said)}
    said = sayings(gold_quotes(told), {a: (f[0], f[1]) for a, f in facts.items()}, words)
    for one, other in candidates(said, [], story):
        if abs((facts[one.article_id][2] - facts[other.article_id][2]).days) <= WINDOW:
            in_one_story = story[one.article_id] == story[other.article_id]
            found = compare(one, other, in_one_story=in_one_story)
            yield found, names[one.item] == names[other.item]
    for one, other in combinations(said, 2):
        is_hard = story[one.article_id] == story[other.article_id] and not _meet(one, other)
        if is_hard and one.weights.keys() & other.weights.keys():
            yield compare(one, other, in_one_story=True), False


def _meet(one: Saying, other: Saying) -> bool:
    return bool(one.speakers & other.speakers)


def within_articles(words: Words) -> Iterator[Example]:
    """Sayings of one speaker in one of the other annotated articles."""
    for article in gold.load_all(gold.ARTICLES):
        quotes = [quote for quote in article.quotes or () if quote.speaker and quote.kind != "term"]
        order = list(dict.fromkeys(quote.utterance for quote in quotes))
        if not quotes:
            continue
        frame = pl.DataFrame(
            [
                {"article_id": article.article_id, "quote_index": index,
                 "utterance_index": order.index(quote.utterance), "kind": quote.kind,
                 "text": article.raw[quote.start : quote.end], "speaker_name": quote.speaker,
                 "speaker_label": "PER"}
                for index, quote in enumerate(quotes)
            ]
        )  # fmt: skip
        title = article.facts.title if article.facts else None
        topic = [t.key for t in words.tokens(title or "", article.language) if t.key]
        said = sayings(frame, {article.article_id: (article.language, topic)}, words)
        for one, other in candidates(said, [], {article.article_id: ""}):
            found = compare(one, other, in_one_story=True)
            if found["overlap"] <= TITLE:
                yield found, False


def main() -> None:
    words, told = link_tools().words, load(OURS)
    prints = prints_of(process(gold.raw_frame(one.gold for one in told)))
    prints = prints.filter(day_of() < UNDATED)  # what is undated is weighed by hand
    dated = set(prints["article_id"])
    told = [one for one in told if one.gold.article_id in dated]
    for table, prior, examples in (
        ("stories", STORIES, list(story_examples(told, prints, words))),
        ("utterances", UTTERANCES,
         [*utterance_examples(told, prints, words), *within_articles(words)]),
    ):  # fmt: skip
        print(f"\n[{table}]  # of {len(examples)} pairs, {sum(one for _, one in examples)} are one")
        for name, weight in fit(examples, prior).items():
            print(f"{name} = {weight:.1f}")


if __name__ == "__main__":
    main()
