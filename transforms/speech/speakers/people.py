"""Who is who in an article: genders of the persons named, and the roles that describe them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.layers import Document, Mention
from transforms.speech.quote_lexicon import QuoteLexicon, split_words
from transforms.speech.speakers.descriptions import closest_role, open_role, outlet_nouns, role_of
from transforms.speech.speakers.genders import (
    of_article,
    of_context,
    of_given_name,
    of_pronouns,
    of_title,
    of_word,
)
from transforms.speech.speakers.usable import usable

_WORD = re.compile(r"[^\W_]+(?:['’]|(?:-[^\W_]+)*)")
_CLAUSE_START = re.compile(r"[.;:!?\n«»\"“”()]\s|\n")
_CLAUSE_END = re.compile(r"[.;:!?\n«»\"“”]|\bqui\b")
# How old somebody is, right after the name; in English the number alone may tell.
_AGE = re.compile(r",? \(?(?:âgée? de |aged )?(\d{2})(?: ans|-year-old|,|\)| years)")
_SENTENCE_END = re.compile(r"[.;!?\n«»“”]\s|\n")
_TRIAL_REACH = 120  # code points after a name within which it may be told that it stands trial
_REACH = 90  # code points on each side of a name where its role may stand


@dataclass(frozen=True, slots=True)
class Party:
    """A possible speaker: a person, a body, or a noun phrase without a name."""

    name: str
    label: str | None
    entity_id: str | None
    gender: str = "?"  # m, f, ?
    is_plural: bool = False


class Cast:
    """The persons and bodies of a document."""

    def __init__(
        self, document: Document, mentions: Sequence[Mention], lexicon: QuoteLexicon
    ) -> None:
        self._text = document.text
        self._lexicon = lexicon
        small = document.text.lower()
        self._is_of_trial = any(phrase in small for phrase in lexicon.words["on_trial"])
        heralds = (*lexicon.trial_of, *lexicon.tried_first)
        self._has_trial = self._is_of_trial or any(phrase in document.text for phrase in heralds)
        named = sorted(usable(mentions, lexicon), key=lambda mention: mention.start)
        surnames = {m.name.split()[-1] for m in named if " " in m.name}
        self.mentions = [m for m in named if m.name in surnames or not self._is_inhabitant(m)]
        self._fuller = self._fuller_bodies()
        self._starts = [mention.start for mention in self.mentions]
        self._genders: dict[str, str] = {}
        self._sure: set[str] = set()  # names whose gender is no guess
        self._roles: dict[str, list[tuple[str, frozenset[str], int]]] = {}
        self._body_genders: dict[str, str] = {}
        self._kinds: dict[str, set[str]] = {}  # of bodies: "la coopérative X"
        self._ages: dict[str, int] = {}
        self._surnames: dict[str, list[Mention]] = {}  # the first mention of each who bears it
        for mention in self.mentions:
            if mention.label == "ORG":
                self._learn_kind(mention)
            if mention.label == "PER":
                self._learn(mention)
                if " " in mention.name:
                    bearers = self._surnames.setdefault(mention.name.split()[-1], [])
                    if all(known.name != mention.name for known in bearers):
                        bearers.append(mention)
        for name, gender in of_pronouns(self._text, self.mentions, lexicon).items():
            if name not in self._sure:
                self._genders[name] = gender

    def _fuller_bodies(self) -> dict[str, Mention]:
        """By name, the one longer name that begins with it: "France 3", "France 3 Bretagne"."""
        bodies = {m.name: m for m in reversed(self.mentions) if m.label == "ORG"}
        fuller: dict[str, set[str]] = {}
        for name in bodies:
            words = name.split()
            for size in range(1, len(words)):
                start = " ".join(words[:size])
                if start in bodies:
                    fuller.setdefault(start, set()).add(name)
        return {name: bodies[min(longer)] for name, longer in fuller.items() if len(longer) == 1}

    def _is_inhabitant(self, mention: Mention) -> bool:
        """True for "la Nantaise", which names nobody."""
        name = mention.text.lower()
        if " " in name or name in self._lexicon.words["outlets"]:
            return False
        if not (name.endswith(self._lexicon.demonym_endings) or (
            name in self._lexicon.words["demonyms"]
        )):  # fmt: skip
            return False
        before = self._text[max(0, mention.start - 6) : mention.start].replace("’", "'").split()
        return bool(before) and before[-1].lower() in self._lexicon.words["demonym_articles"]

    def inside(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie in `[start, end)`."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [m for m in self.mentions[first:last] if m.end <= end]

    def apposed(self, at: int) -> Mention | None:
        """The person named between commas after the noun at `at`: "le maire du port, X, …"."""
        for mention in self.inside(at, at + _REACH):
            if mention.label == "PER":
                between = self._text[at : mention.start]
                closed = self._text[mention.end : mention.end + 1] in (",", " ")
                plain = re.fullmatch(r"[^,.;:!?«»“”\"\n]+, ", between)
                return mention if plain and closed else None
        return None

    def begins_at(self, at: int) -> bool:
        """True where the name of a person begins right behind `at`."""
        return any(m.label == "PER" and " " in m.text for m in self.inside(at, at + _REACH)
                   if m.start <= at + 1)  # fmt: skip

    def by_initials(self, phrase: str) -> Mention | None:
        """The person whom "A. K." abbreviates, in an interview."""
        if not re.fullmatch(r"(?:[^\W\d_]\.[ -]?){2,4}", phrase):
            return None
        letters = re.findall(r"[^\W\d_]", phrase)
        named = [
            m for m in self.mentions
            if "." not in m.name and [w[0] for w in re.split(r"[ -]", m.name) if w] == letters
        ]  # fmt: skip
        return named[0] if len({m.name for m in named}) == 1 else None

    def by_surname(self, phrase: str) -> Mention | None:
        """The person whose surname ends a phrase that the mentions missed ("Mr Smith")."""
        last = phrase.split()[-1] if phrase.split() else ""
        bearers = self._surnames.get(last, []) if last[:1].isupper() else []
        return bearers[0] if len(bearers) == 1 else None

    def before(self, at: int) -> list[Mention]:
        """Mentions that start before `at`."""
        return self.mentions[: bisect_left(self._starts, at)]

    def party(self, mention: Mention) -> Party:
        if mention.label == "PER" and " " not in mention.name:
            bearers = self._surnames.get(mention.name, [])
            met = [one for one in bearers if one.start < mention.start] or bearers
            mention = met[0] if len(met) == 1 else mention
        if mention.label == "ORG":
            mention = self._fuller.get(mention.name, mention)
        gender = self.gender(mention.name) if mention.label == "PER" else "?"
        return Party(mention.name, mention.label, mention.entity_id, gender)

    def set_feminine(self, name: str) -> None:
        """The text itself says that this person is a woman."""
        self._genders[name] = "f"
        self._sure.add(name)

    def gender(self, name: str) -> str:
        return self._genders.get(name, "?")

    def is_gender_sure(self, name: str) -> bool:
        """True where a title, a role or a known given name tells the gender, not an ending."""
        return name in self._sure

    def age(self, name: str) -> int | None:
        """How old the article says that a person is."""
        return self._ages.get(name)

    def names(self) -> Iterable[str]:
        """The persons to whom the article gives a role."""
        return self._roles.keys()

    def person(self, name: str) -> Party:
        """The person called `name`.

        Raises:
            StopIteration: the article names no such person.
        """
        return self.party(next(m for m in self.mentions if m.name == name and m.label == "PER"))

    def roles(self, name: str) -> list[tuple[str, frozenset[str], int]]:
        """(head, words that narrow it, place) of the roles that the article gives a person."""
        return self._roles.get(name, [])

    def kinds(self, name: str) -> set[str]:
        """The nouns that say what a body is, in its name or beside it."""
        return self._kinds.get(name, set())

    def _learn_kind(self, mention: Mention) -> None:
        around = (
            self._text[max(0, mention.start - 30) : mention.start].split()[-2:],
            mention.name.split(),
            self._text[mention.end : mention.end + 30].split()[1:4]
            if self._text[mention.end : mention.end + 2] == ", "
            else [],
        )
        words = {
            word.lower().strip(',.()«»"').replace("’", "'").split("'")[-1]
            for part in around
            for word in part
        }
        gender = self._of_article(mention)
        if gender != "?":
            self._body_genders.setdefault(mention.name, gender)
        kinds = words & self._lexicon.words["bodies"] | outlet_nouns(mention.name, self._lexicon)
        self._kinds.setdefault(mention.name, set()).update(kinds)

    def body_gender(self, name: str) -> str:
        """m, f or ? of an organisation, by its article: "la CGT", "au ministère de X"."""
        return self._body_genders.get(name, "?")

    def _of_article(self, mention: Mention) -> str:
        before = self._text[max(0, mention.start - 6) : mention.start].split()
        words = self._lexicon.words
        if self._lexicon.language != "fr" or not before:
            return "?"
        if not self._text[mention.start - 1].isspace():  # "l'Union": by the noun
            head = mention.name.lower().split()[0]
            told = head in words["feminine_heads"] or head.endswith(self._lexicon.feminine_nouns)
            return "f" if told else "m" if head in words["masculine_heads"] else "?"
        article = before[-1].lower()
        return of_word(article, self._lexicon) if article in words["articles"] else "?"

    def fit(self, head: str | None, other: str) -> int:
        """2 for the same role, 1 for a synonym, else 0."""
        if head is None:
            return 0
        if head == other:
            return 2
        lexicon = self._lexicon
        if other in lexicon.alike.get(head, ()):
            return 1
        return int(head in lexicon.endings and other.endswith(lexicon.endings[head]))

    def _learn(self, mention: Mention) -> None:
        left = self._text[max(0, mention.start - _REACH) : mention.start]
        title = self._text[max(0, mention.start - 8) : mention.start].split()
        if title and title[-1].lower() in self._lexicon.title_roles:
            self._note(mention, self._lexicon.title_roles[title[-1].lower()])
        left = _CLAUSE_START.split(left)[-1]
        right = _CLAUSE_END.split(self._text[mention.end : mention.end + _REACH], maxsplit=1)[0]
        self._note(mention, closest_role(left, self._lexicon, " " in mention.text))
        self._note(mention, self._fronted(mention, left))
        age = _AGE.match(self._text, mention.end)
        if age is not None:
            self._ages.setdefault(mention.name, int(age.group(1)))
        if right[:2] == ", " or right[:2] == " (":
            chunks = [chunk.strip() for chunk in right[2:].split(",")]
            aged = len(chunks) > 1 and chunks[0][:1].isdigit()  # "X, 59 ans, comptable"
            self._note(mention, chunks[aged], after=True)
            for further in self._lexicon.further_role.split(chunks[aged])[1:]:
                self._note(mention, further)  # "entrepreneur et président du club"
        self.note_trial(mention.name, mention.start, mention.end)
        titled = of_title(title, self._lexicon)
        if titled != "?":
            self._genders[mention.name] = titled
            self._sure.add(mention.name)
        if mention.name not in self._sure:
            gender = of_context(left, self._text[mention.end : mention.end + _REACH], self._lexicon)
            if gender == "M" and of_given_name(mention.name, self._lexicon) == "F":
                gender = "F"  # "le médecin Claire Dumas"
            if gender == "?" and " " in mention.name:
                gender = of_article(left, self._lexicon)
            if gender == "?" and mention.name not in self._genders:
                gender = of_given_name(mention.name, self._lexicon)
            if gender != "?":
                self._genders[mention.name] = gender.lower()
            if gender.isupper():
                self._sure.add(mention.name)

    def _fronted(self, mention: Mention, left: str) -> str:
        """The role that a sentence opens with: "Polémiste à la radio, X …"; else ""."""
        begins = mention.start - len(left)
        before = self._text[max(0, begins - 2) : begins].rstrip()
        first, comma, _ = left.partition(",")
        words = split_words(first.replace("’", "'"))
        opens = (
            bool(comma) and left.rstrip().endswith(",") and (not before or before[-1] in ".!?\n")
        )
        return first if opens and words and words[0] in self._lexicon.persons else ""

    def note_role(self, name: str, head: str, narrowing: frozenset[str], at: int) -> None:
        """Note that a role without a name was found to be somebody's."""
        if all(head != known for known, _, _ in self.roles(name)):
            self._roles.setdefault(name, []).append((head, narrowing, at))

    def note_trial(self, name: str, start: int, end: int) -> None:
        """Note who stands trial: "X est jugé pour…", "le procès de X", "Jugé pour vol, X"."""
        if not self._has_trial:
            return
        before = _SENTENCE_END.split(self._text[max(0, start - _TRIAL_REACH) : start])[-1]
        fronted = before.startswith(self._lexicon.tried_first) and before.endswith(", ")
        if not fronted and not before.endswith(self._lexicon.trial_of):
            after = self._text[end : end + _TRIAL_REACH] if self._is_of_trial else ""
            found = self._lexicon.on_trial.search(_SENTENCE_END.split(after, maxsplit=1)[0])
            others = self.inside(end, end + found.start()) if found else ()
            if found is None or any(other.label == "PER" for other in others):
                return
        role = (self._lexicon.defendant, frozenset[str](), start)
        self._roles.setdefault(name, []).append(role)

    def excludes(self, head: str | None, name: str) -> bool:
        """True where the roles that the article gives a person rule out `head`: no lawyer stands
        in the dock."""
        family = self._lexicon.families.get(head or "")
        if family is None:
            return False
        own = {
            self._lexicon.families.get(role)
            for role, words, _ in self.roles(name)
            if not (words and role in self._lexicon.words["courtless"])
        } - {None}
        return bool(own) and family not in own

    def _note(self, mention: Mention, phrase: str, after: bool = False) -> None:
        head, words = role_of(phrase, self._lexicon)
        if head is None and after:
            head, words = open_role(phrase, self._lexicon), self._origins(phrase)
        if head is None or head in self._lexicon.unite("bodies", "works"):
            return
        if after and not self._describes(phrase, head):
            return
        own = frozenset(word.lower() for word in _WORD.findall(mention.name))
        self._roles.setdefault(mention.name, []).append((head, words - own, mention.start))

    def _is_subject(self, phrase: str, head: str) -> bool:
        """True for ", le ministre du Transport a reconnu", behind "Interpellé par X"."""
        words = split_words(phrase.replace("’", "'"))
        if not words or words[0] not in self._lexicon.words["definite"] or head not in words:
            return False
        behind = words[words.index(head) + 1 :]
        return not self._lexicon.words["auxiliaries"].isdisjoint(behind)

    def _origins(self, phrase: str) -> frozenset[str]:
        """The words of "un surfeur américain" that say where somebody is from."""
        words = split_words(phrase.replace("’", "'"))[:4]
        return frozenset(w for w in words if w.endswith(self._lexicon.demonym_endings))

    def _describes(self, phrase: str, head: str) -> bool:
        """False for ", avec le maire" and ", montre ses mains à la présidente"."""
        before = split_words(phrase.replace("’", "'"))
        before = before[: before.index(head)] if head in before else ()
        if before[:1] == ("avec",) or self._is_subject(phrase, head):
            return False
        return self._lexicon.verbs.keys().isdisjoint(before) and not any(
            word in self._lexicon.unite("to", "auxiliaries") and word not in ("au", "aux")
            for word in before
        )
