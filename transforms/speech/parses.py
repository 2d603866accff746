"""The parser's subjects, sentence by sentence and only where a rule asks for them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, ORTH, SPACY
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span

_SUBJECTS = np.array(
    [get_string_id(name) for name in ("nsubj", "nsubj:pass", "nsubjpass", "nsubj:caus")],
    dtype=np.uint64,
).astype(np.int64)
_KNOWN = "subjects"  # by sentence, in `Doc.user_data`
_AHEAD = 2  # words that the parser sees before it attaches one
Range = tuple[int, int]


@dataclass(slots=True)
class Subjects:
    """The subjects of the verbs of a line; `starts` and `ends` are the places of its words.

    Parsing is the dearest step of all, and most speakers stand where no parser is needed. The
    parser reads from left to right: up to a verb it sees what stands before it.
    """

    doc: Doc
    parse: Callable[[Doc], Doc] | None
    starts: list[int]
    ends: list[int]

    def of(self, sentence: Range, last: int) -> dict[int, int]:
        """Word index of a verb -> word index of its subject, in the words of `sentence`.

        All those are found whose verb and subject stand before word `last`.
        """
        # With the words, which lines of the same text share.
        known: dict[Range, tuple[int, dict[int, int]]] = self.doc.user_data.setdefault(_KNOWN, {})
        read, found = known.get(sentence, (0, {}))
        if last > read:
            last = sentence[1] if read else last  # whoever asks twice may ask again
            found = self._read(*sentence, last)
            known[sentence] = last, found
        return found

    def _read(self, first: int, end: int, last: int) -> dict[int, int]:
        piece, shift = self.doc, 0
        if not self.doc.has_annotation("DEP"):
            span, whole = self._span(first, last), self._span(first, end)
            if self.parse is None or span is None or whole is None:
                return {}
            stop = min(span.end + _AHEAD, whole.end)
            piece, shift = self.parse(_alone(self.doc, span.start, stop)), span.start_char
        found: dict[int, int] = {}
        for verb, subject in _subjects(piece):
            word = bisect_left(self.starts, verb + shift)
            if first <= word < end and word not in found:
                found[word] = bisect_left(self.starts, subject + shift)
        return found

    def _span(self, first: int, last: int) -> Span | None:
        """The parser's words of the words `[first, last)`."""
        start, end = self.starts[first], self.ends[last - 1]
        return self.doc.char_span(start, end, alignment_mode="expand")


def _alone(doc: Doc, first: int, last: int) -> Doc:
    """The words `[first, last)` with their vectors, which is all that a parser looks at."""
    strings = doc.vocab.strings
    words = doc.to_array([ORTH, SPACY])[first:last].tolist()
    piece = Doc(
        doc.vocab, [strings[word] for word, _ in words], [bool(space) for _, space in words]
    )
    piece.tensor = doc.tensor[first:last]
    return piece


def _subjects(doc: Doc) -> list[tuple[int, int]]:
    """(offset of the head, offset of the subject), by place of the subject."""
    table = doc.to_array([DEP, HEAD, IDX]).astype(np.int64).reshape(-1, 3)
    rows = np.flatnonzero((table[:, :1] == _SUBJECTS).any(axis=1))
    heads = rows + table[rows, 1]
    return list(zip(table[heads, 2].tolist(), table[rows, 2].tolist(), strict=True))
