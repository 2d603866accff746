"""Menus that show which of their entries the reader is in: by a mark, or by its letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.pages.section.section_words import EDGES

LEAST = 3  # entries of a menu
_PARTED = re.compile(r"\s*[|·•]\s*|\s{2,}|\t")
_MARK = re.compile(r"^[▸►▶→»›●◉✓✔★◆■>*_]+ ?|^[\[(<«{]|[\])>»}*_◂◄]+$| ?[✓✔●◀]$")
_RUNS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’&-]+(?= |$)|[A-ZÀ-Þ][a-zà-ÿ][\w'’-]*(?: [a-zà-ÿ][\w'’-]*)*")


def chosen(entries: Sequence[str]) -> str:
    """The entry that alone of them is marked, or printed in other letters; "" if none is.

    "Genève", "▸ Vaud", "Valais"; "MAROC", "Culture", "SPORT".
    """
    if len(entries) < LEAST:
        return ""
    marked = [entry for entry in entries if _MARK.search(entry)]
    if len(marked) == 1:
        return marked[0].strip(EDGES + "()<>«»{}✓✔●◉★◆■*_▶◀◂◄")
    small = [entry for entry in entries if not entry.isupper()]
    return small[0] if len(small) == 1 and small[0][:1].isupper() else ""


def chosen_of_row(row: str) -> str:
    """The entry chosen of a menu in one line: "ACCUEIL | [ÉCONOMIE] | SPORT"."""
    entries = [entry for entry in _PARTED.split(row.strip()) if entry]
    if len(entries) >= LEAST:
        return chosen(entries)
    runs = _RUNS.findall(row)
    return chosen(runs) if " ".join(runs) == " ".join(row.split()) else ""
