"""Whether a name depends on what stands before it: "une lettre au préfet X"."""

from __future__ import annotations

import re

from transforms.speech.quote_lexicon import QuoteLexicon

_LINK = re.compile(r"[\w.]+'?")
_FARTHEST_ROLE = 6  # words between a name and the noun of its role


def follows_link(before: str, lexicon: QuoteLexicon) -> bool:
    """True after "de", "avec", "contre", titles aside."""
    words = _LINK.findall(before)
    while words and words[-1] in lexicon.unite("titles", "articles"):
        if words[-1] in lexicon.unite("of", "to"):
            return True
        words.pop()
    links = lexicon.unite("of", "to", "adjunct_prepositions", "by")
    if words and words[-1] in links:
        return True
    ends = lexicon.unite("auxiliaries", "relatives")
    for index in range(len(words) - 1, max(-1, len(words) - 1 - _FARTHEST_ROLE), -1):
        if words[index] in ends or words[index] in lexicon.verbs:
            return False
        if words[index] in lexicon.persons or words[index] in lexicon.words["bodies"]:
            # "une lettre au préfet du port Paul Vidal", "filiale du groupe X"
            return _is_governed(words[:index], lexicon)
    return False


def _is_governed(words: list[str], lexicon: QuoteLexicon) -> bool:
    """True where the words before a noun phrase end in a preposition, articles aside."""
    links = lexicon.unite("of", "to", "adjunct_prepositions", "by")
    while words and words[-1] not in links:
        if words[-1] not in lexicon.unite("articles", "role_adjectives", "titles"):
            return False
        words = words[:-1]
    return bool(words)
