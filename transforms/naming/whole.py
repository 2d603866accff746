"""Names made whole: what a model cuts in two, begins a word late or a noun early."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from transforms.naming.acronyms import is_acronym
from transforms.naming.complements import described, within_body
from transforms.naming.coordination import coordinated
from transforms.naming.gazetteer import Gazetteer
from transforms.naming.given import with_given
from transforms.naming.trimming import Found, at_sentence_start, extend_word
from transforms.typography import any_of, fold

_SCORE = 0.85
_REACH = 100  # code points looked back from a bracket for what it shortens
_BETWEEN_NAMES = {" ", " d'", " d’", " épouse "}
_LONGEST = 4  # words of a person's name that is put together
_SHORT = re.compile(r"[»\"”]? \((?:ex-)?([A-ZÀ-Þ][\w&.-]{1,9})(?=[),/])")
_BRACKETED = re.compile(
    r"([A-ZÀ-Þ][\w&.-]{1,9}) \((?:l['’]|la |le |les |the )?([A-ZÀ-Þ][^()]{7,90})\)"
)
_LINK = r"(?:du |de la |de l['’]|des |de |d['’])"
_BREAK = re.compile(r"[.;:!?()«»“”\"|]\s*(?=\S)")
_DETERMINERS = {"Le", "La", "Les", "L", "Un", "Une", "The"}
_OPEN_END = re.compile(r" (?:de la|de l['’]|du|des|de|d['’]|of the|of)$")
_ARTICLE = re.compile(r"[a-zà-ÿ,] ((?:L[ea]s? |L['’]|The ))$")
# Small words that a name never ends in ("Conseil des ministres de ce").
_DANGLING = re.compile(
    r"(?: (?:de|d['’]ici|en|le|la|les|ce|cette|ces|son|sa|ses|au|aux|pour|par|sur|qui|que|dont|et"
    r"|est|aussi|également|déjà|toujours|and|for|in|on|at|by|to|d|l|qu))+$"
)
_CAPITALS = re.compile(r" ?(?:l['’])?[A-ZÀ-ÖØ-Þ][\w’'-]*(?: [A-ZÀ-ÖØ-Þ][\w’'-]*)*")
_OPENING, _CLOSING = re.compile(r"\s[«“\"]"), re.compile(r"[»”\"]")
_WORD = re.compile(r"(?:(?<![\w’'-])(?![LD]['’])|(?<=\b[lLdD]['’]))[A-ZÀ-ÖØ-Þ][\w’'-]*")
# Capitalised particles: inside a sentence, what stands before a surname belongs to it.
_EARLIER = re.compile(
    r"(?<=[a-zà-ÿ,»”’)] )(?:(?:El|Al|Ould|Ben|Bin|Van|Von|De|Le|La|Di|Da|Del|Della|Den|Ter|Ten"
    r"|Abou|Aït|Mac|Sidi)(?: Hadji?| den| der| de| la)? )$"
)
_LOC_TAIL = re.compile(r"(?:-[a-zà-ÿ]{1,6}){1,3}-[A-ZÀ-Þ][a-zà-ÿ]+(?![\w-])")  # "-super-Mare"
_SIDE = re.compile(r" (?:Alto|Baixo|Bajo|Este|Norte|Oeste|Sul|Sur)(?![\w’'-])")  # "Bosa Sur"
_INSIDE = re.compile(  # "quai de la gare de Dole"
    r"(?:quais?|parvis|hall|buffet|parking|sortie|guichets?|toit|abords|enceinte|voies?) "
    r"(?:de la |de l['’]|du )(?=(?:gare|aéroport|stade|cathédrale|basilique|palais|port|marché"
    r"|centre|musée|lycée|collège|tribunal|hôpital|CHU) )"
)
_UNLIMITED = ("Pvt", "Pvt.", "Pte", "Pte.", "Pty", "Pty.", "Sdn", "Sdn.", "Co", "Co.")
_LIMITED = re.compile(r"\.? (?:Ltd|Limited|Bhd|Inc)\b\.?")
_NUMBERED = re.compile(r"(?: No\.? ?\d+| \d{1,3})(?![\w%-]|[.,]\d|\s?%)")  # "Sdis 82", "Local 508"
_NICKNAME = re.compile(r" (?:« ?[^«»]{2,24} ?»|“[^“”]{2,24}”|\"[^\"]{2,24}\") (?=[A-ZÀ-Þ])")
_NOBLE = re.compile(r"(?:de La |de la |de |d['’]|du |des |Le |La |El |Ben |Van |De )$")


def whole(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` without the part they name ("antenne de"), persons in one piece."""
    spans = _nicknamed(text, spans)
    people = {span.start for span in spans if span.label == "PER"}
    told = [_without_part(text, span, people, gazetteer) for span in spans]
    marked = {border for span in told for border in (span.start, span.end)}
    stretched = [
        _stretched(text, span, marked, gazetteer)
        if span.label == "PER"
        else _hyphened(text, span, marked, gazetteer.of_a_place)
        for span in _joined(text, told, gazetteer)
    ]
    kept: list[Found] = []
    for span in stretched:
        while kept and kept[-1].inside(span):
            kept.pop()
        if not kept or not kept[-1].overlaps(span):
            kept.append(span)
    return kept


