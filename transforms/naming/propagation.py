"""One reading a document: a name is the same thing, and a mention, wherever it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from transforms.naming.acting import acts
from transforms.naming.gazetteer import WORD, Gazetteer
from transforms.naming.trimming import Found
from transforms.typography import fold, standing

_SCORE = 0.8
# Share of a name's places in the document that must be mentions for the others to be added.
_ENOUGH = {"PER": 0.5, "ORG": 0.7, "LOC": 0.7}
_ENOUGH_OF_CAPITALS = 0.3
_WEIGHT = 3  # of a reading that the words around settle, against the model's
_TOO_FEW = 0.25  # below this share of at least four places, a lone mention is an accident

# A capitalised word right before makes the name part of another one ("Princesse Royal").
_BESIDE = re.compile(r"(?<![.!?…:»\"”|] )(?<!^)\b[A-ZÀ-Þ][\w-]+ $")
# A lone name goes on in the word after it: another name, or what a firm makes ("Rivian R1T").
_GOES_ON = re.compile(r" [A-ZÀ-Þ0-9][\w’'-]*(?<!I)")

# "Yann Le Goff" is also "Le Goff", which begins no sentence by chance.
_CAPITAL_PARTICLES = {
    "Le", "La", "El", "Al", "Ben", "Van", "Von", "De", "Ould", "Abou", "Aït", "Di",
}  # fmt: skip

# What stands before a town that somebody or something is of.
_OF_SOMEBODY = re.compile(
    r"\b(?:[Uu]n|[Uu]ne|[Dd]es|an?) [\w’'-]+ (?:de |d['’]|from )$|\b(?:à|in|near) $"
)

_CONTRACTED = re.compile(r"\b[DdAa]u $")  # an article, which persons have none of

Layer = list[list[Found]]


def propagate(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> Layer:
    """`found` (spans a text) with one label a name, names found elsewhere added.

    A name is added where it stands unmarked when it is marked most of the times; a
    surname when the document names the person in full.
    """
    bearing = bearers(texts, found)
    readings = _readings(texts, found, bearing, gazetteer)
    people = _surnames(texts, found)
    parts = _short_forms(texts, found, gazetteer)
    houses = _announced_firms(texts, found)
    surnames, born = people - houses, bearing - houses
    settled = [
        [
            _from_town(
                text,
                _settled(text, span, readings, surnames, parts, born, gazetteer),
                bearing,
                gazetteer,
            )
            for span in spans
        ]
        for text, spans in zip(texts, found, strict=True)
    ]
    wanted = {name: label for name, label in readings.items() if _worth_seeking(name)}
    wanted |= {n: "PER" for n in people if len(n) > 2 and readings.get(n, "PER") == "PER"}
    if not wanted:
        return settled
    return _completed(texts, settled, wanted, people, gazetteer)


def _readings(
    texts: Sequence[str],
    found: Sequence[Sequence[Found]],
    bearing: set[str],
    gazetteer: Gazetteer,
) -> dict[str, str]:
    """The label that each name has most often in the document; no entry where votes are even.

    A town's name after "à" is no person's anywhere, unless one here bears it.
    Spellings that differ by accents or hyphens vote together ("Zénith", "Zenith").
    """
    votes: dict[str, Counter[str]] = {}
    keys: dict[str, str] = {}
    sites: set[str] = set()
    for index, (text, spans) in enumerate(zip(texts, found, strict=True)):
        for span in spans:
            name = text[span.start : span.end]
            weight = 1 if span.method == "model" else _WEIGHT
            vote = weight * 10 - (index == 0)  # a headline says least about what a name is
            keys[name] = name if name.isupper() else fold(name)
            votes.setdefault(keys[name], Counter())[span.label] += vote
            if span.label == "LOC" and text.endswith((" à ", "À "), 0, span.start):
                sites.add(name)
    readings = {}
    for name, key in keys.items():
        (label, count), *others = votes[key].most_common(2)
        known = gazetteer.names.get(name)
        if known is not None and known.kind not in ("city", "with_article") and others:
            label, others = known.label, []
        is_town = name in gazetteer.towns and name not in bearing | gazetteer.given_towns
        if label == "PER" and name in sites and is_town:
            label, others = "LOC", []
        if not others or count > others[0][1]:
            readings[name] = label
    return readings


def _surnames(texts: Sequence[str], found: Sequence[Sequence[Found]]) -> set[str]:
    """Last words of the persons named in full."""
    surnames = set()
    for text, spans in zip(texts, found, strict=True):
        for span in spans:
            words = text[span.start : span.end].split()
            if span.label == "PER" and len(words) > 1 and words[-1][:1].isupper():
                surnames.add(words[-1])
                if len(words) > 2 and words[-2] in _CAPITAL_PARTICLES:
                    surnames.add(" ".join(words[-2:]))
    return surnames


def _announced_firms(texts: Sequence[str], found: Sequence[Sequence[Found]]) -> set[str]:
    """Lone words that a noun announces as a firm: it may bear the name of who founded it."""
    return {
        name
        for text, spans in zip(texts, found, strict=True)
        for span in spans
        if span.label == "ORG" and span.method == "context"
        for name in (text[span.start : span.end],)
        if " " not in name
    }


def _short_forms(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> dict[str, bool]:
    """Organisations without the word that says what they are ("Zarvia" of "Zarvia Pharma").

    The value says whether it is sure: another first word may be a village's too, and a
    person's where it stands alone more often than in full ("Rembrandt" of "Rembrandt Circle").
    """
    parts: dict[str, bool] = {}
    alone: Counter[str] = Counter()
    for text, spans in zip(texts, found, strict=True):
        for span in spans:
            words = text[span.start : span.end].split()
            if len(words) == 1 and span.label == "PER":
                alone[words[0]] += 1
            if span.label != "ORG" or len(words) < 2:
                continue
            if words[-1] in gazetteer.organisation_endings and not _is_civic(words, gazetteer):
                parts[words[0]] = True
            if words[0] in gazetteer.organisation_openings:
                parts[" ".join(words[1:])] = True
            elif _is_distinct(words, gazetteer):
                parts.setdefault(words[0], False)
                alone[words[0]] -= 1
    return {name: sure for name, sure in parts.items() if sure or alone[name] <= 0}


def _is_distinct(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether the first word of an organisation's name may stand for it: a word of its own."""
    first = words[0]
    return (
        len(first) > 3
        and first[0].isupper()
        and words[1][0].isupper()
        and not gazetteer.is_known(first)
        and first not in gazetteer.generic_heads
        and first not in gazetteer.common
        and first not in gazetteer.titles
    )


