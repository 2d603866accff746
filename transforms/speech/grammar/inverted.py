"""The subject after its verb: "…, a déclaré X", "révèlent des analyses"."""

from __future__ import annotations

from transforms.speech.cue import Range
from transforms.speech.grammar.adjuncts import skip_adjuncts
from transforms.speech.grammar.appositions import is_person
from transforms.speech.grammar.around import is_between, is_clause, is_subject, names_beside
from transforms.speech.grammar.asides import after_participle
from transforms.speech.grammar.candidates import has_source
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.grammar.preceding import parsed_left
from transforms.speech.grammar.verb_groups import VerbGroup
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LOOKS = 8  # words of ", un sourire au coin des lèvres,"
_PARTICIPLES = ("é", "ée", "és", "ées", "i", "is", "ie", "ies", "us", "ues", "ant", "ante", "antes")
_FEW = 3  # words of a name in marks


def inverted(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, previous: int, sentence: Range
) -> Range | None:
    """The subject after the verb, where what stands before the verb cannot be one."""
    if previous >= sentence[0] and not group.has_object and not _opens(passage, lexicon, previous):
        return _without_comma(passage, lexicon, group, previous, sentence)
    phrase = _phrase_behind(passage, lexicon, group, sentence)
    if phrase is None or passage.words[group.first] in lexicon.words["bare_auxiliaries"]:
        return None
    if _is_asked(passage, lexicon, phrase[1]):
        return None
    stop = previous - 1 if passage.is_mark(previous) else previous  # “…,” said X
    after_marks = previous > sentence[0] and (
        passage.is_mark(previous - 1) or passage.is_mark(previous)
    )
    sure = (after_marks or passage.is_speech) and passage.words[stop] in (",", "!", "?", "…")
    if is_between(passage, lexicon, phrase, previous, sentence):
        return phrase
    if not sure and lexicon.has(group.reading.lemma, "ends_report"):
        return phrase if _ends_judged(passage, lexicon, phrase, previous, sentence) else None
    if not sure and (
        passage.words[phrase[0]] in lexicon.words["pronouns"]
        or lexicon.has(group.reading.lemma, "with_object")  # "…, accused the firm of"
    ):
        return None  # "X, its owner, said it would"
    named = names_beside(passage, phrase, sentence)
    person = is_person(passage, phrase[0])
    if not (sure or person) and is_subject(passage, lexicon, sentence[0], previous):
        return None
    if (
        not (sure and group.is_known)
        and not _is_headed_by_source(passage, lexicon, phrase)
        and not (sure and named)
        and not _ends_report(passage, lexicon, group, phrase, sentence)
    ):
        return None
    if _judges(passage, lexicon, group, phrase, sentence, sure):
        return None
    if _begins_clause(passage, lexicon, phrase, sentence):
        return None
    rival = _has_rival(passage, lexicon, group, phrase, previous, sentence, after_marks)
    return None if rival else phrase


def _has_rival(
    passage: Passage,
    lexicon: QuoteLexicon,
    group: VerbGroup,
    phrase: Range,
    previous: int,
    sentence: Range,
    after_marks: bool,
) -> bool:
    """True for "X, ministre de Y, dénonce une …": the subject stands before the comma."""
    sources = {
        i for i in range(sentence[0], group.first)
        if passage.owner[i] < 0 and has_source(passage, lexicon, i)
    }  # fmt: skip
    if not sources or passage.words[previous] != "," or _follows_colon(passage, previous):
        return False
    is_told = is_person(passage, phrase[0]) and group.is_compound
    if passage.is_speech and (is_told or passage.words[phrase[0]] in lexicon.words["definite"]):
        return False  # "On juge hier avec les yeux d'aujourd'hui, a développé X"
    is_apposed = not after_marks and previous > 0 and is_person(passage, previous - 1)
    if is_apposed and not passage.has_verb(sentence[0], previous):
        return True  # "La directrice, X, rassure les parents"
    if is_clause(passage, lexicon, sentence[0], previous):
        return False
    return parsed_left(passage, group, sentence) in sources


