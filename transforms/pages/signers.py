"""What a line that signs an article says: persons, agencies, desks, without roles and places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.pages.initials import INITIALS
from transforms.pages.signature import AGENCY, SignatureReader, are_names

_BY = re.compile(
    r"^[^\w(«\"]*(?:\w{2,6} ?/ ?(?=[Pp]ar ))?(?:(?:(?:un |une )?(?:articles?|textes?|reportage"
    r"|enquête|analyse|récit|dossier|propos|entretien|interview|billet|chronique|tribune|critique"
    r"|portrait|édito(?:rial)?|papier|sujet(?= de| par))(?: et (?:photos?|vidéos?))? ?"
    r"(?:(?:réalisée?s?|rédigée?|écrit|recueillis|proposée?|signée?|préparée?)"
    r"(?: (?:à|au|aux|en|dans) [^,:]{2,30}?(?= par ))?)? ?(?:par|de)?"
    r"|(?:réalisée?|recueilli|coordonnée?|préparée?)s? par"
    r"|by our (?:own )?(?:\w+ )?(?:correspondent|reporter)s?|par|by"
    r"|(?-i:[Dd]e(?= [A-ZÀ-Þ]))|recueillis? par"
    r"|(?:an? |the )?(?:words|written|reported|reporting|reports?|story|text|edited|posted"
    r"|contributed|compiled|analysis|investigation|review|interview|commentary"
    r"|column|essay|opinion|feature) by|special to [^:]{3,40}(?= ?:)|(?-i:[Tt]ext(?= [A-ZÀ-Þ]))"
    r"|author of the article|écrit par|rédigée?s? par|publié par|posté par|signé"
    r"|auteure?|autrice|author|writer|correspondante?(?: \w+)?|entretien|interview|words"
    r"|story(?= ?:)|text(?= ?:)|chronique de"
    r"|(?:sujet|adaptation|rédaction|réd\.|texte|récit|réalisation|mise en ligne"
    r"|journaliste|reporter|rédact(?:eur|rice)|collaborat(?:ion|eur|rice)|correspondance|plume)"
    r"(?: (?:web|radio|télé|tv|vidéo|numérique|en ligne|spéciale?))?(?= ?:)"
    r"|la recette de|(?:ce (?:matin|midi|soir),? )?avec|from)"
    r"(?: ?:| (?=[^\W\d_])|(?-i:(?<=PAR)|(?<=BY)|(?<=Par)|(?<=By))"
    r"(?=[A-ZÀ-Þ]))\s*)",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"^(?:de )?(?:notre|nos) (?:envoyée?s? spécia(?:le?s?|ux)|correspondante?s?|reporters?|bureau)"
    r"(?: [a-zà-ÿ]+e)?(?: (?:à|au|aux|en|dans|de|du) [^,:]{2,30})?"
    r"(?:\s?[,:]\s*|(?-i: (?=[A-ZÀ-Þ]\S+ [A-ZÀ-Þ])))",
    re.IGNORECASE,
)
_ROLE_GLUED = re.compile(
    r"(?<=[a-zà-ÿ])(?=[Cc]orrespondan|[Ee]nvoyé|[Jj]ournaliste|[Rr]éda[ck]|[Rr]eporter|[Ss]taff)"
)
_WEEKDAY = (
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di,? |dimanche,? "
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
)
_AFTER = re.compile(
    r"(?<=\S)[\s,|·•–—-]*(?:(?:publi|mis à jour|modifi|le (?:\d|lun|mar|mer|jeu|ven|sam|dim)"
    rf"|d['’]après |posted|updated|published|on \w+ \d|{_WEEKDAY}(?:\d{{1,2}}(?:er|st|nd|rd|th)? ?"
    r"[a-zà-ÿ]{3,}\.?,? (?:19|20)\d\d|[a-zà-ÿ]{3,}\.? \d{1,2},? (?:19|20)\d\d"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})).*|suivre|follow)$",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\S+@\S+|(?<!\w)@\w+| @ .*$|https?:\S+|[✓✔✉☰🖊✍️|]+$|^(?:[✓✔✉🖊✍️]+|@ )")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_BESIDES = re.compile(r"\s*[,/]\s*|^avec (?:l['’])?|^with | et | avec ")
_CREDIT = re.compile(
    r"(?:photos?|photograph(?:ie)?s?|images?|vidéos?|video|illustrations?|pictures?)"
    r"\s*(?:: ?|by |par |de |d['’])",
    re.IGNORECASE,
)
_PHOTO = re.compile(r"photo|image|dessin|illustr|vidéo|video|graphi", re.IGNORECASE)
_PICTURES = (
    r"[Pp]hotos?|[Pp]hotograph(?:s|y|ies?)|[Ii]mages?|[Vv]id[eé]os?|[Ii]llustrations?|[Pp]ictures?"
)
PARTED = re.compile(
    rf"(\s*,\s+(?:et|avec|and|with)\s+|\s*[,;|·•]\s*|\s+(?=(?:{_PICTURES}) ?(?::|[A-ZÀ-Þ]))"
    rf"|\.\s+(?=(?:{_PICTURES})\b)|\s*/\s*|\s+[-–—]\s+"
    r"|\s+(?:et|and|&|avec|with|y|und)\s+(?:la |l['’])?)"
)
_PLACED = re.compile(
    r"(?:^|\s+)(?:à|au|aux|en|in|at|depuis|from|dans|for|pour) (?:le |la |l['’])?[A-ZÀ-Þ].*$"
)
_LONE = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'’-]{2,}|[A-ZÀ-Þ]{3,}")
_TRANSLATED = re.compile(
    r"\b(?:tradu(?:it|ction)|translat|adaptation(?! (?:web|radio|num))|adapté)", re.IGNORECASE
)
_CREDITED = re.compile(rf"(?<=\w\)) [–—|·•-]+ (?:{_PICTURES}) ?(?::|par|by) [^:]*$")
_EDITED = re.compile(
    r"(?<=.)\b(?:(?:edit(?:ed|ing)|writing|relu|édition) by"
    r"|(?:éditée?|relue?|mis en ligne) par)\b.*$",
    re.IGNORECASE,
)
_OUTLET = re.compile(r" (?:Le |La |Les |L['’])[A-ZÀ-Þ].*$")
_OURS = re.compile("de (?:notre|nos) ", re.IGNORECASE)  # correspondent, whom nobody names
_ENDS_IN_INITIAL = re.compile(r"(?<![^\W\d_])[A-ZÀ-Þ][a-z]?\.\s*$")
_LED = re.compile(  # "Le Courrier d'Armorique Loïc Guéguen"
    r"^(?:(?:Le|La|Les|The) |L['’])[A-ZÀ-Þ][\w-]+(?: (?:d['’]|de |du |des |de la |de l['’]|of )"
    r"[A-ZÀ-Þ][\w-]+|(?: [a-z-]+)+)? (?=[A-ZÀ-Þ][\w.-]+ [A-ZÀ-Þ])"
)
_ELIDED = re.compile(
    r"^((?i:(?:un |une )?(?:récit|reportage|enquête|textes?|billet|chronique|analyse|portrait"
    r"|entretien|article))) d['’](?=[A-ZÀ-Þ])"
)
_WORKING_FOR = re.compile(r"^(?:Pour|For) [^,]{3,40}, (?=[A-ZÀ-Þ]\S+ [A-ZÀ-Þ])")
_DESK = re.compile("[a-z]{2,4}")
_TITLED = re.compile(  # as papers are
    r"(?:Le|La|Les|The) [A-ZÀ-Þ]\S+ \S|L['’][A-ZÀ-Þ]|(?:L[AE]S?|THE) [A-ZÀ-Þ]{3,}$|L[ae]s? \S+$"
)
_INNER = re.compile(
    r"^.{3,60}\s(?:[|/·•–—-]\s*(?=(?:Par|PAR|By|BY) [A-ZÀ-Þ])"
    r"|(?=[Pp]ropos (?:et photos )?recueillis par [A-ZÀ-Þ]))"
)
_GLUED = re.compile(
    r"^(?:par )?(?:(?:Le|La|Les|The) |L['’]).{2,40}[a-zà-ÿ]{3}(?=[A-ZÀ-Þ][a-zà-ÿ'’-]+ [A-ZÀ-Þ])"
)
_PLACE = re.compile(r"[A-Z]{2,6}|[A-ZÀ-Þ][a-zà-ÿ'’]{2,}(?:-[A-ZÀ-Þ]?[a-zà-ÿ]+)*")
_SHARED = re.compile(r"\s*\|\s*(?:textes?|photos?|images?|illustrations?|words|pictures)\b")
_BESIDE = re.compile(r"^[(\[]?(?:avec|with) (?:la |l['’]|the )?", re.IGNORECASE)
_SOURCE = re.compile(r"^(?:sources?|crédits?|credits?|provided by|via) ?:? ?", re.IGNORECASE)

PERSON, AGENT, OTHER, ROLE = "person", "agency", "other", "role"


@dataclass(frozen=True, slots=True)
class Line:
    """What one line signs: (kind, name) in order, and the line's text when it is all of them."""

    at: int
    parts: tuple[tuple[str, str], ...]
    is_marked: bool = False
    is_dated: bool = False  # beside a date, where outlets stand too
    is_late: bool = False  # a translator's, an outlet's: who signs elsewhere goes first

    def of(self, *kinds: str) -> list[str]:
        return [name for kind, name in self.parts if kind in kinds]


