"""Who relayed what is said, and where it was said: "à l'AFP", "cité par Tass", "sur X".

A relayer (*via*) is an agency or a paper that passes words on; a *medium* is where they were
spoken or written: a broadcaster at whose microphone somebody speaks, a network, a communiqué.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from transforms.layers import Mention
from transforms.speech.drafts import Draft, Range
from transforms.speech.grammar.adjuncts import is_adverb, is_day
from transforms.speech.grammar.free_words import free_words
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import FRAMES, QuoteLexicon

# Frames by what they make of an outlet; of the same length, the first that fits counts.
_STRONG = FRAMES[:2]  # these make an outlet of any organisation
_LISTED = (
    ("network", "networks"), ("agency", "agencies"), ("broadcast", "broadcasters"),
    ("press", "outlets"),
)  # fmt: skip
_PARTS = re.compile(r"[-'’\s]+")  # of a name: "L'Écho de la rade"
_SITE = re.compile(r"\w\.(?:fr|com|info|net|org|be|ch|ca|eu|tv|news|co\.uk)$", re.IGNORECASE)
_LONGEST_APPOSITION = 6  # words after a name: ", l'agence de presse officielle"
_LONGEST_LEAD = 6  # words between a frame and the name: "à l'agence de presse russe X"


class _Outlet(NamedTuple):
    name: str
    sort: str  # agency, press, broadcast, network or other


class Place(NamedTuple):
    """Who relayed a quotation and where it was said, as far as its sentence tells."""

    via: str | None = None
    medium: str | None = None


def place_of(passage: Passage, lexicon: QuoteLexicon, sentence: Range, draft: Draft) -> Place:
    """The place of `draft` named in its sentence, outside marks and outside what is said."""
    outside = list(free_words(passage, sentence, draft))
    starts = lexicon.frame_starts
    may_frame = [i for i in outside if passage.words[i] in starts or passage.at[i] >= 0]
    if not may_frame:
        return Place()
    free = frozenset(outside)
    via = medium = noun = None
    is_body = draft.speaker is not None and _is_body(passage, draft.speaker)
    for index in may_frame:
        frame, first = _frame(passage, lexicon, index)
        if not frame:
            via = via or _reporter(passage, lexicon, index)
            continue
        sure = frame in _STRONG or (frame == "told" and lexicon.has(draft.lemma, "confides"))
        outlet = _outlet_after(passage, lexicon, first, free, sure)
        if outlet is not None:
            if _is_relayer(outlet, frame, draft.lemma, lexicon) or (is_body and frame == "told"):
                via = via or outlet.name
            elif frame not in ("relayed", "prepositions") or outlet.sort == "network":
                medium = medium or outlet.name
        elif noun is None and frame != "relayed":
            noun = _noun(passage, lexicon, first, free)
    return Place(via, medium or noun)


def is_medium(passage: Passage, lexicon: QuoteLexicon, phrase: Range) -> bool:
    """True for a noun phrase that names an agency, a paper or a broadcaster."""
    for index in range(*phrase):
        if passage.words[index] in lexicon.words["media_bodies"]:
            return True
        if passage.at[index] >= 0 and _sort(passage, lexicon, index) not in ("other", "network"):
            return True
    return False


def relayed_source(
    passage: Passage,
    lexicon: QuoteLexicon,
    medium: Range,
    end: int,
    lemma: str = "",
    after: int | None = None,
) -> Range | None:
    """Who stands behind a medium that only passes on: "…, a appris l'AFP de source proche".

    Where the medium cites somebody ("Le Courrier, qui cite X"), it is X. None for no medium.
    """
    if not is_medium(passage, lexicon, medium):
        return None
    first = medium[1] if after is None else after
    if lexicon.has(lemma, "quotes"):  # "Reuters quoted X as saying"
        said = phrase_right(passage, lexicon, first, end)
        return said if said and passage.match(said[1], lexicon.phrases["as_saying"]) else None
    if lexicon.has(lemma, "learns"):
        for index in range(medium[0] + 1, medium[1] - 1):  # "l'AFP de source proche"
            if passage.words[index + 1] in lexicon.words["source_nouns"]:
                return learnt_from(passage, lexicon, index, end)
        return learnt_from(passage, lexicon, first, end)
    first += first < end and passage.words[first] == ","
    size = passage.match(first, lexicon.phrases["citing"]) if first < end else 0
    return phrase_right(passage, lexicon, first + size, end) if size else None


def learnt_from(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> Range | None:
    """The source after "auprès de", "dans l'entourage de", "de source"."""
    dated = lexicon.words["months"]
    while first < end and (
        is_adverb(passage, lexicon, first)
        or is_day(passage.words[first])
        or passage.words[first] in dated
    ):
        first += 1
    if first >= end or passage.words[first] not in lexicon.words["source_prepositions"]:
        return None
    links = lexicon.unite("source_prepositions", "of")
    while first < end and passage.words[first] in links:
        first += 1
    return phrase_right(passage, lexicon, first, end)


def inherited(
    passage: Passage, lexicon: QuoteLexicon, place: Place, draft: Draft, before: Draft | None
) -> Place:
    """`place`, or that of the draft before it in the line where the same voice goes on.

    Whom an agency asked, "il" and "elle" go on to tell it; what was said on the air ends there.
    """
    if before is None or place != Place():
        return place
    if draft.cue is None and draft.rule in ("continuation", "island"):
        return Place(before.via, before.medium)
    first, last = draft.speaker or (0, 0)
    word = passage.words[first].rpartition("-")[2]
    if last == first + 1 and word in lexicon.words["pronouns"]:
        return Place(before.via, None)
    return place


def _reporter(passage: Passage, lexicon: QuoteLexicon, index: int) -> str | None:
    """The outlet at a word, where it is said to report: "Reuters quoted X as saying"."""
    if passage.at[index] < 0 or _sort(passage, lexicon, index) in ("network", "other"):
        return None
    after = passage.mention_end(index)
    if after < len(passage.words) and passage.match(after, lexicon.phrases["reports"]):
        return passage.mentions[passage.at[index]].name
    return None


def _is_body(passage: Passage, phrase: Range) -> bool:
    """True for an organisation, which has no voice of its own to speak on the air with."""
    mention = passage.at[phrase[0]]
    return mention >= 0 and passage.mentions[mention].label == "ORG"


def _frame(passage: Passage, lexicon: QuoteLexicon, index: int) -> tuple[str, int]:
    """The frame that opens at a word, with the word after it; "" if none does."""
    if passage.at[index] >= 0:
        return "", index
    best, found = 0, ""
    for name in FRAMES:
        size = passage.match(index, lexicon.phrases[name])
        if size > best:
            best, found = size, name
    return found, index + best


def _outlet_after(
    passage: Passage, lexicon: QuoteLexicon, first: int, free: frozenset[int], is_sure: bool
) -> _Outlet | None:
    """The outlet named after a frame: at once, or after "l'agence de presse russe"."""
    lead = lexicon.unite("articles", "channels", "of")
    noun = ""
    for index in range(first, first + _LONGEST_LEAD):
        if index not in free:
            return None
        if passage.at[index] >= 0:
            mention = passage.mentions[passage.at[index]]
            sort = _sort(passage, lexicon, index)
            if sort == "other":
                sort = _sort_of_noun(noun, lexicon)
            if sort == "other" and mention.label == "ORG":
                sort = _sort_of_apposition(passage, lexicon, index)
            known = sort != "other" or (
                is_sure and mention.label == "ORG" and _may_relay(passage, lexicon, first, mention)
            )
            return _Outlet(_name(mention, sort), sort) if known else None
        word = passage.words[index]
        if noun and word in lexicon.words["stops"]:
            return _named_before(passage, lexicon, first, index)
        if word.rstrip(".") in lexicon.words["networks"]:  # "sur X." may be one word
            text = passage.text[passage.starts[index] : passage.ends[index]]
            return _Outlet(text.rstrip("."), "network")
        if word in lexicon.words["channels"]:
            noun = noun or word
        elif word not in lead and not (noun and passage.pos[index] in ("ADJ", "NOUN")):
            return None
    return None


def _may_relay(passage: Passage, lexicon: QuoteLexicon, first: int, mention: Mention) -> bool:
    """False for "told the FBI", "told Parliament": these hear, but publish nothing."""
    if lexicon.language != "en":
        return True
    hears = lexicon.unite("bodies", "hearers").isdisjoint(mention.name.lower().split())
    return hears and passage.words[first] not in lexicon.words["articles"]


def outlets_in(passage: Passage, lexicon: QuoteLexicon) -> list[Mention]:
    """The agencies, papers and broadcasters that a line names."""
    sorts = ("agency", "press", "broadcast")
    return [m for m in passage.mentions if _sort_of_mention(m, lexicon) in sorts]


def _named_before(passage: Passage, lexicon: QuoteLexicon, first: int, last: int) -> _Outlet | None:
    """The outlet that "la station" means: the last one named of its sort."""
    *lead, noun = passage.words[first:last]
    definite = all(word in lexicon.words["plain_articles"] for word in lead)
    if not definite or noun not in lexicon.words["anaphoric_media"]:
        return None
    sort, before = _sort_of_noun(noun, lexicon), passage.starts[first] + passage.line.start
    here = [m for m in outlets_in(passage, lexicon) if m.start < before]
    for mention in reversed((*passage.outlets, *here)):
        if sort == _sort_of_mention(mention, lexicon):
            return _Outlet(mention.name, sort)
    return None


def _name(mention: Mention, sort: str) -> str:
    return mention.text if sort == "network" else mention.name


def _sort(passage: Passage, lexicon: QuoteLexicon, index: int) -> str:
    return _sort_of_mention(passage.mentions[passage.at[index]], lexicon)


def _sort_of_mention(mention: Mention, lexicon: QuoteLexicon) -> str:
    """What kind of outlet a mention is, by the lexicon or by the words of its name."""
    text, name, words = mention.text.lower(), mention.name.lower(), lexicon.words
    for sort, listed in _LISTED:
        if text in words[listed] or name in words[listed]:
            return sort
    if mention.label != "ORG":
        return "other"
    return "press" if _SITE.search(mention.text) else _sort_of_name(_PARTS.split(name), lexicon)


def _sort_of_name(words: Sequence[str], lexicon: QuoteLexicon) -> str:
    for sort in ("agency", "broadcast", "press"):
        if not lexicon.words[f"{sort}_names"].isdisjoint(words):
            return sort
    return "other"


def _sort_of_noun(noun: str, lexicon: QuoteLexicon) -> str:
    """ "l'agence X", "la radio X": what an unknown name is, by the noun before it."""
    for sort in ("agency", "broadcast", "press"):
        if noun in lexicon.words[f"{sort}_nouns"]:
            return sort
    return "other"


def _is_relayer(outlet: _Outlet, frame: str, lemma: str, lexicon: QuoteLexicon) -> bool:
    """True where an outlet passes on what was said, false where it was said there.

    An agency always passes on; a paper too, but for what somebody writes in it; a broadcaster
    only where it reports ("selon", "cité par"), not where somebody speaks to it.
    """
    if outlet.sort == "network":
        return False
    if frame in ("relayed", "relayed_surely") or outlet.sort == "agency":
        return True
    if frame in ("on_air", "on_air_surely") or outlet.sort == "broadcast":
        return False
    return not (frame == "printed" and lexicon.has(lemma, "written"))


def _sort_of_apposition(passage: Passage, lexicon: QuoteLexicon, index: int) -> str:
    """ "Mana, l'agence officielle": what a name is, by the words set beside it."""
    comma = passage.mention_end(index)
    words = passage.words[comma : comma + 2 + _LONGEST_APPOSITION]
    if len(words) < 3 or words[0] != "," or words[1] not in lexicon.words["articles"]:
        return "other"
    for word in words[2:]:
        if word in lexicon.words["stops"]:
            break
        sort = _sort_of_noun(word, lexicon)
        if sort != "other":
            return sort
    return "other"


def _noun(passage: Passage, lexicon: QuoteLexicon, first: int, free: frozenset[int]) -> str | None:
    """The noun of a medium after a preposition: "dans un communiqué", "lors d'un bref discours"."""
    while first in free and passage.words[first] in lexicon.words["articles"]:
        first += 1
    for start in (first, first + 1):
        size = passage.match(start, lexicon.phrases["nouns"]) if start in free else 0
        if size and (start == first or passage.pos[first] == "ADJ"):
            return " ".join(passage.words[start : start + size])
    return None
