"""What the resolver answers, and how it reads names that no mention covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from transforms.layers import Excerpt, Mention, Quote
from transforms.speech.quote_lexicon import QuoteLexicon, split_words
from transforms.speech.speakers.anaphors import Features
from transforms.speech.speakers.people import Party

# Two or more capitalised words at the end of a phrase.
LAST_NAME = re.compile(r"(?:[^\W\d_a-zà-öø-ÿ][\w'’-]+\s+)+[^\W\d_a-zà-öø-ÿ][\w'’-]+$")
# What the journalist adds to a description in brackets.
_BRACKET = re.compile(r"(?<=\w) ?\([^()]*\)?$")

_RELATIVES = (["qui"], ["que"], ["dont"], ["who"], ["whose"])  # right behind a noun, no comma
_SHORT_PHRASE = 3  # words of "l'élue PLR"


@dataclass(frozen=True, slots=True)
class Resolution:
    """A speaker with the method that found it and how sure it is (0..1)."""

    party: Party | None
    method: str
    confidence: float


def names_somebody(phrase: str, lexicon: QuoteLexicon) -> bool:
    """True for "le lieutenant Turc": a name that no mention covers."""
    words = phrase.replace("’", "' ").replace("'", "' ").split()
    links = lexicon.unite("of", "articles", "to")
    short = len(words) <= _SHORT_PHRASE
    return any(
        word[0].isupper()
        and not (short and word.isupper() and len(word) > 1)  # "l'élue PLR"
        and before.lower() not in links
        and word.lower() not in lexicon.words["roles"]
        for before, word in pairwise(words)
    )


def is_nobody_known(phrase: str, first: str, head: str | None, lexicon: QuoteLexicon) -> bool:
    """True for several persons, "l'un de ses proches", and a name that no mention covers."""
    words = lexicon.words
    if first in words["plural_articles"] or head in words["plural_roles"]:
        return True
    return one_of(phrase, lexicon) != phrase or names_somebody(phrase, lexicon)


def are_own_words(words: Sequence[str], lexicon: QuoteLexicon) -> bool:
    """True for "ses dires": what somebody said stands for who said it."""
    spoken = lexicon.words["utterances"]
    return len(words) == 2 and words[0] in lexicon.words["possessives"] and words[1] in spoken


def is_plural(head: str, lexicon: QuoteLexicon) -> bool:
    """True for "médecins" and "proches", of which the lexicon has the singular too."""
    return head.endswith("s") and head[:-1] in lexicon.words["roles"]


def has_plural_cue(quote: Quote, lexicon: QuoteLexicon) -> bool:
    """True for "ont-il poursuivi", where only the verb is plural."""
    first = quote.cue.text.lower().split("-")[0].split()[0] if quote.cue else ""
    return first in lexicon.words["plural_auxiliaries"]


def is_habitual(quote: Quote, lexicon: QuoteLexicon) -> bool:
    """True for "disait-il", the tense of what somebody used to say."""
    first = quote.cue.text.lower().split("-")[0].split()[0] if quote.cue else ""
    return first.endswith(lexicon.habitual) and first not in lexicon.words["auxiliaries"]


def one_of(phrase: str, lexicon: QuoteLexicon) -> str:
    """ "un de ses proches" is a "proche", "38 % des sondés" are "sondés"."""
    words = phrase.replace("’", "'").replace("'", "' ").split()
    for index, word in enumerate(words[:4]):
        if word.lower() in lexicon.words["of"]:
            few = words[:index]
            if not few or not all(
                w.lower() in lexicon.words["partitives"] or w[0].isdigit() or w == "%" for w in few
            ):
                return phrase
            rest = words[index + 1 :]
            counted = lexicon.unite("articles", "first_persons", "numerals")
            while rest and rest[0].lower() in counted:
                rest = rest[1:]
            if rest and few[-1].lower() in lexicon.words["single"]:
                rest[0] = rest[0].removesuffix("s")
            return " ".join(rest).replace("' ", "'")
    return phrase


def newness(
    excerpt: Excerpt,
    words: tuple[str, ...],
    head: str | None,
    narrowing: frozenset[str],
    lexicon: QuoteLexicon,
    is_seen: bool,
    after: str,
) -> Features:
    """What speaks for a role whose holder nobody has named; `after` is what follows its words."""
    complement = not lexicon.words["of"].isdisjoint(words[1:])
    linked = pairwise(words)
    features = {
        "new": 1.0,
        "new_complement": float(complement),
        "new_unknown_head": float(head is None),
        "new_unnamed": float(head in lexicon.words["unnamed_roles"]),
        "new_unnamed_complement": float(
            complement and head in lexicon.words["unnamed_roles"]
        ),
        "new_generic": float(head in lexicon.words["generic_roles"]),
        "new_possessive": float(words[0] in lexicon.words["possessives"]),
        "new_demonstrative": float(words[0] in lexicon.words["demonstratives"]),
        "new_narrowed": float(bool(narrowing)),
        "new_capital": float(excerpt.text.split()[-1][:1].isupper()),
        "new_digit": float(any(char.isdigit() for char in excerpt.text)),
        "new_seen": float(is_seen),
        "new_relative": float(after.split(maxsplit=1)[:1] in _RELATIVES),
        "new_indefinite": float(
            any(
                link in lexicon.words["of"] and word in lexicon.words["numbers_of_one"]
                for link, word in linked
            )
        ),
    }  # fmt: skip
    return {name: value for name, value in features.items() if value}


def without_names(excerpt: Excerpt, inside: Sequence[Mention], lexicon: QuoteLexicon) -> str:
    """The phrase with the complements that are names in lower case: "la doyenne de l'inrap"."""
    text = excerpt.text
    links = lexicon.unite("of", "to")
    for mention in inside:
        start, end = mention.start - excerpt.start, mention.end - excerpt.start
        before = list(split_words(text[:start].replace("’", "'")))
        while before and before[-1] in lexicon.words["articles"] - links:
            before.pop()
        if not before or before[-1] not in links:
            continue
        text = text[:start] + text[start:end].lower() + text[end:]
    return text


def is_paper(party: Party | None, lexicon: QuoteLexicon) -> bool:
    """True for "journal du parti", which may have articles of its own."""
    lead = party.name.lower().split()[:4] if party else []
    return not lexicon.words["media_bodies"].isdisjoint(lead)


def bare(phrase: str, lexicon: QuoteLexicon) -> str:
    """A phrase without its article."""
    words = phrase.split()
    return " ".join(words[1:] if words[0].lower() in lexicon.words["articles"] else words)


def without_bracket(phrase: str) -> str:
    """ "la ministre (opposée au projet)" without what ends it in brackets."""
    return _BRACKET.sub("", phrase)


def looks(words: Sequence[str], head: str | None, lexicon: QuoteLexicon) -> frozenset[str]:
    """The adjectives of "le jeune homme", which tell more than the noun."""
    if head not in lexicon.words["generic_roles"]:
        return frozenset()
    return lexicon.words["role_adjectives"].intersection(words)


def is_pointed(words: Sequence[str], inside: Sequence[Mention], lexicon: QuoteLexicon) -> bool:
    """True for "celui qui dirige le club"; not where a name follows: "celui que l'on appelle X"."""
    pointed = words[0] in lexicon.words["pointers"] and words[1:2] != ()
    told = pointed and words[1] in lexicon.words["relative_words"]
    return told and all(mention.label != "PER" for mention in inside)
