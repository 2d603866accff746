"""What somebody thinks by a relative clause, and on what grounds he acts.

"…", dit X, pour qui rien ne presse; X a refusé, au motif que rien ne presse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range, cover
from transforms.speech.forms.ends import before_subject, clause_end, inserts
from transforms.speech.grammar.appositions import with_apposition
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.grammar.preceding import implied
from transforms.speech.grammar.relatives import antecedent
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon


def opinions(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cues: Sequence[Cue]
) -> Iterator[Draft]:
    """The clauses after "pour qui", "selon qui", said by whoever stands before the comma."""
    phrases = lexicon.phrases["relative_sources"]
    if phrases.keys().isdisjoint(passage.vocabulary):
        return
    for index in range(sentence[0] + 2, sentence[1] - 2):
        size = 0 if passage.owner[index] >= 0 else passage.match(index, phrases)
        if not size or not _may_refer(passage, lexicon, index, sentence[0]):
            continue
        said = [cue for cue in cues if cue.after == index - 1 and cue.side == "right"]
        speaker = said[-1].subject if said else _named(passage, lexicon, index, sentence[0])
        first = index + size
        end = clause_end(passage, lexicon, sentence, first, list(cues))
        end = min(end, _before_predicate(passage, lexicon, first, sentence[1]))
        covered = cover(passage, lexicon, passage.starts[first], end, is_bound=True)
        if speaker is None or covered is None:
            continue
        spans, kind = covered
        if kind == "indirect" and _tells_deed(passage, lexicon, first):
            continue
        place = (passage.starts[index], passage.ends[first - 1])
        yield Draft(spans, kind, "according", place, speaker)


def _tells_deed(passage: Passage, lexicon: QuoteLexicon, first: int) -> bool:
    """True for "X, pour qui il a travaillé": what somebody did for X; not "pour qui il faut"."""
    if passage.words[first] not in lexicon.words["doers"]:
        return False
    verb = first + 1
    while passage.words[verb] in lexicon.words["negations"] or passage.pos[verb] == "ADV":
        verb += 1
    return passage.words[verb] not in lexicon.words["judging"]


def grounds(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cues: Sequence[Cue]
) -> Iterator[Draft]:
    """The clauses after "au motif que" and ", convaincu que", by whoever acts on these grounds."""
    phrases = lexicon.phrases["grounds"]
    if phrases.keys().isdisjoint(passage.vocabulary):
        return
    for index in range(sentence[0], sentence[1] - 2):
        size = 0 if passage.owner[index] >= 0 else passage.match(index, phrases)
        fronted = index == sentence[0]
        set_off = fronted or passage.words[index - 1] == ","
        convinced = passage.words[index] in lexicon.words["convinced"]
        if not size or (convinced and not set_off):
            continue  # "se dit convaincu que", a cue
        first = index + size
        later = [cue for cue in cues if cue.first > first and not cue.is_inverted]
        end = clause_end(passage, lexicon, sentence, first, later)
        if fronted:
            end = min(end, before_subject(passage, first, sentence[1]))
            speaker = _subject_behind(passage, lexicon, end, sentence)
        else:
            before = [cue for cue in cues if cue.last <= index]
            if convinced:  # "X, certain que A, a signé"
                end = min(end, _before_predicate(passage, lexicon, first, sentence[1]))
            speaker = implied(passage, lexicon, index, sentence, before)
        covered = cover(passage, lexicon, passage.starts[first], end, is_bound=True)
        if speaker is not None and covered is not None:
            place = (passage.starts[index], passage.ends[first - 1])
            yield Draft(*covered, "clause", place, speaker)


def _subject_behind(
    passage: Passage, lexicon: QuoteLexicon, place: int, sentence: Range
) -> Range | None:
    """The subject behind a fronted clause that ends at character `place`."""
    first = passage.word_at(place) + 1
    if first >= sentence[1]:
        return None
    phrase = phrase_right(passage, lexicon, first, sentence[1])
    return with_apposition(passage, lexicon, phrase, sentence[1]) if phrase else None


def _may_refer(passage: Passage, lexicon: QuoteLexicon, index: int, start: int) -> bool:
    """True behind a comma, and behind a document: "une note de l'Insee selon laquelle…"."""
    if passage.words[index - 1] == ",":
        return True
    phrase = antecedent(passage, lexicon, index, start)
    if phrase is None or phrase[0] == start:  # "Un rapport selon lequel A a été publié"
        return False
    return not lexicon.words["works"].isdisjoint(passage.words[phrase[0] : phrase[0] + 3])


def _before_predicate(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> int:
    """The comma before the verb of the clause around: "Le rapport, selon lequel A, date de mai"."""
    for at in range(first + 1, end - 1):
        finite = passage.pos[at + 1] in VERBAL and passage.owner[at + 1] < 0
        parts = passage.words[at] == "," and not inserts(passage, lexicon, at, first)
        if finite and parts and passage.has_verb(first, at):
            return passage.starts[at]
    return passage.ends[end - 1]


def _named(passage: Passage, lexicon: QuoteLexicon, index: int, start: int) -> Range | None:
    """Somebody named before the comma; not "des soldats, pour qui elle a chanté"."""
    phrase = antecedent(passage, lexicon, index, start)
    if phrase is None:
        return None
    told = [i for i in range(*phrase) if passage.words[i] in lexicon.words["to"]]
    if (
        told and passage.words[start] in lexicon.words["same"]
    ):  # "Même refus au syndicat X, pour qui"
        phrase = told[-1] + 1, phrase[1]
    labels = {passage.mentions[passage.at[i]].label for i in range(*phrase) if passage.at[i] >= 0}
    is_work = not lexicon.words["works"].isdisjoint(passage.words[slice(*phrase)])
    return phrase if is_work or not labels.isdisjoint(("PER", "ORG")) else None
