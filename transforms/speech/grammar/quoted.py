"""Whom others quote: "“…,” X was quoted as saying by Tass"."""

from __future__ import annotations

from dataclasses import replace

from transforms.speech.cue import Cue, Found, Known
from transforms.speech.drafts import Range
from transforms.speech.grammar.adjuncts import skip_adjuncts
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_SAY = "say"
_ENDS = frozenset({".", ",", "!", "?"})


def quoted_as_saying(
    passage: Passage, lexicon: QuoteLexicon, cue: Cue, sentence: Range
) -> Cue | None:
    """The cue of "…, X was quoted by Tass as saying.", whose words stand before it; None else.

    What follows "as saying" is found by the gerund.
    """
    if not cue.is_passive or not lexicon.has(cue.lemma, "quotes"):
        return None
    last = _behind_agent(passage, lexicon, cue.last, sentence[1])
    size = passage.match(last, lexicon.phrases["as_saying"])
    subject = cue.subject
    if not size or subject is None or subject[0] <= sentence[0] + 1:
        return None
    behind = _behind_agent(passage, lexicon, last + size, sentence[1])
    behind = skip_adjuncts(passage, lexicon, behind, sentence[1])
    ends = behind >= sentence[1] or passage.words[behind] in _ENDS
    before = subject[0] - 1
    if not ends or not (passage.words[before] == "," or passage.is_mark(before)):
        return None
    told = Known(Found("set off", subject, last + size))
    return replace(cue, last=last + size, lemma=_SAY, told=told, is_passive=False)


def _behind_agent(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    """The word behind "by the state agency Tass"; else `index`."""
    if index >= end or passage.words[index] not in lexicon.words["by"]:
        return index
    agent = phrase_right(passage, lexicon, index + 1, end)
    return agent[1] if agent else index
