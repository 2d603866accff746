"""One line prepared for the quotation rules: words, marks, sentences, mentions.

Offsets here are relative to the line. The rules read words through a `Passage` only, so that
they see the same thing whatever the tokenizer makes of glued or broken text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from transforms.layers import Excerpt, Line, Mention, Paragraph
from transforms.speech.marks import ALL_MARKS, Marked, doubled, pair
from transforms.speech.outlet_sorts import sort_of_mention
from transforms.speech.parses import Subjects
from transforms.speech.quote_lexicon import Phrases, QuoteLexicon, split_words
from transforms.speech.sentences import sentence_ranges
from transforms.speech.words import read
from transforms.typography import plain

VERBAL = ("VERB", "AUX")


@dataclass(slots=True)
class Passage:
    """A line with its words (lower case), parts of speech, top marks, sentences and mentions.

    `owner[i]` is the index in `tops` of the marks around word i, or -1. `sentences` are word
    ranges; marked words never end a sentence from inside. `at[i]` is the index in `mentions` of
    the mention that covers word i, or -1.
    """

    line: Line
    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    pos: list[str]
    marks: tuple[Marked, ...]
    tops: list[Marked]
    owner: list[int]
    at: list[int]
    mentions: list[Mention]
    subjects: Subjects
    vocabulary: frozenset[str]  # of `words`
    adverbial: list[bool] = field(default_factory=list)  # part of an adverbial of several words
    sentences: list[tuple[int, int]] = field(default_factory=list)
    edges: frozenset[int] = frozenset()  # where the marks themselves stand, ' among them
    opens: frozenset[int] = frozenset()  # where marks open
    closes: frozenset[int] = frozenset()  # where marks that are closed end
    named: frozenset[int] = frozenset()  # where marks open that only set off a name
    outlets: tuple[Mention, ...] = ()  # media named in the lines before
    is_reopened: bool = False  # marks that it left open are opened again in the next line
    is_speech: bool = False  # seen from inside quotation marks, as if they were not there

    def excerpt(self, start: int, end: int) -> Excerpt:
        """`[start, end)` of the line as a piece of the clean text."""
        return Excerpt(self.line.start + start, self.line.start + end, self.line.text[start:end])

    def word_at(self, offset: int) -> int:
        """Index of the first word that starts at `offset` or after."""
        return bisect_left(self.starts, offset)

    def has_verb(self, first: int, last: int) -> bool:
        """True when a verb stands in the words `[first, last)`, as far as the tagger can tell."""
        return any(self.pos[i] in VERBAL for i in range(first, last))

    def has_verb_between(self, start: int, end: int) -> bool:
        """As `has_verb`, of the characters `[start, end)`."""
        return self.has_verb(self.word_at(start), self.word_at(end))

    def is_mark(self, index: int) -> bool:
        """True for a quotation mark, but one that only sets off a name: "le « Blick »"."""
        if self.at[index] >= 0:
            return False
        return self.words[index] in ALL_MARKS or self.starts[index] in self.edges

    def is_name(self, index: int) -> bool:
        """True when the word begins with a capital, and for the mark that opens a name."""
        start = self.starts[index]
        return self.text[start].isupper() or start in self.named

    def mention_end(self, index: int) -> int:
        """Index after the last word of the mention that covers word `index`."""
        mention, end = self.at[index], index + 1
        while end < len(self.words) and self.at[end] == mention:
            end += 1
        return end

    def marked_in(self, start: int, end: int) -> list[Marked]:
        """Top marks whose content lies inside `[start, end)`."""
        return [m for m in self.tops if m.start >= start and m.end <= end]

    def match(self, index: int, phrases: Phrases) -> int:
        """Words of the longest of `phrases` that stands at word `index`; 0 if none does."""
        words = self.words
        if index >= len(words) or words[index] not in phrases:
            return 0
        following = words[index + 1] if index + 1 < len(words) else ""
        for phrase in phrases[words[index]]:
            size = len(phrase)
            if size == 1 or (
                phrase[1] == following
                and (size == 2 or tuple(words[index : index + size]) == phrase)
            ):
                return size
        return 0

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """`[start, end)` without spaces, commas and the like at both ends."""
        text = self.text
        while start < end and (text[start].isspace() or text[start] in ",;:.–—-…!?•*·◦▪►"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-•▪►"):
            end -= 1
        if end > start and text[end - 1] == "." and not text[:end].endswith(("..", "(…).")):
            end -= 1
        return start, end

    def outside(self, start: int, end: int) -> Iterator[int]:
        """Indices of the words of `[start, end)` that stand outside all marks."""
        for index in range(self.word_at(start), len(self.words)):
            if self.starts[index] >= end:
                return
            if self.owner[index] < 0 and not self.is_mark(index):
                yield index


def prepare(
    paragraph: Paragraph,
    mentions: Sequence[Mention],
    lexicon: QuoteLexicon,
    carried: bool = False,
) -> Passage:
    """The passage of a paragraph; `mentions` are those of the document, by start."""
    line, doc = paragraph.line, paragraph.doc
    text = doubled(plain(line.text))  # as it was tagged
    read_words = read(doc, text, lexicon)
    starts = read_words.starts
    marks = pair(doubled(line.text), carried)
    line_start, line_end = line.start, line.end
    here = [m for m in mentions if line_start <= m.start and m.end <= line_end]
    names = _names_in_marks(marks, here, line, lexicon)
    tops = [marked for marked in marks if marked.depth == 0 and marked.open not in names]
    passage = Passage(
        line=line,
        text=text,
        words=read_words.words,
        starts=starts,
        ends=read_words.ends,
        pos=read_words.pos,
        marks=marks,
        tops=tops,
        owner=owners(starts, tops),
        edges=frozenset(
            at for m in tops for at in (m.open, m.close - 1) if at not in range(m.start, m.end)
        ),
        opens=frozenset(m.open for m in tops),
        closes=frozenset(m.close for m in tops if m.is_closed),
        named=names,
        at=[-1] * len(starts),
        mentions=here,
        subjects=Subjects(doc, paragraph.parse, starts, read_words.ends),
        vocabulary=frozenset(read_words.words),
    )
    covers = {marked.start: marked for marked in marks if marked.open in names}
    for index, mention in enumerate(passage.mentions):
        start, end = mention.start - line.start, mention.end - line.start
        marked = covers.get(start)
        if marked is not None:
            start, end = marked.open, marked.close
        first = passage.word_at(start)
        while first < len(starts) and starts[first] < end:
            passage.at[first] = index
            first += 1
    passage.adverbial = _adverbials(passage, lexicon.phrases["adverbials"])
    passage.sentences = list(
        sentence_ranges(passage, lexicon.words["starters"], lexicon.words["openers"])
    )
    return passage


def _names_in_marks(
    marks: Sequence[Marked], mentions: Sequence[Mention], line: Line, lexicon: QuoteLexicon
) -> frozenset[int]:
    """Where marks open that only set off the name of a medium: "le « Blick »", "« Le Monde »".

    Of other bodies too, behind the noun that says what they are: "l'association « Mer vive »".
    """
    bodies = {(m.start - line.start, m.end - line.start): m for m in mentions if m.label == "ORG"}
    sources = tuple(lexicon.words["according"])
    found: set[int] = set()
    for marked in marks:
        mention = bodies.get((marked.start, marked.end)) if marked.depth == 0 else None
        if mention is None:
            continue
        before = line.text[: marked.open].replace("’", "'").rstrip().lower()
        told = before.endswith(sources) or bool(
            lexicon.unite("bodies", "generic_bodies").intersection(split_words(before)[-1:])
        )
        if told or sort_of_mention(mention, lexicon) not in ("other", "network"):
            found.add(marked.open)
    return frozenset(found)


def _adverbials(passage: Passage, phrases: Phrases) -> list[bool]:
    covered = [False] * len(passage.words)
    if phrases.keys().isdisjoint(passage.vocabulary):
        return covered
    for index, word in enumerate(passage.words):
        if word in phrases and (size := passage.match(index, phrases)):
            covered[index : index + size] = [True] * size
    return covered


def owners(starts: list[int], tops: list[Marked]) -> list[int]:
    """For each word the index of the marks of `tops` around it, or -1."""
    owner = [-1] * len(starts)
    for index, marked in enumerate(tops):
        first = bisect_left(starts, marked.start)
        while first < len(starts) and starts[first] < marked.end:
            owner[first] = index
            first += 1
    return owner
