"""Who relayed what is said, and where it was said: "à l'AFP", "cité par Tass", "sur X".

A relayer (*via*) is who passes words on: an agency, a paper, a broadcaster that was told them; a
*medium* is where they were spoken or written: a broadcaster at whose microphone somebody speaks,
a network, a communiqué. What a broadcaster is told, it passes on and it is said there.
"""

from __future__ import annotations

from typing import NamedTuple

from transforms.layers import Mention
from transforms.speech.drafts import Draft, Range
from transforms.speech.grammar.cues import find_cues
from transforms.speech.grammar.free_words import free_words
from transforms.speech.grammar.relay import sort_at
from transforms.speech.outlet_sorts import sort_of_mention, sort_of_noun
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import FRAMES, QuoteLexicon

# Frames by what they make of an outlet; of the same length, the first that fits counts.
_STRONG = FRAMES[:3]  # these make an outlet of any organisation
_NO_PLACE = ("relayed", "prepositions")  # nothing is said in what these name
_SILENT = Draft(((0, 0),), "direct", "silent")
_LONGEST_APPOSITION = 6  # words after a name: ", l'agence de presse officielle"
_LONGEST_BETWEEN = 4  # words of "news agency has also"
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
        outlet = _outlet_after(passage, lexicon, first, free, sure, frame == "relayed_surely")
        if outlet is not None:
            hears = outlet.sort == "broadcast" and frame in ("told", "reached")
            relays = _is_relayer(outlet, frame, draft.lemma, lexicon)
            if relays or hears or (is_body and frame == "told"):
                via = via or outlet.name
            if hears or (not relays and (frame not in _NO_PLACE or outlet.sort == "network")):
                medium = medium or outlet.name
        elif noun is None and frame != "relayed":
            noun = _noun(passage, lexicon, first, free)
    return Place(via, medium or noun)


def inherited(
    passage: Passage,
    lexicon: QuoteLexicon,
    place: Place,
    draft: Draft,
    before: Draft | None,
    asked: Place,
) -> Place:
    """`place`, or that of the draft before it in the line where the same words go on.

    `asked` is who asked somebody in the sentence before, which itself reports nothing: "Joint
    par RMC, X reste prudent. « Rien n'est fait », glisse-t-il".
    """
    if place != Place():
        return place
    if before is not None and draft.cue is None and draft.rule in ("continuation", "island"):
        return Place(before.via, before.medium)
    first, last = draft.speaker or (0, 0)
    owned = passage.words[first] in lexicon.words["possessives"]  # "son porte-parole, X"
    other = not owned and any(
        passage.words[index] in lexicon.words["bodies"]
        or (passage.at[index] >= 0 and passage.mentions[passage.at[index]].label != "LOC")
        for index in range(first, last)
    )
    reading = draft.rule == "according" and passage.words[first] not in lexicon.words["pronouns"]
    return place if other or reading else asked


def asked_in(passage: Passage, lexicon: QuoteLexicon, sentence: Range) -> Place:
    """Who asked or was told, where a sentence names an outlet and reports nothing."""
    via = place_of(passage, lexicon, sentence, _SILENT).via
    if via is None:
        return Place()
    frames = (_frame(passage, lexicon, index)[0] for index in range(*sentence))
    asked = not lexicon.words["asked"].isdisjoint(passage.words[sentence[0] : sentence[1]])
    told = asked or "reached" in frames or bool(find_cues(passage, lexicon, sentence))
    return Place(via) if told else Place()


def _reporter(passage: Passage, lexicon: QuoteLexicon, index: int) -> str | None:
    """The outlet at a word, where it is said to report: "Reuters quoted X as saying"."""
    if passage.at[index] < 0 or sort_at(passage, lexicon, index) in ("network", "other"):
        return None
    after = _before_verb(passage, lexicon, passage.mention_end(index))
    if after < len(passage.words) and passage.match(after, lexicon.phrases["reports"]):
        return passage.mentions[passage.at[index]].name
    return None


