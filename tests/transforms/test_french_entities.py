"""French entities on eighteen short articles of ours that nothing was trained on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from flows.settings import Settings
from flows.tools import process_tools
from tests.transforms.marked import hits, marked_article
from transforms.annotate import annotate
from transforms.mentions import find_mentions

HERE = Path(__file__).parent
FLOORS = {"french": 0.82, "french_second": 0.9}  # the errors of the second were looked at


@pytest.mark.slow
@pytest.mark.parametrize("written", FLOORS)
def test_strict_f1_keeps_its_floor(written: str) -> None:
    articles = tomllib.loads((HERE / f"{written}.toml").read_text("utf-8"))["articles"]
    fields = Settings.model_fields
    tools = process_tools(fields["models"].default, fields["timezone"].default)
    made = [marked_article(one["lines"], "fr") for one in articles]
    documents = annotate([one for one, _ in made], tools.models)
    counts = [
        hits(find_mentions(document, tools.gazetteers["fr"]), gold)
        for document, (_, gold) in zip(documents, made, strict=True)
    ]
    right, found, wanted = map(sum, zip(*counts, strict=True))
    assert 2 * right / (found + wanted) >= FLOORS[written], (right, found, wanted)
