"""Media that only pass on, and who stands behind them: "a appris l'AFP de source proche"."""

from __future__ import annotations

from transforms.speech.drafts import Range
from transforms.speech.grammar.adjuncts import is_adverb, is_day, skip_adjuncts
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.outlet_sorts import sort_of_mention
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon


def sort_at(passage: Passage, lexicon: QuoteLexicon, index: int) -> str:
    """What kind of outlet the mention at a word is."""
    return sort_of_mention(passage.mentions[passage.at[index]], lexicon)


def is_medium(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True for a noun phrase that names an agency, a paper or a broadcaster."""
    for index in range(*phrase):
        if passage.words[index] in lexicon.words["media_bodies"]:
            return True
        if passage.at[index] >= 0 and sort_at(passage, lexicon, index) not in ("other", "network"):
            return True
    return False


def relayed_source(
    passage: Passage,
    lexicon: QuoteLexicon,
    medium: Range,
    end: int,
    lemma: str = "",
    after: int | None = None,
) -> Range | None:
    """Who stands behind a medium that only passes on: "…, a appris l'AFP de source proche".

    Where the medium cites somebody ("Le Courrier, qui cite X"), it is X. None for no medium.
    """
    if not is_medium(passage, lexicon, medium):
        return None
    first = medium[1] if after is None else after
    if lexicon.has(lemma, "quotes"):  # "Reuters quoted X as saying"
        said = phrase_right(passage, lexicon, first, end)
        return said if said and passage.match(said[1], lexicon.phrases["as_saying"]) else None
    if lexicon.has(lemma, "learns"):
        for index in range(medium[0] + 1, medium[1] - 1):  # "l'AFP de source proche"
            if passage.words[index + 1] in lexicon.words["source_nouns"]:
                return learnt_from(passage, lexicon, index, end)
        return learnt_from(passage, lexicon, first, end)
    first += first < end and passage.words[first] == ","
    size = passage.match(first, lexicon.phrases["citing"]) if first < end else 0
    return phrase_right(passage, lexicon, first + size, end) if size else None


def learnt_from(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> Range | None:
    """The source after "auprès de", "dans l'entourage de", "de source"."""
    dated = lexicon.words["months"]
    if first + 2 < end and passage.words[first] == ",":  # "a appris l'AFP, jeudi, auprès de X"
        behind = skip_adjuncts(passage, lexicon, first + 1, first + 4)
        first = behind + 1 if passage.words[behind] == "," and behind > first + 1 else first
    while first < end and (
        is_adverb(passage, lexicon, first)
        or is_day(passage.words[first])
        or passage.words[first] in dated
    ):
        first += 1
    if first >= end or passage.words[first] not in lexicon.words["source_prepositions"]:
        return None
    links = lexicon.unite("source_prepositions", "of")
    while first < end and passage.words[first] in links:
        first += 1
    return phrase_right(passage, lexicon, first, end)
