"""Marked words that no cue claims: speech that goes on, words of a speaker, or mere terms."""

from __future__ import annotations

from collections import Counter

from transforms.cues import Cue
from transforms.drafts import Draft, Range
from transforms.marks import Marked
from transforms.passages import Passage
from transforms.quote_lexicon import QuoteLexicon

_WORDS_OF_SPEECH = frozenset(
    {
        "je",
        "j'",
        "nous",
        "on",
        "vous",
        "tu",
        "mon",
        "ma",
        "mes",
        "notre",
        "nos",
        "moi",
        "i",
        "we",
        "my",
        "our",
        "me",
        "us",
    }
)


def classify(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    marked: Marked,
    cues: list[Cue],
    repeated: Counter[str],
) -> Draft | None:
    """A draft for marked words that stand outside every report, None for a term."""
    span = ((marked.start, marked.end),)
    words = passage.text[marked.start : marked.end].split()
    if _stands_alone(passage, lexicon, sentence):
        verbal = _has_verb(passage, marked)
        if len(words) >= 4 and verbal:
            return Draft(span, "direct", "continuation")
        return Draft(span, "mixed", "continuation") if len(words) >= 2 else None
    cue = _governor(passage, sentence, marked, cues)
    if is_term(passage, lexicon, marked, repeated):
        return None
    if cue is not None:
        place = (passage.starts[cue.first], passage.ends[cue.last - 1])
        kind = "direct" if _is_speech(passage, marked, words) else "mixed"
        return Draft(span, kind, "object", place, cue.subject, cue.lemma)
    if _is_speech(passage, marked, words):
        return Draft(span, "mixed", "island")
    return Draft(span, "mixed", "island") if len(words) >= 4 else None


def is_term(
    passage: Passage, lexicon: QuoteLexicon, marked: Marked, repeated: Counter[str]
) -> bool:
    """True for titles, names, nicknames and single words used as such."""
    text = passage.text[marked.start : marked.end]
    words = text.split()
    if repeated[text.lower()] > 1 and len(words) <= 3:
        return True
    before = passage.word_at(marked.open) - 1
    previous = passage.words[before] if before >= 0 else ""
    if previous in lexicon.words["titled"] and not _has_verb(passage, marked):
        return True
    inside = range(passage.word_at(marked.start), passage.word_at(marked.end))
    if len(words) <= 6 and text[0].isupper() and all(
        passage.text[passage.starts[i]].isupper() or passage.pos[i] in ("ADP", "DET", "CCONJ", "PUNCT") for i in inside
    ) and (before < 0 or previous not in (":",)):  # fmt: skip
        return True
    mentioned = {passage.at[i] for i in inside}
    return len(mentioned) == 1 and -1 not in mentioned


def _stands_alone(passage: Passage, lexicon: QuoteLexicon, sentence: Range) -> bool:
    """True when a sentence is nothing but marked words."""
    return not any(
        passage.owner[i] < 0 and not passage.is_mark(i)
        and any(char.isalnum() for char in passage.words[i])
        and passage.words[i] not in lexicon.words["coordinators"]
        for i in range(*sentence)
    )  # fmt: skip


def _governor(passage: Passage, sentence: Range, marked: Marked, cues: list[Cue]) -> Cue | None:
    """The nearest cue before the marked words in their clause, else None."""
    best = None
    for cue in cues:
        if passage.starts[cue.first] < marked.open and not cue.is_negated and not cue.is_passive:
            best = cue
    if best is None:
        return None
    between = range(best.last, passage.word_at(marked.open))
    if any(passage.words[i] in (";", ":") and passage.owner[i] < 0 for i in between):
        return None
    return best


def _is_speech(passage: Passage, marked: Marked, words: list[str]) -> bool:
    inside = range(passage.word_at(marked.start), passage.word_at(marked.end))
    spoken = any(passage.words[i] in _WORDS_OF_SPEECH for i in inside)
    return len(words) >= 4 and spoken and _has_verb(passage, marked)


def _has_verb(passage: Passage, marked: Marked) -> bool:
    inside = range(passage.word_at(marked.start), passage.word_at(marked.end))
    return any(passage.pos[i] in ("VERB", "AUX") for i in inside)
