"""What is said in one line: every report of its sentences, the surest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range
from transforms.speech.forms.according import according
from transforms.speech.forms.broken import broken
from transforms.speech.forms.clauses import clause, colon
from transforms.speech.forms.ends import judges
from transforms.speech.forms.headlines import headline
from transforms.speech.forms.incise import incise
from transforms.speech.forms.infinitives import accused_by, infinitive
from transforms.speech.forms.islands import classify
from transforms.speech.forms.opinions import grounds, opinions
from transforms.speech.forms.questioned import questioned_by
from transforms.speech.forms.sources import Source, find_sources, speaks_for
from transforms.speech.grammar.adjuncts import skip_adjuncts
from transforms.speech.grammar.appositions import is_person
from transforms.speech.grammar.cues import find_cues
from transforms.speech.grammar.places import Place, asked_in, inherited, place_of
from transforms.speech.grammar.relay import is_medium
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_PASSED_ON = "passed on"  # the rule of ", rapporte Le Soir" behind "Selon X, …"


def line_drafts(passage: Passage, lexicon: QuoteLexicon, repeated: Counter[str]) -> Iterator[Draft]:
    """The drafts of a line. `repeated` counts marked words in the whole document (lower case)."""
    silent: Range | None = None  # a sentence before that reports nothing itself
    before: Draft | None = None
    asked = Place()
    for sentence in passage.sentences:
        drafts = list(_sentence_drafts(passage, lexicon, sentence, repeated))
        continues = bool(drafts) and drafts[0].rule == "continuation" and silent is not None
        pending = _pending(passage, lexicon, silent) if continues and silent else None
        if pending is not None:
            place = (passage.starts[pending.first], passage.ends[pending.last - 1])
            drafts[0] = replace(
                drafts[0], cue=place, speaker=pending.subject, lemma=pending.lemma, rule="before"
            )
        silent = None if drafts else sentence
        for draft in drafts:
            own = place_of(passage, lexicon, sentence, draft)
            told = inherited(passage, lexicon, own, draft, before, asked)
            before = draft
            if (told.via, told.medium) != (draft.via, draft.medium):
                before = replace(draft, via=told.via, medium=told.medium)
            yield before
        asked = Place() if drafts else asked_in(passage, lexicon, sentence)


def _pending(passage: Passage, lexicon: QuoteLexicon, sentence: Range) -> Cue | None:
    """The cue that ends a sentence which reports nothing itself."""
    for cue in find_cues(passage, lexicon, sentence):
        if cue.is_passive:
            continue
        after = skip_adjuncts(passage, lexicon, cue.after, sentence[1])
        if after >= sentence[1] - 1 and cue.side == "left":
            return cue
    return None


def _sentence_drafts(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, repeated: Counter[str]
) -> Iterator[Draft]:
    taken: list[Range] = []
    cues = find_cues(passage, lexicon, sentence)
    sources = find_sources(passage, lexicon, sentence)
    marks = passage.marked_in(passage.starts[sentence[0]], passage.ends[sentence[1] - 1])
    incises = list(_incises(passage, lexicon, sentence, cues, sources))
    relays = [said for said in incises if said.rule == _PASSED_ON]
    incises = [said for said in incises if said.rule != _PASSED_ON]
    for marked in marks:
        split = broken(passage, lexicon, marked)
        if split is not None:
            taken.append((marked.start, marked.end))
            yield _named_outside(passage, split, marked.start, incises)
    for report in _reports(passage, lexicon, sentence, cues, sources, incises):
        draft = _without_relay(passage, report, relays).without(taken, passage, lexicon)
        if draft is not None:
            taken.extend(draft.spans)
            if draft.cue and draft.rule != "according":
                taken.append(draft.cue)
            yield draft
    for marked in marks:
        if any(s < marked.end and marked.start < e for s, e in taken):
            continue
        island = classify(passage, lexicon, sentence, marked, cues, repeated)
        if island is not None:
            taken.extend(island.spans)
            yield island


def _named_outside(passage: Passage, split: Draft, start: int, incises: list[Draft]) -> Draft:
    """`split` with the speaker named after the marks, where the incise inside has a pronoun."""
    inner = split.speaker
    if inner is None or passage.words[inner[0]].startswith("-"):
        for outer in incises:
            if any(s <= start < e for s, e in outer.spans):
                return replace(split, cue=outer.cue, speaker=outer.speaker)
    return split


def _incises(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    cues: list[Cue],
    sources: list[Source],
) -> Iterator[Draft]:
    floor = passage.starts[sentence[0]]
    for source in sources:
        if source.first - sentence[0] <= 2 and source.name[1] < sentence[1]:
            floor = passage.ends[source.name[1] - 1]
    for cue in cues:
        floor = max(floor, _after_report(passage, sentence, cue, cues))
        said = incise(passage, lexicon, sentence, cue, floor, cues)
        if said is None or _relays(passage, lexicon, sentence, said, cues):
            continue
        if _passed_on(passage, lexicon, sentence, sources, said):
            said = replace(said, rule=_PASSED_ON)
        yield said
        floor = passage.ends[max(cue.after, cue.last) - 1]


def _passed_on(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, sources: list[Source], said: Draft
) -> bool:
    """True for "rapporte Le Soir" in "Selon X, le pont est fermé, rapporte Le Soir."."""
    if said.speaker is None or said.cue is None or not sources:
        return False
    first = sources[0]
    ends = passage.ends[said.speaker[1] - 1] >= passage.ends[sentence[1] - 1] - 1
    return (
        ends
        and first.first == sentence[0]
        and is_medium(passage, lexicon, said.speaker)
        and not is_medium(passage, lexicon, first.name)
    )


def _after_report(passage: Passage, sentence: Range, cue: Cue, cues: list[Cue]) -> int:
    """Character after the colon that ends an earlier report: "X parle de « A » : B, dit-il"."""
    stops = passage.vocabulary & {":", ";"}
    if not stops or stops.isdisjoint(passage.words[sentence[0] + 1 : cue.first]):
        return 0
    for index in range(cue.start - 1, sentence[0], -1):
        if passage.words[index] in (":", ";") and passage.owner[index] < 0:
            reported = any(c.last <= index and c.side == "left" for c in cues)
            return passage.ends[index] if reported else 0
    return 0


def _relays(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, said: Draft, cues: list[Cue]
) -> bool:
    """True where a medium only relays what somebody said: "X a dit que A, rapporte Y"."""
    if said.kind == "direct" or said.speaker is None or said.cue is None:
        return False
    if not is_medium(passage, lexicon, said.speaker):
        return False
    return any(
        passage.starts[cue.first] < said.cue[0]
        and (
            clause(passage, lexicon, sentence, cue, cues)
            or (judges(passage, cue) and not cue.is_passive)
        )
        for cue in cues
    )


def _only_passes_on(
    passage: Passage, lexicon: QuoteLexicon, source: Source, cues: list[Cue]
) -> bool:
    """True in "X aurait reconnu, selon Le Soir, « … »": the words are X's."""
    comma = source.first - 1
    at = passage.at[source.name[1] - 1]
    body = at >= 0 and passage.mentions[at].label == "ORG"
    return (body or is_medium(passage, lexicon, source.name)) and any(
        cue.last == comma
        and cue.side in ("left", "relative")
        and cue.subject is not None
        and _is_somebody(passage, lexicon, cue.subject)
        and passage.words[comma] == ","
        and lexicon.has(cue.lemma, "speech")
        for cue in cues
    )


