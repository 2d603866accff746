"""Finds what is said in an article: spans, kinds, cues, and the words that name the speaker.

`find_quotes` works line by line on the parse; `transforms.speakers.attribute` then says who the
speakers are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.layers import Document, Mention, Quote
from transforms.speech.drafts import Draft
from transforms.speech.forms.asked import recalled
from transforms.speech.forms.attributed import GOES_ON
from transforms.speech.forms.directions import without_directions
from transforms.speech.forms.layout import NOT_ASKED, find_layout, opens_like
from transforms.speech.forms.nested import nested_drafts, with_nesting
from transforms.speech.forms.reports import line_drafts
from transforms.speech.grammar.places import outlets_in
from transforms.speech.marks import ALL_MARKS, OPENERS, is_left_open
from transforms.speech.passages import Passage, prepare
from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.speakers.usable import usable

__all__ = ["QuoteLexicon", "find_quotes"]

_POINT_IN_MARKS = (".”", '."', ".’", ".'")
_UNRESOLVED = 0.5  # confidence until somebody says who speaks


def find_quotes(
    document: Document, mentions: Sequence[Mention], lexicon: QuoteLexicon
) -> list[Quote]:
    """The quotations of a document, by start; speakers are named but not yet resolved.

    `evidence` is "rule: cue"; `speaker` is the noun phrase or pronoun that the syntax gives.
    """
    quotes = [
        quote
        for utterance, (passage, draft) in _utterances(document, mentions, lexicon)
        for quote in _quotes(passage, draft, utterance, lexicon)
    ]
    quotes.sort(key=lambda quote: (quote.start, -quote.end))
    order: dict[int, int] = {}
    for quote in quotes:
        order.setdefault(quote.utterance_index, len(order))
    return with_nesting([_numbered(quote, order[quote.utterance_index]) for quote in quotes])


def _numbered(quote: Quote, index: int) -> Quote:
    return quote if quote.utterance_index == index else replace(quote, utterance_index=index)


def _utterances(
    document: Document, mentions: Sequence[Mention], lexicon: QuoteLexicon
) -> Iterator[tuple[int, tuple[Passage, Draft]]]:
    """Drafts with the number of their utterance, which may go on over several lines."""
    passages = _passages(document, mentions, lexicon)
    layout = find_layout(passages, lexicon)
    repeated = Counter(
        passage.text[m.start : m.end].lower() for passage in passages for m in passage.tops
    )
    utterance = -1
    goes_on = False
    for index, passage in enumerate(passages):
        drafts = layout.get(index)
        if drafts is None:
            drafts = list(line_drafts(passage, lexicon, repeated))
            if index in layout:
                drafts = [d for d in drafts if d.cue and d.rule not in NOT_ASKED]
                drafts += recalled(passage, lexicon, drafts)
        drafts.sort(key=lambda draft: draft.start)
        for position, whole in enumerate(drafts):
            draft = without_directions(passage, lexicon, whole)
            reopens = goes_on and position == 0 and opens_like(passage, draft)
            if not reopens and draft.rule != GOES_ON:
                utterance += 1
            yield utterance, (passage, draft)
        for draft in nested_drafts(passage, lexicon):
            utterance += 1
            yield utterance, (passage, draft)
        goes_on = bool(drafts) and is_left_open(passage.marks, passage.line.text)


def _passages(
    document: Document, mentions: Sequence[Mention], lexicon: QuoteLexicon
) -> list[Passage]:
    passages: list[Passage] = []
    names = usable(mentions, lexicon)
    carried = False
    outlets: list[Mention] = []
    for paragraph in document.paragraphs:
        passages.append(prepare(paragraph, names, lexicon, carried))
        if carried and paragraph.line.text.lstrip()[:1] in OPENERS:
            passages[-2].is_reopened = True
        passages[-1].outlets = tuple(outlets)
        outlets += outlets_in(passages[-1], lexicon)
        carried = is_left_open(passages[-1].marks, passages[-1].line.text)
    return passages


def _quotes(
    passage: Passage, draft: Draft, utterance: int, lexicon: QuoteLexicon
) -> Iterator[Quote]:
    cue = passage.excerpt(*draft.cue) if draft.cue else None
    speaker = None
    if draft.speaker:
        first, last = draft.speaker
        start, end = passage.starts[first], passage.ends[last - 1]
        if passage.text[start] == "-":  # the pronoun of "a-t-il"
            start += 1
        if start in passage.named and passage.text[end - 1] in ALL_MARKS:  # "« Le Monde »"
            start, end = passage.trim(start + 1, end - 1)
        speaker = passage.excerpt(start, end)
    fragment = draft.kind == "mixed" and lexicon.language == "en"
    for start, end in draft.spans:
        if end - start > 1 and _is_journalists(passage.text[start:end], fragment):
            end -= 1  # English puts it inside the marks
        elif fragment and passage.text[end - 2 : end] in _POINT_IN_MARKS:
            end -= 2
        said = passage.excerpt(start, end)
        yield Quote(
            start=said.start,
            end=said.end,
            text=said.text,
            kind=draft.kind,
            utterance_index=utterance,
            evidence=f"{draft.rule}: {cue.text}" if cue else draft.rule,
            confidence=_UNRESOLVED,
            cue=cue,
            speaker=speaker,
            via=draft.via,
            medium=draft.medium,
        )


def _is_journalists(text: str, is_fragment: bool) -> bool:
    """True where a comma, or the point after a mere fragment, ends the journalist's sentence."""
    return text[-1] == "," or (is_fragment and text[-1] == "." and text[-2] not in ".)")
