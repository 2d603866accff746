"""What a kicker is about, of all that it says."""

from __future__ import annotations

import re

from transforms.pages.remembering import by_text
from transforms.pages.section.section_words import EDGES, GLUED, LEVEL, SectionWords
from transforms.pages.times.dates import fold

LOOSE = re.compile(
    r"\s*[|·•~#*]\s*|\s+[^\w\s,.;:!?'’\"«»“”()&/+<>›→-]\s+|\s+[-–—]\s+|\s*,\s+"
    r"|(?<=[a-zà-ÿ]{5})\.\s+|(?<=[a-zà-ÿ]),(?=[A-ZÀ-Þ])"
)
_DASHED = re.compile(r"\s[-–—]\s")
_SIGN = r"[\s\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+"
SIGNS = re.compile(rf"^{_SIGN}|{_SIGN}$")
_IN = re.compile(r"^(?:[Ii]n|[Dd]ans|[Uu]nder) (?=[A-ZÀ-Þ])")


@by_text
def subject_of(names: SectionWords, text: str) -> str:
    """What a kicker is about: "Rugby · Pro D2", "Écologie Enquête", "à la une Société"."""
    text = _IN.sub("", names.unbadged(SIGNS.sub("", text).strip(EDGES)))
    parts = [p.strip(EDGES) for p in LEVEL.split(text) for p in LOOSE.split(p)]
    parts = [q for p in parts for q in GLUED.split(p) if q.strip()]
    known = [p for p in parts if names.is_known(p)]
    if len(known) == 2 == len(parts) and _DASHED.search(text):
        return text  # "Faits divers – Justice"
    name = (known or [p for p in parts if not names.is_idle(p)] or [""])[0]
    words = name.split()
    for count in range(1, len(words)):
        first, rest = " ".join(words[:count]), " ".join(words[count:])
        joined = {fold(w) for w in (words[count - 1], words[count])} & {"&", "et", "and"}
        joined |= {fold(words[count - 1])} & names.leads
        if joined or not rest[:1].isupper() or fold(rest) in names.ends:
            continue
        if names.is_idle(first) and names.is_known(rest):
            return rest
        if names.is_known(first) and not (name.isupper() and not names.is_idle(rest)):
            return first
    return name
