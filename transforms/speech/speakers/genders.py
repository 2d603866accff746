"""Grammatical gender of persons: by title, article, role or given name, else by ending.

Genders are M and F where the text or a list says so, m and f where an ending lets guess, else ?.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from transforms.layers import Mention
from transforms.speech.quote_lexicon import QuoteLexicon

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*\.?")
_SENTENCE = re.compile(r"(?:[.!?][\"”’]?\s+(?=[A-Z“‘\"])|\n)")
_MARKED = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
_CLOSE = 6  # words before a name that may tell its gender


def of_word(word: str, lexicon: QuoteLexicon) -> str:
    """m, f or ? for a title, an article or a noun of a person."""
    if word in lexicon.words["feminine"]:
        return "f"
    return "m" if word in lexicon.words["masculine"] else "?"


def of_noun(noun: str | None, lexicon: QuoteLexicon) -> str:
    """m, f or ? by the form of a noun of a person itself: "avocat", "avocate"."""
    gender = of_word(noun, lexicon) if noun else "?"
    if noun is None or gender != "?":
        return gender
    if noun in lexicon.persons and noun.endswith(lexicon.feminine_roles):
        return "f"
    return "m" if noun in lexicon.masculine_roles else "?"


def of_group(noun: str, lexicon: QuoteLexicon) -> str:
    """m, f or ? by the ending of a noun of several persons: "Occidentaux", "directrices"."""
    if noun.endswith(lexicon.group_endings["feminine"]):
        return "f"
    return "m" if noun.endswith(lexicon.group_endings["masculine"]) else "?"


def of_title(before: Sequence[str], lexicon: QuoteLexicon) -> str:
    """m, f or ? by the title that ends the words before a name: "M.", "Mme", "Mrs."."""
    title = before[-1].lower() if before else ""
    return of_word(title, lexicon) if title in lexicon.words["titles"] else "?"


def of_context(left: str, right: str, lexicon: QuoteLexicon) -> str:
    """M, F or ? by the words on both sides of a name: "Mme X", "la ministre X", "X, avocate"."""
    before = [word.lower() for word in _WORD.findall(left.replace("’", " ").replace("'", " "))]
    before = before[-_CLOSE:]
    if before and before[-1] in lexicon.words["titles"]:
        gender = of_word(before[-1], lexicon)
        if gender != "?":
            return gender.upper()
    persons = lexicon.persons  # not "de la Justice"
    # "la mère de X" is no woman X, nor is X in "remplacée par X"
    governed = bool(before) and before[-1] in lexicon.genitives
    for index in range(-1 if governed else len(before) - 1, -1, -1):
        if before[index] in persons and before[index] not in lexicon.words["epicene"]:
            gender = _of_role(before, index, lexicon)
            if gender != "?":
                return gender
    after = [word.lower() for word in _WORD.findall(right)[:4]] if right[:2] == ", " else []
    for index, word in enumerate(after):
        if word in lexicon.words["relative_words"]:
            break  # "X, who buried her husband"
        if word in persons and word not in lexicon.words["epicene"]:
            return _of_role(after, index, lexicon)
    told = len(after) > 1 and after[0] in lexicon.words["indefinite"]
    if told and after[1] not in lexicon.unite("epicene", "bodies"):
        return of_word(after[0], lexicon)  # ", une orthophoniste"
    return "?"


def _of_role(words: list[str], index: int, lexicon: QuoteLexicon) -> str:
    """By the article of a role, else by its own form."""
    for word in reversed(words[max(0, index - 2) : index]):
        owned = word in lexicon.words["possessives"] and lexicon.words["neuter_pronouns"]
        if word in lexicon.words["articles"] and not owned:  # "her fiancé" is no woman
            gender = of_word(word, lexicon)
            if gender != "?":
                return gender.upper()
    role = words[index]
    if of_word(role, lexicon) != "?":
        return of_word(role, lexicon).upper()
    if role.endswith(lexicon.feminine_roles):
        return "F"
    return "M" if role in lexicon.masculine_roles else "?"


def of_article(left: str, lexicon: QuoteLexicon) -> str:
    """M or F by the article of a noun of both genders before a name: "le progressiste X"."""
    words = left.replace("’", "'").split()[-2:]
    if len(words) < 2 or not (words[1].islower() and words[1].endswith(lexicon.of_both_genders)):
        return "?"
    return of_word(words[0].lower(), lexicon).upper()


def of_given_name(name: str, lexicon: QuoteLexicon) -> str:
    """M or F for a given name that the lexicon knows, m or f by its ending, else ?."""
    parts = name.split()
    first = parts[0].lower()
    both = (first, first.split("-")[0])
    if first in lexicon.words["names_of_both"]:
        return "?"
    for given in both:
        if given in lexicon.words["masculine_names"]:
            return "M"
        if given in lexicon.words["feminine_names"]:
            return "F"
    if len(parts) < 2:
        return "?"  # perhaps a surname
    for given in both:
        gender = lexicon.given_names.gender(given)
        if gender != "?":
            return _of_last(parts, gender, lexicon)
    if first.endswith(lexicon.feminine_endings):
        return "f"
    return "f" if first.endswith(("a", "e", "é", "ë", "ė")) else "m"


def _of_last(parts: Sequence[str], gender: str, lexicon: QuoteLexicon) -> str:
    """`gender`, or that of the given name which ends "Touré Nagnin Aminata", a surname first."""
    if len(parts) < 3:
        return gender
    last = parts[-1].lower()
    if last in lexicon.words["feminine_names"]:
        return "F"
    if last in lexicon.words["masculine_names"]:
        return gender  # as often a surname: "Anne Sophie Martin"
    known = lexicon.given_names.gender(last)
    return "F" if known == "F" else gender


def of_pronouns(text: str, mentions: Sequence[Mention], lexicon: QuoteLexicon) -> Mapping[str, str]:
    """m or f of the persons with whom alone a pronoun shares a sentence: "Kerr said she would".

    Only for languages whose "he" and "she" mean persons.
    """
    votes: dict[str, Counter[str]] = {}
    if not lexicon.words["neuter_pronouns"]:
        return {}
    people = [mention for mention in mentions if mention.label == "PER"]
    starts = [mention.start for mention in people]
    edges = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]
    for start, end in pairwise(edges):
        here = people[bisect_left(starts, start) : bisect_left(starts, end)]
        if len({mention.name for mention in here}) != 1:
            continue
        after = _MARKED.sub(" ", text[here[0].end : end]).lower()
        found = {word.rstrip(".") for word in _WORD.findall(after)}
        genders = {
            gender
            for gender, name in (("m", "masculine_pronouns"), ("f", "feminine_pronouns"))
            if not found.isdisjoint(lexicon.words[name])
        }
        if len(genders) == 1:
            votes.setdefault(here[0].name, Counter()).update(genders)
    return {name: counts.most_common(1)[0][0] for name, counts in votes.items() if len(counts) == 1}
