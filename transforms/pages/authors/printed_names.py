"""How names of persons and agencies are printed."""

from __future__ import annotations

import re
from functools import lru_cache

AGENCIES = (
    r"(?:(?:the |l['’])?(?:AFP|Agence France[- ]Presse|Reuters|AP|Associated Press|Belga|ATS"
    r"|Keystone-ATS|(?:La )?Presse [Cc]anadienne|The Canadian Press|PA(?: Media)?|ANSA|DPA|EFE|APA"
    r"|Xinhua|Chine nouvelle|TASS|Tass|APS|MAP|TAP|Bloomberg|UPI|AAP|ANI|PTI|NAN"
    r"|Press Trust of India|Press Association|News Agency of Nigeria|IANS|TNS"
    r"|Agence (?:marocaine|ivoirienne|congolaise|togolaise|béninoise|gabonaise|guinéenne) de presse"
    r"|(?:Algérie|Alliance) Presse Service|Tunis Afrique Presse|Agence Ecofin|Agence QMI|QMI"
    r"|Anadolu|AA|IRNA"
    r"|Sputnik|(?:AFP-|ETX )?Relaxnews|ETX Daily Up|AFP-Services|6M[ée]dias"
    r"|Afp|afp|ats|awp|sda|nxp|dpa|reuters|belga|agences?|agencies))"
)
WORD = r"(?:\p{Lu}\.(?: ?-? ?\p{Lu}\.)*|\p{Lu}[\p{L}'’.-]*)".replace(
    r"\p{Lu}", "[A-ZÀ-ÖØ-ÞĀŁŚŠŽĆČİ]"
).replace(r"\p{L}", r"A-Za-zÀ-ÖØ-öø-ɏ")
_PARTICLE = (
    r"(?:d[eu]s?|la|le|van|von|der|den|te[nr]|zu|el|al|ben|bin|ibn|bint|mint|da|di|dos|del|della|y"
    r"|ould|ag|wa|ya|de la|d['’])"
)
NAME = rf"{WORD}(?:[ -](?:{_PARTICLE} ?)*{WORD}){{1,4}}"
_NAMES = re.compile(rf"{NAME}(?:(?: et| and| &|,| with| avec| y| und|/) ?{NAME})*")
LEADING_NAME = re.compile(rf"({WORD} (?:{_PARTICLE} )?{WORD}) (.+)")
AGENCY = re.compile(rf"{AGENCIES}(?:/[a-z]{{2,4}})*(?: ?(?:[/,&+]|et|and|avec|with) ?{AGENCIES})*")


@lru_cache(maxsize=8192)
def are_names(text: str) -> bool:
    """Persons' names, of two words at least: a hyphenated word alone is a town."""
    return " " in text and _NAMES.fullmatch(text) is not None
