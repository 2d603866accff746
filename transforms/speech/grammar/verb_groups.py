"""Verb groups: the auxiliary, clitics, adverbs and participle that make one cue verb."""

from __future__ import annotations

from typing import NamedTuple

from transforms.speech.cue import Range
from transforms.speech.grammar.adjuncts import is_adverb
from transforms.speech.grammar.doubts import is_doubtful
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon, VerbForm, clitic_of


class VerbGroup(NamedTuple):
    """Words `[first, last)` of a verb, with the reading of its main word."""

    first: int
    last: int
    reading: VerbForm
    is_negated: bool
    is_passive: bool
    is_compound: bool
    has_object: bool
    is_known: bool = True  # its verb is in the lexicon


def verb_group(
    passage: Passage,
    lexicon: QuoteLexicon,
    index: int,
    readings: tuple[VerbForm, ...],
    sentence: Range,
    may_coordinate: bool = False,
) -> VerbGroup | None:
    """The verb group around word `index`, which may be one of `readings`, if it is a verb."""
    words = passage.words
    left, negated = _skip_left(passage, lexicon, index, sentence[0])
    auxiliary = left - 1 if left > sentence[0] else -1
    compound = auxiliary >= 0 and words[auxiliary] in lexicon.words["auxiliaries"]
    first = auxiliary if compound else index
    if compound and words[first] == "been" and words[first - 1] in lexicon.words["auxiliaries"]:
        first -= 1  # "has been told"
    goes_on = compound and words[auxiliary] in lexicon.words["being"]
    goes_on = goes_on and lexicon.language == "en" and words[index].endswith("ing")
    compound = compound and not goes_on
    links = lexicon.unite("coordinators", "then")
    if not compound and may_coordinate and words[index - 1] in links:
        compound = all(reading.tense == "participle" for reading in readings)  # "a dit et répété"
    first, clitics = _clitics(passage, lexicon, first, sentence[0], compound)
    negated = negated or bool({"n'", "ne"} & clitics) or words[index - 1] in lexicon.words["nor"]
    told = "nous" in clitics and first > sentence[0] and words[first - 1] != "nous"
    reflexive = bool(lexicon.words["reflexives"] & clitics) and not told  # "il nous confie"
    fitting = tuple(form for form in readings if clitic_of(form.lemma) in {"", *clitics})
    reading = _choose(passage, lexicon, index, fitting, compound, reflexive)
    if reading is None:
        return None
    if goes_on:
        reading = reading._replace(tense="finite")  # "is asking"
    been = not lexicon.words["been"].isdisjoint(words[left:index])
    is_being = been or words[auxiliary] in lexicon.words["being"]
    passive = compound and not reflexive and is_being
    if reading.tense == "infinitive" and _is_narrated(passage, lexicon, index, first, sentence):
        first, reading = first - 1, reading._replace(tense="finite")
    elif reading.tense == "infinitive" or _is_bare(words[index], reading, lexicon):
        governed = _modal(passage, lexicon, first, sentence[0])
        if governed < first:
            first, reading = governed, reading._replace(tense="finite")
        elif words[first - 1 : first + 1] == ["à", "redire"]:
            return None  # "rien trouvé à redire"
    last = _after_rest(passage, lexicon, index + 1, sentence[1], reading.rest)
    return VerbGroup(first, last, reading, negated, passive, compound, bool({"l'", "le"} & clitics))


def _after_rest(
    passage: Passage, lexicon: QuoteLexicon, index: int, end: int, rest: tuple[str, ...]
) -> int:
    """Index behind a verb, its pronoun and the further words of it: "fait | savoir"."""
    last = _skip_right(passage, lexicon, index, end)
    for word in rest:
        while last < end and passage.words[last] != word and is_adverb(passage, lexicon, last):
            last += 1
        last += 1
    return last


def _is_bare(word: str, reading: VerbForm, lexicon: QuoteLexicon) -> bool:
    """True for an English verb without an ending: "confirm" in "could only confirm"."""
    return lexicon.language == "en" and word == reading.lemma.split(" ", 1)[0]


def _is_narrated(
    passage: Passage, lexicon: QuoteLexicon, index: int, first: int, sentence: Range
) -> bool:
    """True for "« … », de conclure X": an infinitive that tells what happened."""
    before, after = first - 2, index + 1
    if before < sentence[0] or after >= sentence[1] or first != index:
        return False
    if passage.words[first - 1] not in lexicon.words["narrating"]:
        return False
    opens = passage.words[before] in (",", "!", "?", "…") or passage.is_mark(before)
    titles = lexicon.unite("titles", "definite")
    return opens and (passage.at[after] >= 0 or passage.words[after] in titles)


def _clitics(
    passage: Passage, lexicon: QuoteLexicon, first: int, floor: int, compound: bool
) -> tuple[int, set[str]]:
    """The clitics before a verb at word `first`, and where they begin."""
    found: set[str] = set()
    while first > floor and passage.words[first - 1] in lexicon.words["clitics"]:
        may_be_article = passage.words[first - 1] in ("le", "la", "les", "nous", "vous")
        after_as = first - 2 >= floor and passage.words[first - 2] in lexicon.words["as_words"]
        is_verb = compound or after_as or passage.pos[first] in ("VERB", "AUX")
        if may_be_article and not is_verb:
            break
        first -= 1
        found.add(passage.words[first])
    return first, found


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
    if passage.words[left:index].count(",") % 2:  # "c'est bien, calcule X"
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
    best = max(
        fitting,
        key=lambda form: (len(form.rest), bool(clitic_of(form.lemma)), form.tense == "finite"),
    )
    if best.rest or compound or not is_doubtful(passage, lexicon, index, best):
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
