"""What source phrases report: the rest of their sentence, or the two sides around them."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range, cover, is_fragment
from transforms.speech.forms.ends import ends_apposed
from transforms.speech.forms.floors import at_relative
from transforms.speech.forms.sources import Source, is_first, is_predicate
from transforms.speech.grammar.adjuncts import is_adverb
from transforms.speech.grammar.appositions import begins_apposition
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_PARTICIPLES = ("é", "ée", "és", "ées", "ie", "is", "us", "ue")


def according(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    source: Source,
    cues: Sequence[Cue] = (),
) -> Draft | None:
    """What a source phrase reports: the rest of its sentence, or the two sides around it."""
    sentence = _after_colon(passage, source, sentence)
    here, after = passage.starts[source.first], _phrase_end(passage, lexicon, source, sentence)
    linked = passage.match(after, lexicon.phrases["connectives"])
    if linked and passage.words[after + linked : after + linked + 1] == [","]:
        after += linked + 1  # "Pour X, au contraire, …"
    start, limit = passage.starts[sentence[0]], _limit(passage, lexicon, after, sentence, cues)
    if after == source.name[1] < sentence[1] and _is_bare_relative(passage, lexicon, source):
        commas = (i for i in range(after, sentence[1]) if passage.words[i] in (",", "."))
        limit = min(limit, passage.starts[next(commas, sentence[1] - 1)])
    relative = at_relative(passage, lexicon, sentence, source.first, cues)
    before = passage.trim(max(start, relative), here)
    rest = passage.trim(passage.starts[after] if after < sentence[1] else limit, limit)
    sides = _sides(passage, lexicon, sentence, source.first, after, before, rest)
    if relative and after < sentence[1] and passage.words[after - 1] == ",":
        sides = [before, rest]  # "…, laquelle met, d'après lui, cent jours à répondre"
    island = _worded(passage, lexicon, source)
    if island is not None:
        sides = [island]
    covered = [
        cover(passage, lexicon, *side, is_bound=True)
        for side in sides
        if side[1] - side[0] > (1 if len(sides) > 1 else 5)
    ]
    spans = tuple(span for found in covered if found for span in found[0])
    kinds = {found[1] for found in covered if found}
    if not spans:
        return None
    kind = "indirect" if kinds == {"indirect"} else ("direct" if kinds == {"direct"} else "mixed")
    if kind == "direct" and (
        not any(passage.has_verb_between(*span) for span in spans)
        or is_fragment(passage, lexicon, *spans[0])
    ):
        kind = "mixed"  # « historique », selon le maire
    last = source.name[0] if source.name[0] > source.first else source.name[1]
    cue = (here, passage.ends[last - 1])
    return Draft(spans, kind, "according", cue, source.name)


def _sides(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    first: int,
    after: int,
    before: Range,
    rest: Range,
) -> list[Range]:
    """Which of `before` and `rest` are reported by the source phrase `[first, after)` (words)."""
    if is_first(passage, lexicon, first, sentence):
        acts = after < sentence[1] and passage.pos[after] in VERBAL and first > sentence[0]
        subject = passage.pos[sentence[0]] in ("DET", "PRON", "PROPN", "NOUN")
        if lexicon.language == "en" and acts and subject:
            return [before, rest]  # "The road, according to X, is open"
        return [rest]
    parted = after < sentence[1] and passage.words[after - 1] == "," == passage.words[first - 1]
    if parted and passage.words[first - 2] in lexicon.words["auxiliaries"]:
        return [before, rest]  # "il aurait, selon X, menti"
    if parted and _is_parted_verb(passage, lexicon, first - 2, after, sentence[1]):
        return [before, rest]  # "It would also, according to X, close the road"
    object_behind = after < sentence[1] and (
        passage.words[after] in lexicon.words["plain_articles"]
        or passage.starts[after] in passage.opens
    )
    if parted and passage.pos[first - 2] == "VERB" and object_behind:
        return [before, rest]  # "il a fait, selon elle, l'objet d'une enquête"
    opens = passage.words[sentence[0]]
    infinitive = passage.words[after : after + 1] in (["de"], ["d'"])
    if parted and infinitive and opens in ("il", "c'"):
        return [before, rest]  # "Il est temps, selon X, de partir"
    if after < sentence[1] and _splits(passage, lexicon, first, after):
        return [_participle_before(passage, before), rest]
    link = _link(passage, first)
    if after >= sentence[1] or not _resumes(passage, lexicon, after, sentence):
        return [] if link in lexicon.words["coordinators"] else [before]
    if link in lexicon.unite("relatives", "complementisers", "hangs_on"):
        return [rest]  # "Il a plu et, selon X, le col est fermé"
    return [before] if _is_whole(passage, *before) else [before, rest]


def _is_parted_verb(
    passage: Passage, lexicon: QuoteLexicon, before: int, after: int, end: int
) -> bool:
    """True where an auxiliary with its adverb stands before a source, and its verb behind it."""
    while before > 0 and is_adverb(passage, lexicon, before):
        before -= 1
    auxiliary = lexicon.unite("auxiliaries", "needing", "negations") - lexicon.words["adverbs"]
    verbal = after < end and passage.pos[after] in VERBAL
    return lexicon.language == "en" and verbal and passage.words[before] in auxiliary


def _splits(passage: Passage, lexicon: QuoteLexicon, first: int, after: int) -> bool:
    """True for "un accord fondé, selon X, sur la confiance": what follows the verb's participle."""
    if first < 2 or passage.words[first - 1] != "," or passage.words[after - 1] != ",":
        return False
    verbal = passage.pos[first - 2] in VERBAL or passage.words[first - 2].endswith(_PARTICIPLES)
    following = lexicon.unite("adjunct_prepositions", "of", "to", "closers")
    return verbal and passage.words[after] in following - lexicon.words["relatives"]


