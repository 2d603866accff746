"""Adverbs and adjuncts: what may stand between a cue and what belongs to it."""

from __future__ import annotations

from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONGEST_BRACKET = 8  # words between brackets
_FIRST_DAYS = ("1er", "1st")


def skip_adjuncts(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> int:
    """Index after adverbs, days and prepositional phrases: "mercredi à l'AFP | le ministre"."""
    index = first
    while index < end:
        after = _after_adjunct(passage, lexicon, index, end)
        if after == index and index > first and _is_participle(passage, lexicon, index, end):
            after = index + 1  # "dans une interview accordée au Soir"
        if after == index and index > first and passage.words[index] == "(":
            after = after_bracket(passage, index, end)  # "sur X (ex-Twitter)"
        if after == index:
            return index
        index = after
    return index


def is_adverb(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for adverbs, days and hours."""
    word = passage.words[index]
    tagged = passage.pos[index] == "ADV" and (
        word.endswith(("ment", "ly"))
        or (passage.at[index] < 0 and word not in lexicon.words["adjunct_prepositions"])
    )
    if not (tagged or passage.adverbial[index] or word in lexicon.words["adverbs"]):
        return False
    return word not in lexicon.unite("complementisers", "interrogatives")  # whatever it is tagged


def _after_adjunct(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    words = passage.words
    if passage.at[index] >= 0:
        return index
    if passage.adverbial[index]:
        return index + 1
    if _is_gerund(passage, lexicon, index, end):
        return index + 2
    if is_adverb(passage, lexicon, index) and words[index] not in lexicon.words["articles"]:
        if words[index] in lexicon.words["adjunct_prepositions"]:  # "depuis Lyon"
            return max(index + 1, _after_prepositional(passage, lexicon, index, end))
        return index + 1
    if _is_later(passage, lexicon, index, end):
        return index + 2 + (words[index + 2] in lexicon.words["months"])
    if is_day(words[index]) and _is_dated(passage, lexicon, index, end):  # mercredi 5 juin
        following = index + 1
        return following + (following < end and passage.pos[following] == "NOUN")
    if words[index] in lexicon.words["adjunct_prepositions"]:
        return _after_prepositional(passage, lexicon, index, end)
    return index


def _is_gerund(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for "en sortant", not for "en ajoutant", which says more."""
    if index + 2 >= end or passage.words[index] not in lexicon.words["gerund_words"]:
        return False
    word = passage.words[index + 1]
    return word.endswith("ant") and passage.pos[index + 1] == "VERB" and word not in lexicon.verbs


def is_day(word: str) -> bool:
    return word.isdigit() or word in _FIRST_DAYS


def _is_dated(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for a number that is a day; not for "claims 34 cleaners were sent home"."""
    if passage.pos[index - 1] == "DET":
        return False
    if lexicon.language == "fr":
        return True
    return index + 1 >= end or passage.pos[index + 1] not in ("NOUN", "PROPN", "ADJ")


def _is_later(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for "trois semaines" before "plus tard", and "le 12" before "juin"."""
    words = passage.words
    if index + 2 < end and is_day(words[index + 1]) and words[index] in lexicon.words["the_day"]:
        return words[index + 2] in lexicon.words["months"]
    if index + 2 >= end or words[index + 1] not in lexicon.words["times"]:
        return False
    return words[index + 2] in lexicon.words["later"]


def _after_prepositional(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    """Index after a short prepositional phrase, before a new noun phrase begins."""
    words, after = passage.words, index + 1
    starters = lexicon.words["articles"]
    while after < end and (
        words[after] in starters
        or words[after] in lexicon.words["of"]
        or words[after] in lexicon.words["titles"]
    ):
        after += 1
    if after < end and passage.at[after] >= 0:
        after = _after_outlets(passage, lexicon, passage.mention_end(after), end)
        is_compound = lexicon.language == "en" and after < end and passage.pos[after] == "NOUN"
        return after + is_compound  # "to the Nord Pool exchange"
    taken = 0
    if after > index + 1 and after < end and words[after].isalpha():  # whatever the tagger says
        after, taken = after + 1, 1
    while after < end and passage.pos[after] in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
        if taken and passage.at[after] >= 0:
            named = passage.mentions[passage.at[after]]
            channels = lexicon.words["channels"] - lexicon.words["articles"] - lexicon.words["of"]
            if named.label != "PER" and not channels.isdisjoint(words[index + 1 : after]):
                return passage.mention_end(after)  # "sur son compte Facebook"
            break
        after, taken = after + 1, taken + 1
    while after < end and words[after] in lexicon.words["of"] and taken:
        inner = after + 1
        while inner < end and words[inner] in starters:
            inner += 1
        if inner < end and passage.at[inner] >= 0:
            return _after_outlets(passage, lexicon, passage.mention_end(inner), end)
        if inner >= end or passage.pos[inner] not in ("NOUN", "PROPN", "ADJ"):
            break
        after = inner + 1
        while after < end and passage.pos[after] == "ADJ":
            after += 1
    return after if taken else index


def _after_outlets(passage: Passage, lexicon: QuoteLexicon, after: int, end: int) -> int:
    """Index after all of "RMC-BFMTV", "BFMTV/RMC", "Europe 1, CNews et Les Échos"."""
    links = {",", *lexicon.words["conjunctions"]}
    while after < end:
        glued = passage.starts[after] == passage.ends[after - 1]
        if glued and passage.words[after][0] in "-/":
            after += 1
            if after < end and passage.starts[after] == passage.ends[after - 1]:
                after = passage.mention_end(after) if passage.at[after] >= 0 else after + 1
            continue
        named = passage.at[after + 1] if after + 1 < end else -1
        if passage.words[after] not in links or named < 0:
            break
        if passage.mentions[named].name.lower() not in lexicon.words["outlets"]:
            break
        following = passage.mention_end(after + 1)
        if following < end and passage.words[following] == "," == passage.words[after]:
            break  # ", CNews, …": perhaps what comes between
        after = following
    return after


def after_bracket(passage: Passage, index: int, end: int) -> int:
    for at in range(index + 1, min(end, index + _LONGEST_BRACKET)):
        if passage.words[at] == ")":
            return at + 1
    return index


def _is_participle(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    return (
        index + 1 < end
        and passage.pos[index] in ("VERB", "ADJ")
        and passage.words[index].endswith(("é", "ée", "és", "ées", "u", "ue", "ie", "ed"))
        and passage.words[index + 1] in lexicon.unite("adjunct_prepositions", "by")
    )
