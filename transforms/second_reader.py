"""A second reading of names: what their letters and the words around them say of their label.

The recogniser tells how sure it is of a label. Where it is not, a log-linear model decides with
it: one that sees a name by its shape and endings, the nouns that govern it and the words' vectors
of the installed pipeline, and whether a town bears it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span

Floats = npt.NDArray[np.float32]

LABELS = ("PER", "ORG", "LOC")
# What the labels of the installed models mean in ours; others are not entities here.
KINDS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
SCORES = "label_scores"  # in `Doc.user_data`: of the labels, by the first word of an entity
DOUBTS = "doubts"  # there too: of each word, how likely the recogniser finds another choice
SIZE = 1 << 15  # features that are told apart
POSITIONS = 10  # words whose vectors are read
_SURE = 4.6  # by so much (natural logarithm, 99 %) the first label leads where nobody is asked
_FLOOR = -6.0  # of a log-probability of the recogniser
_LEAST = 1e-3  # probability that this reader gives any label
_BEFORE, _AFTER = (90, 8), (70, 6)  # code points looked at, words kept of them
_WORD = re.compile(r"[^\W_]+(?:['’](?=\w))?|[^\w\s]")
# Words that stand between a noun and the name that it governs, by language.
SMALL = {
    "fr": frozenset({
        "de", "du", "des", "la", "le", "les", "l'", "d'", "un", "une", "à", "au", "aux", "en", "et",
        "ce", "cette", "son", "sa", "ses", "leur", "leurs",
    }),
    "en": frozenset({
        "the", "a", "an", "of", "in", "at", "to", "from", "by", "and", "for", "on", "with", "its",
        "his", "her", "their", "'s",
    }),
}  # fmt: skip


@dataclass(frozen=True)
class Around:
    """The words before and after a name, as written, at most eight and six."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    opens: bool  # nothing stands farther before
    small: frozenset[str]  # words of the language that are passed over for the noun before

    @classmethod
    def of(cls, text: str, start: int, end: int, language: str = "fr") -> Around:
        before = _WORD.findall(text[max(0, start - _BEFORE[0]) : start])[-_BEFORE[1] :]
        after = _WORD.findall(text[end : end + _AFTER[0]])[: _AFTER[1]]
        small = SMALL.get(language, frozenset())
        return cls(text[start:end], tuple(before), tuple(after), start <= _BEFORE[0], small)

    def noun(self) -> int:
        """Index of the last word before the name that is no small word, -1 without one."""
        index = len(self.before) - 1
        while index >= 0 and self.before[index].lower() in self.small:
            index -= 1
        return index


def features(around: Around, towns: Collection[str]) -> list[int]:
    """Numbers of the features that hold, each once."""
    told = [*_of_context(around), *_of_name(around, towns)]
    return sorted({crc32(feature.encode()) % SIZE for feature in told})


def _of_context(around: Around) -> Iterator[str]:
    pad = "<s>" if around.opens else "<?>"
    before = [pad] * (_BEFORE[1] - len(around.before)) + [w.lower() for w in around.before]
    after = [w.lower() for w in around.after] + ["</s>"] * (_AFTER[1] - len(around.after))
    for length in range(1, 5):
        yield f"b{length}=" + "_".join(before[-length:])
    for length in range(1, 4):
        yield f"a{length}=" + "_".join(after[:length])
    yield from (f"w2={before[-2]}", f"w3={before[-3]}", f"x2={after[1]}", f"x3={after[2]}")
    yield f"ba={before[-1]}_{after[0]}"
    noun = around.noun()
    if noun >= 0:
        yield from _of_noun(around, noun)
    if after[0] == ",":
        yield from (f",1={after[1]}", f",2={after[1]}_{after[2]}", f",s={after[1][-3:]}")
        yield f"b,={before[-1]}_{after[1]}"
    else:
        yield from (f"v3={after[0][-3:]}", f"v2={after[0][-2:]}")
        yield f"bv={before[-1]}_{after[0][-3:]}"
    yield from (f"B={word}" for word in before[-6:])
    yield from (f"A={word}" for word in after[:5])


def _of_noun(around: Around, index: int) -> Iterator[str]:
    word, link = around.before[index].lower(), _link(around)
    yield from (f"n={word}", f"nl={word}_{link}", f"L={link}")
    yield from (f"ns3={word[-3:]}_{link}", f"ns4={word[-4:]}_{link}")
    yield f"ncap={around.before[index][0].isupper():d}"
    if index:
        yield f"n2={around.before[index - 1].lower()}_{word}"


def _link(around: Around) -> str:
    """The small words between the last noun and the name ("de_la"), 0 without one."""
    return "_".join(word.lower() for word in around.before[around.noun() + 1 :]) or "0"


