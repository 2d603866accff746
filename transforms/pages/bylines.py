"""Authors of an article: off the lines that sign it, as printed, without roles and places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.pages.initials import INITIALS, without_short
from transforms.pages.page import Page
from transforms.pages.signature import AGENCY, SignatureReader, are_names

BESIDE = 8  # lines below the beginning of the text in which it may be signed
ABOVE, TAIL = 12, 6  # lines above the text, and below it, in which it may be signed
MOST = 4  # names
NEAR, NAMES_WORDS = 3, 9  # lines beside the title, words of a line that is all names
UNNOTICED = frozenset({"caption", "kicker", "navigation", "other", "tags", "share"})

_BY = re.compile(
    r"^[^\w(«\"]*(?:\w{2,6} ?/ ?(?=[Pp]ar ))?(?:(?:(?:un |une )?(?:articles?|textes?|reportage"
    r"|enquête|analyse|récit|dossier|propos|entretien|interview)(?: et (?:photos?|vidéos?))? ?"
    r"(?:réalisée?s?|rédigée?|écrit|recueillis|proposée?|signée?|préparée?)? ?(?:par|de)?|par|by"
    r"|(?-i:[Dd]e(?= [A-ZÀ-Þ]))|recueillis? par|(?:words|written|reported|reporting|story|text"
    r"|edited|posted) by|author of the article|écrit par|rédigée?s? par|publié par|posté par|signé"
    r"|auteure?|autrice|author|writer|correspondante?(?: \w+)?|entretien|interview|chronique de"
    r"|la recette de|avec|from)(?: ?:| (?=[^\W\d_])|(?-i:(?<=PAR)|(?<=BY)|(?<=Par)|(?<=By))"
    r"(?=[A-ZÀ-Þ]))\s*)",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"^(?:de )?(?:notre|nos) (?:envoyée?s? spécia(?:le?s?|ux)|correspondante?s?|reporters?)"
    r"(?: [a-zà-ÿ]+e)?(?: (?:à|au|aux|en|dans|de|du) [^,:]{2,30})?\s?[,:]\s*",
    re.IGNORECASE,
)
_ROLE_GLUED = re.compile(
    r"(?<=[a-zà-ÿ])(?=[Cc]orrespondan|[Ee]nvoyé|[Jj]ournaliste|[Rr]éda[ck]|[Rr]eporter|[Ss]taff)"
)
_AFTER = re.compile(
    r"[\s,|·•–—-]*(?:(?:publi|mis à jour|modifi|le (?:\d|lun|mar|mer|jeu|ven|sam|dim)|d['’]après "
    r"|posted|updated|published|on \w+ \d|\d{1,2} ?[a-zà-ÿ]{3,}\.? (?:19|20)\d\d"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}).*|suivre|follow)$",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\S+@\S+|(?<!\w)@\w+| @ .*$|https?:\S+|[✓✔✉☰🖊✍️|]+$|^[✓✔✉🖊✍️]+")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_BESIDES = re.compile(r"\s*[,/]\s*|^avec (?:l['’])?|^with | et | avec ")
_CREDIT = re.compile(
    r"(?:photos?|images?|vidéos?|video|illustrations?|pictures?)\s*:", re.IGNORECASE
)
_PHOTO = re.compile(r"photo|image|dessin|illustr|vidéo|video|graphi", re.IGNORECASE)
_PARTED = re.compile(
    r"(\s*[,;|·•]\s*|\.\s+(?=[Pp]hotos?\b|[Ii]mages?\b|[Vv]idéos?\b)|\s*/\s*|\s+[-–—]\s+"
    r"|\s+(?:et|and|&|avec|with|y|und)\s+(?:la |l['’])?)"
)
_PLACED = re.compile(
    r"(?:^|\s+)(?:à|au|aux|en|in|at|depuis|from|dans) (?:le |la |l['’])?[A-ZÀ-Þ].*$"
)
_LONE = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'’-]{2,}|[A-ZÀ-Þ]{3,}")
_TRANSLATED = re.compile(r"\b(?:tradu(?:it|ction)|translat|adaptation|adapté)", re.IGNORECASE)
_EDITED = re.compile(r"(?<=.)\b(?:edit(?:ed|ing)|writing|relu|édition) by\b.*$", re.IGNORECASE)
_OUTLET = re.compile(r" (?:Le |La |Les |L['’])[A-ZÀ-Þ].*$")
_SOURCE = re.compile(r"^(?:sources?|crédits?|credits?|provided by|via) ?:? ?", re.IGNORECASE)

PERSON, AGENT, OTHER, ROLE = "person", "agency", "other", "role"


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line signs: (kind, name) in order, and the line's text when it is all of them."""

    at: int
    parts: tuple[tuple[str, str], ...]
    is_marked: bool = False
    is_late: bool = False  # a translator's, an outlet's: who signs elsewhere goes first

    def of(self, *kinds: str) -> list[str]:
        return [name for kind, name in self.parts if kind in kinds]


