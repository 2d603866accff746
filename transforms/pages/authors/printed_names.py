"""How names of persons and agencies are printed."""

from __future__ import annotations

import re
import unicodedata
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


# Letters of African alphabets, and others that are no plain letter with an accent.
_PLAIN = dict(zip("ĐđŁłıĦħŦŧƐɛƆɔŊŋƁɓƊɗƘƙƝɲƳƴƏə", "DdLliHhTtEeOoNnBbDdKkNnYyEe", strict=True))


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter


_WESTERN = str.maketrans(
    {chr(code): _plain(chr(code)) for code in (*range(0x100, 0x250), *range(0x1E00, 0x1F00))}
    | _PLAIN
    | dict.fromkeys(map(chr, (*range(0x300, 0x370), 0x2BB, 0x2BC)), "’")
)


def in_western_letters(text: str) -> str:
    """`text`, as long as it was, without the accents that French and English do not write.

    So "Şükrü Çelik" and "Nguyễn Thị Hương" are known for names by the same patterns.
    """
    return text if text.isascii() else text.translate(_WESTERN)


def as_printed(name: str, written: str, text: str) -> str:
    """What `text` prints where `written`, the same in western letters, holds `name`."""
    at = -1 if written is text else written.find(name)
    return name if at < 0 else text[at : at + len(name)]


@lru_cache(maxsize=8192)
def are_names(text: str) -> bool:
    """Persons' names, of two words at least: a hyphenated word alone is a town."""
    return " " in text and _NAMES.fullmatch(in_western_letters(text)) is not None
