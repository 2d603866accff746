"""Rows of delimited text, where a broken row costs only itself."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from warehouse.inputs.fields import known_columns
from warehouse.inputs.lines import Line, lines
from warehouse.inputs.records import Limits, Rejection

_DELIMITERS = ",;\t|"
_MAX_BROKEN = 100  # each costs a look ahead, so their number is bounded
_MAX_ROW_LINES = 2_000

Row = tuple[int, dict[str, object] | Rejection, str]


class _Lines:
    """Lines for the csv module, which remembers those of the current row to read them again."""

    def __init__(self, source: Iterator[Line], bound: int) -> None:
        self._source = source
        self._ahead: deque[Line] = deque()
        self._bound = bound
        self.row: list[Line] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._source)
        self.row.append(line)
        if line.rejection:
            raise line.rejection
        if len(self.row) > _MAX_ROW_LINES or sum(len(one.text) for one in self.row) > self._bound:
            raise csv.Error("a quotation mark is not closed")
        return line.text

    def skip_blank(self) -> None:
        """Go to the next line that is not blank: between rows, a blank line is none."""
        for line in iter(self._line, None):
            if line.rejection or line.text.strip("\r\n"):
                self._ahead.appendleft(line)
                return

    def _line(self) -> Line | None:
        return self._ahead.popleft() if self._ahead else next(self._source, None)

    def retry(self) -> None:
        """Put back all lines of the row but its first."""
        self._ahead.extendleft(reversed(self.row[1:]))
        self.row = self.row[:1]


def csv_rows(stream: BinaryIO, limits: Limits) -> Iterator[Row]:
    """Number (from 1), fields by column name or the reason of a rejection, and encoding.

    Raises:
        Rejection: `empty` without a header, `no_text` when no column may hold a text.
    """
    csv.field_size_limit(max(csv.field_size_limit(), limits.max_record_bytes))
    source = lines(stream, limits.max_record_bytes)
    header_line = next((line for line in source if line.rejection or line.text.strip()), None)
    if header_line is None:
        raise Rejection("empty", "It holds no header and no rows.", b"")
    if header_line.rejection:
        raise header_line.rejection
    delimiter = max(_DELIMITERS, key=header_line.text.count)
    try:
        header = next(csv.reader([header_line.text], delimiter=delimiter))
    except csv.Error as error:
        raise Rejection("malformed", f"Broken header: {error}.", header_line.text) from error
    known = set(known_columns(header, limits))
    columns = [(at, name) for at, name in enumerate(header) if name in known]
    feed = _Lines(source, limits.max_record_bytes)
    for number, row in enumerate(_rows(feed, delimiter), start=1):
        if isinstance(row, Rejection):
            yield number, row, header_line.encoding
        else:
            yield number, _fields(len(header), columns, row, feed), feed.row[0].encoding


def _rows(feed: _Lines, delimiter: str) -> Iterator[list[str] | Rejection]:
    """The rows that are not blank, each as cells or as what is wrong with it."""
    broken = 0
    while True:
        feed.skip_blank()
        feed.row = []
        try:
            cells = next(csv.reader(feed, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except (csv.Error, Rejection) as error:
            if not feed.row:
                raise  # the stream itself is damaged
            broken += 1
            yield _broken(error, feed)
            if broken == _MAX_BROKEN:
                yield Rejection("malformed", f"Not read on after {broken} broken rows.")
                return
            continue
        if cells:
            yield cells


def _broken(error: Exception, feed: _Lines) -> Rejection:
    """Reject the row's first line only: what follows may be sound."""
    feed.retry()
    if isinstance(error, Rejection) and feed.row[0].rejection is error:
        error.is_part = True  # a row is nothing without the header
        return error
    return Rejection("malformed", f"Broken row: {error}.", feed.row[0].text, is_part=True)


def _fields(
    width: int, columns: list[tuple[int, str]], cells: list[str], feed: _Lines
) -> dict[str, object] | Rejection:
    """The known columns of a row: there may be 100,000 others."""
    if len(cells) > width:
        detail = f"The row has {len(cells)} cells, the header {width}."
        row = "".join(line.text for line in feed.row)
        return Rejection("malformed", detail, row, is_part=True)
    return {name: cells[at] for at, name in columns if at < len(cells)}
