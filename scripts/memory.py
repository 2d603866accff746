"""Measures what a run costs as it grows: `python -m scripts.memory 2000 20000`.

For each number it makes up that many articles of about 2,500 characters, runs `coupure run` on
them in a process of its own, and prints its peak memory, its time, and the share of the time that
went into staging, publishing and the catalogue.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parent.parent
CHARACTERS = 2_500
A_DAY = 200  # articles of one date
_GIVEN = (
    "Anne", "Malik", "Jeanne", "Pierre", "Awa", "Luc", "Inès", "Yann", "Chloé", "Omar", "Zoé",
    "Paul", "Fatou", "Hugo", "Lise",
)  # fmt: skip
_START = (
    "Bel", "Mar", "Cor", "Dan", "Fer", "Gal", "Hou", "Jol", "Kas", "Lam", "Mon", "Nor", "Par",
    "Ros", "Sab", "Tan", "Val", "Wer", "Zim", "Bou",
)  # fmt: skip
_END = (
    "tier", "ville", "dot", "reau", "mont", "gnac", "lier", "bert", "son", "quet", "dier", "vaux",
    "neuve", "zac", "rand",
)  # fmt: skip
_MIDDLE = (
    "a", "abi", "ade", "ago", "ala", "ami", "aro", "e", "ebi", "ela", "emi", "i", "ila", "ino", "o",
    "obe", "oli", "ona", "u", "uri",
)  # fmt: skip
_ORGANISATIONS = (
    "la mairie", "le conseil régional", "la préfecture", "l’hôpital", "la chambre d’agriculture",
    "le syndicat des eaux", "la compagnie des trams", "l’université", "le tribunal",
)  # fmt: skip
_SAID = ("a déclaré", "a expliqué", "a assuré", "a regretté", "a annoncé", "estime", "précise")
_QUOTED = (
    "Nous avons trop attendu, et les habitants le savent",
    "Ce chantier sera livré avant l’été, quoi qu’il en coûte",
    "Il faut que chacun puisse se loger près de son travail",
    "La sécheresse n’est plus une exception, c’est la règle",
)
_PLAIN = (
    "Le budget de l’opération s’élève à {number} millions d’euros.",
    "La décision avait été reportée à deux reprises depuis {year}.",
    "Près de {number} familles sont concernées dans le quartier de {place}.",
    "Une réunion publique est prévue lundi à {place}, a indiqué {organisation}.",
    "{name}, qui dirige {organisation} depuis {year}, a visité les lieux mardi.",
    "À {place}, les travaux ont commencé en {year} et devaient durer {number} mois.",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("numbers", nargs="+", type=int, help="articles of each run")
    parser.add_argument("--keep", type=Path, help="leave the warehouses in this folder")
    parser.add_argument("--characters", type=int, default=CHARACTERS, help="of an article")
    options = parser.parse_args()
    print("articles  seconds  peak MB  publishing s  share")
    for number in options.numbers:
        with TemporaryDirectory() as folder:
            root = options.keep / str(number) if options.keep else Path(folder) / "warehouse"
            print(_measured(Path(folder), root, number, options.characters), flush=True)
    return 0


def _measured(folder: Path, root: Path, number: int, characters: int) -> str:
    write_articles(folder / "inbox", number, characters)
    report = folder / "report.json"
    env = os.environ | {"PREFECT_HOME": str(folder / "prefect"), "PYTHONPATH": str(PROJECT)}
    words = [sys.executable, "-m", "scripts.memory_child", str(folder / "inbox"), str(root)]
    began = time.monotonic()
    done = subprocess.run(
        [*words, str(report)], cwd=PROJECT, env=env, capture_output=True, text=True
    )
    seconds = time.monotonic() - began
    if not report.exists():
        raise SystemExit(done.stdout + done.stderr)
    told = json.loads(report.read_text())
    (root.parent / f"memory-{number}.json").write_text(json.dumps(told))
    share = told["publishing"] / seconds
    return (
        f"{number:8}  {seconds:7.0f}  {told['peak'] / 1e6:7.0f}  {told['publishing']:12.1f}"
        f"  {share:5.1%}"
    )


def peak_bytes() -> int:
    """The largest resident set of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def write_articles(inbox: Path, number: int, characters: int = CHARACTERS) -> None:
    """`number` text files, a thousand a folder, the same each time."""
    chance = random.Random(number)
    for index in range(number):
        folder = inbox / f"{index // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        day = date(2024, 1, 1) + timedelta(days=index // A_DAY)
        (folder / f"{index:06}.txt").write_text(article(chance, day, characters), encoding="utf-8")


def article(chance: random.Random, day: date, characters: int = CHARACTERS) -> str:
    """A made-up French article of about so many characters, with a title, names and quotes."""
    people = [_name(chance) for _ in range(4)]
    lines = [
        f"{_place(chance)} : {chance.choice(_ORGANISATIONS)} répond à {people[0]}",
        f"Publié le {day:%d/%m/%Y} à 10h{chance.randint(10, 59)}",
        "",
    ]
    while sum(map(len, lines)) < characters:
        lines.append(" ".join(_sentences(chance, people)))
    return "\n".join(lines) + "\n"


def _sentences(chance: random.Random, people: list[str]) -> Iterator[str]:
    speaker = chance.choice(people)
    yield f"« {chance.choice(_QUOTED)} », {chance.choice(_SAID)} {speaker}, à {_place(chance)}."
    for _ in range(chance.randint(2, 4)):
        yield chance.choice(_PLAIN).format(
            number=chance.randint(2, 900), year=chance.randint(1990, 2024), place=_place(chance),
            name=chance.choice(people), organisation=chance.choice(_ORGANISATIONS),
        )  # fmt: skip


def _name(chance: random.Random) -> str:
    """Half of the surnames are new, as new words go on coming in real texts."""
    middle = "".join(chance.choices(_MIDDLE, k=2)) if chance.random() < 0.5 else ""
    return f"{chance.choice(_GIVEN)} {chance.choice(_START)}{middle}{chance.choice(_END)}"


def _place(chance: random.Random) -> str:
    return f"{chance.choice(_START)}{chance.choice(_END)}-sur-{chance.choice(_START)}ne"


if __name__ == "__main__":
    sys.exit(main())
