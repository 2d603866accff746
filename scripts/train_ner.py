"""Trains the French entity recogniser that ships in `models/fr_coupure_ner`.

    python -m scripts.train_ner CORPUS.jsonl [--out models/fr_coupure_ner]

CORPUS holds one article a line: `id`, `text`, `entities` (a list of [start, end, label], offsets in
code points). Training resumes from the `ner` component of fr_core_news_md; each epoch sees the
articles, about half of them as variants with other names, and 2,400 sentences written by us, with
invented names. Articles whose id hashes into the first fifth are kept aside and only scored, at the
end.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tomllib
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import click
import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed

from flows.resources import cities, territories
from scripts.own_articles import own_articles, tags
from scripts.variants import Span, Variants
from transforms.annotate import split_glued
from transforms.typography import plain

HERE = Path(__file__).parent
BASE = "fr_core_news_md"
LABELS = ("PER", "ORG", "LOC")
_FOLDS = 5


@dataclass(frozen=True)
class Schedule:
    """How to train.

    `swapped` and `capitals` are shares; `lines` our sentences an epoch, `own` how often an
    epoch sees each of our articles.
    """

    epochs: int = 16
    rate: float = 1e-3
    dropout: float = 0.4
    batch: int = 8
    swapped: float = 0.5
    capitals: float = 0.03
    lines: int = 2400
    own: int = 2
    seed: int = 1
    warm: float = 0.02
    floor: float = 0.02


@dataclass(frozen=True)
class Annotated:
    """An article with its entities."""

    text: str
    spans: tuple[Span, ...]


def read(path: Path) -> tuple[list[Annotated], list[Annotated]]:
    """The articles to train on, and the fifth kept aside."""
    train: list[Annotated] = []
    aside: list[Annotated] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            spans = tuple((start, end, label) for start, end, label in record["entities"])
            fold = int(hashlib.sha256(str(record["id"]).encode()).hexdigest(), 16) % _FOLDS
            (train if fold else aside).append(Annotated(plain(record["text"]), spans))
    return train, aside


def lines_of(article: Annotated) -> Iterator[tuple[str, list[Span]]]:
    """The article's lines, each with its entities, offsets from its start."""
    position = 0
    for line in article.text.split("\n"):
        end = position + len(line)
        if line.strip():
            yield (
                line,
                [
                    (a - position, b - position, label)
                    for a, b, label in article.spans
                    if a >= position and b <= end
                ],
            )
        position = end + 1


class Epochs:
    """Makes the examples of an epoch, anew each time."""

    def __init__(
        self,
        nlp: Language,
        articles: Sequence[Annotated],
        own: Sequence[Annotated],
        plan: Schedule,
    ) -> None:
        self.nlp, self.articles, self.own, self.plan = nlp, articles, own, plan
        self.rng = random.Random(plan.seed)
        names = tomllib.loads((HERE / "training_names.toml").read_text(encoding="utf-8"))
        written = tomllib.loads((HERE / "training_lines.toml").read_text(encoding="utf-8"))
        self.written: list[str] = written["lines"]
        self.variants = Variants(names, *towns(), self.rng)

    def examples(self) -> list[Example]:
        """A shuffled epoch: one example a line."""
        found: list[Example] = []
        for article in (*self.articles, *self.plan.own * list(self.own)):
            if self.rng.random() < self.plan.swapped:
                share = self.rng.choice([0.4, 0.8, 1.0])
                text, spans = self.variants.of(article.text, article.spans, share)
                article = Annotated(text, tuple(spans))
            found += [self._example(line, spans) for line, spans in lines_of(article)]
        left = self.plan.lines
        while left > 0:
            count = min(left, self.rng.choice([1, 1, 2, 3]))
            found.append(self._example(*self._paragraph(count)))
            left -= count
        self.rng.shuffle(found)
        return found

    def _paragraph(self, count: int) -> tuple[str, list[Span]]:
        """Some of our sentences in one line, as a scraper delivers a paragraph."""
        text, spans = "", []
        for pattern in self.rng.choices(self.written, k=count):
            line, found = self.variants.line(pattern)
            if text:
                text += " " if self.rng.random() < 0.95 or text[-1].isalnum() else ""
            spans += [(start + len(text), end + len(text), label) for start, end, label in found]
            text += line
        return text, spans

    def _example(self, line: str, spans: Sequence[Span]) -> Example:
        upper = line.upper()
        if self.rng.random() < self.plan.capitals and len(line) <= 300 and len(upper) == len(line):
            line = upper
        doc = self.nlp.make_doc(line)
        return Example.from_dict(doc, {"entities": tags(doc, spans)})


