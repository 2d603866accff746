"""The subject of a cue verb: before it, after it, a pronoun, an antecedent, or implied."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from transforms.speech.cue import Cue, Found, Known, Range, Side, Subject
from transforms.speech.grammar.adjuncts import is_adverb
from transforms.speech.grammar.appositions import named_before, up_to_name, with_apposition
from transforms.speech.grammar.asides import before_asides
from transforms.speech.grammar.candidates import body_at, fronted_body, has_source
from transforms.speech.grammar.inverted import inverted
from transforms.speech.grammar.nouns import phrase_left, phrase_right
from transforms.speech.grammar.preceding import implied, left_subject, modified
from transforms.speech.grammar.relatives import antecedent, whom_it_tells_of
from transforms.speech.grammar.relay import learnt_from, relayed_source
from transforms.speech.grammar.trailing import may_be_set_off, trails
from transforms.speech.grammar.verb_groups import VerbGroup
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_IN_WHICH = frozenset({"lequel", "laquelle", "lesquels", "lesquelles", "où"})
_AGREEING = {"il": ("le", "l'", "un", "son"), "elle": ("la", "l'", "une", "sa", "son")}


def find_subject(
    passage: Passage,
    lexicon: QuoteLexicon,
    group: VerbGroup,
    sentence: Range,
    before: Sequence[Cue],
) -> Subject:
    """The subject of a verb; `before` are earlier cues."""
    pronoun = _postposed(passage, lexicon, group)
    if pronoun is not None:
        stands_for = _source_of_on(passage, lexicon, pronoun, group, sentence)
        return Known(Found("pronoun", stands_for, group.last))
    bare = passage.words[group.first] in lexicon.words["bare_auxiliaries"]  # "après avoir dit"
    if bare or group.reading.tense in ("gerund", "infinitive"):
        return _Implicit(_Place(passage, lexicon, group, sentence, before, group.first - 1))
    previous = group.first - 1
    while previous >= sentence[0] and is_adverb(passage, lexicon, previous):
        previous -= 1
    place = _Place(passage, lexicon, group, sentence, before, previous)
    found = _preposed(place)
    return Known(found) if found is not None else _Phrase(place)


class _Place(NamedTuple):
    """Where a subject is sought; `previous` is the last word before the verb and its adverbs."""

    passage: Passage
    lexicon: QuoteLexicon
    group: VerbGroup
    sentence: Range
    before: Sequence[Cue]
    previous: int


class _Implicit:
    """The subject of a gerund or an infinitive."""

    side: Side = "implicit"
    is_inverted = is_relative = False

    def __init__(self, place: _Place) -> None:
        self._place = place
        self.after = place.group.last

    @cached_property
    def found(self) -> Found:
        passage, lexicon, group, sentence, before, _ = self._place
        words = (
            _quoted(passage, lexicon, group, before)
            or modified(passage, lexicon, group, sentence[0])
            or implied(passage, lexicon, group.first, sentence, before)
        )
        return Found("implicit", words, group.last)


class _Phrase:
    """A noun phrase after the verb or before it; a medium gives way to whom it cites."""

    is_relative = False

    def __init__(self, place: _Place) -> None:
        self._place = place

    @cached_property
    def behind(self) -> Found | None:
        """The subject after the verb."""
        passage, lexicon, group, sentence, _, previous = self._place
        phrase = inverted(passage, lexicon, group, previous, sentence)
        if phrase is None:
            return None
        subject = with_apposition(passage, lexicon, phrase, sentence[1])
        source = relayed_source(passage, lexicon, subject, sentence[1], group.reading.lemma)
        return Found("right", source or subject, (source or phrase)[1])

    @cached_property
    def found(self) -> Found:
        return self.behind or _ahead(self._place)

    @property
    def side(self) -> Side:
        return self.found.side

    @property
    def after(self) -> int:
        if self.behind is None and not self._may_be_set_off:
            return self._place.group.last
        return self.found.after

    @property
    def is_inverted(self) -> bool:
        return self.behind is not None or (self._may_be_set_off and self.found.side == "set off")

    @cached_property
    def _may_be_set_off(self) -> bool:
        return may_be_set_off(*self._place[:4])


def _ahead(place: _Place) -> Found:
    """The subject before the verb."""
    passage, lexicon, group, sentence, before, previous = place
    first = group.first
    previous = before_asides(passage, lexicon, previous, sentence[0])
    side, left = _before(passage, lexicon, group, sentence, before, previous)
    left = _described(passage, left, sentence[0], first)
    left = _dressed(passage, lexicon, left, sentence[0], first)
    if side == "set off" and left is not None:
        source = relayed_source(
            passage, lexicon, left, sentence[1], group.reading.lemma, group.last
        )
        after = source[1] if source else group.last
        return Found(side, source or left, after, _lead(passage, sentence[0], first))
    if (
        left is None
        and first == sentence[0]
        and passage.words[first] in (lexicon.words["contrasting"])
    ):  # "Lui assure que"
        return Found("left", (first, first + 1), group.last)
    return Found(side, left, group.last)


def _described(passage: Passage, left: Range | None, start: int, end: int) -> Range | None:
    """The person whom a noun without article describes: "Exportatrice connue, X, de Y, se dit"."""
    if left is None or left[0] != start or passage.at[start] >= 0:
        return left
    if passage.pos[start] not in ("NOUN", "PROPN"):
        return left
    for comma in range(start + 1, end - 1):
        if passage.words[comma] == ",":
            named = passage.at[comma + 1]
            is_person = named >= 0 and passage.mentions[named].label == "PER"
            return (comma + 1, passage.mention_end(comma + 1)) if is_person else left
    return left


def _dressed(
    passage: Passage, lexicon: QuoteLexicon, left: Range | None, start: int, end: int
) -> Range | None:
    """The person in "Le prévenu, chemise blanche et voix basse, a concédé", not what he wears."""
    if left is None or left[0] - 1 <= start or any(passage.at[i] >= 0 for i in range(*left)):
        return left
    opens, head = left[0] - 1, passage.words[left[0]]
    bare = passage.pos[left[0]] == "NOUN" and head not in lexicon.unite("roles", "articles")
    if not bare or passage.words[opens] != "," or passage.words[end - 1] != ",":
        return left
    before = phrase_left(passage, lexicon, opens, start)
    somebody = before is not None and any(has_source(passage, lexicon, i) for i in range(*before))
    return before if somebody else left


def _lead(passage: Passage, start: int, first: int) -> int:
    """The first word behind the comma or the mark before word `first`."""
    while first > start and not (passage.words[first - 1] == "," or passage.is_mark(first - 1)):
        first -= 1
    return first


def _quoted(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, before: Sequence[Cue]
) -> Range | None:
    """X in "the agency quoted X as saying"."""
    if not before or not lexicon.has(before[-1].lemma, "quotes"):
        return None
    phrase = phrase_right(passage, lexicon, before[-1].last, group.first)
    as_saying = phrase and passage.match(phrase[1], lexicon.phrases["as_saying"])
    return phrase if as_saying else None


def _preposed(place: _Place) -> Found | None:
    """The pronoun right before the verb: "il dit", "qui dit"."""
    passage, lexicon, group, sentence, before, previous = place
    words, start = passage.words, sentence[0]
    if previous < start:
        return None
    if words[previous] in lexicon.words["pronouns"]:
        subject = whom_it_tells_of(passage, lexicon, previous, start) or (previous, previous + 1)
        if words[previous] in lexicon.words["impersonal"]:
            behind = fronted_body(passage, lexicon, sentence, previous)
            if behind is not None:
                return Found("left", behind, group.last)
        writer = _writer(passage, lexicon, previous, sentence)
        if writer is not None:
            return Found("left", writer, group.last)
        is_apart = _is_set_off(passage, previous, start) or trails(
            passage, lexicon, group, subject, sentence
        )
        return Found("set off" if is_apart else "left", subject, group.last)
    if words[previous] in lexicon.words["relatives"]:
        last = before[-1] if before else None
        if last is not None and words[previous - 1] == "," and last.side == "right":
            return Found("relative", last.subject, group.last)  # "…, a dit X, qui précise"
        return Found("relative", antecedent(passage, lexicon, previous, start), group.last)
    return None


def _writer(passage: Passage, lexicon: QuoteLexicon, pronoun: int, sentence: Range) -> Range | None:
    """The body in "L'association X a publié un communiqué dans lequel elle appelle à…"."""
    in_which = passage.words[pronoun - 1] in _IN_WHICH and pronoun > sentence[0] + 4
    articles = _AGREEING.get(passage.words[pronoun])
    if not in_which or articles is None:
        return None
    subject = implied(passage, lexicon, pronoun - 1, sentence, ())
    if subject is None or passage.words[subject[0]] not in articles:
        return None
    return subject if has_source(passage, lexicon, subject[0] + 1) else None


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
    left = up_to_name(passage, lexicon, left, previous)
    left = named_before(passage, lexicon, left, start)
    is_apart = _is_set_off(passage, left[0], start)
    if left[1] == previous + 1 and (is_apart or trails(passage, lexicon, group, left, sentence)):
        return "set off", left
    if passage.words[previous] == "," and (
        is_apart or trails(passage, lexicon, group, left, sentence)
    ):
        return "set off", left  # "“…,” X, a biologist, told"
    return "left", left


def _is_set_off(passage: Passage, first: int, start: int) -> bool:
    """True when a subject follows marked words: “…,” he said; “…,” Smith said."""
    return first > start and passage.is_mark(first - 1) and passage.owner[first] < 0


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
