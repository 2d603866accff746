"""Who is who in an article: genders of the persons named, and the roles that describe them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.layers import Document, Mention
from transforms.speech.quote_lexicon import QuoteLexicon, split_words

_WORD = re.compile(r"[^\W_]+(?:['’]|(?:-[^\W_]+)*)")
_APPOSED = re.compile(r"\b(un|une|la) ([\w-]+)[^,.;:]{0,40}, $", re.IGNORECASE)
_REACH = 90  # code points on each side of a name where its role may stand


@dataclass(frozen=True, slots=True)
class Party:
    """A possible speaker: a person, a body, or a noun phrase without a name."""

    name: str
    label: str | None
    entity_id: str | None
    gender: str = "?"  # m, f, ?
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """A role given to a person: "le ministre de l'Intérieur, X"."""

    at: int
    head: str
    words: frozenset[str]
    name: str


class Cast:
    """The persons and bodies of a document."""

    def __init__(
        self, document: Document, mentions: Sequence[Mention], lexicon: QuoteLexicon
    ) -> None:
        self._text = document.text
        self._lexicon = lexicon
        self.mentions = sorted(usable(mentions, lexicon), key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self.mentions]
        self._genders: dict[str, str] = {}
        self._descriptions: list[Description] = []
        for mention in self.mentions:
            if mention.label == "PER":
                self._learn(mention)

    def inside(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie in `[start, end)`."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [m for m in self.mentions[first:last] if m.end <= end]

    def covering(self, at: int) -> Mention | None:
        """The mention that covers the character `at`."""
        index = bisect_left(self._starts, at + 1) - 1
        if index >= 0 and self.mentions[index].end > at:
            return self.mentions[index]
        return None

    def apposed(self, at: int) -> Mention | None:
        """The person named between commas after the noun at `at`: "le maire du port, X, …"."""
        for mention in self.inside(at, at + _REACH):
            if mention.label == "PER":
                between = self._text[at : mention.start]
                closed = self._text[mention.end : mention.end + 1] in (",", " ")
                plain = re.fullmatch(r"[^,.;:!?«»“”\"\n]+, ", between)
                return mention if plain and closed else None
        return None

    def by_initials(self, phrase: str) -> Mention | None:
        """The person whom "A. K." abbreviates, in an interview."""
        if not re.fullmatch(r"(?:[^\W\d_]\.[ -]?){2,4}", phrase):
            return None
        letters = re.findall(r"[^\W\d_]", phrase)
        named = [
            m for m in self.mentions
            if [w[0] for w in re.split(r"[ -]", m.name) if w] == letters
        ]  # fmt: skip
        return named[0] if len({m.name for m in named}) == 1 else None

    def by_surname(self, phrase: str) -> Mention | None:
        """The person whose surname ends a phrase that the mentions missed ("Mr Smith")."""
        last = phrase.split()[-1] if phrase.split() else ""
        if not last[:1].isupper():
            return None
        named = [
            m for m in self.mentions
            if m.label == "PER" and " " in m.name and m.name.split()[-1] == last
        ]  # fmt: skip
        return named[0] if len({m.name for m in named}) == 1 else None

    def before(self, at: int) -> list[Mention]:
        """Mentions that start before `at`."""
        return self.mentions[: bisect_left(self._starts, at)]

    def party(self, mention: Mention) -> Party:
        gender = self.gender(mention.name) if mention.label == "PER" else "?"
        return Party(mention.name, mention.label, mention.entity_id, gender)

    def set_feminine(self, name: str) -> None:
        """The text itself says that this person is a woman."""
        self._genders[name] = "f"

    def gender(self, name: str) -> str:
        return self._genders.get(name, "?")

    def described(self, phrase: str, at: int) -> Mention | None:
        """The person whom a role like "le ministre de l'Intérieur" describes, if it is clear."""
        head, words = role_of(phrase, self._lexicon)
        if head is None:
            head, words = _open_role(phrase, self._lexicon)
        if head is None:
            return None
        best: tuple[float, Description] | None = None
        for description in self._descriptions:
            if not self._is_same_role(head, description.head):
                continue
            shared = len(words & description.words)
            if words and description.words and not shared:
                continue
            score = 3 * shared - 0.5 * len(words - description.words)
            score += 1 if description.at < at else -1
            score -= abs(description.at - at) / 10_000
            if best is None or score > best[0]:
                best = score, description
        if best is None:
            return None
        name = best[1].name
        return next((m for m in self.mentions if m.name == name and m.label == "PER"), None)

    def _is_same_role(self, head: str, other: str) -> bool:
        if head == other:
            return True
        return any({head, other} <= set(group) for group in self._lexicon.synonyms)

    def _learn(self, mention: Mention) -> None:
        left = self._text[max(0, mention.start - _REACH) : mention.start]
        title = self._text[max(0, mention.start - 8) : mention.start].split()
        if title and title[-1].lower() in self._lexicon.title_roles:
            self._note(mention, self._lexicon.title_roles[title[-1].lower()])
        left = re.split(r"[.;:!?\n«»\"“”()]\s|\n", left)[-1]
        right = re.split(
            r"[.;:!?\n«»\"“”]|\bqui\b", self._text[mention.end : mention.end + _REACH]
        )[0]
        self._note(mention, _closest_role(left, self._lexicon))
        if right[:2] == ", " or right[:2] == " (":
            chunks = [chunk.strip() for chunk in right[2:].split(",")]
            aged = len(chunks) > 1 and chunks[0][:1].isdigit()  # "X, 59 ans, comptable"
            self._note(mention, chunks[aged], after=True)
        if self._genders.get(mention.name, "?") == "?":
            self._genders[mention.name] = self._guess(mention, left)

    def _note(self, mention: Mention, phrase: str, after: bool = False) -> None:
        head, words = role_of(phrase, self._lexicon)
        if head is None and after:
            head, words = _open_role(phrase, self._lexicon)
        if head is None or head in self._lexicon.words["bodies"] | self._lexicon.words["works"]:
            return
        if after and split_words(phrase)[:1] == ("avec",):
            return
        own = frozenset(word.lower() for word in _WORD.findall(mention.name))
        self._descriptions.append(Description(mention.start, head, words - own, mention.name))

    def _guess(self, mention: Mention, left: str) -> str:
        """Gender by title, else given name where it is known, else by the role just before."""
        lexicon = self._lexicon
        previous = [word.lower() for word in re.findall(r"[^\W_]+\.?", left)[-5:]]
        if previous and previous[-1] in lexicon.words["titles"]:
            gender = _gender_of_word(previous[-1], lexicon)
            if gender != "?":
                return gender
        article = _APPOSED.search(left)
        if article is not None and article.group(2).lower() in lexicon.words["roles"]:
            gender = _gender_of_word(article.group(1).lower(), lexicon)  # "une habitante, X"
            if gender != "?":
                return gender
        known = given_name_gender(mention.name, lexicon)
        if known.isupper():
            return known.lower()
        for word in reversed(previous):
            if word in lexicon.words["roles"]:
                gender = _gender_of_word(word, lexicon)
                if gender != "?":
                    return gender
        return known.lower()


def usable(mentions: Sequence[Mention], lexicon: QuoteLexicon) -> list[Mention]:
    """Mentions that can name a speaker: a role or a common noun that was taken for one cannot."""
    return [mention for mention in mentions if _is_name(mention, lexicon)]


def _is_name(mention: Mention, lexicon: QuoteLexicon) -> bool:
    words = [word.lower() for word in _WORD.findall(mention.text)]
    if not words or mention.text == mention.text.lower():
        return False
    if words[0] in lexicon.words["roles"] and words[0] not in lexicon.words["bodies"]:
        return False
    if mention.label == "PER" and mention.text[0].islower():
        return words[0] in lexicon.words["name_particles"]
    ordinary = lexicon.words["roles"] | lexicon.words["titles"] | lexicon.words["articles"]
    return not all(word in ordinary for word in words)


def _gender_of_word(word: str, lexicon: QuoteLexicon) -> str:
    if word in lexicon.words["feminine"]:
        return "f"
    return "m" if word in lexicon.words["masculine"] else "?"


def given_name_gender(name: str, lexicon: QuoteLexicon) -> str:
    """M or F for a given name that the lexicon knows, m or f by its ending, else ?."""
    parts = name.split()
    if len(parts) < 2:
        return "?"
    for first in (parts[0].lower(), parts[0].lower().split("-")[0]):
        if first in lexicon.words["masculine_names"]:
            return "M"
        if first in lexicon.words["feminine_names"]:
            return "F"
    first = parts[0].lower()
    if first.endswith(lexicon.feminine_endings):
        return "F"
    return "f" if first.endswith(("a", "e", "é", "ë", "ė")) else "m"


def role_of(phrase: str, lexicon: QuoteLexicon) -> tuple[str | None, frozenset[str]]:
    """The head noun of a role and the words that narrow it."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(phrase)]
    for index, word in enumerate(words):
        if word in lexicon.words["ranks"] and words[index + 1 : index + 2]:
            continue  # premier ministre: the head is the second word
        if word in lexicon.words["roles"] or word in lexicon.words["works"]:
            small = lexicon.words["articles"] | lexicon.words["of"] | lexicon.words["to"]
            rest = frozenset(w for w in words[index + 1 :] if w not in small and len(w) > 2)
            extra = frozenset(w for w in words[:index] if w in lexicon.words["ranks"])
            return word, rest | extra
        if index > 5:
            break
    return None, frozenset()


