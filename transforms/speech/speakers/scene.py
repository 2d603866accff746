"""Everyone whom an article names or introduces, in order: who may be meant further on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.layers import Document, Mention, Quote
from transforms.speech.entries import entry_starts
from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.speakers.complements import follows_link
from transforms.speech.speakers.descriptions import role_of
from transforms.speech.speakers.genders import of_group, of_noun, of_word
from transforms.speech.speakers.people import Cast, Party
from transforms.speech.words import verb_starts

_QUESTIONS = re.compile(
    r"\b(?:questions? (?:à|pour|for|to)|(?:entretien|interview) (?:avec|de|with))\b", re.IGNORECASE
)
_LEAD = 40  # code points of an adverbial at the start of a sentence
_SENTENCE_END = re.compile(
    r"[.!?…]+[ \u00a0\u202f]?[\"»”)\]]*\s+|\n+|[.!?…][\"»”)]*(?=[A-ZÀ-Ý«\"“])"
)
_MARKS = frozenset('"»”')
_OPENING = '«“"‹‘\u00a0\u202f –—'
_LAST_WORD = re.compile(r"\w+['’.]?$")
_ENDED = re.compile(r"[.!?…»]\s+|\n")
_CLAUSE = re.compile(r"[,;:!?«»\"“”()\n]\s*|[.…]\s+(?=\S{5})")
_BEFORE = 64  # code points before a name where a preposition may govern it
_LISTED = re.compile(r"(?: ?\([^()\n]{1,30}\))?, ")
_PHRASE_END = re.compile(r"[^\w\s'’-]")
_NEXT_WORD = re.compile(r" [^\W\d_]+")
_LONGEST_PHRASE = 8  # words of a noun phrase without a name


class Occurrence(NamedTuple):
    """A place where a party is named or introduced; `[at, end)` in the clean text."""

    at: int
    end: int
    party: Party
    is_subject: bool = False  # of a clause, or the first thing in its sentence
    is_complement: bool = False  # after "de", "à", "contre"…
    is_topic: bool = False  # after "quant à"
    in_speech: bool = False  # inside somebody's marked words
    in_heading: bool = False
    spoke: bool = False
    is_role: bool = False  # "la chercheuse": one whom the article may have named


class Scene:
    """The occurrences of a document, by place, and its sentences outside marked words."""

    def __init__(
        self,
        document: Document,
        cast: Cast,
        lexicon: QuoteLexicon,
        quotes: Sequence[Quote],
        headings: Sequence[tuple[int, int]],
    ) -> None:
        self._document = document
        self._cast = cast
        self._lexicon = lexicon
        self.outlets = lexicon.words["outlets"]
        self._said = sorted((q.start, q.end) for q in quotes if q.kind != "indirect")
        self._reports = sorted((q.start, q.end) for q in quotes if q.kind == "indirect")
        self._headings = headings
        self._verbs = _verb_starts(document)
        self._ends = [
            found.end()
            for found in _SENTENCE_END.finditer(document.text)
            if not self.in_speech(found.start() - 1) or self._closes(found)
        ]
        self._entries = entry_starts(document)
        self._lines = [paragraph.line.start for paragraph in document.paragraphs]
        self.occurrences = sorted(
            (*self._named(), *self._introduced()), key=lambda occurrence: occurrence.at
        )

    def sentence(self, at: int) -> int:
        """Number of the sentence at `at`; marked words end none."""
        return bisect_right(self._ends, at)

    def line(self, at: int) -> int:
        return bisect_right(self._lines, at)

    def people_of(self, line: int) -> list[Party]:
        """The persons whom a line names outside speech, in order."""
        found = [
            occurrence.party
            for occurrence in self.occurrences
            if self.line(occurrence.at) == line and occurrence.party.label == "PER"
            and not (occurrence.in_speech or occurrence.party.is_plural)
        ]  # fmt: skip
        return list({party.name: party for party in found}.values())

    def entry(self, at: int) -> int:
        """Number of the entry of a live page at `at`; 0 on other pages and before the first."""
        return bisect_right(self._entries, at)

    def is_one_entry(self, one: Quote, other: Quote) -> bool:
        """True unless the quotations stand in different entries of a live page."""
        return self.entry(one.start) == self.entry(other.start)

    def asking_heading(self, before: int) -> tuple[int, int] | None:
        """The last heading before `before`, where it puts questions: "3 questions à X"."""
        above = [heading for heading in self._headings if heading[1] <= before][-1:]
        asks = above and _QUESTIONS.search(self._document.text[slice(*above[0])])
        return above[0] if asks else None

    def in_speech(self, at: int) -> bool:
        """True inside marked words that are reported."""
        return self._in(self._said, at)

    def in_report(self, at: int) -> bool:
        """True inside what somebody is reported to have said, without marks."""
        return self._in(self._reports, at)

    def _in(self, spans: Sequence[tuple[int, int]], at: int) -> bool:
        """True where the last of the sorted spans that begins at `at` or before holds it."""
        index = bisect_right(spans, (at, len(self._document.text))) - 1
        return index >= 0 and spans[index][1] > at

    def _closes(self, end: re.Match[str]) -> bool:
        """True where the marks close with the sentence: « … demain. » Le maire…"""
        goes_on = self._document.text[end.end() : end.end() + 1].islower()
        closed = not _MARKS.isdisjoint(end.group())
        return closed and not goes_on and not self.in_speech(end.end())

    def in_heading(self, at: int) -> bool:
        return any(start <= at < end for start, end in self._headings)

    def _named(self) -> Iterator[Occurrence]:
        mentions = [m for m in self._cast.mentions if m.label in ("PER", "ORG")]
        for index, mention in enumerate(mentions):
            party = self._cast.party(mention)
            occurrence = self._occurrence(mention.start, mention.end, party)
            yield occurrence
            other = mentions[index + 1] if index + 1 < len(mentions) else None
            pair = self._pair(mention, other) if other is not None else None
            if pair is not None and index and self._lists(mentions[index - 1], mention):
                pair = None  # of three and more
            if pair is not None and other is not None:
                yield self._occurrence(mention.start, other.end, pair)

    def _pair(self, one: Mention, other: Mention) -> Party | None:
        """ "Jean Roy et Anne Lebrun": both, as one plural party."""
        if one.label != "PER" or other.label != "PER" or other.start - one.end > 6:
            return None
        link = self._document.text[one.end : other.start].strip()
        if link not in self._lexicon.words["conjunctions"]:
            return None
        return Party(f"{one.name} {link} {other.name}", "PER", None, "?", is_plural=True)

    def _lists(self, one: Mention, other: Mention) -> bool:
        """ "Anne Roux, Jean Roy": persons one after the other."""
        between = self._document.text[one.end : other.start]
        return one.label == "PER" and bool(_LISTED.fullmatch(between))

    def _introduced(self) -> Iterator[Occurrence]:
        """Persons and groups without a name ("une voisine"), and roles ("le préfet a dit")."""
        text, words = self._document.text, self._lexicon.words
        for found in self._lexicon.introductions.finditer(text):
            article = found.group(1).lower().replace("’", "'")
            plural = article in self._lexicon.unite("plural_articles", "numerals")
            head_end = _head_end(found, self._lexicon, plural)
            if not head_end or self._cast.inside(found.start(), head_end):
                continue
            if self._cast.apposed(found.start()) is not None:
                continue
            end = self._phrase_end(head_end)
            if self._is_apposition(found.start(), end):
                continue  # "Catherine, une retraitée, …"
            if self._cast.begins_at(end) or self._cast.begins_at(self._past_word(end)):
                continue  # "la présidente de commune X", "le cinéaste engagé X"
            name = text[found.start(2) : end].strip()
            first, _, rest = name.partition(" ")
            name = rest if rest and first.lower() in words["numerals"] else name
            gender = of_word(article, self._lexicon)
            if gender == "?" and plural:
                gender = of_group(name.partition(" ")[0], self._lexicon)
            elif gender == "?":
                gender = of_noun(role_of(name, self._lexicon)[0], self._lexicon)
            party = Party(name, None, None, gender, plural)
            occurrence = self._occurrence(found.start(), end, party)
            is_body = head_end == found.end(2) and found.group(2).lower() in words["bodies"]
            if is_body and not plural:
                if article not in words["definite"] or not occurrence.is_subject:
                    continue  # "La direction a confirmé. Elle précise…"
            elif article in words["definite"] and not plural:
                known = self._holder(name, found.start())
                if known is None or (known.label is None and not occurrence.is_subject):
                    continue
                occurrence = occurrence._replace(party=known, is_role=known.label is None)
            yield occurrence

    def _past_word(self, at: int) -> int:
        """The end of the word that follows `at`."""
        found = _NEXT_WORD.match(self._document.text, at)
        return found.end() if found and found.group()[1].islower() else at

    def _is_apposition(self, start: int, end: int) -> bool:
        """True for what stands between commas right behind the name of a person."""
        text = self._document.text
        if text[start - 2 : start] != ", " or text[end : end + 1] not in (",", ".", ")"):
            return False
        named = self._cast.before(start)
        return bool(named) and named[-1].label == "PER" and named[-1].end == start - 2

    def _holder(self, phrase: str, at: int) -> Party | None:
        """The one person named so far to whom the article gives this role; else the role itself."""
        head, narrowing = role_of(phrase, self._lexicon)
        if head is None or head in self._lexicon.words["works"]:
            return None
        names = {
            mention.name
            for mention in self._cast.before(at)
            if mention.label == "PER"
            for role, words, _ in self._cast.roles(mention.name)
            if role == head and (not narrowing or not words or words & narrowing)
        }
        if len(names) > 1:
            return None
        if not names:
            return Party(phrase, None, None, "?")
        return self._cast.person(names.pop())

    def _phrase_end(self, at: int) -> int:
        """End of the noun phrase whose head ends at `at`: "diplomate de l'Union", no further."""
        text = self._document.text
        stop = _PHRASE_END.search(text, at)
        limit = min(stop.start() if stop else len(text), at + 60)
        end, taken = at, 0
        linked = False
        for found in re.finditer(r"[\w'’-]+", text[at:limit]):
            word = found.group().lower().replace("’", "'")
            first = word.split("'")[0] + "'" if "'" in word else word
            is_link = first in self._lexicon.unite("of", "articles")
            if not (is_link or linked) or taken == _LONGEST_PHRASE:
                break
            if word.removeprefix(first) in self._lexicon.words["auxiliaries"]:
                break  # "accuse le maire d'avoir menti"
            linked = first in self._lexicon.unite("of", "articles") and "'" not in word
            end, taken = at + found.end(), taken + 1
        return end if not linked else at

    def _occurrence(self, start: int, end: int, party: Party) -> Occurrence:
        before = self._document.text[max(0, start - _BEFORE) : start].replace("’", "'")
        before = _CLAUSE.split(before.lower())[-1]
        is_topic = before.startswith(self._lexicon.topics)
        is_complement = not is_topic and follows_link(before, self._lexicon)
        is_subject = is_topic or self._opens_sentence(start)
        return Occurrence(
            start,
            end,
            party,
            is_subject or (not is_complement and self._has_verb(end)),
            is_complement,
            is_topic,
            self.in_speech(start),
            self.in_heading(start),
        )

    def opens_line(self, at: int) -> bool:
        """True for what begins a paragraph, but for its marks."""
        before = self._document.text[max(0, at - 4) : at].rstrip(_OPENING)
        return not before or before.endswith("\n")

    def is_addressed(self, start: int) -> bool:
        """True for a name behind the preposition that a sentence opens with: "À la juge X, …"."""
        before = self._document.text[max(0, start - _BEFORE) : start].replace("’", "'")
        first, _, lead = _ENDED.split(before)[-1].partition(" ")
        told = first.lower() in self._lexicon.words["addressing"] and first[0].isupper()
        return told and "," not in lead and lead.count(" ") <= _LONGEST_PHRASE

    def _has_verb(self, end: int) -> bool:
        """True when a verb follows what ends at `end`, as it follows its subject."""
        index = bisect_left(self._verbs, end)
        return (
            index < len(self._verbs) and not self._document.text[end : self._verbs[index]].strip()
        )

    def _opens_sentence(self, at: int) -> bool:
        """True when only an adverbial and a comma stand between a sentence's start and `at`.

        Articles and titles right before `at` belong to what stands there.
        """
        index = bisect_right(self._ends, at) - 1
        lead = self._document.text[self._ends[index] if index >= 0 else 0 : at].strip()
        while lead and len(lead) <= _LEAD:
            last = _LAST_WORD.search(lead)
            if last is None or last.group().lower().replace("’", "'") not in (
                self._lexicon.unite("articles", "titles")
            ):
                break
            lead = lead[: last.start()].rstrip()
        return not lead or (len(lead) <= _LEAD and lead.endswith(","))


def _verb_starts(document: Document) -> list[int]:
    return sorted(
        paragraph.line.start + offset
        for paragraph in document.paragraphs
        for offset in verb_starts(paragraph.doc)
    )


def _head_end(found: re.Match[str], lexicon: QuoteLexicon, is_plural: bool) -> int:
    """End of the noun of a person among the words after the article; 0 if there is none.

    Several bodies ("les syndicats") count as persons.
    """
    _, first, second = found.groups()
    if is_plural and first.lower().removesuffix("s") in lexicon.words["ranks"]:
        return 0  # "les premiers postes"
    if first.lower().removesuffix("s" if is_plural else "") in lexicon.words["bodies"]:
        other = first in lexicon.unite("works", "territories")
        named = other or first[0].isupper() or lexicon.language != "fr"
        return 0 if named and not is_plural else found.end(2)
    is_second = bool(second) and second.lower() in lexicon.persons
    if first.lower() in lexicon.words["ranks"]:
        return found.end(3) if is_second else 0  # "une première vidéo" is nobody
    if is_second and first.lower() in lexicon.words["role_adjectives"]:
        return found.end(3)  # "un jeune chômeur"
    if first.lower() in lexicon.persons:
        return found.end(2)
    return found.end(3) if is_second else 0
