"""Lists of data in a text: results, prices, hours, ingredients, dates.

Their items are short and unended like the titles of links, but one is shaped like the next and
holds what no title does: measures, or a word and its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.pages.page import NEITHER, PARAGRAPH, Page

LEAST = 3  # items of a list
ITEM_WORDS, VALUE_WORDS, PLAIN_WORDS = 24, 8, 2
HEADING_WORDS = 7

_BULLET = r"(?:[-•*–▪] ?)?"
_NUMBERED = re.compile(r"\d{1,2}(?:\.|°|\)|er|e) [^?!]*(?:\d|\()")
_MEASURED = re.compile(_BULLET + r"\d+(?:[.,/ ]\d+)*(?: ?[€%$°])? ?[a-zà-ÿœ]")
_TIMED = re.compile(_BULLET + r"\d{1,2} ?(?:h|:)(?: ?\d\d)? ?[:–—-] ?\S")
_DATED = re.compile(
    r"(?:(?:en|le|in) )?(?:\d{1,2}(?:er)? [a-zà-ÿ]{3,9}\.? )?"
    r"(?:1[5-9]|20)\d\d(?: ?[:–—.-])? [A-ZÀ-Þ]",
    re.IGNORECASE,
)
_VALUED = re.compile(
    _BULLET + r"[A-Za-zÀ-ÿŒœ«“\"'][^:?!@/]{0,60}?[^:?!@/\d ] ?: ?([^\s@]+(?: [^@]*)?)$"
)
_PAIRED = re.compile(
    r"[A-ZÀ-Þ][^\W\d_][^,.:;!?|]{1,25}, [A-ZÀ-Þ][^,.:;!?|]{3,40}"
)  # "Bath, Stall Street"
_LABELLED = re.compile(r"[A-ZÀ-Þ][^:.!?,;]{2,40} ?: ")
LINEUP, NAMED = 6, 4  # commas in a line-up; words of one of its items
STEP_WORDS, STEP_REACH = 12, 12  # words of a numbered heading; lines to the next
_STEP = re.compile(r"(\d{1,2}) ?[.)°/–-] ?[^\W\d_«“\"]")
ROWS = 2  # semicolons between the rows of a team
_PLAYERS = re.compile(r" ?[,;] ")
_NAMED = r"(?:\d{1,2}\.? )?(?:[A-ZÀ-Þ][\w.'’-]*|d[eu]|van|von|der|O)"
_PLAYER = re.compile(  # "J. Hall (0-2)", "Costa (Roy, 62e)"; words that touch would take ages
    rf"(?:[A-ZÀ-Þ][^,;:!?()]{{2,40}}: )?(?:{_NAMED} ){{0,3}}{_NAMED} ?"
    r"(?:\([^()]{1,30}\)?|[^()]{1,8}\)|\d[\d.-]*)?"
)
_KNOWN = re.compile(  # what a list is headed with that says all of its items
    r"(?:les? |nos? |the )?(?:points? (?:forts?|faibles?)|plus|moins|qualites|defauts|avantages"
    r"|inconvenients|ingredients?|materiel|pros|cons|the good|the bad|you will need|what you need)"
    r"(?: ?:)?"
)
KNOWN_ITEMS, KNOWN_WORDS = 12, 10
_DAY = re.compile(
    r"(?:lun|mar|mercre|jeu|vendre|same)di\b|dimanche\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
_NO_LABEL = re.compile(  # of a page's own data
    r"(?:t[ée]l|fax|e-?mail|courriel|mail|adress|site|issn|siret|siren|rcs|publi|mis |mise |tags?\b"
    r"|mots|source|aut(?:eur|h)|par |by |photo|cr[ée]dit|cat[ée]gor|rubri|lectur|lu |vu |vues|part"
    r"|comment|r[ée]act|direct|r[ée]dact|updat|post|views|shares?\b|copyright|lire|voir|read|watch"
    r"|edit|contact|doi|dur[ée]e|langu|section|topic|filed|follow|suiv)",
    re.IGNORECASE,
)


def find_lists(page: Page) -> frozenset[int]:
    """The lines of all lists of `LEAST` items or more, with the short lines that head them."""
    shapes = [_shape(page, i) for i in range(len(page))]
    found = {*_agenda(page), *_known(page), *_lineups(page), *_steps(page)}
    i = 0
    while i < len(page):
        end = _end(shapes, i)
        items = [k for k in range(i, end) if shapes[k] == shapes[i]]
        life = shapes[i] == "dated" and i > 0 and page.is_name[i - 1]  # a box about the person
        if len(items) < LEAST or life:
            i += 1
            continue
        found.update(range(i, end))
        if i and _heads(page, i - 1):
            found.add(i - 1)
        i = end
    return frozenset(found)


def _agenda(page: Page) -> list[int]:
    """The days, without a year, that head two passages of the text or more."""
    days = [
        i
        for i in range(len(page) - 1)
        if page.words[i] <= 4
        and _WEEKDAY.fullmatch(page.folded[i])
        and (page.prose[i + 1] != NEITHER or _TIMED.match(page.text[i + 1]))
    ]
    return days if len(days) > 1 else []


def _known(page: Page) -> Iterator[int]:
    """The short lines below headings like "Ingrédients" and "Points forts"."""
    for i in range(1, len(page) - 2):
        if page.words[i] > 3 or not _KNOWN.fullmatch(page.folded[i]) or page.rules[i]:
            continue
        stop = i + 1
        while stop < min(len(page), i + KNOWN_ITEMS) and _is_item(page, stop):
            stop += 1
        if stop >= i + LEAST:
            yield from range(i, stop)


def _lineups(page: Page) -> Iterator[int]:
    """Teams below a match report, row by row, and the team's name that heads each.

    "P Costa; D Moreau, T Roy; J Hall (0-2), B Lucas, C Adams."
    """
    for i in range(1, len(page)):
        if page.rules[i] is not None or page.text[i].count(";") < ROWS:
            continue
        names = _PLAYERS.split(page.text[i].strip(" ."))
        if len(names) < LINEUP or not all(map(_PLAYER.fullmatch, names)):
            continue
        yield i
        if page.words[i - 1] <= NAMED and page.prose[i - 1] == NEITHER and not page.rules[i - 1]:
            yield i - 1


def _steps(page: Page) -> Iterator[int]:
    """The headings that number what a text tells, each above a sentence: "1. A chip", "2. …".

    The most read articles are numbered too, one right below the other.
    """
    steps: list[int] = []
    for i in range(1, len(page) - 1):
        number = _STEP.match(page.text[i])
        told = number and page.rules[i] is None and page.prose[i] == NEITHER
        if not told or page.words[i] > STEP_WORDS or _STEP.match(page.text[i + 1]):
            continue
        near = not steps or i - steps[-1] <= STEP_REACH
        if number and int(number[1]) == len(steps) + 1 and near:
            steps.append(i)
    if len(steps) >= LEAST and all(page.ends[i + 1] for i in steps):
        yield from steps


def _is_item(page: Page, i: int) -> bool:
    short = page.words[i] <= KNOWN_WORDS and page.prose[i] == NEITHER
    return (
        short
        and page.rules[i] is None
        and not page.is_name[i]
        and not _KNOWN.fullmatch(page.folded[i])
    )


_WEEKDAY = re.compile(
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche) \d{1,2}(?:er)? [a-z]{3,9}"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:\d{1,2} [a-z]{3,9}|[a-z]{3,9} \d{1,2})"
)


def _end(shapes: list[str], start: int) -> int:
    """Where the list that begins at `start` ends; one line inside may be of another shape."""
    if not shapes[start] or shapes[start] == "ruled":
        return start
    end = k = start + 1
    while k < len(shapes):
        if shapes[k] == shapes[start]:
            end = k + 1
        elif shapes[k] == "ruled" or k > end:
            break
        k += 1
    return end


def _shape(page: Page, i: int) -> str:
    """What the line's form has in common with other items: a name, or nothing."""
    rule = page.rules[i]
    if rule is not None:
        return "ruled"
    text = page.text[i]
    if _LABELLED.match(text) and (commas := text.count(",") + text.count(";")) >= LINEUP:
        return "valued" if page.words[i] <= NAMED * commas else ""
    if page.words[i] > ITEM_WORDS or (page.prose[i] == PARAGRAPH and ":" not in text):
        return ""
    if text[0].isdigit() or text[0] in "-•*–▪":
        for name, shape in (("timed", _TIMED), ("numbered", _NUMBERED), ("dated", _DATED)):
            if shape.match(text):
                return name
        if _MEASURED.match(text):
            return "measured"
    if _PAIRED.fullmatch(text) and not page.is_name[i]:
        return "paired"
    valued = _VALUED.match(text) if ":" in text else None
    if valued is None or _NO_LABEL.match(text.lstrip("-•*–▪ ")):
        return ""
    value, words = valued[1], valued[1].count(" ") + 1
    told = words <= PLAIN_WORDS or (words <= VALUE_WORDS and any(map(str.isdigit, value)))
    return "valued" if told or _DAY.match(page.folded[i]) else ""


def _heads(page: Page, i: int) -> bool:
    """May the line be the heading of the list below it?"""
    short = page.prose[i] == NEITHER and page.words[i] <= HEADING_WORDS
    return (short or page.text[i].endswith(":")) and page.rules[i] is None and not page.is_name[i]