def _open_role(phrase: str, lexicon: QuoteLexicon) -> tuple[str | None, frozenset[str]]:
    """The head of "planteur sur six hectares", a role that the lexicon does not know."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(phrase)]
    skipped = lexicon.words["articles"] | lexicon.words["role_adjectives"]
    while words and words[0] in skipped:
        words = words[1:]
    if not words or not (phrase[:1].islower() or phrase.split()[0].lower() in skipped):
        return None, frozenset()
    closed = lexicon.words["closers"] | lexicon.words["pronouns"] | lexicon.words["adverbs"]
    if len(words[0]) < 4 or words[0] in closed or words[0] in lexicon.verbs:
        return None, frozenset()
    return words[0], frozenset()


def _closest_role(left: str, lexicon: QuoteLexicon) -> str:
    """The role that runs up to a name: "Hier, le ministre de l'Intérieur, " -> le ministre…"""
    if not left.rstrip().endswith((",",)) and left.endswith(","):
        return ""
    body = left.rstrip().rstrip(",")
    if re.search(r"\b(?:de|du|des|d['’]|avec|par|à|et|pour|contre|chez|que|qu['’])\s*$", body):
        return ""
    pieces = body.split(",")
    piece = pieces[-1]
    words = [w.lower() for w in _WORD.findall(piece)]
    for index, word in enumerate(words):
        if word in lexicon.words["roles"]:
            between = words[index + 1 :]
            if between and between[-1] in lexicon.words["bodies"] | lexicon.words["titled"]:
                continue
            if any(w in lexicon.verbs or w in lexicon.words["auxiliaries"] for w in between):
                continue
            return " ".join(words[index:])
    return ""
