"""The quick forms of spaCy's layers choose as the stock ones do, on models of random weights."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vectors import Vectors

from transforms.recogniser import QuickRecogniser, quicken_recogniser
from transforms.second_reader import DOUBTS
from transforms.tagging import quicken_ruler
from transforms.vectors import PORTION, quicken

WORDS = [
    "le",
    "maire",
    "de",
    "Rennes",
    "a",
    "dit",
    "hier",
    ",",
    "Anne",
    "Le",
    "Goff",
    "!",
    "12",
    "\n",
]
LABELS = ("PER", "LOC", "ORG")


def random_model(seed: int) -> Language:
    """A recogniser and a `Tok2Vec` of the stock architecture; the same for the same seed."""
    draw = np.random.default_rng(seed)
    nlp = spacy.blank("fr")
    nlp.vocab.vectors = Vectors(
        attr=("ORTH", "LOWER")[seed % 2],
        data=draw.normal(size=(6, 10)).astype("f"),
        keys=[nlp.vocab.strings.add(w) for w in WORDS[:6]],
    )
    tok2vec = {"@architectures": "spacy.HashEmbedCNN.v2", "width": 32, "depth": 4,
               "embed_size": 50, "window_size": 1, "maxout_pieces": 3, "subword_features": True,
               "pretrained_vectors": True}  # fmt: skip
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner",
              "extra_state_tokens": False, "hidden_width": 16, "maxout_pieces": 2,
              "use_upper": True, "tok2vec": tok2vec}  # fmt: skip
    recogniser: Any = nlp.add_pipe("ner", config={"model": parser})
    nlp.add_pipe("tok2vec", config={"model": tok2vec})
    for label in LABELS:
        recogniser.add_label(label)
    nlp.initialize(lambda: [Example(nlp.make_doc("a b"), nlp.make_doc("a b"))])
    for name in nlp.pipe_names:
        component: Any = nlp.get_pipe(name)
        for node in component.model.walk():
            for param in node.param_names:
                value = node.get_param(param)
                node.set_param(param, draw.normal(size=value.shape).astype("f") * 0.5)
    return nlp


def lines(seed: int) -> list[list[str]]:
    draw = random.Random(seed)
    some = [draw.choices(WORDS, k=draw.randint(0, 30)) for _ in range(60)]
    return [*some, [], ["\n"], ["Rennes"], draw.choices(WORDS, k=PORTION + 7)]


def read(nlp: Language, texts: list[list[str]], batch_size: int) -> list[Doc]:
    docs = (Doc(nlp.vocab, words) for words in texts)
    return list(nlp.pipe(docs, batch_size=batch_size))


@pytest.fixture(scope="module", params=range(2))
def pair(request: pytest.FixtureRequest) -> tuple[Language, Language]:
    seed: int = request.param
    return random_model(seed), quicken_recogniser(quicken(random_model(seed)))


def test_entities_are_those_of_the_stock_recogniser(pair: tuple[Language, Language]) -> None:
    stock, quick = pair
    assert isinstance(quick.get_pipe("ner"), QuickRecogniser)
    texts = lines(1)
    found = [
        [[(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in read(nlp, texts, size)]
        for nlp, size in ((stock, 7), (quick, 7), (quick, 64))
    ]
    assert found[0] == found[1] == found[2]
    lengths = {end - start for spans in found[0] for start, end, _ in spans}
    assert {1, 2, 3} <= lengths


def test_vectors_are_those_of_the_stock_layers(pair: tuple[Language, Language]) -> None:
    stock, quick = pair
    texts = lines(2)
    wanted, found, again = (
        [doc.tensor for doc in read(nlp, texts, size)]
        for nlp, size in ((stock, 16), (quick, 16), (quick, 3))
    )
    for one, other, same in zip(wanted, found, again, strict=True):
        assert one.shape == other.shape
        np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-3)
        np.testing.assert_allclose(other, same, rtol=1e-4, atol=1e-4)  # whatever comes with it


def test_memory_of_words_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.vectors.REMEMBERED", 5)
    stock, quick = random_model(0), quicken_recogniser(quicken(random_model(0)))
    texts = lines(3)
    for one, other in zip(read(stock, texts, 9), read(quick, texts, 9), strict=True):
        assert [str(ent) for ent in one.ents] == [str(ent) for ent in other.ents]


def test_other_architectures_stay() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("ner")
    assert quicken_recogniser(quicken(nlp)).get_pipe_meta("ner").factory == "ner"


def ruled(*more: tuple[list[dict[str, Any]], str]) -> Language:
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("attribute_ruler")
    rules = [
        ([{"TAG": "NN"}], "NOUN"), ([{"TAG": "VB"}], "VERB"), ([{"IS_SPACE": True}], "SPACE"),
        ([{"LOWER": "have", "TAG": {"IN": ["VB", "VBP"]}}], "AUX"),
        ([{"LOWER": "have", "DEP": {"IN": ["ROOT"]}}], "VERB"),
        ([{"DEP": {"NOT_IN": ["det", ""]}, "TAG": "DT"}], "PRON"),
        ([{"DEP": "expl"}, {"LOWER": "is"}], "VERB"),
    ]  # fmt: skip
    for pattern, part in (*rules, *more):
        ruler.add([pattern], {"POS": part})
    return nlp


def test_parts_of_speech_are_those_of_the_stock_ruler() -> None:
    stock, quick = ruled(), quicken_ruler(ruled())
    assert quick.get_pipe_meta("attribute_ruler").factory == "quick_ruler"
    draw = random.Random(5)
    for _ in range(3):
        words = [draw.choices(["Have", "have", "that", "is", "\n", "law"], k=9) for _ in range(9)]
        tags = [draw.choices(["NN", "VB", "DT", "VBP"], k=9) for _ in words]
        one, other = (
            list(nlp.pipe(Doc(nlp.vocab, w, tags=t) for w, t in zip(words, tags, strict=True)))
            for nlp in (stock, quick)
        )
        assert [[token.pos_ for token in doc] for doc in one] == [
            [token.pos_ for token in doc] for doc in other
        ]
    assert len(quick("")) == 0


def test_ruler_that_looks_at_neighbours_stays() -> None:
    nlp = quicken_ruler(ruled(([{"TAG": "DT"}, {"TAG": "NN"}], "PROPN")))
    assert nlp.get_pipe_meta("attribute_ruler").factory == "attribute_ruler"


def doubts_of(nlp: Language, factor: float) -> list[tuple[Doc, Any]]:
    """What the quick recogniser doubts when what scores its moves weighs `factor` times as much."""
    upper: Any = nlp.get_pipe("ner").model.get_ref("upper")  # type: ignore[attr-defined]
    for name in ("W", "b"):
        upper.set_param(name, upper.get_param(name) * factor)
    quick = quicken_recogniser(nlp)
    recogniser: Any = quick.get_pipe("ner")
    recogniser.tells_doubts = True
    docs = [Doc(quick.vocab, words=words) for words in lines(5) if words]
    return [(doc, doc.user_data[DOUBTS]) for doc in recogniser.pipe(docs)]


def test_doubts_are_of_each_word_and_change_no_entity() -> None:
    silent = quicken_recogniser(random_model(3)).get_pipe("ner")
    for doc, doubts in doubts_of(random_model(3), 1):
        assert len(doubts) == len(doc)
        inside = {at for entity in doc.ents for at in range(entity.start + 1, entity.end)}
        for at, doubt in enumerate(doubts.tolist()):
            assert 0 <= doubt <= (0.5 if at in inside else 0.75)  # of two choices, of four
        again = silent(Doc(doc.vocab, words=[word.text for word in doc]))  # type: ignore[operator]
        assert DOUBTS not in again.user_data
        assert [(e.start, e.end) for e in again.ents] == [(e.start, e.end) for e in doc.ents]


def test_a_recogniser_that_is_surer_doubts_less() -> None:
    little, much = (
        np.concatenate([doubts for _, doubts in doubts_of(random_model(3), factor)])
        for factor in (20, 0.001)
    )
    assert little.mean() < 0.1 < 0.4 < much.mean()
