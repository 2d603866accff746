"""WARC files of crawlers: each page that a server sent is a record."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, BinaryIO, cast

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader
from fastwarc.warc import ArchiveIterator, WarcRecordType

from warehouse.inputs.fields import html_record, parsed_time
from warehouse.inputs.records import RawRecord, RejectedRecord, Rejection
from warehouse.inputs.source import Records, Source, reader

_HEAD = re.compile(rb"WARC/1\.[01]\r?\n")
_HEAD_BYTES = 10  # of which the beginning may end a block
_BLOCK = 1 << 16
_CODINGS: tuple[tuple[str, Any], ...] = (
    ("chunked", ChunkedReader),
    ("gzip", GzipReader),
    ("deflate", lambda body: GzipReader(body, zlib=True)),
    ("br", BrotliReader),
)
_PAGES = ("text/html", "application/xhtml+xml")


@reader(".warc")
def read_warc(source: Source) -> Records:
    """An HTML response of status 200 is a record, named by its number among all records.

    Other records are counted as skipped. After a damage, reading goes on at the next record.
    """
    blocks = _Blocks(source.stream, source.limits.max_record_bytes)
    number, before = 0, sum(source.budget.skipped.values())
    is_sound = is_open = False
    while True:
        try:
            for record in ArchiveIterator(cast(BinaryIO, blocks), stream_detect=False):
                number += 1
                is_sound = is_open = True
                blocks.reached(record.stream_pos)
                item = _page(source, record, number)
                if item:
                    yield item
                is_open = False
            break
        except (OSError, Rejection) as error:
            if isinstance(error, Rejection) and error.reason == "over_expanded":
                raise
            if is_sound or not number:  # one stretch of damage counts as one record
                number += not is_open
                yield source.reject(Rejection("malformed", f"Damaged record: {error}"), number)
            is_sound = is_open = False
            if not blocks.resume():
                break
    skipped = sum(source.budget.skipped.values()) - before
    if number and skipped == number:
        raise Rejection("empty", f"It holds no page: all {number:,} records were skipped.", b"")


def _page(source: Source, record: Any, number: int) -> RawRecord | RejectedRecord | None:
    """What a record of the WARC holds; None when it is no page."""
    if "Content-Length" not in record.headers:
        return source.reject(Rejection("malformed", "Its head is broken or cut short."), number)
    kind = _kind(record)
    if kind:
        source.budget.skipped[kind] += 1
        return None
    bound = source.limits.max_record_bytes
    body = record.reader.read(bound + 1)
    if len(body) < min(record.content_length, bound):
        raise Rejection("malformed", "it is cut short, or its length is wrong.")
    page = _decoded(body, record.http_headers, bound)
    source.budget.spend(len(page))
    if len(page) > bound:
        rejection = Rejection("too_large", f"It is larger than {bound:,} bytes.", is_part=True)
        return source.reject(rejection, number)
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    fetched_at = parsed_time(record.headers.get("WARC-Date"))

    def make(uri: str) -> RawRecord:
        try:
            return html_record(
                uri, page, source.limits,
                charset=record.http_charset, url=address, fetched_at=fetched_at,
            )  # fmt: skip
        except Rejection as rejection:
            rejection.is_part = True  # without the headers it is another page
            raise

    return source.attempt(number, make)


def _decoded(body: bytes, headers: Any, bound: int) -> bytes:
    """`body` as the server meant it. Some crawlers decode it and leave the headers: then as is."""
    codings = f"{headers.get('Transfer-Encoding')},{headers.get('Content-Encoding')}".lower()
    for coding, unpack in _CODINGS:
        if coding in codings:
            try:
                body = unpack(BytesIO(body)).read(bound + 1)
            except (OSError, ValueError):
                continue
    return body


def _kind(record: Any) -> str | None:
    """How a record that is no page is counted."""
    if record.record_type != WarcRecordType.response or not record.is_http_parsed:
        return f"WARC {str(record.record_type).lower()}"
    status = record.http_headers.status_code or 0
    if status != 200:
        return f"response of status {status // 100}xx"
    if (record.http_content_type or "").lower() not in _PAGES:
        return "response that is no page"
    return None


class _Blocks:
    """The stream given to the parser; it can be resumed after the last record that was reached."""

    def __init__(self, stream: BinaryIO, bound: int) -> None:
        self._stream, self._bound = stream, bound
        self._recent = bytearray()  # handed out since the last record, or the end of that
        self._end = 0  # where it ends in the stream
        self._again = b""  # to be handed out before anything is read
        self._floor = 0  # nothing before is a record that has not been reached

    def tell(self) -> int:
        return self._end

    def read(self, count: int = _BLOCK) -> bytes:
        if self._again:
            data, self._again = self._again[:count], self._again[count:]
        else:
            data = self._stream.read(max(1, min(count, _BLOCK)))
        self._recent += data
        self._end += len(data)
        if len(self._recent) > 2 * self._bound:
            del self._recent[: -self._bound]
        return data

    def reached(self, position: int) -> None:
        """A record begins at `position`."""
        self._floor = position + 1
        del self._recent[: max(len(self._recent) - (self._end - position), 0)]

    def resume(self) -> bool:
        """Go to the next head of a record; False when there is none."""
        start = max(self._floor, self._end - len(self._recent))
        data = bytes(self._recent + self._again)[len(self._recent) - self._end + start :]
        while not (found := _HEAD.search(data)):
            start += max(len(data) - _HEAD_BYTES, 0)
            data = data[-_HEAD_BYTES:]
            try:
                more = self._stream.read(_BLOCK)
            except Rejection as rejection:  # a damaged gzip member: the next may be sound
                if rejection.reason == "over_expanded":
                    raise
                continue
            if not more:
                return False
            data += more
        self._end = start + found.start()
        self._floor = self._end + 1
        self._again, self._recent = data[found.start() :], bytearray()
        return True
