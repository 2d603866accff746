"""Entity mentions: the model's spans, made better by a ladder of passes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter

from spacy.attrs import ORTH
from spacy.tokens import Doc, Span

from transforms.layers import Document, Mention, Paragraph
from transforms.naming.agreement import agreed
from transforms.naming.capitals import read_capitals
from transforms.naming.clubs import clubs_for_towns
from transforms.naming.complements import complemented
from transforms.naming.compounds import apart, based, bodies, with_states
from transforms.naming.context import in_context
from transforms.naming.gazetteer import Gazetteer, Match
from transforms.naming.given import little, titled, without_verbs
from transforms.naming.institutions import institutions
from transforms.naming.interviews import with_askers
from transforms.naming.parties import with_centre
from transforms.naming.parting import parted
from transforms.naming.propagation import bearers, propagate
from transforms.naming.roles import by_role
from transforms.naming.standing import is_entity
from transforms.naming.trimming import (
    Found,
    at_sentence_start,
    extend_word,
    past_dateline,
    trim,
)
from transforms.naming.whole import spelled_out, whole
from transforms.second_reader import KINDS
from transforms.typography import plain

_SCORES = {"model": 0.9, "gazetteer": 0.9}
_NEVER_ADDED = {"ambiguous", "with_article", "compass"}
_TOWNS = {"city", "with_article"}
_SHARED = {"city", "with_article", "ambiguous", "companies", "clubs", "regions", "france"}
_ONLY_AS_GIVEN = {"companies", "clubs"}  # a maker's name before a model's is no mention


def find_mentions(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """Persons, organisations and places, in order, not overlapping, never across a line.

    `name` is the mention itself until `names.resolve` finds better; `method` is the pass that
    found it (model, gazetteer, institution, document); `score` is that pass's usual precision.
    """
    texts = [plain(paragraph.line.text) for paragraph in document.paragraphs]  # as it was tagged
    found = [
        _paragraph(paragraph.doc, text, gazetteer)
        for paragraph, text in zip(document.paragraphs, texts, strict=True)
    ]
    found = with_askers(texts, _without_words(document, texts, found, gazetteer), gazetteer)
    found = without_verbs(texts, found)
    people = bearers(texts, found)
    found = [
        agreed(text, spans, people, gazetteer) for text, spans in zip(texts, found, strict=True)
    ]
    found = propagate(texts, found, gazetteer)
    found = [whole(text, spans, gazetteer) for text, spans in zip(texts, found, strict=True)]
    found = clubs_for_towns(texts, with_centre(texts, found, gazetteer), gazetteer)
    found = read_capitals(texts, found, gazetteer)
    return [
        _mention(paragraph, span)
        for paragraph, spans in zip(document.paragraphs, found, strict=True)
        for span in spans
    ]


def _paragraph(doc: Doc, text: str, gazetteer: Gazetteer) -> list[Found]:
    """`text` is that of `doc`, which is slow to ask for it."""
    spans = bordered(text, model_spans(doc, text), gazetteer)
    spans = whole(text, spans, gazetteer)
    spans = [span for span in spans if is_entity(text, span, gazetteer)]
    spans = with_states(text, with_gazetteer(text, spans, gazetteer), gazetteer)
    spans = based(text, bodies(text, spans, gazetteer), gazetteer)
    spans = merge(spans, institutions(text, spans, gazetteer))
    spans = complemented(text, spans, gazetteer)
    spans = spelled_out(text, spans, gazetteer)
    spans = titled(text, in_context(text, spans, gazetteer), gazetteer)
    spans = little(text, spans, gazetteer)
    return by_role(text, spans, gazetteer)


def model_spans(doc: Doc, text: str) -> list[Found]:
    """The model's entities, in our labels; `text` is that of `doc`."""
    return [
        Found(entity.start_char, entity.end_char, KINDS[entity.label_], "model", _SCORES["model"])
        for entity in doc.ents
        if entity.label_ in KINDS and not _is_plain_word(entity, text)
    ]


def _is_plain_word(entity: Span, text: str) -> bool:
    """Whether a lone word that opens a sentence is one that is only met in small letters.

    The installed pipeline's word vectors tell: there is "torchères", but no "Torchères".
    """
    if len(entity) > 1 or not at_sentence_start(text, entity.start_char):
        return False
    vectors, strings, word = entity.vocab.vectors, entity.vocab.strings, entity.text
    if vectors.attr != ORTH or not word[:1].isupper():
        return False
    return strings[word] not in vectors and strings[word.lower()] in vectors


