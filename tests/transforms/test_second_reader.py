"""The second reader of labels, with weights set by hand."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vectors import Vectors

from transforms import second_reader
from transforms.second_reader import LABELS, POSITIONS, SCORES, SIZE, Around, SecondReader, Weights


def weights(share: float = 1.0, **told: float) -> Weights:
    """Of the label ORG, by feature as it is written; vectors of width two say nothing."""
    seen = np.zeros((len(LABELS), SIZE), dtype="f")
    for feature, weight in told.items():
        key = feature.replace("__", "=")
        seen[LABELS.index("ORG"), crc32(key.encode()) % SIZE] = weight
    near = np.zeros((POSITIONS, len(LABELS), 2), dtype="f")
    nothing = np.zeros((POSITIONS, len(LABELS)), dtype="f")
    return Weights(seen, near, nothing, np.zeros(len(LABELS), dtype="f"), share)


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("fr")
    keys = [nlp.vocab.strings.add(word) for word in ("ouvriers", "maire")]
    nlp.vocab.vectors = Vectors(data=np.array([[2, 0], [0, 3]], dtype="f"), keys=keys)
    return nlp


def doc(nlp: Language, scores: tuple[float, ...]) -> Doc:
    made = nlp("les ouvriers de Zarvec attendent")
    made.set_ents([Span(made, 3, 4, "PER")])
    made.user_data[SCORES] = {3: scores}
    return made


def read(reader: SecondReader, made: Doc) -> list[str]:
    return [entity.label_ for entity in reader(made).ents]


def test_it_decides_where_the_recogniser_hesitates(nlp: Language) -> None:
    reader = SecondReader()
    assert read(reader, doc(nlp, (-0.5, -1.0, -4.0))) == ["PER"]  # it has learnt nothing yet
    reader.weights = weights(n__ouvriers=5)
    assert read(reader, doc(nlp, (-0.5, -1.0, -4.0))) == ["ORG"]
    assert read(reader, doc(nlp, (-0.001, -7.0, -9.0))) == ["PER"]
    reader.weights = weights(share=0.0, n__ouvriers=5)
    assert read(reader, doc(nlp, (-0.5, -1.0, -4.0))) == ["PER"]


def test_the_scores_do_not_stay_in_the_document(nlp: Language) -> None:
    made = doc(nlp, (-0.5, -1.0, -4.0))
    SecondReader()(made)
    assert SCORES not in made.user_data


def test_it_reads_vectors_of_the_noun_that_governs(nlp: Language) -> None:
    reader = SecondReader()
    reader.weights = weights()
    reader.weights.near[0, LABELS.index("ORG")] = (5, 0)  # of one length: 5, not 10
    assert read(reader, doc(nlp, (-0.5, -1.0, -4.0))) == ["ORG"]
    assert read(reader, doc(nlp, (-0.1, -4.5, -4.0))) == ["ORG"]
    assert second_reader.rows(nlp.vocab, ["Ouvriers", "zarvec", ""]) == [0, -1, -1]


def test_a_town_is_a_feature() -> None:
    around = Around.of("le maire de Zarvec, hier", 12, 18)
    assert second_reader.features(around, {"Zarvec"}) != second_reader.features(around, set())


@pytest.mark.parametrize(
    "text", ["Zarvec", "« Zarvec", "de la Zarvec.", "d'Zarvec-sur-Mer, 3 % & Cie"]
)
def test_names_at_the_borders_of_a_line(text: str) -> None:
    start = text.index("Z")
    around = Around.of(text, start, len(text))
    assert len(second_reader.read_words(around)) == POSITIONS
    assert all(0 <= feature < SIZE for feature in second_reader.features(around, set()))
