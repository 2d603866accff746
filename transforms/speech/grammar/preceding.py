"""The subject before a cue verb: beside it, where the parser finds it, an antecedent, implied."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.speech.cue import Cue, Range
from transforms.speech.grammar.appositions import is_person
from transforms.speech.grammar.asides import after_participle, before_relative
from transforms.speech.grammar.candidates import first_source, has_source, names_somebody
from transforms.speech.grammar.nouns import phrase_left, phrase_right
from transforms.speech.grammar.relatives import antecedent
from transforms.speech.grammar.verb_groups import VerbGroup
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_TOLD = frozenset({"him", "her", "it", "them"})
_LONGEST_WHOSE = 18  # words of a clause with "dont"
_LONGEST_TOLD = 14  # words of "soutenus par l'association X"
_LONGEST_GERUND = 9  # words of "ayant partagé sa vie"
_PARTICIPLES = ("é", "ée", "és", "ées", "i", "is", "u", "us", "t")


def parsed_left(passage: Passage, group: VerbGroup, sentence: Range) -> int | None:
    """The parser's subject, if it stands before the verb and outside marks."""
    subjects = passage.subjects.of(sentence, group.last)
    for index in range(group.first, group.last):
        subject = subjects.get(index, -1)
        if sentence[0] <= subject < group.first and passage.owner[subject] < 0:
            return None if passage.words[subject].endswith("ing") else subject
    return None


def left_subject(
    passage: Passage,
    lexicon: QuoteLexicon,
    group: VerbGroup,
    previous: int,
    sentence: Range,
    before: Sequence[Cue],
) -> Range | None:
    words, start = passage.words, sentence[0]
    if previous < start:
        return None
    start = after_participle(passage, lexicon, start, previous)
    if words[previous] in lexicon.words["coordinators"]:  # "a salué X et dénoncé Y"
        return implied(
            passage, lexicon, group.first, sentence, _level(passage, lexicon, group, before)
        )
    whose = _beside_whose(passage, lexicon, previous, start) if words[previous] == "," else None
    if whose is not None:
        return whose
    near = phrase_left(passage, lexicon, previous + 1, start) if words[previous] != "," else None
    near = _from_where(passage, lexicon, near, start) or near
    near = _share(passage, lexicon, previous, start) or near
    near = _pointed(passage, lexicon, previous, start) or near
    near = _behind_agent(passage, lexicon, near, start) or near
    near = _behind_gerund(passage, lexicon, near, start) or near
    governed = near is not None and _is_governed(passage, lexicon, near, start)
    if near and not governed and _is_sure(passage, lexicon, near, start):
        return near  # no parser could say better
    parsed = parsed_left(passage, group, sentence)
    told_of = before_relative(passage, lexicon, previous, start)
    if told_of is not None and (parsed is None or not start <= parsed < told_of[1]):
        return told_of
    if near and governed and (parsed is None or near[0] <= parsed < near[1]):
        return first_source(passage, lexicon, start, near[0]) or near
    if words[previous] != ",":
        if parsed is None or not near or near[0] <= parsed:
            return near or _dated(passage, lexicon, parsed, start)
        governed = governed or (near[0] > start and passage.pos[near[0] - 1] == "ADP")
        if not (governed or has_source(passage, lexicon, parsed)) and any(
            names_somebody(passage, lexicon, i) for i in range(*near)
        ):
            return near
    if parsed is not None and words[parsed] in lexicon.words["relatives"]:
        return antecedent(passage, lexicon, parsed, start)
    if parsed is not None:
        left = phrase_left(passage, lexicon, parsed + 1, start)
        right = phrase_right(passage, lexicon, left[0] if left else parsed, group.first)
        return (left[0] if left else parsed), max(parsed + 1, right[1] if right else 0)
    told = _before_told(passage, lexicon, previous, start)
    return told or first_source(passage, lexicon, start, previous)


def _dated(passage: Passage, lexicon: QuoteLexicon, parsed: int | None, start: int) -> Range | None:
    """The subject in "Les habitants réunis samedi dénoncent": a participle and its day follow."""
    if parsed is None or lexicon.language != "fr" or passage.pos[parsed] not in ("NOUN", "PROPN"):
        return None
    if not passage.words[parsed + 1].endswith(_PARTICIPLES) or passage.owner[parsed + 1] >= 0:
        return None
    left = phrase_left(passage, lexicon, parsed + 1, start)
    return left if left is not None and has_source(passage, lexicon, parsed) else None


