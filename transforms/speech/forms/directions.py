"""What a transcriber tells of a speaker, in brackets: "(Rires.)", "[elle hésite]"."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.speech.drafts import Draft, Range
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_BRACKETS = re.compile(r"\(([^()\[\]]{3,90})\)|\[([^()\[\]]{3,90})\]")
_WORD = re.compile(r"[\w’']+")
_BEARING = 3  # words within which a bearing names itself


def without_directions(passage: Passage, lexicon: QuoteLexicon, draft: Draft) -> Draft:
    """`draft` parted, as by an incise, where a stage direction stands in what is said."""
    if draft.kind != "direct" or not ("(" in passage.text or "[" in passage.text):
        return draft
    told = [
        found.span()
        for found in _BRACKETS.finditer(passage.text)
        if _is_direction(found[1] or found[2], lexicon)
    ]
    if not told:
        return draft
    spans = tuple(part for span in draft.spans for part in _parted(passage, span, told))
    return replace(draft, spans=spans) if spans else draft


def _is_direction(text: str, lexicon: QuoteLexicon) -> bool:
    """True for "Rires", "Il sourit.", "elle montre la porte"; not for "(elle avait dix ans)"."""
    words = [word.lower() for word in _WORD.findall(text.replace("’", "'"))]
    if not words or text.strip(" .").isupper():
        return False
    if words[0] in lexicon.words["pronouns"]:
        return not lexicon.words["bearings"].isdisjoint(words[1 : 1 + _BEARING])
    return words[0] in lexicon.words["stage_words"] or (
        len(words) <= _BEARING and words[-1] in lexicon.words["stage_words"]
    )


def _parted(passage: Passage, span: Range, told: list[Range]) -> list[Range]:
    """The pieces of `span` around the directions inside it."""
    pieces, start = [], span[0]
    for first, last in told:
        if start <= first and last <= span[1]:
            pieces.append((start, first))
            start = last
    pieces.append((start, span[1]))
    return [piece for one in pieces if (piece := _bare(passage, *one))[1] - piece[0] > 1]


def _bare(passage: Passage, start: int, end: int) -> Range:
    text = passage.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