def _is_own_aside(passage: Passage, lexicon: QuoteLexicon, source: Source, cues: list[Cue]) -> bool:
    """True in "X dénonce « la peur » qui règne selon elle ici": the report is that of "dénonce"."""
    first, last = source.name
    if last != first + 1 or passage.words[first] not in lexicon.words["pronouns"]:
        return False
    if passage.words[source.first - 1] in (",", ":") or last >= len(passage.words):
        return False
    own = [
        cue
        for cue in cues
        if cue.last <= source.first
        and cue.side == "left"
        and not (cue.is_negated or cue.is_passive)
    ]
    if not own:
        return False
    start, end = passage.ends[own[0].last - 1], passage.starts[source.first]
    if any(start <= m.open < end for m in passage.tops):
        return passage.words[last] not in lexicon.words["stops"]
    return not passage.has_verb(own[-1].last, source.first)  # "balaie un argument faux selon lui"


def _without_relay(passage: Passage, report: Draft, relays: list[Draft]) -> Draft:
    """A report of "selon X" without ", rapporte Y" at its end; Y passed it on."""
    if not relays or report.rule != "according":
        return report
    start, (first, last) = (relays[0].cue or (0, 0))[0], relays[0].speaker or (0, 0)
    named = next((passage.at[i] for i in range(first, last) if passage.at[i] >= 0), -1)
    via = passage.mentions[named].name if named >= 0 else None
    spans = [passage.trim(s, start) if s < start < e else (s, e) for s, e in report.spans]
    return replace(report, spans=tuple(spans), via=via)


def _is_somebody(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True for a person's name, or a pronoun."""
    if passage.words[phrase[0]] in lexicon.words["pronouns"]:
        return True
    return any(is_person(passage, index) for index in range(*phrase))


def _until_stop(passage: Passage, report: Draft, incises: list[Draft]) -> Draft:
    """Up to the stop before another's words: "Selon X, A est ouvert ; B, dit-il, fermera"."""
    spans = list(report.spans)
    for said in incises:
        stop = passage.text[: said.start].rstrip()
        if stop.endswith(";"):
            spans = [(s, len(stop) - 1 if s < said.start < e else e) for s, e in spans]
    if tuple(spans) == report.spans:
        return report
    marked = any(m.open < e and s < m.close for m in passage.tops for s, e in spans)
    return replace(report, spans=tuple(spans), kind=report.kind if marked else "indirect")


def _reports(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    cues: list[Cue],
    sources: list[Source],
    incises: list[Draft],
) -> Iterator[Draft]:
    """Everything that the cues and sources of a sentence announce, the surest first."""
    yield from incises
    found = headline(passage, lexicon, sentence, cues)
    if found is not None:
        yield found
    for cue in cues:
        yield from colon(passage, lexicon, sentence, cue, cues)
    for source in sources:
        report = according(passage, lexicon, sentence, source, cues)
        if (
            _only_passes_on(passage, lexicon, source, cues)
            or _is_own_aside(passage, lexicon, source, cues)
            or speaks_for(passage, lexicon, source, cues)
        ):
            continue
        if report is not None and not (
            source.first > sentence[0] and _relays(passage, lexicon, sentence, report, cues)
        ):
            yield _until_stop(passage, report, incises)
    yield from opinions(passage, lexicon, sentence, cues)
    yield from grounds(passage, lexicon, sentence, cues)
    for cue in cues:
        yield from clause(passage, lexicon, sentence, cue, cues)
    yield from accused_by(passage, lexicon, sentence)
    yield from questioned_by(passage, lexicon, sentence, cues)
    for cue in cues:
        yield from infinitive(passage, lexicon, sentence, cue, cues)
