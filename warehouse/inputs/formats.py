"""One reader a format. The name of a reader is its function's, without `read_`."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import cast

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.inputs.compression import seekable
from warehouse.inputs.decoding import decode
from warehouse.inputs.fields import (
    html_record,
    known_columns,
    make_record,
    structured_record,
    text_names,
)
from warehouse.inputs.front_matter import front_matter
from warehouse.inputs.json_values import json_values, parsed_json
from warehouse.inputs.lines import lines
from warehouse.inputs.records import RawRecord, RejectedRecord, Rejection
from warehouse.inputs.rows import csv_rows
from warehouse.inputs.source import Budget, Records, Source, reader

_BLANKS = " \t\r\n"
_PARQUET_ROWS = 16  # of 5 MB each, at the worst


@reader(".txt", ".text")
def read_text(source: Source) -> Records:
    """A file of plain text is one article; its newlines are kept as they are."""
    data = source.whole()
    found = decode(data)
    yield make_record(source.uri, found.text, found.encoding, source.limits)


@reader(".md", ".markdown")
def read_markdown(source: Source) -> Records:
    """A file is one article; fields between `---` before its text tell of it."""
    found = decode(source.whole())
    fields, text = front_matter(found.text)
    if fields and text.strip(_BLANKS):
        yield structured_record(
            source.uri,
            {**_without_texts(fields, source), "text": text},
            found.encoding,
            source.limits,
        )
    else:
        yield make_record(source.uri, found.text, found.encoding, source.limits)


def _without_texts(fields: Mapping[str, object], source: Source) -> dict[str, object]:
    """The text is what follows the fields, whatever one of them calls itself."""
    texts = text_names(source.limits)
    return {name: value for name, value in fields.items() if name.strip().casefold() not in texts}


@reader(".html", ".htm", ".xhtml")
def read_html(source: Source) -> Records:
    """A page is one article: its text as trafilatura finds it, recall favoured."""
    address = source.uri if source.uri.startswith(("http://", "https://")) else None
    yield html_record(source.uri, source.whole(), source.limits, otherwise=address)


@reader(".jsonl", ".ndjson")
def read_jsonl(source: Source) -> Records:
    """A line is a record, named by its line number; a bad line costs only itself."""
    for line in lines(source.stream, source.limits.max_record_bytes, skip_blank=True):
        if line.rejection:
            yield source.reject(line.rejection, line.number)
        elif line.text.strip(_BLANKS + "\0"):
            try:
                value = parsed_json(line.text, source.limits.max_json_depth)
            except Rejection as rejection:
                yield source.reject(rejection, line.number)
            else:
                yield _from_json(source, value, line.number, line.encoding)


@reader(".json")
def read_json(source: Source) -> Records:
    """An object, a list of them, or objects one after the other."""
    encoding, values = json_values(source)
    head = list(islice(values, 2))
    if len(head) == 1 and isinstance(head[0], dict):
        inner = _wrapped(head[0], source)
        if inner is None:
            yield _from_json(source, head[0], None, encoding)
            return
        head = inner
    for number, value in enumerate(chain(head, values), 1):
        if isinstance(value, Rejection):
            yield source.reject(value, number)
        else:
            yield _from_json(source, value, number, encoding)


@reader(".csv", ".tsv")
def read_csv(source: Source) -> Records:
    """A row is a record, counted from 1 below the header."""
    for number, row, encoding in csv_rows(source.stream, source.limits):
        if isinstance(row, Rejection):
            yield source.reject(row, number)
        else:
            yield _from_fields(source, row, number, encoding)


@reader(".parquet", ".pq")
def read_parquet(source: Source) -> Records:
    """A row is a record, counted from 1; rows before a damaged page are kept."""
    number = 0
    try:
        with seekable(source.stream, source.limits) as stream:
            file = pq.ParquetFile(pa.PythonFile(cast(io.IOBase, stream), mode="r"))
            columns = known_columns(file.schema_arrow.names, source.limits)
            for batch in _batches(file, columns, source.budget):
                for row in batch.to_pylist():
                    number += 1
                    yield _from_fields(source, row, number, "utf-8")
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        detail = f"Damaged Parquet after row {number}: {error}"
        yield source.reject(Rejection("malformed", detail), number + 1)


def _batches(file: pq.ParquetFile, columns: list[str], budget: Budget) -> Iterator[pa.RecordBatch]:
    """A few rows at a time; a group of rows that says it is a bomb is not opened.

    Values that many rows share are stored once, so what comes out is counted too.
    """
    for group in range(file.num_row_groups):
        told = file.metadata.row_group(group)
        chunks = (told.column(at) for at in range(told.num_columns))
        size = sum(
            chunk.total_uncompressed_size
            for chunk in chunks
            if chunk.path_in_schema.partition(".")[0] in columns
        )
        budget.spend(max(size, 0))
        for batch in file.iter_batches(_PARQUET_ROWS, row_groups=[group], columns=columns):
            size -= batch.nbytes
            budget.spend(max(-size, 0))
            size = max(size, 0)
            yield batch


def _from_json(
    source: Source, value: object, number: int | None, encoding: str
) -> RawRecord | RejectedRecord:
    if not isinstance(value, dict):
        detail = f"The record is no JSON object but {type(value).__name__}."
        return source.reject(Rejection("malformed", detail, f"[{_dumped(value)}]"), number)
    return _from_fields(source, value, number, encoding)


def _from_fields(
    source: Source, values: Mapping[str, object], number: int | None, encoding: str
) -> RawRecord | RejectedRecord:
    def make(uri: str) -> RawRecord:
        try:
            return structured_record(uri, values, encoding, source.limits)
        except Rejection as rejection:
            rejection.data, rejection.encoding = values, encoding
            raise

    return source.attempt(number, make)


def _wrapped(value: dict[str, object], source: Source) -> list[object] | None:
    """The records of `{"articles": [...]}`: an object whose only list of objects they are."""
    texts = text_names(source.limits)
    if any(name.casefold() in texts for name in value):
        return None
    found = [
        part
        for part in value.values()
        if isinstance(part, list) and part and all(isinstance(item, dict) for item in part)
    ]
    return found[0] if len(found) == 1 else None


def _dumped(value: object) -> str:
    try:
        return json.dumps(value, default=str)
    except (ValueError, RecursionError):
        return "null"
