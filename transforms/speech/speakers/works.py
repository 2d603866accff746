"""Whose words a work is: the body behind a report, whoever spoke last behind "le texte".

An outlet's own reporter is nobody whom an article names.
"""

from __future__ import annotations

from collections.abc import Sequence

from transforms.layers import Excerpt, Mention
from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.speakers.descriptions import role_of
from transforms.speech.speakers.focus import Focus
from transforms.speech.speakers.people import Cast, Party
from transforms.speech.speakers.resolution import Resolution, bare, is_paper


def author_of(
    excerpt: Excerpt,
    head: str | None,
    inside: Sequence[Mention],
    narrowing: frozenset[str],
    known: tuple[Cast, Focus, QuoteLexicon],
) -> Resolution | None:
    """ "le rapport de l'Insee": the body behind it; "le texte": whoever spoke last."""
    cast, focus, lexicon = known
    speaker = focus.speaker()
    is_bare = head in lexicon.words["anaphoric_works"] and not (inside or narrowing)
    if is_bare and head in lexicon.words["outlet_works"] and not is_paper(speaker, lexicon):
        speaker = focus.outlet() or speaker
    works = lexicon.words["works"]
    is_work = speaker is not None and speaker.name.lower().split()[0] in works
    if is_bare and speaker is not None and not is_work:
        return Resolution(speaker, "work", 0.4 if speaker.label else 0.3)
    behind = [m for m in inside if m.label in ("ORG", "PER")]
    if len(behind) == 1:
        return Resolution(cast.party(behind[0]), "work", 0.7)
    words = excerpt.text.split()
    for index, word in enumerate(words[1:-1], 1):
        if word.lower() in lexicon.words["of"] and not inside:
            rest = " ".join(words[index + 1 :])
            body, _ = role_of(rest, lexicon)
            if body in lexicon.words["bodies"]:
                name = bare(rest, lexicon)
                return Resolution(Party(name, None, None), "work", 0.6)
    return None


def is_outlets_own(cast: Cast, inside: Sequence[Mention], head: str, lexicon: QuoteLexicon) -> bool:
    """True for "le correspondant de l'AFP", where the article gives nobody such a role."""
    outlets = lexicon.words["outlets"]
    if not any(mention.name.lower() in outlets for mention in inside):
        return False
    return not any(cast.fit(head, role) for name in cast.names() for role, _, _ in cast.roles(name))
