"""Our own articles for training: those of `tests/eval/articles` and of `training_articles`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc
from spacy.training import offsets_to_biluo_tags

from scripts.variants import UNSURE, Span
from tests.eval.gold import ARTICLES, Gold, load_all
from tests.transforms.marked import unmarked

WRITTEN = Path(__file__).parent / "training_articles"

Article = tuple[str, list[Span]]


def own_articles(language: str) -> Iterator[Article]:
    """Text and spans of each article in `language`, a paragraph a line.

    Of `tests/eval/articles` these are the kept lines.
    Spans that may be read one way or the other are `UNSURE`: nothing is learnt from them.
    """
    for gold in load_all(ARTICLES):
        if gold.language == language and gold.entities:
            yield _kept(gold)
    for path in sorted(WRITTEN.glob(f"{language}_*.toml")):
        for article in tomllib.loads(path.read_text(encoding="utf-8"))["articles"]:
            text, spans = unmarked("\n".join(article["lines"]))
            yield text, [(a, b, UNSURE if label == "MISC" else label) for a, b, label in spans]


def _kept(gold: Gold) -> Article:
    text, spans = "", []
    for region in gold.regions:
        if region.keep is not True:
            continue
        moved = len(text) - region.start
        spans += [
            (
                entity.start + moved,
                entity.end + moved,
                UNSURE if entity.optional or entity.label == "MISC" else entity.label,
            )
            for entity in gold.entities or ()
            if region.start <= entity.start and entity.end <= region.end
        ]
        text += gold.raw[region.start : region.end] + "\n"
    return text, spans


def tags(doc: Doc, spans: Sequence[Span]) -> list[str]:
    """BILUO tags of the tokens of `doc`; "-" (nothing to learn) for spans that are unsure."""
    found = offsets_to_biluo_tags(doc, list(spans))
    return ["-" if tag.endswith(f"-{UNSURE}") else tag for tag in found]


def sure(spans: Sequence[Span]) -> list[Span]:
    """Those of `spans` that can be read one way alone."""
    return [span for span in spans if span[2] != UNSURE]
