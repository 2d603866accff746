"""What stands around a verb before its subject: a clause, or a subject and what is said of it."""

from __future__ import annotations

from transforms.speech.cue import Range
from transforms.speech.drafts import has_finite
from transforms.speech.grammar.adjuncts import skip_adjuncts
from transforms.speech.grammar.appositions import is_person
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon


def is_between(
    passage: Passage, lexicon: QuoteLexicon, phrase: Range, comma: int, sentence: Range
) -> bool:
    """True for "Les élus, regrette leur cheffe, X, n'ont rien dit": a subject and its verb part."""
    first, after = phrase
    if after + 1 < sentence[1] and passage.words[after] == "," and is_person(passage, after + 1):
        first, after = after + 1, passage.mention_end(after + 1)
    if not is_person(passage, first):
        if not _is_somebody(passage, lexicon, phrase):
            return False
        if passage.words[comma] != "," or passage.has_verb(sentence[0], comma):
            return False  # "Il entre, salue la ministre, puis sort"
        after = skip_adjuncts(passage, lexicon, after, sentence[1])
    if after + 1 >= sentence[1] or passage.words[after] != ",":
        return False
    fronted = passage.pos[sentence[0]] in ("ADP", "ADV") and passage.owner[sentence[0]] < 0
    if fronted and passage.pos[after + 1] in ("DET", "PRON", "NOUN", "PROPN"):
        return passage.has_verb(after + 2, sentence[1])  # "En mai, promet X, la route rouvrira"
    return opens_predicate(passage, lexicon, after + 1, sentence[1])


def _is_somebody(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True for "la ministre", "son adjoint Luc Ferrer"."""
    first, last = phrase
    if passage.words[first] not in lexicon.words["definite"] or last < first + 2:
        return False
    return is_person(passage, last - 1) or passage.words[first + 1] in lexicon.words["roles"]


def opens_predicate(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for a verb, its clitics before it, or one that marks open: ", « punit »"."""
    while index < end and (
        passage.is_mark(index)
        or passage.words[index] in lexicon.unite("clitics", "negatives", "pronouns")
        or passage.pos[index] == "ADV"
    ):
        index += 1
    return index < end and passage.pos[index] in VERBAL


def is_subject(passage: Passage, lexicon: QuoteLexicon, start: int, comma: int) -> bool:
    """True for "Le maire, interrogé par X," before a verb: a noun phrase and what is said of it."""
    outside = [i for i in range(start, comma) if passage.owner[i] < 0]
    has_comma = any(passage.words[i] == "," for i in outside)
    return has_comma and not has_finite(passage, lexicon, outside)


def is_clause(passage: Passage, lexicon: QuoteLexicon, start: int, comma: int) -> bool:
    """True for "Le pont a fermé, a dit X": a clause, and no other comma that sets a name apart."""
    outside = [i for i in range(start, comma) if passage.owner[i] < 0]
    has_comma = any(passage.words[i] == "," for i in outside)
    return not has_comma and has_finite(passage, lexicon, outside)


def names_beside(passage: Passage, phrase: Range, sentence: Range) -> bool:
    """True for "leur manager, X": a name beside a noun that the lexicon may not know."""
    after = phrase[1] + 1
    return after < sentence[1] and passage.words[after - 1] == "," and is_person(passage, after)
