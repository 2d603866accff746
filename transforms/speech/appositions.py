"""Names beside the roles that they explain: "le patron du club, Paul Mercier"."""

from __future__ import annotations

from transforms.speech.passages import Passage

Range = tuple[int, int]
_HONORIFICS = frozenset({"m.", "mme", "mlle", "me", "dr", "pr", "mr", "mrs", "ms", "mr.", "dr."})


def with_apposition(passage: Passage, phrase: Range, end: int) -> Range:
    """ "le patron du club, Paul Mercier": the role with the name that follows it."""
    first, last = phrase
    if any(is_person(passage, i) for i in range(first, last)):
        return phrase
    if last + 1 < end and passage.words[last] == ",":
        after = _name_end(passage, last + 1, end)
        if after == last + 1:
            return phrase
        if after >= end or not passage.words[after].isalnum():
            return first, after
    return phrase


def named_before(passage: Passage, phrase: Range, start: int) -> Range:
    """ "Paul Mercier, l'avocat du port, dénonce": the name, not its apposition."""
    first = phrase[0]
    if first - 2 < start or passage.words[first - 1] != "," or not is_person(passage, first - 2):
        return phrase
    name = first - 2
    while name > start and passage.at[name - 1] == passage.at[first - 2]:
        name -= 1
    opens = name == start or (name == start + 1 and passage.words[start] in _HONORIFICS)
    return (name, first - 1) if opens else phrase


def _name_end(passage: Passage, first: int, end: int) -> int:
    """Index after the name of a person at word `first`, known or only capitalised; else `first`."""
    if is_person(passage, first):
        return passage.mention_end(first)
    if passage.words[first] in _HONORIFICS and first + 1 < end:
        following = _name_end(passage, first + 1, end)
        return following if following > first + 1 else first
    after = first
    while after < end and passage.is_name(after) and passage.words[after][0].isalpha():
        after += 1
    return after if after > first + 1 else first


def is_person(passage: Passage, index: int) -> bool:
    return passage.at[index] >= 0 and passage.mentions[passage.at[index]].label == "PER"
