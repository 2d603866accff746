"""Entity mentions: the model's spans, made better by a ladder of passes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from transforms.gazetteer import Gazetteer
from transforms.institutions import institutions
from transforms.layers import Document, Mention, Paragraph
from transforms.propagation import propagate
from transforms.trimming import Found, at_sentence_start, extend_person, is_entity, trim

# What the labels of the installed models mean in ours; others are not entities here.
LABELS = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip
_SCORES = {"model": 0.85, "gazetteer": 0.9, "institution": 0.8, "document": 0.75}


def find_mentions(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """Persons, organisations and places, in order, not overlapping, never across a line.

    `name` is the mention itself until `names.resolve` finds better; `method` is the pass that
    found it (model, gazetteer, institution, document); `score` is that pass's usual precision.
    """
    texts = [paragraph.doc.text for paragraph in document.paragraphs]
    found = [_paragraph(paragraph.doc, gazetteer) for paragraph in document.paragraphs]
    found = propagate(texts, found, gazetteer)
    return [
        _mention(paragraph, span)
        for paragraph, spans in zip(document.paragraphs, found, strict=True)
        for span in spans
    ]


def _paragraph(doc: Doc, gazetteer: Gazetteer) -> list[Found]:
    text = doc.text
    spans = [_trimmed for span in model_spans(doc) if (_trimmed := trim(text, span, gazetteer))]
    spans = [extend_person(text, s, gazetteer) if s.label == "PER" else s for s in spans]
    spans = [span for span in spans if is_entity(text, span, gazetteer)]
    spans = merge(spans, institutions(text, spans, gazetteer))
    return with_gazetteer(text, spans, gazetteer)


def model_spans(doc: Doc) -> list[Found]:
    """The model's entities, in our labels."""
    return [
        Found(entity.start_char, entity.end_char, LABELS[entity.label_], "model", _SCORES["model"])
        for entity in doc.ents
        if entity.label_ in LABELS
    ]


def with_gazetteer(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with known names added where none stands, and relabelled where one stands alone.

    A longer span is never split, a shorter one gives way to the known name around it.
    """
    known = []
    for match in gazetteer.search(text):
        if match.known.kind == "city" and at_sentence_start(text, match.start):
            continue
        span = Found(match.start, match.end, match.known.label, "gazetteer", _SCORES["gazetteer"])
        around = [s for s in spans if s.start < span.end and span.start < s.end]
        if any((s.end - s.start) > (span.end - span.start) for s in around):
            continue
        same = [s for s in around if (s.start, s.end) == (span.start, span.end)]
        if match.known.kind == "city" and same:
            continue
        known.append(span)
    return merge(spans, known)


def merge(old: Iterable[Found], new: Iterable[Found]) -> list[Found]:
    """Both, sorted, where every new span replaces the old ones that it overlaps."""
    added = sorted(new, key=lambda span: span.start)
    kept = [
        span for span in old if not any(n.start < span.end and span.start < n.end for n in added)
    ]
    return sorted([*kept, *added], key=lambda span: span.start)


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


def relabelled(span: Found, label: str) -> Found:
    """`span` under another label, found through the rest of the document."""
    return replace(span, label=label, method="document", score=_SCORES["document"])
