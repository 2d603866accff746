"""Where a reported clause ends: before an incise, a comment, an aside, the next cue."""

from __future__ import annotations

from transforms.speech.drafts import Range
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.verb_groups import Cue


def clause_end(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    first: int,
    cues: list[Cue],
    is_relative: bool = False,
) -> int:
    """Character where a reported clause ends: before an incise, a comment, the next cue.

    A clause in a relative clause ends at its first comma.
    """
    words = passage.words
    stops = {cue.start for cue in cues if cue.is_inverted and cue.start > first}
    gerunds = {cue.first for cue in cues if cue.tense == "gerund" and cue.first > first}
    clauses = {cue.first for cue in cues if cue.side == "left"}
    is_last = is_relative and _has_main_verb(passage, sentence, first)
    clauses |= {cue.subject[0] for cue in cues if cue.side == "left" and cue.subject}
    for index in range(first, sentence[1]):
        if passage.owner[index] >= 0:
            continue
        following = index + 1
        ends = (
            (index in stops and (words[index - 1] == "," or passage.is_mark(index - 1)))
            or (index > first + 3 and passage.match(index, lexicon.phrases["contrasts"]))
            or (words[index] in (";", ":") and index > first)
            or (words[index] in lexicon.words["coordinators"] and following in clauses)
        )
        if not ends and words[index] == ",":
            ends = (
                (is_relative and not (is_last and _follows_no_verb(passage, following)))
                or following in gerunds | stops
                or (following not in clauses and _is_comment(passage, lexicon, following))
                or _is_aside(passage, lexicon, following, sentence[1])
            )
        if ends:
            return passage.starts[index]
    return passage.ends[sentence[1] - 1]


def _follows_no_verb(passage: Passage, index: int) -> bool:
    return index >= len(passage.pos) or passage.pos[index] not in ("VERB", "AUX")


def _has_main_verb(passage: Passage, sentence: Range, first: int) -> bool:
    """True where the clause around a relative one is over: "…, a dit X, qui assure que"."""
    start = first
    while start > sentence[0] and passage.words[start] not in ("qui", "who", "which"):
        start -= 1
    return any(
        passage.pos[i] in ("VERB", "AUX")
        and passage.owner[i] < 0
        and not passage.words[i].endswith(("é", "ée", "és", "ées", "ant", "ing"))
        for i in range(sentence[0], start)
    )


def _is_aside(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """ ", un message qui vise…": a noun phrase with a relative clause sums up what was said."""
    if index >= end or passage.words[index] not in lexicon.words["indefinite"]:
        return False
    for ahead in range(index + 2, min(index + 6, end)):
        if passage.words[ahead] in ("qui", "que", "qu'", "dont", "which", "that"):
            return True
        if passage.words[ahead] == ",":
            return False
    return False


def _is_comment(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    return passage.match(index, lexicon.phrases["comments"]) > 0
