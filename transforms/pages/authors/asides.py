"""What stands beside names and dates in a header line: addresses, pictures, credits, a status."""

from __future__ import annotations

import re

from transforms.pages.times.moments import unstuck

PICTURES = re.compile("[\u23e9-\u23ff\u2600-\u27bf\U0001f300-\U0001faff]")  # "👤 Ana Costa 🕒"
_ADDRESS = re.compile(r"(?<!\S)(?:[^\s@]+@\S+|@\w+)")
SIGNS = r"[|·–—-] ?@|\((?:stag|coll?|corr?|cp)\b"  # without which no aside is of who signs
_HANDLE = re.compile(r"[|·–—-] ?@\w+$")
_PLURAL = re.compile(r"(?<=[^\W\d_])\((?:e?s|e|t?rice)\)")  # "auteur(s)"
_CREDITED = re.compile(
    r"\. (?=(?:photos?|photographies|images?|videos?|photographs?|pictures?|texte|words)\b)",
    re.IGNORECASE,
)
_PICTURED = re.compile(  # "Par Ana Costa / Photos : J. B."
    r"(?<=\w) ?[/|•·–—-]+ ?(?:photos?|images?|vid[eé]os?|dessins?|illustrations?|pictures?"
    r"|(?:photo )?cr[eé]dits?(?: photos?)?) ?(?::|par\b|by\b).*$",
    re.IGNORECASE,
)
_STATUS = re.compile(  # "Ana Costa (Stag.) & Coll."
    r"(?<=[\w.]) ?\("
    r"(?:stag|stagiaire|coll?|corr?|cp|correspond[^()]*|envoy[^()]*|intern|trainee)\.?\)"
    r"|(?<=[\w)]),? (?:&|et|and) (?:coll|al)\.?$",
    re.IGNORECASE,
)


SEEN = re.compile(  # how often: an eye, a bubble, a heart, a thumb and a number
    "[\U0001f440\U0001f441\U0001f4ac\U0001f5e8\U0001f5e9\u2764\U0001f44d]\ufe0f? ?\\d[\\d., ]*k?",
    re.IGNORECASE,
)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def without_asides(text: str, folded: str) -> tuple[str, str, bool]:
    """(text, folded, signs): the line without them; whether one of them is of somebody who signs.

    Both are changed alike, so that `folded` stays as long as `text`.
    """
    signs = _HANDLE.search(text) is not None
    if ")" in text or "." in text:
        bare, statuses = _STATUS.subn("", text)
        signs, text, folded = signs or statuses > 0, bare, _STATUS.sub("", folded)
    if ":" in text or " par " in text or " by " in text:
        text, folded = (_PICTURED.sub("", written) for written in (text, folded))
    if "@" in text:
        text, folded = (_ADDRESS.sub(_blank, written) for written in (text, folded))
    if ")" in text:
        text, folded = (_PLURAL.sub("", written) for written in (text, folded))
    if not text.isascii():
        text, folded = (SEEN.sub(_blank, written) for written in (text, folded))
        text, folded = (PICTURES.sub("|", written) for written in (text, folded))
    return *unstuck(*(_CREDITED.sub("; ", written) for written in (text, folded))), signs
