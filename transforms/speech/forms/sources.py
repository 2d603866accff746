"""Source phrases: selon X, d'après X, pour X."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.speech.cue import Cue
from transforms.speech.drafts import Range
from transforms.speech.grammar.adjuncts import after_bracket
from transforms.speech.grammar.appositions import is_person, with_apposition
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.grammar.relay import is_medium, relayed_source
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_FARTHEST_READ = 8  # words of "que nous avons pu consulter"

_LONGEST_ASIDE = 10  # words between a name and its verb
_NOT_FINITE = ("é", "ée", "és", "ées", "er", "ir", "ant", "ing", "ed")
_BULLETS = frozenset("•-–—*◦▪►")


@dataclass(frozen=True, slots=True)
class Source:
    """A source phrase: its preposition and its noun phrase in words."""

    first: int
    name: Range


def find_sources(passage: Passage, lexicon: QuoteLexicon, sentence: Range) -> list[Source]:
    """The source phrases of a sentence, outside its marks."""
    found: list[Source] = []
    if lexicon.source_starts.isdisjoint(passage.vocabulary):
        return found
    for index, word in enumerate(passage.words[slice(*sentence)], sentence[0]):
        if word not in lexicon.source_starts or passage.owner[index] >= 0:
            continue
        for name in ("according", "opinion"):
            if passage.words[index] not in lexicon.phrases[name]:
                continue
            source = _source_at(passage, lexicon, index, name, sentence)
            if source is not None:
                found.append(source)
                break
    return found


def _source_at(
    passage: Passage, lexicon: QuoteLexicon, index: int, name: str, sentence: Range
) -> Source | None:
    size = passage.match(index, lexicon.phrases[name])
    if not size or _is_governed(passage, lexicon, index, sentence[0]):
        return None
    first = index + size
    if passage.match(index, lexicon.phrases["own_view"]):
        governed = passage.pos[index - 1] in VERBAL and index > sentence[0]
        return None if governed else Source(index, (index, first))  # "stood by his account"
    if passage.match(first, lexicon.phrases["not_sources"]):
        return None
    found = phrase_right(passage, lexicon, first, sentence[1])
    if found is None:
        return None
    is_pronoun = passage.words[first] in lexicon.words["pronouns"] and found[1] == first + 1
    if not is_pronoun:
        found = _with_name(passage, lexicon, found, sentence[1])
    if name == "opinion" and not _may_opine(passage, lexicon, index, found, sentence):
        return None
    cited = relayed_source(passage, lexicon, found, sentence[1])
    if cited is not None:
        return Source(index, with_apposition(passage, lexicon, cited, sentence[1]))
    behind = _behind(passage, lexicon, found, sentence)
    if index > sentence[0] and _only_relays(passage, lexicon, found, sentence[1]):
        return None
    if behind == found and not (
        _can_say(passage, lexicon, found)
        or (name == "according" and _is_whoever(passage, lexicon, index, found, sentence))
        or _was_read(passage, lexicon, found[1], sentence[1])
        or (_is_former(passage, lexicon, found) and is_first(passage, lexicon, index, sentence))
    ):
        return None
    if not is_pronoun:
        behind = _with_name(passage, lexicon, behind, sentence[1])
    return Source(index, behind)


def _is_governed(passage: Passage, lexicon: QuoteLexicon, index: int, start: int) -> bool:
    """True for "à écouter X" in "ils étaient 600 à écouter X", which nothing sets off."""
    if index == start or passage.words[index] not in lexicon.words["to"]:
        return False
    return passage.pos[index - 1] in ("NUM", "NOUN", "PROPN", "ADJ", "VERB", "AUX", "PRON")


def _with_name(passage: Passage, lexicon: QuoteLexicon, phrase: Range, end: int) -> Range:
    """The phrase with its apposition; "selon Le Soir, Paul Roy a signé" has none."""
    whole = with_apposition(passage, lexicon, phrase, end)
    named = whole != phrase and is_person(passage, whole[1] - 1)
    last = passage.at[phrase[1] - 1]
    body = last >= 0 and passage.mentions[last].label == "ORG"
    persons = lexicon.persons.isdisjoint(passage.words[slice(*phrase)])
    if named and body and persons:
        return phrase
    return phrase if named and _acts(passage, lexicon, whole[1], end) else whole


def _acts(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True where a name and its aside are followed by a verb: "X, Paul Roy, 34 ans, a signé"."""
    if index >= end or passage.words[index] != ",":
        return False
    aside = range(index + 1, min(end, index + _LONGEST_ASIDE))
    comma = next((i for i in aside if passage.words[i] == ","), index)
    return comma > index and is_predicate(passage, lexicon, comma + 1, end)


