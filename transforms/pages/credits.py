"""Author and section of an article, off its decided lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.pages.page import Page

_BY = re.compile(
    r"^(?:(?:par|by|(?-i:[Dd]e(?= [A-ZÀ-Þ]))|(?:un )?textes? de"
    r"|propos recueillis par|recueillis? par|entretien réalisé par|textes?(?: et"
    r" photos)?(?: par)?|words by|written by|reported by|article de|un article de|reportage de"
    r"|enquête de|écrit par|rédigé par|publié par|posté par|signé|auteur|story by)\s*:?\s+)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:AFP|Reuters|Belga|ATS|ats|AP|APA|PA|EFE|Xinhua|[Pp]resse [Cc]anadienne|avec|with)\b"
)
_SOURCE = re.compile(r"^(?:sources?|crédits?|credits?) ?: ?", re.IGNORECASE)
_MAIL = re.compile(r" ?\S+@\S+")
_AFTER_NAMES = re.compile(
    r"[\s,|·•–—-]*(?:(?:publi|mis à jour|modifi|le \d|posted|updated|published|on \w+ \d).*"
    r"|suivre|follow)$",
    re.IGNORECASE,
)
_GLUED_WORDS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_CRUMBS = re.compile(r"\s*(?:[/>›|»·•]|(?<=\s)[-–—](?=\s))\s*")
_LEVELS = re.compile(r"\s*[/>›|»·•]\s*")  # a dash may stand inside a name of a section
_ARROWS = re.compile(r"[^\W\d] [›>»] \w[^›>»]* [›>»] ?\w")
_HOME = re.compile(r"^(?:accueil|home|vous êtes ici|you are here)\b[ :]*", re.IGNORECASE)
_WORDS_ALONE = re.compile(r"[^\W\d_][^\d_?!:;]*$")
_GENRES = frozenset(
    ("entretien", "interview", "reportage", "enquête", "analyse", "décryptage", "portrait", "récit",
     "tribune", "éditorial", "édito", "chronique", "vidéo", "video", "direct", "opinion",
     "analysis", "feature", "features", "live", "explainer", "abonnés", "premium")
)  # fmt: skip
MAX_SECTION = 60
KICKER_WORDS = 4
KNOWN_WORDS = 8  # of a line of which a part may be a section
BELOW = 5  # lines below the title in which the section may stand
_PARTS = re.compile(r"[^\W_](?:[^/>›|»·•.,()–—:-]|-(?=\w))*[^\W_]")
_HOMES = frozenset(
    {"accueil", "home", "a la une", "une", "la une", "direct", "en direct", "news", "latest"}
)
BESIDE = 8  # lines below the beginning of the text in which it may be signed
MIN_CRUMB, LONG_CRUMB = 8, 25  # characters of a crumb that is the title's beginning, or part of it


def byline(page: Page, pieces: Sequence[tuple[int, str, str]]) -> str | None:
    """The names as printed, without "by" and dates: those above the body, and the agency below.

    Names below the body count where none stand above it.
    """
    signed = [
        i
        for i in range(max(0, page.first - 12), min(len(page), page.last + 4))
        if (page.decisions[i].kind == "byline" and _signs(page, i) and not _is_role(page, i))
        or (page.decisions[i].kind == "date" and _signed(page, i))
    ]
    above = [i for i in signed if i <= max(page.body, page.first + BESIDE)]
    if any(_is_marked(page, i) for i in above):  # what stands beside is the outlet's
        above = [i for i in above if _is_marked(page, i) or _AGENCY.search(page.text[i])]
    elif len(above) > 1 and not _signed(page, above[1]):
        above = above[:1]
    below = [_signed(page, i) or page.text[i] for i in signed if i > page.last]
    below += [text for _, kind, text in pieces if kind == "byline"]
    names = _names([_signed(page, i) or page.text[i] for i in above])
    agencies = [name for name in _names(below) if not names or _AGENCY.search(name)]
    names += [name for name in agencies if all(name not in known for known in names)]
    return ", ".join(names[:3]) or None


def _signed(page: Page, i: int) -> str:
    """The names of a line that is nothing but a signature, without roles and places."""
    signature = page.signature(i)
    return signature.names if signature is not None else ""


def _is_role(page: Page, i: int) -> bool:
    """Does the line name a role or a desk's kind, and nobody?"""
    signature = page.signature(i)
    return signature is not None and signature.is_signed and not signature.names