def read(text: str, at: int, reader: SignatureReader) -> Line:
    """What a line that signs says, without roles, places, addresses and dates."""
    text = _ELIDED.sub(r"\1 de ", _WORKING_FOR.sub("", text))
    text = _CREDITED.sub("", _SHARED.sub("", _GLUED.sub("", _INNER.sub("", text))))
    is_late = bool(_TRANSLATED.search(text) or _SOURCE.match(text) or _BESIDE.match(text))
    if _OURS.match(text) and not _SENT.match(text):
        return Line(at, ((ROLE, text.strip(" .")),), True)
    dot = "." if _ENDS_IN_INITIAL.search(text) else ""
    text = _EDITED.sub("", _SOURCE.sub("", text.strip(" .;–—-") + dot)).strip(" ;")
    if text[:1] in "([" and text[-1:] in ")]":
        text = text[1:-1]
    text = _AFTER.sub("", _CONTACT.sub("", _ROLE_GLUED.sub(", ", text))).strip()
    sent = _SENT.match(text) or _SENT.match(_BY.sub("", text, count=1))
    is_marked = sent is not None or _BY.match(text) is not None
    text = _SENT.sub("", _BY.sub("", text, count=1))
    text = _BY.sub("", text, count=1) if is_marked else text
    if not is_marked and reader.idle.search(plain(text)):
        return Line(at, ())
    brackets = _BRACKETED.findall(text)
    for _ in range(2):
        text = _BRACKETED.sub(lambda m: ", photo" if _PHOTO.search(m[1]) else "", text)
    whole = text.strip(" .,")
    parts = [(AGENT, whole)] if AGENCY.fullmatch(whole) else _parts(text, is_marked, reader)
    inside = [word for text in brackets for word in _BESIDES.split(text)]
    parts += [(AGENT, word) for word in inside if AGENCY.fullmatch(word)]
    return Line(at, tuple(parts), is_marked, is_late=is_late)


