"""What the journalist adds to a reported clause: ", a figure disputed by the union"."""

from __future__ import annotations

from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_DASHES = frozenset({"-", "–", "—"})
_SUMS_UP = frozenset(
    {"something", "claim", "figure", "charge", "allegation", "accusation", "estimate", "number",
     "assertion", "suggestion", "demand", "account", "view", "argument", "sentiment", "warning",
     "version", "description", "request", "proposal", "idea", "move", "decision", "statement"}
)  # fmt: skip
_JUDGED = frozenset(
    {"denied", "denies", "deny", "disputed", "disputes", "dispute", "rejected", "rejects", "reject",
     "dismissed", "dismisses", "dismiss", "contested", "contests", "questioned", "refuted",
     "refutes", "described", "describes", "called", "calls", "branded", "echoed", "backed",
     "supported", "shared", "contradicted", "challenged", "condemned", "welcomed", "criticised",
     "criticized", "repeated", "opposed", "opposes"}
)  # fmt: skip
_ASKED = frozenset({"contacted", "asked", "reached", "pressed", "approached", "questioned"})
_ANSWERS = frozenset({"comment", "explain", "respond", "elaborate"})
_EARLIER = frozenset({"earlier", "previous", "initial", "original", "first"})
_HEADINGS = frozenset({"title", "subheading", "standfirst"})
_LATER = frozenset({"will", "would", "won't", "if", "until", "unless"})
_FARTHEST = 8  # words to the verb that judges it


def is_appended(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True where a noun at word `index`, behind a comma, sums up what was said to judge it.

    ", a figure disputed by the union", ", a claim that the mayor rejects", ", something he
    denies", ", up from an earlier estimate of 30". Not for ", a figure that will rise".
    """
    if lexicon.language != "en" or index + 2 >= end:
        return False
    if _is_apposed(passage, lexicon, index, end):
        return True
    words = passage.words
    if words[index] in ("up", "down") and words[index + 1] == "from":
        return not _EARLIER.isdisjoint(words[index + 2 : min(end, index + 5)])
    noun = index + (words[index] in lexicon.words["indefinite"])
    if words[index] not in lexicon.words["indefinite"] and words[index] != "something":
        return False
    noun += passage.pos[noun] == "ADJ" and words[noun] != "something"
    if words[noun] not in _SUMS_UP:
        return False
    near = range(noun + 1, min(end, noun + _FARTHEST))
    verb = next((i for i in near if passage.pos[i] in VERBAL), end)
    while verb < end - 1 and passage.pos[verb] == "AUX":
        verb += 1
    return verb < end and words[verb] in _JUDGED


def _is_apposed(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for ", the air base south of the city." behind the name of what it explains."""
    named = passage.at[index - 2]
    articles = lexicon.words["plain_articles"] | lexicon.words["indefinite"]
    if named < 0 or passage.mentions[named].label == "PER" or passage.words[index] not in articles:
        return False
    stop = end - (passage.words[end - 1] in lexicon.words["stops"])
    inside = range(index, stop)
    plain = lexicon.words["coordinators"].isdisjoint(passage.words[index:stop])
    verbal = passage.has_verb(index, stop) or any(passage.owner[i] >= 0 for i in inside)
    return plain and not verbal and "," not in passage.words[index:stop]


def is_asked_then(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for "when contacted on the telephone" behind what somebody said, and "– something"."""
    if lexicon.language != "en" or index + 1 >= end:
        return False
    if passage.words[index] in _DASHES:
        return is_appended(passage, lexicon, index + 1, end)
    if passage.words[index] != "when" or passage.words[index + 1] not in _ASKED:
        return False
    told = passage.words[index + 2 : index + 4]
    return told[:1] != ["to"] or not _ANSWERS.isdisjoint(told)  # not "when asked to by the state"


def is_meanwhile(passage: Passage, lexicon: QuoteLexicon, first: int, index: int, end: int) -> bool:
    """True in a heading for what happened: "Clerk says MPs lied as Speaker orders audit".

    And "Builder says buyers are leaving after council bans wells"; not "says pool will open
    after pipes are mended", "says he fell after eating". A heading has no full stop.
    """
    if passage.line.kind not in _HEADINGS or lexicon.language != "en" or index + 2 >= end:
        return False
    if passage.line.kind != "title" and passage.words[end - 1] == ".":
        return False
    if passage.words[index] == "as":
        return passage.pos[index + 1] != "DET" or passage.has_verb(index + 2, end)
    if passage.words[index] != "after" or not _LATER.isdisjoint(passage.words[first:index]):
        return False
    return any(
        passage.pos[i] in VERBAL and not passage.words[i].endswith("ing")
        for i in range(index + 2, end)
    )
