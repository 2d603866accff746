"""Verb forms of the third person, so that cues are known whatever a tagger makes of them.

Regular verbs are derived; a lexicon's paradigms give the irregular ones by the ending of the
lemma. Only forms that report speech are made: no first or second persons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Paradigms = Mapping[str, Mapping[str, str]]


class Forms(NamedTuple):
    """The forms of one verb."""

    finite: frozenset[str]
    participle: frozenset[str]
    gerund: frozenset[str]
    infinitive: str


def forms_of(lemma: str, language: str, paradigms: Paradigms) -> Forms:
    """The forms of `lemma`, a bare infinitive without pronoun or particle."""
    for size in range(len(lemma), 0, -1):
        paradigm = paradigms.get(lemma[-size:])
        if paradigm is not None:
            return _by_paradigm(lemma, lemma[:-size], size, paradigm)
    if language == "en":
        return _english(lemma)
    return _second_group(lemma) if lemma.endswith("ir") else _first_group(lemma)


def _by_paradigm(lemma: str, stem: str, size: int, paradigm: Mapping[str, str]) -> Forms:
    def made(key: str) -> frozenset[str]:
        return frozenset(stem + form for form in paradigm.get(key, "").split())

    return Forms(made("finite"), made("participle"), made("gerund"), lemma)


def _first_group(lemma: str) -> Forms:
    stem = lemma.removesuffix("er")
    soft = stem  # before a, o, â
    if stem.endswith("g"):
        soft = stem + "e"
    elif stem.endswith("c"):
        soft = stem[:-1] + "ç"
    mute = _open_vowel(stem)  # before a mute e
    future = mute if "é" not in stem[-4:] else stem
    finite = {mute + "e", mute + "ent", soft + "ait", soft + "aient", soft + "a", stem + "èrent"}
    finite |= {future + ending for ending in ("era", "eront", "erait", "eraient")}
    finite |= {mute + "era", mute + "erait"}
    participle = frozenset(stem + ending for ending in ("é", "ée", "és", "ées"))
    return Forms(frozenset(finite), participle, frozenset({soft + "ant"}), lemma)


def _open_vowel(stem: str) -> str:
    """révél- → révèl-, martel- → martèl-: the last e of the stem before one consonant."""
    for size in (1, 2):
        vowel = stem[-size - 1 : -size]
        if size == 2 and stem[-2:] not in ("gn", "gu", "qu", "br", "cr", "dr", "tr", "gl"):
            return stem
        if vowel in ("é", "e") and stem[-1] not in "aeiouyé":
            return stem[: -size - 1] + "è" + stem[-size:]
        if vowel == "é" and size == 2:
            return stem[: -size - 1] + "è" + stem[-size:]
    return stem


def _second_group(lemma: str) -> Forms:
    stem = lemma.removesuffix("r")
    finite = {"t", "ssent", "ssait", "ssaient", "ra", "ront", "rait", "raient", "rent", "sse"}
    participle = frozenset(stem + ending for ending in ("", "e", "s", "es"))
    return Forms(
        frozenset(stem + ending for ending in finite),
        participle,
        frozenset({stem + "ssant"}),
        lemma,
    )


def _english(lemma: str) -> Forms:
    past, gerund, third = lemma + "ed", lemma + "ing", lemma + "s"
    if lemma.endswith("e"):
        past, gerund = lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        past, third = lemma[:-1] + "ied", lemma[:-1] + "ies"
    elif lemma.endswith(("s", "sh", "ch", "x", "z")):
        third = lemma + "es"
    return Forms(frozenset({lemma, third, past}), frozenset({past}), frozenset({gerund}), lemma)