def _participle_before(passage: Passage, before: Range) -> Range:
    """The participle alone where it qualifies a noun: the noun is the journalist's."""
    last = passage.word_at(before[1]) - 1
    qualifies = last > 0 and passage.pos[last - 1] in ("NOUN", "ADJ", "PROPN")
    return (passage.starts[last], before[1]) if qualifies else before


def _limit(
    passage: Passage, lexicon: QuoteLexicon, after: int, sentence: Range, cues: Sequence[Cue]
) -> int:
    """Where the report ends: before a colon with words of their own behind it, else with all.

    And before a semicolon behind which another report begins: "; she describes it as".
    """
    begins = {cue.subject[0] for cue in cues if cue.subject and cue.side == "left"}
    for index in range(after, sentence[1] - 1):
        if passage.words[index] == ";" and index + 1 in begins and passage.owner[index] < 0:
            return passage.starts[index]
        if passage.words[index] == ":" and passage.starts[index + 1] in passage.opens:
            return passage.starts[index]
        if passage.words[index] == "," and passage.match(index + 1, lexicon.phrases["denied"]):
            return passage.starts[index]  # "…, ce que dément la mairie"
        if passage.words[index] == "," and ends_apposed(passage, lexicon, index + 1, sentence[1]):
            return passage.starts[index]
    return passage.ends[sentence[1] - 1]


def _worded(passage: Passage, lexicon: QuoteLexicon, source: Source) -> Range | None:
    """The marked words right before "selon le mot de X", which are all that X said."""
    said = range(source.first, source.name[0])
    if not any(passage.words[i] in lexicon.words["wording"] for i in said):
        return None
    for marked in passage.tops:
        between = passage.text[marked.close : passage.starts[source.first]]
        if marked.close <= passage.starts[source.first] and not between.strip(" ,\u00a0"):
            return marked.open, marked.close
    return None


def _link(passage: Passage, first: int) -> str:
    """The word before a source phrase and its comma: behind "qui", "and" only the rest is said."""
    index = first - 1
    while index > 0 and passage.words[index] == ",":
        index -= 1
    return passage.words[index]


def _is_whole(passage: Passage, start: int, end: int) -> bool:
    """True when a clause with its verb, not cut after an auxiliary, stands in `[start, end)`."""
    inside = range(passage.word_at(start), passage.word_at(end))
    verbs = [i for i in inside if passage.pos[i] in ("VERB", "AUX")]
    return bool(verbs) and verbs[-1] != inside[-1]


def _after_colon(passage: Passage, source: Source, sentence: Range) -> Range:
    """The part of the sentence that the source phrase belongs to."""
    for index in range(source.first - 1, sentence[0], -1):
        if passage.words[index] == ":" and passage.owner[index] < 0:
            return index + 1, sentence[1]
    return sentence


