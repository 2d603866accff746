import re

import pytest

from flows.resources import lexicon
from transforms.pages.authors.sieves import sieve
from transforms.pages.authors.signature import SignatureReader


@pytest.mark.parametrize(
    ("pattern", "found", "missed"),
    [
        (r"(?<![\w.])par(?! (?:le|la\)) nom)", "x.par le nom", "pa"),
        (r"\b(?:by|avec)\b", "écrit par, by Ana", "abyss"),
        (r"\d\d? ?h", "٣ h", "trois heures"),
        (r"(?:\w+ )?correspondante?(?= ?:)", "l'équipe correspondante", "corresponding"),
        (r"[\w-]+\.fr", "é.fr", " .fr"),
        (r"a\\d", r"a\d", "a1"),
    ],
)
def test_a_sieve_finds_at_least_as_much(pattern: str, found: str, missed: str) -> None:
    assert sieve(pattern)(found)
    assert not sieve(pattern)(missed)


def test_a_sieve_keeps_what_headers_print() -> None:
    reader = SignatureReader.from_mappings(
        [lexicon(language, "signature") for language in ("fr", "en")],
        [lexicon(language, "dates") for language in ("fr", "en")],
    )
    lines = [
        "publie le 4 mai 2021 a 9 h 30", "mis a jour hier", "il y a 3 heures", "lundi, 12:04 gmt",
        "par ana costa", "by ana costa, health correspondent", "bureau de dakar", "avec l'afp",
        "le pont sera rouvert", "the bridge", "œuvre par œuvre", "2021-05-04t09:30:00z",
    ]  # fmt: skip
    for pattern in (reader.moment, reader.hint):
        passes = sieve(pattern.pattern)
        found = [line for line in lines if re.search(pattern, line)]
        assert found
        assert all(map(passes, found))
        assert not passes("le pont sera rouvert")
