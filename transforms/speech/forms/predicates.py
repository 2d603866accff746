"""Marked predicates behind their subject: "The union “will not comment on rumours”."."""

from __future__ import annotations

from transforms.speech.drafts import Range
from transforms.speech.grammar.adjuncts import is_adverb
from transforms.speech.grammar.appositions import is_person
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.marks import Marked
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_FEWEST = 3  # words of a predicate
# What bodies say of themselves in the present; others say "ignored us" or "is broken" of them.
_OWN = frozenset(
    {"will", "would", "cannot", "can", "could", "does", "do", "did", "takes", "take", "remains",
     "remain", "denies", "deny", "welcomes", "welcome", "recognises", "recognise", "regrets",
     "regret", "accepts", "accept"}
)  # fmt: skip
_STATE = frozenset({"is", "are", "has", "have"})
_STATED = frozenset(
    {"no", "not", "aware", "committed", "confident", "unable", "satisfied", "proud", "sorry",
     "determined", "working", "reviewing", "looking", "considering", "investigating", "always",
     "nothing"}
)  # fmt: skip
_NOT = frozenset({"not", "n't"})


def speaker_of_predicate(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, marked: Marked
) -> Range | None:
    """The body that begins a sentence, where what it does comes right behind it in marks.

    Of a person only what is denied: "Mr Hill “does not recognise” the claim"; that somebody
    “will never change” others say.
    """
    first, before = passage.word_at(marked.start), passage.word_at(marked.open)
    last = passage.word_at(marked.end)
    if lexicon.language != "en" or last - first < _FEWEST or before == sentence[0]:
        return None
    subject = phrase_right(passage, lexicon, sentence[0], before)
    if subject is None or subject[1] != before:
        return None
    while first < last - 1 and is_adverb(passage, lexicon, first):
        first += 1
    word, after = passage.words[first], passage.words[first + 1]
    states = word in _STATE and not _STATED.isdisjoint(passage.words[first + 1 : first + 4])
    if any(is_person(passage, i) for i in range(*subject)):
        return subject if word in _OWN and after in _NOT else None
    body = any(
        passage.words[i] in lexicon.words["bodies"]
        or (passage.at[i] >= 0 and passage.mentions[passage.at[i]].label == "ORG")
        for i in range(*subject)
    )
    return subject if body and (word in _OWN or states) else None
