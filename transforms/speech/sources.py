"""Source phrases: selon X, d'après X, pour X, and what they report."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.speech.appositions import begins_apposition, is_person, with_apposition
from transforms.speech.drafts import Draft, Range, cover
from transforms.speech.nouns import phrase_right
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.relay import is_medium, relayed_source

_BULLETS = frozenset("•-–—*◦▪►")


@dataclass(frozen=True, slots=True)
class Source:
    """A source phrase: its preposition and its noun phrase in words."""

    first: int
    name: Range
    is_opinion: bool


def find_sources(passage: Passage, lexicon: QuoteLexicon, sentence: Range) -> list[Source]:
    """The source phrases of a sentence, outside its marks."""
    found = []
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
    if not size:
        return None
    first = index + size
    if passage.match(index, lexicon.phrases["own_view"]):
        return Source(index, (index, first), False)
    if passage.match(first, lexicon.phrases["not_sources"]):
        return None
    found = phrase_right(passage, lexicon, first, sentence[1])
    if found is None:
        return None
    found = with_apposition(passage, lexicon, found, sentence[1])
    if name == "opinion" and not (
        _is_first(passage, lexicon, index, sentence)
        and found[1] < sentence[1]
        and passage.words[found[1]] == ","
        and _is_person(passage, lexicon, found)
    ):
        return None
    cited = relayed_source(passage, lexicon, found, sentence[1])
    if cited is not None:
        return Source(index, with_apposition(passage, lexicon, cited, sentence[1]), False)
    behind = _behind(passage, lexicon, found, sentence)
    if index > sentence[0] and _only_relays(passage, lexicon, found, sentence[1]):
        return None
    if behind == found and not (
        _can_say(passage, lexicon, found)
        or (_is_former(passage, lexicon, found) and _is_first(passage, lexicon, index, sentence))
    ):
        return None
    behind = with_apposition(passage, lexicon, behind, sentence[1])
    return Source(index, behind, name == "opinion")


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


def _counts(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for the number of "la première fois", not of "la première ministre" or "le premier"."""
    ranked = passage.words[index] in lexicon.words["ranks"] and index + 1 < end
    return ranked and passage.words[index + 1] not in lexicon.words["roles"]


def according(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, source: Source
) -> Draft | None:
    """What a source phrase reports: the rest of its sentence, or the two sides around it."""
    sentence = _after_colon(passage, source, sentence)
    here, after = passage.starts[source.first], _phrase_end(passage, lexicon, source, sentence)
    linked = passage.match(after, lexicon.phrases["connectives"])
    if linked and passage.words[after + linked : after + linked + 1] == [","]:
        after += linked + 1  # "Pour X, au contraire, …"
    start, limit = passage.starts[sentence[0]], _limit(passage, after, sentence)
    before = passage.trim(start, here)
    rest = passage.trim(passage.starts[after] if after < sentence[1] else limit, limit)
    if _is_first(passage, lexicon, source.first, sentence):
        sides = [rest]
    elif after >= sentence[1] or not _resumes(passage, lexicon, after, sentence):
        sides = [before]
    elif _hangs(passage, lexicon, source.first):
        sides = [rest]
    else:
        sides = [before] if _is_whole(passage, *before) else [before, rest]
    island = _worded(passage, lexicon, source)
    if island is not None:
        sides = [island]
    covered = [
        cover(passage, lexicon, *side, is_bound=True) for side in sides if side[1] - side[0] > 5
    ]
    spans = tuple(span for found in covered if found for span in found[0])
    kinds = {found[1] for found in covered if found}
    if not spans:
        return None
    kind = "indirect" if kinds == {"indirect"} else ("direct" if kinds == {"direct"} else "mixed")
    if kind == "direct" and not any(passage.has_verb_between(*span) for span in spans):
        kind = "mixed"  # « historique », selon le maire
    last = source.name[0] if source.name[0] > source.first else source.name[1]
    cue = (here, passage.ends[last - 1])
    return Draft(spans, kind, "according", cue, source.name)


def _limit(passage: Passage, after: int, sentence: Range) -> int:
    """Where the report ends: before a colon with words of their own behind it, else with all."""
    for index in range(after, sentence[1] - 1):
        if passage.words[index] == ":" and passage.starts[index + 1] in passage.opens:
            return passage.starts[index]
    return passage.ends[sentence[1] - 1]


def _worded(passage: Passage, lexicon: QuoteLexicon, source: Source) -> Range | None:
    """The marked words right before "selon le mot de X", which are all that X said."""
    said = range(source.first, source.name[0])
    if not any(passage.words[i] in lexicon.words["wording"] for i in said):
        return None
    for marked in passage.tops:
        between = passage.text[marked.close : passage.starts[source.first]]
        if marked.close <= passage.starts[source.first] and not between.strip(" ,\u00a0"):
            return marked.open, marked.close
    return None


def _hangs(passage: Passage, lexicon: QuoteLexicon, first: int) -> bool:
    """True after "qui", "alors que,": what is reported is only what follows."""
    index = first - 1
    while index > 0 and passage.words[index] == ",":
        index -= 1
    return passage.words[index] in lexicon.unite("relatives", "complementisers")


def _is_whole(passage: Passage, start: int, end: int) -> bool:
    """True when a clause with its verb, not cut after an auxiliary, stands in `[start, end)`."""
    inside = range(passage.word_at(start), passage.word_at(end))
    verbs = [i for i in inside if passage.pos[i] in ("VERB", "AUX")]
    return bool(verbs) and verbs[-1] != inside[-1]


def _after_colon(passage: Passage, source: Source, sentence: Range) -> Range:
    """The part of the sentence that the source phrase belongs to."""
    for index in range(source.first - 1, sentence[0], -1):
        if passage.words[index] == ":" and passage.owner[index] < 0:
            return index + 1, sentence[1]
    return sentence


def _phrase_end(passage: Passage, lexicon: QuoteLexicon, source: Source, sentence: Range) -> int:
    """Word where the sentence goes on after the source phrase and what qualifies it."""
    relatives = lexicon.words["relatives"]
    for index in range(source.name[1], sentence[1]):
        if (
            passage.words[index] == ","
            and passage.words[min(index + 1, sentence[1] - 1)] in relatives
        ):
            continue  # "selon X, qui cite Y, …"
        if passage.words[index] == "," and begins_apposition(passage, lexicon, index + 1, sentence):
            continue
        if passage.owner[index] < 0 and passage.words[index] in (",", ":", ".", ";"):
            return index + 1
        if passage.is_mark(index) or passage.owner[index] >= 0:
            return index
    return source.name[1] if _is_initial(source, sentence) else sentence[1]


def _is_initial(source: Source, sentence: Range) -> bool:
    return source.first - sentence[0] <= 2


def _is_first(passage: Passage, lexicon: QuoteLexicon, index: int, sentence: Range) -> bool:
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


def _resumes(passage: Passage, lexicon: QuoteLexicon, after: int, sentence: Range) -> bool:
    """True when the clause goes on after a medial source phrase."""
    word = passage.words[after]
    if passage.pos[after] in ("VERB", "AUX") and not word.endswith(("ant", "ing")):
        return True
    if word in lexicon.unite("relatives", "closers") or word.endswith("ant"):
        return False
    return passage.words[after - 1] == "," and any(
        passage.pos[i] in ("VERB", "AUX") for i in range(after, sentence[1])
    )
