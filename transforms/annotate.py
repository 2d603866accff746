"""Articles to documents: one streaming pass of a spaCy pipeline over the kept lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from transforms.layers import Document, Line, Paragraph
from transforms.typography import plain

LONGEST = 20_000  # code points a parse; memory grows with the longest text of a batch
WINDOW = 64  # articles held at a time, so that languages may alternate freely
LINES, CODE_POINTS = 64, 60_000  # of a batch, at most: long lines take much memory

_SENTENCE_END = re.compile(r"[.!?…][\"»”')\]]*\s+")
_UPPER = "A-ZÀ-ÖØ-ÞŒŠŽ"
# Scrapers drop the space between two sentences, and a token may not span both.
_GLUE = (
    rf"(?<=[^\W\d_]{{2}})[.](?=[{_UPPER}])",
    rf"(?<=[)\]\"»”])[.](?=[{_UPPER}])",
    rf"(?<=\d)[.](?=[{_UPPER}])",
    r"(?<=[^\s])[\"“”«»](?=[^\s])",
    r"(?<=\w)[?!](?=\w)",
    rf"(?<=\w)[)\]](?=[.]?[{_UPPER}])",
    rf"(?<=\bex)-(?=[{_UPPER}])",
    r"(?<=\w)[.?!](?=[\"»”]\w)",
)
_FORMER = re.compile(rf"(?i:ex|anti|pro)-[{_UPPER}]")
_JOINTS = frozenset("-–—‐‑'’")  # each of spaCy's words that are never split has one


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article: `text` is its kept `lines` joined by one newline."""

    article_id: str
    language: str
    text: str
    lines: tuple[Line, ...]


def arrange(nlp: Language) -> Language:
    """`nlp` with entities recognised before sentences are, whose breaks would cut them.

    What nothing here reads goes: lemmas, and rules for tags where parts of speech are predicted.
    """
    unread = {"lemmatizer"} | ({"attribute_ruler"} if "morphologizer" in nlp.pipe_names else set())
    for name in unread.intersection(nlp.pipe_names):
        nlp.remove_pipe(name)
    if "ner" in nlp.pipe_names and "parser" in nlp.pipe_names:
        nlp.add_pipe("ner", name="first_ner", source=nlp, first=True)
        nlp.remove_pipe("ner")
        nlp.rename_pipe("first_ner", "ner")
    split_glued(nlp)
    return nlp


def split_glued(nlp: Language) -> None:
    """Let the tokenizer part words that lost the space between them."""
    tokenizer: Any = nlp.tokenizer
    infixes = compile_infix_regex([*_GLUE, *(nlp.Defaults.infixes or ())])
    tokenizer.infix_finditer = infixes.finditer
    if tokenizer.token_match is not None:
        tokenizer.token_match = _Whole(tokenizer.token_match)


@dataclass(frozen=True, slots=True)
class _Whole:
    """spaCy's test for words never split, asked only where it can hold; "ex-Twitter" is split."""

    test: Callable[[str], object]

    def __call__(self, text: str) -> object:
        if text.isalpha() or _JOINTS.isdisjoint(text) or _FORMER.match(text):
            return None
        return self.test(text)


def annotate(
    articles: Iterable[Article],
    models: Mapping[str, Language],
    batch_size: int = LINES,
    repeated: Collection[str] = (),
) -> Iterator[Document]:
    """Tagged articles, in order; `paragraphs` is empty where no model knows the language.

    The parser does not run: few sentences need it, and `Paragraph.parse` is for those.
    `batch_size` is lines a batch, at most. A line longer than 20,000 code points becomes several
    paragraphs, cut at sentence ends. The tagged text may differ from the line's in single
    characters (apostrophes, spaces, hyphens), never in length. A line whose text is in `repeated`
    (texts that more than one of all these articles has) is tagged once and its words are shared.
    """
    stream, known = iter(articles), _Known(frozenset(map(plain, repeated)))
    while window := list(islice(stream, WINDOW)):
        yield from _annotate_window(window, models, batch_size, known)


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of lines that come again."""

    repeated: frozenset[str]
    docs: dict[tuple[str, str], Doc] = field(default_factory=dict)  # by language and text


def _annotate_window(
    window: list[Article], models: Mapping[str, Language], batch_size: int, known: _Known
) -> Iterator[Document]:
    tagged: dict[int, list[Paragraph]] = {}
    for language in sorted({article.language for article in window} & set(models)):
        places: dict[str, list[tuple[int, Line]]] = {}
        for index, article in enumerate(window):
            if article.language == language:
                for line in article.lines:
                    for piece in split_line(line):
                        places.setdefault(plain(piece.text), []).append((index, piece))
        nlp = models[language]
        parse: Any = nlp.get_pipe("parser") if "parser" in nlp.pipe_names else None
        for text, doc in _tagged(places, nlp, language, batch_size, known):
            for index, piece in places[text]:
                tagged.setdefault(index, []).append(Paragraph(piece, doc, parse))
    for index, article in enumerate(window):
        paragraphs = sorted(tagged.get(index, ()), key=lambda paragraph: paragraph.line.start)
        yield Document(article.article_id, article.language, article.text, tuple(paragraphs))


def _tagged(
    texts: Iterable[str], nlp: Language, language: str, batch_size: int, known: _Known
) -> Iterator[tuple[str, Doc]]:
    """Each of `texts` with its words, those known already first."""
    unknown = []
    for text in texts:
        doc = known.docs.get((language, text))
        if doc is None:
            unknown.append(text)
        else:
            yield text, doc
    for batch in _batches(unknown, batch_size):
        docs = nlp.pipe(batch, batch_size=len(batch), disable=["parser"])
        for text, doc in zip(batch, docs, strict=True):
            if text in known.repeated:
                known.docs[language, text] = doc
            yield text, doc


def _batches(texts: Iterable[str], lines: int) -> Iterator[list[str]]:
    """`texts` by at most `lines`, or CODE_POINTS together if there is more than one."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == lines or size + len(text) > CODE_POINTS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def split_line(line: Line, longest: int = LONGEST) -> Iterator[Line]:
    """`line` in pieces of at most `longest` code points, cut at sentence ends where it can be."""
    start = 0
    while len(line.text) - start > longest:
        end = _cut(line.text, start, start + longest)
        yield Line(line.segment_index, line.kind, line.start + start, line.text[start:end])
        start = end
    yield Line(line.segment_index, line.kind, line.start + start, line.text[start:])


def _cut(text: str, start: int, limit: int) -> int:
    ends = [found.end() for found in _SENTENCE_END.finditer(text, start, limit)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", start, limit)
    return space + 1 if space > start else limit
