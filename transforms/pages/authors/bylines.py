"""Authors of an article: off the lines that sign it, as printed, without roles and places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from transforms.pages.authors.callings import from_bio
from transforms.pages.authors.choosing import chosen_of, is_nobody
from transforms.pages.authors.elsewhere import names_offer, repeats_section
from transforms.pages.authors.initials import INITIALS, in_full, without_short
from transforms.pages.authors.printed_names import AGENCY, are_names
from transforms.pages.authors.signature import SignatureReader
from transforms.pages.authors.signers import AGENT, OTHER, PERSON, ROLE, Line, plain, read
from transforms.pages.authors.signing_words import (
    HELPED,
    PARTED,
    POSTED,
    REVISED,
    WITH_PHOTOS,
    WRITTEN,
)
from transforms.pages.authors.unnoticed import UNNOTICED, beside_moment, signers, unnoticed
from transforms.pages.page import Page

BESIDE = 8  # lines below the beginning of the text in which it may be signed
ABOVE, TAIL = 12, 6  # lines above the text, and below it, in which it may be signed
MOST = 4  # names
NEAR = 3  # lines beside the title
PICTURED_BY = frozenset({"structure.alternative", "structure.credit_in_lines"})
ASIDE = frozenset({"paywall", "subscription", "share", "date", "other", "note"})


def byline(page: Page, pieces: Sequence[tuple[int, str, str]]) -> tuple[str | None, frozenset[int]]:
    """The authors above the body, and the agency below it; those below where none is above.

    `pieces`: (line, kind, text) cut inside lines. Desks and outlets count if no person signs.
    Also the lines that are nothing but authors though nothing says so.
    """
    reader = page.reader
    if reader is None:
        return None, frozenset()
    edge = max(page.body, page.first + BESIDE, (page.title or 0) + BESIDE)
    stop = min(_comments(page), _tail_end(page))
    lines = [
        line
        for i in range(max(0, min(page.first, page.title or page.first) - ABOVE), stop)
        if _may_sign(page, i) and (line := _signed_by(page, i, reader)).parts
    ]
    lines = list(_without_roles(page, _without_others(page, lines), reader))
    if all(_is_bare_below(page, line) for line in lines):
        lines = beside_moment(page, _header(page), reader) or lines
    named = list(_above_roles(page, lines, reader))
    lines = sorted([*lines, *named], key=lambda line: line.at)
    if page.has_run and page.title is not None:
        edge = min(edge, max(page.last, page.title + 1))
    above = [x for x in lines if x.at <= edge]
    below = [x for x in lines if x.at > edge]
    below += [_piece(text, len(page), reader) for _, kind, text in pieces if kind == "byline"]
    if any(line.of(AGENT) and not line.of(PERSON, OTHER) for line in above):
        below = [line for line in below if not line.of(PERSON)]  # an agency signs alone
        above = [line for line in above if not REVISED.match(page.text[line.at])]
    chosen = chosen_of(page, above, below)
    if not any(line.parts for line in (*above, *below)) or is_nobody(chosen):
        named = unnoticed(page, reader) or from_bio(page)
        chosen = [line.of(PERSON) for line in named] or chosen
    names = without_short([name for line in chosen for name in line])
    printed = [i for i in _header(page) if page.is_cut(i)]
    printed += [line.at for line in below if line.at < len(page)]  # "H. T." above, all of it below
    names = in_full(names, (page.text[i] for i in printed))
    helped = [line for line in below if not (line.is_late and line.of(PERSON))]
    if any(line.of(PERSON) for line in above):
        helped = [x for x in helped if x.at == len(page) or not HELPED.match(page.text[x.at])]
    names = _with_agents(names, [name for line in (*above, *helped) for name in line.of(AGENT)])
    if not names:
        texts = [text for _, kind, text in pieces if kind == "byline"]
        wired = [_WIRE.search(text) or _DESK_END.fullmatch(text) for text in texts]
        names = [match[match.lastindex or 0] for match in wired if match]
    texts = [page.text[line.at] for line in lines] + [text for _, _, text in pieces]
    alone = {x.at for x in named if not (x.is_dated or page.text[x.at].isupper())}
    below_title = {page.text[line.at] for line in lines if line.at > page.anchor}
    signed = below_title.intersection(names)
    top = range(max(0, page.anchor - ABOVE), page.anchor)
    alone.update(i for i in top if page.text[i] in signed)  # a columnist, above the title too
    return _printed(names[:MOST], texts) or None, frozenset(alone)


def _with_agents(names: Sequence[str], agents: Sequence[str]) -> list[str]:
    """The names, then the agencies that they do not hold."""
    signed = list(names)
    for name in dict.fromkeys(agents):
        bare = name.split("/")[0]  # "ats/mbr": the agency, then who wrote
        letters = "".join(word[0] for word in re.split(r"[ -]", name))
        signed += [name] if not any(bare in known or letters == known for known in signed) else []
    return signed


def _header(page: Page) -> range:
    """The lines around the title."""
    anchor = page.anchor
    return range(max(0, anchor - NEAR), min(len(page), max(page.body, anchor + NEAR) + 1))


def _tail_end(page: Page) -> int:
    """The line below those at the text's end that may sign it: offers and buttons do not count."""
    seen = 0
    for i in range(page.last + 1, min(len(page), page.last + 1 + 2 * TAIL)):
        seen += page.decisions[i].kind not in ASIDE
        if seen > TAIL:
            return i
    return min(len(page), page.last + 1 + 2 * TAIL)