def _before_verb(passage: Passage, lexicon: QuoteLexicon, index: int) -> int:
    """The verb behind "TASS also", "the Tass news agency has": what may part a name from it."""
    if lexicon.language != "en":
        return index
    between = lexicon.unite("adverbs", "auxiliaries", "media_bodies") | {"news"}
    last = min(len(passage.words), index + _LONGEST_BETWEEN)
    while index < last and passage.words[index] in between:
        if passage.match(index, lexicon.phrases["reports"]):
            break  # "has seen"
        index += 1
    return index


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
    passage: Passage,
    lexicon: QuoteLexicon,
    first: int,
    free: frozenset[int],
    is_sure: bool,
    is_cited: bool,
) -> _Outlet | None:
    """The outlet named after a frame: at once, or after "l'agence de presse russe".

    Where the frame `is_sure`, an organisation is one that may relay; where it `is_cited`, any is.
    """
    lead = lexicon.unite("articles", "channels", "of", "same")
    noun = ""
    for index in range(first, first + _LONGEST_LEAD):
        if index not in free:
            return None
        if passage.at[index] >= 0:
            mention = passage.mentions[passage.at[index]]
            if _owns(passage, lexicon, index):
                continue  # "Russia's Tass news agency"
            sort = sort_at(passage, lexicon, index)
            if sort == "other":
                sort = sort_of_noun(noun, lexicon)
            if sort == "other" and mention.label == "ORG":
                sort = _sort_of_apposition(passage, lexicon, index)
            known = sort != "other" or (
                is_sure
                and mention.label == "ORG"
                and (is_cited or _may_relay(passage, lexicon, first, mention))
            )
            name = mention.text if sort == "network" else mention.name
            return _Outlet(name, sort) if known else None
        word = passage.words[index]
        if lexicon.language == "en" and (word == "'s" or word in lexicon.words["generic_bodies"]):
            noun = word if word in lexicon.words["channels"] and not noun else noun
            continue  # "by state news agency TASS"
        if noun and word in lexicon.words["stops"]:
            return _named_before(passage, lexicon, first, index)
        if word.rstrip(".") in lexicon.words["networks"]:  # "sur X." may be one word
            text = passage.text[passage.starts[index] : passage.ends[index]]
            return _Outlet(text.rstrip("."), "network")
        if word in lexicon.words["channels"]:
            noun = noun or word
        elif word not in lead and not (noun and passage.pos[index] in ("ADJ", "NOUN")):
            before = passage.words[index - 1]
            joined = any("-" in part for part in passage.words[index - 1 : index + 2])
            if not joined and not (before in lead and passage.pos[index] == "ADJ"):
                return None  # but not in "the state-owned New Vision"
    return None


def _owns(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for a country before its agency or paper: "Russia's Tass"."""
    last = passage.mention_end(index)
    place = passage.mentions[passage.at[index]].label == "LOC"
    return lexicon.language == "en" and place and passage.words[last : last + 1] == ["'s"]


def _may_relay(passage: Passage, lexicon: QuoteLexicon, first: int, mention: Mention) -> bool:
    """False for "told the FBI", "told Parliament": these hear, but publish nothing."""
    if lexicon.language != "en":
        return True
    hears = lexicon.unite("bodies", "hearers").isdisjoint(mention.name.lower().split())
    return hears and passage.words[first] not in lexicon.words["articles"]


def outlets_in(passage: Passage, lexicon: QuoteLexicon) -> list[Mention]:
    """The agencies, papers and broadcasters that a line names."""
    sorts = ("agency", "press", "broadcast")
    return [m for m in passage.mentions if sort_of_mention(m, lexicon) in sorts]


def _named_before(passage: Passage, lexicon: QuoteLexicon, first: int, last: int) -> _Outlet | None:
    """The outlet that "la station" means: the last one named of its sort."""
    *lead, noun = passage.words[first:last]
    definite = all(word in lexicon.unite("plain_articles", "same") for word in lead)
    if not definite or noun not in lexicon.words["anaphoric_media"]:
        return None
    sort, before = sort_of_noun(noun, lexicon), passage.starts[first] + passage.line.start
    here = [m for m in outlets_in(passage, lexicon) if m.start < before]
    for mention in reversed((*passage.outlets, *here)):
        if sort == sort_of_mention(mention, lexicon):
            return _Outlet(mention.name, sort)
    return None


def _is_relayer(outlet: _Outlet, frame: str, lemma: str, lexicon: QuoteLexicon) -> bool:
    """True where an outlet passes on what was said, false where it was said there.

    An agency always passes on; a paper too, but for what somebody writes in it; a broadcaster
    only where it reports ("selon", "cité par"), not where somebody speaks to it.
    """
    if outlet.sort == "network":
        return False
    if frame in ("relayed", "relayed_surely") or outlet.sort == "agency":
        return True
    if frame == "reached":
        return outlet.sort != "broadcast"
    if frame in ("on_air", "on_air_surely") or outlet.sort == "broadcast":
        return False
    return not (frame == "printed" and lexicon.has(lemma, "written"))


def _noun(passage: Passage, lexicon: QuoteLexicon, first: int, free: frozenset[int]) -> str | None:
    """The noun of a medium after a preposition: "dans un communiqué", "lors d'un bref discours"."""
    while first in free and passage.words[first] in lexicon.words["articles"]:
        first += 1
    for start in (first, first + 1):
        size = passage.match(start, lexicon.phrases["nouns"]) if start in free else 0
        if size and (start == first or passage.pos[first] == "ADJ"):
            return " ".join(passage.words[start : start + size])
    return None


def _sort_of_apposition(passage: Passage, lexicon: QuoteLexicon, index: int) -> str:
    """ "Mana, l'agence officielle": what a name is, by the words set beside it."""
    comma = passage.mention_end(index)
    words = passage.words[comma : comma + 2 + _LONGEST_APPOSITION]
    if len(words) < 3 or words[0] != "," or words[1] not in lexicon.words["articles"]:
        return "other"
    for word in words[2:]:
        if word in lexicon.words["stops"]:
            break
        sort = sort_of_noun(word, lexicon)
        if sort != "other":
            return sort
    return "other"
