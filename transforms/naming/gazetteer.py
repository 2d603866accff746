"""Names known in advance: places, organisations, and the small words around names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from transforms.typography import unaccented_capitals

WORD = re.compile(r"[^\W_]+")
_LOUD = {"world", "france", "international", "institutions", "parties", "city", "media"}
_LARGE = 100_000  # inhabitants: above, a town is looked for; below, it only lends evidence
_OF_TRIM = (
    "locatives", "titles", "determiners", "particles", "furniture", "common", "inner_particles",
    "parts", "areas",
)  # fmt: skip
_OF_CONTEXT = (
    "organisation_nouns", "organisation_openings", "organisation_endings", "given_towns", "sports",
    "given_names", "courtesies", "person_nouns", "staff", "place_endings", "residents",
    "trades", "firm_heads", "announcers", "origins", "said", "firms", "firm_has", "firm_beside",
    "firm_only", "civic_endings", "bodies", "body_fields", "players", "meets", "wins", "plays",
)  # fmt: skip
# What only English joins to a name; other lexicons have no such lists.
_OF_JOINTS = (
    "joined_tails", "before_places", "common_places", "offices", "office_fields", "firm_endings",
)  # fmt: skip


class City(NamedTuple):
    """A town, as GeoNames has it; `country` is an ISO 3166-1 alpha-2 code."""

    name: str
    inhabitants: int
    country: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the gazetteer says of a name."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Match:
    """A known name where it stands; `start` and `end` are offsets into the text searched."""

    start: int
    end: int
    known: Known


@dataclass(frozen=True)
class Gazetteer:
    """Lookup tables of one language. `names` are forms as written, `towns` evidence only.

    `starts` gives, by first word, the lengths of the names that begin with it, the longest first.
    """

    names: Mapping[str, Known]
    starts: Mapping[str, tuple[int, ...]]
    loud: Mapping[str, Known]
    loud_starts: Mapping[str, tuple[int, ...]]
    towns: frozenset[str]
    tails: tuple[str, ...]
    locatives: frozenset[str]
    titles: frozenset[str]
    determiners: frozenset[str]
    particles: frozenset[str]
    furniture: frozenset[str]
    common: frozenset[str]
    dropped: frozenset[str]
    drop_endings: tuple[str, ...]
    sigla: frozenset[str]
    events: frozenset[str]
    ministers: frozenset[str]
    of_a_place: frozenset[str]
    of_a_theme: frozenset[str]
    place_heads: frozenset[str]
    generic_heads: frozenset[str]
    roles: frozenset[str]
    organisation_nouns: frozenset[str]
    organisation_openings: frozenset[str]
    organisation_endings: frozenset[str]
    given_towns: frozenset[str]
    given_names: frozenset[str]
    sports: frozenset[str]
    courtesies: frozenset[str]
    addressed: tuple[str, ...]
    inner_particles: frozenset[str]
    parts: frozenset[str]
    person_nouns: frozenset[str]
    staff: frozenset[str]
    place_endings: frozenset[str]
    residents: frozenset[str]
    trades: frozenset[str]
    firm_heads: frozenset[str]
    announcers: frozenset[str]
    origins: frozenset[str]
    said: frozenset[str]
    firms: frozenset[str]
    firm_has: frozenset[str]
    firm_beside: frozenset[str]
    firm_only: frozenset[str]
    civic_endings: frozenset[str]
    bodies: frozenset[str]
    body_fields: frozenset[str]
    players: frozenset[str]
    meets: frozenset[str]
    wins: frozenset[str]
    plays: frozenset[str]
    areas: frozenset[str]
    after_places: tuple[str, ...]
    short_states: frozenset[str]
    joined_tails: frozenset[str]
    before_places: frozenset[str]
    common_places: frozenset[str]
    offices: frozenset[str]
    office_fields: frozenset[str]
    firm_endings: frozenset[str]
    houses: frozenset[str]
    halls: frozenset[str]
    borne: frozenset[str]
    teams: frozenset[str]

    @classmethod
    def build(
        cls,
        cities: Iterable[City],
        territories: Iterable[str],
        lexicon: Mapping[str, Any],
        exonyms: Iterable[str] = (),
        people: Iterable[str] = (),
        borne: Iterable[str] = (),
    ) -> Gazetteer:
        """From towns and other names of theirs, country names, `entities.toml`, known persons.

        `borne` are the given names of many countries, folded.
        """
        names = _known_names(territories, lexicon)
        towns = set(lexicon["places"].get("with_article", ()))
        for city in cities:
            towns.update((city.name, *(other for other in city.others if other[:1].isupper())))
            if city.inhabitants >= _LARGE and len(city.name) > 3:
                names.setdefault(city.name, Known("LOC", "city"))
        for name in exonyms:
            names.setdefault(name, Known("LOC", "city"))
        for name in people:
            apart = name.replace("-", " ")
            for form in (name, name.title(), apart, apart.title()):
                if " " in form:
                    names.setdefault(form, Known("PER", "person"))
        for name in lexicon.get("people", {}).get("known", ()):
            names.setdefault(name, Known("PER", "person"))
        loud = _in_capitals(names)
        return cls(
            names=names,
            starts=_by_first_word(names),
            loud=loud,
            loud_starts=_by_first_word(loud),
            towns=frozenset(towns),
            borne=frozenset(borne),
            **_words_around(lexicon),
        )

    def search(self, text: str, capitals: bool = False) -> Iterator[Match]:
        """Known names in `text`, longest first at each place, not overlapping, in order.

        With `capitals`, names are looked for as a line in capitals prints them.
        """
        names, starts = (self.loud, self.loud_starts) if capitals else (self.names, self.starts)
        free = 0
        for word in WORD.finditer(text):
            begun = starts.get(word.group())
            if begun is None:
                continue  # most words: no known name begins so
            start = word.start()
            if start < free or (start and text[start - 1] in "-_@#"):
                continue
            for length in begun:
                name = text[start : start + length]
                end, known = start + len(name), names.get(name)  # the text may end before
                if known is not None and not _goes_on(text, end):
                    yield Match(start, end, known)
                    free = end
                    break

    def is_place(self, name: str) -> bool:
        """Whether `name` is a country, region or town, whatever else it may be."""
        known = self.names.get(name)
        return (known is not None and known.label == "LOC") or name in self.towns

    def is_known(self, name: str) -> bool:
        """Whether `name` stands in any table."""
        return name in self.names or name in self.towns


def _words_around(lexicon: Mapping[str, Any]) -> dict[str, Any]:
    """The small words that stand in and around names, by the field that holds them."""
    trim, drop, heads = lexicon["trim"], lexicon["drop"], lexicon["heads"]
    context, events = lexicon["context"], lexicon["events"]
    fields: dict[str, Iterable[str]] = {
        **{key: trim[key] for key in _OF_TRIM},
        **{key: heads[key] for key in ("of_a_place", "of_a_theme", "roles")},
        **{key: heads.get(key, ()) for key in ("houses", "halls")},
        **{key: context[key] for key in _OF_CONTEXT},
        **{key: lexicon.get("joints", {}).get(key, ()) for key in _OF_JOINTS},
        "teams": lexicon["organisations"].get("teams", ()),
        "short_states": lexicon["places"].get("short_states", ()),
        "dropped": drop["words"],
        "sigla": drop["sigla"],
        "events": events["heads"],
        "ministers": events["ministers"],
        "place_heads": heads["place"],
        "generic_heads": heads["generic"],
    }
    return {
        **{name: frozenset(words) for name, words in fields.items()},
        "tails": tuple(trim["tails"]),
        "drop_endings": tuple(drop["endings"]),
        "after_places": tuple(context["after_places"]),
        "addressed": tuple(f"{title} " for title in context["courtesies"]),
    }


def _known_names(territories: Iterable[str], lexicon: Mapping[str, Any]) -> dict[str, Known]:
    names: dict[str, Known] = {}
    for kind, listed in lexicon["organisations"].items():
        for name in listed if kind != "teams" else ():  # "the Jets" are no team everywhere
            names.setdefault(name, Known("ORG", kind))
    names.update(
        {name: Known("ORG", "ambiguous") for name in lexicon["organisations"]["ambiguous"]}
    )
    for kind, listed in lexicon["places"].items():
        if kind == "short_states":
            continue  # "Miss." names a state only after a town
        names.update({name: Known("LOC", kind) for name in listed})
    for name in territories:
        names.setdefault(name, Known("LOC", "country"))
    for name, known in list(names.items()):
        names.setdefault(unaccented_capitals(name), known)
    return names


def _in_capitals(names: Mapping[str, Known]) -> dict[str, Known]:
    """Names that are safe to read in a line of capitals, as printed there."""
    loud: dict[str, Known] = {}
    for name, known in names.items():
        if (
            known.kind == "country"
            or known.label == "PER"
            or (known.kind in _LOUD and (" " in name or len(name) > 5))
        ):
            loud.setdefault(name.upper(), known)
            loud.setdefault(unaccented_capitals(name.upper()), known)
    return {name: known for name, known in loud.items() if len(name) > 3}


def _by_first_word(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    starts: dict[str, set[int]] = {}
    for name in names:
        first = WORD.match(name)
        if first:
            starts.setdefault(first.group(), set()).add(len(name))
    return {word: tuple(sorted(found, reverse=True)) for word, found in starts.items()}


def _goes_on(text: str, end: int) -> bool:
    """Whether a word continues at `end`: "Niger" in "Nigeria", "Paris" in "Paris-Nord"."""
    if end >= len(text):
        return False
    following = text[end]
    if following.isalnum():
        return True
    return following == "-" and end + 1 < len(text) and text[end + 1].isalpha()