def _of_name(around: Around, towns: Collection[str]) -> Iterator[str]:
    name, words = around.name, around.name.split()
    first, last = words[0].lower(), words[-1].lower()
    count, link = min(len(words), 4), _link(around)
    before = around.before[-1].lower() if around.before else "<s>"
    after = around.after[0].lower() if around.after else "</s>"
    yield from (f"N={count}", f"up={name.isupper():d}", f"F={first}", f"Z={last}")
    yield from (f"l={min(len(name), 12)}", "sh=" + "_".join(map(_shape, words[:4])))
    yield from (f"k{count}_b1={before}", f"k{count}_L={link}", f"k{count}_a1={after}")
    for word, place in ((first, "f"), (last, "z")):
        for length in range(2, 5):
            if len(word) > length:
                yield from (
                    f"{place}s{length}={word[-length:]}",
                    f"{place}p{length}={word[:length]}",
                )
    yield from (f"in={word.lower()}" for word in words[:5])
    town = "town" if name in towns else "no"
    yield from (f"t={town}", f"t_b={town}{before}", f"t_k={town}{count}", f"t_L={town}{link}")
    if "-" in name:
        yield f"hy={name.count('-')}"
    if "&" in name:
        yield "amp"
    if any(word[0].islower() for word in words):
        yield "lowin"
    if any(map(str.isdigit, name)):
        yield "dig"


def _shape(word: str) -> str:
    """Capitals, small letters and digits in turn: "Xx-Xx" for "Jean-Luc"."""
    shape = ""
    for letter in word:
        kind = (
            "X"
            if letter.isupper()
            else "x"
            if letter.islower()
            else "d"
            if letter.isdigit()
            else letter
        )
        if shape[-1:] != kind:
            shape += kind
    return shape


def read_words(around: Around) -> list[str]:
    """The words whose vectors are read, "" where there is none; POSITIONS of them."""
    before, after, words = around.before, around.after, around.name.split()
    noun = around.noun()
    governs = before[noun] if noun >= 0 else ""
    comma = len(after) > 1 and after[0] == ","
    first, last = words[0].split("-")[0].split("'")[-1], words[-1].split("-")[-1]
    alone = len(words) == 1
    return [
        governs,
        governs if noun == len(before) - 1 else "",
        before[-1] if before else "",
        after[0] if after else "",
        after[1] if comma else "",
        after[1] if len(after) > 1 and not comma else "",
        before[noun - 1] if noun > 0 else "",
        first if alone else "",
        "" if alone else first,
        "" if alone else last,
    ]


def rows(vocab: Any, words: Iterable[str]) -> list[int]:
    """Rows of the words' vectors, of their small letters' where they have none, else -1."""
    vectors, strings = vocab.vectors, vocab.strings
    found = []
    for word in words:
        row = -1
        for form in (word, word.lower()) if word else ():
            row = vectors.key2row.get(strings[form], -1)
            if row >= 0:
                break
        found.append(row)
    return found


@dataclass(frozen=True)
class Weights:
    """What `scripts.train_labels` learnt.

    Shapes: `seen` labels x SIZE, `near` POSITIONS x labels x width of the vectors, `offsets`
    POSITIONS x labels (of a position that has a vector), `bias` labels. `share` is how much this
    reading counts beside the recogniser's.
    """

    seen: Floats
    near: Floats
    offsets: Floats
    bias: Floats
    share: float

    def read(self, around: Around, vocab: Any, towns: Collection[str]) -> Floats:
        """Log-probabilities of the labels of a name."""
        scores = self.seen[:, features(around, towns)].sum(axis=1) + self.bias
        data = vocab.vectors.data
        for position, row in enumerate(rows(vocab, read_words(around))):
            if row >= 0:
                vector = data[row]
                length = max(float(np.sqrt(vector @ vector)), 1e-6)
                scores = scores + self.near[position] @ vector / length + self.offsets[position]
        likely = np.exp(scores - scores.max())
        return np.asarray(np.log(likely / likely.sum() + _LEAST), dtype=np.float32)


@Language.factory("second_reader", assigns=["doc.ents"])
def _make(nlp: Language, name: str) -> SecondReader:
    return SecondReader()


class SecondReader:
    """A component that reads the labels of `doc.ents` again where the recogniser hesitates."""

    def __init__(self) -> None:
        self.weights: Weights | None = None
        self.towns: Collection[str] = frozenset()

    def __call__(self, doc: Doc) -> Doc:
        scores = doc.user_data.pop(SCORES, None)
        if not scores or self.weights is None:
            return doc
        asked = [
            entity
            for entity in doc.ents
            if entity.label_ in KINDS and _is_open(scores.get(entity.start, ()))
        ]
        if not asked:
            return doc
        text = doc.text  # slow to ask for
        labels = {
            entity.start: self._label(text, entity, scores[entity.start], self.weights)
            for entity in asked
        }
        doc.set_ents(
            [Span(doc, one.start, one.end, labels.get(one.start, one.label_)) for one in doc.ents]
        )
        return doc

    def _label(self, text: str, entity: Span, given: Sequence[float], weights: Weights) -> str:
        around = Around.of(text, entity.start_char, entity.end_char, entity.vocab.lang)
        read = weights.read(around, entity.vocab, self.towns)
        label = LABELS[int((np.maximum(given, _FLOOR) + weights.share * read).argmax())]
        return entity.label_ if KINDS[entity.label_] == label else label


def _is_open(scores: Sequence[float]) -> bool:
    """Whether no label leads clearly."""
    ordered = sorted(scores, reverse=True)
    return len(ordered) > 1 and ordered[0] - ordered[1] <= _SURE
