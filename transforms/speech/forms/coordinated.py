"""What still belongs to a reported clause: verbs that "and" joins to it, and what opens it.

"He said he saw the fire and called the police", "that in May, his boss had told him to go".
"""

from __future__ import annotations

from transforms.speech.cue import Cue
from transforms.speech.drafts import Range
from transforms.speech.forms.bare_clauses import bare_clause
from transforms.speech.grammar.adjuncts import skip_adjuncts
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_NEAR = 8  # words to the marks of an object
_ASKED = frozenset({"seek", "express"})  # their objects are what somebody says


def only_acts(passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue) -> bool:
    """True for a verb of saying that reports nothing where "and" or a comma joins it to a clause.

    "He said he saw the fire and called the police", "it was drafted by lawyers and endorsed by
    the court", "he shut the door, said a prayer and rang his wife": it tells what somebody did, and
    the clause goes on. Not "and asked them to leave", "and denied that".
    """
    before, end = passage.words[cue.first - 1], sentence[1]
    joined = before == "," or before in lexicon.words["coordinators"]
    if lexicon.language != "en" or not joined or cue.first <= sentence[0] + 1:
        return False
    if cue.is_passive:
        return True  # "and was told that nobody was in"
    at = min(skip_adjuncts(passage, lexicon, cue.last, end), end - 1)
    if not {passage.words[cue.last], passage.words[at]}.isdisjoint(lexicon.words["by"]):
        return True
    if _reports(passage, lexicon, cue, at, end):
        return False
    if lexicon.has(cue.lemma, "clause_only") or lexicon.has(cue.lemma, "confides"):
        return bare_clause(passage, lexicon, sentence, cue) is None
    thinks = lexicon.has(cue.lemma, "thought") and not lexicon.has(cue.lemma, "speech")
    return thinks or (lexicon.has(cue.lemma, "weak") and cue.lemma not in _ASKED)


def _reports(passage: Passage, lexicon: QuoteLexicon, cue: Cue, at: int, end: int) -> bool:
    """True where marked words, "that", a colon or what is asked of somebody follow a verb."""
    near = range(cue.last, min(end, cue.last + _NEAR))
    if any(passage.is_mark(i) and passage.starts[i] in passage.opens for i in near):
        return True
    told = phrase_right(passage, lexicon, at, end) if at < end else None
    behind = min(told[1], end - 1) if told else at
    if not {passage.words[at], passage.words[behind]}.isdisjoint(
        lexicon.words["complementisers"] | {":"}
    ):
        return True
    asks = lexicon.has(cue.lemma, "infinitive") or lexicon.has(cue.lemma, "infinitive_de")
    links = lexicon.words["infinitive_of"]
    return asks and any(passage.words[i] in links for i in (cue.last, at, behind))


def is_fronted_by(passage: Passage, lexicon: QuoteLexicon, first: int, comma: int) -> bool:
    """True for the comma of "that in May, her boss had told her", "that when asked, he said".

    What is said so begins with when or where, and its own verb comes behind the comma.
    """
    if (
        lexicon.language != "en"
        or comma <= first
        or passage.words[first - 1] not in (lexicon.words["complementisers"])
    ):
        return False
    inside = range(first, comma)
    if any(passage.words[i] == "," or passage.owner[i] >= 0 for i in inside):
        return False
    depends = passage.words[first] in lexicon.words["fronting"]
    depends = depends or passage.match(first, lexicon.phrases["conditions"]) > 0
    placed = passage.pos[first] in ("ADP", "ADV") or passage.words[first] in lexicon.words["to"]
    verbal = any(passage.pos[i] in VERBAL and not passage.words[i].endswith("ing") for i in inside)
    return depends or (placed and not verbal)
