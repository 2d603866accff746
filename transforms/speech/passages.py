"""One line prepared for the quotation rules: words, marks, sentences, mentions.

Offsets here are relative to the line. The rules read words through a `Passage` only, so that
they see the same thing whatever the tokenizer makes of glued or broken text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from transforms.layers import Excerpt, Line, Mention, Paragraph
from transforms.speech.entries import after_clock
from transforms.speech.marks import ALL_MARKS, Marked, doubled, pair
from transforms.speech.parses import Subjects
from transforms.speech.quote_lexicon import Phrases, QuoteLexicon
from transforms.speech.words import read
from transforms.typography import plain

VERBAL = ("VERB", "AUX")
_MAY_END = frozenset(ALL_MARKS + ".!?…'’")  # the last letter of a word before a space
_ENDERS = frozenset({".", "!", "?", "…", "..."})
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"'])(?:[A-ZÀ-Ý]|MM?|Mme|Mlle|Mgr|Me|Dr|Pr|St|Ste|av|bd|art|n°|cf|vol|p|Mr|Mrs|Ms|Gen"
    r"|Sen|Rep|Gov|Jr|Sr|vs|Inc|Co|Corp|Lt|Col|Capt|Sgt|Prof|Rev|No|U\.S|U\.K)\.$"
)
_LONGEST_ABBREVIATION = 12  # code points, with what stands before it
_LONGEST_DATELINE = 11  # words


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
        return self.words[index] in ALL_MARKS or self.starts[index] in self.edges

    def is_name(self, index: int) -> bool:
        """True when the word begins with a capital."""
        return self.text[self.starts[index]].isupper()

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
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-"):
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
    tops = [marked for marked in marks if marked.depth == 0]
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
        at=[-1] * len(starts),
        mentions=[m for m in mentions if line.start <= m.start and m.end <= line.end],
        subjects=Subjects(doc, paragraph.parse, starts, read_words.ends),
        vocabulary=frozenset(read_words.words),
    )
    for index, mention in enumerate(passage.mentions):
        first = passage.word_at(mention.start - line.start)
        while first < len(starts) and starts[first] < mention.end - line.start:
            passage.at[first] = index
            first += 1
    passage.adverbial = _adverbials(passage, lexicon.phrases["adverbials"])
    passage.sentences = list(_sentences(passage, lexicon.words["starters"]))
    return passage


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


def _sentences(passage: Passage, starters: frozenset[str]) -> Iterator[tuple[int, int]]:
    first, count = passage.word_at(after_clock(passage.text)), len(passage.words)
    if not first:
        first = _after_dateline(passage)
        if first:
            yield 0, first
    edges = zip(passage.words, passage.ends, [*passage.starts[1:], -1], strict=True)
    for index, (word, end, following) in enumerate(edges):
        if following > end and word[-1] not in _MAY_END:
            continue  # only marks, points and glued words end a sentence
        if index >= first and (
            _is_end(passage, index) or _ends_in_capital(passage, index, starters)
        ):
            yield first, index + 1
            first = index + 1
    if first < count:
        yield first, count


def _after_dateline(passage: Passage) -> int:
    """Index after "SAN JOSE, Calif. — ", which is no part of the sentence; 0 if there is none."""
    for index, word in enumerate(passage.words[:_LONGEST_DATELINE]):
        if word in ("—", "–", "--", "-") and index:
            spaced = passage.starts[index] > passage.ends[index - 1]
            mention = passage.mentions[passage.at[0]] if passage.at[0] >= 0 else None
            capitals = passage.text[: passage.ends[0]].isupper() and passage.ends[0] > 2
            placed = capitals or (mention is not None and mention.label == "LOC")
            return index + 1 if spaced and placed and index + 2 < len(passage.words) else 0
        is_month = index and passage.words[index - 1].isdigit() and passage.pos[index] == "NOUN"
        if not (
            passage.is_name(index) or word[0].isdigit() or is_month or passage.pos[index] == "PUNCT"
        ):
            return 0
    return 0


def _is_end(passage: Passage, index: int) -> bool:
    """True when a sentence ends with this word, which marked words decide only at their end."""
    if index + 1 >= len(passage.words):
        return True
    if passage.owner[index] >= 0:
        return False
    text, word = passage.text, passage.words[index]
    following = index + 1
    if passage.starts[following] == passage.ends[index] and word.isalpha():
        if _opens(passage, following) and len(word) > 2:
            return True  # a heading glued to marked words
        if passage.is_name(following) and text[passage.ends[index] - 1].islower():
            return True  # cut by _glued
    starts_new = passage.is_name(following) or passage.is_mark(following)
    digit = passage.words[following][0].isdigit()
    if passage.is_mark(index) and _closes(passage, index):
        inner_end = text[: passage.starts[index]].rstrip()[-1:] in ".!?…"
        glued = passage.starts[following] == passage.ends[index]
        capital = passage.is_name(following) or _opens(passage, following)
        if glued and _opens(passage, following):
            return True
        return capital and (inner_end or glued) and not _announces(passage, following)
    if (
        word in ("?", "!")
        and passage.ends[index] == passage.starts[following]
        and not (passage.is_mark(following) or passage.pos[following] == "PUNCT")
    ):
        return True  # two sentences glued together
    unit = len(word) == 2 and text[passage.starts[index] - 1] == "/"  # "187 km/h."
    ends = word in _ENDERS or ((len(word) > 2 or unit) and word[-1] == "." and word[-2].isalnum())
    end = passage.ends[index]
    if ends and not _ABBREVIATION.search(text, max(0, end - _LONGEST_ABBREVIATION), end):
        spaced = passage.starts[following] > passage.ends[index]
        if _closes(passage, following) and not _opens(passage, following):
            return False
        return (starts_new or (digit and spaced)) or (word != "." and spaced and starts_new)
    return False


def _ends_in_capital(passage: Passage, index: int, starters: frozenset[str]) -> bool:
    """True for "l'aéroport Mohammed V. Selon": a capital that is no initial of the next word."""
    word, following = passage.words[index], index + 1
    if index < 2 or following >= len(passage.words) or passage.owner[index] >= 0:
        return False
    letter = index - 1 if word == "." else index
    if len(passage.words[letter].rstrip(".")) != 1 or not word.endswith("."):
        return False
    is_new = passage.is_name(following) and passage.words[following] in starters
    spaced = passage.starts[following] > passage.ends[index]
    behind = passage.words[letter - 1].isalpha() and len(passage.words[letter - 1]) > 1
    return is_new and spaced and behind and passage.at[following] < 0 and passage.is_name(letter)


def _announces(passage: Passage, index: int) -> bool:
    """True for a name that goes on after marked words ("…" Emmanuel Macron)."""
    return passage.at[index] >= 0 and passage.pos[index - 1] != "PUNCT"


def _closes(passage: Passage, index: int) -> bool:
    return passage.ends[index] in passage.closes


def _opens(passage: Passage, index: int) -> bool:
    return passage.starts[index] in passage.opens
