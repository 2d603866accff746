"""Cues: the verb groups and source phrases that announce reported speech, with their speaker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from transforms.nouns import is_adverb, phrase_left, phrase_right, skip_adjuncts
from transforms.passages import Passage
from transforms.quote_lexicon import QuoteLexicon, Tense, VerbForm

Side = Literal["left", "right", "pronoun", "set off", "relative", "implicit", "none"]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group `[first, last)` in words, its subject (words), and the word after both.

    `side` says where the subject stands: `pronoun` is one that follows the verb (dit-il), `set
    off` one between marked words and the verb (“…,” he said).
    """

    first: int
    last: int
    lemma: str
    tense: str
    side: Side
    subject: Range | None
    after: int
    is_negated: bool = False
    is_passive: bool = False

    @property
    def is_inverted(self) -> bool:
        """True when the words before it are what is said."""
        return self.side in ("right", "pronoun", "set off")

    @property
    def start(self) -> int:
        """First word of the cue and, where it stands before, its subject."""
        return self.subject[0] if self.side == "set off" and self.subject else self.first


@dataclass(frozen=True, slots=True)
class _Group:
    first: int
    last: int
    reading: VerbForm
    is_negated: bool
    is_passive: bool
    is_compound: bool
    has_object: bool
    is_known: bool = True  # its verb is in the lexicon


def find_cues(passage: Passage, lexicon: QuoteLexicon, sentence: Range) -> list[Cue]:
    """The cue verbs of a sentence outside its marked words, left to right."""
    cues: list[Cue] = []
    for index in range(*sentence):
        readings = lexicon.verbs.get(passage.words[index])
        if readings is None or passage.owner[index] >= 0 or passage.at[index] >= 0:
            continue
        group = _group(passage, lexicon, index, readings, sentence, bool(cues))
        if group is None or (cues and group.first < cues[-1].last):
            continue
        cues.append(_with_subject(passage, lexicon, group, sentence, cues))
    return _with_open_cues(passage, lexicon, sentence, cues)


def _with_open_cues(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cues: list[Cue]
) -> list[Cue]:
    """`cues` with verbs that no lexicon knows, where they follow marked words and a comma."""
    taken = {index for cue in cues for index in range(cue.first, cue.last)}
    for marked in passage.tops:
        first = passage.word_at(marked.close)
        if not sentence[0] < first < sentence[1] - 1 or passage.words[first] != ",":
            continue
        for index in range(first + 1, min(first + 6, sentence[1] - 1)):
            if index in taken or passage.owner[index] >= 0 or passage.words[index] == ",":
                break
            if passage.pos[index] == "VERB":
                cue = _open_cue(passage, lexicon, index, sentence)
                if cue is not None and cue.first == first + 1 and cue.is_inverted:
                    cues.append(cue)
                break
    return sorted(cues, key=lambda cue: cue.first)


def _open_cue(passage: Passage, lexicon: QuoteLexicon, index: int, sentence: Range) -> Cue | None:
    word = passage.words[index]
    tenses: tuple[Tense, ...] = ("participle", "finite", "infinitive")
    readings = tuple(
        VerbForm(word, tense, (), is_reflexive)
        for tense in tenses
        for is_reflexive in (False, True)
    )
    group = _group(passage, lexicon, index, readings, sentence)
    if group is None or word in lexicon.words["auxiliaries"]:
        return None
    if not group.is_compound and word.endswith(("é", "ée", "és", "ées", "ant", "er", "ir", "ing")):
        return None
    return _with_subject(passage, lexicon, replace(group, is_known=False), sentence, [])


def _group(
    passage: Passage,
    lexicon: QuoteLexicon,
    index: int,
    readings: tuple[VerbForm, ...],
    sentence: Range,
    may_coordinate: bool = False,
) -> _Group | None:
    words = passage.words
    left, negated = _skip_left(passage, lexicon, index, sentence[0])
    auxiliary = left - 1 if left > sentence[0] else -1
    compound = auxiliary >= 0 and words[auxiliary] in lexicon.words["auxiliaries"]
    first = auxiliary if compound else index
    if not compound and may_coordinate and words[index - 1] in lexicon.words["coordinators"]:
        compound = all(reading.tense == "participle" for reading in readings)  # "a dit et répété"
    clitics: list[str] = []
    while first > sentence[0] and words[first - 1] in lexicon.words["clitics"]:
        if (
            words[first - 1] in ("le", "la", "les", "nous", "vous")
            and not compound
            and passage.pos[first] != "VERB"
        ):
            break
        first -= 1
        clitics.append(words[first])
    negated = negated or bool({"n'", "ne"} & set(clitics))
    reflexive = bool(lexicon.words["reflexives"] & set(clitics))
    reading = _choose(passage, lexicon, index, readings, compound, reflexive)
    if reading is None:
        return None
    passive = (
        compound
        and not reflexive
        and (
            words[auxiliary] in lexicon.words["being"]
            or any(word in lexicon.words["been"] for word in words[left:index])
        )
    )
    if reading.tense == "infinitive":
        governed = _modal(passage, lexicon, first, sentence[0])
        if governed < first:
            first, reading = governed, reading._replace(tense="finite")
    last = _skip_right(passage, lexicon, index + 1, sentence[1])
    for word in reading.rest:
        while last < sentence[1] and words[last] != word and is_adverb(passage, lexicon, last):
            last += 1
        last += 1
    has_object = bool({"l'", "le"} & set(clitics))
    return _Group(first, last, reading, negated, passive, compound, has_object)