def _phrase_end(passage: Passage, lexicon: QuoteLexicon, source: Source, sentence: Range) -> int:
    """Word where the sentence goes on after the source phrase and what qualifies it.

    Where that is a verb, its subject is what seemed to qualify the source: "Selon le parquet, le
    suspect, un voisin, a été arrêté".
    """
    end = _qualified_end(passage, lexicon, source, sentence)
    last = source.name[1]
    parted = last + 1 < end and passage.words[last] == ","
    if parted and _is_initial(source, sentence) and lexicon.language == "fr":
        return last + 1 if is_predicate(passage, lexicon, end, sentence[1]) else end
    return end


def _qualified_end(passage: Passage, lexicon: QuoteLexicon, source: Source, sentence: Range) -> int:
    if source.name[1] < sentence[1] and _interrupts(passage, lexicon, source):
        return source.name[1] + (passage.words[source.name[1]] == ",")
    is_told = False
    for index in range(source.name[1], sentence[1]):
        if passage.words[index] == "," and _begins_relative(passage, lexicon, index + 1, sentence):
            is_told = True
            continue  # "selon X, qui cite Y, …", "d'après une note, dont nous avons copie, …"
        if is_told and passage.words[index] == "," and _enumerates(passage, index + 1, sentence):
            continue  # "selon X, qui aide des hommes, femmes et enfants, …"
        if passage.words[index] == "," and begins_apposition(passage, lexicon, index + 1, sentence):
            continue
        if passage.owner[index] < 0 and passage.words[index] in (",", ":", ".", ";"):
            return index + 1
        if passage.is_mark(index) or passage.owner[index] >= 0:
            return index
    return source.name[1] if _is_initial(source, sentence) else sentence[1]


def _enumerates(passage: Passage, first: int, sentence: Range) -> bool:
    """True for "femmes et enfants depuis 2015, ": no verb before a further comma."""
    comma = next((i for i in range(first, sentence[1]) if passage.words[i] == ","), -1)
    bare = comma > 0 and passage.pos[first] == "NOUN" and not passage.has_verb(first, comma)
    return bare and passage.has_verb(comma, sentence[1])


def _interrupts(passage: Passage, lexicon: QuoteLexicon, source: Source) -> bool:
    """True where what follows the source phrase cannot tell more of it.

    "Selon lui, plusieurs clubs, dont X, …", "aurait, selon X, touché…", "qui selon X pouvait…".
    """
    first, last = source.name
    if passage.words[last] != ",":
        return _is_bare_relative(passage, lexicon, source)
    if passage.words[first] in lexicon.words["pronouns"]:
        return last == first + 1
    parted = source.first > 1 and passage.words[source.first - 1] == ","
    return (
        parted
        and passage.words[source.first - 2] in lexicon.words["auxiliaries"]
        and passage.words[last + 1 : last + 2] != []
        and passage.words[last + 1].endswith(_PARTICIPLES)
    )


def _is_bare_relative(passage: Passage, lexicon: QuoteLexicon, source: Source) -> bool:
    """True for "un homme qui selon la police souffrait de troubles, …", without commas."""
    last = source.name[1]
    return (
        source.first > 0
        and passage.words[source.first - 1] in lexicon.words["relatives"]
        and passage.pos[last] in VERBAL
    )


def _begins_relative(passage: Passage, lexicon: QuoteLexicon, index: int, sentence: Range) -> bool:
    """True for a relative clause with its verb; not for ", dont X et Y,"."""
    if index >= sentence[1] or passage.words[index] in lexicon.words["relatives"]:
        return index < sentence[1]
    if passage.words[index] not in lexicon.words["relative_words"]:
        return False
    ends = (i for i in range(index, sentence[1]) if passage.words[i] == ",")
    return passage.has_verb(index, next(ends, index))


def _is_initial(source: Source, sentence: Range) -> bool:
    return source.first - sentence[0] <= 2


def _resumes(passage: Passage, lexicon: QuoteLexicon, after: int, sentence: Range) -> bool:
    """True when the clause goes on after a medial source phrase."""
    word, parted = passage.words[after], passage.words[after - 1] == ","
    if passage.pos[after] in ("VERB", "AUX") and not word.endswith(("ant", "ing")):
        return True
    if parted and is_predicate(passage, lexicon, after, sentence[1]):
        return True  # "qui, selon X, n'a rien dit"
    if word in lexicon.unite("relatives", "closers") or word.endswith("ant"):
        return False
    return parted and passage.has_verb(after, sentence[1])