def _is_marked(page: Page, i: int) -> bool:
    """Does the line say itself that it signs: by a "by", a role, a desk?"""
    signature = page.signature(i)
    return _BY.match(page.text[i]) is not None or (signature is not None and signature.is_signed)


def _signs(page: Page, i: int) -> bool:
    """Does the line name authors, rather than their roles, and stand where a signature does?"""
    rule_id = page.decisions[i].rule_id or ""
    if rule_id.endswith(("role", "outlet_below_name")):
        return False
    return i <= page.last + 1 or not rule_id.startswith("structure")


def _names(texts: Sequence[str]) -> list[str]:
    names: list[str] = []
    for text in texts:
        text = _MAIL.sub("", text)
        name = _AFTER_NAMES.sub("", _BY.sub("", _SOURCE.sub("", text))).strip(" ,.|•·-–—")
        if name[:1] in "([" and name[-1:] in ")]":
            name = name[1:-1].strip()
        if name and name.casefold() not in (known.casefold() for known in names):
            names.append(name)
    return names


def section(page: Page, pieces: Sequence[tuple[int, str, str]]) -> str | None:
    """The deepest crumb or section nearest above the title, else the kicker, else one below it.

    Names of genres (interview, video) and of the outlet count only where nothing else is said.
    """
    anchor = page.title if page.title is not None else page.first
    lines = range(anchor - 1, max(-1, anchor - 6), -1)
    said = [_crumb(page, i, anchor) for i in lines if page.decisions[i].kind != "title_copy"]
    said += [text for _, kind, text in pieces if kind == "kicker"]
    said += [_known(page, i) for i in (*lines[:3], *range(anchor + 1, anchor + BELOW))]
    said += [_crumb(page, i, anchor) for i in lines if page.decisions[i].kind == "title_copy"]
    found = [_deepest(_HOME.sub("", _GLUED_WORDS.sub(" / ", crumb))) for crumb in said]
    found = [name for name in found if any(map(str.isalpha, name)) and len(name) <= MAX_SECTION]
    own = [n for n in found if n.casefold() not in _GENRES and not _is_outlet(page, n, lines)]
    return next(iter(own or found), None)


def _known(page: Page, i: int) -> str:
    """The first part of a short cut line that is a name of a section, if one is."""
    if i >= len(page) or page.reader is None or page.words[i] > KNOWN_WORDS or not page.is_cut(i):
        return ""
    for match in _PARTS.finditer(page.folded[i]):
        if page.reader.section.fullmatch(match[0]) and match[0] not in _HOMES:
            return page.text[i][match.start() : match.end()]
    return ""


def _is_outlet(page: Page, name: str, lines: Sequence[int]) -> bool:
    """Is a name of several words said again by the furniture elsewhere on the page?"""
    return len(name.split()) >= 2 and any(
        name in page.text[i] for i in range(len(page)) if i not in lines and page.is_cut(i)
    )


def _deepest(crumbs: str) -> str:
    """The last crumb that names a subject; the last one where all name genres."""
    parts = [part.strip(" /:") for part in _LEVELS.split(crumbs)]
    parts = [part for part in parts if part]
    subjects = [part for part in parts if part.casefold() not in _GENRES]
    return (subjects or parts or [""])[-1]


def _crumb(page: Page, i: int, anchor: int) -> str:
    """What the line may say of the section; "" when it is other furniture."""
    decision, rule = page.decisions[i], page.rules[i]
    title = page.text[page.title] if page.title is not None else ""
    if decision.kind == "title_copy":
        return page.text[i].replace(title, "")
    ruled = rule is not None and rule.id.endswith("nav.breadcrumb")
    if decision.kind == "navigation" and (ruled or _ARROWS.search(page.text[i])):
        crumbs = [crumb for crumb in _CRUMBS.split(page.text[i]) if crumb.strip()]
        last = crumbs[-1].rstrip(" .…") if crumbs else ""
        if len(crumbs) > 1 and len(last) >= MIN_CRUMB and title.startswith(last):
            crumbs.pop()  # the title, cut short
        if len(crumbs) > 1 and crumbs[-1] in title and len(crumbs[-1]) >= LONG_CRUMB:
            crumbs.pop()
        return " / ".join(crumbs)
    if decision.kind not in ("kicker", "navigation"):
        return ""
    known = rule is not None and rule.id.endswith("nav.sections")
    kicker = i == anchor - 1 and page.words[i] <= KICKER_WORDS and _WORDS_ALONE.match(page.text[i])
    return page.text[i] if known or kicker else ""