def _modal(passage: Passage, lexicon: QuoteLexicon, first: int, floor: int) -> int:
    """Start of "a tenu à", "vient de", "veut-il" before an infinitive; `first` if there is none."""
    words, index = passage.words, first
    while index > floor and (
        words[index - 1] in lexicon.words["modal_links"] or is_adverb(passage, lexicon, index - 1)
    ):
        index -= 1
    while index > floor and words[index - 1] in lexicon.words["postposed"]:
        index -= 1
    if index == floor or words[index - 1] not in lexicon.words["modals"]:
        return first
    index -= 1
    left, _ = _skip_left(passage, lexicon, index, floor)
    if left > floor and words[left - 1] in lexicon.words["auxiliaries"]:
        index = left - 1
    while index > floor and words[index - 1] in lexicon.words["clitics"]:
        index -= 1
    return index


def _skip_left(passage: Passage, lexicon: QuoteLexicon, index: int, floor: int) -> tuple[int, bool]:
    """Start of the adverbs, negations and clitics between an auxiliary and its participle."""
    negated, left = False, index
    while left > floor:
        word = passage.words[left - 1]
        if word in lexicon.words["negations"] and word not in ("plus", "point"):
            negated = True
        elif not (
            word in lexicon.words["postposed"]
            or (word in lexicon.words["between"] and index - left < 4)
            or is_adverb(passage, lexicon, left - 1)
            or word == "plus"
        ):
            break
        left -= 1
    if left > floor and passage.words[left - 1] not in lexicon.words["auxiliaries"]:
        return index, False
    return left, negated


