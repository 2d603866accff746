"""Documents for the entity tests, written with marks: "[PER|Ana Costa] vit à [LOC|Namur]."."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from flows.settings import Settings
from flows.tools import process_tools
from transforms.annotate import Article, annotate, arrange
from transforms.layers import Document, Line, Mention, Paragraph
from transforms.mentions import find_mentions
from transforms.typography import plain

_MARK = re.compile(r"\[([A-Z]+)\|([^\]]+)\]")
_LABELS = re.compile(r"\[(\w+(?:/\w+)?)\|")


@cache
def _blank(language: str) -> Language:
    """Made when it is asked for: to import spaCy's French takes seconds."""
    return arrange(spacy.blank(language))


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and the spans that they were around."""
    text, spans, position = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        spans.append((len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        position = match.end()
    return text + marked[position:], spans


Gold = list[tuple[int, int, set[str]]]


def marked_article(lines: Sequence[str], language: str) -> tuple[Article, Gold]:
    """The article without marks; its mentions with the labels that are right ("[ORG/LOC|…]")."""
    texts: list[Line] = []
    gold: Gold = []
    start = 0
    for index, marked in enumerate(lines):
        labels = [set(m.group(1).split("/")) for m in _LABELS.finditer(marked)]
        text, spans = unmarked(re.sub(r"\[(\w+)/\w+\|", r"[\1|", marked))
        for (begin, end, _), right in zip(spans, labels, strict=True):
            gold.append((start + begin, start + end, right))
        texts.append(Line(index, "body", start, text))
        start += len(text) + 1
    raw = "\n".join(line.text for line in texts)
    return Article("0" * 16, language, raw, tuple(texts)), gold


def hits(mentions: Iterable[Mention], gold: Gold) -> tuple[int, int, int]:
    """How many are right, found and wanted; what the gold calls MISC is neither."""
    open_spans = {(a, b) for a, b, labels in gold if "MISC" in labels}
    said = {(m.start, m.end): m.label for m in mentions if (m.start, m.end) not in open_spans}
    right = sum(said.get((a, b)) in labels for a, b, labels in gold)
    return right, len(said), len(gold) - len(open_spans)


def counted(written: Path, language: str) -> tuple[int, int, int]:
    """The sum of `hits` over the annotated articles of a file, found by the stock settings."""
    articles = tomllib.loads(written.read_text("utf-8"))["articles"]
    fields = Settings.model_fields
    tools = process_tools(fields["models"].default, fields["timezone"].default)
    made = [marked_article(one["lines"], language) for one in articles]
    right = found = wanted = 0
    documents = annotate([one for one, _ in made], tools.models)
    for read, (_, gold) in zip(documents, made, strict=True):
        counts = hits(find_mentions(read, tools.gazetteers[language]), gold)
        right, found, wanted = right + counts[0], found + counts[1], wanted + counts[2]
    return right, found, wanted


def document(*lines: str, language: str = "fr") -> Document:
    """A document whose marks are what the model found, one line an argument."""
    paragraphs, texts, start = [], [], 0
    for index, marked in enumerate(lines):
        text, spans = unmarked(marked)
        doc: Doc = _blank(language).make_doc(plain(text))
        doc.ents = tuple(_span(doc, *span) for span in spans)
        paragraphs.append(Paragraph(Line(index, "body", start, text), doc))
        texts.append(text)
        start += len(text) + 1
    return Document("a" * 16, language, "\n".join(texts), tuple(paragraphs))


def _span(doc: Doc, start: int, end: int, label: str) -> Span:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    assert span is not None
    return span


def pairs(mentions: list[Mention]) -> list[tuple[str, str]]:
    """(text, label) of each mention."""
    return [(mention.text, mention.label) for mention in mentions]


def expected(*lines: str) -> list[tuple[str, str]]:
    """(text, label) of each mark."""
    found = []
    for line in lines:
        text, spans = unmarked(line)
        found += [(text[start:end], label) for start, end, label in spans]
    return found