def _without_words(
    document: Document, texts: Sequence[str], found: Sequence[list[Found]], gazetteer: Gazetteer
) -> list[list[Found]]:
    """`found` without the words that a model took for an organisation where they open a sentence.

    A word that the pipeline's vectors know in small letters too, and that stands once in the
    article, is no name ("Facture : 40 francs"), unless a table knows it or the words around.
    """
    return [
        [span for span in spans if not _opens(paragraph.doc, text, span, texts, gazetteer)]
        for paragraph, text, spans in zip(document.paragraphs, texts, found, strict=True)
    ]


def _opens(doc: Doc, text: str, span: Found, texts: Sequence[str], gazetteer: Gazetteer) -> bool:
    name, vectors = text[span.start : span.end], doc.vocab.vectors
    return (
        (span.label, span.method) == ("ORG", "model")
        and name[:1].isupper()
        and name[1:].islower()
        and at_sentence_start(text, span.start)
        and vectors.attr == ORTH
        and doc.vocab.strings[name.lower()] in vectors
        and not gazetteer.is_known(name)
        and not (text.endswith("?") and text.startswith(" :", span.end))  # who asks
        and sum(len(re.findall(rf"\b{re.escape(name)}\b", line)) for line in texts) == 1
    )


def bordered(text: str, spans: Iterable[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` trimmed and extended to whole names, those that nothing is left of dropped."""
    dated = (part for span in spans for part in past_dateline(text, span))
    trimmed = (trim(text, span, gazetteer) for span in dated)
    extended = [
        extend_word(text, span) if span.label == "PER" else span for span in trimmed if span
    ]
    alone = [part for span in extended for part in apart(text, span, gazetteer)]
    return merge((), parted(text, alone, gazetteer))


def with_gazetteer(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with known names added where none stands, and relabelled where one stands alone.

    A longer span is never split; a shorter one gives way to the known name around it.
    """
    relabelled, added = list(spans), []
    for match in gazetteer.search(text):
        span = Found(match.start, match.end, match.known.label, "gazetteer", _SCORES["gazetteer"])
        around = [index for index, other in enumerate(relabelled) if other.overlaps(span)]
        if not around:
            if _is_sure(text, match) and is_entity(text, span, gazetteer):
                added.append(span)
        elif all(relabelled[index].inside(span) for index in around):
            other = relabelled[around[0]]
            if (other.start, other.end) != (span.start, span.end):
                added.append(span)
            elif match.known.label == other.label or (
                other.label == "PER" and text[span.start : span.end] in gazetteer.given_towns
            ):
                continue
            elif match.known.kind not in (_SHARED if other.label == "PER" else _TOWNS):
                relabelled[around[0]] = other._replace(label=span.label)
    return merge(relabelled, added)


def _is_sure(text: str, match: Match) -> bool:
    """Whether a known name may stand where the model saw nothing."""
    name, kind = text[match.start : match.end], match.known.kind
    if name[0].islower():
        return kind == "institutions"  # "marine nationale"
    if kind in _NEVER_ADDED or len(name) < 3:
        return False
    if kind in _ONLY_AS_GIVEN:
        following = text[match.end : match.end + 2]
        return " " in name and not (following[:1] == " " and following[1:].isalnum())
    if kind == "city":
        before = text[: match.start].rsplit(maxsplit=1)
        return bool(before) and before[-1] in {"à", "À", "in", "near"}
    return " " in name or not at_sentence_start(text, match.start) or len(name) > 3


def merge(old: Iterable[Found], new: Iterable[Found]) -> list[Found]:
    """Both, sorted; a new span replaces the old ones inside it, and gives way to others."""
    kept = sorted(old, key=attrgetter("start"))
    longest_first = sorted(new, key=lambda span: (span.start - span.end, span.start))
    if not longest_first:
        return kept
    for span in longest_first:
        touched = [other for other in kept if other.overlaps(span)]
        if any(not other.inside(span) or other.method == span.method for other in touched):
            continue
        if any((other.start, other.end) == (span.start, span.end) for other in touched):
            continue
        kept = [other for other in kept if other not in touched]
        kept.append(span)
    return sorted(kept, key=attrgetter("start"))


def _mention(paragraph: Paragraph, span: Found) -> Mention:
    text = paragraph.line.text[span.start : span.end]
    return Mention(
        start=paragraph.line.start + span.start,
        end=paragraph.line.start + span.end,
        text=text,
        label=span.label,
        method=span.method,
        score=span.score,
        name=text,
    )
