"""Makes a stock entity recogniser larger without changing what it says.

The rows of its hash tables are repeated (a word's row in a table twice as long is the old one or
its copy), and more layers look at the neighbours; a new layer adds nothing until training moves it.
Training then has somewhere to put what the small recogniser had no room for.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.training import Example

_COPIED = ("static_vectors", "maxout", "layernorm", "linear", "precomputable_affine")


def grow(nlp: Language, rows: int, depth: int) -> dict[str, Any]:
    """Puts a larger recogniser in the place of the `ner` of `nlp`; returns its configuration.

    Args:
        nlp: a pipeline whose `ner` has a tok2vec of its own.
        rows: how many times longer its hash tables become.
        depth: layers of the encoder afterwards, at least as many as before.
    """
    old: Any = nlp.get_pipe("ner")
    config: dict[str, Any] = json.loads(json.dumps(nlp.config["components"]["ner"]["model"]))
    embed, encode = config["tok2vec"]["embed"], config["tok2vec"]["encode"]
    embed["rows"] = [count * rows for count in embed["rows"]]
    encode["depth"] = depth
    nlp.remove_pipe("ner")
    new: Any = nlp.add_pipe("ner", config={"model": config})
    example = Example.from_dict(nlp.make_doc("Ici"), {"entities": []})
    new.initialize(lambda: [example], nlp=nlp, labels=old.label_data)
    tables = _nodes(old.model, "hashembed"), _nodes(new.model, "hashembed")
    for before, after in zip(*tables, strict=True):
        after.set_param("E", np.concatenate([before.get_param("E")] * rows))
    for name in _COPIED:
        _copy(_nodes(old.model, name), _nodes(new.model, name))
    return config


def _nodes(model: Any, name: str) -> list[Any]:
    return [node for node in model.walk() if node.name == name]


def _copy(old: list[Any], new: list[Any]) -> None:
    """Parameters of `old` into the first of `new`; the norms of the others to nothing."""
    for before, after in zip(old, new, strict=False):
        for name in before.param_names:
            if before.has_param(name):
                after.set_param(name, before.get_param(name).copy())
    for after in new[len(old) :]:
        if after.name == "layernorm":
            for name in after.param_names:
                after.set_param(name, np.zeros_like(after.get_param(name)))
