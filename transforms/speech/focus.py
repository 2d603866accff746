"""Who is in focus at each point of an article: the persons that its sentences are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from transforms.layers import Document, Quote
from transforms.speech.passages import subject_tokens
from transforms.speech.people import Cast, Party
from transforms.speech.quote_lexicon import QuoteLexicon

_LEAD = 40  # code points of an adverbial at the start of a sentence
_NEAR = 2  # parties among which a person is meant before a body


class Focus:
    """The parties in focus, the last one nearest. Sentences and speakers push; nothing pops."""

    def __init__(
        self, document: Document, cast: Cast, lexicon: QuoteLexicon, quotes: Sequence[Quote]
    ) -> None:
        self._cast = cast
        self._lexicon = lexicon
        self._subjects = list(self._narrated(document, quotes))
        self._next = 0
        self._history: list[tuple[int, Party, bool]] = []  # where, who, did it speak

    def advance(self, to: int) -> None:
        """Take in the subjects that stand before `to`."""
        while self._next < len(self._subjects) and self._subjects[self._next][0] < to:
            at, party = self._subjects[self._next]
            self._history.append((at, party, False))
            self._next += 1

    def speak(self, at: int, party: Party) -> None:
        """`party` spoke at `at`."""
        self._history.append((at, party, True))

    def person(self, gender: str, only_people: bool = False) -> Party | None:
        """The party in focus that a singular pronoun of this gender (m, f, ?) may mean."""
        recent = [party for _, party, _ in reversed(self._history[-12:]) if not party.is_plural]
        people = [
            party
            for party in recent
            if party.label == "PER" or (party.label is None and not only_people)
        ]
        if only_people:
            recent = []
        recent = [p for p in recent if p.name.lower() not in self._lexicon.words["outlets"]]
        fitting = [p for p in people if gender == "?" or p.gender == gender]
        for party in fitting[:_NEAR]:
            if party.label == "PER":
                return party
        if fitting:
            return fitting[0]
        for party in (*people, *recent):
            if party.gender == "?" or gender == "?":
                return party
        return None

    def group(self) -> Party | None:
        """The party in focus that a plural pronoun may mean."""
        for _, party, _ in reversed(self._history[-12:]):
            if party.is_plural:
                return party
        for _, party, spoke in reversed(self._history[-6:]):
            if party.label == "ORG" and spoke:
                return party
        return None

    def bodies(self) -> Iterator[Party]:
        """The organisations that spoke, the last one first."""
        return (
            party for _, party, spoke in reversed(self._history) if party.label == "ORG" and spoke
        )

    def current(self) -> Party | None:
        """The party in focus, if any."""
        return self._history[-1][1] if self._history else None

    def speaker(self) -> Party | None:
        """Who spoke last."""
        return next((party for _, party, spoke in reversed(self._history) if spoke), None)

    def _narrated(self, document: Document, quotes: Sequence[Quote]) -> Iterator[tuple[int, Party]]:
        """Subjects of main clauses outside quotations: persons, or roles that describe one."""
        said = sorted((quote.start, quote.end) for quote in quotes if quote.kind != "indirect")
        speakers = {quote.speaker.start for quote in quotes if quote.speaker}
        found = dict(self._candidates(document))
        index = 0
        for at in sorted(found):
            while index < len(said) and said[index][1] <= at:
                index += 1
            if (index >= len(said) or said[index][0] > at) and at not in speakers:
                yield at, found[at]

    def _candidates(self, document: Document) -> Iterator[tuple[int, Party]]:
        for mention in self._cast.mentions:
            if mention.label == "PER" and self._opens_sentence(document.text, mention.start):
                yield mention.start, self._cast.party(mention)
        for paragraph in document.paragraphs:
            base = paragraph.line.start
            for token in subject_tokens(paragraph.doc):
                party = self._party(token, base)
                if party is not None:
                    yield base + token.idx, party

    def _opens_sentence(self, text: str, at: int) -> bool:
        """True when only an adverbial and a comma stand between a sentence's start and `at`."""
        start = max(text.rfind(mark, 0, at) for mark in '.!?…»”"\n') + 1
        lead = text[start:at].strip()
        return not lead or (lead.endswith(",") and len(lead) <= _LEAD)

    def _party(self, token: Token, base: int) -> Party | None:
        """The person that a subject names, itself or in apposition; else a group of people."""
        found = self._named(base + token.idx)
        if found is not None:
            return self._with_other(token, base, found)
        for child in token.children:
            if child.dep_ in ("appos", "flat:name", "nmod") and child.dep_ != "nmod":
                found = self._named(base + child.idx)
                if found is not None:
                    return found
        apposed = self._cast.apposed(base + token.idx)
        if apposed is not None:
            return self._cast.party(apposed)
        word = token.lower_
        if word in self._lexicon.words["roles"] and "Number=Plur" in str(token.morph):
            end = token.right_edge.idx + len(token.right_edge)
            text = token.doc.text[token.idx : min(end, token.idx + 60)]
            return Party(text.split(",")[0].strip(), None, None, "?", is_plural=True)
        return None

    def _with_other(self, token: Token, base: int, party: Party) -> Party:
        """`party`, or both where another person is coordinated with it."""
        for child in token.children:
            other = self._named(base + child.idx) if child.dep_ == "conj" else None
            if other is not None:
                link = next((t.text for t in child.children if t.dep_ == "cc"), "")
                if link in self._lexicon.words["conjunctions"]:
                    name = f"{party.name} {link} {other.name}"
                    return Party(name, "PER", None, "?", is_plural=True)
        return party

    def _named(self, at: int) -> Party | None:
        mention = self._cast.covering(at)
        if mention is not None and mention.label == "PER":
            return self._cast.party(mention)
        return None
