"""The subject of a cue verb: before it, after it, a pronoun, an antecedent, or implied."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.speech.adjuncts import is_adverb, skip_adjuncts
from transforms.speech.appositions import named_before, up_to_name, with_apposition
from transforms.speech.asides import before_asides
from transforms.speech.candidates import body_at, fronted_body
from transforms.speech.inverted import inverted
from transforms.speech.nouns import phrase_right
from transforms.speech.passages import Passage
from transforms.speech.preceding import antecedent, implied, left_subject, modified
from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.relay import learnt_from, relayed_source
from transforms.speech.verb_groups import Cue, Range, Side, VerbGroup


def find_subject(
    passage: Passage,
    lexicon: QuoteLexicon,
    group: VerbGroup,
    sentence: Range,
    before: Sequence[Cue],
) -> tuple[Side, Range | None, int]:
    """(side, subject in words, word after verb and subject); `before` are earlier cues."""
    pronoun = _postposed(passage, lexicon, group)
    if pronoun is not None:
        return "pronoun", _source_of_on(passage, lexicon, pronoun, group, sentence), group.last
    bare = passage.words[group.first] in lexicon.words["bare_auxiliaries"]  # "après avoir dit"
    if bare or group.reading.tense in ("gerund", "infinitive"):
        implicit = (
            _quoted(passage, lexicon, group, before)
            or modified(passage, lexicon, group, sentence[0])
            or implied(passage, lexicon, group.first, sentence, before)
        )
        return "implicit", implicit, group.last
    previous = group.first - 1
    while previous >= sentence[0] and is_adverb(passage, lexicon, previous):
        previous -= 1
    return _preposed(passage, lexicon, group, sentence, before, previous) or _phrase(
        passage, lexicon, group, sentence, before, previous
    )


def _quoted(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, before: Sequence[Cue]
) -> Range | None:
    """X in "the agency quoted X as saying"."""
    if not before or not lexicon.has(before[-1].lemma, "quotes"):
        return None
    phrase = phrase_right(passage, lexicon, before[-1].last, group.first)
    as_saying = phrase and passage.match(phrase[1], lexicon.phrases["as_saying"])
    return phrase if as_saying else None


def _preposed(
    passage: Passage,
    lexicon: QuoteLexicon,
    group: VerbGroup,
    sentence: Range,
    before: Sequence[Cue],
    previous: int,
) -> tuple[Side, Range | None, int] | None:
    """The pronoun right before the verb: "il dit", "qui dit"."""
    words, start = passage.words, sentence[0]
    if previous >= start and words[previous] in lexicon.words["pronouns"]:
        subject = (previous, previous + 1)
        if words[previous] in lexicon.words["impersonal"]:
            behind = fronted_body(passage, lexicon, sentence, previous)
            if behind is not None:
                return "left", behind, group.last
        is_apart = _is_set_off(passage, previous, start) or _trails(
            passage, lexicon, group, subject, sentence
        )
        return "set off" if is_apart else "left", subject, group.last
    if previous >= start and words[previous] in lexicon.words["relatives"]:
        last = before[-1] if before else None
        if last is not None and last.side == "right" and passage.words[previous - 1] == ",":
            return "relative", last.subject, group.last  # "…, a dit X, qui précise"
        return "relative", antecedent(passage, lexicon, previous, start), group.last
    return None


def _phrase(
    passage: Passage,
    lexicon: QuoteLexicon,
    group: VerbGroup,
    sentence: Range,
    before: Sequence[Cue],
    previous: int,
) -> tuple[Side, Range | None, int]:
    """The noun phrase after the verb or before it; a medium gives way to whom it cites."""
    behind = inverted(passage, lexicon, group, previous, sentence)
    if behind is not None:
        subject = with_apposition(passage, lexicon, behind, sentence[1])
        source = relayed_source(passage, lexicon, subject, sentence[1], group.reading.lemma)
        return "right", source or subject, (source or behind)[1]
    previous = before_asides(passage, lexicon, previous, sentence[0])
    side, left = _before(passage, lexicon, group, sentence, before, previous)
    if side == "set off" and left is not None:
        source = relayed_source(
            passage, lexicon, left, sentence[1], group.reading.lemma, group.last
        )
        return side, source or left, source[1] if source else group.last
    first = group.first
    if (
        left is None
        and first == sentence[0]
        and passage.words[first] in (lexicon.words["contrasting"])
    ):  # "Lui assure que"
        return "left", (first, first + 1), group.last
    return side, left, group.last


def _postposed(passage: Passage, lexicon: QuoteLexicon, group: VerbGroup) -> int | None:
    """The pronoun that follows a verb: "dit-il"."""
    for index in range(group.first, group.last):
        word = passage.words[index]
        if (
            word in lexicon.words["postposed"]
            and word.rsplit("-", 1)[-1] in lexicon.words["pronouns"]
        ):
            return index
    return None


def _before(
    passage: Passage,
    lexicon: QuoteLexicon,
    group: VerbGroup,
    sentence: Range,
    before: Sequence[Cue],
    previous: int,
) -> tuple[Side, Range | None]:
    """The subject before the verb, `set off` where it follows what is said."""
    start = sentence[0]
    left = left_subject(passage, lexicon, group, previous, sentence, before)
    if left is None:
        return "none", None
    left = with_apposition(passage, lexicon, left, group.first)
    left = up_to_name(passage, left, previous)
    left = named_before(passage, lexicon, left, start)
    is_apart = _is_set_off(passage, left[0], start)
    if left[1] == previous + 1 and (is_apart or _trails(passage, lexicon, group, left, sentence)):
        return "set off", left
    if passage.words[previous] == "," and (
        is_apart or _trails(passage, lexicon, group, left, sentence)
    ):
        return "set off", left  # "“…,” X, a biologist, told"
    return "left", left


def _is_set_off(passage: Passage, first: int, start: int) -> bool:
    """True when a subject follows marked words: “…,” he said; “…,” Smith said."""
    return first > start and passage.is_mark(first - 1) and passage.owner[first] < 0


def _trails(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, subject: Range, sentence: Range
) -> bool:
    """True for ", Smith said." at the end of a sentence, where a language does not invert it."""
    first = subject[0]
    if not lexicon.words["trailing"] or first <= sentence[0] + 1 or passage.words[first - 1] != ",":
        return False
    after = skip_adjuncts(passage, lexicon, group.last, sentence[1])
    if not any(
        passage.pos[i] in ("VERB", "AUX") and not passage.words[i].endswith("ing")
        for i in range(sentence[0], first)
    ):  # "The rice, he said, would be sold", "Rice, he told the paper, was sold"
        if lexicon.has(group.reading.lemma, "object_clause"):
            told = phrase_right(passage, lexicon, after, sentence[1])
            after = told[1] if told else after
        splits = after + 1 < sentence[1] and passage.words[after] == ","
        return splits and passage.pos[after + 1] in ("VERB", "AUX")
    ends = after >= sentence[1] or passage.words[after] in (".", ",", "!", "?")
    return ends and first > sentence[0] + 2


def _source_of_on(
    passage: Passage, lexicon: QuoteLexicon, index: int, group: VerbGroup, sentence: Range
) -> Range:
    """Who stands behind "on": "indique-t-on dans l'entourage de X", "a-t-on appris auprès de X"."""
    own = (index, index + 1)
    if not passage.words[index].endswith("on"):
        return own
    after = group.last
    while after < sentence[1] and is_adverb(passage, lexicon, after):
        after += 1
    return (
        body_at(passage, lexicon, after, sentence[1])
        or learnt_from(passage, lexicon, group.last, sentence[1])
        or fronted_body(passage, lexicon, sentence, group.first)
        or own
    )