def _judges(
    passage: Passage,
    lexicon: QuoteLexicon,
    group: VerbGroup,
    phrase: Range,
    sentence: Range,
    after_marks: bool,
) -> bool:
    """True for "X, victime d'un vol, a remercié la police": whom or what X judges.

    Such verbs come after a clause, or after what is marked, and somebody says it.
    """
    lemma = group.reading.lemma
    judging = lexicon.has(lemma, "accusation") or lexicon.has(lemma, "attitude")
    if lexicon.language != "fr" or not judging:
        return False
    if not after_marks:
        return not passage.has_verb(sentence[0], group.first - 1)
    marked = [m for m in passage.tops if m.close <= passage.starts[group.first]]
    named = marked and len(passage.text[marked[-1].start : marked[-1].end].split()) <= _FEW
    outside = any(
        passage.owner[i] < 0 and not passage.is_mark(i) and passage.words[i] != ","
        for i in range(sentence[0], group.first)
    )
    return (
        bool(named and outside)
        and not _is_headed_by_source(passage, lexicon, phrase)
        and not names_beside(passage, phrase, sentence)
    )


def _ends_judged(
    passage: Passage, lexicon: QuoteLexicon, phrase: Range, previous: int, sentence: Range
) -> bool:
    """True for "Le plan n'est pas appliqué, dénonce X": a clause, then somebody and no object."""
    if not is_clause(passage, lexicon, sentence[0], previous):
        return False
    if is_person(passage, phrase[0]) or names_beside(passage, phrase, sentence):
        return True
    closes = phrase[1] >= sentence[1] or passage.words[phrase[1]] in lexicon.words["stops"]
    nouns = lexicon.words["roles"].intersection(passage.words[phrase[0] : phrase[0] + 2])
    return closes and bool(nouns)


def _begins_clause(passage: Passage, lexicon: QuoteLexicon, phrase: Range, sentence: Range) -> bool:
    """True for "said members had paid": who is reported on, not who reports."""
    after = phrase[1]
    if lexicon.language != "en" or after >= sentence[1]:
        return False
    told = passage.line.kind == "title" and passage.is_mark(after)  # "say mayor ‘broke’ promise"
    if passage.words[after] == ",":  # "says his wife, a nurse, is ill"
        near = range(after + 1, min(sentence[1] - 1, after + _LOOKS))
        after = next((i + 1 for i in near if passage.words[i] == ","), after)
    return (told or passage.pos[after] == "AUX") and passage.owner[phrase[0]] < 0


def _is_asked(passage: Passage, lexicon: QuoteLexicon, after: int) -> bool:
    """True for "asked a court to keep him": whom it is asked of."""
    if lexicon.language != "en" or after + 1 >= len(passage.words):
        return False
    linked = passage.words[after] in lexicon.words["infinitive_of"]
    return linked and passage.pos[after + 1] in ("VERB", "AUX")


def _without_comma(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, previous: int, sentence: Range
) -> Range | None:
    """The name that ends "Il pleuvait ce soir-là se souvient Anne Roy.", whose comma is missing."""
    if (
        lexicon.language != "fr"
        or passage.line.kind != "body"
        or not group.is_known
        or group.is_negated
        or passage.pos[previous] not in ("NOUN", "ADJ", "ADV", "PROPN", "NUM")
        or group.reading.tense not in ("finite", "participle")
        or not lexicon.has(group.reading.lemma, "speech")
        or lexicon.has(group.reading.lemma, "weak")
    ):
        return None
    first = group.last
    if first >= sentence[1] or passage.at[first] < 0:
        return None
    mention = passage.mentions[passage.at[first]]
    last = passage.mention_end(first)
    ends = last >= sentence[1] or passage.words[last] in lexicon.words["stops"]
    if mention.label not in ("PER", "ORG") or not ends:
        return None
    if not passage.has_verb(sentence[0], previous):
        return None
    subject = parsed_left(passage, group, sentence)
    if subject is not None and not passage.has_verb(subject + 1, previous):
        return None
    return first, last


