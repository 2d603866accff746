"""What an utterance goes on with behind its incise: "Le taux, dit-elle, atteint 64 %"."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.speech.cue import Cue
from transforms.speech.drafts import Range, islands
from transforms.speech.grammar.adjuncts import is_adverb, skip_adjuncts
from transforms.speech.grammar.around import opens_predicate
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.grammar.trailing import behind_leaving
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_MEANWHILE = frozenset({"as", "while", "before", "after", "when"})
_ADDING = frozenset({"adding", "saying", "writing", "continuing"})
_CLOSERS = "”’\"' "
_LONGEST_REST = 45  # words of a clause behind its incise
_LONGEST_RELATIVE = 20  # words that tell who somebody is
_LONGEST_PLACE = 10  # words that say where somebody speaks


def _behind(cue: Cue) -> int:
    """Index behind a verb and its subject with its apposition: ", dit sa fille, Anne Roy,"."""
    return max(cue.after, cue.subject[1]) if cue.side == "right" and cue.subject else cue.after


def continued(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    cue: Cue,
    kind: str,
) -> tuple[Range, ...]:
    """The marked words with which an utterance goes on after its incise."""
    if kind == "indirect":
        return ()
    resumed = _resumed(passage, lexicon, sentence, cue)
    if resumed:
        return resumed
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


def _resumed(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue
) -> tuple[Range, ...]:
    """The rest of “It was late,” she said, to laughter, “but we stayed.”, whatever parts them.

    The comma in the first marks and the small letter tell that the sentence goes on.
    """
    before = [m for m in passage.tops if m.close <= passage.starts[cue.start]]
    nexts = [m for m in passage.tops if m.open >= passage.ends[cue.last - 1]]
    if lexicon.language != "en" or not before or not nexts:
        return ()
    said, rest = before[-1], nexts[0]
    opens = passage.word_at(rest.open)
    comma = opens - 1
    if opens >= sentence[1] or opens - cue.last > _LONGEST_RELATIVE:
        return ()
    unfinished = passage.text[said.start : said.end].rstrip(_CLOSERS).endswith(",")
    small = passage.text[rest.start].islower() or passage.words[opens + 1] == "i"
    between = range(cue.last, comma)
    meanwhile = any(passage.words[i] in _MEANWHILE for i in between)
    says_more = passage.words[comma - 1] in _ADDING or any(
        passage.words[i] in lexicon.verbs
        and passage.pos[i] in VERBAL
        and not (meanwhile or passage.words[i].endswith("ing"))
        for i in between
    )
    if not (unfinished and small) or passage.words[comma] != "," or says_more:
        return ()
    return islands([rest])


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


def clause_rest(
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
    goes_on = _completes(passage, lexicon, head, after + 1) or _acts(passage, lexicon, after + 1)
    if whole and not is_cleft and not depends and not goes_on:
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


def _acts(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for "let" in "Two of the nets tested, she says, let fish through": no new subject.

    And for "Losing it, he says, would hurt"; not for ", she said, flanked by her lawyers".
    """
    if lexicon.language != "en" or passage.pos[index] not in VERBAL or passage.owner[index] >= 0:
        return False
    word, after = passage.words[index], passage.pos[index + 1 : index + 2]
    told = word.endswith(("ed", "en")) and after == ["ADP"]
    return passage.pos[index] == "AUX" or not (told or word.endswith("ing"))


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
