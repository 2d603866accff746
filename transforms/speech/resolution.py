"""What the resolver answers, and how it reads names that no mention covers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from transforms.speech.people import Party
from transforms.speech.quote_lexicon import QuoteLexicon

# Two or more capitalised words at the end of a phrase.
LAST_NAME = re.compile(r"(?:[^\W\d_a-zà-öø-ÿ][\w'’-]+\s+)+[^\W\d_a-zà-öø-ÿ][\w'’-]+$")


@dataclass(frozen=True, slots=True)
class Resolution:
    """A speaker with the method that found it and how sure it is (0..1)."""

    party: Party | None
    method: str
    confidence: float


def names_somebody(phrase: str, lexicon: QuoteLexicon) -> bool:
    """True for "le lieutenant Turc": a name that no mention covers."""
    words = phrase.replace("’", "' ").replace("'", "' ").split()
    links = lexicon.words["of"] | lexicon.words["articles"] | lexicon.words["to"]
    return any(
        word[0].isupper()
        and before.lower() not in links
        and word.lower() not in lexicon.words["roles"]
        for before, word in pairwise(words)
    )