def _without_part(text: str, span: Found, people: set[int], gazetteer: Gazetteer) -> Found:
    """The organisation or place of which a span begins with a part ("usine d'Epson")."""
    if span.label == "PER":
        return span
    span = coordinated(text, _closed(text, _before_marks(text, span), people), gazetteer)
    span = within_body(text, _with_article(text, span), gazetteer)
    if (alone := described(text, span)) is not None:
        return alone
    inside = _INSIDE.match(text, span.start, span.end)
    if inside is not None:
        return span._replace(start=inside.end())
    if not gazetteer.parts or not (
        text[span.start].islower() or at_sentence_start(text, span.start)
    ):
        return span
    area = _area(gazetteer.areas).match(text, span.start, span.end)
    known = text[span.start : span.end] in gazetteer.names  # "département d'État"
    if area is not None and not known and text[area.end() : span.end][:1].isupper():
        return span._replace(start=area.end(), label="LOC")
    name = text[span.start].lower() + text[span.start + 1 : span.end]
    found = _part(gazetteer.parts).match(name)
    rest = name[found.end() :] if found else ""
    if not rest:
        return span
    street = rest.split(" ", 1)[0] in gazetteer.place_heads
    if not (rest[0].isupper() or street) and not rest.startswith(
        (*gazetteer.of_a_place, *gazetteer.of_a_theme)
    ):
        return span  # "section de recherches de Dijon" is a name
    label = "LOC" if street or gazetteer.is_place(rest) else span.label
    return span._replace(start=span.end - len(rest), label=label)


def _with_article(text: str, span: Found) -> Found:
    """A name with the capitalised article that no sentence begins with ("que Le Zarvec")."""
    article = _ARTICLE.search(text[max(0, span.start - 8) : span.start])
    if article is None or not text[span.start].isupper():
        return span
    return span._replace(start=span.start - len(article.group(1)))


def _before_marks(text: str, span: Found) -> Found:
    """A span that runs into a quotation, ended where its last capitalised word before it does."""
    name = text[span.start : span.end]
    opening = _OPENING.search(name)
    if opening is None or _CLOSING.search(name, opening.end()):
        return span
    names = [word.end() for word in _WORD.finditer(name, 0, opening.start())]
    return span._replace(end=span.start + names[-1]) if names else span


def _closed(text: str, span: Found, people: set[int]) -> Found:
    """A span that ends in a preposition, with the capitalised words it asks for, or without."""
    open_end = _OPEN_END.search(text, span.start, span.end)
    if open_end is None:
        dangling = _DANGLING.search(text, span.start, span.end)
        return span if dangling is None else span._replace(end=dangling.start())
    onward = None if span.end + 1 in people else _CAPITALS.match(text, span.end)
    return span._replace(end=open_end.start() if onward is None else onward.end())


@cache
def _part(parts: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(parts)})(?: [a-zà-ÿ-]+)?? {_LINK}")


@cache
def _area(areas: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(areas)}) {_LINK}")


