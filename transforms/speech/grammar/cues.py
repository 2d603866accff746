"""Cues: the verbs that announce reported speech, each with its speaker."""

from __future__ import annotations

from transforms.speech.cue import Cue, Range
from transforms.speech.grammar.adjuncts import skip_adjuncts
from transforms.speech.grammar.courts import heard_in_court
from transforms.speech.grammar.quoted import quoted_as_saying
from transforms.speech.grammar.subjects import find_subject
from transforms.speech.grammar.verb_groups import VerbGroup, verb_group
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon, Tense, VerbForm

_FARTHEST_AUXILIARY = 16  # words before a participle that shares it


def find_cues(passage: Passage, lexicon: QuoteLexicon, sentence: Range) -> list[Cue]:
    """The cue verbs of a sentence outside its marked words, left to right."""
    cues: list[Cue] = []
    for index, word in enumerate(passage.words[slice(*sentence)], sentence[0]):
        readings = lexicon.verbs.get(word)
        if readings is None or passage.owner[index] >= 0 or passage.at[index] >= 0:
            continue
        if index and passage.match(index - 1, lexicon.phrases["no_reports"]) > 1:
            continue  # "autant dire que"
        follows = bool(cues) or _follows_auxiliary(passage, lexicon, sentence[0], index)
        group = verb_group(passage, lexicon, index, readings, sentence, follows)
        if group is None or (cues and group.first < cues[-1].last):
            continue
        if cues and _is_reported(passage, lexicon, group, cues[-1]):
            continue
        cue = _with_subject(passage, lexicon, group, sentence, cues)
        if lexicon.language == "en":
            heard = heard_in_court(passage, lexicon, cue, sentence)
            if heard is None:
                continue
            cue = quoted_as_saying(passage, lexicon, heard, sentence) or heard
        if not lexicon.has(cue.lemma, "only_works") or _is_of_work(passage, lexicon, cue):
            cues.append(cue)
    return _with_open_cues(passage, lexicon, sentence, cues)


def _is_of_work(passage: Passage, lexicon: QuoteLexicon, cue: Cue) -> bool:
    """True for "filings show": what only a document reports with that verb."""
    subject = passage.words[slice(*cue.subject)] if cue.subject else []
    return not lexicon.words["works"].isdisjoint(subject)


def _follows_auxiliary(passage: Passage, lexicon: QuoteLexicon, start: int, index: int) -> bool:
    """True for "murmuré" in "a baissé les yeux et murmuré que"."""
    links = lexicon.unite("coordinators", "then")
    if index - 1 <= start or passage.words[index - 1] not in links:
        return False
    return any(
        passage.words[i] in lexicon.words["auxiliaries"] and passage.owner[i] < 0
        for i in range(max(start, index - _FARTHEST_AUXILIARY), index - 1)
    )


def _is_reported(passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, before: Cue) -> bool:
    """True for "dit" in "affirme n'avoir rien dit": part of what the cue before reports.

    And for "regretter" in "dit regretter que", whose own clause is reported with it.
    """
    takes = "infinitive_de" if lexicon.language == "en" else "infinitive"
    if not (lexicon.has(before.lemma, "infinitive") or lexicon.has(before.lemma, takes)):
        return False
    if before.is_passive and lexicon.language == "fr":
        return False  # "rappelé à l'ordre après avoir qualifié X de"
    after = skip_adjuncts(passage, lexicon, before.after, group.first)  # "à l'agence Belga"
    if group.reading.tense == "infinitive" and group.first == after:
        return lexicon.language == "fr"
    if (
        lexicon.language == "en"
        and passage.words[group.first - 1] in lexicon.words["infinitive_of"]
    ):
        between = passage.pos[before.last : group.first]  # "asked the court to remember that"
        return "VERB" not in between and "AUX" not in between
    if lexicon.words["bare_auxiliaries"].isdisjoint(passage.words[group.first : group.last]):
        return False
    near = passage.pos[before.last : group.first]
    return "VERB" not in near and "AUX" not in near


def _with_open_cues(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cues: list[Cue]
) -> list[Cue]:
    """`cues` with verbs that no lexicon knows, where they follow marked words and a comma."""
    if not passage.tops:
        return cues
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
    group = verb_group(passage, lexicon, index, readings, sentence)
    if group is None or word in lexicon.words["auxiliaries"]:
        return None
    if not group.is_compound and word.endswith(("é", "ée", "és", "ées", "ant", "er", "ir", "ing")):
        return None
    return _with_subject(passage, lexicon, group._replace(is_known=False), sentence, [])


def _with_subject(
    passage: Passage, lexicon: QuoteLexicon, group: VerbGroup, sentence: Range, before: list[Cue]
) -> Cue:
    subject = find_subject(passage, lexicon, group, sentence, tuple(before))
    lemma, tense = group.reading.lemma, group.reading.tense
    passive = group.is_passive or _is_asked(passage, lexicon, group)
    return Cue(group.first, group.last, lemma, tense, subject, group.is_negated, passive)


def _is_asked(passage: Passage, lexicon: QuoteLexicon, group: VerbGroup) -> bool:
    """True for "Ministers urged to act", a headline that leaves out "are", and "accused of"."""
    lemma, after = group.reading.lemma, passage.words[group.last : group.last + 1]
    if lexicon.has(lemma, "gerund_of") and after == ["of"] and not group.is_compound:
        return True
    if lexicon.language == "en" and after == ["by"] and not group.is_compound:
        return lexicon.has(lemma, "asks")  # "Asked by the BBC to comment"
    if lexicon.language != "en" or passage.line.kind not in ("title", "subheading"):
        return False
    asks = lexicon.has(lemma, "infinitive_de") and not lexicon.has(lemma, "infinitive")
    past = passage.words[group.last - 1] not in (lemma, f"{lemma}s")
    return asks and past and not group.is_compound and after == ["to"]
