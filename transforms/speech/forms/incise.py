"""Speech before its cue: "…", a déclaré X; ce que dit X; and what the cue goes on to announce."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range, cover, is_fragment
from transforms.speech.forms.behind_incise import clause_rest, continued
from transforms.speech.forms.ends import is_relative_of
from transforms.speech.forms.floors import (
    after_dash,
    after_own,
    after_scene,
    after_stop,
    at_relative,
)
from transforms.speech.grammar.adjuncts import skip_adjuncts
from transforms.speech.grammar.appositions import is_person
from transforms.speech.grammar.relay import is_medium
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_ENDED = frozenset('.!?…:»”"')
_LINKS = frozenset(  # what comes before the clause of whoever speaks
    {"but", "or", "nor", "yet", "so", "because", "although", "though", "while", "when", "if",
     "since", "unless", "until", "as", "whereas"}
)  # fmt: skip
_REFUSES = frozenset({"declined", "declines", "refused", "refuses"})
_FEWEST = 3  # words without marks that are a report of their own


def incise(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    cue: Cue,
    floor: int,
    cues: Sequence[Cue] = (),
) -> Draft | None:
    """What stands before an inverted cue, from character `floor` on, and what goes on after it.

    `cues` are all those of the sentence.
    """
    if cue.is_passive or not _may_report(passage, lexicon, sentence, cue) or not cue.is_inverted:
        return None
    if not _REFUSES.isdisjoint(passage.words[cue.first : cue.last]):
        return None  # "Asked about it, she declined to comment"
    first = _first_word(passage, lexicon, sentence, cue)
    if not _is_set_off(passage, lexicon, first, cue) or _denies(passage, lexicon, first):
        return None
    stop, dash = after_stop(passage, sentence, first), after_dash(passage, sentence, cue)
    floor = max(floor, stop, dash, after_scene(passage, lexicon, sentence, cue))
    floor = max(floor, at_relative(passage, lexicon, sentence, first, cues))
    floor, cue = after_own(passage, lexicon, sentence, cue, floor, cues)
    start, end = passage.trim(floor, passage.starts[first])
    if end <= start or _announces_clause(passage, lexicon, cue, sentence):
        return None
    spans, kind = _head(passage, lexicon, start, end)
    weak = _is_weak(passage, lexicon, cue)
    if kind != "direct" and first < cue.first and cue.side == "right":
        return None  # "comme le rapporte X": the journalist's own words
    rest: tuple[Range, ...] = ()
    if kind == "indirect" or (kind == "mixed" and not passage.has_verb_between(start, end)):
        rest = clause_rest(passage, lexicon, sentence, cue, (start, end if spans else start), cues)
    is_short = not spans or len(passage.text[start:end].split()) < _FEWEST
    is_alone = is_short and kind == "indirect" and not rest
    if is_alone and _is_verdict(passage, lexicon, sentence, cue, (start, end)):
        return _draft(passage, cue, ((start, end),), kind)
    if kind == "indirect" and (
        (is_short and not rest)
        or weak
        or not _reports(passage, lexicon, sentence, cue, (start, end))
        or _behind_bracket(passage, first, (start, end))
    ):
        return None
    if rest and passage.text[start:end].lower() in lexicon.unite("coordinators", "connectives"):
        spans = ()  # "Mais, dit X, …"
    spans += rest or continued(passage, lexicon, sentence, cue, kind)
    if any(m.open < e and s < m.close for m in passage.tops for s, e in rest):
        kind = "mixed"
    return _draft(passage, cue, spans, kind)


def _draft(passage: Passage, cue: Cue, spans: tuple[Range, ...], kind: str) -> Draft:
    place = (passage.starts[cue.first], passage.ends[cue.last - 1])
    return Draft(spans, kind, "incise", place, cue.subject, cue.lemma)


def _is_verdict(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue, head: Range
) -> bool:
    """True for "Impossible, répond la mairie.": a word or two that are a whole answer.

    Not before a colon, behind which the answer stands.
    """
    first, last = passage.word_at(head[0]), passage.word_at(head[1])
    if ":" in passage.words[cue.after : sentence[1]]:
        return False
    begins = first == 0 or passage.words[first - 1] in _ENDED
    if not begins or last - first >= _FEWEST or any(passage.adverbial[first:last]):
        return False
    word = passage.words[last - 1]
    if word in lexicon.words["verdicts"]:
        return True
    timed = word in lexicon.unite("starters", "times", "months")  # "Mardi, a répondu X, …"
    answers = lexicon.has(cue.lemma, "answers") and not timed
    return answers and passage.pos[last - 1] in ("ADJ", "NOUN") and passage.at[last - 1] < 0


def _denies(passage: Passage, lexicon: QuoteLexicon, first: int) -> bool:
    """True for ", a charge the mayor denied": what somebody else said."""
    return any(
        passage.match(at, lexicon.phrases["denied"]) for at in range(max(0, first - 2), first + 1)
    )


def _head(
    passage: Passage, lexicon: QuoteLexicon, start: int, end: int
) -> tuple[tuple[Range, ...], str]:
    """Spans and kind of what stands before an incise; none in "Or, dit X, …", "où, dit X, …"."""
    spans, kind = cover(passage, lexicon, start, end) or ((), "indirect")
    if kind == "direct" and len(spans) == 1 and is_fragment(passage, lexicon, *spans[0]):
        return spans, "mixed"
    if kind != "direct" and _leads_on(passage, lexicon, start, end):
        return (), "indirect"
    return spans, kind


def _behind_bracket(passage: Passage, first: int, head: Range) -> bool:
    """True for "Anne Roy (LR) a rédigé un rapport": what stands before is the subject."""
    return passage.words[first - 1] == ")" and not passage.has_verb_between(*head)


def _asks(passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue) -> bool:
    """True for "Avec le recul, regrette-t-il ses mots ?": the whole sentence asks."""
    if cue.side != "pronoun" or passage.words[sentence[1] - 1] != "?":
        return False
    after = skip_adjuncts(passage, lexicon, cue.after, sentence[1])
    return passage.words[after] not in lexicon.words["stops"] if after < sentence[1] else False


def _leads_on(passage: Passage, lexicon: QuoteLexicon, start: int, end: int) -> bool:
    """True where what stands before the incise ends in "où", "pour qui": the journalist's.

    And for "She had two minutes and, she said, been cut off", "It shut because, he says, flour
    costs too much"; not for "That, she said, was…".
    """
    first, last = passage.word_at(start), passage.word_at(end) - 1
    if last > first and passage.words[last] in lexicon.words["conjunctions"]:
        return (
            lexicon.language == "en"
            or passage.words[first] in lexicon.words["pronouns"]
            or is_person(passage, first)
        )
    if lexicon.language == "en" and last > first and passage.words[last] in _LINKS:
        return passage.owner[last] < 0
    leads = lexicon.unite("relative_words", "complementisers")
    return last >= 0 and passage.words[last] in leads and (last > first or lexicon.language == "fr")


def _first_word(passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue) -> int:
    """The first word of a cue and its subject, with "comme" before them."""
    first = cue.start
    while first > sentence[0] and passage.words[first - 1] in lexicon.words["as_words"]:
        first -= 1
    return first


def _may_report(passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue) -> bool:
    """False for a verb that would need marked words before it and has none."""
    start, end = passage.starts[sentence[0]], passage.starts[cue.first]
    return _tells(lexicon, cue) or any(m.open < end and m.close > start for m in passage.tops)


def _tells(lexicon: QuoteLexicon, cue: Cue) -> bool:
    sorts = ("speech", "thought", "written", "ends_report")
    return not cue.is_negated and any(lexicon.has(cue.lemma, sort) for sort in sorts)


def _reports(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue, head: Range
) -> bool:
    """True for a verb that may report the words without marks before it, the `head`."""
    after = skip_adjuncts(passage, lexicon, cue.after, sentence[1])
    if after < sentence[1] and passage.words[after] == ":" and not passage.has_verb_between(*head):
        return False  # what is said comes after the colon
    return _tells(lexicon, cue) and not _asks(passage, lexicon, sentence, cue)


def _is_weak(passage: Passage, lexicon: QuoteLexicon, cue: Cue) -> bool:
    """True for a doubtful verb; not in ", lance-t-il" and ", she had posted"."""
    if not lexicon.has(cue.lemma, "weak") or cue.side == "pronoun":
        return False
    if cue.side in ("set off", "right") and lexicon.has(cue.lemma, "ends_report"):
        return False  # "…, researchers reported.", "…, signale Anne Roy."
    first, last = cue.subject or (0, 0)
    if last - first == 1 and passage.words[first] in lexicon.words["pronouns"]:
        return False
    return not (lexicon.has(cue.lemma, "learns") or _by_medium(passage, lexicon, cue))


def _by_medium(passage: Passage, lexicon: QuoteLexicon, cue: Cue) -> bool:
    """True for ", Reuters reported.": what others may only make known, a medium reports."""
    if cue.subject is None or not lexicon.has(cue.lemma, "written"):
        return False
    return is_medium(passage, lexicon, cue.subject)


def _is_set_off(passage: Passage, lexicon: QuoteLexicon, first: int, cue: Cue) -> bool:
    if first == 0:
        return False
    word = passage.words[first - 1]
    if first < cue.first and word == ",":
        return True
    return (
        word in (",", "!", "?", "…", "...", "–", "—", "-", ")", ".")
        or passage.is_mark(first - 1)
        or passage.owner[first - 1] >= 0
        or (cue.side == "pronoun" and passage.pos[first - 1] not in ("ADV", "SCONJ", "ADP"))
        or (cue.side == "right" and lexicon.language == "fr" and first == cue.first)  # no comma
    )


def _announces_clause(passage: Passage, lexicon: QuoteLexicon, cue: Cue, sentence: Range) -> bool:
    after = skip_adjuncts(passage, lexicon, cue.after, sentence[1])
    if passage.has_verb(cue.after, after):
        return False  # "dit-il avant d'ajouter que"
    if is_relative_of(passage, lexicon, cue, after):
        return False
    if after > cue.after and passage.is_mark(cue.start - 2) and cue.start > 2:
        return False  # "« Non », dit X dans une note que Le Soir a lue"
    verbal = passage.has_verb(after, sentence[1])  # "that morning"
    return verbal and passage.words[after] in lexicon.words["complementisers"]
