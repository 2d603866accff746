"""Which of two persons is meant: "la première", "l'autre", "the latter"; who was just told of."""

from __future__ import annotations

import re
from itertools import pairwise

from transforms.layers import Document, Mention
from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.speakers.anaphors import Anaphor
from transforms.speech.speakers.focus import Focus
from transforms.speech.speakers.people import Cast, Party

_REACH = 40  # persons named before within whom the two are sought
_BETWEEN = re.compile(r"(?:,[^,.;:!?\n]{1,40})?,? (\w+)(?: [^\W\dA-ZÀ-Ý][\w'’-]*){0,4} ")


def of_pair(
    phrase: str, cast: Cast, document: Document, lexicon: QuoteLexicon, at: int
) -> Mention | None:
    """The one of the two named together last before `at` whom `phrase` (lower case) means."""
    words = lexicon.words
    first, second = phrase in words["first_of_two"], phrase in words["second_of_two"]
    older, younger = phrase in words["older"], phrase in words["younger"]
    if not (first or second or older or younger):
        return None
    pair = _last_pair(cast, document, lexicon, at)
    if pair is None:
        return None
    if first or second:
        return pair[second]
    ages = [cast.age(mention.name) for mention in pair]
    if ages[0] is None or ages[1] is None or ages[0] == ages[1]:
        return None
    return pair[(ages[1] > ages[0]) == older]


def _last_pair(
    cast: Cast, document: Document, lexicon: QuoteLexicon, at: int
) -> tuple[Mention, Mention] | None:
    people = [m for m in cast.before(at) if m.label == "PER"][-_REACH:]
    for one, other in reversed(list(pairwise(people))):
        between = _BETWEEN.fullmatch(f"{document.text[one.end : other.start].rstrip()} ")
        linked = between is not None and between.group(1).lower() in lexicon.words["conjunctions"]
        if linked and one.name != other.name:
            return one, other
    return None


def told_of(anaphor: Anaphor, cast: Cast, focus: Focus) -> Party | None:
    """The woman of whom the sentence before tells, for "la directrice de…" without a holder.

    What is feminine is seldom two different persons in two sentences; a man may be another.
    """
    if anaphor.gender != "f" or not anaphor.has_complement:
        return None
    here = focus.scene.sentence(anaphor.at)
    found = [
        trace.party
        for trace in focus.traces()
        if trace.last is not None
        and trace.last.is_subject
        and trace.party.label == "PER"
        and here - focus.scene.sentence(trace.last.at) == 1
    ]
    if len(found) != 1 or cast.gender(found[0].name) != "f":
        return None
    has_role = bool(cast.roles(found[0].name))
    return None if has_role and not focus.scene.in_heading(anaphor.at) else found[0]


def one_of_group(focus: Focus) -> Party | None:
    """One of the group without a name told of last: "Deux riverains… « … », dit l'un"."""
    groups = [t for t in focus.traces() if t.party.is_plural and t.party.label is None]
    if not groups:
        return None
    last = max(groups, key=lambda trace: trace.at).party
    head, _, rest = last.name.partition(" ")
    name = f"{head.removesuffix('s')} {rest}".strip()
    return Party(name, None, None, last.gender)
