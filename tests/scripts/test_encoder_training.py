"""What the encoder learns from, and how its weights are stored (no PyTorch is needed for either)."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import numpy as np
import pytest
import spacy

from flows import encoder_model
from scripts.encoder import file
from scripts.encoder.examples import NOTHING, WINDOW, Words, windows, words_of
from scripts.encoder.source import BLOCK, Shape, Source
from scripts.train_ner import Annotated
from transforms.encoder.forward import unpacked
from transforms.encoder.pieces import SPACE, Pieces
from transforms.encoder.tagger import TAGS

WIDTH = 32
TEXTS = ["<s>", "</s>", "<unk>", SPACE, "a", "b", "ab", "Ж"]


def source(vocabulary: int = len(TEXTS)) -> Source:
    rng = np.random.default_rng(3)
    blocks = np.zeros(vocabulary, dtype=BLOCK)
    blocks["scale"] = rng.random(vocabulary)
    blocks["nibbles"] = rng.integers(0, 256, (vocabulary, 16))
    pieces = [(text, 0.0 if text[0] == "<" else -2.0) for text in TEXTS]
    shape = Shape(WIDTH, 1, 2, 64, vocabulary, 8, 0, 1, 1, 2)
    return Source(shape, pieces, blocks.tobytes(), {"emb.word": (0, blocks.nbytes)})


def test_numbers_of_four_bits() -> None:
    raw = struct.pack("<e16B", 0.5, *(0x98 for _ in range(16)))
    blocks = np.frombuffer(raw, BLOCK)
    [numbers] = unpacked(blocks["nibbles"], blocks["scale"])
    assert numbers.tolist() == [0.0] * 16 + [0.5] * 16


def test_rows_are_rounded_to_seven_bits() -> None:
    rows = np.random.default_rng(1).normal(size=(5, 400)).astype("f")
    whole, scale = file.rounded(rows)
    assert whole.dtype == np.int8
    assert int(np.abs(whole).max()) <= 63
    again = whole * scale[:, None]
    assert np.abs(again - rows).mean() < 0.02 * np.abs(rows).max()
    assert file.rounded(np.zeros((1, 4), dtype="f"))[0].tolist() == [[0, 0, 0, 0]]


def test_the_vocabulary_is_of_letters_and_of_what_words_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(file, "KEPT", 2)  # "ab" and the space; not "Ж"
    assert file.vocabulary(source(), {"ab": 3.0, "b": 1.0}) == [0, 1, 2, 3, 4, 5, 6]


def test_a_line_has_tags_by_word() -> None:
    article = Annotated("Anne Roy part.\n\nÀ Lyon ?", ((0, 8, "PER"), (18, 22, "LOC")))
    pieces = Pieces({letter: (ord(letter), -1.0) for letter in "AnneRoypartÀLyon.? " + SPACE}, 0)
    first, second = words_of(spacy.blank("fr"), article, pieces)
    assert [TAGS[tag] for tag in first.tags] == ["B-PER", "I-PER", "O", "O"]
    assert [TAGS[tag] for tag in second.tags] == ["O", "B-LOC", "O"]
    assert all(first.pieces)


def line(count: int, tag: int = 0) -> Words:
    return Words([(7, 8)] * count, [tag] * count)


@pytest.mark.parametrize("seed", range(6))
def test_windows_hold_every_word_once(seed: int) -> None:
    lines = [line(3), line(400, 1), line(1, NOTHING), line(90)]
    found = windows(lines, (0, 1), random.Random(seed))
    assert [tag for one in found for tag in one.tags] == [0] * 3 + [1] * 400 + [NOTHING] + [0] * 90
    for one in found:
        assert len(one.tokens) <= WINDOW + 1
        assert one.tokens[0] == 0
        assert all(one.tokens[start] == 7 for start in one.starts)


def test_the_file_is_read_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(5)

    def some(*sizes: int) -> np.ndarray:
        return rng.normal(size=sizes).astype("f")

    names = {"asked": (96, 32), "joined": (32, 32), "wide": (64, 32), "narrow": (32, 64)}
    tensors = {"places": some(8, WIDTH), "outputs": some(7, WIDTH), "outputs.bias": some(7)}
    for name, sizes in names.items():
        tensors[f"layers.0.{name}"], tensors[f"layers.0.{name}.bias"] = some(*sizes), some(sizes[0])
    for name in ("first", "layers.0.after", "layers.0.last"):
        tensors[name], tensors[f"{name}.bias"] = some(WIDTH), some(WIDTH)
    start = source()
    kept = [0, 1, 2, 4, 6]
    file.save(tmp_path / "w.npz", start, kept, tensors, {"vote": 1.5, "doubt": 0.25})
    monkeypatch.setattr(encoder_model, "ENCODER", tmp_path / "w.npz")
    encoder_model.tagger.cache_clear()
    tagger = encoder_model.tagger()
    encoder_model.tagger.cache_clear()
    assert (tagger.vote, tagger.doubt, tagger.ends) == (1.5, 0.25, (0, 1))
    assert tagger.pieces.of("aab", False) == (3, 4)
    blocks = start.words()
    words = unpacked(blocks["nibbles"], blocks["scale"]).reshape(len(TEXTS), WIDTH)[kept]
    assert tagger.encoder.words == pytest.approx(words)
    (scores,) = tagger.encoder([np.array([0, 3, 4, 1])])
    assert np.exp(scores).sum(axis=1) == pytest.approx(np.ones(4), abs=1e-4)
    weights = tagger.encoder.layers[0].wide.weights.T
    assert np.abs(weights - tensors["layers.0.wide"]).max() < 0.1
