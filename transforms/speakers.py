"""Says who speaks: names, pronouns, roles, bodies and groups, and quotations that go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transforms.focus import Focus
from transforms.layers import Document, Excerpt, Mention, Quote
from transforms.people import Cast, Party, role_of
from transforms.quote_lexicon import QuoteLexicon, split_words

__all__ = ["attribute"]

_CONTINUING = ("continuation", "island", "pull_quote")


@dataclass(frozen=True, slots=True)
class Resolution:
    """A speaker with the method that found it and how sure it is (0..1)."""

    party: Party | None
    method: str
    confidence: float


def attribute(
    document: Document,
    quotes: Sequence[Quote],
    mentions: Sequence[Mention],
    lexicon: QuoteLexicon,
) -> list[Quote]:
    """`quotes` with speaker name, entity, label and confidence, as far as they can be told."""
    if not quotes:
        return []
    return _Attribution(document, quotes, mentions, lexicon).run(quotes)


class _Attribution:
    """One pass over the quotes of a document, remembering who is in focus."""

    def __init__(
        self,
        document: Document,
        quotes: Sequence[Quote],
        mentions: Sequence[Mention],
        lexicon: QuoteLexicon,
    ) -> None:
        self._document = document
        self._lexicon = lexicon
        self._turns: list[Party] = []  # who spoke in the dialogue, in order
        self._cast = Cast(document, mentions, lexicon)
        self._headings = {
            at
            for paragraph in document.paragraphs
            if paragraph.line.kind in ("title", "subheading", "standfirst")
            for at in range(paragraph.line.start, paragraph.line.end)
        }
        self._focus = Focus(document, self._cast, lexicon, quotes)

    def run(self, quotes: Sequence[Quote]) -> list[Quote]:
        attributed: list[Quote] = []
        known: dict[int, Resolution] = {}
        named = {q.utterance_index: q for q in reversed(quotes) if q.speaker is not None}
        for quote in quotes:
            found = known.get(quote.utterance_index)
            if found is None:
                self._focus.advance(quote.start)
                found = self._resolve(named.get(quote.utterance_index, quote))
                known[quote.utterance_index] = found
                if found.party is not None:
                    self._focus.speak(quote.end, found.party)
                    if _rule(quote) == "dialogue":
                        self._turns.append(found.party)
            attributed.append(self._with(quote, found))
        return self._fill_forward(attributed)

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
            confidence=round(found.confidence, 2),
        )

    def _fill_forward(self, quotes: list[Quote]) -> list[Quote]:
        """Speakers for quotations without a cue: of the same words elsewhere, else the next one."""
        filled: list[Quote] = []
        following: Quote | None = None
        for quote in reversed(quotes):
            if _rule(quote) in _CONTINUING:
                echoed = _echo(quote, quotes)
                if echoed is not None:
                    quote = _spoken_by(quote, echoed, 0.8)
                elif following is not None and (
                    quote.speaker_name is None or self._heads_section(quote)
                ):
                    quote = _spoken_by(quote, following, 0.5)
            elif quote.speaker_name is not None:
                following = quote
            filled.append(quote)
        return filled[::-1]

    def _heads_section(self, quote: Quote) -> bool:
        """True for marked words that stand as a heading, on their own line or glued to the next."""
        if _rule(quote) != "continuation" or len(quote.text.split()) > 12:
            return False
        text = self._document.text
        after = text[quote.end + 1 : quote.end + 2]
        return after.isupper() or quote.start in self._headings

    def _resolve(self, quote: Quote) -> Resolution:
        if quote.evidence == "pull_quote":
            return self._by_attribution_line(quote)
        if quote.speaker is not None:
            return self._by_phrase(quote.speaker, quote)
        if quote.evidence == "answer":
            return self._interviewee()
        if quote.evidence == "dialogue" and len(self._turns) > 1:
            return Resolution(self._turns[-2], "turn", 0.5)
        return self._inherited(quote)

    def _interviewee(self) -> Resolution:
        """The person whom title and standfirst name, else the one named most."""
        people = [m for m in self._cast.mentions if m.label == "PER"]
        heading = [m for m in people if m.start in self._headings]
        named = Counter(m.name for m in heading or people).most_common(1)
        for mention in heading or people:
            if mention.name == named[0][0]:
                return Resolution(self._cast.party(mention), "interviewee", 0.7)
        return Resolution(None, "nobody", 0.1)

    def _by_phrase(self, excerpt: Excerpt, quote: Quote) -> Resolution:
        lexicon = self._lexicon
        words = split_words(excerpt.text.replace("’", "'"))
        if len(words) <= 2 and " ".join(words) in lexicon.words["all_pronouns"]:
            return self._by_pronoun(" ".join(words), excerpt, quote)
        if lexicon.words["same"] & set(words) and self._focus.speaker() is not None:
            return Resolution(self._focus.speaker(), "same source", 0.6)
        inside = self._cast.inside(excerpt.start, excerpt.end)
        pair = self._coordinated(excerpt, inside)
        if pair is not None:
            return Resolution(pair, "names", 0.85)
        named = self._named(excerpt, inside)
        if named is not None:
            return Resolution(self._cast.party(named), "name", 0.95)
        role = self._by_role(excerpt, words, inside)
        if role is not None:
            return role
        return Resolution(self._phrase_party(excerpt), "phrase", 0.7)

    def _coordinated(self, excerpt: Excerpt, inside: list[Mention]) -> Party | None:
        """ "Jean Dupont et Marie Durand": both, as one plural speaker."""
        people = [m for m in inside if m.label == "PER" and not self._is_complement(excerpt, m)]
        names = list(dict.fromkeys(mention.name for mention in people))
        if len(names) != 2:
            return None
        first, second = (next(m for m in people if m.name == name) for name in names)
        between = self._document.text[first.end : second.start].strip()
        if between not in self._lexicon.words["conjunctions"]:
            return None
        return Party(f"{names[0]} {between} {names[1]}", "PER", None, "?", is_plural=True)

    def _named(self, excerpt: Excerpt, inside: list[Mention]) -> Mention | None:
        """The mention that is the head of the phrase, not its complement."""
        for mention in inside:
            if mention.label == "PER" and not self._is_complement(excerpt, mention):
                return mention
        for mention in inside:
            before = split_words(
                self._document.text[excerpt.start : mention.start].replace("’", "'")
            )
            lead = [w for w in before if w not in self._lexicon.words["articles"]]
            if (
                not lead
                or (
                    mention.label == "ORG"
                    and all(
                        w in self._lexicon.words["generic_bodies"] or w in self._lexicon.words["of"]
                        for w in lead
                    )
                )
                or (
                    mention.label == "ORG"
                    and not self._is_complement(excerpt, mention)
                    and lead[0] in self._lexicon.words["bodies"]
                )
            ):
                if mention.end >= excerpt.end - 1 or mention.label != "LOC":
                    return mention
        return None

    def _is_complement(self, excerpt: Excerpt, mention: Mention) -> bool:
        before = self._document.text[excerpt.start : mention.start].replace("’", "'")
        words = split_words(before)
        return bool(words) and words[-1] in (self._lexicon.words["of"] | {"à", "au"})

    def _by_role(
        self, excerpt: Excerpt, words: tuple[str, ...], inside: list[Mention]
    ) -> Resolution | None:
        lexicon = self._lexicon
        if not words or words[0] not in lexicon.words["definite"]:
            return None
        head, narrowing = role_of(excerpt.text, lexicon)
        if head in lexicon.words["works"]:
            return self._by_work(inside, narrowing)
        if head in lexicon.words["bodies"]:
            return None if inside else self._by_body(excerpt, head)
        if words[0] in lexicon.words["plural_articles"]:
            return None
        described = self._cast.described(excerpt.text, excerpt.start)
        if described is not None:
            return Resolution(self._cast.party(described), "role", 0.85)
        if words[0] in lexicon.words["possessives"]:
            return None
        return self._by_salience(excerpt, words, head, narrowing)

    def _by_salience(
        self, excerpt: Excerpt, words: tuple[str, ...], head: str | None, narrowing: frozenset[str]
    ) -> Resolution | None:
        """A role that nobody is given: the person in focus, if it may be theirs."""
        lexicon = self._lexicon
        gender = self._article_gender(words[0])
        person = self._focus.person(gender, only_people=True) or self._headed(gender)
        complement = not lexicon.words["of"].isdisjoint(words)
        if person is None or (head in lexicon.words["unnamed_roles"] and narrowing and complement):
            return None
        if _names_somebody(excerpt.text, lexicon):
            return None
        return Resolution(person, "salient role", 0.6)

    def _headed(self, gender: str) -> Party | None:
        """The one person of title and standfirst, where their gender fits."""
        people = [
            m for m in self._cast.mentions
            if m.label == "PER" and m.start in self._headings and self._fits(m, gender)
        ]  # fmt: skip
        one = len({mention.name for mention in people}) == 1
        return self._cast.party(people[0]) if one else None

    def _by_work(self, inside: list[Mention], narrowing: frozenset[str]) -> Resolution | None:
        """ "le rapport de l'Insee": the body behind it; "le texte": whoever spoke last."""
        speaker = self._focus.speaker()
        if not inside and not narrowing and speaker is not None:
            return Resolution(speaker, "work", 0.5)
        behind = [m for m in inside if m.label in ("ORG", "PER")]
        if len(behind) == 1:
            return Resolution(self._cast.party(behind[0]), "work", 0.7)
        return None

    def _article_gender(self, word: str) -> str:
        if word in self._lexicon.words["feminine"]:
            return "f"
        return "m" if word in self._lexicon.words["masculine"] else "?"

    def _by_body(self, excerpt: Excerpt, head: str | None) -> Resolution | None:
        """ "le syndicat", "la chaîne": the organisation that spoke or was named last."""
        lexicon = self._lexicon
        if head not in lexicon.words["anaphoric_bodies"] or "de" in split_words(excerpt.text):
            return None
        is_media = head in lexicon.words["media_bodies"]
        named = (self._cast.party(m) for m in reversed(self._cast.before(excerpt.start)))
        for confidence, parties in ((0.6, self._focus.bodies()), (0.5, named)):
            for party in parties:
                known = party.name.lower() in lexicon.words["outlets"]
                if party.label == "ORG" and known == is_media:
                    return Resolution(party, "body", confidence)
        return None

    def _phrase_party(self, excerpt: Excerpt) -> Party:
        lexicon = self._lexicon
        text = excerpt.text.replace("’", "'")
        words = text.split() or [text]
        first = text.split("'")[0].lower() + "'" if "'" in words[0] else words[0].lower()
        gender = self._article_gender(first)
        plural = first in lexicon.words["plural_articles"]
        name = excerpt.text
        if first in lexicon.words["articles"]:
            name = name[len(first) :].lstrip()
        return Party(name or excerpt.text, None, None, gender, plural)

    def _by_pronoun(self, word: str, excerpt: Excerpt, quote: Quote) -> Resolution:
        lexicon = self._lexicon
        if word in lexicon.words["plural_pronouns"]:
            group = self._focus.group() or self._focus.speaker() or self._own_subject(quote)
            return Resolution(group, "pronoun", 0.6 if group else 0.2)
        gender = "?"
        if word in lexicon.words["masculine_pronouns"]:
            gender = "m"
        elif word in lexicon.words["feminine_pronouns"]:
            gender = "f"
        nearest = word in lexicon.words["nearest_pronouns"]
        person = None if nearest else self._focus.person(gender)
        if person is not None:
            return Resolution(person, "pronoun", 0.75)
        before = [
            m
            for m in self._cast.before(min(excerpt.start, quote.start))
            if m.label == "PER" and self._fits(m, gender)
        ]
        if before:
            return Resolution(self._cast.party(before[-1]), "pronoun", 0.6)
        speaker = self._focus.speaker() or self._own_subject(quote)
        return Resolution(speaker, "pronoun", 0.4 if speaker else 0.1)

    def _own_subject(self, quote: Quote) -> Party | None:
        """What the report is about: "L'intersyndicale défilera, a-t-elle annoncé"."""
        if quote.kind == "direct":
            return None
        mention = next(iter(self._cast.inside(quote.start, min(quote.end, quote.start + 60))), None)
        if mention is not None:
            return self._cast.party(mention)
        return self._phrase_party(
            Excerpt(quote.start, quote.end, " ".join(quote.text.replace("’", "'").split()[:1]))
        )

    def _fits(self, mention: Mention, gender: str) -> bool:
        own = self._cast.gender(mention.name)
        return gender == "?" or own in ("?", gender)

    def _inherited(self, quote: Quote) -> Resolution:
        current = self._focus.current()
        if current is not None:
            return Resolution(current, "continued", 0.7)
        return Resolution(None, "nobody", 0.1)

    def _by_attribution_line(self, quote: Quote) -> Resolution:
        """The attribution line after a pull quote, else whoever says the same in the body."""
        lines = [p.line for p in self._document.paragraphs]
        for index, line in enumerate(lines):
            if line.start <= quote.start < line.end and index + 1 < len(lines):
                following = lines[index + 1]
                if following.kind == "quote_attribution":
                    inside = self._cast.inside(following.start, following.end)
                    people = [m for m in inside if m.label == "PER"] or inside
                    if people:
                        return Resolution(self._cast.party(people[0]), "attribution line", 0.95)
                    name = following.text.strip(" \u00a0—–-,.")
                    return Resolution(Party(name, None, None), "attribution line", 0.7)
        return Resolution(None, "nobody", 0.1)


def _rule(quote: Quote) -> str:
    return quote.evidence.split(":")[0]


def _spoken_by(quote: Quote, other: Quote, confidence: float) -> Quote:
    return replace(
        quote,
        speaker_name=other.speaker_name,
        speaker_entity_id=other.speaker_entity_id,
        speaker_label=other.speaker_label,
        confidence=confidence,
    )


def _echo(quote: Quote, quotes: Sequence[Quote]) -> Quote | None:
    """The quotation with a cue that holds the same words, for a title or an excerpt."""
    words = quote.text.casefold()
    if len(words.split()) < 3:
        return None
    for other in quotes:
        if other.cue and other.speaker_name and words in other.text.casefold() and other != quote:
            return other
    return None


def _names_somebody(phrase: str, lexicon: QuoteLexicon) -> bool:
    """True for "le lieutenant Turc": a name that no mention covers."""
    words = phrase.replace("’", "' ").replace("'", "' ").split()
    links = lexicon.words["of"] | lexicon.words["articles"] | lexicon.words["to"]
    return any(
        word[0].isupper()
        and before.lower() not in links
        and word.lower() not in lexicon.words["roles"]
        for before, word in zip(words, words[1:], strict=False)
    )
