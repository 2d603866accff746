"""Whom a pronoun, a role or nothing at all may mean: candidates, what speaks for each, a choice.

What speaks for a candidate is a handful of named features; their weights are numbers of the
lexicon (`[weights.<kind>]`), fitted by `scripts/fit_speakers.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.speakers.anaphors import Anaphor, Features, Option, Rank
from transforms.speech.speakers.focus import Focus, Trace
from transforms.speech.speakers.people import Cast, Party
from transforms.speech.speakers.role_features import role_features
from transforms.speech.speakers.traits import Traits

_REACH = 12  # sentences after which a party that is not in a heading is forgotten
_CLASHES = frozenset(
    {"other_sort", "clash", "clash_guessed", "clash_number", "clash_neuter", "clash_sort"}
)
_NEVER = frozenset({"clash_number", "clash_neuter"})  # "elle" is never "les syndicats"
_AHEAD = 110  # code points after a quotation within which its speaker may be named


class Antecedents:
    """Ranks the parties of an article for an anaphor."""

    def __init__(self, cast: Cast, focus: Focus, lexicon: QuoteLexicon, rank: Rank) -> None:
        self._cast = cast
        self._focus = focus
        self._lexicon = lexicon
        self._rank = rank
        self._traits = Traits(cast, focus, lexicon)

    def choose(self, anaphor: Anaphor, others: Sequence[Option] = ()) -> tuple[Party | None, float]:
        """The likeliest of the parties in focus and of `others`, with its probability."""
        options = [*self._options(anaphor), *others]
        if not options:
            return None, 0.0
        shares = self._rank(anaphor, options)
        best = max(range(len(options)), key=lambda index: shares[index])
        return options[best].party, shares[best]

    def _options(self, anaphor: Anaphor) -> Iterator[Option]:
        here = self._focus.scene.sentence(anaphor.at)
        near = sorted(
            (trace for trace in self._focus.traces() if self._is_near(anaphor, trace, here)),
            key=lambda trace: -trace.at,
        )
        near = self._in_entry(anaphor, near)
        owner = _met_last(near) if anaphor.is_possessive else None
        answered = self._answered(anaphor, here) if anaphor.kind == "pronoun" else None
        quote, fitting = anaphor.quote, 0
        inside = {_who(met.party) for met in self._focus.following(quote.start, quote.end)}
        for trace in near:
            if trace.party.name in (quote.via, quote.medium):
                continue  # who relays it
            if self._focus.asker == (trace.party.name, here) or anaphor.owner == trace.party.name:
                continue  # "Asked by X whether it was true, he said"; "X's lawyer said"
            if anaphor.kind == "role" and self._cast.excludes(anaphor.head, trace.party.name):
                continue  # the lawyer is not in the dock
            if anaphor.kind == "role" and self._is_body(trace.party, anaphor.head):
                continue
            if trace.party.name == answered:
                continue
            if anaphor.kind == "body" and not self._may_be_body(anaphor, trace.party):
                continue
            features = self._traits.agreement(anaphor, trace)
            is_loose = trace.party.label is None and self._lexicon.language == "en"  # "they"
            if anaphor.kind == "pronoun" and not (is_loose or _NEVER.isdisjoint(features)):
                continue
            clashes = not _CLASHES.isdisjoint(features)
            features["rank"] = math.log1p(fitting)
            features["nearest"] = float(not clashes and not fitting)
            fitting += not clashes
            features |= self._traits.place(anaphor, trace, here)
            features |= self._traits.history(anaphor, trace, _who(trace.party) in inside)
            if anaphor.is_past:  # of the dead, whom the article is about
                features["headed_past"] = features["headed"]
            features["overtaken"] = features["spoke_last"] * float(features["rank"] > 0)
            features["takes_over"] = _takes_over(trace, features)
            told_of = features["spoke_last"] or features.get("near_subject")
            if anaphor.is_contrasted and told_of and features.get("sentence_before"):
                continue
            if self._owns(anaphor, trace, features, is_last=trace is owner):
                continue
            features["owner_near"] = features["nearest"] * float(anaphor.is_possessive)
            yield Option(trace.party, {name: value for name, value in features.items() if value})
        if anaphor.kind == "none" or not near:
            yield from self._ahead(anaphor)
        if anaphor.kind == "role":
            yield from self._holders(anaphor)

    def _answered(self, anaphor: Anaphor, here: int) -> str | None:
        """X in "À X, qui lui demandait si…, elle a répondu": somebody else answers."""
        scene = self._focus.scene
        for mention in reversed(self._cast.before(anaphor.at)):
            if scene.sentence(mention.start) != here:
                break
            if scene.is_addressed(mention.start):
                return mention.name
        return None

    def _is_body(self, party: Party, head: str | None) -> bool:
        """True for "direction", a body without a name, as "la victime"."""
        first = party.name.lower().partition(" ")[0]
        return party.label is None and first in self._lexicon.words["bodies"] and first != head

    def _may_be_body(self, anaphor: Anaphor, party: Party) -> bool:
        """False for a person, for "membre de l'ONG", and for "informations" as "le club"."""
        if party.label is not None:
            return party.label != "PER"
        works, first = self._lexicon.words["works"], party.name.lower().partition(" ")[0]
        if first in works:
            return anaphor.head in works
        return first in self._lexicon.words["bodies"] and first == anaphor.head

    def _owns(self, anaphor: Anaphor, trace: Trace, features: Features, *, is_last: bool) -> bool:
        """True for X in "X se tait. Son avocat parle": nobody is what is his.

        X is the subject met last; who is only mentioned beside him ("X a battu Y") is hardly meant.
        """
        if not anaphor.is_possessive or trace.party.label != "PER":
            return False
        if features.get("role_same") or features.get("role_synonym"):
            return False
        passing = features.get("near_complement") and features.get("role_unknown")
        subject = is_last and features.get("near_subject")
        return bool(features["spoke_last"] or subject or passing)

    def _in_entry(self, anaphor: Anaphor, near: list[Trace]) -> list[Trace]:
        """Those met in the same entry of a live page; a pronoun without one looks further."""
        scene = self._focus.scene
        here = scene.entry(anaphor.at)
        own = [trace for trace in near if scene.entry(trace.at) == here]
        return own if own or anaphor.kind == "none" else near

    def _is_near(self, anaphor: Anaphor, trace: Trace, here: int) -> bool:
        if trace.in_heading or here - self._focus.scene.sentence(trace.at) <= _REACH:
            return True
        return anaphor.kind == "role" and any(  # a role is not forgotten
            anaphor.head == head for head, _, _ in self._cast.roles(trace.party.name)
        )

    def _ahead(self, anaphor: Anaphor) -> Iterator[Option]:
        """Who is first named after the quotation: "…". Paul Mercier, gardien, raconte."""
        known = {trace.party.name for trace in self._focus.traces()}
        end = anaphor.quote.end
        scene = self._focus.scene
        for occurrence in self._focus.following(end, end + _AHEAD):
            party = occurrence.party
            if scene.entry(occurrence.at) != scene.entry(end):
                return
            if anaphor.kind == "body" and party.label != "ORG":
                continue
            if party.name in (anaphor.quote.via, anaphor.quote.medium):
                continue
            if anaphor.kind == "none" and party.label != "PER" and occurrence.is_complement:
                continue  # "À l'Alliance, la présidente, X, …"
            if party.name not in known and not occurrence.in_speech:
                features = {"ahead": 1.0, "ahead_subject": float(occurrence.is_subject)}
                if party.label != "PER":
                    features["ahead_no_person"] = 1.0
                elif scene.opens_line(anaphor.quote.start) and (
                    scene.line(occurrence.at) == scene.line(end)
                ):
                    features["ahead_opens"] = 1.0
                yield Option(party, features)
                return

    def _holders(self, anaphor: Anaphor) -> Iterator[Option]:
        """Who is only named further on, with the very role that is meant: titles run ahead."""
        known = {trace.party.name for trace in self._focus.traces()}
        for name in self._cast.names():
            if name in known or not any(
                self._cast.fit(anaphor.head, head)
                and words.isdisjoint(self._lexicon.words["past_marks"])
                for head, words, _ in self._cast.roles(name)
            ):
                continue
            trace = Trace(self._cast.person(name), 1)
            heading = float(self._focus.scene.in_heading(anaphor.at))
            features = self._traits.agreement(anaphor, trace) | role_features(
                anaphor, trace, self._cast, self._lexicon, is_later=True
            )
            yield Option(trace.party, features | {"later": 1.0, "later_heading": heading})


def _met_last(near: Sequence[Trace]) -> Trace | None:
    """The first of `near`, latest first, who was a subject when he was met last."""
    return next((trace for trace in near if trace.last and trace.last.is_subject), None)


def _takes_over(trace: Trace, features: Features) -> float:
    """1.0 for somebody else of whom the sentence right before tells: "…", dit X. Y hésite. "…"."""
    is_other = trace.party.label == "PER" and not features["spoke_last"]
    if features.get("role_other") or features.get("clash_role"):
        return 0.0  # not for a role that is somebody else's
    nearest = features["nearest"] and features.get("near_subject", 0.0)
    return float(bool(is_other and nearest and features["sentence_before"]))


def _who(party: Party) -> tuple[str, str | None]:
    return party.name, party.label
