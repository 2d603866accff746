"""The subject of a cue verb: before it, after it, a pronoun, an antecedent, or implied."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.speech.appositions import is_person, named_before, with_apposition
from transforms.speech.asides import before_asides
from transforms.speech.candidates import body_at, fronted_body, has_source
from transforms.speech.nouns import is_adverb, phrase_right, skip_adjuncts
from transforms.speech.passages import Passage
from transforms.speech.preceding import antecedent, implied, left_subject, modified, parsed_left
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
    if group.reading.tense in ("gerund", "infinitive"):
        implicit = modified(passage, lexicon, group, sentence[0]) or implied(
            passage, lexicon, group.first, sentence, before
        )
        return "implicit", implicit, group.last
    previous = group.first - 1
    while previous >= sentence[0] and is_adverb(passage, lexicon, previous):
        previous -= 1
    return _preposed(passage, lexicon, group, sentence, before, previous) or _phrase(
        passage, lexicon, group, sentence, before, previous
    )


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
    inverted = _inverted(passage, lexicon, group, previous, sentence)
    if inverted is not None:
        subject = with_apposition(passage, lexicon, inverted, sentence[1])
        source = relayed_source(passage, lexicon, subject, sentence[1], group.reading.lemma)
        return "right", source or subject, (source or inverted)[1]
    previous = before_asides(passage, lexicon, previous, sentence[0])
    side, left = _before(passage, lexicon, group, sentence, before, previous)
    if side == "set off" and left is not None:
        source = relayed_source(
            passage, lexicon, left, sentence[1], group.reading.lemma, group.last
        )
        return side, source or left, source[1] if source else group.last
    first = group.first
    if left is None and first == sentence[0] and passage.words[first] in (
        lexicon.words["contrasting"]
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
    left = named_before(passage, lexicon, left, start)
    is_apart = _is_set_off(passage, left[0], start)
    if left[1] == previous + 1 and (is_apart or _trails(passage, lexicon, group, left, sentence)):
        return "set off", left
    if passage.words[previous] == "," and is_apart:
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
    if not lexicon.words["trailing"] or first <= sentence[0] + 2 or passage.words[first - 1] != ",":
        return False
    if not any(
        passage.pos[i] in ("VERB", "AUX") and not passage.words[i].endswith("ing")
        for i in range(sentence[0], first)
    ):
        return False
    after = skip_adjuncts(passage, lexicon, group.last, sentence[1])
    return after >= sentence[1] or passage.words[after] in (".", ",", "!", "?")


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


def _inverted(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, previous: int, sentence: Range
) -> Range | None:
    """The subject after the verb, where what stands before the verb cannot be one."""
    if previous >= sentence[0] and not group.has_object and not _opens(passage, lexicon, previous):
        return None
    first = _after_asides(passage, lexicon, group.last, sentence)
    phrase = phrase_right(passage, lexicon, first, sentence[1])
    if phrase is None and first != group.last:
        phrase = phrase_right(passage, lexicon, group.last, sentence[1])
    if phrase is None or _is_governed(passage, lexicon, group, phrase[0]):
        return None
    stop = previous - 1 if passage.is_mark(previous) else previous  # “…,” said X
    after_marks = previous > sentence[0] and (
        passage.is_mark(previous - 1) or passage.is_mark(previous)
    )
    sure = (after_marks or passage.is_speech) and passage.words[stop] in (",", "!", "?", "…")
    if not sure and (
        passage.words[phrase[0]] in lexicon.words["pronouns"]
        or lexicon.has(group.reading.lemma, "with_object")  # "…, accused the firm of"
    ):
        return None  # "X, its owner, said it would"
    if (
        not (sure and group.is_known)
        and not _is_headed_by_source(passage, lexicon, phrase)
        and not (sure and _names_somebody(passage, phrase, sentence))
        and not _ends_report(passage, lexicon, group, phrase, sentence)
    ):
        return None
    sources = {
        i for i in range(sentence[0], group.first)
        if passage.owner[i] < 0 and has_source(passage, lexicon, i)
    }  # fmt: skip
    if not sources or passage.words[previous] != ",":
        return phrase
    is_told = is_person(passage, phrase[0]) and group.is_compound
    if passage.is_speech and (is_told or passage.words[phrase[0]] in lexicon.words["definite"]):
        return phrase  # "On juge hier avec les yeux d'aujourd'hui, a développé X"
    named = not after_marks and previous > 0 and is_person(passage, previous - 1)
    if named and not _has_verb(passage, sentence[0], previous):
        return None  # "La directrice, X, rassure les parents"
    # "X, ministre de Y, dénonce une …": the subject stands before the comma
    return None if parsed_left(passage, group, sentence) in sources else phrase


def _is_governed(passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, first: int) -> bool:
    """True after a preposition; not in "révèlent des analyses", of a verb in the plural."""
    word = passage.words[first]
    if word not in lexicon.unite("of", "to"):
        return False
    verb = passage.words[group.first]
    plural = verb.endswith("ent") or verb in lexicon.words["plural_auxiliaries"]
    return not (plural and word in lexicon.words["indefinite"])


def _names_somebody(passage: Passage, phrase: Range, sentence: Range) -> bool:
    """True for "leur manager, X": a name beside a noun that the lexicon may not know."""
    after = phrase[1] + 1
    return after < sentence[1] and passage.words[after - 1] == "," and is_person(passage, after)


def _ends_report(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, phrase: Range, sentence: Range
) -> bool:
    """True for ", ont annoncé les deux parties" after a whole clause: anybody may be speaking."""
    first, last = phrase
    before = group.first - 1
    if (
        not group.is_known
        or group.is_negated
        or lexicon.has(group.reading.lemma, "weak")
        or not lexicon.has(group.reading.lemma, "speech")
        or before <= sentence[0]
        or passage.words[before] != ","
        or passage.words[first] not in lexicon.words["definite"]
    ):
        return False
    closes = last >= sentence[1] or passage.words[last] in lexicon.unite(
        "stops", "adjunct_prepositions"
    )
    whole = _has_verb(passage, sentence[0], before)
    return closes and whole and parsed_left(passage, group, sentence) is None


def _has_verb(passage: Passage, first: int, last: int) -> bool:
    return any(passage.pos[i] in ("VERB", "AUX") for i in range(first, last))


def _opens(passage: Passage, lexicon: QuoteLexicon, previous: int) -> bool:
    """True for a word or mark after which a verb may stand before its subject."""
    word = passage.words[previous]
    return (
        word in (",", "!", "?", "…", "...", ":", ")", "–", "—", "-", ".", "»", "”")
        or passage.is_mark(previous)
        or passage.owner[previous] >= 0
        or word in lexicon.words["as_words"]
    )


def _after_asides(passage: Passage, lexicon: QuoteLexicon, last: int, sentence: Range) -> int:
    """Where the subject may begin after a verb: behind adjuncts and asides between commas."""
    first, end = skip_adjuncts(passage, lexicon, last, sentence[1]), sentence[1]
    if first >= end or passage.words[first] != ",":
        return first
    after = skip_adjuncts(passage, lexicon, first + 1, end)
    if after > first + 1 and after < end and passage.words[after] == ",":
        return after + 1  # ", dans un sourire, "
    if first > last:
        return first + 1
    if first + 1 < end and _is_aside(passage, lexicon, first + 1):
        commas = (i for i in range(first + 1, min(end, first + 10)) if passage.words[i] == ",")
        return next(commas, first - 1) + 1
    return first


def _is_aside(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for "joint par téléphone", "interrogé par la radio", set off before a subject."""
    return passage.words[index] in lexicon.words["closers"] and passage.words[index].endswith(
        ("é", "ée", "és", "joint", "jointe")
    )


def _is_headed_by_source(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True when the head of the phrase, not a complement, can speak."""
    first = phrase[0]
    if passage.words[first] in lexicon.words["single"] and phrase[1] > first + 2:
        first += 2 * (passage.words[first + 1] in lexicon.words["of"])  # "un de ses élèves"
    for index in range(first, min(first + 4, phrase[1])):
        if passage.words[index] in lexicon.words["of"] and index > first:
            return False
        if has_source(passage, lexicon, index) or passage.words[index] in lexicon.words["works"]:
            return True
    return False