def byline(page: Page, pieces: Sequence[tuple[int, str, str]]) -> str | None:
    """The authors above the body, and the agency below it; those below where none is above.

    `pieces`: (line, kind, text) cut inside lines. Desks and outlets count if no person signs.
    """
    reader = page.reader
    if reader is None:
        return None
    edge = max(page.body, page.first + BESIDE, (page.title or 0) + BESIDE)
    stop = min(len(page), page.last + 1 + TAIL)
    lines = [
        line
        for i in range(max(0, min(page.first, page.title or page.first) - ABOVE), stop)
        if page.decisions[i].kind in ("byline", "date")
        and _may_sign(page, i)
        and (line := _read(_signing(page, i), i, reader)).parts
    ]
    above = [x for x in lines if x.at <= edge]
    below = [x for x in lines if x.at > edge]
    below += [_read(text, len(page), reader) for _, kind, text in pieces if kind == "byline"]
    if any(line.parts and not line.of(PERSON, OTHER) for line in above):
        below = [line for line in below if not line.of(PERSON)]  # an agency signs alone
    chosen = _chosen(above, below) if above or below else _unnoticed(page, reader)
    names = without_short([name for line in chosen for name in line])
    agents = [name for line in (*above, *below) for name in line.of(AGENT)]
    names += [name for name in dict.fromkeys(agents) if not any(name in known for known in names)]
    texts = [page.text[line.at] for line in lines] + [text for _, _, text in pieces]
    return _printed(names[:MOST], texts) or None


def _printed(names: Sequence[str], texts: Sequence[str]) -> str:
    """The names, parted as one of the lines parts them, else by commas."""
    joined = ""
    for name, before in zip(names, ("", *names), strict=False):
        part = ", "
        for text in texts:
            start = text.find(before) + len(before)
            stop = text.find(name, start)
            if (
                before
                and start >= len(before)
                and _PARTED.fullmatch(text[start : max(stop, start)])
            ):
                part = text[start:stop]
        joined += (part if before else "") + name
    return joined


def _may_sign(page: Page, i: int) -> bool:
    decision = page.decisions[i]
    if decision.kind == "date":
        signature = page.signature(i)
        return bool(signature and signature.names) or bool(INITIALS.match(page.text[i]))
    return decision.kind == "byline" and not (decision.rule_id or "").endswith("outlet_below_name")


def _unnoticed(page: Page, reader: SignatureReader) -> list[list[str]]:
    """Where no line is known to sign: one beside the title, or the text, that is all names."""
    anchor = page.title if page.title is not None else page.first
    header = range(max(0, anchor - NEAR), min(len(page), max(page.body, anchor + NEAR) + 1))
    tail = range(page.last + 1, min(len(page), page.last + 1 + NEAR))
    for lines in (header, tail):
        for i in lines:
            if i == page.title or not page.is_cut(i) or page.words[i] > NAMES_WORDS:
                continue
            if page.decisions[i].kind not in UNNOTICED:
                continue
            names = (line := _read(page.text[i], i, reader)).of(PERSON)
            if names and names == line.of(PERSON, OTHER) and _fill(names, page.text[i]):
                return [names]
    return []


def _fill(names: Sequence[str], text: str) -> bool:
    """Are the names most of the line, and parted words?"""
    return sum(map(len, names)) >= len(text) / 2 and not re.search("[a-zà-ÿ][A-ZÀ-Þ]", text)


def _signing(page: Page, i: int) -> str:
    """The line's text, or the names in it where a date stands beside them."""
    signature = page.signature(i)
    dated = signature is not None and signature.names and signature.is_dated
    return f"par {signature.names}" if signature and dated else page.text[i]


