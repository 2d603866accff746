"""What somebody was asked by name: "Asked by the coroner whether she was well, X said yes"."""

from __future__ import annotations

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range, cover
from transforms.speech.forms.ends import clause_end
from transforms.speech.grammar.appositions import is_person, with_apposition
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.grammar.relay import is_medium
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

ASKED = "asked"  # the rule of these questions
_ASKED = frozenset({"asked", "questioned", "quizzed", "pressed", "challenged", "cross-examined"})
_LONGEST_ASKER = 14  # words, with what tells who it is
_LONGEST = 40  # words of a question


def questioned_by(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cues: list[Cue]
) -> list[Draft]:
    """The indirect question of somebody who is named: "Asked by Ann Hill how it began, …".

    Nobody is quoted where a reporter asks, or where it is not told who does.
    """
    drafts: list[Draft] = []
    if lexicon.language != "en" or _ASKED.isdisjoint(passage.vocabulary):
        return drafts
    for index in range(sentence[0], sentence[1] - 4):
        if passage.words[index] not in _ASKED or passage.owner[index] >= 0:
            continue
        if passage.words[index + 1] not in lexicon.words["by"]:
            continue
        agent = _asker(passage, lexicon, index + 2, sentence[1])
        at = _question(passage, lexicon, agent[1], sentence[1]) if agent else 0
        if agent is None or not at:
            continue
        end = _end(passage, lexicon, sentence, index, at, cues)
        covered = cover(passage, lexicon, passage.starts[at], end, is_bound=True)
        if covered is not None:
            place = (passage.starts[index], passage.ends[index])
            drafts.append(Draft(covered[0], covered[1], ASKED, place, agent, "ask"))
    return drafts


def _asker(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> Range | None:
    """Who asks, by name or as "the coroner"; None for a reporter, a medium, somebody."""
    agent = phrase_right(passage, lexicon, first, min(end, first + _LONGEST_ASKER))
    if agent is None:
        return None
    agent = with_apposition(passage, lexicon, agent, end)
    if any(is_person(passage, i) for i in range(*agent)):
        return agent
    words = set(passage.words[slice(*agent)])
    known = any(
        passage.words[i] in lexicon.words["roles"] and not passage.is_name(i) for i in range(*agent)
    )
    press = is_medium(passage, lexicon, agent) or any(
        word.removesuffix("s") in lexicon.words["reporters"] for word in words
    )
    definite = passage.words[first] in lexicon.words["definite"]
    return agent if definite and known and not press else None


def _question(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    """The word that begins the question, behind ", for the family," and the like; 0 if none."""
    for at in range(index, min(end - 2, index + _LONGEST_ASKER)):
        if passage.owner[at] >= 0 or passage.words[at] in (".", ";", ":"):
            return 0
        if passage.words[at] in lexicon.words["whether"]:
            return at if passage.has_verb(at + 1, min(end, at + _LONGEST)) else 0
        if passage.has_verb(at, at + 1):
            return 0
    return 0


def _end(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    asked: int,
    at: int,
    cues: list[Cue],
) -> int:
    """Where the question ends: at the comma before the main clause, where it is fronted."""
    fronted = asked == sentence[0] or passage.words[asked - 1] in (",", "when")
    for index in range(at + 1, sentence[1]) if fronted else ():
        parted = passage.words[index] == "," and passage.owner[index] < 0
        if parted and passage.has_verb(at, index):
            return passage.starts[index]
    return clause_end(passage, lexicon, sentence, at + 1, cues)
