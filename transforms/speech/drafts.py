"""Drafts of quotations: spans of a line with their cue and the words that name the speaker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from transforms.speech.marks import Marked
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

Range = tuple[int, int]
_NOT_FINITE = {  # endings of verbs without a person
    "fr": ("er", "ir", "re", "oir", "ant", "é", "ée", "és", "ées"),
    "en": ("ing",),
}
_FEW = 3  # words outside the marks that do not make a clause
_FEWEST_OWN = 4  # words of a phrase of its own
_CLAUSE = 4  # words of a clause, at least
_LONGEST_NAME = 5  # words of a title
_MANY = 8  # the same, where a comma sets them off


@dataclass(frozen=True, slots=True)
class Draft:
    """One utterance: character spans of the line; `cue` too; `speaker` is a word range."""

    spans: tuple[Range, ...]
    kind: str
    rule: str
    cue: Range | None = None
    speaker: Range | None = None
    lemma: str = ""
    via: str | None = None
    medium: str | None = None

    @property
    def start(self) -> int:
        return self.spans[0][0]

    def without(
        self, taken: Sequence[Range], passage: Passage, lexicon: QuoteLexicon
    ) -> Draft | None:
        """The draft without the spans that overlap `taken`; None if none is left.

        One ends before ", qui" where what others say begins there.
        """
        free = []
        for start, end in self.spans:
            over = [s for s, e in taken if s < end and start < e]
            if over and min(over) > start and _opens_relative(passage, lexicon, min(over)):
                end, over = passage.trim(start, min(over))[1], []
                alone = [
                    (m.start, m.end) for m in passage.tops if (m.open, m.close) == (start, end)
                ]
                start, end = alone[0] if alone else (start, end)
            if not over:
                free.append((start, end))
        return replace(self, spans=tuple(free)) if free else None


def _opens_relative(passage: Passage, lexicon: QuoteLexicon, start: int) -> bool:
    """True at "qui" behind a comma."""
    first = passage.word_at(start)
    behind = first > 0 and passage.words[first - 1] == ","
    return behind and passage.words[first] in lexicon.words["relative_words"]


def cover(
    passage: Passage, lexicon: QuoteLexicon, start: int, end: int, is_bound: bool = False
) -> tuple[tuple[Range, ...], str] | None:
    """The spans and the kind of what is said in `[start, end)` of the line.

    Marks that hold all of it make it direct; marks inside it, mixed; none, indirect. Where the
    syntax bounds it (`is_bound`: a que-clause), no word outside the marks is left out.
    """
    start, end = _widen(passage, *passage.trim(start, end))
    start = _after_heading(passage, start, end)
    if end - start < 2:
        return None
    start = start if is_bound else _after_connective(passage, lexicon, start, end)
    if end - start < 2:
        return None
    marks = [m for m in passage.tops if m.open < end and m.close > start]
    if not marks:
        return (((start, end),), "indirect")
    outside = _words_outside(passage, lexicon, start, end, marks)
    alone = tuple((m.start, m.end) for m in marks)
    if not outside:
        return alone, "direct"
    if all(_is_name(passage, lexicon, marked) for marked in marks):
        return ((start, end),), "indirect"
    if is_bound:
        return ((start, end),), "mixed"
    if _is_lead(passage, start, end, marks, outside) and all(_is_long(passage, m) for m in marks):
        return alone, "direct"
    if _is_clause_after_link(passage, lexicon, marks, end):
        return alone[-1:], "direct"
    if len(marks) == 1 and marks[0].open <= start and marks[0].close >= end:
        return alone, "direct"
    if _is_verbless(passage, lexicon, (start, end), marks):
        return alone, "mixed"
    return ((start, end),), "mixed"


def _is_name(passage: Passage, lexicon: QuoteLexicon, marked: Marked) -> bool:
    """True for marked words that are a title or a name, whoever speaks: the film « Mad Max »."""
    first, last = passage.word_at(marked.start), passage.word_at(marked.end)
    if passage.text[marked.start : marked.end].lower() in lexicon.words["marked_names"]:
        return True
    return (
        marked.open > 0  # no sentence in marks
        and _size(passage, marked) <= _LONGEST_NAME
        and passage.is_name(first)
        and passage.text[marked.end - 1].isalnum()
        and passage.words[first - 2 : first - 1] != [":"]
        and not passage.has_verb(first, last)
    )


def _is_verbless(passage: Passage, lexicon: QuoteLexicon, span: Range, marks: list[Marked]) -> bool:
    """True for "En bref, de quoi offrir « une liberté totale », dit X": no clause is said."""
    if len(marks) != 1 or lexicon.language not in _NOT_FINITE or marks[0].close < span[1]:
        return False
    inside = range(passage.word_at(span[0]), passage.word_at(span[1]))
    return (
        marks[0].open > span[0]
        and _size(passage, marks[0]) >= _FEWEST_OWN
        and not has_finite(
            passage,
            lexicon,
            (i for i in inside if passage.owner[i] < 0 or i == passage.word_at(marks[0].start)),
        )
        and (
            is_fragment(passage, lexicon, marks[0].start, marks[0].end)
            and passage.words[passage.word_at(marks[0].start)] not in lexicon.words["negatives"]
        )
    )


def _is_lead(
    passage: Passage, start: int, end: int, marks: list[Marked], outside: list[int]
) -> bool:
    """True when a few words that are no part of the clause stand around the marked words."""
    before = [i for i in outside if passage.starts[i] < marks[0].open]
    after = [i for i in outside if passage.starts[i] >= marks[-1].close]
    lead = passage.text[start : marks[0].open].rstrip()
    if lead.endswith(":") and len(outside) == len(before):
        return True
    if (
        len(before) > (_MANY if lead.endswith(",") else _FEW)
        or len(after) > 1
        or len(outside) > len(before) + len(after)
    ):
        return False
    if any(passage.pos[i] in ("VERB", "AUX") for i in outside):
        return False
    return lead.endswith((",", ":")) or all(
        passage.pos[i] in ("ADV", "CCONJ", "SCONJ") for i in before
    )


def _after_heading(passage: Passage, start: int, end: int) -> int:
    """Start of marked words that are glued to a heading before them."""
    for marked in passage.tops:
        if start < marked.open < end:
            lead = passage.text[start : marked.open].rstrip("\u00a0\u202f")
            if lead[-1].isalnum() or (lead.isupper() and len(lead.split()) > 1):
                return marked.open
    return start


def _after_connective(passage: Passage, lexicon: QuoteLexicon, start: int, end: int) -> int:
    """Start without "Mais", "En effet,": they are the journalist's."""
    first = passage.word_at(start)
    size = passage.match(first, lexicon.phrases["connectives"])
    if size and passage.words[first + size : first + size + 1] == [","]:
        return min(end, passage.starts[first + size + 1])
    is_link = passage.words[first] in lexicon.words["coordinators"] and passage.owner[first] < 0
    if is_link and passage.words[first] in passage.words[first + 1 : passage.word_at(end)]:
        return start  # "Ni les uns ni les autres"
    following = passage.starts[first + 1] if first + 1 < len(passage.words) else end
    return following if is_link and following < end else start