def _comments(page: Page) -> int:
    """The first line below the text that is a reader's comment, or the page's end.

    One that asks for comments may stand above the author's name.
    """
    kinds = [decision.kind for decision in page.decisions]
    for i in range(page.last + 1, len(page)):
        if kinds[i] == "comment" and kinds[i + 1 : i + 2] != ["byline"]:
            return i
    return len(page)


# An agency by where it stands: "DALOA, 6 fév 2025 (AIP) –".
_WIRE = re.compile(
    r"[(\[]([A-Z][\w.-]+(?: (?:d[eu] |d['’])?[A-Z][\w.-]+){0,2})(?:/[a-z]{2,4})?[)\]]"
    r"|(?:^|[ (])([A-Z]{3,6})\b"
)
_DESK_END = re.compile(  # initials behind the last sentence: "/comm-jpl", "(ac)"
    r"[/(] ?((?:[a-z]{2,5}|[A-Z]{2,4})(?:[/+-][a-zA-Z]{2,5})*)\)?|((?:[a-z]{2,5}[/-])+[a-z]{2,5})"
)
_WIRED = re.compile(r"[^()\[\]]*(?:\([^()]+\)|\[[^\[\]]+\])[\s–—:-]*$")


def _piece(text: str, at: int, reader: SignatureReader) -> Line:
    """What a piece of a line signs; of a dateline, "14 mai (AFP)", the agency."""
    line = read(text.strip(" ,–—:-"), at, reader)
    if line.is_marked or line.of(AGENT) or not _WIRED.match(text):
        return line
    return Line(at, ())


_ACRONYM = re.compile(r"[A-Z]{2,6} ")


def _without_roles(page: Page, lines: Iterable[Line], reader: SignatureReader) -> Iterator[Line]:
    """Without lines that say what the author above does: "BBC Highlands reporter"."""
    above: Line | None = None
    for line in lines:
        follows = above is not None and above.at == line.at - 1 and bool(above.of(PERSON))
        if follows and not line.is_marked and are_names(page.text[line.at - 1]):
            text = plain(page.text[line.at])
            ends = reader.role.fullmatch(text.split(" ")[-1]) is not None
            outer = _ACRONYM.match(page.text[line.at]) or reader.outlet.search(text)
            if reader.calling.match(text) or (ends and outer):
                continue
        yield line
        above = line


