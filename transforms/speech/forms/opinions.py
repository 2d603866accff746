"""What somebody thinks by a relative clause: "…", dit X, pour qui rien ne presse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range, cover
from transforms.speech.forms.ends import clause_end
from transforms.speech.grammar.preceding import antecedent
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
        if passage.words[index - 1] != "," or passage.owner[index] >= 0:
            continue
        size = passage.match(index, phrases)
        if not size:
            continue
        said = [cue for cue in cues if cue.after == index - 1 and cue.side == "right"]
        speaker = said[-1].subject if said else _named(passage, lexicon, index, sentence[0])
        first = index + size
        end = clause_end(passage, lexicon, sentence, first, list(cues))
        end = min(end, _before_predicate(passage, first, sentence[1]))
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


def _before_predicate(passage: Passage, first: int, end: int) -> int:
    """The comma before the verb of the clause around: "Le rapport, selon lequel A, date de mai"."""
    for at in range(first + 1, end - 1):
        finite = passage.pos[at + 1] in VERBAL and passage.owner[at + 1] < 0
        if finite and passage.words[at] == "," and passage.has_verb(first, at):
            return passage.starts[at]
    return passage.ends[end - 1]


def _named(passage: Passage, lexicon: QuoteLexicon, index: int, start: int) -> Range | None:
    """Somebody named before the comma; not "des soldats, pour qui elle a chanté"."""
    phrase = antecedent(passage, lexicon, index, start)
    if phrase is None:
        return None
    labels = {passage.mentions[passage.at[i]].label for i in range(*phrase) if passage.at[i] >= 0}
    is_work = not lexicon.words["works"].isdisjoint(passage.words[slice(*phrase)])
    return phrase if is_work or not labels.isdisjoint(("PER", "ORG")) else None
