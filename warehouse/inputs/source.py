"""What a reader is given, the register of readers by suffix, and the reading of one open file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from warehouse.inputs.records import Limits, RawRecord, RejectedRecord, Rejection, printable, reject

Records = Iterator[RawRecord | RejectedRecord]


class Budget:
    """What one input file may still expand to, however deep it is packed."""

    def __init__(
        self, limits: Limits, size: int | None = None, skipped: Counter[str] | None = None
    ) -> None:
        """`size` is that of the file in bytes; without it, what was `taken` of it counts."""
        self._limits = limits
        self._size = size
        self._taken = self._spent = 0
        self.is_spent = False
        self.rejected = 0
        self.skipped: Counter[str] = Counter() if skipped is None else skipped
        """What is in the file but is no input, by kind: hidden members, requests of a WARC…"""

    def take(self, count: int) -> None:
        """`count` packed bytes were read."""
        self._taken += count

    def spend(self, count: int) -> None:
        """`count` bytes were unpacked.

        Raises:
            Rejection: `over_expanded`, beyond the limits.
        """
        self._spent += count
        limits, packed = self._limits, self._taken if self._size is None else self._size
        bound = min(
            limits.max_expanded_bytes, max(limits.max_expansion * packed, limits.free_bytes)
        )
        self.is_spent = self._spent > bound
        if self._spent > limits.max_expanded_bytes:
            detail = f"It expands to more than {limits.max_expanded_bytes:,} bytes."
            raise Rejection("over_expanded", detail)
        if self.is_spent:
            detail = f"It expands to more than {limits.max_expansion} times its size."
            raise Rejection("over_expanded", detail)


@dataclass(frozen=True)
class Source:
    """An open input: its URI, its format's name, its bytes and the limits to keep.

    `name` is the file's name without what has been unpacked (`a.jsonl` of `a.jsonl.gz`);
    `archives` counts the archives around it. The stream may not be seekable.
    """

    uri: str
    reader: str
    stream: BinaryIO
    limits: Limits
    name: str
    budget: Budget
    archives: int = 0

    def whole(self, bound: int | None = None) -> bytes:
        """All bytes.

        Raises:
            Rejection: `too_large`, beyond `bound` (by default a record's) bytes.
        """
        bound = self.limits.max_record_bytes if bound is None else bound
        parts, size = [], 0
        while part := self.stream.read(bound + 1 - size):
            parts.append(part)
            size += len(part)
            if size > bound:
                raise too_large(bound)
        return b"".join(parts)

    def reject(self, rejection: Rejection, number: int | None = None) -> RejectedRecord:
        uri = self.uri if number is None else f"{self.uri}#{number}"
        self.budget.rejected += 1
        if self.budget.rejected > self.limits.max_rejections:
            return RejectedRecord(uri, rejection.reason, "")  # it will only be counted
        return reject(uri, rejection, self.limits, reader=self.reader or None)

    def attempt(
        self, number: int | None, make: Callable[[str], RawRecord]
    ) -> RawRecord | RejectedRecord:
        """What `make` makes of the record's URI; what it raises costs only this record."""
        try:
            return make(self.uri if number is None else f"{self.uri}#{number}")
        except Rejection as rejection:
            return self.reject(rejection, number)
        except BaseException as error:
            return self.reject(parse_error(error), number)

    def inside(self, uri: str, name: str, stream: BinaryIO, archives: int = 0) -> Records:
        """The records of a file packed in this one, `archives` archives deeper."""
        yield from read_source(
            replace(self, uri=uri, name=name, stream=stream, archives=self.archives + archives)
        )


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


def suffix_of(name: str) -> str:
    """The longest suffix of `name` that has a reader, else its last one; lower case."""
    parts = name.rsplit("/", 1)[-1].lower().split(".")[-2:]
    whole = "." + ".".join(parts)
    return whole if whole in READERS else f".{parts[-1]}" if len(parts) > 1 else ""


def read_stream(
    uri: str,
    stream: BinaryIO,
    limits: Limits,
    budget: Budget | None = None,
    name: str | None = None,
) -> Records:
    """Records of one open file, by the suffix of its `name` (without it, of its URI).

    Its rejections are bounded in number.
    """
    budget = budget or Budget(limits, size_of(stream))
    source = Source(uri, "", stream, limits, name or uri, budget)
    yield from _bounded(read_source(source), uri, limits)


def read_source(source: Source) -> Records:
    """Records of `source`, by the suffix of its name. Never raises: what fails is rejected."""
    suffix = suffix_of(source.name)
    if suffix not in READERS:
        shown = printable(suffix, 40) or "no suffix"
        yield source.reject(Rejection("unknown_format", f"No reader for {shown}."))
        return
    name, function = READERS[suffix]
    yield from _read(replace(source, reader=name), function)


def read_as(name: str, uri: str, stream: BinaryIO, limits: Limits) -> Records:
    """Records of `stream` by the reader `name`; none when there is no such reader."""
    functions = dict(READERS.values())
    if name in functions:
        budget = Budget(limits, size_of(stream))
        yield from _read(Source(uri, name, stream, limits, uri, budget), functions[name])


def _read(source: Source, function: Reader) -> Records:
    is_empty = True
    try:
        for item in function(source):
            is_empty = False
            if isinstance(item, RawRecord) and not item.reader:
                yield replace(item, reader=source.reader)
            else:
                yield item
    except Rejection as rejection:
        yield source.reject(rejection)
    except OSError as error:
        yield source.reject(unreadable(error))
    except BaseException as error:
        yield source.reject(parse_error(error))
    else:
        if is_empty:
            yield source.reject(Rejection("empty", "It holds no record.", b""))


def _bounded(records: Records, uri: str, limits: Limits) -> Records:
    """`records`; beyond the limit, rejections are counted and told as one."""
    told = 0
    more: Counter[str] = Counter()
    for item in records:
        if isinstance(item, RejectedRecord):
            told += 1
            if told > limits.max_rejections:
                more[item.reason] += 1
                continue
        yield item
    if more:
        kinds = ", ".join(f"{count:,} × {reason}" for reason, count in more.most_common())
        detail = f"Beyond the first {limits.max_rejections:,} rejections of this file: {kinds}."
        yield reject(uri, Rejection("too_many_rejections", detail), limits)


def size_of(stream: BinaryIO) -> int | None:
    """Bytes of `stream`; unknown where it cannot be sought."""
    if not stream.seekable():
        return None
    size = stream.seek(0, 2)
    stream.seek(0)
    return size


def parse_error(error: BaseException) -> Rejection:
    """A parser's own bug, which must not cost the run. What is no bug is raised again.

    A panic of a parser in Rust is no `Exception`.
    """
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error
    return Rejection("malformed", f"It cannot be parsed: {type(error).__name__}: {error}")


def unreadable(error: OSError) -> Rejection:
    return Rejection("unreadable", f"It cannot be read: {error.strerror or error}.")


def too_large(bound: int, data: bytes | str | None = None) -> Rejection:
    return Rejection("too_large", f"It is larger than {bound:,} bytes.", data)
