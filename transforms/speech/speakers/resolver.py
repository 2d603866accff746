"""Resolves the words that name a speaker: names, roles, bodies, pronouns."""

from __future__ import annotations

from transforms.layers import Document, Excerpt, Mention, Quote
from transforms.speech.quote_lexicon import QuoteLexicon, split_words
from transforms.speech.speakers.anaphors import Anaphor, Option
from transforms.speech.speakers.antecedents import Antecedents
from transforms.speech.speakers.descriptions import ages_of, open_role, role_of
from transforms.speech.speakers.focus import Focus
from transforms.speech.speakers.genders import of_noun, of_word
from transforms.speech.speakers.named import NamesInside
from transforms.speech.speakers.pairs import of_pair, one_of_group, told_of
from transforms.speech.speakers.people import Cast, Party
from transforms.speech.speakers.readings import behind_on
from transforms.speech.speakers.resolution import (
    Resolution,
    are_own_words,
    has_plural_cue,
    is_habitual,
    is_nobody_known,
    is_plural,
    is_pointed,
    looks,
    newness,
    one_of,
    without_bracket,
    without_names,
)
from transforms.speech.speakers.scene import Occurrence
from transforms.speech.speakers.works import author_of, is_outlets_own

_RELATIVE = 6  # code points in which a relative pronoun may begin
_LONGEST_CONTRAST = 18  # code points of ", eux-mêmes,"
_SURE = 0.6  # share from which a role is somebody's from there on


