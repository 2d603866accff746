"""Canonical names: which entity a mention names, and how that was decided."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from transforms.layers import Document, Mention
from transforms.naming.acronyms import expansions
from transforms.naming.persons import People, courtesy_before
from transforms.typography import fold, tidy

_SURE = {"country": 1.0, "alias": 0.98, "full_name": 0.95, "surname": 0.9, "acronym": 0.95,
         "surface": 0.9, "unresolved": 0.5}  # fmt: skip


@dataclass(frozen=True)
class Names:
    """What forms mean: (label, folded form) to canonical name, countries to ISO codes.

    `surnames` are other spellings of a surname, folded ("putin": "poutine"); `gender` tells "M",
    "F" or "?" of a given name.
    """

    forms: Mapping[tuple[str, str], str]
    codes: Mapping[str, str]
    surnames: Mapping[str, str]
    gender: Callable[[str], str] | None = None

    @classmethod
    def build(
        cls,
        territories: Sequence[Mapping[str, str]],
        aliases: Sequence[Mapping[str, Any]],
        listed: Sequence[Mapping[str, Any]] = (),
        gender: Callable[[str], str] | None = None,
    ) -> Names:
        """From country names by code (first language first), alias and entity lexicons.

        A form that two canonical names claim keeps the first; aliases come before lists.
        """
        forms: dict[tuple[str, str], str] = {}
        codes = {name: code for code, name in territories[0].items()}
        for lexicon in aliases:
            for label in ("ORG", "PER", "LOC"):
                for name, others in lexicon.get(label, {}).items():
                    for form in (name, *others):
                        forms.setdefault((label, fold(form)), name)
            for code, others in lexicon.get("countries", {}).items():
                for form in others:
                    forms[("LOC", fold(form))] = territories[0][code]
        for named in territories:
            for code, name in named.items():
                forms.setdefault(("LOC", fold(name)), territories[0].get(code, name))
        for label, form, name in _listed(listed):
            forms.setdefault((label, fold(form)), name)
        return cls(forms, codes, _surname_spellings(aliases), gender)

    def canonical(self, label: str, form: str) -> str | None:
        """The canonical name that `form` is known to mean, if it is."""
        return self.forms.get((label, fold(form)))


@lru_cache(maxsize=16_384)
def entity_id(label: str, name: str) -> str:
    """16 hex digits that stay the same over runs, and over accents, hyphens and capitals.

    An article that prints "Edouard" cannot know that others print "Édouard": the entity does.
    """
    return hashlib.sha256(f"{label}\x1f{fold(name)}".encode()).hexdigest()[:16]


def country_code(name: str, label: str, names: Names) -> str | None:
    """ISO 3166-1 alpha-2 code of a country's canonical name; None for anything else."""
    return names.codes.get(name) if label == "LOC" else None


def resolve(document: Document, mentions: Sequence[Mention], names: Names) -> list[Mention]:
    """`mentions` with `name` and `entity_id`; an ambiguous one keeps its text and has no id.

    A surname is the one person so called whom the document names in full; an acronym is the
    organisation that the document expands it to, else the one that the alias lexicon knows.
    `method` becomes "<how found>:<how resolved>".
    """
    persons = [mention for mention in mentions if mention.label == "PER"]
    courtesies = {
        mention.start: courtesy
        for mention in persons
        if (courtesy := courtesy_before(document.text, mention.start)) is not None
    }
    told = list(_named(document.text, persons, courtesies, names.gender))
    people = People.of(
        [name for name, _ in told],
        lambda form: names.canonical("PER", form),
        names.surnames,
        [courtesy for _, courtesy in told],
        names.gender,
    )
    spelled_out = expansions(document, mentions)
    return [
        _resolved(mention, courtesies.get(mention.start), people, spelled_out, names)
        for mention in mentions
    ]


def _named(
    text: str,
    persons: Sequence[Mention],
    courtesies: Mapping[int, str],
    gender: Callable[[str], str] | None,
) -> Iterable[tuple[str, str | None]]:
    """What the persons are called, in order, and the "m" or "f" of whoever a title stands before.

    First names are in full where a couple shares a surname: in "Awa et Ali Ba" they are "Awa",
    "Awa Ba" and "Ali Ba".
    """
    surnames = {mention.text.split()[-1] for mention in persons if " " in mention.text}
    for first, second in zip_longest(persons, persons[1:]):
        yield first.text, courtesies.get(first.start)
        if second is None:
            return
        _, _, surname = second.text.partition(" ")
        if not surname or " " in first.text or first.text in surnames or gender is None:
            continue
        if text[first.end : second.start] in (" et ", " and ") and gender(first.text) != "?":
            yield f"{first.text} {surname}", None


def _resolved(
    mention: Mention,
    courtesy: str | None,
    people: People,
    spelled_out: Mapping[str, str],
    names: Names,
) -> Mention:
    if mention.label == "PER":
        name, how = people.resolve(mention.text, courtesy)
    else:
        name, how = _thing(mention, spelled_out, names)
    if name is None:
        identity, name = None, mention.text
    else:
        identity = entity_id(mention.label, name)
    return Mention(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        label=mention.label,
        method=f"{mention.method}:{how}",
        score=round(mention.score * _SURE[how], 3),
        name=name,
        entity_id=identity,
    )


def _thing(
    mention: Mention, spelled_out: Mapping[str, str], names: Names
) -> tuple[str | None, str]:
    text = mention.text
    if mention.label == "ORG" and text in spelled_out:
        full = spelled_out[text]
        return names.canonical("ORG", full) or tidy(full), "acronym"
    known = names.canonical(mention.label, text)
    if known is None:
        return tidy(text), "surface"
    return known, "country" if known in names.codes and mention.label == "LOC" else "alias"


def _surname_spellings(lexicons: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Surnames of aliases that differ from the canonical one, where all else agrees in number."""
    spellings: dict[str, str] = {}
    for lexicon in lexicons:
        for name, others in lexicon.get("PER", {}).items():
            right = fold(name).split()
            for other in others:
                words = fold(other).split()
                if len(words) == len(right) > 1 and words[-1] != right[-1]:
                    spellings[words[-1]] = right[-1]
    return spellings


def _listed(lexicons: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str, str]]:
    for lexicon in lexicons:
        for label, section in (("ORG", "organisations"), ("LOC", "places")):
            for kind, listed in lexicon.get(section, {}).items():
                for name in listed:
                    yield label, name, name
                    if kind == "with_article":  # "au Havre" is "à Le Havre"
                        yield label, name.split(" ", 1)[1], name