def _parts(text: str, is_marked: bool, reader: SignatureReader) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    pieces = PARTED.split(text)
    is_wired = any(AGENCY.fullmatch(piece.strip()) for piece in pieces[::2])
    for k in range(0, len(pieces), 2):
        if is_wired and _DESK.fullmatch(pieces[k].strip()):
            parts.append((PERSON, pieces[k].strip()))  # "boi avec ats"
            continue
        kind, name = _part(pieces[k], k > 0 and pieces[k - 1].strip() == ",", is_marked, reader)
        if (
            kind == OTHER
            and parts
            and parts[-1][0] == PERSON
            and _PLACE.fullmatch(pieces[k].strip())
        ):
            continue  # "A B/Kisangani"
        if kind == PERSON and k and "|" in pieces[k - 1] and parts and parts[-1][0] == PERSON:
            kind = ROLE  # "A B | The Ledger": where the author works
        if kind == PERSON and _follows_outlet(pieces, k, parts, reader):
            continue  # "A B, Radio Cork, West Cork"
        if kind == "photo" and len(parts) > 1:
            parts.pop()
        elif name:
            parts.append((kind, name))
    return parts


def _follows_outlet(
    pieces: Sequence[str], k: int, parts: Sequence[tuple[str, str]], reader: SignatureReader
) -> bool:
    """Is it a place: a name behind an outlet and a comma?"""
    if k == 0 or pieces[k - 1].strip() != "," or parts[-1:] == [] or parts[-1][0] != OTHER:
        return False
    outlet = plain(parts[-1][1])
    return bool(reader.outlet.search(outlet)) and not reader.desk.fullmatch(outlet)


