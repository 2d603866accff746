"""Speech before its cue: "…", a déclaré X; ce que dit X; and what the cue goes on to announce."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range, cover, is_fragment, islands
from transforms.speech.forms.ends import is_relative_of
from transforms.speech.forms.floors import (
    after_dash,
    after_own,
    after_scene,
    after_stop,
    at_relative,
)
from transforms.speech.grammar.adjuncts import is_adverb, skip_adjuncts
from transforms.speech.grammar.appositions import is_person
from transforms.speech.grammar.around import opens_predicate
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.grammar.relay import is_medium
from transforms.speech.grammar.trailing import behind_leaving
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONGEST_REST = 45  # words of a clause behind its incise
_FEWEST = 3  # words without marks that are a report of their own
_LONGEST_RELATIVE = 20  # words that tell who somebody is
_LONGEST_PLACE = 10  # words that say where somebody speaks


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
        rest = _rest(passage, lexicon, sentence, cue, (start, end if spans else start), cues)
    is_short = not spans or len(passage.text[start:end].split()) < _FEWEST
    if kind == "indirect" and (
        (is_short and not rest)
        or weak
        or not _reports(passage, lexicon, sentence, cue, (start, end))
        or _behind_bracket(passage, first, (start, end))
    ):
        return None
    if rest and passage.text[start:end].lower() in lexicon.unite("coordinators", "connectives"):
        spans = ()  # "Mais, dit X, …"
    spans += rest or _continued(passage, lexicon, sentence, cue, kind)
    if any(m.open < e and s < m.close for m in passage.tops for s, e in rest):
        kind = "mixed"
    place = (passage.starts[cue.first], passage.ends[cue.last - 1])
    return Draft(spans, kind, "incise", place, cue.subject, cue.lemma)


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

    And for "She had two minutes and, she said, been cut off"; not for "That, she said, was…".
    """
    first, last = passage.word_at(start), passage.word_at(end) - 1
    if last > first and passage.words[last] in lexicon.words["conjunctions"]:
        return passage.words[first] in lexicon.words["pronouns"] or is_person(passage, first)
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


def _behind(cue: Cue) -> int:
    """Index behind a verb and its subject with its apposition: ", dit sa fille, Anne Roy,"."""
    return max(cue.after, cue.subject[1]) if cue.side == "right" and cue.subject else cue.after


def _continued(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    cue: Cue,
    kind: str,
) -> tuple[Range, ...]:
    """The marked words with which an utterance goes on after its incise."""
    if kind == "indirect":
        return ()
    after = skip_adjuncts(passage, lexicon, _behind(cue), sentence[1])
    while (  # "told reporters, “…”"
        after < min(sentence[1], cue.after + 6)
        and passage.pos[after] in ("NOUN", "PROPN", "DET", "ADJ", "PRON")
    ):
        after += 1
    if after >= sentence[1] or passage.words[after] not in (",", "–", "—"):
        return ()
    after = _behind_relative(passage, lexicon, after, sentence[1])
    text_start = passage.ends[after]
    limit = passage.ends[sentence[1] - 1]
    nexts = [m for m in passage.tops if m.open >= text_start and m.open < limit]
    if nexts and not passage.text[text_start : nexts[0].open].strip():
        return islands(nexts[:1])
    return ()


def _behind_relative(passage: Passage, lexicon: QuoteLexicon, comma: int, end: int) -> int:
    """The comma behind ", who runs a café," where marks open again; else `comma`."""
    if comma + 1 >= end or passage.words[comma + 1] not in lexicon.words["relatives"]:
        return comma
    for at in range(comma + 2, min(end - 1, comma + _LONGEST_RELATIVE)):
        if passage.words[at] == "," and passage.starts[at + 1] in passage.opens:
            return at
        if passage.owner[at] >= 0:
            break
    return comma


