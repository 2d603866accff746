"""Marked words that no cue claims: speech that goes on, words of a speaker, or mere terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range, is_fragment
from transforms.speech.forms.extents import (
    with_accused,
    with_cause,
    with_complement,
    with_feeling,
    with_noun,
)
from transforms.speech.forms.passives import agent_of, blamed_by, described_by
from transforms.speech.forms.predicates import speaker_of_predicate
from transforms.speech.forms.sayers import behind_scene, sayer_before
from transforms.speech.forms.terms import (
    WORDS_OF_SPEECH,
    has_verb,
    is_grade,
    is_heading,
    is_named,
    is_phrase,
    is_term,
    is_topic,
)
from transforms.speech.grammar.candidates import first_source
from transforms.speech.marks import Marked
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONG = 6  # words of a clause after a colon
_FEW = 3  # words of what may be a mere term
_CLOSERS = "»›”’\"' \u00a0\u202f"  # marks and spaces that may end the words inside others


def classify(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    marked: Marked,
    cues: list[Cue],
    repeated: Counter[str],
) -> Draft | None:
    """A draft for marked words that stand outside every report, None for a term."""
    words = passage.text[marked.start : marked.end].split()
    verbal = has_verb(passage, marked)
    if _stands_alone(passage, lexicon, sentence):
        return _alone(passage, sentence, marked, words)
    blamed = blamed_by(passage, lexicon, sentence, marked, cues)
    blamed = blamed or described_by(passage, lexicon, sentence, marked)
    if blamed is not None:
        return blamed
    cue = _governor(passage, lexicon, sentence, marked, cues)
    is_short = len(words) <= _FEW and not verbal
    if cue is not None and is_short and _is_mere(passage, lexicon, marked, cue):
        return None
    if is_named(passage, lexicon, sentence, marked, cue) or is_topic(passage, lexicon, marked):
        return None
    if is_grade(passage, lexicon, marked):
        return None
    if cue is None and (agent := agent_of(passage, lexicon, sentence, marked, cues)):
        return agent
    strong = cue is not None and not lexicon.has(cue.lemma, "weak")
    before = passage.word_at(marked.open) - 1
    predicated = before >= sentence[0] and (
        passage.words[before] in lexicon.words["being"]
        or (cue is not None and _is_object(passage, lexicon, cue, before))
    )
    named = cue is not None and lexicon.has(cue.lemma, "names")
    if not predicated and is_term(passage, lexicon, sentence, marked, repeated, strong or named):
        return None
    if cue is None:
        return _ungoverned(passage, lexicon, sentence, marked, predicated)
    place = (passage.starts[cue.first], passage.ends[cue.last - 1])
    whole = with_complement(passage, lexicon, sentence, marked)
    whole = with_noun(passage, lexicon, marked, cue, whole) or whole
    whole = with_accused(passage, lexicon, sentence, marked, cue) or whole
    whole = with_feeling(passage, lexicon, sentence, marked, cue) or whole
    whole = with_cause(passage, lexicon, sentence, marked, cue) or whole
    cried = lexicon.has(cue.lemma, "cries") and passage.text[marked.start].isupper()
    spoken = whole is None and _is_spoken(passage, lexicon, marked, words, strong)
    spoken = spoken or (whole is None and cried and len(words) > 1)
    span = whole or (marked.start, marked.end)
    kind = "direct" if spoken else "mixed"
    return Draft((span,), kind, "object", place, cue.subject, cue.lemma)


def _is_spoken(
    passage: Passage, lexicon: QuoteLexicon, marked: Marked, words: list[str], strong: bool
) -> bool:
    """True for marked words that are a clause or a cry of their own."""
    if _is_speech(passage, marked, words):
        return not is_fragment(passage, lexicon, marked.start, marked.end)
    if _is_cried(passage, marked, words, strong):
        return True
    return has_verb(passage, marked) and len(words) >= 4 and _is_sentence(passage, marked)


def _is_object(passage: Passage, lexicon: QuoteLexicon, cue: Cue, before: int) -> bool:
    """True right behind a cue, and for "a qualifié le dispositif d'« aumône »": no name."""
    if cue.last == before + 1:
        return True
    return (
        lexicon.has(cue.lemma, "judges_as") and passage.words[before] in lexicon.words["genitive"]
    )


def _is_cried(passage: Passage, marked: Marked, words: Sequence[str], strong: bool) -> bool:
    return strong and len(words) > 1 and passage.text[marked.end - 1] in "!?"


def _is_listed(passage: Passage, sentence: Range) -> bool:
    """True for a sentence of several short inscriptions: « Fragile », « haut », « bas »."""
    marks = passage.marked_in(passage.starts[sentence[0]], passage.ends[sentence[1] - 1])
    texts = [passage.text[m.start : m.end] for m in marks]
    short = all(len(text.split()) <= _FEW and text[-1] not in ".!?…" for text in texts)
    return short and len(texts) > 1


def _is_apposed(passage: Passage, marked: Marked, cue: Cue) -> bool:
    """True for "…", dit un élu « vert »: what the cue reports stands before it."""
    before = passage.word_at(marked.open) - 1
    return before >= cue.last and passage.pos[before] in ("NOUN", "PROPN") and cue.is_inverted


def _is_mere(passage: Passage, lexicon: QuoteLexicon, marked: Marked, cue: Cue) -> bool:
    """True for a few words that the cue before them does not report."""
    return _is_apposed(passage, marked, cue) or _is_common(passage, lexicon, cue)


def _is_common(passage: Passage, lexicon: QuoteLexicon, cue: Cue) -> bool:
    """True for "on parle de « cartel »": everybody says so, and nobody is quoted."""
    if not lexicon.has(cue.lemma, "weak") or cue.subject is None or cue.side != "left":
        return False
    return passage.words[cue.subject[0]] in lexicon.words["impersonal"]


def _alone(passage: Passage, sentence: Range, marked: Marked, words: list[str]) -> Draft | None:
    """A draft for a sentence that is nothing but marked words."""
    verbal = has_verb(passage, marked)
    is_heading = passage.line.kind == "subheading" and not verbal and len(words) <= _FEW
    if is_heading or _is_listed(passage, sentence):
        return None
    span = ((marked.start, marked.end),)
    clause = verbal and (len(words) >= 4 or _is_clause(passage, marked))
    in_body = passage.line.kind == "body"  # “No.”: a whole sentence in its marks
    if clause or (_is_sentence(passage, marked) and (len(words) >= 2 or in_body)):
        return Draft(span, "direct", "continuation")
    return Draft(span, "mixed", "continuation") if len(words) >= 2 else None


def _ungoverned(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, predicated: bool
) -> Draft | None:
    """A draft for words that no cue announces, where they are somebody's all the same."""
    span = ((marked.start, marked.end),)
    words = passage.text[marked.start : marked.end].split()
    verbal = has_verb(passage, marked)
    told = behind_scene(passage, lexicon, sentence, marked) if verbal else None
    if told is not None:
        return told
    sayer = sayer_before(passage, lexicon, sentence, marked)
    sayer = sayer or speaker_of_predicate(passage, lexicon, sentence, marked)
    whole = verbal and not predicated and _is_whole(passage, sentence, marked, words)
    if _is_speech(passage, marked, words) or predicated or sayer:
        kind = "direct" if whole and not sayer else "mixed"
        return Draft(span, kind, "island", speaker=sayer)
    if (
        passage.line.kind == "title"
        and passage.text[marked.start].islower()
        and not is_phrase(passage, lexicon, sentence, marked)
    ):
        source = first_source(passage, lexicon, *sentence)
        if source is not None:
            kind = "direct" if _has_subject(passage, marked) else "mixed"
            return Draft(span, kind, "island", speaker=source)
    if is_heading(passage, lexicon, sentence, marked):
        return None
    if is_phrase(passage, lexicon, sentence, marked):
        return None  # "l'affaire du « pacte de bon voisinage »"
    spoken = len(words) >= 4 or verbal or passage.line.kind == "title"
    if not spoken:
        return None
    return Draft(span, "direct" if whole else "mixed", "island")


