"""Lines of large files, decoded one by one and bounded."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from warehouse.inputs.decoding import decode, detect, is_utf8
from warehouse.inputs.records import Rejection

_WIDE = ("utf-16", "utf-32")
SAMPLE = 1 << 16
_MAX_GUESSES = 2_000  # in one file; a guess takes a millisecond


class Line(NamedTuple):
    """One line, its end included, counted from 1; or why it cannot be had."""

    number: int
    text: str
    encoding: str
    rejection: Rejection | None = None


def lines(stream: BinaryIO, bound: int, *, skip_blank: bool = False) -> Iterator[Line]:
    """The lines of `stream`, of at most `bound` bytes each.

    Each line is decoded by itself, for in files put together from several sources the encoding
    changes on the way.
    """
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), SAMPLE)
    sample = buffered.peek(SAMPLE)[:SAMPLE]
    usual = sample_encoding(sample)
    if usual.startswith(_WIDE):
        yield from _wide_lines(buffered, usual, bound)
        return
    number, guesses = 0, Counter[str]()
    while data := buffered.readline(bound + 1):
        number += 1
        if number == 1:
            data = data.removeprefix(b"\xef\xbb\xbf")
        if skip_blank and data.isspace():
            continue
        if len(data) > bound:
            _skip_line(buffered, data)
            yield Line(number, "", usual, _oversized(bound, data))
        else:
            yield _decoded(number, data, usual, guesses)


def sample_encoding(sample: bytes) -> str:
    """Encoding of a file that begins with `sample`, which may end inside a character."""
    head = sample[: sample.rfind(b"\n") + 1] or sample
    if not is_utf8(head) and any(is_utf8(head[:-cut]) for cut in (1, 2, 3)):
        return "utf-8"
    return detect(head)


def _decoded(number: int, data: bytes, usual: str, guesses: Counter[str]) -> Line:
    """The line as text; `guesses` counts the encodings that were found line by line."""
    if is_utf8(data):
        return Line(number, data.decode(), "utf-8")
    if not usual.startswith("utf-8"):
        return Line(number, data.decode(usual, errors="replace"), usual)
    if guesses.total() >= _MAX_GUESSES and b"\0" not in data:
        usual = guesses.most_common(1)[0][0]
        return Line(number, data.decode(usual, errors="replace"), usual)
    try:
        found = decode(data)
    except Rejection as rejection:
        return Line(number, "", usual, rejection)
    guesses[found.encoding] += 1
    return Line(number, found.text, found.encoding)


def _wide_lines(
    stream: io.BufferedReader[io.RawIOBase], encoding: str, bound: int
) -> Iterator[Line]:
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    number = 0
    while line := text.readline(bound + 1):
        number += 1
        if len(line) > bound:
            while line and not line.endswith("\n"):
                line = text.readline(bound)
            yield Line(number, "", encoding, _oversized(bound, line))
        else:
            yield Line(number, line.removeprefix("\ufeff"), encoding)


def _skip_line(stream: io.BufferedReader[io.RawIOBase], data: bytes) -> None:
    while data and not data.endswith(b"\n"):
        data = stream.readline(SAMPLE)


def _oversized(bound: int, data: bytes | str) -> Rejection:
    return Rejection(
        "too_large", f"The line is longer than {bound:,} bytes.", data[:10_000], is_part=True
    )