def _beside_whose(passage: Passage, lexicon: QuoteLexicon, comma: int, start: int) -> Range | None:
    """The subject beside a clause with "dont" that ends at a comma before the verb.

    "un vote dont la SNCF, propriétaire du pont, assure" is said by the SNCF; "Ce texte, dont Le
    Soir a eu copie, prévoit" by the text.
    """
    for index in range(comma - 2, max(start, comma - _LONGEST_WHOSE), -1):
        if passage.words[index] not in lexicon.words["whose"] or passage.owner[index] >= 0:
            continue
        phrase = phrase_right(passage, lexicon, index + 1, comma)
        if phrase is None:
            return None
        if passage.words[phrase[1]] == ",":
            return phrase
        apart = passage.words[index - 1] == "," and passage.has_verb(phrase[1], comma)
        return phrase_left(passage, lexicon, index - 1, start) if apart else None
    return None


def _level(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, before: Sequence[Cue]
) -> Sequence[Cue]:
    """The cues before one that "et" joins to them, without those within what an earlier one says.

    In "rappelle que la ville a promis un pont et annonce", "annonce" goes with "rappelle".
    """
    if len(before) < 2 or before[-1].tense == group.reading.tense:
        return before
    alike = [at for at, cue in enumerate(before) if cue.tense == group.reading.tense]
    if not alike:
        return before
    within = passage.words[before[alike[-1]].last : before[alike[-1] + 1].first]
    nested = not lexicon.words["complementisers"].isdisjoint(within)
    return before[: alike[-1] + 1] if nested else before


def _from_where(
    passage: Passage, lexicon: QuoteLexicon, near: Range | None, start: int
) -> Range | None:
    """ "workers from Acme said": the whole, where a clause or the sentence begins with it."""
    if near is None or near[0] - 1 <= start or passage.words[near[0] - 1] != "from":
        return None
    whom = phrase_left(passage, lexicon, near[0] - 1, start)
    if whom is None or passage.has_verb(*whom):
        return None
    opens = whom[0] == start or passage.words[whom[0] - 1] == "," or passage.is_mark(whom[0] - 1)
    somebody = any(names_somebody(passage, lexicon, i) for i in range(*whom))
    return (whom[0], near[1]) if opens and somebody else None


def _share(passage: Passage, lexicon: QuoteLexicon, previous: int, start: int) -> Range | None:
    """ "4 Français sur 10 estiment": the whole of the share, where its number ends it."""
    number, over = passage.words[previous], previous - 1
    counts = number.isdigit() or number in lexicon.words["numerals"]
    if not counts or over <= start or passage.words[over] not in lexicon.words["share_words"]:
        return None
    people = phrase_left(passage, lexicon, over, start)
    return (people[0], previous + 1) if people else None


def _pointed(passage: Passage, lexicon: QuoteLexicon, previous: int, start: int) -> Range | None:
    """ "Celle qui assume son âge avoue": the sentence begins with its subject."""
    if previous - start < 3 or passage.words[start] not in lexicon.words["pointers"]:
        return None
    relative = passage.words[start + 1] in lexicon.words["relatives"]
    inside = range(start + 2, previous + 1)
    if not relative or lexicon.language != "fr" or not passage.has_verb(start + 2, previous):
        return None
    if any(passage.words[i] in (",", "et") or passage.owner[i] >= 0 for i in inside):
        return None
    return start, previous + 1


def _before_told(passage: Passage, lexicon: QuoteLexicon, comma: int, start: int) -> Range | None:
    """ "Hier, des jeunes, soutenus par une ligue, demandent": the phrase before the participle."""
    if lexicon.language != "fr" or passage.words[comma] != ",":
        return None
    for index in range(comma - 1, max(start, comma - _LONGEST_TOLD), -1):
        if passage.words[index] != "," or passage.owner[index] >= 0:
            continue
        told = passage.words[index + 1].endswith(_PARTICIPLES) and (
            passage.words[index + 2] in lexicon.unite("by", "adjunct_prepositions")
        )
        phrase = phrase_left(passage, lexicon, index, start) if told else None
        if phrase is None:
            return None
        opens = phrase[0] == start or passage.words[phrase[0] - 1] == ","
        return phrase if opens and not passage.has_verb(*phrase) else None
    return None


def _is_governed(passage: Passage, lexicon: QuoteLexicon, phrase: Range, start: int) -> bool:
    """True for the list in "un ami de X jugé dans les affaires Roy et Vidal décrit"."""
    if lexicon.language != "fr" or phrase[0] - 1 <= start:
        return False
    before = phrase[0] - 1
    if passage.pos[before] == "VERB":  # "mis en examen pour avoir frappé X a dit"
        return passage.words[before - 1] in lexicon.words["bare_auxiliaries"]
    return passage.pos[before] == "ADP" and passage.words[before] in lexicon.words["within"]