def towns() -> tuple[list[str], set[str]]:
    """Towns to put into texts (those of French-speaking countries more often), and to take out."""
    near = ("FR", "BE", "CH", "CA")
    latin = (
        *near,
        "DE",
        "PL",
        "LT",
        "LV",
        "RO",
        "TR",
        "ES",
        "PT",
        "BR",
        "CZ",
        "HU",
        "SE",
        "NO",
        "DK",
    )
    put: list[str] = []
    out: set[str] = set()
    for city in cities():
        if city.name.isascii() or city.country in latin:
            put += [city.name] * (9 if city.country in near else 1)
        out.add(city.name)
        if city.inhabitants > 100_000:
            out.update(city.others)
    return put, out - set(territories("fr").values())


def train(
    nlp: Language, articles: Sequence[Annotated], own: Sequence[Annotated], plan: Schedule
) -> Any:
    """Train `nlp` in place; returns the averaged weights, which do better than the last ones."""
    epochs = Epochs(nlp, articles, own, plan)
    optimizer = nlp.resume_training()
    total = plan.epochs * len(epochs.examples())
    seen = 0
    for epoch in range(plan.epochs):
        losses: dict[str, float] = {}
        for batch in batches(epochs.examples(), plan.batch):
            optimizer.learn_rate = plan.rate * slope(min(1.0, seen / total), plan)
            nlp.update(batch, sgd=optimizer, drop=plan.dropout, losses=losses)
            seen += len(batch)
        click.echo(f"epoch {epoch + 1}/{plan.epochs}: loss {losses['ner']:.0f}")
    return optimizer.averages


def batches(examples: Sequence[Example], size: int) -> Iterator[Sequence[Example]]:
    for start in range(0, len(examples), size):
        yield examples[start : start + size]


def slope(done: float, plan: Schedule) -> float:
    if done < plan.warm:
        return done / plan.warm
    return max(plan.floor, (1 - done) / (1 - plan.warm))


def score(nlp: Language, articles: Iterable[Annotated]) -> dict[str, dict[str, float]]:
    """Strict precision, recall and F1 of span and label, in all and by label."""
    gold: set[tuple[int, int, int, str]] = set()
    found: set[tuple[int, int, int, str]] = set()
    lines = [line for article in articles for line in lines_of(article)]
    for index, doc in enumerate(nlp.pipe(text for text, _ in lines)):
        gold |= {(index, *span) for span in lines[index][1]}
        found |= {
            (index, entity.start_char, entity.end_char, entity.label_)
            for entity in doc.ents
            if entity.label_ in LABELS
        }
    scores = {}
    for name in ("all", *LABELS):
        right = {span for span in gold if name in ("all", span[3])}
        said = {span for span in found if name in ("all", span[3])}
        hits = len(right & said)
        precision, recall = hits / max(1, len(said)), hits / max(1, len(right))
        both = precision + recall
        scores[name] = {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        }
    return scores


def save(nlp: Language, weights: Any, out: Path, facts: dict[str, Any]) -> None:
    """Write the recogniser and its facts to `out`, replacing what stands there."""
    shutil.rmtree(out / "ner", ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    with nlp.use_params(weights):
        nlp.get_pipe("ner").to_disk(out / "ner", exclude=["vocab"])  # type: ignore[attr-defined]
    facts = {**facts, "base_version": metadata.version(facts["base"].replace("_", "-"))}
    (out / "meta.json").write_text(
        json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default=HERE.parent / "models/fr_coupure_ner"
)
@click.option("--epochs", default=Schedule.epochs, show_default=True)
@click.option("--seed", default=Schedule.seed, show_default=True)
def main(corpus: Path, out: Path, epochs: int, seed: int) -> None:
    """Train the French entity recogniser on CORPUS and write it to --out."""
    # A name glued to the next word cannot be aligned to tokens; such lines teach nothing wrong.
    warnings.filterwarnings("ignore", message=r"\[W030\]")
    plan = Schedule(epochs=epochs, seed=seed)
    fix_random_seed(plan.seed)
    nlp = spacy.load(BASE, enable=["ner"])
    split_glued(nlp)
    articles, aside = read(corpus)
    before = score(nlp, aside)
    own = [Annotated(plain(text), tuple(spans)) for text, spans in own_articles("fr")]
    weights = train(nlp, articles, own, plan)
    with nlp.use_params(weights):
        after = score(nlp, aside)
    facts = {
        "name": out.name,
        "version": "1.4.0",
        "lang": "fr",
        "base": BASE,
        "labels": LABELS,
        "trained_on": {
            "articles": len(articles),
            "own_articles": len(own),
            "sentences": plan.lines * plan.epochs,
            "epochs": plan.epochs,
            "seed": plan.seed,
        },
        "kept_aside": {"articles": len(aside), "base": before, "trained": after},
    }
    save(nlp, weights, out, facts)
    click.echo(json.dumps(facts["kept_aside"], indent=2))


if __name__ == "__main__":
    main()
