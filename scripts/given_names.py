"""Writes `models/given_names/genders.npz`: the genders of given names.

    make train-given-names

Counts are those of nomquamgender (MIT licence), which sums 36 public sources of some 150 countries
up: Van Buskirk, Clauset and Larremore, An open-source cultural consensus approach to name-based
gender classification, ICWSM 2023.
"""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

import numpy as np

from flows.resources import GIVEN_NAMES

BEARERS, SOURCES = 50, 2  # fewest, for a name to count
SURE = 0.9  # share of them that are women, or men
_PRINTED = re.compile(r"[a-z][a-z'-]+")


def genders() -> tuple[list[str], list[str]]:
    """The names of men and of women, folded and in order."""
    package = metadata.distribution("nomquamgender")  # not imported: its data are all we need
    path = Path(str(package.locate_file("nomquamgender/name_data.json")))
    counts = json.loads(path.read_text(encoding="utf-8"))
    men: list[str] = []
    women: list[str] = []
    for name, (sources, bearers, share, *_) in sorted(counts.items()):
        if not _PRINTED.fullmatch(name) or bearers < BEARERS or sources < SOURCES:
            continue
        if share >= SURE:
            women.append(name)
        elif share <= 1 - SURE:
            men.append(name)
    return men, women


def main() -> None:
    """Writes the file."""
    men, women = genders()
    GIVEN_NAMES.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        GIVEN_NAMES,
        masculine=_listed(men),
        feminine=_listed(women),
        version=np.array(metadata.version("nomquamgender")),
    )
    print(f"{len(men)} of men, {len(women)} of women, {GIVEN_NAMES.stat().st_size >> 10} KiB")


def _listed(names: list[str]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(b"\n%b\n" % "\n".join(names).encode(), dtype=np.uint8)


if __name__ == "__main__":
    main()
