"""Borders of entity spans: what a model took too much, and what it left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from transforms.naming.gazetteer import Gazetteer

TOKEN = re.compile(r"[^\W_]+(?:['’](?=\w))?\.?|[^\w\s]")
_JUNK = " \t\n,;:.!?…«»\"“”()[]{}'’-–—―/|*•·>#@"
_SEPARATOR = re.compile(r" [|•·–—―] ")  # between two parts of a headline or a menu
# What is said of a body after its name ("Métropole chargé de l'innovation").
_SAID_OF_IT = re.compile(
    r" (?:chargée?s? d|basée?s? [àe]|située?s? [àde]|spécialisée?s? |dirigée?s? |présidée?s? ).*$"
)
# What a body is asked to do ("police fédérale de multiplier les rondes").
_TO_DO = re.compile(
    r" (?:de |d['’])(?:se |s['’])?(?!(?:loisir|avenir|souvenir|plaisir|désir|foyer|hiver)\b)"
    r"(?:[a-zà-ÿ]{3,}(?:[^i]er|ir)|[a-zà-ÿ]+(?:bl|pl|f|d|oc|éc)ier)"
    r" (?:l[ea]s? |l['’]|des |une? |leurs? |son |sa |ses |cet?(?:te)? |à |sur |dans ).*$"
)
_OF_HIM = re.compile(r" (?:de|avec|et) (?:MM?\.|Mmes?|Me) [A-ZÀ-Þ].*$")  # "Parti vert de M. Roy"
# Whose party it is ("Parti radical du premier ministre Ana Costa").
_LED = re.compile(
    r" (?:du|de la|de l['’]) ?(?:ex-|ancien(?:ne)? )?(?:premi[eè]re?|présidente?|cheff?e?|ministre"
    r"|maire|chanceli[eè]re?|gouverneure?|député|sénateur|sénatrice)\b.*$"
)
_DATELINE = re.compile(r"([A-ZÀ-Þ]{2}[A-ZÀ-Þ' -]*[A-ZÀ-Þ]) ?[–—―] ?(?=[A-ZÀ-Þ][a-zà-ÿ])")
_LETTER = re.compile(r"[a-z] [A-Z]\.$")
_ASKED_TO = re.compile(
    r" (?:de |d['’])(?:se |s['’])?[a-zà-ÿ]{3,}(?:er|ir|re)$"
)  # before its object
_OBJECT = re.compile(r" (?:l[ea]s? |l['’]|des |une? |leurs? |son |sa |ses |cet?(?:te)? )")
_LUO = re.compile(r"ng['’](?: (?=[A-Z])[\w-]+(?:['’][a-z])?|(?=[ ,.;:)]|$))")  # "Ochieng' Ganda"
_ENDING_MARK = re.compile(
    r"(?:\b[A-Z]\.|[A-Z]\.[A-Z]\.|\bJr\.|\bSr\.|\bInc\.|Co\.|Corp\.|Ltd\.|Bros\.|\w !|\w!)$"
)
# The number of a king and the end of a sentence ("aéroport Mohammed V.").
_REIGN = re.compile(r"(?:^|[ '’])[A-ZÀ-Þ][a-zà-ÿ]{3,} [IVX]\.$")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:»\"”]\s*|[-–—―•]\s)$")
_DATE_TAIL = re.compile(
    r"\s+(?:du|de|ce|of)?\s*(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)?\s*"
    r"(?:\d{1,2}(?:er)?\s+(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre"
    r"|novembre|décembre)|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi))$"
)
_ROAD = re.compile(r"((?:[ADEN]|R[DN]) ?\d{1,4}) [a-zà-ÿ]")  # "N13 rouverte"
_GIVEN_TOO = frozenset({"Cheikh", "Reine", "Serigne"})  # first names too
# First names in Senegal, behind no article and before two names more, which no pope has.
_FIRST = re.compile(r"(?<![\w’'-])(?<![Ll][ea] )((?:Cheikh|Mame|Pape|Serigne|Sokhna|Thierno) )$")
# What a sentence says first of a place or body ("Neighbouring Zarford settled").
_BESIDE = frozenset({"Nearby", "Neighboring", "Neighbouring", "Rival"})
_ARTICLES = ("le ", "la ", "Le ", "La ", "du ", "au ")
_NOT_A_NAME_END = re.compile(r"-(?:t-)?(?:il|elle|on|ils|elles|je|vous|nous|ci|là)$", re.IGNORECASE)


class Found(NamedTuple):
    """An entity span in a paragraph's text, offsets from the paragraph's start."""

    start: int
    end: int
    label: str
    method: str
    score: float

    def overlaps(self, other: Found) -> bool:
        return self.start < other.end and other.start < self.end

    def inside(self, other: Found) -> bool:
        return other.start <= self.start and self.end <= other.end


def put_over(
    found: Sequence[Sequence[Found]],
    news: Iterable[tuple[int, Found]],
    may_go: Callable[[Found, Found], bool],
) -> list[list[Found]]:
    """`found` (spans a text) with `news` (index of a text, span) in the place of what they touch.

    A new span is left out where `may_go` (old span, new span) says no of one that it touches.
    """
    layers = [list(spans) for spans in found]
    for index, new in news:
        touched = [span for span in layers[index] if span.overlaps(new)]
        if all(may_go(span, new) for span in touched):
            layers[index] = [span for span in layers[index] if span not in touched] + [new]
    return [sorted(spans, key=lambda span: span.start) for spans in layers]


def past_dateline(text: str, span: Found) -> Iterator[Found]:
    """`span`, or the town in capitals and the person that a dash parts ("AYR — Ana Costa")."""
    town = _DATELINE.match(text, span.start, span.end) if span.label == "PER" else None
    if town is None:
        yield span
        return
    yield span._replace(end=town.end(1), label="LOC")
    yield span._replace(start=town.end())


def trim(text: str, span: Found, gazetteer: Gazetteer) -> Found | None:
    """`span` without titles, determiners and punctuation; None when nothing is left."""
    span = _strip_junk(text, _without_note(text, span))
    if span.end <= span.start:
        return None
    name = text[span.start : span.end]
    for tail in gazetteer.tails:
        if name.endswith(tail) and name not in gazetteer.names:
            span = span._replace(end=span.end - len(tail) + tail.startswith("s"))
            break
    if gazetteer.is_known(text[span.start : span.end]):
        return span
    span = _trim_lead(text, span, gazetteer)
    if span.label == "PER":
        span = _with_first(text, _trim_person_tail(text, span, gazetteer))
    else:
        name = _OF_HIM.sub("", text[span.start : span.end])
        name = _TO_DO.sub("", _SAID_OF_IT.sub("", name))
        if _OBJECT.match(text, span.end):
            name = _ASKED_TO.sub("", name)
        known, _, field = name.partition(" pour ")  # "l'Union européenne pour les affaires …"
        name = known if field and known in gazetteer.names else name
        led = _LED.search(name)
        name = name[: led.start()] if led and name[: led.start()] in gazetteer.names else name
        road = _ROAD.match(name)
        name = road[1] if road else name
        span = span._replace(end=span.start + len(_DATE_TAIL.sub("", name)))
    span = _strip_junk(text, span)
    first, _, rest = text[span.start : span.end].partition(" ")
    if span.label == "PER" and rest and first in gazetteer.place_heads:
        span = span._replace(label="LOC")  # "Keur Massar", a village
    if not any(character.isalpha() for character in text[span.start : span.end]):
        return None
    return span


def _with_first(text: str, span: Found) -> Found:
    """`span` with the first name before it that models take for a title: "Serigne Babacar Fall"."""
    first = _FIRST.search(text, max(0, span.start - 12), span.start)
    if first is None or " " not in text[span.start : span.end]:
        return span
    return span._replace(start=first.start(1))


def _without_note(text: str, span: Found) -> Found:
    """`span` without what follows the asterisk of a changed first name ("Ana*. Elle …")."""
    star = text.find("*", span.start + 1, span.end)
    if star < 0 or not text[star - 1].isalpha():
        return span
    return span._replace(end=star, label="PER")


def at_sentence_start(text: str, start: int) -> bool:
    """Whether the word at `start` owes its capital to its place."""
    return _SENTENCE_START.search(text[max(0, start - 4) : start]) is not None


def _strip_junk(text: str, span: Found) -> Found:
    start, end = span.start, span.end
    parted = _SEPARATOR.search(text, start, end)
    if parted and parted.start() > start:
        end = parted.start()
    while start < end and text[start] in _JUNK:
        start += 1
    while end > start and text[end - 1] in _JUNK:
        marked = end - start > 2 and text[end - 1] in ".!" and _ENDING_MARK.search(text[start:end])
        if span.label == "ORG" and _LETTER.search(text, start, end):
            marked = None  # "Dennik N.", at the end of a sentence
        if marked and not _REIGN.search(text, start, end):
            break
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    inner = text[start:end]
    if "(" in inner and ")" not in inner:
        end = start + len(inner[: inner.index("(")].rstrip(_JUNK))
    if (start, end) == (span.start, span.end):
        return span
    return span._replace(start=start, end=end)


def _trim_lead(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    start, label = span.start, span.label
    for token in TOKEN.finditer(text, span.start, span.end):
        if token.start() > start and text[start : token.start()].strip():
            break
        if token.end() >= span.end or not _may_go(text, token, span, gazetteer):
            break
        if label != "PER" and token.group() in gazetteer.roles:
            label = "LOC"  # "préfète de l'Aube" taken for an organisation
        elif token.group() in gazetteer.courtesies:
            label = "PER"
        start = token.end()
        while start < span.end and text[start] in " -'’":
            start += 1
    return span if start == span.start else span._replace(start=start, label=label)


def _may_go(text: str, token: re.Match[str], span: Found, gazetteer: Gazetteer) -> bool:
    """Whether the first word of a span is no part of the name."""
    word = token.group()
    if word in (gazetteer.titles if span.label == "PER" else gazetteer.courtesies):
        return word not in _GIVEN_TOO or text.endswith(_ARTICLES, 0, token.start())
    if text[token.end()] == "-":
        return False
    if word[0].islower():
        if word in gazetteer.determiners:
            return True
        if span.label == "PER":
            return word not in gazetteer.particles
        return word in gazetteer.roles
    rest = text[token.end() : span.end].strip()
    if span.label == "ORG" and word in gazetteer.titles and rest.isupper():
        return True  # "Délégué CFTC"
    if not rest[:1].isupper() or not at_sentence_start(text, token.start()):
        return False
    if word in _BESIDE:
        return True
    if span.label == "ORG":
        heads = gazetteer.generic_heads
        plain = rest in gazetteer.names or rest.split(" ", 1)[0] in heads or "*" in heads
        return word.lower() in gazetteer.determiners and plain
    plain = word in gazetteer.common and word not in gazetteer.given_names
    return word.lower() in gazetteer.determiners or plain


def _trim_person_tail(text: str, span: Found, gazetteer: Gazetteer) -> Found:
    """A person's name ends before the first lower-case word that is no particle."""
    end = span.start
    for token in TOKEN.finditer(text, span.start, span.end):
        word = token.group().rstrip("'’")
        glued = token.start() > 0 and text[token.start() - 1] in "-'’"
        if word in ',;:()«»"/|':
            break
        if word[0].isupper() or word[0].isdigit() or glued:
            end = token.end()
        elif word[0].isalpha() and not {word, token.group()} & gazetteer.particles:
            break
    name, _, last = text[span.start : end].rpartition(" ")
    if name and last.isupper() and last in gazetteer.sigla:
        end = span.start + len(name)  # "Ana Costa KC"
    return span._replace(end=end) if end > span.start else span


def extend_word(text: str, span: Found) -> Found:
    """`span` over the rest of its last word ("Jean" of "Jean-Pierre", "Jr" of "Jr.")."""
    start, end = span.start, span.end
    while start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        start -= 2
        while start and text[start - 1].isalpha():
            start -= 1
    while end + 1 < len(text) and text[end] in "-'’" and text[end + 1].isalpha():
        if text[end] != "-" and text[end : end + 2].lower().endswith("s"):
            break  # an English possessive; "Le Floc'h" goes on
        end += 1
        while end < len(text) and text[end].isalpha():
            end += 1
    end += text[end - 3 : end + 1] in (" Jr.", " Sr.")
    if luo := _LUO.match(text, end - 2):
        end = luo.end()
    if (start, end) == (span.start, span.end) or text[start].islower():
        return span
    if _NOT_A_NAME_END.search(text[start:end]):
        return span
    return span._replace(start=start, end=end)
