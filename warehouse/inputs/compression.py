"""Compressed files: unpacked as they are read, never whole, never beyond the budget."""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

import pyarrow as pa

from warehouse.inputs.records import Limits, Rejection
from warehouse.inputs.source import Budget, Records, Source, reader, suffix_of

_PACKED = 1 << 14  # read at once; of many tiny gzip members all that follow are copied each time
_UNPACKED = 1 << 16
_ZSTD_STEP = 1 << 13  # what a damage loses before it
_PADDING = 1 << 20  # zeros after the data that some tools write
_MEMBER = b"\x1f\x8b\x08"
_MAX_DAMAGES = 1_000  # of one gzip file

Chunks = Iterator[bytes | Rejection]


@reader(".gz", ".zst", ".tgz", ".tzst")
def read_compressed(source: Source) -> Records:
    """The file within, by the suffix that is left: `a.jsonl` of `a.jsonl.gz`."""
    name, _, suffix = source.name.rpartition(".")
    if suffix.lower() in ("tgz", "tzst"):
        name += ".tar"
    inner = suffix_of(name)
    if inner in (".gz", ".zst", ".tgz", ".tzst"):
        raise Rejection("too_deep", "It is compressed more than once.")
    if not inner:
        detail = f"What is in it? Name it with its format, as in page.html.{suffix}."
        raise Rejection("unknown_format", detail)
    yield from source.inside(source.uri, name, unpacked(source.stream, suffix, source.budget))


def unpacked(stream: BinaryIO, suffix: str, budget: Budget) -> BinaryIO:
    """What `stream`, a gzip or zstd file by its `suffix`, holds."""
    unpack = gunzip if suffix.lower() in ("gz", "tgz") else unzstd
    return cast(BinaryIO, Unpacked(unpack(stream, budget), budget))


class Unpacked(io.RawIOBase):
    """A stream of chunks. What was unpacked before a damage is read before the damage is told.

    A reader may read on after the `Rejection`, where the chunks go on.
    """

    def __init__(self, chunks: Chunks, budget: Budget) -> None:
        super().__init__()
        self._chunks, self._budget = chunks, budget
        self._left = memoryview(b"")
        self._rejection: Rejection | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the whole buffer, unless the end or a damage comes first."""
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view):
            if not self._left and not self._next():
                break
            count = min(len(self._left), len(view) - filled)
            view[filled : filled + count] = self._left[:count]
            self._left = self._left[count:]
            filled += count
        if self._rejection and not filled:
            rejection, self._rejection = self._rejection, None
            raise rejection
        return filled

    def _next(self) -> bool:
        """Take the next chunk; False at the end or before a rejection."""
        if self._rejection:
            return False
        try:
            for chunk in self._chunks:
                if isinstance(chunk, Rejection):
                    raise chunk
                if chunk:
                    self._budget.spend(len(chunk))
                    self._left = memoryview(chunk)
                    return True
        except Rejection as rejection:
            self._rejection = rejection
        return False


def gunzip(stream: BinaryIO, budget: Budget) -> Chunks:
    """The members of a gzip file. After a damaged one it goes on with the next that is found."""
    packed = _Packed(stream, budget)
    damages = 0
    while packed.skip_padding() and damages < _MAX_DAMAGES:
        member = zlib.decompressobj(31)
        try:
            while not member.eof:
                if not (packed.data or packed.more()):
                    yield Rejection("malformed", "Truncated gzip data.")
                    return
                yield member.decompress(packed.data, _UNPACKED)
                packed.data = member.unconsumed_tail
            packed.data = member.unused_data
        except zlib.error as error:
            damages += 1
            yield Rejection("malformed", f"Damaged gzip data: {error}.")
            packed.seek_member()


class _Packed:
    """The packed bytes that were read and not yet unpacked."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget
        self.data = b""

    def more(self) -> bool:
        block = self._stream.read(_PACKED)
        self._budget.take(len(block))
        self.data += block
        return bool(block)

    def skip_padding(self) -> bool:
        """Go to what follows; False at the end of the file."""
        skipped = 0
        while skipped <= _PADDING:
            skipped += len(self.data)
            self.data = self.data.lstrip(b"\0")
            if self.data:
                return True
            if not self.more():
                return False
        return True

    def seek_member(self) -> None:
        """Go to the next thing that looks like the head of a member."""
        self.data = self.data[1:]
        while (at := self.data.find(_MEMBER)) < 0:
            self.data = self.data[-len(_MEMBER) + 1 :]
            if not self.more():
                self.data = b""
                return
        self.data = self.data[at:]


def unzstd(stream: BinaryIO, budget: Budget) -> Chunks:
    """The frames of a zstd file; a damage is its end."""
    try:
        file = pa.PythonFile(_Taking(stream, budget), mode="r")
        inner = pa.CompressedInputStream(file, "zstd")
        while block := inner.read(_ZSTD_STEP):
            yield block
    except (pa.ArrowException, OSError) as error:
        yield Rejection("malformed", f"Damaged zstd data: {error}.")


class _Taking(io.RawIOBase):
    """A stream that tells the budget what is read of it, and is closed by who opened it."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        super().__init__()
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        return True

    def read(self, count: int = -1) -> bytes:
        data = self._stream.read(count)
        self._budget.take(len(data))
        return data


@contextmanager
def seekable(stream: BinaryIO, limits: Limits) -> Iterator[BinaryIO]:
    """`stream` itself when it can be sought, else a temporary file of its bytes.

    Raises:
        Rejection: `too_large`, beyond what may be spooled.
    """
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile(prefix="coupure-") as spool:
        size = 0
        while block := stream.read(_UNPACKED):
            size += len(block)
            if size > limits.max_spool_bytes:
                detail = f"Unpacked, it is larger than {limits.max_spool_bytes:,} bytes."
                raise Rejection("too_large", detail)
            spool.write(block)
        spool.seek(0)
        yield cast(BinaryIO, spool)
