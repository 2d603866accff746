"""Incises inside the marks: "Nous partons, dit-il, demain"."""

from __future__ import annotations

from dataclasses import replace

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range, has_finite
from transforms.speech.forms.tails import behind_tails, next_stop
from transforms.speech.grammar.adjuncts import skip_adjuncts
from transforms.speech.grammar.candidates import has_source
from transforms.speech.grammar.cues import find_cues
from transforms.speech.marks import Marked
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONGEST_PLACE = 10  # words that say where somebody speaks
_DASHES = ("–", "—", "-")
_BEFORE = frozenset({",", "?", "!", "…", *_DASHES})
_LONGEST_RELATIVE = 16  # words of a relative clause that ends a description


def broken(passage: Passage, lexicon: QuoteLexicon, marked: Marked) -> Draft | None:
    """Marked words with an incise inside the marks: "Nous partons, dit-il, demain"."""
    first, last = passage.word_at(marked.start), passage.word_at(marked.end)
    if not any(
        passage.words[i] in lexicon.verbs
        and not _BEFORE.isdisjoint(passage.words[max(first, i - 6) : i])
        for i in range(first + 2, last)
    ):
        return None
    bare = replace(passage, owner=[-1] * len(passage.words), tops=[], is_speech=True)
    cues = find_cues(bare, lexicon, (first, last))
    cue = next((c for c in cues if _parts(bare, lexicon, c, first, last)), None)
    if cue is None or cue.subject is None:
        return None
    after = behind_tails(bare, lexicon, _after(bare, lexicon, cue, last), last)
    head = passage.trim(marked.start, passage.starts[cue.first])
    parts = [head]
    if after < last:
        parts.append((passage.ends[after], marked.end))
        parts[1] = _skip_space(passage, parts[1])
    place = (passage.starts[cue.first], passage.ends[cue.last - 1])
    if not (marked.is_closed or passage.is_reopened):
        parts = parts[:1]  # the mark that is missing stood before the incise
    spans = tuple(part for part in parts if part[1] - part[0] > 1)
    return Draft(spans, "direct", "inner incise", place, cue.subject, cue.lemma)


def _parts(passage: Passage, lexicon: QuoteLexicon, cue: Cue, first: int, last: int) -> bool:
    """True for an inverted cue between commas or dashes, whose subject is no "mon père"."""
    before = passage.words[cue.first - 1]
    if cue.first <= first + 1 or before not in (",", "!", "?", "…", "...", *_DASHES):
        return False
    if before in _DASHES and not _is_dashed(passage, cue, last):
        return False
    if not cue.is_inverted or cue.side == "set off" or cue.subject is None:
        return False
    bare = passage.words[cue.subject[0]].removeprefix("-")
    sourced = any(has_source(passage, lexicon, i) for i in range(*cue.subject))
    if lexicon.has(cue.lemma, "weak") and cue.side == "right" and not sourced:
        return False
    if bare in lexicon.words["first_persons"] or (
        bare in ("on", "ce", "je") and cue.side == "pronoun"
    ):
        return False
    after = _after(passage, lexicon, cue, last)
    return after >= last or passage.words[after] in (",", ".", ";", ":", *_DASHES)


def _is_dashed(passage: Passage, cue: Cue, last: int) -> bool:
    """True for "– dit-elle –", with nothing else between the dashes."""
    opens = passage.words[cue.first - 1] in _DASHES
    return opens and cue.after < last and passage.words[cue.after] in _DASHES


def _after(passage: Passage, lexicon: QuoteLexicon, cue: Cue, last: int) -> int:
    """Index of the punctuation that ends the incise, its apposition included."""
    if _is_dashed(passage, cue, last):
        return cue.after
    after = next_stop(passage, cue.after, last)
    if cue.side == "right" and after + 1 < last and passage.at[after + 1] >= 0:
        named = next_stop(passage, passage.mention_end(after + 1), last)
        placed = _ends_placed(passage, lexicon, cue, named + 1, last)
        if passage.words[after] == "," and placed:
            return placed  # "dit le maire, Paul Roy, au micro de X."
    if after < last and passage.words[after] == "," and after + 1 < last:
        placed = _ends_placed(passage, lexicon, cue, after + 1, last)
        if placed:
            return placed
        named = passage.at[after + 1] >= 0 and cue.side == "right"
        if named or _describes(passage, lexicon, after + 1, last):
            behind = next_stop(passage, after + 1, last)
            if named:
                behind = _behind_office(passage, lexicon, behind, last)
            return _behind_relative(passage, lexicon, behind, last)
        if cue.side == "right" and _qualifies(passage, lexicon, after + 1, last):
            return next_stop(passage, after + 1, last)
        if _is_bearing(passage, lexicon, after + 1, last):
            after += 4
            place = skip_adjuncts(passage, lexicon, min(after + 1, last), last)
            ends = place < last and passage.words[place] in (",", ".")
            return place if ends and passage.words[after] == "," else after
    return after