def _is_clause_after_link(
    passage: Passage, lexicon: QuoteLexicon, marks: list[Marked], end: int
) -> bool:
    """True for "<narrative> mais « <clause> »": the link parts the journalist from the speaker."""
    first = passage.word_at(marks[-1].open)
    return (
        len(marks) == 1
        and marks[0].close >= end
        and passage.words[first - 1] in lexicon.words["coordinators"]
        and _size(passage, marks[0]) >= 8
        and any(
            passage.pos[i] in ("VERB", "AUX")
            for i in range(passage.word_at(marks[0].start), passage.word_at(marks[0].end))
        )
    )


def is_fragment(passage: Passage, lexicon: QuoteLexicon, start: int, end: int) -> bool:
    """True for words in small letters that make no clause: « sans compter la peine »."""
    if passage.text[start].isupper():
        return False
    first, last = passage.word_at(start), passage.word_at(end)
    hangs = passage.words[first] in lexicon.words["relative_words"]  # "« dont on parle »"
    if hangs or passage.pos[first] in VERBAL:
        return True  # "qui « bouffent la vie »"
    return not has_finite(passage, lexicon, range(first, last))


def has_finite(passage: Passage, lexicon: QuoteLexicon, words: Iterable[int]) -> bool:
    """Is one of the words a verb with a person, by its ending?"""
    endings = _NOT_FINITE.get(lexicon.language, ())
    return any(passage.pos[i] in VERBAL and not passage.words[i].endswith(endings) for i in words)


def islands(marks: Iterable[Marked]) -> tuple[Range, ...]:
    """The marked words alone."""
    return tuple((m.start, m.end) for m in marks)


def _widen(passage: Passage, start: int, end: int) -> Range:
    """`[start, end)` with the whole of every mark that it cuts."""
    for marked in passage.tops:
        if marked.open < end and marked.close > start:
            start, end = min(start, marked.open), max(end, marked.close)
    while start < end and passage.text[start].isspace():
        start += 1
    while end > start and passage.text[end - 1].isspace():
        end -= 1
    return start, end


def _words_outside(
    passage: Passage, lexicon: QuoteLexicon, start: int, end: int, marks: list[Marked]
) -> list[int]:
    return [
        i
        for i in range(passage.word_at(start), passage.word_at(end))
        if passage.pos[i] != "PUNCT"
        and any(char.isalnum() for char in passage.words[i])
        and not any(m.open <= passage.starts[i] < m.close for m in marks)
        and passage.words[i] not in lexicon.words["coordinators"]
    ]


def _is_long(passage: Passage, marked: Marked) -> bool:
    """True for four words, an elided one among them in a clause: « l'eau doit payer »."""
    first, last = passage.word_at(marked.start), passage.word_at(marked.end)
    clause = passage.has_verb(first + 1, last) and passage.pos[first] in ("DET", "PRON")
    return _size(passage, marked) >= _CLAUSE or (clause and last - first >= _CLAUSE)


def _size(passage: Passage, marked: Marked) -> int:
    return len(passage.text[marked.start : marked.end].split())
