"""An interviewer's lines: which they are, and what they remind the interviewee of."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.speech.drafts import Draft
from transforms.speech.grammar.adjuncts import skip_adjuncts
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONGEST = 60  # words of a prompt


def prompts(passage: Passage, lexicon: QuoteLexicon) -> bool:
    """True for a line that talks to the interviewee and asks nothing: "Vous vous taisez…"."""
    if len(passage.words) > _LONGEST:
        return False
    addressed = lexicon.words["addressed"]
    outside = {word for i, word in enumerate(passage.words) if passage.owner[i] < 0}
    own = lexicon.words["first_persons"] - addressed
    return not addressed.isdisjoint(outside) and own.isdisjoint(outside)


def is_note(passage: Passage, lexicon: QuoteLexicon) -> bool:
    """True for "L'entretien a été relu par …": no answer, though it stands below one."""
    return passage.match(0, lexicon.phrases["interview_notes"]) > 0


def recalled(passage: Passage, lexicon: QuoteLexicon, others: Iterable[Draft]) -> list[Draft]:
    """Marked words of the interviewee: "Vous écrivez que « … ». N'est-ce pas trop ?"."""
    taken = [span for draft in others for span in draft.spans]
    found = []
    for marked in passage.tops:
        if any(start < marked.end and marked.start < end for start, end in taken):
            continue
        opens = passage.word_at(marked.open)
        if _is_told_back(passage, lexicon, opens):
            whole = passage.has_verb_between(marked.start, marked.end)
            kind = "direct" if whole else "mixed"
            found.append(Draft(((marked.start, marked.end),), kind, "answer recalled"))
    return found


def _is_told_back(passage: Passage, lexicon: QuoteLexicon, opens: int) -> bool:
    """True where "vous" and a verb of saying stand before the marks at word `opens`."""
    last = opens
    if last and passage.words[last - 1] in (":", *lexicon.words["complementisers"]):
        last -= 1
    while last and passage.words[last - 1] in lexicon.unite("indefinite", "genitive"):
        last -= 1  # "Vous avez parlé d'un « gâchis »"
    for index in range(max(0, opens - 12), opens - 1):
        if passage.words[index] not in lexicon.words["addressed_subjects"]:
            continue
        verb = index + 1
        while verb < last and passage.words[verb] in lexicon.words["addressed_auxiliaries"]:
            verb += 1
        while verb < last and passage.pos[verb] == "ADV":
            verb += 1
        if verb < last and _says(passage.words[verb], lexicon):
            after = skip_adjuncts(passage, lexicon, verb + 1, last)
            return after == last
    return False


def _says(word: str, lexicon: QuoteLexicon) -> bool:
    """True for a form of a cue verb: "écrivez", "dites", "déclaré"."""
    if word in lexicon.verbs or word in lexicon.words["addressed_forms"]:
        return True
    return word.endswith("ez") and word[:-2] + "ant" in lexicon.verbs
