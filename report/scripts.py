"""Data for the pages' scripts: a page that is opened from disk can load scripts, not JSON."""

from __future__ import annotations

import json
from typing import Any

_ESCAPED = {
    "<": r"\u003c",
    ">": r"\u003e",
    "&": r"\u0026",
    "\u2028": r"\u2028",
    "\u2029": r"\u2029",
}


def literal(value: Any) -> str:
    """`value` as JSON that is also JavaScript, and that no HTML parser can see an end in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _ESCAPED.items():  # five times as fast as str.translate
        text = text.replace(character, escape)
    return text


def put(key: str, value: Any) -> str:
    """A script that hands `value` to the page under `key`."""
    return f"COUPURE.put({literal(key)},{literal(value)});\n"
