"""The words of reported speech of one language, ready for lookup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from transforms.speech.given_names import GivenNames
from transforms.speech.inflect import forms_of

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]  # first word -> sequences, longest first
Tense = Literal["finite", "participle", "gerund", "infinitive"]
# Lists of what stands before an outlet, by what they make of it; see `grammar/places.py`.
FRAMES = (
    "relayed_surely", "on_air_surely", "reached", "relayed", "on_air", "printed", "told",
    "prepositions",
)  # fmt: skip
_LISTS = ("grammar", "sources", "speakers", "media", "terms", "gender")
_REFLEXIVE = ("se ", "s'")


class VerbForm(NamedTuple):
    """One reading of a word: the form of a cue verb, with the words that must follow it."""

    lemma: str
    tense: Tense
    rest: tuple[str, ...]
    is_reflexive: bool


@dataclass(frozen=True)
class QuoteLexicon:
    """Cue verbs, sources, media, speakers and terms of one language (words in lower case)."""

    language: str
    verbs: Mapping[str, tuple[VerbForm, ...]]
    classes: Mapping[str, frozenset[str]]  # lemma -> classes and frames
    phrases: Mapping[str, Phrases]  # name of a list -> its word sequences
    words: Mapping[str, frozenset[str]]  # name of a list -> its entries
    so_called: tuple[str, ...]  # what stands right before a term
    habitual: tuple[str, ...]  # endings of the tense of what somebody used to say
    topics: tuple[str, ...]  # what sets a name before its clause: "quant à"
    feminine_endings: tuple[str, ...]  # of given names
    feminine_nouns: tuple[str, ...]  # endings of nouns of bodies
    demonym_endings: tuple[str, ...]  # of what inhabitants are called
    feminine_roles: tuple[str, ...]  # endings of nouns of persons
    group_endings: Mapping[str, tuple[str, ...]]  # of nouns of several persons, by gender
    genitives: frozenset[str]  # words right before what governs a name: "la mère de X"
    of_both_genders: tuple[str, ...]  # endings of nouns that the article alone tells
    masculine_roles: frozenset[str]  # nouns of persons that have a feminine beside them
    title_roles: Mapping[str, str]  # Me -> avocat
    compound_roles: Mapping[str, str]  # avocat général -> procureur
    third_persons: Mapping[str, str]  # il -> m, elle -> f
    seats: Mapping[str, str]  # élysée -> président, the role of who sits there
    decades: Mapping[str, int]  # quadragénaire -> 40
    alike: Mapping[str, frozenset[str]]  # role noun -> others that may mean its holder
    endings: Mapping[str, tuple[str, ...]]  # role noun -> endings of such others
    families: Mapping[str, int]  # role noun -> number of its side of a trial: no one has two
    defendant: str  # who stands trial
    on_trial: re.Pattern[str]  # what tells of a name that it stands trial
    trial_of: tuple[str, ...]  # what ends before such a name
    tried_first: tuple[str, ...]  # what begins a sentence before such a name and a comma
    further_role: re.Pattern[str]  # what parts two roles of one person
    introductions: re.Pattern[str]  # article (1) and two words (2, 3) of a noun phrase
    persons: frozenset[str]  # nouns of persons, plurals too
    frame_starts: frozenset[str]  # first words of all frames of outlets
    source_starts: frozenset[str]  # first words of source phrases
    weights: Mapping[str, Mapping[str, float]]  # kind of anaphor -> feature -> weight
    confidence: Mapping[str, tuple[float, float]]  # method -> intercept and slope
    given_names: GivenNames = field(default_factory=GivenNames)
    _unions: dict[tuple[str, ...], frozenset[str]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def from_mapping(
        cls, mapping: Mapping[str, Any], given_names: GivenNames | None = None
    ) -> QuoteLexicon:
        """The lexicon of a parsed `quotes.toml`; `given_names` are those its lists lack.

        Raises:
            KeyError: a table is missing.
        """
        classes = _classes(mapping)
        lists = {name: entries for table in _LISTS for name, entries in mapping[table].items()}
        speakers, gender = mapping["speakers"], mapping["gender"]
        words = {name: frozenset(map(str.lower, entries)) for name, entries in lists.items()}
        phrases = {name: _by_first(entries) for name, entries in lists.items()}
        return cls(
            language=str(mapping.get("language", "fr")),
            verbs=_verbs(mapping, classes),
            classes=classes,
            phrases=phrases,
            words=words,
            so_called=tuple(mapping["terms"]["so_called"]),
            habitual=tuple(mapping["grammar"]["habitual"]),
            topics=tuple(mapping["grammar"]["topics"]),
            feminine_endings=tuple(gender["feminine_endings"]),
            feminine_nouns=tuple(gender["feminine_nouns"]),
            demonym_endings=tuple(gender["demonym_endings"]),
            feminine_roles=tuple(gender["feminine_roles"]),
            group_endings={of: tuple(gender[f"{of}_groups"]) for of in ("masculine", "feminine")},
            genitives=frozenset(word.rstrip("'") for word in gender["genitives"]),
            of_both_genders=tuple(gender["of_both_genders"]),
            masculine_roles=_masculine(speakers["roles"], gender["pairs"]),
            title_roles=dict(pair.split("=") for pair in speakers["title_roles"]),
            compound_roles=dict(pair.split("=") for pair in speakers["compound_roles"]),
            third_persons=dict(pair.split("=") for pair in speakers["third_persons"]),
            seats=dict(pair.split("=") for pair in speakers["seats"]),
            decades={noun: int(age) for noun, age in (p.split("=") for p in speakers["decades"])},
            alike=_alike(speakers["synonyms"], mapping["kinds"]),
            endings=_endings(mapping["kinds"]),
            families=_families(speakers["families"]),
            defendant=speakers["families"][0].split()[0],
            on_trial=_any_of(speakers["on_trial"]),
            trial_of=tuple(speakers["trial_of"]),
            tried_first=tuple(speakers["tried_first"]),
            further_role=re.compile(rf"\s+(?:{'|'.join(mapping['grammar']['conjunctions'])})\s+"),
            introductions=_introductions(speakers["introducing"]),
            persons=_persons((words["roles"] - words["bodies"]) | words["groups"]),
            frame_starts=frozenset(first for name in FRAMES for first in phrases[name]),
            source_starts=frozenset((*phrases["according"], *phrases["opinion"])),
            weights=mapping.get("weights", {}),
            confidence={name: (a, b) for name, (a, b) in mapping.get("confidence", {}).items()},
            given_names=given_names or GivenNames(),
        )

    def unite(self, *names: str) -> frozenset[str]:
        """The entries of several lists of words; made once."""
        union = self._unions.get(names)
        if union is None:
            union = self._unions[names] = frozenset().union(*(self.words[n] for n in names))
        return union

    def has(self, lemma: str, name: str) -> bool:
        """True when the cue `lemma` is in the class or frame `name`."""
        return name in self.classes.get(lemma, ())

    def is_cue(self, word: str) -> bool:
        """True for a form of a cue verb that needs no further word: not for "laisser"."""
        return any(not reading.rest for reading in self.verbs.get(word, ()))


def split_words(phrase: str) -> tuple[str, ...]:
    """A phrase as the words that a tokenizer makes of it: l'aveu de -> l', aveu, de."""
    return tuple(phrase.lower().replace("'", "' ").split())


def _classes(mapping: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    """The classes and frames of each lemma."""
    found: dict[str, set[str]] = {}
    for table in ("cues", "frames"):
        for name, lemmas in mapping[table].items():
            for lemma in lemmas:
                found.setdefault(lemma, set()).add(name)
    return {lemma: frozenset(names) for lemma, names in found.items()}


def _verbs(
    mapping: Mapping[str, Any], classes: Mapping[str, frozenset[str]]
) -> Mapping[str, tuple[VerbForm, ...]]:
    """The readings of every form of the cue verbs."""
    language, cues = str(mapping.get("language", "fr")), set(mapping["cues"])
    found: dict[str, list[VerbForm]] = {}
    for lemma, names in classes.items():
        if names & cues:
            for word, reading in _readings(lemma, language, mapping["paradigms"]):
                found.setdefault(word, []).append(reading)
    return {word: tuple(readings) for word, readings in found.items()}


def _persons(nouns: Iterable[str]) -> frozenset[str]:
    """The nouns with their plurals."""
    return frozenset(noun + ending for noun in nouns for ending in ("", "s", "x"))


def _families(rows: Iterable[str]) -> Mapping[str, int]:
    """The number of the row of each noun."""
    return {noun: number for number, row in enumerate(rows) for noun in row.split()}


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


def _introductions(articles: Iterable[str]) -> re.Pattern[str]:
    """An article (1) and two words (2, 3) of a noun phrase that may enter an article."""
    return re.compile(
        rf"\b({'|'.join(articles)})(?:\s+|(?<=['’]))([\w-]+)(?:\s+([\w-]+))?", re.IGNORECASE
    )


def _endings(kinds: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """How narrower nouns of each kind end: "-logue" of "chercheuse"."""
    return {
        noun: tuple(word[1:] for word in narrower if word[0] == "-")
        for noun, narrower in kinds.items()
    }


def _alike(
    pairs: Iterable[str], kinds: Mapping[str, Iterable[str]]
) -> Mapping[str, frozenset[str]]:
    """Synonyms both ways; a wider noun ("joueur") meets the narrower ones ("ailier") both ways."""
    found: dict[str, set[str]] = {}
    linked = [tuple(pair.split("=")) for pair in pairs]
    linked += [(noun, word) for noun, words in kinds.items() for word in words if word[0] != "-"]
    for one, other in linked:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {noun: frozenset(others) for noun, others in found.items()}


def _masculine(roles: Iterable[str], pairs: Iterable[str]) -> frozenset[str]:
    """The roles of which another is the feminine, by pairs of endings ("eur=euse")."""
    known = set(roles)
    endings = [pair.split("=") for pair in pairs]
    return frozenset(
        role
        for role in known
        for masculine, feminine in endings
        if role.endswith(masculine) and role.removesuffix(masculine) + feminine in known
    )


def _by_first(entries: Iterable[str]) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(map(split_words, entries), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


def clitic_of(lemma: str) -> str:
    """The pronoun that makes another verb of a French one: "y voir", "s'en prendre"."""
    for prefix in _REFLEXIVE:
        lemma = lemma.removeprefix(prefix)
    first, _, rest = lemma.partition(" ")
    return first if rest and first in ("y", "en") else ""


def _readings(
    lemma: str, language: str, paradigms: Mapping[str, Mapping[str, str]]
) -> Iterable[tuple[str, VerbForm]]:
    bare, is_reflexive = lemma, False
    for prefix in _REFLEXIVE if language == "fr" else ():
        if lemma.startswith(prefix):
            bare, is_reflexive = lemma.removeprefix(prefix), True
    bare = bare.removeprefix("ne pas ")
    bare = bare.removeprefix(f"{clitic} ") if (clitic := clitic_of(lemma)) else bare
    head, *rest = split_words(bare)
    forms = forms_of(head, language, paradigms)
    tenses: list[tuple[Tense, Iterable[str]]] = [
        ("finite", forms.finite),
        ("participle", forms.participle),
        ("gerund", forms.gerund),
        ("infinitive", (forms.infinitive,)),
    ]
    for tense, words in tenses:
        for word in words:
            yield word, VerbForm(lemma, tense, tuple(rest), is_reflexive)