def _behind_agent(
    passage: Passage, lexicon: QuoteLexicon, near: Range | None, start: int
) -> Range | None:
    """ "une source citée par l'AFP affirme": the phrase before the participle and its agent."""
    if near is None or near[0] - 2 <= start:
        return None
    by, participle = near[0] - 1, near[0] - 2
    if passage.words[by] not in lexicon.words["by"] or passage.pos[participle] != "VERB":
        return None
    phrase = phrase_left(passage, lexicon, participle, start)
    sourced = phrase and any(has_source(passage, lexicon, i) for i in range(*phrase))
    return phrase if sourced else None


def _is_sure(passage: Passage, lexicon: QuoteLexicon, phrase: Range, start: int) -> bool:
    """True where a sentence or a clause begins with the phrase, or a person is named in it.

    A clause begins behind "que", a comma or marks with an article: "Hier, la mairie".
    """
    first = phrase[0]
    if first == start or _names_person(passage, phrase):
        return True
    if passage.words[first] not in lexicon.words["articles"]:
        return False
    before = passage.words[first - 1]
    opening = lexicon.unite("complementisers", "relative_words")  # "au cours duquel la ministre"
    return before == "," or before in opening or passage.is_mark(first - 1)


def _behind_gerund(
    passage: Passage, lexicon: QuoteLexicon, near: Range | None, start: int
) -> Range | None:
    """ "des voisins ayant connu sa mère ont dit": the phrase before the gerund and its rest."""
    if near is None or lexicon.language != "fr":
        return None
    for index in range(near[0] - 1, max(start, near[0] - _LONGEST_GERUND), -1):
        if passage.words[index] == "," or passage.owner[index] >= 0:
            return None
        if passage.words[index].endswith("ant") and passage.pos[index] in VERBAL:
            phrase = phrase_left(passage, lexicon, index, start)
            person = phrase and any(names_somebody(passage, lexicon, i) for i in range(*phrase))
            return phrase if person else None
        if passage.pos[index] in VERBAL and not passage.words[index].endswith(_PARTICIPLES):
            return None
    return None


def _names_person(passage: Passage, phrase: Range) -> bool:
    return any(is_person(passage, i) for i in range(*phrase))


def implied(
    passage: Passage, lexicon: QuoteLexicon, first: int, sentence: Range, before: Sequence[Cue]
) -> Range | None:
    """The subject of a gerund or infinitive: that of the clause it hangs on."""
    for cue in reversed(before):
        if cue.subject is not None:
            return cue.subject
    start = sentence[0]
    subject = _first_parsed(passage, sentence, first)
    if subject is None:
        return first_source(passage, lexicon, start, first)
    left = phrase_left(passage, lexicon, subject + 1, start) or (subject, subject + 1)
    if left[0] > start and _is_gerund(passage, lexicon, left[0] - 1):
        return first_source(passage, lexicon, start, first)  # "l'affaire impliquant X"
    right = phrase_right(passage, lexicon, left[0], first)
    return left[0], max(left[1], right[1] if right else 0)


def _is_gerund(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    verbal = passage.pos[index] in VERBAL and lexicon.language == "fr"
    return verbal and passage.words[index].endswith("ant")


def _first_parsed(passage: Passage, sentence: Range, first: int) -> int | None:
    """The parser's subject before word `first` of the first verb that has one."""
    for last in (first, sentence[1]) if first > sentence[0] else ():
        for verb, subject in sorted(passage.subjects.of(sentence, last).items()):
            if verb < last and sentence[0] <= subject < first and passage.owner[subject] < 0:
                return subject
    return None


def modified(passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, start: int) -> Range | None:
    """The noun phrase that a gerund modifies: "un rapport du journal affirmant que".

    And that of an infinitive which somebody is seen or heard to do: "un homme hurler".
    """
    if group.first - 1 <= start or group.reading.tense not in ("gerund", "infinitive"):
        return None
    if passage.words[group.first] in lexicon.words["gerund_words"]:
        return None  # "a salué les maires en leur demandant de"
    if group.reading.tense == "infinitive" and lexicon.language != "fr":
        return None
    if passage.pos[group.first - 1] not in ("NOUN", "PROPN", "ADJ"):
        return None
    phrase = phrase_left(passage, lexicon, group.first, start)
    if phrase is None or not any(has_source(passage, lexicon, i) for i in range(*phrase)):
        return None
    before = passage.words[phrase[0] - 1] if phrase[0] > start else ""
    if group.reading.tense == "infinitive" and before in lexicon.unite(
        "adjunct_prepositions", "of", "to"
    ):
        return None  # "il a dit à X espérer"
    told = passage.words[group.last : group.last + 1]
    if lexicon.language == "en" and before in lexicon.words["to"] and not _TOLD.isdisjoint(told):
        return None  # "she wrote to the minister asking him to"
    return phrase
