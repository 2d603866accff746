"""Says who speaks: names, pronouns, roles, bodies and groups, and quotations that go on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from transforms.layers import Document, Line, Mention, Quote
from transforms.speech.confidence import calibrated
from transforms.speech.echoes import echoed
from transforms.speech.forms.questioned import ASKED
from transforms.speech.marks import OPENERS
from transforms.speech.quote_lexicon import QuoteLexicon, split_words
from transforms.speech.speakers.anaphors import Rank, softmax
from transforms.speech.speakers.antecedents import Antecedents
from transforms.speech.speakers.focus import Focus
from transforms.speech.speakers.people import Cast, Party
from transforms.speech.speakers.relayed import passed_on
from transforms.speech.speakers.resolution import Resolution
from transforms.speech.speakers.resolver import Resolver
from transforms.speech.speakers.scene import Scene

__all__ = ["attribute"]

_CLOSING = re.compile(r"[\s\u00a0\u202f]?[»›”\"'’](\S)")  # a mark and what is glued to it
_LINES_AHEAD = 5  # within which a signature follows
_CONTINUING = ("continuation", "island", "pull_quote")
# Ways to a speaker that a heading's own words, said by somebody named below, overrule.
_DOUBTFUL = ("role", "description", "phrase", "pronoun", "plural", "continued", "nobody")


def attribute(
    document: Document,
    quotes: Sequence[Quote],
    mentions: Sequence[Mention],
    lexicon: QuoteLexicon,
    rank: Rank | None = None,
) -> list[Quote]:
    """`quotes` with speaker name, entity, label and confidence, as far as they can be told.

    `evidence` gains how the speaker was found, in brackets: "incise: a dit [pronoun]". `rank`
    weighs candidates for pronouns and roles, by the lexicon's weights unless it is given.
    """
    if not quotes:
        return []
    return _Attribution(document, quotes, mentions, lexicon, rank).run(quotes)


class _Attribution:
    """One pass over the quotes of a document, remembering who is in focus."""

    def __init__(
        self,
        document: Document,
        quotes: Sequence[Quote],
        mentions: Sequence[Mention],
        lexicon: QuoteLexicon,
        rank: Rank | None,
    ) -> None:
        self._document = document
        self._lexicon = lexicon
        self._turns: list[Party] = []  # who spoke in the dialogue, in order
        self._turn_line = -1  # the line of the last turn
        self._two: list[Party] = []  # whom the line before the dialogue names
        self._cast = Cast(document, mentions, lexicon)
        headings = [
            (paragraph.line.start, paragraph.line.end)
            for paragraph in document.paragraphs
            if paragraph.line.kind in ("title", "subheading", "standfirst")
        ]
        self._scene = Scene(document, self._cast, lexicon, quotes, headings)
        self._focus = Focus(self._scene)
        antecedents = Antecedents(
            self._cast, self._focus, lexicon, rank or softmax(lexicon.weights)
        )
        self._resolver = Resolver(document, self._cast, self._focus, lexicon, antecedents)
        self._focus.settle = self._resolver.settle

    def run(self, quotes: Sequence[Quote]) -> list[Quote]:
        attributed: list[Quote] = []
        known: dict[int, Resolution] = {}
        named = {q.utterance_index: q for q in reversed(quotes) if q.speaker is not None}
        for quote in quotes:
            found = known.get(quote.utterance_index)
            if found is None:
                if _rule(quote) == "dialogue":
                    self._enter_dialogue(quote)
                whole = named.get(quote.utterance_index, quote)
                own = whole.speaker
                self._focus.advance(min(quote.start, own.start) if own else quote.start)
                found = self._in_quote(quote, quotes, known) or self._resolve(whole)
                self._focus.advance(quote.start, (own.start, own.end) if own else None)
                known[quote.utterance_index] = found
                if found.party is not None and quote.nested_in is None:
                    self._focus.speak(
                        quote.end, found.party, self._asks(quote), self._is_addressed(quote)
                    )
                    if _rule(quote) == ASKED:
                        self._focus.asker = found.party.name, self._scene.sentence(quote.start)
                    if _rule(quote) == "dialogue":
                        self._turns.append(found.party)
            attributed.append(self._with(quote, found))
        return passed_on(self._fill_forward(attributed), self._scene.line)

    def _asks(self, quote: Quote) -> bool:
        """True for a question, to which somebody else gives the answer."""
        first = split_words(quote.text.replace("’", "'"))[:1]
        indirect = quote.kind == "indirect" and first and first[0] in self._lexicon.words["whether"]
        return bool(indirect) or quote.text.rstrip(' \u00a0»”"').endswith("?")

    def _is_addressed(self, quote: Quote) -> bool:
        """True for what is said to somebody told of: "lui a conseillé de"."""
        first = split_words(quote.cue.text.replace("’", "'"))[:1] if quote.cue else ()
        return bool(first) and first[0] in self._lexicon.words["addressees"]

    def _in_quote(
        self, quote: Quote, quotes: Sequence[Quote], known: Mapping[int, Resolution]
    ) -> Resolution | None:
        """Who says "I" inside a quotation: whoever speaks around it."""
        if quote.nested_in is None or quote.speaker is None:
            return None
        first = split_words(quote.speaker.text)[0]
        around = known.get(quotes[quote.nested_in].utterance_index)
        return around if first in self._lexicon.words["speaks_of_itself"] else None

    def _with(self, quote: Quote, found: Resolution) -> Quote:
        party = found.party
        via = quote.via
        if party is not None and via == party.name:
            via = None
        return replace(
            quote,
            speaker_name=party.name if party else None,
            speaker_entity_id=party.entity_id if party else None,
            speaker_label=party.label if party else None,
            via=via,
            confidence=calibrated(found.method, found.confidence, self._lexicon),
            evidence=f"{quote.evidence} [{found.method}]",
        )

    def _fill_forward(self, quotes: list[Quote]) -> list[Quote]:
        """Speakers for quotations without a cue: of the same words elsewhere, else the next one."""
        filled: list[Quote] = []
        following: Quote | None = None
        for quote in reversed(quotes):
            if following is not None and not self._scene.is_one_entry(quote, following):
                following = None
            echo = self._echo(quote, quotes)
            if echo is not None:
                quote = self._spoken_by(quote, echo, "echo")
            elif _rule(quote) in _CONTINUING:
                if following is not None and (
                    quote.speaker_name is None or self._heads_section(quote)
                ):
                    quote = self._spoken_by(quote, following, "next")
            elif self._is_topic(quote) and following is not None:
                quote = self._spoken_by(quote, following, "next")
            elif quote.speaker_name is not None:
                following = quote
            elif following is not None:  # a pronoun before any name
                quote = self._spoken_by(quote, following, "next")
            filled.append(quote)
        return filled[::-1]

    def _echo(self, quote: Quote, quotes: Sequence[Quote]) -> Quote | None:
        """Where the words of a heading or of an excerpt are said by somebody, else None."""
        if _rule(quote) in _CONTINUING:
            return echoed(quote, quotes, self._scene.in_heading)
        if _method(quote) not in _DOUBTFUL or not self._scene.in_heading(quote.start):
            return None
        found = echoed(quote, quotes, self._scene.in_heading)
        return found if found is not None and found.speaker_label == "PER" else None

    def _is_topic(self, quote: Quote) -> bool:
        """True for "Brasserie X : « J'ai tout appris hier »": no body says "I"."""
        if _rule(quote) != "colon" or quote.speaker_label not in ("ORG", "LOC"):
            return False
        words = split_words(quote.text.replace("’", "'"))
        own = not self._lexicon.words["singular_persons"].isdisjoint(words)
        return own and self._scene.in_heading(quote.start)

    def _spoken_by(self, quote: Quote, other: Quote, method: str) -> Quote:
        return replace(
            quote,
            speaker_name=other.speaker_name,
            speaker_entity_id=other.speaker_entity_id,
            speaker_label=other.speaker_label,
            confidence=calibrated(method, other.confidence, self._lexicon),
            evidence=f"{quote.evidence.split(' [')[0]} [{method}]",
        )

    def _heads_section(self, quote: Quote) -> bool:
        """True for marked words that stand as a heading, on their own line or glued to the next."""
        if _rule(quote) != "continuation" or len(quote.text.split()) > 12:
            return False
        closed = _CLOSING.match(self._document.text, quote.end)
        after = closed.group(1) if closed else ""
        return after.isupper() or after in OPENERS or self._scene.in_heading(quote.start)

    def _resolve(self, quote: Quote) -> Resolution:
        if quote.evidence == "pull_quote":
            return self._by_attribution_line(quote)
        if quote.speaker is not None:
            return self._resolver.resolve(quote.speaker, quote)
        if quote.evidence.startswith("answer"):
            return self._interviewee(quote)
        if quote.evidence == "dialogue":
            pair = self._pair(quote)
            if pair is not None:
                return Resolution(pair, "turn", 0.5)
        found = self._resolver.nobody(quote)
        if quote.evidence == "dialogue" and len(self._turns) == 1 and found.party is not None:
            other = self._focus.other_person() if found.party == self._turns[0] else None
            found = Resolution(other, "turn", 0.4) if other is not None else found
        return found

    def _pair(self, quote: Quote) -> Party | None:
        """Whose turn it is: of the two whom the line before the dialogue names, else as before."""
        if len(self._two) == 2:
            last = self._turns[-1].name if self._turns else None
            return self._two[1 if last == self._two[0].name else 0]
        return self._turns[-2] if len(self._turns) > 1 else None

    def _enter_dialogue(self, quote: Quote) -> None:
        """Note whom the line before a dialogue names, the subject first."""
        line = self._scene.line(quote.start)
        if line > self._turn_line + 1:
            self._two = self._scene.people_of(line - 1)
        self._turn_line = line

    def _interviewee(self, quote: Quote) -> Resolution:
        """Whom the heading asks ("3 questions à X"), title and standfirst name, else most do."""
        people = [m for m in self._cast.mentions if m.label == "PER"]
        start, end = self._scene.asking_heading(quote.start) or (0, 0)
        asked = [m for m in people if start <= m.start < end]
        if len({m.name for m in asked}) == 1:
            return Resolution(self._cast.party(asked[0]), "interviewee", 0.7)
        heading = [m for m in people if self._scene.in_heading(m.start)]
        named = Counter(m.name for m in heading or people).most_common(1)
        for mention in heading or people:
            if mention.name == named[0][0]:
                return Resolution(self._cast.party(mention), "interviewee", 0.7)
        return Resolution(None, "nobody", 0.1)

    def _by_attribution_line(self, quote: Quote) -> Resolution:
        """The attribution line after a pull quote, else whoever says the same in the body."""
        lines = [p.line for p in self._document.paragraphs]
        for index, line in enumerate(lines):
            if line.start <= quote.start < line.end and index + 1 < len(lines):
                following = self._signature(lines[index:])
                if following is not None:
                    inside = self._cast.inside(following.start, following.end)
                    people = [m for m in inside if m.label == "PER"]
                    people = people or [m for m in inside if m.label == "ORG"]
                    if people:
                        return Resolution(self._cast.party(people[0]), "attribution line", 0.95)
                    name = following.text.strip(" \u00a0—–-,.")
                    return Resolution(Party(name, None, None), "attribution line", 0.7)
        return Resolution(None, "nobody", 0.1)

    def _signature(self, lines: Sequence[Line]) -> Line | None:
        """The line that signs the first of `lines`, over further lines that it signs too."""
        if lines[0].kind == "pull_quote":
            return lines[1] if lines[1].kind == "quote_attribution" else None
        for line in lines[1:_LINES_AHEAD]:
            if line.text.rstrip()[-1:].isalnum() or line.kind == "quote_attribution":
                return line
        return None


def _rule(quote: Quote) -> str:
    return quote.evidence.split(":", 1)[0].split(" [", 1)[0]


def _method(quote: Quote) -> str:
    return quote.evidence.rpartition("[")[2].rstrip("]")
