"""Reads inputs. To add a format, write one generator under `@reader(".ext")` in formats.py.

A reader gets a `Source` and yields records and rejections, one at a time. What it raises costs
only the file that it is reading: `Rejection` for a reason of its own, anything else `malformed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from warehouse.listing import Found, check_inputs, list_inputs, unreadable
from warehouse.records import InputError, Limits, RawRecord, Rejection, printable, reject
from warehouse.source import READERS, Reader, Records, Source

__all__ = ["InputError", "check_inputs", "read_inputs", "read_stream", "suffixes"]


def suffixes() -> dict[str, str]:
    """The suffixes that can be read, with the name of their reader."""
    _load()
    return {suffix: name for suffix, (name, _) in READERS.items()}


def read_inputs(inputs: Sequence[Path], limits: Limits | None = None) -> Records:
    """Every record of the files and folders `inputs`, in order of source URI.

    Streams: at most one file's text, or one line or row of a larger file, is in memory. Each
    input yields records or a rejection, whatever it holds; a file given twice is read once.

    Raises:
        InputError: an input does not exist; raised by the call, before anything is read.
    """
    _load()
    limits = limits or Limits()
    return _read_all(list_inputs(inputs, limits), limits)


def _read_all(files: list[Found], limits: Limits) -> Records:
    for found in files:
        yield from read_found(found, limits)


def read_found(found: Found, limits: Limits) -> Records:
    """Records of one listed file; each knows the `location` that it was read from."""
    _load()
    for item in _read_one(found, limits):
        yield replace(item, location=str(found.path))


def _read_one(found: Found, limits: Limits) -> Records:
    if found.rejection:
        yield reject(found.uri, found.rejection, limits)
        return
    try:
        with found.path.open("rb") as stream:
            yield from read_stream(found.uri, stream, limits)
    except OSError as error:
        yield reject(found.uri, unreadable(error), limits)


def read_stream(uri: str, stream: BinaryIO, limits: Limits) -> Records:
    """Records of one open file, by the suffix of its URI."""
    suffix = PurePosixPath(uri).suffix.lower()
    if suffix not in READERS:
        shown = printable(suffix, 40) or "no suffix"
        yield reject(uri, Rejection("unknown_format", f"No reader for {shown}."), limits)
        return
    name, function = READERS[suffix]
    yield from _read(Source(uri, name, stream, limits), function)


def read_as(name: str, uri: str, stream: BinaryIO, limits: Limits) -> Records:
    """Records of `stream` by the reader `name`; none when there is no such reader."""
    _load()
    functions = dict(READERS.values())
    if name in functions:
        yield from _read(Source(uri, name, stream, limits), functions[name])


def _read(source: Source, function: Reader) -> Records:
    is_empty = True
    try:
        for item in function(source):
            is_empty = False
            yield replace(item, reader=source.reader) if isinstance(item, RawRecord) else item
    except Rejection as rejection:
        yield source.reject(rejection)
    except OSError as error:
        yield source.reject(unreadable(error))
    except Exception as error:  # a parser's own bug must not cost the run
        detail = f"It cannot be parsed: {type(error).__name__}: {error}"
        yield source.reject(Rejection("malformed", detail))
    else:
        if is_empty:
            yield source.reject(Rejection("empty", "It holds no record.", b""))


def _load() -> None:
    """Import the formats on first use: they bring heavy libraries."""
    from warehouse import formats  # noqa: F401
