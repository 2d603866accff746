"""JSON values of large files, one by one, with a buffer that grows only as one value needs."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

from warehouse.inputs.lines import SAMPLE, sample_encoding
from warehouse.inputs.records import Rejection
from warehouse.inputs.source import Source

_BLANKS = re.compile(r"[ \t\r\n]*")
_LONGEST = 5_000  # characters of a number, or of a word, that the end of the buffer may cut
_SEPARATORS = re.compile(r"[ \t\r\n,]*")


def json_values(source: Source) -> tuple[str, Iterator[object]]:
    """Encoding of the file, and its values (of the outer list, if there is one).

    What cannot be read is the last, as a `Rejection`; a value that is nested too deep is one too.
    """
    sample = source.stream.read(SAMPLE)
    encoding = sample_encoding(sample) if sample else "utf-8"
    return encoding, _Values(source, encoding, sample).values()


def parsed_json(text: str, max_depth: int) -> object:
    """The value of `text`.

    Raises:
        Rejection: `malformed`, or `too_deep` beyond `max_depth` lists and objects.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad_json(error, text) from error
    return checked_depth(value, max_depth)


def checked_depth(value: object, max_depth: int) -> object:
    """`value`, unless lists and objects lie more than `max_depth` deep in it.

    Raises:
        Rejection: `too_deep`.
    """
    level: list[object] = [value]
    for _ in range(max_depth + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return value
    raise Rejection("too_deep", f"It is nested more than {max_depth} deep.")


def _bad_json(error: Exception, text: str) -> Rejection:
    if isinstance(error, RecursionError):
        return Rejection("too_deep", "Bad JSON: nested too deep.", text)
    return Rejection("malformed", f"Bad JSON: {error}.", text)


class _Values:
    """The text that was read and not yet parsed, and where in it the next value begins."""

    def __init__(self, source: Source, encoding: str, sample: bytes) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._buffer = self._decoder.decode(sample).removeprefix("\ufeff")
        self._at = 0
        self._done = not sample
        self._step = SAMPLE
        self._separators = _BLANKS

    def values(self) -> Iterator[object]:
        limits = self._source.limits
        parse = json.JSONDecoder().raw_decode
        while self._has_value():
            error: Exception | None = None
            try:
                value, end = parse(self._buffer, self._at)
            except (ValueError, RecursionError) as caught:
                error, end = caught, len(self._buffer)
            if not error and (end < len(self._buffer) or self._done):
                self._at, self._step = end, SAMPLE
                yield self._checked(value)
            elif self._is_hopeless(error) or self._size() > limits.max_record_bytes:
                yield self._rest(error)
                return
            else:
                self._more()

    def _size(self) -> int:
        return len(self._buffer) - self._at

    def _is_hopeless(self, error: Exception | None) -> bool:
        """True for what no further text would mend."""
        if self._done or isinstance(error, RecursionError):
            return True
        is_cut = not isinstance(error, json.JSONDecodeError) or error.msg.startswith("Untermin")
        return not is_cut and error.pos < len(self._buffer) - _LONGEST  # type: ignore[union-attr]

    def _has_value(self) -> bool:
        """Go to the next value; False at the end."""
        while True:
            found = self._separators.match(self._buffer, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._buffer):
                if self._separators is _BLANKS and self._buffer[self._at] == "[":
                    self._at, self._separators = self._at + 1, _SEPARATORS
                    continue
                return self._buffer[self._at] != "]"
            if self._done:
                return False
            self._more()

    def _more(self) -> None:
        data = self._source.stream.read(self._step)
        self._buffer = self._buffer[self._at :] + self._decoder.decode(data, not data)
        self._at, self._step, self._done = 0, self._step * 2, not data

    def _checked(self, value: object) -> object:
        try:
            return checked_depth(value, self._source.limits.max_json_depth)
        except Rejection as rejection:
            return rejection

    def _rest(self, error: Exception | None) -> Rejection:
        bound = self._source.limits.max_record_bytes
        if isinstance(error, RecursionError):
            reason, why = "too_deep", "nested too deep"
        elif error and self._is_hopeless(error):
            reason, why = "malformed", str(error)
        else:
            reason, why = "too_large", f"a value exceeds {bound:,} characters"
        head = self._buffer[self._at : self._at + 10_000]
        return Rejection(reason, f"Not read from here on: {why}.", head, is_part=True)
