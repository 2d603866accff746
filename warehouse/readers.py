"""Reads inputs. To add a format, write one generator under `@reader(".ext")` in formats.py.

A reader gets a `Source` and yields records and rejections, one at a time. What it raises costs
only the file that it is reading: `Rejection` for a reason of its own, anything else `malformed`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from warehouse.inputs import source
from warehouse.inputs.listing import Found, check_inputs, list_inputs
from warehouse.inputs.records import InputError, Limits, reject
from warehouse.inputs.source import READERS, Budget, Records, size_of, suffix_of, unreadable

__all__ = ["InputError", "check_inputs", "read_inputs", "read_stream", "suffixes"]


def suffixes() -> dict[str, str]:
    """The suffixes that can be read, with the name of their reader."""
    _load()
    return {suffix: name for suffix, (name, _) in READERS.items()}


def read_inputs(
    inputs: Sequence[Path | str],
    limits: Limits | None = None,
    *,
    only: Callable[[Found], bool] | None = None,
    skipped: Counter[str] | None = None,
) -> Records:
    """Every record of `inputs` (files, folders, patterns, addresses), in order of source URI.

    Streams: at most one file's text, or one line, row or member of a larger file, is in memory.
    Each input yields records or a rejection, whatever it holds; a file given twice is read once.

    Args:
        only: Which of the listed files to read; all without it.
        skipped: Counts what archives hold that is no input, by kind.

    Raises:
        InputError: an input does not exist; raised by the call, before anything is read.
    """
    limits = limits or Limits()
    files = list_inputs(inputs, limits)
    return _read_all([one for one in files if not only or only(one)], limits, skipped)


def _read_all(files: list[Found], limits: Limits, skipped: Counter[str] | None) -> Records:
    for found in files:
        yield from read_found(found, limits, skipped)


def read_found(found: Found, limits: Limits, skipped: Counter[str] | None = None) -> Records:
    """Records of one listed file; each knows the `location` that it was read from."""
    for item in _read_one(found, limits, Counter() if skipped is None else skipped):
        yield replace(item, location=found.location)


def _read_one(found: Found, limits: Limits, skipped: Counter[str]) -> Records:
    _load()
    if found.rejection:
        yield reject(found.uri, found.rejection, limits)
        return
    try:
        with found.open() as stream:
            size = found.remote.size if found.remote else size_of(stream)
            budget = Budget(limits, size, skipped)
            yield from source.read_stream(found.uri, stream, limits, budget, _name(found))
    except OSError as error:
        yield reject(found.uri, unreadable(error), limits)


def _name(found: Found) -> str:
    """The name that says the format; a web address without one we know is that of a page."""
    if not found.remote or "://" not in found.remote.path:
        return found.uri
    name = urlsplit(found.uri).path
    return name if suffix_of(name) in READERS else f"{name}.html"


def read_stream(uri: str, stream: BinaryIO, limits: Limits) -> Records:
    """Records of one open file, by the suffix of its URI."""
    _load()
    yield from source.read_stream(uri, stream, limits)


def read_as(name: str, uri: str, stream: BinaryIO, limits: Limits) -> Records:
    """Records of `stream` by the reader `name`; none when there is no such reader."""
    _load()
    yield from source.read_as(name, uri, stream, limits)


def _load() -> None:
    """Import the formats on first use: they bring heavy libraries."""
    from warehouse.inputs import archives, compression, feeds, formats, warc  # noqa: F401
