"""What the agent of a passive says: "jugé « trop cher » par X", "raillé par X pour sa « peur »"."""

from __future__ import annotations

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.marks import Marked
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONGEST_AGENT = 10  # words
_FARTHEST_BLAME = 9  # words of ", à la Chambre, pour sa"


def agent_of(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, cues: list[Cue]
) -> Draft | None:
    """ "jugé « trop cher » par les élus": the words of the agent of a passive."""
    first = passage.word_at(marked.close)
    before = passage.word_at(marked.open)
    passive = [c for c in cues if c.is_passive and c.last <= before <= c.last + 6]
    bare = _participle(passage, lexicon, sentence[0], before)
    if (
        not (passive or bare)
        or first + 1 >= sentence[1]
        or passage.words[first] not in lexicon.words["by"]
    ):
        return None
    by = phrase_right(passage, lexicon, first + 1, sentence[1])
    if by is None:
        return None
    words, lemma = bare or ((passive[-1].first, passive[-1].last), passive[-1].lemma)
    return _draft(passage, marked, words, by, lemma)


def described_by(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked
) -> Draft | None:
    """ "a rise described by one trader as “a tax”", "qualifié par X de « recul »": the agent's."""
    link = passage.word_at(marked.open) - 1
    if link <= sentence[0] or passage.words[link] not in lexicon.unite("of", "as_words"):
        return None
    for by in range(link - 2, max(sentence[0], link - _LONGEST_AGENT), -1):
        if passage.words[by] not in lexicon.words["by"]:
            continue
        agent = phrase_right(passage, lexicon, by + 1, link)
        lemma = _said_by(lexicon, passage.words[by - 1])
        if agent is None or agent[1] != link or lemma is None:
            return None
        return _draft(passage, marked, (by - 1, by), agent, lemma)
    return None


def blamed_by(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, cues: list[Cue]
) -> Draft | None:
    """ "X a été attaqué par les élus pour sa « lenteur »": what the agent reproaches X with."""
    before = passage.word_at(marked.open)
    for cue in reversed(cues):
        if not cue.is_passive or cue.last > before or not lexicon.has(cue.lemma, "accusation"):
            continue
        if cue.last >= sentence[1] or passage.words[cue.last] not in lexicon.words["by"]:
            return None
        agent = phrase_right(passage, lexicon, cue.last + 1, before)
        if agent is None or before - agent[1] > _FARTHEST_BLAME:
            return None
        between = passage.words[agent[1] : before]
        if lexicon.words["for_what"].isdisjoint(between):
            return None
        return _draft(passage, marked, (cue.first, cue.last), agent, cue.lemma)
    return None


def _participle(
    passage: Passage, lexicon: QuoteLexicon, start: int, before: int
) -> tuple[Range, str] | None:
    """The participle of saying right before marked words: "le plan, jugé « trop cher » par X"."""
    index = before - 1
    while index > start and passage.words[index] in (lexicon.unite("of", "as_words")):
        index -= 1
    lemma = _said_by(lexicon, passage.words[index]) if index >= start else None
    return ((index, index + 1), lemma) if lemma is not None else None


def _said_by(lexicon: QuoteLexicon, word: str) -> str | None:
    """The lemma of a word that is a participle of saying."""
    readings = lexicon.verbs.get(word, ())
    return next((r.lemma for r in readings if r.tense == "participle" and not r.rest), None)


def _draft(passage: Passage, marked: Marked, cue: Range, agent: Range, lemma: str) -> Draft:
    """The marked words as the agent's; `cue` in words."""
    place = (passage.starts[cue[0]], passage.ends[cue[1] - 1])
    return Draft(((marked.start, marked.end),), "mixed", "object", place, agent, lemma)
