"""Who says marked words that no verb of saying introduces: La SNCF « recommande de… »."""

from __future__ import annotations

from transforms.speech.drafts import Draft, Range, cover, has_finite
from transforms.speech.grammar.candidates import first_source, has_source
from transforms.speech.grammar.nouns import phrase_left
from transforms.speech.marks import Marked
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONGEST = 40  # words of a clause behind its colon


def sayer_before(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked
) -> Range | None:
    """The subject of a verb of saying that the marks hold: La SNCF « recommande de… »."""
    before, first = passage.word_at(marked.open), passage.word_at(marked.start)
    says = passage.words[first : first + 1] and passage.words[first] in lexicon.verbs
    acts = lexicon.language == "fr" and _begins_predicate(
        passage, lexicon, first, passage.word_at(marked.end)
    )
    if not says and not acts:
        return None
    while before > sentence[0] and (
        passage.words[before - 1] in lexicon.words["auxiliaries"]
        or passage.words[before - 1] in lexicon.words["relatives"]
    ):
        before -= 1
    phrase = phrase_left(passage, lexicon, _before_contrast(passage, lexicon, before), sentence[0])
    if phrase is None or not any(has_source(passage, lexicon, i) for i in range(*phrase)):
        return None
    return phrase if says or _is_body(passage, lexicon, phrase) else None


def behind_scene(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked
) -> Draft | None:
    """The clause with marked words in "Paul Roy enfonce le clou : le préfet « n'a rien lu »".

    None where no clause of somebody's stands before the colon, or the marks follow it at once.
    """
    opens = passage.word_at(marked.open)
    colon = next((i for i in range(opens - 1, sentence[0], -1) if passage.words[i] == ":"), -1)
    if colon < 0 or colon + 1 >= opens or passage.owner[colon] >= 0:
        return None
    if passage.line.kind == "title" or not passage.has_verb(sentence[0], colon):
        return None
    if passage.marked_in(passage.starts[sentence[0]], passage.starts[colon]):
        return None
    speaker = first_source(passage, lexicon, sentence[0], colon)
    start, end = passage.trim(passage.ends[colon], passage.ends[sentence[1] - 1])
    if len(passage.text[start:end].split()) > _LONGEST:
        return None
    covered = cover(passage, lexicon, start, end, is_bound=True) if speaker else None
    if covered is None or not passage.has_verb_between(start, end):
        return None
    return Draft(covered[0], "mixed", "island", speaker=speaker)


def _begins_predicate(passage: Passage, lexicon: QuoteLexicon, first: int, last: int) -> bool:
    """True for "ne souhaite pas réagir", "prend acte": what somebody does, without who."""
    clitics = lexicon.words["clitics"]
    while first < last - 2 and passage.words[first] in clitics and passage.pos[first] != "DET":
        first += 1
    return last - first >= 2 and has_finite(passage, lexicon, (first,))


def _before_contrast(passage: Passage, lexicon: QuoteLexicon, index: int) -> int:
    """Before ", elle," behind a subject: "La chaîne, elle, « ne commente pas »"."""
    parted = index > 3 and passage.words[index - 1] == "," == passage.words[index - 3]
    return index - 3 if parted and passage.words[index - 2] in lexicon.words["tonics"] else index


def _is_body(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True for an organisation or authority, which acts by what it says."""
    return any(
        passage.mentions[passage.at[i]].label == "ORG"
        if passage.at[i] >= 0
        else passage.words[i] in lexicon.words["bodies"]
        for i in range(*phrase)
    )
