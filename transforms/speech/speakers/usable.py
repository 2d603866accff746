"""Which mentions can name a speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.layers import Mention
from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.speakers.genders import of_given_name

_WORD = re.compile(r"[^\W_]+(?:['’]|(?:-[^\W_]+)*)")


def usable(mentions: Sequence[Mention], lexicon: QuoteLexicon) -> list[Mention]:
    """Mentions that can name a speaker: a role or a common noun that was taken for one cannot."""
    return [mention for mention in mentions if _is_name(mention, lexicon)]


def _is_name(mention: Mention, lexicon: QuoteLexicon) -> bool:
    words = [word.lower() for word in _WORD.findall(mention.text)]
    press, titles = lexicon.words["press_names"], lexicon.words["titles"]
    if not words:
        return False
    if mention.text == mention.text.lower():
        return mention.text in lexicon.words["outlets"]  # "franceinfo"
    if mention.label == "PER" and mention.name.endswith(f" {mention.text}"):
        return True  # "Pasteur", of somebody whose full name is known
    if words[0] in lexicon.words["roles"] and words[0] not in lexicon.words["bodies"]:
        known = of_given_name(mention.text, lexicon).isupper() and words[0] not in titles
        given = known and len(words) > 1  # "Mason Tuttle"
        return mention.label == "PER" and (given or len(words) > 2)  # "Pape Malick Ndiaye"
    if mention.label == "PER" and mention.text[0].islower():
        return words[0] in lexicon.words["name_particles"]
    if mention.label == "ORG" and mention.text.istitle() and words[-1] in press and len(words) > 1:
        return True  # "Le Quotidien"
    ordinary = (lexicon.words["roles"], lexicon.words["titles"], lexicon.words["articles"])
    return not all(any(word in words_of for words_of in ordinary) for word in words)