def _joined(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> Iterator[Found]:
    """`spans` with two persons that only a space parts made one, if one of them is one word."""
    held: Found | None = None
    for span in spans:
        if held is not None and _is_one(text, held, span, gazetteer):
            held = held._replace(end=span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _nicknamed(text: str, spans: Sequence[Found]) -> list[Found]:
    """`spans` with a person's nickname in marks made one with the names around it."""
    found = list(spans)
    for match in _NICKNAME.finditer(text):
        before = [span for span in found if span.label == "PER" and span.end == match.start()]
        after = [span for span in found if span.label == "PER" and span.start == match.end()]
        if not before or not after:
            continue
        one = before[0]._replace(end=after[0].end)
        found = [span for span in found if not span.inside(one)]
        found.append(one)
    return sorted(found, key=lambda span: span.start)


def _is_one(text: str, first: Found, second: Found, gazetteer: Gazetteer) -> bool:
    if first.label != "PER" or text[first.end : second.start] not in _BETWEEN_NAMES:
        return False
    words = [len(text[span.start : span.end].split()) for span in (first, second)]
    if text[first.end : second.start] != " ":  # "Ana Costa d'Ostrevent", but not of a known town
        name = text[second.start : second.end]
        return (
            words[0] > 1
            and words[1] == 1
            and second.label != "ORG"
            and not gazetteer.is_known(name)
        )
    if second.label != "PER":
        return False
    return min(words) == 1 and sum(words) <= _LONGEST


def _stretched(text: str, span: Found, marked: set[int], gazetteer: Gazetteer) -> Found:
    """A person's name with the particles around it ("wa Likele", "M. de Rohan-Bucy")."""
    start, end = span.start, span.end
    if gazetteer.inner_particles:
        onward = _onward(gazetteer.inner_particles).match(text, end)
        if onward is not None:
            end = onward.end()
    before = text[max(0, start - 24) : start]
    noble = _NOBLE.search(before)
    if noble is not None and before[: noble.start()].endswith(tuple(gazetteer.addressed)):
        start -= len(noble.group())
    elif (earlier := _EARLIER.search(before)) is not None:
        start -= len(earlier.group())
    else:
        start = with_given(text, span, marked, gazetteer)
    if (start, end) == (span.start, span.end):
        return span
    return span._replace(start=start, end=end)


def _hyphened(text: str, span: Found, marked: set[int], numbered: frozenset[str]) -> Found:
    """A name over the rest of a hyphenated word, where that is no other mention, or its number."""
    if span.label != "ORG":
        tail = _LOC_TAIL.match(text, span.end) or _SIDE.match(text, span.end)
        return span if tail is None or tail.end() in marked else span._replace(end=tail.end())
    wider = extend_word(text, span)
    limited = _LIMITED.match(text, span.end)
    if limited and text.endswith(_UNLIMITED, span.start, span.end):
        return span._replace(end=limited.end())
    if (number := _NUMBERED.match(text, span.end)) is not None:
        name = text[span.start : span.end]
        if number.group().startswith(" No") or name.endswith(" Local") or name in numbered:
            return span._replace(end=number.end())
    if wider.start != span.start and span.start - 1 in marked:
        wider = wider._replace(start=span.start)
    if wider.end != span.end and (text[span.end] != "-" or span.end + 1 in marked):
        wider = wider._replace(end=span.end)
    return wider


@cache
def _onward(particles: frozenset[str]) -> re.Pattern[str]:
    listed = any_of(particles)
    return re.compile(rf"(?: (?:{listed}))+ [A-ZÀ-ÖØ-Þ][\w’'-]*")


def spelled_out(text: str, spans: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """`spans` with organisations found by the acronym in brackets after them.

    "Électricité du Liban (EDL)" is one organisation whatever a model saw in it, and so is the
    name in brackets after its acronym; after a person, an acronym in brackets is a party or a
    union.
    """
    found = list(spans)
    for match in _SHORT.finditer(text):
        short = match.group(1)
        if short in gazetteer.sigla:
            continue
        full = _full(text, match.start(), short)
        if full is not None:
            end = match.start() - 2 * text.endswith("'s", full, match.start())
            found = _put(found, Found(full, end, "ORG", "context", _SCORE))
        after_person = any(span.end == match.start() and span.label == "PER" for span in found)
        if full is not None or (after_person and short.isupper() and len(short) < 8):
            found = _put(found, Found(match.start(1), match.end(1), "ORG", "context", _SCORE))
    for match in _BRACKETED.finditer(text):
        both = [Found(*match.span(group), "ORG", "context", _SCORE) for group in (1, 2)]
        is_told = any(span.label == "ORG" and span.inside(one) for span in found for one in both)
        if is_told and _shortens(match.group(1), match.group(2)):  # else it may be a product
            found = _put(_put(found, both[0]), both[1])
    return sorted(found, key=lambda span: span.start)


def _full(text: str, end: int, short: str) -> int | None:
    """Where the name that `short` shortens begins, if it ends at `end`."""
    reach = max(0, end - _REACH)
    breaks = [found.end() for found in _BREAK.finditer(text, reach, end)]
    for word in _WORD.finditer(text, breaks[-1] if breaks else reach, end):
        name = text[word.start() : end]
        if word.group() in _DETERMINERS or " " not in name:
            continue
        if fold(word.group())[:1] == short[0].lower() and _shortens(short, name):
            return word.start()
    return None


def _shortens(short: str, name: str) -> bool:
    """Whether it is an acronym in capitals, or long enough to be no accident ("Sonelgaz")."""
    is_spelt = sum(map(str.isupper, short)) > 1 or (len(short) > 4 and short[0].isupper())
    return is_spelt and " " in name and is_acronym(short, name)


def _put(spans: Sequence[Found], new: Found) -> list[Found]:
    """`spans` with `new` in place of those inside it, unless one crosses or holds it."""
    if any(span.overlaps(new) and not span.inside(new) for span in spans):
        return list(spans)
    if any((span.start, span.end, span.label) == (new.start, new.end, "ORG") for span in spans):
        return list(spans)
    return [*(span for span in spans if not span.overlaps(new)), new]