def _ends_placed(passage: Passage, lexicon: QuoteLexicon, cue: Cue, index: int, last: int) -> int:
    """Index of the point after ", de Lyon." or ", au micro de X.", where X speaks; else 0."""
    of = lexicon.words["of"]
    if index >= last or passage.words[index - 1] != ",":
        return 0
    from_place = passage.words[index] in of and index + 1 < last and passage.at[index + 1] >= 0
    if cue.side != "right" or not (from_place or passage.match(index, lexicon.phrases["comments"])):
        return 0
    end = next_stop(passage, index, min(last, index + _LONGEST_PLACE))
    verbal = passage.has_verb(index, end)
    return end if end < last and passage.words[end] == "." and not verbal else 0


def _behind_office(passage: Passage, lexicon: QuoteLexicon, index: int, last: int) -> int:
    """Index behind ", titulaire d'un CAP," after ", leur porte-parole, X"; else `index`."""
    first = index + 1
    if (
        first + 1 >= last
        or passage.words[index] != ","
        or passage.pos[first] not in ("NOUN", "ADJ")
    ):
        return index
    end = next_stop(passage, first, min(last, index + _LONGEST_PLACE))
    linked = passage.words[first + 1] in lexicon.unite("of", "to")
    ends = end < last and passage.words[end] in (",", ".")
    finite = has_finite(passage, lexicon, range(first + 1, end))
    return end if ends and linked and not finite else index


def _behind_relative(passage: Passage, lexicon: QuoteLexicon, index: int, last: int) -> int:
    """Index of the point behind ", où vit son mari." after an apposition; else `index`."""
    if index + 1 >= last or passage.words[index] != ",":
        return index
    if passage.words[index + 1] not in lexicon.words["relative_words"]:
        return index
    end = next_stop(passage, index + 1, min(last, index + _LONGEST_RELATIVE))
    return end if end < last and passage.words[end] == "." else index


def _qualifies(passage: Passage, lexicon: QuoteLexicon, index: int, last: int) -> bool:
    """True for "natif de Sens." behind a subject, with no verb up to the point."""
    if index + 2 >= last or passage.pos[index] not in ("ADJ", "NOUN") or passage.is_name(index):
        return False
    if passage.words[index + 1] not in lexicon.unite("of", "to"):
        return False
    end = next_stop(passage, index, min(last, index + _LONGEST_PLACE))
    return end < last and passage.words[end] == "." and not passage.has_verb(index, end)


def _is_bearing(passage: Passage, lexicon: QuoteLexicon, index: int, last: int) -> bool:
    """True for ", la voix cassée, ": how somebody speaks."""
    return (
        index + 3 < last
        and passage.words[index] in lexicon.words["articles"]
        and passage.pos[index + 1] == "NOUN"
        and passage.pos[index + 2] in ("ADJ", "VERB")
        and passage.words[index + 3] in (",", ".")
    )


def _describes(passage: Passage, lexicon: QuoteLexicon, index: int, last: int) -> bool:
    """True where an apposition begins: a role, an age, "née à…", "qui…", "de son vrai nom"."""
    word = passage.words[index]
    if word in lexicon.unite("roles", "relative_words", "memberships") or word[0].isdigit():
        return True
    if passage.match(index, lexicon.phrases["also_called"]):
        return True
    if "ans" in passage.words[index + 1 : index + 3]:  # "vingt-deux ans de maison"
        return True
    if word in lexicon.words["articles"]:
        return any(
            passage.words[i] in lexicon.words["roles"] for i in range(index, min(last, index + 3))
        )
    if passage.at[index - 2] >= 0 and passage.pos[index] in ("NOUN", "ADJ", "PROPN"):
        return not passage.is_name(index)  # "Paul Mercier, planteur, "
    if passage.words[index] in lexicon.words["still"] and index + 2 < last:  # "encore tremblante."
        return passage.pos[index + 1] in ("ADJ", "VERB") and passage.words[index + 2] in (".", ",")
    return passage.pos[index] in ("VERB", "ADJ") and word.endswith(("é", "ée", "és", "ées"))


def _skip_space(passage: Passage, span: Range) -> Range:
    start, end = span
    while start < end and passage.text[start].isspace():
        start += 1
    return start, end
