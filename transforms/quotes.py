"""Finds what is said in an article: spans, kinds, cues, and the words that name the speaker.

`find_quotes` works line by line on the parse; `transforms.speakers.attribute` then says who the
speakers are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from transforms.clauses import clause, colon, infinitive
from transforms.cues import Cue, find_cues
from transforms.drafts import Draft, Range
from transforms.headlines import headline
from transforms.incise import broken, incise
from transforms.islands import classify
from transforms.layers import Document, Mention, Quote
from transforms.marks import is_left_open
from transforms.passages import Passage, prepare
from transforms.people import usable
from transforms.quote_lexicon import QuoteLexicon
from transforms.sources import Source, according, find_sources, place_of

__all__ = ["QuoteLexicon", "find_quotes"]

_UNRESOLVED = 0.5  # confidence until somebody says who speaks


def find_quotes(
    document: Document, mentions: Sequence[Mention], lexicon: QuoteLexicon
) -> list[Quote]:
    """The quotations of a document, by start; speakers are named but not yet resolved.

    `evidence` is "rule: cue"; `speaker` is the noun phrase or pronoun that the syntax gives.
    """
    quotes: list[Quote] = []
    utterance = 0
    for passage, draft in _drafts(document, mentions, lexicon):
        quotes.extend(_quotes(passage, draft, utterance))
        utterance += 1
    quotes.sort(key=lambda quote: (quote.start, -quote.end))
    return renumber(quotes)


def renumber(quotes: list[Quote]) -> list[Quote]:
    """Quotes with `utterance_index` counted in order of appearance."""
    order: dict[int, int] = {}
    for quote in quotes:
        order.setdefault(quote.utterance_index, len(order))
    return [_replace(quote, utterance_index=order[quote.utterance_index]) for quote in quotes]


def _replace(quote: Quote, utterance_index: int) -> Quote:
    from dataclasses import replace

    return replace(quote, utterance_index=utterance_index)


def _drafts(
    document: Document, mentions: Sequence[Mention], lexicon: QuoteLexicon
) -> Iterator[tuple[Passage, Draft]]:
    passages = []
    names = usable(mentions, lexicon)
    carried = False
    for paragraph in document.paragraphs:
        passage = prepare(paragraph, names, lexicon, carried)
        carried = is_left_open(passage.marks, passage.line.text)
        passages.append(passage)
    repeated = Counter(
        passage.text[m.start : m.end].lower() for passage in passages for m in passage.tops
    )
    for passage in passages:
        if passage.line.kind == "pull_quote":
            start, end = passage.trim(0, len(passage.text))
            if passage.tops:
                start, end = passage.tops[0].start, passage.tops[-1].end
            if start < end:
                yield passage, Draft(((start, end),), "direct", "pull_quote")
            continue
        for draft in _passage_drafts(passage, lexicon, repeated):
            yield passage, draft


def _passage_drafts(
    passage: Passage, lexicon: QuoteLexicon, repeated: Counter[str]
) -> Iterator[Draft]:
    for sentence in passage.sentences:
        taken: list[Range] = []
        cues = find_cues(passage, lexicon, sentence)
        sources = find_sources(passage, lexicon, sentence)
        split = {
            marked: draft
            for marked in passage.marked_in(
                passage.starts[sentence[0]], passage.ends[sentence[1] - 1]
            )
            if (draft := broken(passage, lexicon, marked)) is not None
        }
        for draft in split.values():
            taken.extend(draft.spans)
            yield _placed(passage, lexicon, sentence, draft)
        found = _reports(passage, lexicon, sentence, cues, sources)
        for report in found:
            draft = report.without(taken)
            if draft is not None:
                taken.extend(draft.spans)
                yield _placed(passage, lexicon, sentence, draft)
        start, end = passage.starts[sentence[0]], passage.ends[sentence[1] - 1]
        for marked in passage.marked_in(start, end):
            if any(s < marked.end and marked.start < e for s, e in taken):
                continue
            island = classify(passage, lexicon, sentence, marked, cues, repeated)
            if island is not None:
                taken.extend(island.spans)
                yield _placed(passage, lexicon, sentence, island)


def _reports(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    cues: list[Cue],
    sources: list[Source],
) -> Iterator[Draft]:
    """Everything that the cues and sources of a sentence announce, the surest first."""
    found = headline(passage, lexicon, sentence, cues)
    if found is not None:
        yield found
    floor = passage.starts[sentence[0]]
    for source in sources:
        if source.first - sentence[0] <= 2 and source.name[1] < sentence[1]:
            floor = passage.ends[source.name[1] - 1]
    for cue in cues:
        said = incise(passage, lexicon, sentence, cue, floor)
        if said is not None:
            yield said
            floor = passage.ends[max(cue.after, cue.last) - 1]
    for cue in cues:
        yield from colon(passage, lexicon, sentence, cue, cues)
    outer = [according(passage, lexicon, sentence, source) for source in sources]
    for report in outer:
        if report is not None:
            yield report
    for cue in cues:
        yield from clause(passage, lexicon, sentence, cue, cues)
    for cue in cues:
        yield from infinitive(passage, lexicon, sentence, cue, cues)


def _placed(passage: Passage, lexicon: QuoteLexicon, sentence: Range, draft: Draft) -> Draft:
    from dataclasses import replace

    start, end = passage.starts[sentence[0]], passage.ends[sentence[1] - 1]
    via, medium = place_of(passage, lexicon, start, end, draft.speaker)
    return replace(draft, via=via, medium=medium)


def _quotes(passage: Passage, draft: Draft, utterance: int) -> Iterator[Quote]:
    cue = passage.excerpt(*draft.cue) if draft.cue else None
    speaker = None
    if draft.speaker:
        first, last = draft.speaker
        start, end = passage.starts[first], passage.ends[last - 1]
        if passage.text[start] == "-":  # the pronoun of "a-t-il"
            start += 1
        speaker = passage.excerpt(start, end)
    for start, end in draft.spans:
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