def _chosen(above: Sequence[_Line], below: Sequence[_Line]) -> list[list[str]]:
    """The names of the lines that sign: persons first, then whoever else is named."""
    marked = any(line.is_marked and line.of(PERSON, OTHER) for line in above)
    for kind in (PERSON, OTHER):
        for lines in (above, below):
            signed = [line for line in lines if line.of(kind) and not line.is_late]
            if marked and lines is above:
                signed = [line for line in signed if line.is_marked]
            elif signed:
                signed = [x for k, x in enumerate(signed) if x.at == signed[0].at + k]
                signed = signed[:1] if kind == OTHER else signed
            if signed:
                return [line.of(kind) for line in signed]
    late = [line for line in (*above, *below) if line.is_late and line.of(PERSON, OTHER)]
    if late:
        return [late[0].of(PERSON, OTHER)]
    return [line.of(ROLE) for line in above if line.of(ROLE)][:1]


def _read(text: str, at: int, reader: SignatureReader) -> _Line:
    """What a line that signs says, without roles, places, addresses and dates."""
    is_late = bool(_TRANSLATED.search(text) or _SOURCE.match(text))
    text = _EDITED.sub("", _SOURCE.sub("", text.strip(" .;–—-"))).strip(" ;")
    if text[:1] in "([" and text[-1:] in ")]":
        text = text[1:-1]
    text = _AFTER.sub("", _CONTACT.sub("", _ROLE_GLUED.sub(", ", text))).strip()
    sent = _SENT.match(text) or _SENT.match(_BY.sub("", text, count=1))
    is_marked = sent is not None or _BY.match(text) is not None
    text = _SENT.sub("", _BY.sub("", text, count=1))
    text = _BY.sub("", text, count=1) if is_marked else text
    if not is_marked and reader.idle.search(_folded(text)):
        return _Line(at, ())
    brackets = _BRACKETED.findall(text)
    for _ in range(2):
        text = _BRACKETED.sub(lambda m: ", photo" if _PHOTO.search(m[1]) else "", text)
    whole = text.strip(" .,")
    parts = [(AGENT, whole)] if AGENCY.fullmatch(whole) else _parts(text, is_marked, reader)
    inside = [word for text in brackets for word in _BESIDES.split(text)]
    parts += [(AGENT, word) for word in inside if AGENCY.fullmatch(word)]
    return _Line(at, tuple(parts), is_marked, is_late)


def _parts(text: str, is_marked: bool, reader: SignatureReader) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    pieces = _PARTED.split(text)
    for k in range(0, len(pieces), 2):
        kind, name = _part(pieces[k], k > 0 and pieces[k - 1].strip() == ",", is_marked, reader)
        if kind == "photo" and len(parts) > 1:
            parts.pop()
        elif name:
            parts.append((kind, name))
    return parts


def _part(
    text: str, is_after_comma: bool, is_marked: bool, reader: SignatureReader
) -> tuple[str, str]:
    """(kind, name) of one part of a signing line; name "" when it names nobody."""
    text = text.strip(" ,:–—-*•")
    if text == "photo":
        return "photo", ""
    if _CREDIT.match(text):
        return OTHER, ""
    if AGENCY.fullmatch(text.strip(".")):
        return AGENT, text.strip(".")
    if INITIALS.fullmatch(text):
        return PERSON, text
    text = text.strip(".")
    if is_after_comma and _ends_in_role(text, reader):
        return ROLE, ""
    if reader.role.fullmatch(_folded(text)):
        return ROLE, text
    text = _unplaced(text, reader)
    folded = _folded(text)
    if not text or reader.idle.search(folded):
        return OTHER, ""
    if are_names(text):
        return (OTHER if reader.outlet.search(folded) else PERSON), text
    if is_after_comma and " " not in text:
        return OTHER, ""  # a place
    if is_marked and _LONE.fullmatch(text):
        return PERSON, text
    if reader.desk.fullmatch(folded) or (text[:1].isupper() and len(text.split()) <= 6):
        return OTHER, text
    return OTHER, ""


def _ends_in_role(text: str, reader: SignatureReader) -> bool:
    return reader.role.fullmatch(_folded(text.split(" ")[-1])) is not None


def _unplaced(text: str, reader: SignatureReader) -> str:
    """`text` without the role or the place that follows a name."""
    bare = _PLACED.sub("", text)
    if bare != text and (not bare or are_names(bare)):
        text = bare
    bare = _OUTLET.sub("", text)
    if bare != text and are_names(bare) and reader.outlet.search(_folded(text)):
        return bare
    words = text.split(" ")
    for count in range(2, len(words)):
        if reader.role.fullmatch(_folded(" ".join(words[count:]))):
            return " ".join(words[:count])
    return text


def _folded(text: str) -> str:
    """Enough of folding for the words of the lexicons."""
    return text.lower().translate(_PLAIN)


_PLAIN = str.maketrans("àâäéèêëîïôöùûüçñ’", "aaaeeeeiioouuucn'")
