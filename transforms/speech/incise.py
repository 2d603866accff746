"""Speech before its cue: "…", a déclaré X; ce que dit X; and what the cue goes on to announce."""

from __future__ import annotations

from dataclasses import replace

from transforms.speech.candidates import has_source
from transforms.speech.cues import find_cues
from transforms.speech.drafts import Draft, Range, cover, islands
from transforms.speech.marks import Marked
from transforms.speech.nouns import skip_adjuncts
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.relay import is_medium
from transforms.speech.verb_groups import Cue


_VERBAL = ("VERB", "AUX")
_LONGEST_PLACE = 10  # words that say where somebody speaks


def incise(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue, floor: int
) -> Draft | None:
    """What stands before an inverted cue, from character `floor` on, and what goes on after it."""
    first = cue.start
    while first > sentence[0] and passage.words[first - 1] in lexicon.words["as_words"]:
        first -= 1
    if not cue.is_inverted or cue.is_passive or not _is_set_off(passage, lexicon, first, cue):
        return None
    if passage.line.kind in ("title", "subheading"):
        floor = max(floor, _after_topic(passage, sentence, first))
    start, end = passage.trim(floor, passage.starts[first])
    if end <= start or _announces_clause(passage, lexicon, cue, sentence):
        return None
    covered = cover(passage, lexicon, start, end)
    if covered is None:
        return None
    spans, kind = covered
    weak = lexicon.has(cue.lemma, "weak") and cue.side != "pronoun"
    if weak and (lexicon.has(cue.lemma, "learns") or _by_medium(passage, lexicon, cue)):
        weak = False
    if kind != "direct" and first < cue.first and cue.side == "right":
        return None  # "comme le rapporte X": the journalist's own words
    after = skip_adjuncts(passage, lexicon, cue.after, sentence[1])
    if kind == "indirect" and after < sentence[1] and passage.words[after] == ":":
        return None  # what is said comes after the colon
    rest = _rest(passage, lexicon, sentence, cue, start, end) if kind == "indirect" else ()
    if kind == "indirect" and (
        (len(passage.text[start:end].split()) < 3 and not rest) or weak or cue.is_negated
        or (not lexicon.has(cue.lemma, "speech") and not lexicon.has(cue.lemma, "thought")
        and not lexicon.has(cue.lemma, "written"))
    ):  # fmt: skip
        return None
    spans += rest or _continued(passage, lexicon, sentence, cue, kind)
    if any(m.open < e and s < m.close for m in passage.tops for s, e in rest):
        kind = "mixed"
    return Draft(
        spans, kind, "incise", (passage.starts[cue.first], passage.ends[cue.last - 1]),
        cue.subject, cue.lemma,
    )  # fmt: skip


def _by_medium(passage: Passage, lexicon: QuoteLexicon, cue: Cue) -> bool:
    """True for ", Reuters reported.": what others may only make known, a medium reports."""
    if cue.subject is None or not lexicon.has(cue.lemma, "written"):
        return False
    return is_medium(passage, lexicon, cue.subject)


def _after_topic(passage: Passage, sentence: Range, first: int) -> int:
    """Character after the topic of a title: "Retraites : rien ne presse, juge X"."""
    for index in range(sentence[0], min(first, sentence[0] + 7)):
        if passage.words[index] == ":" and passage.owner[index] < 0:
            return passage.ends[index]
    return 0


def _is_set_off(passage: Passage, lexicon: QuoteLexicon, first: int, cue: Cue) -> bool:
    if first == 0:
        return False
    word = passage.words[first - 1]
    if first < cue.first and word == ",":
        return True
    return (
        word in (",", "!", "?", "…", "...", "–", "—", "-", ")", ".")
        or passage.is_mark(first - 1)
        or passage.owner[first - 1] >= 0
        or (cue.side == "pronoun" and passage.pos[first - 1] not in ("ADV", "SCONJ", "ADP"))
    )