def _part(
    text: str, is_after_comma: bool, is_marked: bool, reader: SignatureReader
) -> tuple[str, str]:
    """(kind, name) of one part of a signing line; name "" when it names nobody."""
    text = text.strip(" ,:–—-*•")
    if text == "photo":
        return "photo", ""
    if _CREDIT.match(text):
        return OTHER, ""
    if AGENCY.fullmatch(text.strip(".").removesuffix(" inputs")):
        return AGENT, text.strip(".")
    if INITIALS.fullmatch(text):
        return PERSON, text
    text = text.strip(".")
    if is_after_comma and _ends_in_role(text, reader):
        return ROLE, ""
    if reader.role.fullmatch(plain(text)):
        return ROLE, text
    text = _unplaced(text, reader)
    folded = plain(text)
    if not text or reader.idle.search(folded):
        return OTHER, ""
    if are_names(text):
        is_outlet = reader.outlet.search(folded) or _TITLED.match(text)
        return (OTHER if is_outlet else PERSON), text
    if is_after_comma and " " not in text:
        return OTHER, ""  # a place
    if is_marked and _LONE.fullmatch(text):
        return PERSON, text
    if reader.desk.fullmatch(folded) or (text[:1].isupper() and len(text.split()) <= 6):
        return OTHER, text
    return OTHER, ""


def _ends_in_role(text: str, reader: SignatureReader) -> bool:
    return reader.role.fullmatch(plain(text.split(" ")[-1])) is not None


def _unplaced(text: str, reader: SignatureReader) -> str:
    """`text` without the role or the place that follows a name."""
    bare = _PLACED.sub("", text)
    if bare != text and (not bare or are_names(bare)):
        text = bare
    led = _LED.sub("", text, count=1)
    if led != text and reader.outlet.search(plain(text[: len(text) - len(led)])):
        text = led
    bare = _OUTLET.sub("", text)
    if bare != text and are_names(bare) and reader.outlet.search(plain(text)):
        return bare
    words = text.split(" ")
    if are_names(text) and reader.outlet.search(plain(text)):
        return text  # "Express News Service"
    for count in range(2, len(words)):
        if reader.role.fullmatch(plain(" ".join(words[count:]))):
            return " ".join(words[:count])
    return text


def plain(text: str) -> str:
    """Enough of folding for the words of the lexicons."""
    return text.lower().translate(_PLAIN)


_PLAIN = str.maketrans("àâäéèêëîïôöùûüçñ’", "aaaeeeeiioouuucn'")
