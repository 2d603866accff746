"""How far the roles and the age that an article gives a party fit the role that is meant."""

from __future__ import annotations

from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.speakers.anaphors import Anaphor, Features
from transforms.speech.speakers.focus import Trace
from transforms.speech.speakers.people import Cast, Party

_DECADE = 10  # years


def role_features(
    anaphor: Anaphor, trace: Trace, cast: Cast, lexicon: QuoteLexicon, *, is_later: bool = False
) -> Features:
    """Of a party named before the anaphor, or (`is_later`) only further on."""
    party = trace.party
    if party.label is None:
        own = party.name.lower().split()
        meant = anaphor.narrowing | {anaphor.head}
        return {
            "same_words": float(not meant.isdisjoint(own)),
            "generic_unnamed": float(anaphor.is_generic),
        }
    best: Features = {}
    others = 0
    for head, words, at in cast.roles(party.name):
        same = cast.fit(anaphor.head, head) or int(anaphor.head in words)  # "l'Américain"
        if same and at > anaphor.at and not words.isdisjoint(lexicon.words["past_marks"]):
            same = 0  # "le ministre de l'époque, X", told of further on, is not today's
        others += not same
        shared = len(words & anaphor.narrowing)
        found: Features = {
            "role_same": float(same == 2),
            "role_synonym": float(same > 0),
            "role_shared": float(min(shared, 3)) if same else 0.0,
            "role_lacks": float(same and _lacks(anaphor, party.name, words, shared, cast)),
            "role_later": float(at > anaphor.at) if same else 0.0,
            "later_synonym": float(is_later and same == 1),
        }
        if same and (not best or shared > best["role_shared"]):
            best = found
    if not best:
        best = _unmet(anaphor, trace, others, lexicon)
    return best | {"generic_named": float(anaphor.is_generic)}


def _lacks(anaphor: Anaphor, name: str, words: frozenset[str], shared: int, cast: Cast) -> bool:
    """True where the words around two roles tell them apart.

    A bare "le président" is the one called so, "le président X", and not X of the Senate.
    """
    if anaphor.narrowing:
        return bool(words) and not shared
    return bool(words) and not anaphor.has_complement and _is_called(cast, anaphor.head, name)


def _is_called(cast: Cast, head: str | None, other: str) -> bool:
    """True where a role without more is the title of one named, who is not `other`."""
    called = {
        name
        for name in cast.names()
        if any(role == head and not words for role, words, _ in cast.roles(name))
    }
    return bool(called) and other not in called


def _unmet(anaphor: Anaphor, trace: Trace, others: int, lexicon: QuoteLexicon) -> Features:
    """Of a party to whom the article gives no such role."""
    often_new = anaphor.head in lexicon.words["unnamed_roles"]
    found: Features = {
        "role_other": float(others > 0),
        "role_unknown": float(others == 0),
        "role_unmet": float(anaphor.has_complement),
        "role_unmet_often_new": float(often_new),
    }
    is_kin = anaphor.head in lexicon.words["family"]
    if (often_new or is_kin) and anaphor.has_complement:
        found["clash_role"] = 1.0  # "le procureur de la ville", "le fils de la victime"
    if anaphor.head in lexicon.words["held_offices"] and trace.party.label == "PER":
        # Who holds one is told so, but for the known whom the headings name.
        found["office_headed" if trace.in_heading else "office_unmet"] = 1.0
    return found


def age_features(anaphor: Anaphor, party: Party, cast: Cast) -> Features:
    """Whether the age that a phrase tells is the one that the article gives a party."""
    known = cast.age(party.name) if anaphor.ages else None
    if known is None:
        return {}
    if known not in anaphor.ages:
        return {"clash_age": 1.0}
    if len(anaphor.ages) > _DECADE:
        return {}  # "le jeune homme": many are young
    return {"role_synonym": 1.0, "role_other": 0.0, "role_unknown": 0.0}