_FIRST = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{3,}")


def _without_others(page: Page, lines: Iterable[Line]) -> Iterator[Line]:
    """Without lines of bare names that are no authors': "Marché de Noël", "Thunder Bay".

    The text says the first word in small letters, or the second of two such lines wholly, or any
    that stands below it; or several begin alike, as tags do: "Delhi Smog", "Delhi Pollution".
    """
    lines = list(lines)
    begun = Counter(name.split(" ")[0] for line in lines for name in {*line.of(PERSON)[:1]})
    body = [page.text[k] for k in range(page.first, page.last + 1) if not page.is_cut(k)]
    title = page.text[page.title] if page.title is not None else ""
    text = "\n".join((title, *body))
    named = told = False
    for line in lines:
        names = line.of(PERSON)
        if names and not (line.is_marked or line.is_dated or line.of(AGENT, ROLE)):
            near = page.decisions[max(line.at - 1, 0) : line.at + 2]
            is_open = named or all(decision.kind != "date" for decision in near)
            first = _FIRST.match(names[0]) if is_open else None
            if first and re.search(rf"(?<![\w'’-]){first[0].lower()}(?![\w'’-])", text):
                continue
            below = _is_bare_below(page, line)
            if (named or told or below) and len(names) == 1 and names[0] in text:
                continue
            if below and begun[names[0].split(" ")[0]] > 1:
                continue
            is_heading = title.startswith((f"{names[0]} :", f"{names[0]}:"))
            if names[0] in title and not (is_heading and not _others_sign(lines, names[0])):
                told = True
                continue
        named = named or bool(names)
        yield line


def _is_bare_below(page: Page, line: Line) -> bool:
    """Is it a name below the text that nothing says to be an author's, as tags may look?"""
    return (page.decisions[line.at].rule_id or "").endswith("name_below_body")


def _others_sign(lines: Sequence[Line], name: str) -> bool:
    """Does a line say that it signs, and names somebody else?"""
    return any(
        line.of(PERSON) and name not in line.of(PERSON) and (line.is_marked or line.is_dated)
        for line in lines
    )


def _printed(names: Sequence[str], texts: Sequence[str]) -> str:
    """The names, parted as one of the lines parts them, else by commas."""
    joined = ""
    for name, before in zip(names, ("", *names), strict=False):
        part = ", "
        for text in texts:
            start = text.find(before) + len(before)
            stop = text.find(name, start)
            if before and start >= len(before) and PARTED.fullmatch(text[start : max(stop, start)]):
                part = text[start:stop]
        joined += (part if before else "") + name
    return joined


_OPENS = re.compile(
    rf"(?:(?:[Pp]ar|PAR|[Bb]y|BY) )?{INITIALS.pattern}(?!\w)|(?:[Pp]ar|[Bb]y) [A-ZÀ-Þ]"
)
_POSTED_BY = re.compile(
    r"(?<=\w )(?:par|by) (?=[A-ZÀ-Þ][\w-]+ [\w-]+|(?:[A-Z]\. ?-?){2,3}(?!\w))[^:]*$"
)
_WIRES = re.compile(rf"{AGENCY.pattern}(?: ?/ ?[A-Z]{{2,6}})*")
_SOURCES = ("source :", "source:", "sources :", "sources:")
_ISSUE = re.compile(r" (?:edition|numero|issue|vol\.|n°) ?(?:d[ue] |of |no\.? )?(?=[a-z]* ?\d)")


def _is_of_issue(page: Page, i: int) -> bool:
    """Is it the outlet and the day or number of its issue?"""
    if not _ISSUE.search(page.folded[i]):
        return False
    signature = page.signature(i)
    dated = signature is not None and signature.is_dated and not signature.is_signed
    return page.title is not None and (dated or i < page.title)