def _is_civic(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether an organisation is named for a place or its people ("Ayr Residents' Group")."""
    inner = words[1:-1]
    return words[-1] in gazetteer.civic_endings or any(
        word[0].islower() or "'" in word for word in inner
    )


def _settled(
    text: str,
    span: Found,
    readings: Mapping[str, str],
    people: set[str],
    parts: Mapping[str, bool],
    bearing: set[str],
    gazetteer: Gazetteer,
) -> Found:
    name = text[span.start : span.end]
    label = readings.get(name, span.label)
    if name in parts and name not in people and name not in gazetteer.names:
        label = "ORG" if parts[name] or label == "PER" else label
    elif label == "PER" and _is_place_only(name, people | bearing, gazetteer):
        label = "LOC"
    if label != "PER" and (name in people or name in bearing) and not gazetteer.is_known(name):
        label = "PER"
    elif label == "LOC" and name in people and acts(text, span, gazetteer):
        label = "PER"  # "Brest a refusé de répondre", of a Philippe Brest
    elif label == "ORG" and name in people and name in gazetteer.towns:
        label = "PER"  # "Ostrow", of a Raymond Ostrow: neither the model nor the map is right
    if label == span.label:
        return span
    return span._replace(label=label, method="document", score=_SCORE)


def bearers(texts: Sequence[str], found: Sequence[Sequence[Found]]) -> set[str]:
    """All words of the persons named in full, or by what the words around leave no doubt of."""
    return {
        word
        for text, spans in zip(texts, found, strict=True)
        for span in spans
        if span.label == "PER" and (span.method == "context" or " " in text[span.start : span.end])
        for word in text[span.start : span.end].split()
    }


def _from_town(text: str, span: Found, bearing: set[str], gazetteer: Gazetteer) -> Found:
    """A lone word after "de" that a town bears and nobody in full is the town.

    After an article it is some other place, if nobody bears it ("les enfants du Zarvou").
    """
    name = text[span.start : span.end]
    if (
        span.label == "PER"
        and span.method == "model"
        and " " not in name
        and name not in bearing | gazetteer.given_names | gazetteer.titles
        and not gazetteer.is_known(name)
        and _CONTRACTED.search(text[: span.start][-4:])
    ):
        return span._replace(label="LOC", method="document", score=_SCORE)
    if span.label != "PER" or name in bearing or name not in gazetteer.towns:
        return span
    if name in gazetteer.given_towns or not _OF_SOMEBODY.search(text[: span.start][-24:]):
        return span
    return span._replace(label="LOC", method="document", score=_SCORE)


def _is_place_only(name: str, people: set[str], gazetteer: Gazetteer) -> bool:
    """Whether a lone word said to be a person is a country or large town, and nobody's name."""
    known = gazetteer.names.get(name)
    return (
        known is not None
        and known.kind in ("country", "city")
        and " " not in name
        and name not in people
        and name not in gazetteer.given_towns
    )


def _worth_seeking(name: str) -> bool:
    """Names that are safe to look for: of several words, long, or in capitals."""
    words = WORD.findall(name)
    if not words or not name[0].isupper():
        return len(words) > 2
    return len(words) > 1 or len(name) > 3 or (len(name) > 1 and name.isupper())


def _completed(
    texts: Sequence[str],
    found: Layer,
    wanted: Mapping[str, str],
    people: set[str],
    gazetteer: Gazetteer,
) -> Layer:
    """`found` with the unmarked places of `wanted` names, where enough others are marked."""
    marked: Counter[str] = Counter()
    free: list[tuple[int, Found, str]] = []
    for index, (text, spans) in enumerate(zip(texts, found, strict=True)):
        marked.update(text[span.start : span.end] for span in spans)
        free += [(index, span, name) for span, name in _unmarked(text, spans, wanted)]
    places = marked + Counter(name for _, _, name in free)
    accidents = {n for n, count in places.items() if count > 3 and marked[n] / count < _TOO_FEW}
    accidents |= _plain_words(texts, marked, gazetteer)
    completed = [
        [span for span in spans if text[span.start : span.end] not in accidents]
        for text, spans in zip(texts, found, strict=True)
    ]
    for index, span, name in free:
        share = marked[name] / places[name]
        enough = _ENOUGH_OF_CAPITALS if name.isupper() else _ENOUGH[span.label]
        begun = [other for other in completed[index] if other.overlaps(span)]
        if begun or share >= enough or (name in people and not marked[name]):
            completed[index] = [other for other in completed[index] if other not in begun] + [span]
    return [sorted(spans, key=lambda span: span.start) for spans in completed]


def _plain_words(texts: Sequence[str], names: Iterable[str], gazetteer: Gazetteer) -> set[str]:
    """Names that owe their one capital to a sentence's start, and stand without it elsewhere.

    "Ponts communaux : le retard" names nothing where the text speaks of "ponts communaux".
    """
    lower = {name[0].lower() + name[1:]: name for name in names if name[1:].islower()}
    whole = "\n".join(texts)
    return {
        name
        for form, name in lower.items()
        if form != name
        and form in whole  # seldom so: most names cost no pattern
        and not gazetteer.is_known(name)
        and re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])", whole)
        and not re.search(rf"[a-zà-ÿ,] {re.escape(name)}(?![\w-])", whole)
    }


def _unmarked(
    text: str, spans: Sequence[Found], wanted: Mapping[str, str]
) -> Iterator[tuple[Found, str]]:
    """Places in `text` where a wanted name stands outside every span."""
    for start, name in standing(wanted, text):
        span = Found(start, start + len(name), wanted[name], "document", _SCORE)
        alone = not _BESIDE.search(text[max(0, span.start - 20) : span.start])
        if " " not in name and _GOES_ON.match(text, span.end):
            continue  # "la McLaren Elva": what a firm makes
        if alone and all(
            other.inside(span) and other.label == span.label and _is_part(span, other)
            for other in spans
            if span.overlaps(other)
        ):
            yield span, name  # where nothing stands, or only how it begins or, of persons, ends


def _is_part(span: Found, other: Found) -> bool:
    if other.start == span.start:
        return other.end < span.end
    return other.end == span.end and span.label == "PER"  # "Goff", of "Le Goff"
