"""The recogniser of our own: it loads by its name, and finds what the stock model does not."""

from __future__ import annotations

import importlib.metadata

import pytest
from spacy.language import Language

from flows.resources import gazetteer, is_installed, load_model, model_version
from tests.transforms.test_annotate import article
from transforms.annotate import annotate
from transforms.mentions import find_mentions

OURS, STOCK = "fr_coupure_ner", "fr_core_news_md"


@pytest.fixture(scope="module")
def ours() -> Language:
    return load_model(OURS)


def test_version_names_both() -> None:
    assert model_version(OURS).endswith("-" + importlib.metadata.version(STOCK.replace("_", "-")))
    assert model_version(STOCK) in model_version(OURS) != model_version(STOCK)
    assert is_installed(OURS)
    assert is_installed(STOCK)
    assert not is_installed("no_such_model")


@pytest.mark.slow
def test_only_the_entities_differ(ours: Language) -> None:
    stock = load_model(STOCK)
    text = "La préfecture du Cantal a fermé l'usine de Zarvia, selon Awa Ndiaye."
    first, second = ours(text), stock(text)
    assert [name for name in ours.pipe_names if name != "second_reader"] == stock.pipe_names
    assert [token.pos_ for token in first] == [token.pos_ for token in second]
    assert [token.dep_ for token in first] == [token.dep_ for token in second]
    assert set(ours.get_pipe("ner").labels) >= {"PER", "ORG", "LOC"}  # type: ignore[attr-defined]


@pytest.mark.slow
def test_the_deep_model_reads_after_ours() -> None:
    assert model_version("fr_coupure_deep").endswith("-" + model_version(OURS))
    deep = load_model("fr_coupure_deep")
    assert deep.pipe_names[:3] == ["ner", "deep_tagger", "second_reader"]
    lines = (
        "Le directeur de la Laiterie du Vallon, Soumaïla Ouédraogo-Keller, a visité Saint-Prex.",
        "Rien ne presse.",
    )
    (document,) = annotate([article(*lines)], {"fr": deep})
    found = [(mention.text, mention.label) for mention in find_mentions(document, gazetteer("fr"))]
    assert found == [
        ("Laiterie du Vallon", "ORG"),
        ("Soumaïla Ouédraogo-Keller", "PER"),
        ("Saint-Prex", "LOC"),
    ]


@pytest.mark.slow
def test_mentions_of_an_article(ours: Language) -> None:
    lines = (
        "Cantal : l'usine Zarvia ferme ses portes",
        "La préfecture du Cantal a confirmé mardi la fermeture, a indiqué Awa Ndiaye-Le Goff.",
        "« Nous irons au tribunal », promet Mme Ndiaye-Le Goff, déléguée de la CGT à Aurillac.",
    )
    (document,) = annotate([article(*lines)], {"fr": ours})
    found = [(mention.text, mention.label) for mention in find_mentions(document, gazetteer("fr"))]
    assert found == [
        ("Cantal", "LOC"),
        ("Zarvia", "ORG"),
        ("préfecture du Cantal", "ORG"),
        ("Awa Ndiaye-Le Goff", "PER"),
        ("Ndiaye-Le Goff", "PER"),
        ("CGT", "ORG"),
        ("Aurillac", "LOC"),
    ]


@pytest.mark.slow
def test_mentions_of_an_english_article() -> None:
    lines = (
        "Norvale to close Kelbury plant",
        "Shares in Norvale fell after the charity Rivers for Life went to Kelbury Crown Court.",
        "“We were told nothing,” said Adaeze Thackeray-Bose, 44, a welder from Kelbury.",
    )
    (document,) = annotate([article(*lines, language="en")], {"en": load_model("en_coupure_ner")})
    found = [(mention.text, mention.label) for mention in find_mentions(document, gazetteer("en"))]
    assert found == [
        ("Norvale", "ORG"),
        ("Kelbury", "LOC"),
        ("Norvale", "ORG"),
        ("Rivers for Life", "ORG"),
        ("Kelbury Crown Court", "ORG"),
        ("Adaeze Thackeray-Bose", "PER"),
        ("Kelbury", "LOC"),
    ]