def _announces_clause(passage: Passage, lexicon: QuoteLexicon, cue: Cue, sentence: Range) -> bool:
    after = skip_adjuncts(passage, lexicon, cue.after, sentence[1])
    if any(passage.pos[i] in _VERBAL for i in range(cue.after, after)):
        return False  # "dit-il avant d'ajouter que"
    return after < sentence[1] and passage.words[after] in lexicon.words["complementisers"]


def _continued(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    cue: Cue,
    kind: str,
) -> tuple[Range, ...]:
    """The marked words with which an utterance goes on after its incise."""
    if kind == "indirect":
        return ()
    after = skip_adjuncts(passage, lexicon, cue.after, sentence[1])
    while (  # "told reporters, “…”"
        after < min(sentence[1], cue.after + 6)
        and passage.pos[after] in ("NOUN", "PROPN", "DET", "ADJ", "PRON")
    ):
        after += 1
    if after >= sentence[1] or passage.words[after] not in (",", "–", "—"):
        return ()
    text_start = passage.ends[after]
    limit = passage.ends[sentence[1] - 1]
    nexts = [m for m in passage.tops if m.open >= text_start and m.open < limit]
    if nexts and not passage.text[text_start : nexts[0].open].strip():
        return islands(nexts[:1])
    return ()


def _rest(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue, start: int, end: int
) -> tuple[Range, ...]:
    """The rest of a clause without marks after its incise: "Le taux, dit-elle, atteint 64 %"."""
    after = skip_adjuncts(passage, lexicon, cue.after, sentence[1])
    if after + 1 >= sentence[1] or passage.words[after] not in (",", "–", "—"):
        return ()
    limit = passage.ends[sentence[1] - 1]
    if not _has_verb(passage, start, end):
        after = _before_verb(passage, lexicon, after, sentence[1])
    text_start = passage.ends[after]
    following = passage.words[after + 1]
    verb = next((i for i in range(after + 1, sentence[1]) if passage.pos[i] in _VERBAL), after)
    if not lexicon.words["relative_words"].isdisjoint(passage.words[after + 1 : verb]):
        return ()  # "…, dit X, pour qui…"
    if _has_verb(passage, start, end):
        if following not in lexicon.unite("pronouns", "resumers", "coordinators"):
            return ()
        if any(m.open >= text_start and m.open < limit for m in passage.tops):
            return ()
    rest = passage.trim(text_start, limit)
    return (rest,) if _has_verb(passage, *rest) else ()


def _before_verb(passage: Passage, lexicon: QuoteLexicon, comma: int, end: int) -> int:
    """The comma behind what is said of the speaker: "Le gel, dit X, de Sousse, punit…"."""
    for index in range(comma + 1, min(end - 1, comma + _LONGEST_PLACE)):
        if passage.words[index] == "," and _opens_predicate(passage, lexicon, index + 1, end):
            return index
        if passage.pos[index] in _VERBAL or passage.owner[index] >= 0:
            return comma
    return comma


