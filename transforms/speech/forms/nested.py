"""Quotations inside a quotation: "Il m’a dit : “Pars !” et je suis parti"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.layers import Quote
from transforms.speech.drafts import Draft
from transforms.speech.forms.clauses import colon
from transforms.speech.forms.incise import incise
from transforms.speech.grammar.cues import find_cues
from transforms.speech.passages import Passage, owners
from transforms.speech.quote_lexicon import QuoteLexicon

RULE = "nested"


def nested_drafts(passage: Passage, lexicon: QuoteLexicon) -> Iterator[Draft]:
    """What somebody is quoted for inside the marks of a line, where a cue announces it."""
    for outer in passage.tops:
        inner = [
            m
            for m in passage.marks
            if m.depth == 1
            and outer.start <= m.open < outer.end
            and m.is_closed
            and outer.is_closed
            and passage.text[m.open] != passage.text[outer.open]  # else they are mispaired
        ]
        if not inner:
            continue
        within = replace(passage, tops=inner, owner=owners(passage.starts, inner), is_speech=True)
        sentence = passage.word_at(outer.start), passage.word_at(outer.end)
        cues = find_cues(within, lexicon, sentence)
        for cue in cues:
            found = colon(within, lexicon, sentence, cue, cues)
            said = incise(within, lexicon, sentence, cue, outer.start) if not found else None
            for draft in [*found, *([said] if said is not None else [])]:
                if draft.kind == "direct" and draft.speaker is not None:
                    yield replace(draft, rule=RULE)


def with_nesting(quotes: Sequence[Quote]) -> list[Quote]:
    """`quotes`, by start, each nested one with the index of the quotation around it."""
    placed: list[Quote] = []
    for index, quote in enumerate(quotes):
        if not quote.evidence.startswith(RULE):
            placed.append(quote)
            continue
        around = next(
            (
                other
                for other in range(index - 1, -1, -1)
                if quotes[other].start <= quote.start
                and quote.end <= quotes[other].end
                and not quotes[other].evidence.startswith(RULE)
            ),
            None,
        )
        if around is not None:  # else what was around it is no quotation
            placed.append(replace(quote, nested_in=around))
    return placed
