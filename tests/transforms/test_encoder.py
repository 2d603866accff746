"""The encoder: pieces of words, its forward pass, and what it makes of the recogniser's entities."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span

from transforms.encoder.forward import Affine, Encoder, Layer, Norm
from transforms.encoder.pieces import SPACE, Pieces
from transforms.encoder.tagger import (
    TAGS,
    DeepTagger,
    Tagger,
    best_tags,
    label_scores,
    spans,
    votes,
)
from transforms.second_reader import DOUBTS, LABELS, SCORES

KNOWN = {
    text: (number, score)
    for number, (text, score) in enumerate(
        [("a", -3.0), ("b", -3.0), ("ab", -4.0), ("abb", -8.0), (SPACE, -2.0), (SPACE + "a", -3.5)]
    )
}
UNKNOWN = 99
WIDTH, HEADS = 8, 2


def pieces() -> Pieces:
    return Pieces(KNOWN, UNKNOWN)


@pytest.mark.parametrize(
    ("word", "spaced", "numbers"),
    [
        ("ab", False, (2,)),  # one piece of -4 beats two of -3
        ("abb", False, (2, 1)),  # -4 - 3 beats -8
        ("ab", True, (4, 2)),  # the space apart: -2 - 4 beats -3.5 - 3
        ("a", True, (5,)),
        ("ayb", False, (0, UNKNOWN, 1)),
        ("", False, (4,)),
        ("ａb", False, (2,)),  # a wide letter is the letter
    ],
)
def test_a_word_falls_into_its_likeliest_pieces(
    word: str, spaced: bool, numbers: tuple[int, ...]
) -> None:
    assert pieces().of(word, spaced) == numbers


def test_a_long_word_is_read_in_part() -> None:
    assert len(pieces().of("b" * 1000, False)) == 64


def encoder(layers: int = 2, places: int = 16) -> Encoder:
    rng = np.random.default_rng(7)

    def numbers(*sizes: int) -> np.ndarray:
        return rng.normal(0, 0.5, sizes).astype(np.float32)

    def affine(inputs: int, outputs: int) -> Affine:
        return Affine(numbers(inputs, outputs), numbers(outputs))

    def norm() -> Norm:
        return Norm(1 + numbers(WIDTH), numbers(WIDTH))

    return Encoder(
        numbers(100, WIDTH),
        numbers(places, WIDTH),
        norm(),
        [
            Layer(
                affine(WIDTH, 3 * WIDTH),
                affine(WIDTH, WIDTH),
                norm(),
                affine(WIDTH, 12),
                affine(12, WIDTH),
                norm(),
                HEADS,
            )
            for _ in range(layers)
        ],
        affine(WIDTH, len(TAGS)),
    )


def slowly(model: Encoder, tokens: list[int]) -> np.ndarray:
    """The same sums, number by number, as the paper writes them."""

    def normed(row: np.ndarray, norm: Norm) -> np.ndarray:
        mean = sum(row) / len(row)
        spread = sum((x - mean) ** 2 for x in row) / len(row)
        return np.array([(x - mean) / math.sqrt(spread) for x in row]) * norm.scale + norm.offset

    rows = [normed(model.words[t] + model.places[i], model.first) for i, t in enumerate(tokens)]
    size = WIDTH // HEADS
    for layer in model.layers:
        asked = [row @ layer.asked.weights + layer.asked.bias for row in rows]
        after = []
        for row, own in zip(rows, asked, strict=True):
            joined: list[float] = []
            for head in range(HEADS):
                part = slice(head * size, (head + 1) * size)
                exps = [
                    math.exp(own[part] @ other[WIDTH : 2 * WIDTH][part] / math.sqrt(size))
                    for other in asked
                ]
                values = [other[2 * WIDTH :][part] for other in asked]
                joined += list(sum(e / sum(exps) * v for e, v in zip(exps, values, strict=True)))
            row = normed(
                row + np.array(joined) @ layer.joined.weights + layer.joined.bias, layer.after
            )
            wide = row @ layer.wide.weights + layer.wide.bias
            wide = np.array([x * (1 + math.erf(x / math.sqrt(2))) / 2 for x in wide])
            after.append(normed(row + wide @ layer.narrow.weights + layer.narrow.bias, layer.last))
        rows = after
    scores = np.array([row @ model.outputs.weights + model.outputs.bias for row in rows])
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def test_the_forward_pass_is_that_of_the_paper() -> None:
    model = encoder()
    (found,) = model([np.array([3, 14, 15, 9])])
    assert found == pytest.approx(slowly(model, [3, 14, 15, 9]), abs=2e-3)


def test_a_text_says_the_same_alone_and_among_longer_ones() -> None:
    model = encoder()
    texts = [np.array([5, 6, 7]), np.arange(16), np.array([8])]
    together = model(texts)
    for text, scores in zip(texts, together, strict=True):
        assert scores.shape == (len(text), len(TAGS))
        assert scores == pytest.approx(model([text])[0], abs=1e-5)


def row(tag: str, margin: float = 3.0) -> list[float]:
    return [0.0 if name == tag else -margin for name in TAGS]


def test_no_entity_begins_inside() -> None:
    scores = np.array([row("I-ORG", 2), row("I-ORG", 2), row("O")], dtype="f")
    assert list(spans(best_tags(scores))) == [(0, 2, "ORG")]


def test_labels_do_not_change_within_an_entity() -> None:
    scores = np.array([row("B-PER", 5), row("I-LOC", 1), row("B-LOC", 5)], dtype="f")
    assert list(spans(best_tags(scores))) in (
        [(0, 2, "PER"), (2, 3, "LOC")],
        [(0, 1, "PER"), (2, 3, "LOC")],
    )


def test_two_entities_may_touch() -> None:
    scores = np.array([row("B-PER"), row("B-PER"), row("I-PER")], dtype="f")
    assert list(spans(best_tags(scores))) == [(0, 1, "PER"), (1, 3, "PER")]


def test_label_scores_are_those_of_a_first_word() -> None:
    likely = np.exp(label_scores(np.array(row("B-ORG"), dtype="f")))
    assert likely.sum() == pytest.approx(1)
    assert LABELS[int(likely.argmax())] == "ORG"


@pytest.fixture
def doc() -> Doc:
    made = spacy.blank("fr")("ab ba ab bab ab")
    made.set_ents([Span(made, 1, 3, "ORG"), Span(made, 4, 5, "MISC")])
    made.user_data[SCORES] = {1: tuple(np.log([0.2, 0.7, 0.1]))}
    return made


def test_the_recogniser_votes_as_it_is_sure(doc: Doc) -> None:
    told = votes(doc)
    assert told[0].tolist() == [1, 0, 0, 0, 0, 0, 0]
    assert told[1].tolist() == pytest.approx([0, 0.2, 0, 0.7, 0, 0.1, 0])
    assert told[2].tolist() == pytest.approx([0, 0, 0.2, 0, 0.7, 0, 0.1])
    assert told[4][0] == 1  # a label that is none of ours


def tagger(vote: float, places: int = 16) -> Tagger:
    return Tagger(encoder(places=places), pieces(), (10, 11), vote)


def test_a_strong_vote_keeps_what_the_recogniser_found(doc: Doc) -> None:
    component = DeepTagger()
    component.tagger = tagger(vote=1000)
    read = component(doc)
    assert [(e.start, e.end, e.label_) for e in read.ents] == [(1, 3, "ORG")]
    assert set(read.user_data[SCORES]) == {1}


def test_a_line_longer_than_the_encoder_reads_is_read_in_parts() -> None:
    long = spacy.blank("fr")(" ".join(["ab"] * 50))
    (scores,) = tagger(vote=0, places=12).scores([long])
    assert scores.shape == (50, len(TAGS))


@pytest.mark.parametrize(("doubt", "is_read"), [(0.3, True), (0.5, False)])
def test_lines_without_a_doubt_are_left_as_they_are(doc: Doc, doubt: float, is_read: bool) -> None:
    component = DeepTagger()
    component.tagger = replace(tagger(vote=-1000), doubt=doubt)  # against the recogniser
    doc.user_data[DOUBTS] = np.array([0, 0.1, 0.4, 0, 0], dtype="f")
    read = component(doc)
    assert ("ORG" not in {e.label_ for e in read.ents if (e.start, e.end) == (1, 3)}) == is_read
    assert DOUBTS not in read.user_data


def test_nothing_is_read_without_weights(doc: Doc) -> None:
    before = [(e.start, e.end, e.label_) for e in doc.ents]
    assert [(e.start, e.end, e.label_) for e in DeepTagger()(doc).ents] == before
    component = DeepTagger()
    component.tagger = tagger(vote=1)
    assert next(component.pipe([spacy.blank("fr")("")])).ents == ()
