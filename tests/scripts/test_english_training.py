"""What the English recogniser learns from beside our sentences: names in real lines, word vectors."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

import numpy as np
import pytest
from spacy.strings import get_string_id
from spacy.vectors import Vectors

import scripts
from flows.resources import _word_vectors
from scripts import real_pages, word_vectors
from scripts.invented import Invented

HERE = Path(scripts.__file__).parent
NAMES = tomllib.loads((HERE / "training_english.toml").read_text(encoding="utf-8"))


def test_names_are_marked_where_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        {"label": "keep", "text": "Quill Harbour is shut, Ama Quill said in Quill."},
        {"label": "keep", "text": "Read on: Ama Quill sings"},
        {"label": "drop", "text": "Ama Quill"},
    ]
    pages = tmp_path / "pages.jsonl"
    pages.write_text(json.dumps({"id": "a", "lines": lines}) + '\n{"id": "b", "lines": []}\n')
    listed = '[a]\nskipped = [1]\nGPE = ["Quill"]\nPERSON = ["Ama Quill"]\n'
    monkeypatch.setattr(real_pages, "NAMES", tmp_path / "names.toml")
    (tmp_path / "names.toml").write_text(listed)
    [(text, spans)] = real_pages.read(pages)
    assert [(text[a:b], label) for a, b, label in spans] == [
        ("Quill", "GPE"),
        ("Ama Quill", "PERSON"),
        ("Quill", "GPE"),
    ]


def test_a_line_about_others_is_the_same_around_them() -> None:
    text = "So Ama B. Quill left Zarec, and Quill, of Zarvia, wept."
    spans = [(3, 15, "PERSON"), (21, 26, "GPE"), (32, 37, "PERSON"), (42, 48, "ORG")]
    rng = random.Random(1)
    other, moved = real_pages.swapped(text, spans, Invented(NAMES, ["Hull"], rng), rng)
    names = [other[start:end] for start, end, _ in moved]
    assert [label for _, _, label in moved] == [label for _, _, label in spans]
    assert names[0] != "Ama B. Quill"
    assert names[0].endswith(f" B. {names[2]}")
    for name, (start, end, _) in zip(reversed(names), reversed(spans), strict=True):
        text = text[:start] + name + text[end:]
    assert text == other


def test_word_vectors_are_read_as_they_were_written(tmp_path: Path) -> None:
    words = ["quill", "amadi", "zarec"]
    data = np.linspace(-1, 1, 6, dtype="float32").reshape(3, 2)
    written = Vectors(data=data, keys=[get_string_id(word) for word in words], attr="LOWER")
    word_vectors.save(written, tmp_path / "vectors.npz")
    found = _word_vectors(tmp_path / "vectors.npz")
    assert found.attr == written.attr
    for word in words:
        assert found[get_string_id(word)] == pytest.approx(written[get_string_id(word)], abs=1e-3)
