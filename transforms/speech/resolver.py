"""Resolves the words that name a speaker: names, roles, bodies, pronouns."""

from __future__ import annotations

from collections.abc import Container

from transforms.layers import Document, Excerpt, Mention, Quote
from transforms.speech.focus import Focus
from transforms.speech.people import Cast, Party, role_of
from transforms.speech.quote_lexicon import QuoteLexicon, split_words
from transforms.speech.resolution import LAST_NAME, Resolution, names_somebody


class Resolver:
    """Turns the speaker's words of a quotation into a party of the document."""

    def __init__(
        self,
        document: Document,
        cast: Cast,
        focus: Focus,
        lexicon: QuoteLexicon,
        headings: Container[int],
    ) -> None:
        self._document = document
        self._cast = cast
        self._focus = focus
        self._lexicon = lexicon
        self._phrases: list[str] = []  # speakers without a name, as they came
        self._headings = headings  # characters of title, standfirst and subheadings

    def resolve(self, excerpt: Excerpt, quote: Quote) -> Resolution:
        """Who `excerpt`, the speaker of `quote`, is."""
        lexicon = self._lexicon
        words = split_words(excerpt.text.replace("’", "'"))
        if len(words) <= 2 and " ".join(words) in lexicon.words["all_pronouns"]:
            return self._by_pronoun(" ".join(words), excerpt, quote)
        if lexicon.words["same"] & set(words) and self._focus.speaker() is not None:
            return Resolution(self._focus.speaker(), "same source", 0.6)
        initials = self._cast.by_initials(excerpt.text)
        if initials is not None:
            return Resolution(self._cast.party(initials), "initials", 0.9)
        inside = self._cast.inside(excerpt.start, excerpt.end)
        pair = self._coordinated(excerpt, inside)
        if pair is not None:
            return Resolution(pair, "names", 0.85)
        unknown = self._unknown_name(excerpt, inside)
        if unknown is not None:
            return Resolution(unknown, "capitals", 0.8)
        named = self._named(excerpt, inside)
        if named is not None:
            if self._article_gender(words[0] if words else "") == "f" and named.label == "PER":
                self._cast.set_feminine(named.name)  # "la juriste X"
            return Resolution(self._cast.party(named), "name", 0.97)
        known = None if inside else self._cast.by_surname(excerpt.text)
        if known is not None:
            return Resolution(self._cast.party(known), "surname", 0.85)
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

    def _unknown_name(self, excerpt: Excerpt, inside: list[Mention]) -> Party | None:
        """ "la juriste Ada Okoye", "le maire, Ian Rudis": a name that the mentions missed."""
        found = LAST_NAME.search(excerpt.text)
        if found is None or any(m.end > excerpt.start + found.start() for m in inside):
            return None
        lead = excerpt.text[: found.start()].rstrip(", ").split()
        if not lead or not (
            lead[-1].islower() or lead[-1].lower() in self._lexicon.words["titles"]
        ):
            return None
        last = lead[-1].lower()
        if (
            last
            in self._lexicon.words["of"] | self._lexicon.words["to"] | self._lexicon.words["bodies"]
        ):
            return None
        first = split_words(excerpt.text.replace("’", "'"))[0]
        return Party(found.group().strip(), "PER", None, self._article_gender(first))

    def _named(self, excerpt: Excerpt, inside: list[Mention]) -> Mention | None:
        """The mention that is the head of the phrase, not its complement."""
        for mention in inside:
            if mention.label == "PER" and not self._is_complement(excerpt, mention):
                return mention
        for mention in inside:
            before = self._document.text[excerpt.start : mention.start]
            if before.endswith(", ") and mention.end == excerpt.end:
                return mention  # "le maire, X", whatever the model takes X for
        for mention in inside:
            if mention.label == "ORG" and self._heads_body(excerpt, mention):
                return mention
            if self._lead(excerpt, mention) == [] and (
                mention.label == "ORG" or mention.end >= excerpt.end - 1
            ):
                return mention
        return None

    def _lead(self, excerpt: Excerpt, mention: Mention, keep_links: bool = False) -> list[str]:
        """The words of the phrase before the mention, articles (and links) aside."""
        before = self._document.text[excerpt.start : mention.start].replace("’", "'")
        dropped = self._lexicon.words["articles"]
        if keep_links:
            dropped = dropped - self._lexicon.words["of"] - self._lexicon.words["to"]
        return [w for w in split_words(before) if w not in dropped]

    def _heads_body(self, excerpt: Excerpt, mention: Mention) -> bool:
        """True for "l'agence Tass", "le site du Soir": the noun only says what the name is."""
        lead = self._lead(excerpt, mention)
        words = self._lexicon.words
        if not lead or all(w in words["generic_bodies"] or w in words["of"] for w in lead):
            return True
        return not self._is_complement(excerpt, mention) and lead[0] in words["bodies"]

    def _is_complement(self, excerpt: Excerpt, mention: Mention) -> bool:
        """True for Tass in "le correspondant de la Tass"."""
        lead = self._lead(excerpt, mention, keep_links=True)
        while lead and lead[-1] in self._lexicon.words["titles"]:
            lead.pop()
        return bool(lead) and lead[-1] in self._lexicon.words["of"] | self._lexicon.words["to"]

    def _by_role(
        self, excerpt: Excerpt, words: tuple[str, ...], inside: list[Mention]
    ) -> Resolution | None:
        lexicon = self._lexicon
        if not words or words[0] not in lexicon.words["definite"]:
            return None
        head, narrowing = role_of(excerpt.text, lexicon)
        if head is None:
            return self._by_open_role(excerpt, words)
        if head in lexicon.words["works"]:
            return self._by_work(head, inside, narrowing)
        if head in lexicon.words["bodies"]:
            return None if inside else self._by_body(excerpt, head)
        if words[0] in lexicon.words["plural_articles"] or head in lexicon.words["plural_roles"]:
            return None
        described = self._cast.described(excerpt.text, excerpt.start)
        if described is not None:
            return Resolution(self._cast.party(described), "role", 0.9)
        if words[0] in lexicon.words["possessives"]:
            return None
        return self._by_salience(excerpt, words, head, narrowing)

    def _by_open_role(self, excerpt: Excerpt, words: tuple[str, ...]) -> Resolution | None:
        """ "le comptable": whoever the article calls so, though no lexicon knows the role."""
        described = self._cast.described(excerpt.text, excerpt.start)
        if described is None and words[0] in self._lexicon.words["demonstratives"]:
            return self._by_salience(excerpt, words, None, frozenset())
        if described is None or words[0] in self._lexicon.words["plural_articles"]:
            return None
        return Resolution(self._cast.party(described), "role", 0.85)

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
        if names_somebody(excerpt.text, lexicon):
            return None
        return Resolution(person, "salient role", 0.7)

    def _headed(self, gender: str) -> Party | None:
        """The one person of title and standfirst, or else of the document, whose gender fits."""
        people = [
            m for m in self._cast.mentions
            if m.label == "PER" and m.start in self._headings and self._fits(m, gender)
        ]  # fmt: skip
        people = people or [
            m for m in self._cast.mentions if m.label == "PER" and self._fits(m, gender)
        ]
        one = len({mention.name for mention in people}) == 1
        return self._cast.party(people[0]) if one else None

    def _by_work(
        self, head: str | None, inside: list[Mention], narrowing: frozenset[str]
    ) -> Resolution | None:
        """ "le rapport de l'Insee": the body behind it; "le texte": whoever spoke last."""
        speaker = self._focus.speaker()
        is_bare = head in self._lexicon.words["anaphoric_works"] and not (inside or narrowing)
        if is_bare and speaker is not None:
            return Resolution(speaker, "work", 0.4)
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
        words = split_words(excerpt.text.replace("’", "'"))
        complement = not lexicon.words["of"].isdisjoint(words)
        if head not in lexicon.words["anaphoric_bodies"] or complement:
            return None
        is_media = head in lexicon.words["media_bodies"]
        named = (self._cast.party(m) for m in reversed(self._cast.before(excerpt.start)))
        for confidence, parties in ((0.85, self._focus.bodies()), (0.75, named)):
            for party in parties:
                known = party.name.lower() in lexicon.words["outlets"]
                if party.name.lower() in lexicon.words["networks"]:
                    continue
                if party.label == "ORG" and known == is_media:
                    return Resolution(party, "body", confidence)
        return None

    def _phrase_party(self, excerpt: Excerpt) -> Party:
        """A speaker without a name: the phrase without its article or number.

        "la direction" is the fuller phrase of the same head that spoke before, if one did.
        """
        lexicon = self._lexicon
        text = excerpt.text.replace("’", "'")
        words = text.split() or [text]
        first = text.split("'")[0].lower() + "'" if "'" in words[0] else words[0].lower()
        gender = self._article_gender(first)
        plural = first in lexicon.words["plural_articles"]
        name = excerpt.text
        if first in lexicon.words["articles"]:
            name = name[len(first) :].lstrip()
        if name.split()[:1] and name.split()[0].lower() in lexicon.words["numerals"]:
            name = name.split(maxsplit=1)[-1]
            plural = True
        name = name or excerpt.text
        if first in lexicon.words["definite"] and len(name.split()) == 1:
            name = self._fuller(name)
        self._phrases.append(name)
        return Party(name, None, None, gender, plural)

    def _fuller(self, head: str) -> str:
        for phrase in reversed(self._phrases):
            if phrase.split()[0].lower() == head.lower() and phrase != head:
                return phrase
        return head

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
            return Resolution(person, "pronoun", 0.8)
        before = [
            m
            for m in self._cast.before(min(excerpt.start, quote.start))
            if m.label == "PER" and self._fits(m, gender)
        ]
        if before:
            return Resolution(self._cast.party(before[-1]), "pronoun", 0.5)
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