def _skip_right(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    while index < end and passage.words[index] in lexicon.words["postposed"]:
        index += 1
    return index


def _choose(
    passage: Passage,
    lexicon: QuoteLexicon,
    index: int,
    readings: tuple[VerbForm, ...],
    compound: bool,
    reflexive: bool,
) -> VerbForm | None:
    """The reading that fits: tense by auxiliary, pronoun by clitic, the words that follow."""
    fitting = []
    for reading in readings:
        if reading.rest and not _rest_follows(passage, lexicon, index + 1, reading.rest):
            continue
        if reading.is_reflexive != reflexive and lexicon.language == "fr":
            continue
        if compound != (reading.tense == "participle"):
            continue
        fitting.append(reading)
    if not fitting:
        return None
    best = max(fitting, key=lambda reading: (len(reading.rest), reading.tense == "finite"))
    if best.rest or compound or not _is_doubtful(passage, lexicon, index, best):
        return best
    return None


def _rest_follows(
    passage: Passage, lexicon: QuoteLexicon, index: int, rest: tuple[str, ...]
) -> bool:
    for word in rest:
        limit = index + 4
        while (
            index < min(limit, len(passage.words))
            and passage.words[index] != word
            and (
                passage.words[index] in lexicon.words["postposed"]
                or is_adverb(passage, lexicon, index)
            )
        ):
            index += 1
        if index >= len(passage.words) or passage.words[index] != word:
            return False
        index += 1
    return True


def _is_doubtful(passage: Passage, lexicon: QuoteLexicon, index: int, reading: VerbForm) -> bool:
    """True for a noun or adjective that looks like the verb."""
    word, words = passage.words[index], passage.words
    next_index = index + 1
    while next_index < len(words) and is_adverb(passage, lexicon, next_index):
        next_index += 1
    following = words[next_index] if next_index < len(words) else ""
    previous = words[index - 1] if index else ""
    if previous in lexicon.words["determiners"] and previous not in lexicon.words["clitics"]:
        return True
    if previous in lexicon.words["clitics"] and passage.pos[index] in ("NOUN", "PROPN"):
        return previous in lexicon.words["articles"]
    if word not in lexicon.words["homographs"]:
        return False
    if passage.pos[index] == "NOUN" and index and passage.pos[index - 1] in ("NOUN", "ADJ"):
        return True
    if following in lexicon.words["infinitive_of"] and _is_verb(passage, next_index + 1):
        return False
    if following in lexicon.words["postposed"] or following in lexicon.words["complementisers"]:
        return False
    if previous in lexicon.words["pronouns"] or previous in lexicon.words["relatives"]:
        return False
    if previous in ("n'", "ne", "s'", "se", "lui", "leur") or passage.pos[index] in ("VERB", "AUX"):
        return False
    if previous in (",", "!", "?", "…") or (index and passage.is_mark(index - 1)):
        return phrase_right(passage, lexicon, index + 1, len(words)) is None or (
            words[index + 1] in lexicon.words["of"]
        )
    return not (index and passage.at[index - 1] >= 0)


def _is_verb(passage: Passage, index: int) -> bool:
    return index < len(passage.words) and passage.pos[index] in ("VERB", "AUX", "PRON")


def _with_subject(
    passage: Passage, lexicon: QuoteLexicon, group: _Group, sentence: Range, before: list[Cue]
) -> Cue:
    reading = group.reading
    side, subject, after = _subject(passage, lexicon, group, sentence, before)
    return Cue(
        group.first, group.last, reading.lemma, reading.tense, side, subject, after,
        group.is_negated, group.is_passive,
    )  # fmt: skip


def _subject(
    passage: Passage, lexicon: QuoteLexicon, group: _Group, sentence: Range, before: list[Cue]
) -> tuple[Side, Range | None, int]:
    words, (start, end) = passage.words, sentence
    for index in range(group.first, group.last):
        bare = words[index].rsplit("-", 1)[-1]
        if words[index] in lexicon.words["postposed"] and bare in lexicon.words["pronouns"]:
            return "pronoun", _source_of_on(passage, lexicon, index, group, sentence), group.last
    previous = group.first - 1
    if group.reading.tense in ("gerund", "infinitive"):
        modified = _modified(passage, lexicon, group, start)
        implicit = modified or _implicit(passage, lexicon, group.first, start, before)
        return "implicit", implicit, group.last
    while previous >= start and is_adverb(passage, lexicon, previous):
        previous -= 1
    if previous >= start and words[previous] in lexicon.words["pronouns"]:
        side: Side = "set off" if _is_set_off(passage, previous, start) else "left"
        return side, (previous, previous + 1), group.last
    if previous >= start and words[previous] in lexicon.words["relatives"]:
        last = before[-1] if before else None
        if last is not None and last.side == "right" and passage.words[previous - 1] == ",":
            return "relative", last.subject, group.last  # "…, a dit X, qui précise"
        return "relative", _antecedent(passage, lexicon, previous, start), group.last
    inverted = _inverted(passage, lexicon, group, previous, sentence)
    if inverted is not None:
        return "right", inverted, inverted[1]
    left = _left_subject(passage, lexicon, group, previous, start, before)
    if left is not None and left[1] == previous + 1 and _is_set_off(passage, left[0], start):
        return "set off", left, group.last
    return ("left" if left else "none"), left, group.last


def _is_set_off(passage: Passage, first: int, start: int) -> bool:
    """True when a subject follows marked words: “…,” he said; “…,” Smith said."""
    return first > start and passage.is_mark(first - 1) and passage.owner[first] < 0


def _source_of_on(
    passage: Passage, lexicon: QuoteLexicon, index: int, group: _Group, sentence: Range
) -> Range:
    """Who stands behind "on": "indique-t-on dans l'entourage de X", "a-t-on appris auprès de X"."""
    if not passage.words[index].endswith("on"):
        return index, index + 1
    first = group.last
    while first < sentence[1] and is_adverb(passage, lexicon, first):
        first += 1
    if first < sentence[1] and passage.words[first] in lexicon.words["source_prepositions"]:
        while first < sentence[1] and passage.words[first] in (
            lexicon.words["source_prepositions"] | lexicon.words["of"]
        ):
            first += 1
        phrase = phrase_right(passage, lexicon, first, sentence[1])
        if phrase is not None:
            return phrase
    return index, index + 1


def _inverted(
    passage: Passage, lexicon: QuoteLexicon, group: _Group, previous: int, sentence: Range
) -> Range | None:
    """The subject after the verb, where what stands before the verb cannot be one."""
    if previous >= sentence[0]:
        word = passage.words[previous]
        opens = (
            word in (",", "!", "?", "…", "...", ":", ")", "–", "—", "-", ".", "»", "”")
            or passage.is_mark(previous)
            or passage.owner[previous] >= 0
            or word in lexicon.words["as_words"]
        )
        if not opens and not group.has_object:
            return None
    first = skip_adjuncts(passage, lexicon, group.last, sentence[1])
    if first < sentence[1] and passage.words[first] == ",":
        after = skip_adjuncts(passage, lexicon, first + 1, sentence[1])
        if after > first + 1 and after < sentence[1] and passage.words[after] == ",":
            first = after + 1  # ", dans un sourire, "
        elif first > group.last:
            first += 1
    phrase = phrase_right(passage, lexicon, first, sentence[1])
    if phrase is None and first != group.last:
        phrase = phrase_right(passage, lexicon, group.last, sentence[1])
    if phrase is None or passage.words[phrase[0]] in lexicon.words["of"]:
        return None
    after_marks = previous > sentence[0] and (
        passage.is_mark(previous - 1) or passage.is_mark(previous)
    )
    sure = after_marks and passage.words[previous] in (",", "!", "?")
    if not (sure and group.is_known) and not _is_headed_by_source(passage, lexicon, phrase):
        return None
    subject = _parsed_left(passage, group, sentence[0])
    if (
        subject is not None
        and passage.words[previous] == ","
        and _has_source(passage, lexicon, subject)
    ):
        return None  # "X, ministre de Y, dénonce une …": the subject stands before the comma
    return phrase


def _is_headed_by_source(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True when the head of the phrase, not a complement, can speak."""
    for index in range(phrase[0], min(phrase[0] + 4, phrase[1])):
        if passage.words[index] in lexicon.words["of"] and index > phrase[0]:
            return False
        if _has_source(passage, lexicon, index) or passage.words[index] in lexicon.words["works"]:
            return True
    return False


def _parsed_left(passage: Passage, group: _Group, start: int) -> int | None:
    """The parser's subject, if it stands before the verb and outside marks."""
    if not passage.heads:
        return None
    for index in range(group.first, group.last):
        subject = passage.heads[index]
        if start <= subject < group.first and passage.owner[subject] < 0:
            return subject
    return None


def _has_source(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    return (
        passage.at[index] >= 0
        or passage.words[index] in lexicon.words["roles"]
        or passage.words[index] in lexicon.words["pronouns"]
        or passage.words[index] in lexicon.words["titles"]
    )


def _left_subject(
    passage: Passage,
    lexicon: QuoteLexicon,
    group: _Group,
    previous: int,
    start: int,
    before: list[Cue],
) -> Range | None:
    words = passage.words
    if previous < start:
        return None
    if words[previous] in lexicon.words["coordinators"] and before:  # "a salué X et dénoncé Y"
        return before[-1].subject
    parsed = _parsed_left(passage, group, start)
    if words[previous] != ",":
        near = phrase_left(passage, lexicon, previous + 1, start)
        if parsed is None or not near or near[0] <= parsed or _names_person(passage, near):
            return near
        if not _has_source(passage, lexicon, parsed) and any(
            _has_source(passage, lexicon, i) for i in range(*near)
        ):
            return near
    if parsed is not None:
        left = phrase_left(passage, lexicon, parsed + 1, start)
        right = phrase_right(passage, lexicon, left[0] if left else parsed, group.first)
        return (left[0] if left else parsed), max(parsed + 1, right[1] if right else 0)
    return first_source(passage, lexicon, start, previous)


def _names_person(passage: Passage, phrase: Range) -> bool:
    return any(
        passage.at[i] >= 0 and passage.mentions[passage.at[i]].label == "PER"
        for i in range(*phrase)
    )


def _implicit(
    passage: Passage, lexicon: QuoteLexicon, first: int, start: int, before: list[Cue]
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


def _modified(passage: Passage, lexicon: QuoteLexicon, group: _Group, start: int) -> Range | None:
    """The noun phrase that a gerund modifies: "un rapport du journal affirmant que"."""
    if group.reading.tense != "gerund" or group.first - 1 <= start:
        return None
    if passage.pos[group.first - 1] not in ("NOUN", "PROPN", "ADJ"):
        return None
    phrase = phrase_left(passage, lexicon, group.first, start)
    if phrase and any(_has_source(passage, lexicon, i) for i in range(*phrase)):
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


def first_source(passage: Passage, lexicon: QuoteLexicon, start: int, end: int) -> Range | None:
    """The first noun phrase outside marks that can speak."""
    for index in _outside(passage, start, end):
        if passage.words[index] in lexicon.words["pronouns"] and passage.words[index] != "on":
            return index, index + 1
        if _has_source(passage, lexicon, index):
            if passage.at[index] >= 0 and passage.mentions[passage.at[index]].label == "LOC":
                continue
            first = index
            while first > start and passage.words[first - 1] in lexicon.words["articles"]:
                first -= 1
            phrase = phrase_right(passage, lexicon, first, end)
            return phrase or (index, index + 1)
    return None


def _outside(passage: Passage, start: int, end: int) -> Iterator[int]:
    return (i for i in range(start, end) if passage.owner[i] < 0 and not passage.is_mark(i))
