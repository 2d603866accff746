"""What speaks for a candidate as the speaker: features of its agreement, place and history."""

from __future__ import annotations

import math

from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.speakers.anaphors import Anaphor, Features
from transforms.speech.speakers.descriptions import outlet_nouns
from transforms.speech.speakers.focus import Focus, Trace
from transforms.speech.speakers.people import Cast, Party
from transforms.speech.speakers.role_features import age_features, role_features
from transforms.speech.speakers.spoken_of import spoken_features


class Traits:
    """Computes the features of the parties of an article for an anaphor."""

    def __init__(self, cast: Cast, focus: Focus, lexicon: QuoteLexicon) -> None:
        self._cast = cast
        self._focus = focus
        self._lexicon = lexicon
        self._outlets: dict[str, bool] = {}
        self._natures: dict[tuple[str, str | None, bool], Features] = {}

    def agreement(self, anaphor: Anaphor, trace: Trace) -> Features:
        """How well gender, number and sort of a party fit."""
        party = trace.party
        features = dict(self._nature(party))
        several = anaphor.is_plural and party.label == "ORG"
        features["several_body"] = float(several)
        features["several"] = float(anaphor.is_plural and not party.label and party.is_plural)
        if party.is_plural != anaphor.is_plural and anaphor.kind != "none" and not several:
            features["clash_number"] = 1.0
        if anaphor.is_body != (party.label == "ORG"):
            features["other_sort"] = 1.0
        own = self._cast.gender(party.name) if party.label == "PER" else party.gender
        sure = self._cast.is_gender_sure(party.name) or party.label is None
        if anaphor.gender != "?" and own != "?":
            name = "agrees" if own == anaphor.gender else "clash"
            features[name if sure else f"{name}_guessed"] = 1.0
            if name == "clash" and sure and own == "m" and anaphor.kind == "role":
                features["clash_feminine"] = 1.0  # a woman may be "le médecin", no man "la juge"
        body = self._cast.body_gender(party.name) if party.label == "ORG" else "?"
        if body != "?" and anaphor.gender != "?" and anaphor.kind == "pronoun":
            features["released"] = float(anaphor.quote.medium in self._lexicon.words["releases"])
            features["agrees_body" if body == anaphor.gender else "clash_body"] = 1.0
        neuter = self._lexicon.words["neuter_pronouns"]
        is_thing = party.label == "ORG" or "work" in features
        if is_thing and anaphor.gender != "?" and neuter:
            features["clash_neuter"] = 1.0  # a body is no he nor she
        if party.label == "ORG" and anaphor.kind == "role" and anaphor.head:
            features["clash_sort"] = float(anaphor.head in self._lexicon.persons)
        return features

    def _nature(self, party: Party) -> Features:
        """What a party is, whatever stands for it."""
        key = (party.name, party.label, party.is_plural)
        found = self._natures.get(key)
        if found is None:
            name, words = party.name.lower(), self._lexicon.words
            lead = name.split()[:2] if party.label is None else []
            traits = {
                "body": party.label == "ORG",
                "unnamed": party.label is None,
                "plural": party.is_plural,
                "work": not words["works"].isdisjoint(lead),
                "outlet": name in words["outlets"],
                "network": name in words["networks"],
            }
            found = {trait: 1.0 for trait, has_it in traits.items() if has_it}
            self._natures[key] = found
        return found

    def place(self, anaphor: Anaphor, trace: Trace, here: int) -> Features:
        """Where a party was met last, seen from the sentence number `here`."""
        scene, last = self._focus.scene, trace.last
        if last is None:
            return {"only_heard": 1.0}
        distance = here - scene.sentence(last.at)
        features: Features = {
            "far": math.log1p(max(0, distance - 1)),
            "same_sentence": float(distance <= 0),
            "sentence_before": float(distance == 1),
            "same_line": float(scene.line(last.at) == scene.line(anaphor.at)),
            "subject": float(last.is_subject),
            "complement": float(last.is_complement),
            "near_subject": float(last.is_subject and distance <= 1),
            "same_subject": float(last.is_subject and distance <= 0),
            "near_complement": float(last.is_complement and distance <= 1),
            # "Dans une lettre à X, il demande"
            "same_complement": float(last.is_complement and distance <= 0),
            "in_heading": float(last.in_heading),
            "topic": float(last.is_topic and distance <= 0),
            "reported": float(not last.spoke and scene.in_report(last.at)),
        }
        gender = self._cast.gender(trace.party.name)
        features |= spoken_features(
            anaphor,
            trace,
            gender,
            self._lexicon,
            is_near=distance <= 1,
            is_told=features["reported"] > 0,
        )
        if not features["same_line"]:
            features["headed_away"] = float(trace.in_heading)
            features["total_away"] = math.log1p(trace.total)
        return features

    def history(self, anaphor: Anaphor, trace: Trace, is_inside: bool) -> Features:
        """How often and when a party was told of and spoke; `is_inside`: the words name it."""
        ago = self._focus.turns_ago(trace)
        features: Features = {
            "spoke_last": float(ago == 0),
            "spoke_before": float(ago == 1),
            "spoke": float(ago >= 0),
            "count": math.log1p(trace.count),
            "total": math.log1p(trace.total),
            "headed": float(trace.in_heading),
            "unnamed_last": float(ago == 0 and trace.party.label is None),
            "asked_last": float(ago == 0 and self._focus.is_asked),
            "answers": float(ago == 1 and self._focus.is_asked),
            "addressed": float(ago == 1 and self._focus.is_addressed),
        }
        if ago == 0 and trace.last is not None:
            features["spoke_here"] = float(trace.last.spoke)
        quote = anaphor.quote
        if quote.kind == "direct" and "work" in self._nature(trace.party):
            features["work_direct"] = 1.0  # what somebody says aloud, no report says
        if is_inside:
            features["inside"] = 1.0
            features["inside_direct"] = float(quote.kind == "direct")
        if anaphor.kind == "body":
            kinds = self._cast.kinds(trace.party.name)
            features["kind_same"] = float(anaphor.head in kinds)
            features["kind_other"] = float(bool(kinds) and anaphor.head not in kinds)
            media = anaphor.head in self._lexicon.words["media_bodies"]
            is_outlet = self._is_outlet(trace.party.name)
            features["media_other"] = float(media != is_outlet)
        if anaphor.kind == "role":
            features |= role_features(anaphor, trace, self._cast, self._lexicon)
            features["known_far"] = features.get("role_synonym", 0.0) * max(
                0.0, math.log1p(self._away(anaphor, trace) - 1)
            )  # a role is known longer than a name is in focus
            features |= age_features(anaphor, trace.party, self._cast)
            features["owner"] = float(anaphor.is_possessive and ago == 0)
            features["generic_other"] = float(
                anaphor.is_generic and features.get("role_other", 0.0) > 0
            )  # a president is hardly "le jeune homme"
        return features

    def _away(self, anaphor: Anaphor, trace: Trace) -> int:
        """Sentences since a party was met outside speech; 1 for the sentence before."""
        if trace.last is None:
            return 1
        here = self._focus.scene.sentence(anaphor.at)
        return max(1, here - self._focus.scene.sentence(trace.last.at))

    def _is_outlet(self, name: str) -> bool:
        known = self._outlets.get(name)
        if known is None:
            known = self._outlets[name] = bool(outlet_nouns(name, self._lexicon))
        return known