def _is_whole(passage: Passage, sentence: Range, marked: Marked, words: list[str]) -> bool:
    """True for a sentence in marks: "Tout va bien", at the start of another; after a colon."""
    if len(words) >= 4 and _is_sentence(passage, marked):
        return True
    before = passage.word_at(marked.open) - 1
    if before >= sentence[0]:
        spoken = len(words) >= _LONG or _is_speech(passage, marked, words)
        return passage.words[before] in (":", "?", "!") and spoken
    if passage.text[marked.start].isupper() and _is_speech(passage, marked, words):
        return True
    after = passage.text[marked.close : marked.close + 1]
    return after == "," and len(words) >= 3 and passage.text[marked.start].isupper()


def _stands_alone(passage: Passage, lexicon: QuoteLexicon, sentence: Range) -> bool:
    """True when a sentence is nothing but marked words."""
    return not any(
        passage.owner[i] < 0 and not passage.is_mark(i)
        and any(char.isalnum() for char in passage.words[i])
        and passage.words[i] not in lexicon.words["coordinators"]
        for i in range(*sentence)
    )  # fmt: skip


def _governor(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked, cues: list[Cue]
) -> Cue | None:
    """The nearest cue before the marked words in their clause, else None."""
    best = None
    for cue in cues:
        negated = cue.is_negated and not cue.lemma.startswith("ne pas")
        if passage.starts[cue.first] < marked.open and not negated and not cue.is_passive:
            best = cue
    if best is None:
        return None
    between = [i for i in range(best.last, passage.word_at(marked.open)) if passage.owner[i] < 0]
    if any(passage.words[i] in (";", ":") for i in between):
        return None
    if lexicon.has(best.lemma, "weak") and (
        len(between) > 12 or any(passage.pos[i] in ("VERB", "AUX") for i in between)
    ):
        return None
    return best


def _is_sentence(passage: Passage, marked: Marked) -> bool:
    """True for marked words from a capital to the end of a sentence: "Only rocks." """
    text = passage.text[marked.start : marked.end].rstrip(_CLOSERS)
    return text[:1].isupper() and text[-1] in ".!?…"


def _is_clause(passage: Passage, marked: Marked) -> bool:
    """True for a short clause with a pronoun as its subject: "On nous ment"."""
    return passage.words[passage.word_at(marked.start)] in WORDS_OF_SPEECH


def _has_subject(passage: Passage, marked: Marked) -> bool:
    """True for a clause from its subject on: « la patine se fabriquait à la Javel »."""
    first, last = passage.word_at(marked.start), passage.word_at(marked.end)
    verbs = [i for i in range(first, last) if passage.pos[i] in ("VERB", "AUX")]
    return (
        last - first >= 4
        and bool(verbs)
        and first < verbs[0]
        and passage.pos[first] in ("DET", "PRON")
    )


def _is_speech(passage: Passage, marked: Marked, words: list[str]) -> bool:
    inside = range(passage.word_at(marked.start), passage.word_at(marked.end))
    spoken = any(passage.words[i] in WORDS_OF_SPEECH for i in inside)
    return len(words) >= 4 and spoken and has_verb(passage, marked)