class Resolver:
    """Turns the speaker's words of a quotation into a party of the document."""

    def __init__(
        self,
        document: Document,
        cast: Cast,
        focus: Focus,
        lexicon: QuoteLexicon,
        antecedents: Antecedents,
    ) -> None:
        self._document = document
        self._cast = cast
        self._focus = focus
        self._lexicon = lexicon
        self._names = NamesInside(document, lexicon)
        self._phrases: list[str] = []  # speakers without a name, as they came
        self._antecedents = antecedents

    def resolve(self, excerpt: Excerpt, quote: Quote) -> Resolution:
        """Who `excerpt`, the speaker of `quote`, is."""
        lexicon = self._lexicon
        words = split_words(excerpt.text.replace("’", "'"))
        pronoun = " ".join(words).replace("' ", "'")
        inside = self._cast.inside(excerpt.start, excerpt.end)
        if pronoun in lexicon.words["own_view"]:
            return self._by_pronoun(words[1], excerpt, quote)
        if len(words) <= 2 and pronoun in lexicon.words["all_pronouns"]:
            return self._by_pronoun(pronoun, excerpt, quote)
        if are_own_words(words, lexicon) or is_pointed(words, inside, lexicon):
            return self._by_pronoun(words[0], excerpt, quote)  # "ses dires", "celui qui dirige"
        if lexicon.words["same"] & set(words) and self._focus.speaker() is not None:
            return Resolution(self._focus.speaker(), "same source", 0.6)
        ordered = of_pair(pronoun, self._cast, self._document, lexicon, excerpt.start)
        if ordered is not None:
            return Resolution(self._cast.party(ordered), "latter", 0.8)
        if pronoun in lexicon.words["one_of_two"]:
            group = one_of_group(self._focus)
            return Resolution(group, "phrase", 0.5) if group else self.nobody(quote)
        initials = self._cast.by_initials(excerpt.text)
        if initials is not None:
            return Resolution(self._cast.party(initials), "initials", 0.9)
        pair = self._names.pair(excerpt, inside)
        if pair is not None:
            return Resolution(pair, "names", 0.85)
        unknown = self._names.unknown(excerpt, inside)
        if unknown is not None:
            return Resolution(unknown, "capitals", 0.8)
        named = self._names.head(excerpt, inside)
        if named is not None:
            is_person = named.label == "PER" and not lexicon.persons.isdisjoint(words[1:2])
            if is_person and self._article_gender(words[0]) == "f":
                self._cast.set_feminine(named.name)  # "la juriste X"
            return Resolution(self._cast.party(named), "name", 0.97)
        person = any(m.label == "PER" for m in inside)
        known = None if person else self._cast.by_surname(excerpt.text)
        if known is not None:
            return Resolution(self._cast.party(known), "surname", 0.85)
        role = self._by_role(excerpt, words, inside, quote)
        return role or Resolution(self._phrase_party(excerpt), "phrase", 0.7)

    def settle(self, occurrence: Occurrence) -> Party:
        """Whom a role outside all reports means: "La chercheuse pointe…"."""
        text = self._document.text[occurrence.at : occurrence.end]
        place = Excerpt(occurrence.at, occurrence.end, text)
        silent = Quote(occurrence.at, occurrence.at, "", "indirect", -1, "", 0.0, speaker=place)
        words = split_words(text.replace("’", "'"))
        found = self._by_role(place, words, [], silent)
        if found is None or found.party is None or found.method != "role":
            return occurrence.party
        self._cast.note_trial(found.party.name, occurrence.at, occurrence.end)
        return found.party

    def nobody(self, quote: Quote) -> Resolution:
        """Who speaks where no words say it."""
        anaphor = Anaphor("none", quote, quote.start)
        party, share = self._antecedents.choose(anaphor)
        return Resolution(party, "continued" if party else "nobody", share)

    def _by_role(
        self, excerpt: Excerpt, words: tuple[str, ...], inside: list[Mention], quote: Quote
    ) -> Resolution | None:
        """Whom a noun phrase means: somebody known, or somebody new who stays without a name."""
        lexicon = self._lexicon
        if not words:
            return None
        head, narrowing = role_of(excerpt.text, lexicon)
        if head in lexicon.words["works"]:
            return author_of(
                excerpt, head, inside, narrowing, (self._cast, self._focus, self._lexicon)
            )
        is_bare = words[0] == head or words[0] in lexicon.words["role_adjectives"]
        if words[0] not in lexicon.words["definite"] and not is_bare:
            return self._of_title(words[0], head, quote)
        if head in lexicon.words["bodies"]:
            return None if inside else self._by_body(excerpt, words, head, quote)
        if head in lexicon.words["reporters"] and is_outlets_own(self._cast, inside, head, lexicon):
            return None  # "selon le correspondant de l'AFP": nobody whom the article names
        is_several = head and (is_bare or lexicon.language == "en") and is_plural(head, lexicon)
        phrase = without_names(excerpt, inside, lexicon)
        if is_several or is_nobody_known(phrase, words[0], head, lexicon):
            return None
        anaphor = self._role_anaphor(excerpt, words, head, narrowing, quote)
        new = Option(
            None,
            newness(
                excerpt,
                words,
                head,
                narrowing,
                self._lexicon,
                self._is_known_phrase(excerpt),
                self._document.text[excerpt.end : excerpt.end + _RELATIVE],
            ),
        )
        party, share = self._antecedents.choose(anaphor, [new])
        party = party or told_of(anaphor, self._cast, self._focus)
        if party is None:
            return Resolution(self._phrase_party(excerpt), "description", share)
        if party.label == "PER" and head is not None and share >= _SURE:
            self._cast.note_role(party.name, head, narrowing, excerpt.start)
        return Resolution(party, "role", share)

    def _of_title(self, article: str, head: str | None, quote: Quote) -> Resolution | None:
        """Whom a title means by "un député", where the article names one deputy."""
        is_title = self._focus.scene.in_heading(quote.start)
        if not is_title or article not in self._lexicon.words["numbers_of_one"]:
            return None
        names = {
            name
            for name in self._cast.names()
            if any(self._cast.fit(head, role) == 2 for role, _, _ in self._cast.roles(name))
        }
        return Resolution(self._cast.person(names.pop()), "role", 0.6) if len(names) == 1 else None

    def _role_anaphor(
        self,
        excerpt: Excerpt,
        words: tuple[str, ...],
        head: str | None,
        narrowing: frozenset[str],
        quote: Quote,
    ) -> Anaphor:
        lexicon = self._lexicon
        elided = lexicon.words["elided"]  # "l'ancienne ministre"
        return Anaphor(
            "role",
            quote,
            min(excerpt.start, quote.start),
            self._article_gender(words[len(words) > 1 and words[0] in elided], head)
            if head not in lexicon.words["epicene"]
            else "?",
            head=head or open_role(excerpt.text, lexicon),
            narrowing=narrowing | looks(words, head, lexicon),
            has_complement=not lexicon.words["of"].isdisjoint(words[1:]),
            is_generic=head in lexicon.words["generic_roles"],
            ages=ages_of(excerpt.text, head, lexicon),
            is_past=is_habitual(quote, lexicon),
            is_contrasted=self._is_contrasted(excerpt.end),
            is_possessive=words[0] in lexicon.words["possessives"],
            owner=self._owner(excerpt),
        )

    def _owner(self, excerpt: Excerpt) -> str | None:
        """X in "X's lawyer", where the phrase begins behind it."""
        before = self._document.text[: excerpt.start].rstrip()
        if before[-2:] not in ("'s", "’s"):
            return None
        owners = [m for m in self._cast.before(excerpt.start)[-1:] if m.end == len(before) - 2]
        return owners[0].name if owners else None

    def _is_known_phrase(self, excerpt: Excerpt) -> bool:
        """True where the same words spoke before."""
        text = excerpt.text.lower()
        return any(text.endswith(phrase.lower()) for phrase in self._phrases)

    def _article_gender(self, word: str, role: str | None = None) -> str:
        gender = of_word(word, self._lexicon)
        if gender == "?" and role and role.endswith(self._lexicon.feminine_roles):
            return "f"
        return gender

    def _by_body(
        self, excerpt: Excerpt, words: tuple[str, ...], head: str | None, quote: Quote
    ) -> Resolution | None:
        """ "le syndicat", "la chaîne": an organisation known, or the phrase itself."""
        lexicon = self._lexicon
        complement = not lexicon.words["of"].isdisjoint(words[1:])
        if words[0] in lexicon.words["plural_articles"] or complement:
            return None
        anaphor = Anaphor("body", quote, min(excerpt.start, quote.start), is_body=True, head=head)
        new = {
            "new": 1.0,
            "new_anaphoric": float(head in lexicon.words["anaphoric_bodies"]),
            "new_possessive": float(words[0] in lexicon.words["possessives"]),
            "new_demonstrative": float(words[0] in lexicon.words["demonstratives"]),
            "new_long": float(len(words) > 2),
            "new_seen": float(self._is_known_phrase(excerpt)),
        }
        party, share = self._antecedents.choose(anaphor, [Option(None, new)])
        if party is None:
            return Resolution(self._phrase_party(excerpt), "description", share)
        return Resolution(party, "body", share)

    def _is_contrasted(self, end: int) -> bool:
        """True before ", lui," and ", elle,"."""
        behind = self._document.text[end : end + _LONGEST_CONTRAST].split(",")
        contrasting = self._lexicon.words["contrasting"]
        return len(behind) > 2 and not behind[0] and behind[1].strip() in contrasting

    def _phrase_party(self, excerpt: Excerpt) -> Party:
        """A speaker without a name: the phrase without its article or number.

        "la direction" is the fuller phrase of the same head that spoke before, if one did.
        """
        lexicon = self._lexicon
        text = without_bracket(excerpt.text).replace("’", "'")
        words = text.split() or [text]
        first = text.split("'")[0].lower() + "'" if "'" in words[0] else words[0].lower()
        owned = first in lexicon.words["possessives"]  # "her office" is no woman
        gender = "?" if owned else self._article_gender(first)
        head, _ = role_of(excerpt.text, lexicon)
        if gender == "?" and (not owned or lexicon.language == "fr"):
            gender = of_noun(head, lexicon)  # "l'avocat", "son entraîneur"
        plural = first in lexicon.words["plural_articles"] or head in lexicon.words["plural_roles"]
        name = without_bracket(excerpt.text)
        if first in lexicon.words["articles"]:
            name = name[len(first) :].lstrip()
        if name.split()[:1] and name.split()[0].lower() in lexicon.words["numerals"]:
            name = name.split(maxsplit=1)[-1]
            plural = True
        part = one_of(excerpt.text, lexicon)
        name = (part if part != excerpt.text else one_of(name, lexicon)) or excerpt.text
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
        gender = "?"
        if word in lexicon.unite("masculine_pronouns", "pointers"):
            gender = "m"
        if word in lexicon.words["feminine_pronouns"]:
            gender = "f"
        at = min(excerpt.start, quote.start)
        if word in lexicon.words["nearest_pronouns"]:
            latter = self._latter(at, gender)
            if latter is not None:
                return Resolution(latter, "latter", 0.7)
        plural = (
            word in lexicon.words["plural_pronouns"]
            or word in ("leur", "leurs", "their")
            or has_plural_cue(quote, lexicon)
        )
        neuter = word in lexicon.words["neuter_pronouns"]
        last = self._focus.speaker()
        if word in lexicon.words["impersonal"]:
            known = behind_on(quote, self._document.text, at, last, lexicon)
            if known is not None:
                return known
        is_body = neuter or word in lexicon.words["impersonal"]
        party, share = self._antecedents.choose(
            Anaphor(
                "pronoun",
                quote,
                at,
                gender,
                is_plural=plural,
                is_body=is_body,
                is_past=is_habitual(quote, lexicon),
            )
        )
        if party is None:
            speaker = last or self._own_subject(quote)
            return Resolution(speaker, "pronoun", 0.4 if speaker else 0.1)
        return Resolution(party, "plural" if plural else "pronoun", share)

    def _latter(self, at: int, gender: str) -> Party | None:
        """The last person before `at`, by name or as "une voisine": "cette dernière"."""
        before = [m for m in self._cast.before(at) if m.label == "PER" and self._fits(m, gender)]
        told = [
            (trace.last.at, trace.party)
            for trace in self._focus.traces()
            if trace.last is not None
            and not trace.last.spoke
            and trace.last.at < at
            and self._is_one(trace.party, gender)
        ]
        last = max(told, key=lambda met: met[0], default=None)
        if last is not None and (not before or last[0] > before[-1].start):
            return last[1]
        return self._cast.party(before[-1]) if before else None

    def _is_one(self, party: Party, gender: str) -> bool:
        """True for one person of that gender, with a name or told by a noun."""
        if party.is_plural or gender == "?":
            return False
        if party.label == "PER":
            return self._cast.gender(party.name) in ("?", gender)
        is_person = party.name.split()[0].lower() in self._lexicon.persons
        return party.label is None and is_person and party.gender == gender

    def _own_subject(self, quote: Quote) -> Party | None:
        """What the report is about: "L'intersyndicale défilera, a-t-elle annoncé"."""
        if quote.kind == "direct":
            return None
        mention = next(iter(self._cast.inside(quote.start, min(quote.end, quote.start + 60))), None)
        if mention is not None:
            return self._cast.party(mention)
        first = " ".join(quote.text.replace("’", "'").split()[:1])
        plain = self._lexicon.unite("articles", "starters", "adjunct_prepositions", "by", "of")
        if first.lower() in plain or not first[:1].isupper():
            return None
        return self._phrase_party(Excerpt(quote.start, quote.end, first))

    def _fits(self, mention: Mention, gender: str) -> bool:
        own = self._cast.gender(mention.name)
        return gender == "?" or own in ("?", gender)