def _rest(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    cue: Cue,
    head: Range,
    cues: Sequence[Cue],
) -> tuple[Range, ...]:
    """The rest of a clause without marks after its incise: "Le taux, dit-elle, atteint 64 %"."""
    after = _after_told(passage, lexicon, sentence, cue)
    if after + 1 >= sentence[1] or passage.words[after] not in (",", "–", "—"):
        return ()
    limit = passage.ends[sentence[1] - 1]
    hangs = _hangs(passage, lexicon, head)
    whole = _is_whole(passage, head) and not hangs
    after = (_before_link if whole else _before_verb)(passage, lexicon, after, sentence[1])
    depends = passage.pos[passage.word_at(head[0])] == "SCONJ"
    after = _behind_apposition(passage, lexicon, after, sentence[1]) if depends else after
    text_start = passage.ends[after]
    following = passage.words[after + 1]
    verb = next((i for i in range(after + 1, sentence[1]) if passage.pos[i] in VERBAL), after)
    opens = passage.words[passage.word_at(head[0])]
    relative = whole and opens in lexicon.words["relative_words"]
    is_cleft = relative or opens in lexicon.words["clefts"]
    if not is_cleft and not lexicon.words["relative_words"].isdisjoint(
        passage.words[after + 1 : verb]
    ):
        return ()  # "…, dit X, pour qui…", but "Ce sont eux, dit X, qui…"
    if whole and not is_cleft and not depends and not _completes(passage, lexicon, head, after + 1):
        if following not in lexicon.unite("pronouns", "resumers", "coordinators"):
            return ()
        marked = any(m.open >= text_start and m.open < limit for m in passage.tops)
        if marked and any(other.first > after for other in cues):
            return ()
    rest = passage.trim(text_start, limit)
    held = [m for m in passage.tops if m.open <= rest[0] and rest[1] <= m.close]
    if held and (whole or hangs or head[0] == head[1]):
        return ()  # words of their own
    rest = (held[0].start, held[0].end) if held else rest
    is_short = len(passage.text[slice(*rest)].split()) <= _LONGEST_REST
    told = passage.match(after + 1, lexicon.phrases["comments"]) > 0
    completes = hangs and not told and not is_adverb(passage, lexicon, after + 1)
    completes = completes or (relative and not told)
    completes = completes or (whole and _completes(passage, lexicon, head, after + 1))
    return (rest,) if is_short and (completes or passage.has_verb_between(*rest)) else ()


def _is_whole(passage: Passage, head: Range) -> bool:
    """True for a head with a verb of its own; not for "A written reply", a noun's participle."""
    inside = range(passage.word_at(head[0]), passage.word_at(head[1]))
    return passage.has_verb_between(*head) and any(
        passage.pos[i] in VERBAL
        and not (passage.pos[i - 1 : i] == ["DET"] and passage.pos[i + 1 : i + 2] == ["NOUN"])
        for i in inside
    )


def _completes(passage: Passage, lexicon: QuoteLexicon, head: Range, index: int) -> bool:
    """True for "to protect" in "They failed, she said, to protect us", "of" behind "evidence"."""
    last = passage.word_at(head[1]) - 1
    if last < 0 or index + 1 >= len(passage.words) or passage.is_mark(index + 1):
        return False
    word = passage.words[index]
    links = lexicon.unite("infinitive_of", "infinitive_to")
    if word in links and passage.pos[index + 1] in VERBAL:
        ending = () if lexicon.language == "en" else ("er", "ir", "re", "oir")
        return not ending or passage.words[index + 1].endswith(ending)
    return lexicon.language == "en" and word == "of" and passage.pos[last] == "NOUN"


def _hangs(passage: Passage, lexicon: QuoteLexicon, head: Range) -> bool:
    """True for "C'est, dit X, une erreur", "Il faut, dit X, partir": the verb lacks its rest."""
    last = passage.word_at(head[1]) - 1
    if last < 1 or head[0] == head[1] or passage.pos[last] not in VERBAL:
        return False
    return passage.words[last] in lexicon.unite("being", "needing")


def _after_told(passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue) -> int:
    """Index behind the incise, with whom something is told: ", she told the paper,"."""
    after = skip_adjuncts(passage, lexicon, _behind(cue), sentence[1])
    if after < sentence[1] and lexicon.has(cue.lemma, "object_clause"):
        told = phrase_right(passage, lexicon, after, sentence[1])
        after = skip_adjuncts(passage, lexicon, told[1], sentence[1]) if told else after
    return behind_leaving(passage, lexicon, after, sentence[1])


def _before_link(passage: Passage, lexicon: QuoteLexicon, comma: int, end: int) -> int:
    """The comma behind how somebody was asked: ", dit X, jointe par la radio, sauf si…"."""
    first = comma + 1
    if first >= end or passage.words[first] not in lexicon.words["closers"]:
        return comma
    if passage.pos[first] not in ("VERB", "ADJ"):
        return comma
    for index in range(first, min(end - 1, comma + _LONGEST_PLACE)):
        if passage.words[index] == ",":
            return index
    return comma


def _behind_apposition(passage: Passage, lexicon: QuoteLexicon, comma: int, end: int) -> int:
    """The comma behind who somebody is: "S'il pleut, dit X, maire de Dole, on restera"."""
    first = comma + 1
    if first >= end or passage.words[first] in lexicon.unite("articles", "pronouns", "clitics"):
        return comma
    if passage.pos[first] not in ("VERB", "ADJ", "NOUN") or passage.owner[first] >= 0:
        return comma
    near = range(first + 1, min(end - 1, first + _LONGEST_RELATIVE))
    return next((i for i in near if passage.words[i] == ","), comma)


def _before_verb(passage: Passage, lexicon: QuoteLexicon, comma: int, end: int) -> int:
    """The comma behind what is said of the speaker: "Le gel, dit X, de Sousse, punit…"."""
    for index in range(comma + 1, min(end - 1, comma + _LONGEST_PLACE)):
        if passage.words[index] == "," and opens_predicate(passage, lexicon, index + 1, end):
            return index
        if passage.pos[index] in VERBAL or passage.owner[index] >= 0:
            return comma
    return comma
