"""Parts an article that came as one single line: its header, its text, what hangs below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import polars as pl

from transforms.normalize import normalize
from transforms.pages.authors.printed_names import AGENCY, NAME
from transforms.pages.authors.signature import SignatureReader
from transforms.pages.times.dates import fold

LINES, LONG = 2, 400  # lines of an article, and characters of one that may hold all of it
HEADED = 90, 399  # characters of a first line that may hold the whole header
MARKS = 3  # of the pieces of such a line: title, author, date
_HEADED = r" (?:[Pp]ar|PAR|[Bb]y|BY) .*(?:19|20)\d\d"
HEADER, ABOVE = 700, 300  # characters in which a header stands, and before which it begins
TAIL = 600  # characters at the end in which furniture may hang
APART = 40  # characters between two pieces of one header
TITLE_WORDS = 40  # and crumbs, above the header
MENU_WORDS = 3  # of a section's name in front of a title

IsSection = Callable[[str], bool]
Span = tuple[int, int]

_BY = re.compile(
    rf"(?<!\w)(?:[Pp]ar|PAR|[Bb]y|BY) (?:{AGENCY.pattern}|{NAME})"
    rf"(?:(?:,| et| and| avec| with|/) (?:{AGENCY.pattern}|{NAME}))*,?(?!\w)"
)
_BESIDE = re.compile(rf" ?[|·•–—-] ?{NAME}(?!\w)")  # a date, then who signs
_TOOLS = re.compile(
    r"(?:[|·•,/ -]*(?:partager(?: sur)?|share(?: on)?|ecouter|listen|imprimer|print"
    r"|envoyer|commenter|facebook|twitter|whatsapp|linkedin|messenger|telegram|x|e-?mail"
    r"|copier le lien|copy link"
    r"|\d[\d ]* (?:vues|views|lectures|commentaires?|comments?|partages|shares)"
    r"|(?:se lit en|temps de lecture|lecture|reading time)[ :]*\d+ min(?:utes?)?(?: \d\d?)?"
    r"|\d+ min(?:utes?)? (?:de lecture|read))(?!\w))+"
)
_STAMP = re.compile(
    r" (?=(?:Publi|Mis[e ]|Modifi|Post|Updat|Share|Partag|Le |Lundi|Mardi|Mercredi|Jeudi|Vendredi"
    r"|Samedi|Dimanche|[A-Z][a-z]+day\b|Il y a|Écouter|Listen|Temps|Lecture|Se lit))"
)
_SENTENCE = re.compile(r"[.!?…][»”\"]? +[A-ZÀ-Þ«“\"]")
_UNFINISHED = re.compile(
    r"(?:\b(?:de|du|des|le|la|les|l|d|en|a|au|aux|et|depuis|ce|cette|jusqu'au|un|une|sur|pour|the"
    r"|of|in|on|at|since|and|until|to|a|an|for|with)|,|')$"
)
_OPENS = re.compile(r"[A-ZÀ-Þ0-9«“\"‘(\[–—-]")
_CRUMB = re.compile(r"\s*[>›»→/|]\s*")
_BELOW = re.compile(
    r"(?<=[.!?…»”\")\]]) +(?=(?:sources? ?:|mots[- ]cles|tags? ?:|sujets ?:|topics ?:|©|\(c\) "
    r"|copyright|tous droits|all rights|partager|share\b|reagi|commentaires?\b|comments?\b"
    r"|envoyer|imprimer"
    r"|avec (?:afp|reuters|apa|aps|belga|ats|agences?)\b|(?:[a-z]\.){2,4}(?= |$)"
    r"|(?:lire|voir) aussi|a lire|publicite\b|abonnez|inscrivez|suivez-nous|follow us|subscribe))"
    r"| +(?=partager (?:sur|l'article|cet article)|© |tous droits (?:de|reserves)"
    r"|all rights reserved)"
)


def part_single(
    lines: pl.DataFrame, raw: pl.DataFrame, reader: SignatureReader, is_section: IsSection
) -> pl.DataFrame:
    """`lines` (of `split_lines`), those of articles in a single line parted where furniture ends.

    `is_section` tells names of sections, folded or not.
    """
    counts = pl.len().over("row")
    size = pl.col("text").str.len_chars()
    headed = (pl.col("row") != pl.col("row").shift(1).fill_null(-1)) & size.is_between(*HEADED)
    headed &= pl.col("text").str.contains(_HEADED)
    at = lines.select((((counts <= LINES) & (size >= LONG)) | headed).arg_true()).to_series()
    if not len(at):
        return lines
    texts, parts = raw["raw_text"], []
    done = 0
    for i in at:
        row, start, end, text, is_mapped = lines.row(i)
        marks = breaks(text, reader, is_section)
        if len(text) < LONG and len(marks) < MARKS:
            continue
        if not marks:
            continue
        normalized = normalize(texts[row][start:end])
        lead = len(normalized.text) - len(normalized.text.lstrip(" "))
        spans = [span for span in pairwise([0, *marks, len(text)]) if text[slice(*span)].strip()]
        starts = [start + normalized.to_raw(a + lead, b + lead)[0] for a, b in spans]
        starts[0] = start
        pieces = pl.DataFrame(
            {
                "row": [row] * len(spans),
                "raw_start": starts,
                "raw_end": [*starts[1:], end],
                "text": [text[a:b].strip(" ") for a, b in spans],
                "is_mapped": [is_mapped] * len(spans),
            },
            schema=lines.schema,
        )
        parts += [lines[done:i], pieces]
        done = i + 1
    return pl.concat([*parts, lines[done:]]) if parts else lines


def breaks(text: str, reader: SignatureReader, is_section: IsSection) -> list[int]:
    """Offsets in `text` at which lines begin that were glued."""
    folded = fold(text)
    if len(folded) != len(text):
        return []
    found: set[int] = set()
    header = _header(text, folded, reader)
    if header:
        first, end = header[0][0], header[-1][1]
        beside = _BESIDE.match(text, end)
        end = end if beside is None else _signed(beside)[1]
        tools = _TOOLS.match(folded, end)
        body = tools.end() if tools else end
        body += len(text[body:]) - len(text[body:].lstrip(" ,|·•-–—"))
        if body >= len(text) or _OPENS.match(text, body):
            found = {span[0] for span in header} | {end, body, *_crumbs(text[:first], is_section)}
    below = max(len(text) - TAIL, *(found or {0}))
    found |= {match.end() for match in _BELOW.finditer(folded, below)}
    return sorted(found - {0, len(text)})


def _header(text: str, folded: str, reader: SignatureReader) -> list[Span]:
    """Spans of bylines and dates that stand together near the beginning, below a title."""
    dates = _dates(folded, reader)
    signed = [_signed(match) for match in _BY.finditer(text, 0, HEADER)]
    spans = sorted(signed + [span for span, _ in dates])
    stamped = {span for span, is_stamped in dates if is_stamped}
    for k, span in enumerate(spans):
        above = folded[: span[0]].rstrip()
        if span[0] > ABOVE or _SENTENCE.search(text[: span[0]]) or _UNFINISHED.search(above):
            return []
        if len(above.split()) > TITLE_WORDS:
            return []
        cluster = [span]
        for other in spans[k + 1 :]:
            if cluster[-1][1] <= other[0] <= cluster[-1][1] + APART:
                cluster.append(other)
        if len(cluster) > 1 or span in stamped:
            return cluster
    return []


def _signed(match: re.Match[str]) -> Span:
    """The byline, without the capitalised word of a stamp that follows it."""
    stamp = _STAMP.search(match[0])
    return match.start(), match.start() + (stamp.start() if stamp else len(match[0]))


def _dates(folded: str, reader: SignatureReader) -> list[tuple[Span, bool]]:
    """Spans of days with their clock times, and whether a word like "published" goes before."""
    found: list[tuple[Span, bool]] = []
    head, before_it = folded[:HEADER], (-1, -1)
    for match in reader.moment.finditer(head):
        start, end = match.span()
        if 0 <= start - before_it[1] <= 1:
            start = before_it[0]  # a weekday
        before_it = (start, end)
        if found and start <= found[-1][0][1] + 4:
            found[-1] = ((found[-1][0][0], end), found[-1][1])
            continue
        before = re.search(rf"(?:{reader.stamp.pattern}) ?(?:le |on |a )?$", head[:start])
        if before:
            found.append(((before.start(), end), True))
        elif re.search(r"(?:19|20)\d\d", match[0]):
            found.append(((start, end), False))
    return found


def _crumbs(above: str, is_section: IsSection) -> Sequence[int]:
    """Where the title begins in what stands above the header: behind crumbs and sections."""
    start = 0
    for match in _CRUMB.finditer(above):
        if len(above[start : match.start()].split()) <= MENU_WORDS + 1:
            start = match.end()
    while True:
        words = above[start:].split(" ")
        for count in range(min(MENU_WORDS, len(words) - 2), 0, -1):
            name, rest = " ".join(words[:count]), words[count]
            if is_section(name) and rest[:1].isupper():
                start += len(name) + 1
                break
        else:
            return [start] if start else []
