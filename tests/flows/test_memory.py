"""What is first met in a batch is forgotten with it."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from flows.entries import Stamp
from flows.settings import Settings
from flows.tools import Tools, process_tools
from flows.work import work
from warehouse.tables import TABLES

STAMP = Stamp("run", datetime(2024, 5, 1, tzinfo=UTC), "1")


def tools() -> Tools:
    fields = Settings.model_fields
    return process_tools(fields["models"].default, fields["timezone"].default)


def raw(word: str) -> pl.DataFrame:
    text = (
        f"La ville de Saint-{word} inaugure son marché couvert\n\n"
        f"« Nous l’attendions depuis dix ans », a déclaré mardi Awa {word}, la maire de la ville.\n"
    )
    row = dict.fromkeys(TABLES["raw_articles"].names) | {
        "article_id": "0" * 16, "source_uri": f"{word}.txt", "reader": "text",
        "encoding": "utf-8", "content_hash": "0" * 64, "raw_text": text,
    }  # fmt: skip
    return pl.DataFrame([row], schema=TABLES["raw_articles"].polars_schema)


def test_the_vocabulary_does_not_grow_with_the_run() -> None:
    """Words that no model knows come in with every batch, and leave with it."""
    work(raw("Quirbelac"), tools(), STAMP)
    before = {code: len(model.vocab.strings) for code, model in tools().models.items()}
    for number in range(3):
        word = "Zwif" + "abcdef"[number] * 4
        found = work(raw(word), tools(), STAMP).frames
        assert found["quotes"]["speaker_name"].to_list() == [f"Awa {word}"]
    assert {code: len(model.vocab.strings) for code, model in tools().models.items()} == before


def test_without_a_zone_it_would() -> None:
    """The test above can fail: the same words, parsed outside, stay."""
    model = tools().models["fr"]
    before = len(model.vocab.strings)
    model("Le village de Trouvlagnec est au bord de l’eau.")
    assert len(model.vocab.strings) > before