def _is_of_study(page: Page, i: int) -> bool:
    """Does it name a source and its day, as below texts about a study: "Source : Sleep, 3 May"?"""
    signature = page.signature(i) if page.folded[i].startswith(_SOURCES) else None
    return signature is not None and signature.is_dated and not AGENCY.search(page.text[i])


def _may_sign(page: Page, i: int) -> bool:
    decision = page.decisions[i]
    if decision.kind in ("byline", "date") and (_is_of_issue(page, i) or _is_of_study(page, i)):
        return False
    if i > page.last and page.decisions[i - 1].kind == "related" and AGENCY.fullmatch(page.text[i]):
        return False  # of a link
    if decision.kind == "date":
        signature = page.signature(i)
        is_signed = signature is not None and bool(signature.names)
        opens = _OPENS.match(page.text[i]) or _POSTED_BY.search(page.text[i])
        return is_signed or opens is not None or _AGENCY_AND_DAY.match(page.text[i]) is not None
    if names_offer(page, i):
        return False
    below = page.title is not None and page.title < i < page.body
    if below and repeats_section(page, i):
        return False
    if below and page.is_cut(i) and POSTED.match(page.text[i]):
        return True
    if (
        decision.kind == "caption"
        and decision.rule_id not in PICTURED_BY
        and page.title is not None
        and i in (page.title + 1, page.body - 2)
    ):
        text = page.text[i]
        works = _signs_for(page, i)
        return works or _WIRES.fullmatch(text) is not None or WRITTEN.match(text) is not None
    if decision.kind not in ("byline", "comment", "bio"):  # as which "Texte A B" may be taken
        inside = page.body < i <= page.last and not WITH_PHOTOS.match(page.text[i])
        return not inside and page.is_cut(i) and WRITTEN.match(page.text[i]) is not None
    return decision.kind == "byline" and not (decision.rule_id or "").endswith("outlet_below_name")


def _signs_for(page: Page, i: int) -> bool:
    """Does a name stand before an outlet, right above the date: "Ana Costa / Radio Cork"?"""
    name, slash, outlet = page.text[i].partition("/")
    dated = i + 1 < len(page) and page.decisions[i + 1].kind == "date"
    if not (slash and dated and page.reader and are_names(name.strip())):
        return False
    return page.reader.outlet.search(plain(outlet)) is not None


def _above_roles(page: Page, lines: Iterable[Line], reader: SignatureReader) -> Iterator[Line]:
    """The names that stand alone above a line of nothing but a role."""
    for line in lines:
        at = line.at - 1
        if line.of(ROLE) and len(line.of(ROLE)) == len(line.parts) and at >= 0 and page.is_cut(at):
            found = signers(page, at, reader)
            if (
                page.decisions[at].kind in UNNOTICED
                and found.of(PERSON)
                and are_names(page.text[at])
            ):
                yield found


_AGENCY_AND_DAY = re.compile(
    rf"(?:.{{3,40}} avec )?({AGENCY.pattern}), (?:publié|mis à jour|published|updated)\b"
)


def _signed_by(page: Page, i: int, reader: SignatureReader) -> Line:
    """What line `i` signs: the names in it where a date stands beside them."""
    wired = _AGENCY_AND_DAY.match(page.text[i])
    if wired:
        return Line(i, ((AGENT, wired[1]),), is_dated=True)
    posted = _POSTED_BY.search(page.text[i]) if page.decisions[i].kind == "date" else None
    if posted:
        return replace(read(page.text[i][posted.start() :], i, reader), is_dated=True)
    signature = page.signature(i)
    if signature is None or not signature.names or not signature.is_dated:
        return signers(page, i, reader)
    direct = signers(page, i, reader)
    persons = direct.of(PERSON)
    if direct.is_marked and persons and all(name in signature.names for name in persons):
        return replace(direct, is_dated=True)
    return replace(read(f"par {signature.names}", i, reader), is_dated=True)
