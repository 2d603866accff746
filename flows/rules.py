"""What the gate is told: the boilerplate rules, and the operator's own expectations."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flows import resources
from flows.settings import ConfigurationError, Settings

if TYPE_CHECKING:
    from expectations.verdict import Own, Rules


def rules_of(settings: Settings) -> Rules:
    """The rules that the gate judges by.

    Raises:
        ConfigurationError: the file of own expectations cannot be read, or one of them is wrong.
    """
    return replace(resources.gate_rules(), own=own_expectations(settings))


def own_expectations(settings: Settings) -> tuple[Own, ...]:
    """The expectations that the operator added; none where there is no file of them.

    Raises:
        ConfigurationError: as `rules_of`.
    """
    path = settings.expectations
    if path is None:
        return ()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        told = f"{_shown(path)} cannot be read: {error.strerror or error}"
        raise ConfigurationError(told) from error


@cache
def _read(path: Path, _changed: int) -> tuple[Own, ...]:
    data = path.read_bytes()
    from expectations.own import parsed  # it needs Great Expectations, and few have own ones

    try:
        return parsed(tomllib.loads(data.decode("utf-8")))
    except ValueError as error:  # of TOML, of UTF-8, of an expectation
        raise ConfigurationError(f"{_shown(path)}: {error}") from error


def _shown(path: Path) -> str:
    return path.name if path.parent == Path.cwd() else str(path)
