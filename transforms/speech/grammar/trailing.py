"""Cues set off behind what is said, where a language does not invert them: ", Smith said."."""

from __future__ import annotations

from transforms.speech.cue import Range
from transforms.speech.grammar.adjuncts import is_day, skip_adjuncts
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.grammar.verb_groups import VerbGroup
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_MEANWHILE = ("as", "after", "before", "while")
_LEAVING = 8  # words of "as she left the building"
_TRAILED = (".", ",", "!", "?")  # what may follow ", Smith said"


def may_be_set_off(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, sentence: Range
) -> bool:
    """False where no phrase before the verb can be `set off`, whichever is its subject."""
    if any(
        passage.is_mark(i) and passage.owner[i + 1] < 0 for i in range(sentence[0], group.first - 1)
    ):
        return True
    if not lexicon.words["trailing"] or "," not in passage.words[sentence[0] : group.first]:
        return False
    return any(
        at >= sentence[1]
        or passage.words[behind_leaving(passage, lexicon, at, sentence[1])] in _TRAILED
        for at in _after_told(passage, lexicon, group, sentence)
    )


def _after_told(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, sentence: Range
) -> tuple[int, int, int]:
    """Where what follows a verb ends, whom somebody tells it, and when ("told MPs on Tuesday")."""
    after = skip_adjuncts(passage, lexicon, group.last, sentence[1])
    told = after
    if lexicon.has(group.reading.lemma, "object_clause"):
        phrase = phrase_right(passage, lexicon, after, sentence[1])
        told = phrase[1] if phrase else after
        if lexicon.language == "en" and phrase is None and after < sentence[1]:
            told += passage.words[after] in lexicon.words["courts"]  # "friend tells inquest"
    return after, told, skip_adjuncts(passage, lexicon, told, sentence[1])


def trails(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, subject: Range, sentence: Range
) -> bool:
    """True for ", Smith said." at the end of a sentence, where a language does not invert it."""
    first = subject[0]
    if not lexicon.words["trailing"] or first <= sentence[0] + 1 or passage.words[first - 1] != ",":
        return False
    after, told, last = _after_told(passage, lexicon, group, sentence)
    if not any(
        passage.pos[i] in ("VERB", "AUX") and not passage.words[i].endswith("ing")
        for i in range(sentence[0], first)
    ):  # "The rice, he said, would be sold", "Rice, he told the paper, was sold"
        told = behind_leaving(passage, lexicon, told, sentence[1])
        splits = told + 1 < sentence[1] and passage.words[told] == ","
        behind = told + 1 + (splits and passage.is_mark(told + 1))  # "…, she argued, “is not safe”"
        verbal = splits and passage.pos[behind : behind + 1] in (["VERB"], ["AUX"])
        return verbal or (splits and _is_fronted(passage, lexicon, sentence, told))
    ends = any(at >= sentence[1] or passage.words[at] in _TRAILED for at in (after, told, last))
    return ends and first > sentence[0] + 2


def _is_fronted(passage: Passage, lexicon: QuoteLexicon, sentence: Range, comma: int) -> bool:
    """True for "By Friday, she said, the road would be open": when or where, then a clause."""
    first, after = sentence[0], comma + 1
    first += passage.pos[first] == "CCONJ"  # "But without it, she argues, the town will die"
    fronted = passage.pos[first] in ("ADP", "ADV", "SCONJ") or is_day(passage.words[first])
    timed = not lexicon.words["times"].isdisjoint(passage.words[first:comma])
    begins = passage.pos[after] in ("DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ")
    if not (fronted or timed) or not begins or passage.owner[after] >= 0:
        return False
    leads = lexicon.unite("relative_words", "complementisers")
    verb = next((i for i in range(after, sentence[1]) if passage.pos[i] in ("VERB", "AUX")), after)
    return verb > after and leads.isdisjoint(passage.words[after:verb])


def behind_leaving(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    """The comma behind "as he left"; else `index`."""
    if index + 2 >= end or passage.words[index] not in _MEANWHILE:
        return index
    if passage.words[index + 1] not in lexicon.words["pronouns"]:
        return index
    near = range(index + 2, min(end, index + _LEAVING))
    return next((i for i in near if passage.words[i] == ","), index)
