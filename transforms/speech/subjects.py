"""The subject of a cue verb: before it, after it, a pronoun, an antecedent, or implied."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.speech.appositions import is_person, named_before, with_apposition
from transforms.speech.candidates import first_source, has_source
from transforms.speech.nouns import is_adverb, phrase_left, phrase_right, skip_adjuncts
from transforms.speech.passages import Passage
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
    words, start = passage.words, sentence[0]
    pronoun = _postposed(passage, lexicon, group)
    if pronoun is not None:
        return "pronoun", _source_of_on(passage, lexicon, pronoun, group, sentence), group.last
    previous = group.first - 1
    if group.reading.tense in ("gerund", "infinitive"):
        modified = _modified(passage, lexicon, group, start)
        implicit = modified or _implicit(passage, lexicon, group.first, start, before)
        return "implicit", implicit, group.last
    while previous >= start and is_adverb(passage, lexicon, previous):
        previous -= 1
    if previous >= start and words[previous] in lexicon.words["pronouns"]:
        subject = (previous, previous + 1)
        is_apart = _is_set_off(passage, previous, start) or _trails(
            passage, lexicon, group, subject, sentence
        )
        return "set off" if is_apart else "left", subject, group.last
    if previous >= start and words[previous] in lexicon.words["relatives"]:
        last = before[-1] if before else None
        if last is not None and last.side == "right" and passage.words[previous - 1] == ",":
            return "relative", last.subject, group.last  # "…, a dit X, qui précise"
        return "relative", _antecedent(passage, lexicon, previous, start), group.last
    inverted = _inverted(passage, lexicon, group, previous, sentence)
    if inverted is not None:
        subject = with_apposition(passage, lexicon, inverted, sentence[1])
        source = relayed_source(passage, lexicon, subject, sentence[1], group.reading.lemma)
        return "right", source or subject, (source or inverted)[1]
    side, left = _before(passage, lexicon, group, sentence, before, previous)
    if side == "set off" and left is not None:
        source = relayed_source(
            passage, lexicon, left, sentence[1], group.reading.lemma, group.last
        )
        return side, source or left, source[1] if source else group.last
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
    left = _left_subject(passage, lexicon, group, previous, start, before)
    if left is None:
        return "none", None
    left = named_before(passage, with_apposition(passage, lexicon, left, group.first), start)
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
    return learnt_from(passage, lexicon, group.last, sentence[1]) or own


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
    if phrase is None or passage.words[phrase[0]] in lexicon.words["of"]:
        return None
    stop = previous - 1 if passage.is_mark(previous) else previous  # “…,” said X
    after_marks = previous > sentence[0] and (
        passage.is_mark(previous - 1) or passage.is_mark(previous)
    )
    sure = (after_marks or passage.is_speech) and passage.words[stop] in (",", "!", "?", "…")
    if not sure and passage.words[phrase[0]] in lexicon.words["pronouns"]:
        return None  # "X, its owner, said it would"
    if not (sure and group.is_known) and not _is_headed_by_source(passage, lexicon, phrase):
        return None
    subject = _parsed_left(passage, group, sentence[0])
    if (
        subject is not None
        and passage.words[previous] == ","
        and has_source(passage, lexicon, subject)
    ):
        return None  # "X, ministre de Y, dénonce une …": the subject stands before the comma
    return phrase


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
    for index in range(phrase[0], min(phrase[0] + 4, phrase[1])):
        if passage.words[index] in lexicon.words["of"] and index > phrase[0]:
            return False
        if has_source(passage, lexicon, index) or passage.words[index] in lexicon.words["works"]:
            return True
    return False


def _parsed_left(passage: Passage, group: VerbGroup, start: int) -> int | None:
    """The parser's subject, if it stands before the verb and outside marks."""
    if not passage.heads:
        return None
    for index in range(group.first, group.last):
        subject = passage.heads[index]
        if start <= subject < group.first and passage.owner[subject] < 0:
            return subject
    return None


def _left_subject(
    passage: Passage,
    lexicon: QuoteLexicon,
    group: VerbGroup,
    previous: int,
    start: int,
    before: Sequence[Cue],
) -> Range | None:
    words = passage.words
    if previous < start:
        return None
    if words[previous] in lexicon.words["coordinators"]:  # "a salué X et dénoncé Y"
        return _implicit(passage, lexicon, group.first, start, before)
    parsed = _parsed_left(passage, group, start)
    if words[previous] != ",":
        near = phrase_left(passage, lexicon, previous + 1, start)
        if parsed is None or not near or near[0] <= parsed or _names_person(passage, near):
            return near
        if not has_source(passage, lexicon, parsed) and any(
            has_source(passage, lexicon, i) for i in range(*near)
        ):
            return near
    if parsed is not None and words[parsed] in lexicon.words["relatives"]:
        return _antecedent(passage, lexicon, parsed, start)
    if parsed is not None:
        left = phrase_left(passage, lexicon, parsed + 1, start)
        right = phrase_right(passage, lexicon, left[0] if left else parsed, group.first)
        return (left[0] if left else parsed), max(parsed + 1, right[1] if right else 0)
    return first_source(passage, lexicon, start, previous)


def _names_person(passage: Passage, phrase: Range) -> bool:
    return any(is_person(passage, i) for i in range(*phrase))


def _implicit(
    passage: Passage, lexicon: QuoteLexicon, first: int, start: int, before: Sequence[Cue]
) -> Range | None:
    """The subject of a gerund or infinitive: that of the clause it hangs on."""
    for cue in reversed(before):
        if cue.subject is not None:
            return cue.subject
    if passage.heads:
        for index in range(start, first):
            subject = passage.heads[index]
            if start <= subject < first and passage.owner[subject] < 0:
                left = phrase_left(passage, lexicon, subject + 1, start) or (subject, subject + 1)
                right = phrase_right(passage, lexicon, left[0], first)
                return left[0], max(left[1], right[1] if right else 0)
    return first_source(passage, lexicon, start, first)


def _modified(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, start: int
) -> Range | None:
    """The noun phrase that a gerund modifies: "un rapport du journal affirmant que"."""
    if group.reading.tense != "gerund" or group.first - 1 <= start:
        return None
    if passage.pos[group.first - 1] not in ("NOUN", "PROPN", "ADJ"):
        return None
    phrase = phrase_left(passage, lexicon, group.first, start)
    if phrase and any(has_source(passage, lexicon, i) for i in range(*phrase)):
        return phrase
    return None


def _antecedent(passage: Passage, lexicon: QuoteLexicon, index: int, start: int) -> Range | None:
    last = index
    while last > start and passage.words[last - 1] in (",", ")", "–"):
        last -= 1
    phrase = phrase_left(passage, lexicon, last, start)
    if phrase is None or index + 1 >= len(passage.words):
        return phrase
    if passage.words[index + 1].endswith(("ent", "ont")):  # a plural verb: "… des A et B qui"
        for inner in range(phrase[1] - 1, phrase[0], -1):
            if passage.words[inner] in lexicon.words["plural_articles"]:
                return inner, phrase[1]
    return phrase
