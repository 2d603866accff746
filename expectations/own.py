"""The operator's own expectations: parsed from a mapping, checked, and built.

[long_quotes]
table = "quotes"
column = "text"
expect = "expect_column_value_lengths_to_be_between"
arguments = { max_value = 2000 }
severity = "warning"
sentence = "A quotation has at most 2,000 characters."
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cache
from typing import Any

import great_expectations.expectations as gxe
import polars as pl
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.util import camel_to_snake

from expectations.comparands import JUDGED
from expectations.engine import Suite, run
from expectations.verdict import Own
from warehouse.tables import SEVERITIES, TABLES

_KEYS = ("table", "column", "columns", "expect", "arguments", "severity", "sentence")
_NAME = re.compile(r"(?!expect_)[a-z][a-z0-9_]{2,59}")
_SHORTEST, _LONGEST = 10, 200  # of a sentence, in characters
_SAMPLES: Mapping[type, Any] = {str: "a", int: 1, float: 0.5, bool: True}


class OwnExpectationError(ValueError):
    """An expectation of the operator is wrong; one line that says which, and the mend."""


def parsed(mapping: Mapping[str, Any]) -> tuple[Own, ...]:
    """The expectations of `mapping` (name -> its keys), each tried on a made-up row.

    Raises:
        OwnExpectationError: the first that is wrong.
    """
    found = []
    for name, keys in mapping.items():
        try:
            own = _parsed(name, keys)
            _try(own)
        except ValueError as error:
            raise OwnExpectationError(f"expectation {name}: {error}") from error
        found.append(own)
    return tuple(found)


def built(own: Own) -> Expectation:
    """The expectation as Great Expectations knows it.

    Raises:
        ValueError: it does not take these arguments.
    """
    return _kinds()[own.kind](
        **json.loads(own.arguments),
        severity=FailureSeverity(own.severity),
        description=own.sentence,
        meta={"name": own.name},
    )


def _parsed(name: str, keys: Any) -> Own:
    if not _NAME.fullmatch(name):
        raise ValueError("name it with 3 to 60 small letters, digits and _, not expect_…")
    if not isinstance(keys, Mapping):
        raise ValueError(f"write it as a table: [{name}], then table = …, expect = …")
    _known("key", keys, _KEYS)
    for key in ("table", "expect", "sentence"):
        if not isinstance(keys.get(key), str):
            raise ValueError(f'{key} = "…" is missing')
    _known("table", [keys["table"]], JUDGED)
    severity = keys.get("severity", "warning")
    _known("severity", [severity], SEVERITIES)
    kind = camel_to_snake(keys["expect"]) if keys["expect"][:1].isupper() else keys["expect"]
    _known("expectation", [kind], _kinds())
    arguments = keys.get("arguments", {})
    if not isinstance(arguments, Mapping):
        raise ValueError("write arguments = { name = value, … }")
    given = {**arguments, **_columns(keys, kind)}
    text = json.dumps(given, ensure_ascii=False, default=_in_utc)
    return Own(name, keys["table"], kind, text, severity, _sentence(keys["sentence"]))


def _in_utc(value: Any) -> str:
    """A day or time of TOML as our times are: a day begins at midnight UTC."""
    if not isinstance(value, date):  # a datetime is one
        raise ValueError(f"{value} cannot be an argument")
    time = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).isoformat()


def _sentence(text: str) -> str:
    sentence = " ".join(text.split())
    if not _SHORTEST <= len(sentence) <= _LONGEST:
        raise ValueError(f"write a sentence of {_SHORTEST} to {_LONGEST} characters")
    return sentence


def _columns(keys: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """`column` or `columns` as the expectation calls them."""
    columns = keys.get("columns", [])
    if "column" in keys:
        columns = [keys["column"]]
    if not isinstance(columns, list) or not all(isinstance(name, str) for name in columns):
        raise ValueError('write column = "…" or columns = ["…", "…"]')
    _known(f"column of {keys['table']}", columns, TABLES[keys["table"]].names)
    fields = _kinds()[kind].__fields__
    if "column" in fields:
        names: tuple[str, ...] = ("column",)
    elif "column_A" in fields:
        names = ("column_A", "column_B")
    else:
        return {"column_list": columns} if "column_list" in fields else {}
    if len(columns) != len(names):
        raise ValueError(f"{kind} is about {len(names)} column{'s'[len(names) == 1 :]}")
    return dict(zip(names, columns, strict=True))


def _known(what: str, names: Iterable[Any], there: Iterable[str]) -> None:
    known = list(there)
    for name in names:
        if name not in known:
            near = get_close_matches(str(name), known, n=3, cutoff=0.5) or known[:12]
            raise ValueError(f"no {what} {name!r}: choose one of {', '.join(near)}")


@cache
def _kinds() -> dict[str, type[Expectation]]:
    """The expectations of Great Expectations that can be judged on a frame."""
    kinds = (getattr(gxe, name) for name in dir(gxe) if re.match("Expect[A-Z]", name))
    return {
        camel_to_snake(kind.__name__): kind
        for kind in kinds
        if "Query" not in kind.__name__ and "OtherTable" not in kind.__name__
    }


def _try(own: Own) -> None:
    """Judge a made-up row: what raises here would raise on every batch."""
    try:
        suite = Suite(own.name, [built(own)])
    except ValueError as error:
        raise ValueError(_first_line(error)) from error
    columns = TABLES[own.table].columns
    row = {
        c.name: [c.values[0] if c.values else _SAMPLES.get(c.dtype.to_python())] for c in columns
    }
    frame = pl.DataFrame(row, schema=TABLES[own.table].polars_schema)
    (outcome,) = run(suite, frame.to_pandas())
    if outcome.error:
        raise ValueError(_first_line(outcome.error))


def _first_line(error: Any) -> str:
    """What is wrong, of an error that may have many lines and parts."""
    if callable(getattr(error, "errors", None)):  # pydantic's
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"] if part != "__root__")
        return f"argument {place}: {first['msg']}" if place else str(first["msg"])
    return " ".join(str(error).split())[:200]
