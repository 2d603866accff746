"""Parts of speech that a spaCy `AttributeRuler` gives to words by themselves, remembered.

Before a line is parsed, the rules that look at a word's tag and letters alone decide; those that
ask for a dependency find none. So a tag and a word always give the same part of speech.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np
from spacy.attrs import ORTH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

REMEMBERED = 50_000  # words with a tag; then it begins anew
BATCH = 64  # lines
_ALONE = {"TAG", "LOWER", "ORTH", "TEXT", "IS_SPACE", "DEP"}
_UNREAD = {"LEMMA", "DEP", "MORPH"}  # what nothing here reads


@Language.factory("quick_ruler", assigns=["token.pos"])
def _make(nlp: Language, name: str) -> QuickRuler:
    return QuickRuler()


def quicken_ruler(nlp: Language) -> Language:
    """`nlp` with its attribute ruler, if words alone decide in it, replaced by one that remembers.

    It sets parts of speech alone, and on lines that are not parsed.
    """
    ruler: Any = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
    if isinstance(ruler, AttributeRuler) and all(map(_is_alone, ruler.patterns)):
        nlp.replace_pipe("attribute_ruler", "quick_ruler")
        quick: Any = nlp.get_pipe("attribute_ruler")
        quick.ruler = ruler
    return nlp


def _is_alone(rule: Mapping[str, Any]) -> bool:
    """Can a rule on unparsed lines say nothing of a word but by that word?"""
    if _UNREAD.issuperset(rule["attrs"]):
        return True
    return all(
        (len(pattern) == 1 and _ALONE.issuperset(pattern[0])) or any(map(_is_parsed, pattern))
        for pattern in rule["patterns"]
    )


def _is_parsed(token: Mapping[str, Any]) -> bool:
    """Does a pattern of a word ask for a dependency?"""
    asked = token.get("DEP", "")
    if isinstance(asked, str):
        return asked != ""
    return "" not in asked.get("IN", [""]) or "" in asked.get("NOT_IN", ())


class QuickRuler:
    """A component that sets `token.pos`."""

    def __init__(self) -> None:
        self.ruler: AttributeRuler | None = None
        self._known: dict[tuple[int, int], int] = {}  # (tag, word) -> part of speech

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH) -> Iterator[Doc]:
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            tagged = [[(tag, word) for tag, word in doc.to_array([TAG, ORTH]).tolist()]
                      for doc in batch]  # fmt: skip
            self._learn({pair for pairs in tagged for pair in pairs}, batch[0])
            for doc, pairs in zip(batch, tagged, strict=True):
                if pairs:
                    _set(doc, POS, [self._known[pair] for pair in pairs])
            yield from batch

    def _learn(self, pairs: set[tuple[int, int]], like: Doc) -> None:
        if len(self._known) + len(pairs) > REMEMBERED:
            self._known.clear()
        new = sorted(pairs - self._known.keys())
        if not new or self.ruler is None:
            self._known.update(dict.fromkeys(new, 0))
            return
        doc = Doc(like.vocab, [like.vocab.strings[word] for _, word in new])
        _set(doc, TAG, [tag for tag, _ in new])
        self._known.update(zip(new, self.ruler(doc).to_array(POS).tolist(), strict=True))


def _set(doc: Doc, attribute: int, values: list[int]) -> None:
    column: Any = np.array(values, dtype=np.uint64).reshape(-1, 1)
    doc.from_array([attribute], column)