def _opens_predicate(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for a verb, its clitics before it, or one that marks open: ", « punit »"."""
    while index < end and (
        passage.is_mark(index)
        or passage.words[index] in lexicon.unite("clitics", "negatives", "pronouns")
        or passage.pos[index] == "ADV"
    ):
        index += 1
    return index < end and passage.pos[index] in _VERBAL


def _has_verb(passage: Passage, start: int, end: int) -> bool:
    """True when a finite verb stands in `[start, end)` (as far as the tagger can tell)."""
    return any(
        passage.pos[i] in _VERBAL
        for i in range(passage.word_at(start), passage.word_at(end))
    )


def broken(passage: Passage, lexicon: QuoteLexicon, marked: Marked) -> Draft | None:
    """Marked words with an incise inside the marks: "Nous partons, dit-il, demain"."""
    first, last = passage.word_at(marked.start), passage.word_at(marked.end)
    if not any(
        passage.words[i] in lexicon.verbs
        and not {",", "?", "!", "…"}.isdisjoint(passage.words[max(first, i - 6) : i])
        for i in range(first + 2, last)
    ):
        return None
    bare = replace(passage, owner=[-1] * len(passage.words), tops=[], is_speech=True)
    cues = find_cues(bare, lexicon, (first, last))
    cue = next((c for c in cues if _parts(bare, lexicon, c, first, last)), None)
    if cue is None or cue.subject is None:
        return None
    after = _after(bare, lexicon, cue, last)
    head = passage.trim(marked.start, passage.starts[cue.first])
    parts = [head]
    if after < last:
        parts.append((passage.ends[after], marked.end))
        parts[1] = _skip_space(passage, parts[1])
    place = (passage.starts[cue.first], passage.ends[cue.last - 1])
    if not marked.is_closed:
        parts = parts[:1]  # the mark that is missing stood before the incise
    spans = tuple(part for part in parts if part[1] - part[0] > 1)
    return Draft(spans, "direct", "inner incise", place, cue.subject, cue.lemma)


def _parts(passage: Passage, lexicon: QuoteLexicon, cue: Cue, first: int, last: int) -> bool:
    """True for an inverted cue between commas, whose subject is no "mon père"."""
    if cue.side not in ("right", "pronoun") or cue.subject is None or cue.first <= first + 1:
        return False
    if passage.words[cue.first - 1] not in (",", "!", "?", "…", "..."):
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
    return after >= last or passage.words[after] in (",", ".", ";", ":")


def _after(passage: Passage, lexicon: QuoteLexicon, cue: Cue, last: int) -> int:
    """Index of the punctuation that ends the incise, its apposition included."""
    after = _stop(passage, cue.after, last)
    if cue.side == "right" and after + 1 < last and passage.at[after + 1] >= 0:
        named = _stop(passage, passage.mention_end(after + 1), last)
        placed = _ends_placed(passage, lexicon, cue, named + 1, last)
        if passage.words[after] == "," and placed:
            return placed  # "dit le maire, Paul Roy, au micro de X."
    if after < last and passage.words[after] == "," and after + 1 < last:
        placed = _ends_placed(passage, lexicon, cue, after + 1, last)
        if placed:
            return placed
        named = passage.at[after + 1] >= 0 and cue.side == "right"
        if named or _describes(passage, lexicon, after + 1, last):
            return _stop(passage, after + 1, last)
        if _is_bearing(passage, lexicon, after + 1, last):
            after += 4
            place = skip_adjuncts(passage, lexicon, min(after + 1, last), last)
            ends = place < last and passage.words[place] in (",", ".")
            return place if ends and passage.words[after] == "," else after
    return after


def _ends_placed(
    passage: Passage, lexicon: QuoteLexicon, cue: Cue, index: int, last: int
) -> int:
    """Index of the point after ", de Lyon." or ", au micro de X.", where X speaks; else 0."""
    of = lexicon.words["of"]
    if index >= last or passage.words[index - 1] != ",":
        return 0
    from_place = passage.words[index] in of and index + 1 < last and passage.at[index + 1] >= 0
    if cue.side != "right" or not (
        from_place or passage.match(index, lexicon.phrases["comments"])
    ):
        return 0
    end = _stop(passage, index, min(last, index + _LONGEST_PLACE))
    verbal = any(passage.pos[i] in _VERBAL for i in range(index, end))
    return end if end < last and passage.words[end] == "." and not verbal else 0


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


def _stop(passage: Passage, index: int, last: int) -> int:
    while index < last and passage.words[index] not in (",", ".", ";", ":", "!", "?"):
        index += 1
    return index


def _skip_space(passage: Passage, span: Range) -> Range:
    start, end = span
    while start < end and passage.text[start].isspace():
        start += 1
    return start, end
