"""The articles of `tests/eval/articles` for training: kept lines with their entities."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from scripts.variants import UNSURE, Span
from tests.eval.gold import ARTICLES, Gold, load_all


def own_articles(
    language: str, folder: Path = ARTICLES, without: Collection[str] = ()
) -> Iterator[tuple[str, list[Span]]]:
    """Text and spans of each article in `language`, but those whose number is in `without`.

    Spans that may be read one way or the other are `UNSURE`: nothing is learnt from them.
    """
    for gold in load_all(folder):
        if gold.language == language and gold.entities and gold.id[:3].strip("-") not in without:
            yield _kept(gold)


def _kept(gold: Gold) -> tuple[str, list[Span]]:
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
