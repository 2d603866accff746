"""Attacks on the pages, put into every text of the tables but the ids that hold them together."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

import polars as pl

from warehouse.tables import TABLES

ATTACKS = (
    "<script>window.attacked=1</script>",
    "</script><script>window.attacked=2</script>",
    '"><img src=x onerror="window.attacked=3">',
    "' onmouseover='window.attacked=4' autofocus onfocus='window.attacked=5",
    "javascript:window.attacked=6",
    "<svg/onload=window.attacked=7>",
    "\u202egnp.exe\u2066 <b onclick=window.attacked=8>\u2069\u202c",
    "{{ 7*7 }}${window.attacked=9}{% raw %}{count}|{count}",
    "\u2028window.attacked=10;\u2029//",
    'https://attack.example/" onclick="window.attacked=11',
    "https://attack.example/a.png",
    "<!--<script>",
    "__proto__",
    "constructor",
    "]]></style><style>*{background:url(https://attack.example/b.png)}</style>",
    "\\u003cscript\\u003ewindow.attacked=12\\u003c/script\\u003e",
    "a\x00b\x1b[31m\x07\x85",
    "data:text/html,<script>window.attacked=13</script>",
    "<iframe src='javascript:parent.attacked=14'></iframe><base href=//attack.example>",
    "var(--ink)",
    "../../../../etc/passwd",
    "\N{MUSICAL SYMBOL G CLEF}\N{FAMILY}\u0301<a href=//attack.example>x</a>",
)

# What links rows, and what the contract's pattern keeps out.
_SPARED = {"raw_text", "text", "table"}


def attacked(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """`tables` with an attack in every text of every row; offsets and links stay sound.

    Columns of a closed set are attacked, too: in every other row.
    """
    numbers = count()
    return {
        name: frame.with_columns(
            _attack(name, column.name, frame, numbers)
            for column in TABLES[name].columns
            if column.dtype == pl.String
        )
        for name, frame in tables.items()
    }


def _attack(table: str, column: str, frame: pl.DataFrame, numbers: count[int]) -> pl.Series:
    contract = TABLES[table][column]
    own = frame[column].to_list()
    if table == "raw_articles" and column == "raw_text":
        return pl.Series(column, [_woven(text, numbers) for text in own], pl.String)
    if column in _SPARED and table in ("articles", "segments", "mentions", "quotes"):
        return frame[column]
    if contract.pattern and "0-9a-f" in contract.pattern:
        return frame[column]
    if column.endswith("_id") and column not in ("rule_id", "run_id", "batch_id"):
        return frame[column]
    every = 2 if contract.values else 1
    texts = [
        ATTACKS[next(numbers) % len(ATTACKS)] if row % every == 0 else text
        for row, text in enumerate(own)
    ]
    return pl.Series(column, texts, pl.String)


def _woven(text: str, numbers: count[int]) -> str:
    """An attack over the beginning of each line, as far as it goes: no line moves."""
    lines = []
    for line in text.split("\n"):
        attack = ATTACKS[next(numbers) % len(ATTACKS)]
        lines.append((attack + line[len(attack) :])[: len(line)])
    return "\n".join(lines)