def _follows_colon(passage: Passage, comma: int) -> bool:
    """True in "Port : « … », répètent les pêcheurs": the marks stand alone behind a topic."""
    for marked in passage.tops:
        if marked.open > 0 and passage.word_at(marked.close) == comma:
            return passage.words[passage.word_at(marked.open) - 1] == ":"
    return False


def _phrase_behind(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, sentence: Range
) -> Range | None:
    """The noun phrase behind the verb and its asides, unless a preposition governs it."""
    first = _after_asides(passage, lexicon, group.last, sentence)
    phrase = phrase_right(passage, lexicon, first, sentence[1])
    if phrase is None and first != group.last:
        phrase = phrase_right(passage, lexicon, group.last, sentence[1])
    if phrase is None or _is_governed(passage, lexicon, group, phrase[0]):
        return None
    return phrase


def _is_governed(passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, first: int) -> bool:
    """True after a preposition; not in "révèlent des analyses", of a verb in the plural."""
    word = passage.words[first]
    if word not in lexicon.unite("of", "to"):
        return False
    verb = passage.words[group.first]
    plural = verb.endswith("ent") or verb in lexicon.words["plural_auxiliaries"]
    return not (plural and word in lexicon.words["indefinite"])


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
    whole = passage.has_verb(after_participle(passage, lexicon, sentence[0], before), before)
    return closes and whole and parsed_left(passage, group, sentence) is None


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
    if passage.words[first + 2 : first + 3] == [","] and passage.pos[first + 1] in ("ADJ", "VERB"):
        return first + 3  # ", ému, "
    if first > last:
        return first + 1
    looks = _behind_looks(passage, lexicon, first, end)
    if looks:
        return looks
    if first + 1 < end and _is_aside(passage, lexicon, first + 1):
        commas = (i for i in range(first + 1, min(end, first + 10)) if passage.words[i] == ",")
        return next(commas, first - 1) + 1
    return first


def _behind_looks(passage: Passage, lexicon: QuoteLexicon, comma: int, end: int) -> int:
    """Where somebody is named behind ", les yeux rougis, " or ", carte à l'appui, "; else 0."""
    inside = range(comma + 1, min(end - 1, comma + 1 + _LOOKS))
    closes = next((i for i in inside if passage.words[i] == ","), 0)
    if not closes or closes < comma + 3:
        return 0
    if any(
        passage.at[i] >= 0 or passage.is_mark(i) or has_source(passage, lexicon, i)
        or (passage.pos[i] in ("VERB", "AUX") and not passage.words[i].endswith(_PARTICIPLES))
        for i in range(comma + 1, closes)
    ):  # fmt: skip
        return 0
    named = closes + 1
    named += passage.words[named] in lexicon.unite("titles", "definite") and named + 1 < end
    return closes + 1 if has_source(passage, lexicon, named) else 0


def _is_aside(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for "joint par téléphone", "interrogé par la radio", set off before a subject."""
    return passage.words[index] in lexicon.words["closers"] and passage.words[index].endswith(
        ("é", "ée", "és", "joint", "jointe")
    )


def _is_headed_by_source(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True when the head of the phrase, not a complement, can speak."""
    first = phrase[0]
    if passage.words[first] in lexicon.words["pointers"]:
        return True  # "a assuré celui qui dirige le club"
    if passage.words[first] in lexicon.words["single"] and phrase[1] > first + 2:
        first += 2 * (passage.words[first + 1] in lexicon.words["of"])  # "un de ses élèves"
    for index in range(first, min(first + 4, phrase[1])):
        if passage.words[index] in lexicon.words["of"] and index > first:
            return False
        if has_source(passage, lexicon, index) or passage.words[index] in lexicon.unite(
            "works", "offices"
        ):
            return True
    return False
