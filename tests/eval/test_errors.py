"""The list of errors, on a page whose errors are known."""

from __future__ import annotations

import polars as pl

from tests.eval.errors import errors
from tests.eval.frames import perfect
from tests.eval.test_score import article


def test_errors_are_told() -> None:
    gold = article()
    frames = dict(perfect([gold]))
    assert list(errors([gold], frames)) == ["##### s"]
    wrong = pl.col("kind").is_in(["title", "related"])
    frames["segments"] = frames["segments"].with_columns(is_kept=pl.col("is_kept") ^ wrong)
    frames["mentions"] = frames["mentions"].with_columns(
        label=pl.col("label").replace("PER", "ORG"),
        raw_end=pl.col("raw_end") - (pl.col("label") == "LOC"),
    )
    frames["quotes"] = (
        frames["quotes"].filter(kind="direct").with_columns(speaker_name=pl.lit("Brun"))
    )
    told = list(errors([gold], frames))
    assert "lost title 'Deux digues pour Arvenne'" in told
    assert "left related 'ABCDEFGHIJKL'" in told
    assert "label ORG for PER Ana Brun" in told
    assert "missed LOC Arvenne" in told
    assert "extra LOC Arvenn" in told
    assert "missed indirect [le mur cède] by Ana Brun" in told
    assert "speaker Brun (Ana Brun) for Ana Brun [et vite]" in told
