"""French entities on six short articles of ours that no sentence of the training was made from."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from flows.settings import Settings
from flows.tools import process_tools
from tests.transforms.marked import hits, marked_article
from transforms.annotate import annotate
from transforms.mentions import find_mentions

ARTICLES = tomllib.loads(Path(__file__).with_name("french.toml").read_text("utf-8"))["articles"]
FLOOR = 0.8


@pytest.mark.slow
def test_strict_f1_keeps_its_floor() -> None:
    fields = Settings.model_fields
    tools = process_tools(fields["models"].default, fields["timezone"].default)
    made = [marked_article(one["lines"], "fr") for one in ARTICLES]
    documents = annotate([one for one, _ in made], tools.models)
    counts = [
        hits(find_mentions(document, tools.gazetteers["fr"]), gold)
        for document, (_, gold) in zip(documents, made, strict=True)
    ]
    right, found, wanted = map(sum, zip(*counts, strict=True))
    assert 2 * right / (found + wanted) >= FLOOR, (right, found, wanted)
