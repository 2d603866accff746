"""What a reader is given, and the register of readers by suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from warehouse.records import Limits, RawRecord, RejectedRecord, Rejection, reject

Records = Iterator[RawRecord | RejectedRecord]


@dataclass(frozen=True)
class Source:
    """An open input: its URI, its format's name, its bytes and the limits to keep."""

    uri: str
    reader: str
    stream: BinaryIO
    limits: Limits

    def whole(self, bound: int | None = None) -> bytes:
        """All bytes.

        Raises:
            Rejection: `too_large`, beyond `bound` (by default a record's) bytes.
        """
        bound = self.limits.max_record_bytes if bound is None else bound
        data = self.stream.read(bound + 1)
        if len(data) > bound:
            raise too_large(bound)
        return data

    def reject(self, rejection: Rejection, number: int | None = None) -> RejectedRecord:
        uri = self.uri if number is None else f"{self.uri}#{number}"
        return reject(uri, rejection, self.limits, reader=self.reader)


Reader = Callable[[Source], Records]
READERS: dict[str, tuple[str, Reader]] = {}


def reader(*suffixes: str) -> Callable[[Reader], Reader]:
    """Register a generator for files that end in `suffixes`.

    The reader's name is the generator's, without `read_`.
    """

    def register(function: Reader) -> Reader:
        for suffix in suffixes:
            READERS[suffix] = (function.__name__.removeprefix("read_"), function)
        return function

    return register


def too_large(bound: int, data: bytes | str | None = None) -> Rejection:
    return Rejection("too_large", f"It is larger than {bound:,} bytes.", data)