def is_predicate(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for a finite verb whose subject stands before it: "a signé", "ne dit rien"."""
    clitics = lexicon.words["clitics"]
    while index < end - 1 and passage.words[index] in clitics and passage.pos[index] != "DET":
        index += 1
    if index >= end or passage.owner[index] >= 0:
        return False
    ending = passage.words[index].endswith(_NOT_FINITE)
    return passage.pos[index] == "AUX" or (passage.pos[index] == "VERB" and not ending)


def _may_opine(
    passage: Passage, lexicon: QuoteLexicon, index: int, phrase: Range, sentence: Range
) -> bool:
    """True for "Pour X, …"; not for "Pour 118 salariés, …"."""
    after = phrase[1]
    if after < sentence[1] and passage.words[after] == "(":
        after = after_bracket(passage, after, sentence[1])  # "Pour l'Union X (UX), …"
    initial = is_first(passage, lexicon, index, sentence)
    return (
        (initial or _is_predicated(passage, lexicon, index, sentence))
        and not _is_complement(passage, index, sentence)
        and passage.words[index - 1 : index] != ["as"]  # "As for X"
        and after < sentence[1]
        and passage.words[after] == ","
        and not passage.words[phrase[0]].isdigit()
        and not _counts_first(passage, lexicon, phrase)
        and _is_person(passage, lexicon, phrase)
    )


def _is_predicated(passage: Passage, lexicon: QuoteLexicon, index: int, sentence: Range) -> bool:
    """True for "Attendre, c'est, pour elle, « … »": between a verb that hangs and its rest."""
    hangs = index - 2 > sentence[0] and passage.words[index - 2] in lexicon.words["being"]
    return hangs and passage.words[index - 1] == "," and passage.owner[index - 2] < 0


def speaks_for(
    passage: Passage, lexicon: QuoteLexicon, source: Source, cues: Sequence[Cue]
) -> bool:
    """True in "Pour la FGTB, Ana Roy estime que…", "For X, solicitor Ana Roy told the court": Roy.

    French has "pour" before persons who think something of others, too.
    """
    if not passage.match(source.first, lexicon.phrases["opinion"]):
        return False
    if lexicon.language == "fr" and any(is_person(passage, i) for i in range(*source.name)):
        return False
    return any(
        cue.side == "left"
        and cue.subject is not None
        and source.name[1] <= cue.subject[0] <= source.name[1] + 2
        and any(is_person(passage, i) for i in range(*cue.subject))
        for cue in cues
    )


def _is_complement(passage: Passage, index: int, sentence: Range) -> bool:
    """True in "Heureusement pour lui, …"."""
    return index == sentence[0] + 1 and passage.words[sentence[0]].endswith("ment")


def _only_relays(passage: Passage, lexicon: QuoteLexicon, phrase: Range, end: int) -> bool:
    """True for "des propos rapportés par X": who said them stands elsewhere."""
    words = passage.words[phrase[0] : phrase[0] + 2]
    is_speech = not lexicon.words["utterances"].isdisjoint(words)
    return is_speech and is_medium(passage, lexicon, (phrase[0], min(end, phrase[1] + 4)))


def _can_say(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True for somebody, or for a work that says something; not for "ce statut"."""
    sayers = lexicon.unite("roles", "offices", "works", "pronouns")
    return any(
        passage.at[i] >= 0
        or passage.words[i] in sayers
        or passage.words[i] in lexicon.words["quantifiers"]
        or passage.words[i] in lexicon.words["titles"]
        or (passage.is_name(i) and i > phrase[0])
        for i in range(*phrase)
    )


def _is_whoever(
    passage: Passage, lexicon: QuoteLexicon, index: int, phrase: Range, sentence: Range
) -> bool:
    """True for "Selon la chorale, …", "…, selon la chorale.": whom no lexicon knows.

    Not for "selon la saison"; English has "according to" before sources alone.
    """
    articles = lexicon.words["definite"] | lexicon.words["indefinite"]
    first, last = phrase
    if last - first < 2 or passage.words[first] not in articles or passage.pos[last - 1] == "VERB":
        return False
    if not lexicon.words["measures"].isdisjoint(passage.words[first + 1 : last]):
        return False
    if passage.pos[first + 1] not in ("NOUN", "PROPN", "ADJ"):
        return False
    if lexicon.language == "en":
        return passage.words[index + 1] in lexicon.words["to"]
    opens = is_first(passage, lexicon, index, sentence) and passage.words[last : last + 1] == [","]
    return opens or (passage.words[index - 1] == "," and last >= sentence[1] - 1)


def _was_read(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for "les plans que nous avons consultés": whatever it is, somebody read it."""
    index += index < end and passage.words[index] == ","
    if index >= end or passage.words[index] not in lexicon.words["relative_words"]:
        return False
    return not lexicon.words["read_by"].isdisjoint(passage.words[index : index + _FARTHEST_READ])


def _is_former(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True for "l'ancienne internationale": whom the lexicon does not know, but was something."""
    return (
        phrase[1] - phrase[0] > 2
        and passage.words[phrase[0]] in lexicon.words["definite"]
        and passage.words[phrase[0] + 1] in lexicon.words["role_adjectives"]
    )


def _behind(passage: Passage, lexicon: QuoteLexicon, phrase: Range, sentence: Range) -> Range:
    """ "un rapport dévoilé par X": X, for what is no person."""
    if _is_person(passage, lexicon, phrase) and lexicon.words["works"].isdisjoint(
        passage.words[phrase[0] + 1 : phrase[0] + 2]
    ):
        return phrase
    for index in range(phrase[0] + 1, min(phrase[1] + 6, sentence[1] - 1)):
        if passage.words[index] == "," or passage.owner[index] >= 0:
            return phrase
        if passage.words[index] in lexicon.words["by"]:
            if passage.words[index - 1] in lexicon.words["read_by"]:
                return phrase
            agent = phrase_right(passage, lexicon, index + 1, sentence[1])
            return agent or phrase
    return phrase


def _is_person(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    first = phrase[0]
    while first < phrase[1] - 1 and passage.words[first] in lexicon.words["articles"]:
        first += 1
    if passage.at[first] >= 0:
        return passage.mentions[passage.at[first]].label in ("PER", "ORG")
    head = passage.text[passage.starts[first] : passage.ends[first]]
    if head.isupper() and head.isalpha() and len(head) > 1:
        return True  # an acronym: "pour la CSC"
    first = phrase[0]
    if passage.words[first] in lexicon.words["pronouns"]:
        return True
    return any(
        (
            passage.words[i] in lexicon.unite("roles", "titles", "some")
            and not _counts(passage, lexicon, i, phrase[1])
        )
        or (is_person(passage, i) and passage.words[i - 1] not in lexicon.words["of"])
        for i in range(first, min(phrase[1], first + 4))
    )


def _counts_first(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True for "sa première grande production": a turn of many."""
    second = phrase[0] + 1
    ranked = second + 1 < phrase[1] and passage.words[second] in lexicon.words["ranks"]
    return ranked and passage.pos[second + 1] == "ADJ"


def _counts(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for the number of "la première fois", not of "la première ministre" or "le premier"."""
    ranked = passage.words[index] in lexicon.words["ranks"] and index + 1 < end
    return ranked and passage.words[index + 1] not in lexicon.words["roles"]


def is_first(passage: Passage, lexicon: QuoteLexicon, index: int, sentence: Range) -> bool:
    first = sentence[0]
    while first < index and passage.words[first] in _BULLETS:
        first += 1
    if index == first or (passage.words[index - 1] == ":" and passage.owner[index - 1] < 0):
        return True
    words = passage.words[sentence[0] : index]
    return (
        len(words) <= 4
        and (words[-1] == "," or len(words) == 1 or words[-1] in ("toujours", "encore"))
        and all(
            passage.owner[i] < 0 and passage.at[i] < 0 and passage.pos[i] not in ("VERB", "AUX")
            for i in range(sentence[0], index)
        )
    )
