"""Headline forms: "P : « … »", "X : P"."""

from __future__ import annotations

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range
from transforms.speech.forms.clauses import speaker_before
from transforms.speech.forms.terms import is_listed_work
from transforms.speech.grammar.appositions import is_person, with_apposition
from transforms.speech.grammar.candidates import first_source
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_HEADS = ("title", "subheading", "standfirst")


def headline(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cues: list[Cue]
) -> Draft | None:
    """The report that a colon makes without any verb."""
    if ":" not in passage.vocabulary:
        return None
    colons = [i for i in range(*sentence) if passage.words[i] == ":" and passage.owner[i] < 0]
    if not colons:
        return None
    for at in colons:
        draft = _marked_after(passage, lexicon, sentence, at, cues)
        if draft is not None:
            return draft
    if passage.line.kind in _HEADS[:2]:
        before = _marked_before(passage, lexicon, sentence, colons[0])
        return before or _person_after(passage, lexicon, sentence, colons[-1])
    return None


def _marked_after(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, at: int, cues: list[Cue]
) -> Draft | None:
    following = [m for m in passage.tops if m.open >= passage.ends[at]]
    if not following or passage.text[passage.ends[at] : following[0].open].strip():
        return None
    before = [cue for cue in cues if cue.last <= at]
    spans = ((following[0].start, following[0].end),)
    if before:
        cue = before[-1]
        place = (passage.starts[cue.first], passage.ends[cue.last - 1])
        speaker = speaker_before(passage, lexicon, sentence, cue, at) or cue.subject
        return Draft(spans, "direct", "colon", place, speaker, cue.lemma)
    if is_listed_work(passage, lexicon, at, following[0]):
        return None
    speaker = first_source(passage, lexicon, sentence[0], at)
    if speaker is not None:
        speaker = with_apposition(passage, lexicon, speaker, at)
    rest = passage.text[following[0].close : passage.ends[sentence[1] - 1]].strip(" .!?\u00a0")
    if speaker is None and rest:
        return None  # "Paris : « baisse record » du trafic"
    said = passage.text[following[0].start : following[0].end]
    is_sentence = said[0].isupper() and said[-1] in ".!?…"
    if len(said.split()) < 3 and not is_sentence and passage.line.kind not in _HEADS:
        return None
    return Draft(spans, "direct", "colon", (passage.starts[at], passage.ends[at]), speaker)


def _marked_before(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, at: int
) -> Draft | None:
    """ "« … » : P raconte": a title that begins with what its subject said."""
    first = [m for m in passage.tops if m.open == passage.starts[sentence[0]]]
    if not first or passage.text[first[0].close : passage.starts[at]].strip():
        return None
    inside = range(passage.word_at(first[0].start), passage.word_at(first[0].end))
    if len(inside) < 3 or not passage.has_verb(inside.start, inside.stop):
        return None
    speaker = _whose_words(passage, lexicon, at + 1, sentence[1])
    speaker = speaker or first_source(passage, lexicon, at + 1, sentence[1])
    spans = ((first[0].start, first[0].end),)
    return Draft(spans, "direct", "headline", (passage.starts[at], passage.ends[at]), speaker)


def _whose_words(passage: Passage, lexicon: QuoteLexicon, start: int, end: int) -> Range | None:
    """X in "« … » : la ligue saisie après les propos de X"."""
    for index in range(start, end - 2):
        if passage.words[index] not in lexicon.words["uttered"]:
            continue
        if passage.words[index + 1] in lexicon.words["of"]:
            phrase = phrase_right(passage, lexicon, index + 2, end)
            if phrase and any(is_person(passage, i) for i in range(*phrase)):
                return phrase
    return None


def _person_after(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, at: int
) -> Draft | None:
    """ "La Russie signe un pacte : Poutine": a title that ends in its source."""
    first = at + 1
    if first >= sentence[1] or passage.at[first] < 0:
        return None
    if passage.mentions[passage.at[first]].label not in ("PER", "ORG"):
        return None
    phrase = phrase_right(passage, lexicon, first, sentence[1])
    if phrase is None or phrase[1] < sentence[1]:
        return None
    start, end = passage.trim(passage.starts[sentence[0]], passage.starts[at])
    if len(passage.text[start:end].split()) < 4:
        return None
    return Draft(
        ((start, end),), "indirect", "headline", (passage.starts[at], passage.ends[at]), phrase
    )
