"""The grammar of training pages fills every template, and pages know what their lines are."""

import random
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from scripts.grammar import Grammar
from scripts.network import Schedule, train
from scripts.training_pages import KIND_OF, Pages, Source
from warehouse.tables import CUT_KINDS, KEPT_KINDS

HERE = Path(__file__).parents[2] / "scripts"
RULES = tomllib.loads((HERE / "training_pages.toml").read_text(encoding="utf-8"))
NAMES = tomllib.loads((HERE / "training_names.toml").read_text(encoding="utf-8"))
TITLES = {"fr": ["Le bac reprend la mer"], "en": ["The ferry sails again"]}
SOURCE = Source("fr", "Le pont rouvre", "Trois mois après.", ("Il rouvre lundi.", "Enfin."))


def grammar(seed: int) -> Grammar:
    heads = {"fr": ["le prix du sel"], "en": ["the price of salt"]}
    return Grammar(RULES, NAMES, ["Noirval"], TITLES, TITLES, heads, random.Random(seed))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", ["lines", "keep"])
def test_every_template_is_filled(language: str, part: str) -> None:
    made = grammar(1)
    for templates in RULES[language][part].values():
        for template in templates:
            for _ in range(5):
                assert not re.search(r"[{}]\w|<[a-z]+\d?>|\n", made.fill(template, language)), (
                    template
                )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_of_furniture_has_templates(language: str) -> None:
    kinds = {KIND_OF.get(kind, kind) for kind in RULES[language]["lines"]}
    assert kinds == set(CUT_KINDS) - {"title_copy"}


def test_a_page_holds_its_article_and_says_what_each_line_is() -> None:
    for seed in range(60):
        lines = Pages(grammar(seed)).page(SOURCE)
        assert {line.kind for line in lines} <= {*KEPT_KINDS, *CUT_KINDS}
        body = [line.text for line in lines if line.kind == "body"]
        assert [text for text in body if text in SOURCE.body] == list(SOURCE.body)


def test_chance_is_the_seed() -> None:
    assert Pages(grammar(5)).page(SOURCE) == Pages(grammar(5)).page(SOURCE)


def test_the_network_learns_what_is_there() -> None:
    rng = np.random.default_rng(3)
    features = rng.normal(size=(1200, 4)).astype(np.float32)
    is_cut = features[:, 0] * features[:, 1] > 0
    right = np.stack([~is_cut, is_cut, is_cut], axis=1).astype(np.float32)
    schedule = Schedule(seeds=(0, 1), units=16, epochs=40, batch=16)
    network = train(features, right, np.ones(1200, dtype=np.float32), schedule)
    assert ((network.probabilities(features)[:, 0] < 0.5) == is_cut).mean() > 0.9
