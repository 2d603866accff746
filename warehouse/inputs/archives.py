"""Zip and tar archives: their members go through the readers of their suffixes.

Nothing is unpacked under its own name. A member's name is only a part of its source URI
(`archive.zip!/path`), with whatever could lead out of a folder taken away.
"""

from __future__ import annotations

import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, BinaryIO, cast

from warehouse.inputs.compression import Unpacked, seekable
from warehouse.inputs.records import REPLACEMENT, RejectedRecord, Rejection, encodable
from warehouse.inputs.source import Records, Source, reader, size_of

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
"""Not LZMA: a member may demand gigabytes for its dictionary before its first byte."""

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DRIVE = re.compile(r"[A-Za-z]:")
_ENTRY, _ENTRY_BYTES = b"PK\x01\x02", 300  # one line of a zip's list; its bytes on average
_BLOCK = 1 << 16
_STEP = 1 << 13  # what a damage loses before it
_HEADER = 1 << 18  # bytes of one header of a tar member, long names and attributes included
_DIGITS = re.compile(rb"[0-9]{200}")
_NAME = 500  # characters


@reader(".zip")
def read_zip(source: Source) -> Records:
    """A member is a file; one that is damaged or locked costs only itself."""
    _check_depth(source)
    members = _Members(source)
    with seekable(source.stream, source.limits) as stream:
        file = cast(IO[bytes], _Directory(stream, source.limits.max_members))
        try:
            archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            if not size_of(stream):
                return  # nothing in it: the caller tells
            raise Rejection("malformed", f"Damaged, or no zip file: {error}.") from error
        for info in archive.infolist():
            uri = None if info.is_dir() else members.uri(info.filename)
            if uri is None:
                continue
            rejection = _unfit(info)
            if rejection:
                yield members.reject(uri, rejection)
                continue
            try:
                with archive.open(info) as member:
                    yield from members.read(uri, info.filename, member)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
                yield members.reject(uri, Rejection("malformed", f"Damaged member: {error}."))


@reader(".tar")
def read_tar(source: Source) -> Records:
    """A member is a file; what follows a damaged header is lost, and that is told."""
    _check_depth(source)
    members = _Members(source)
    forward = _Forward(source.stream)
    try:
        archive = tarfile.open(fileobj=cast(IO[bytes], forward), mode="r:")  # noqa: SIM115
    except tarfile.ReadError as error:
        if forward.tell() == 0:
            return  # nothing in it: the caller tells
        raise Rejection("malformed", f"Not a tar file: {error}.") from error
    while info := forward.next(archive):
        uri = None if info.isdir() else members.uri(info.name)
        if uri is None:
            continue
        file = archive.extractfile(info) if info.isreg() and not info.issparse() else None
        if file is None:
            rejection = Rejection("not_a_file", f"It is {_kind(info)}, not a file.")
            yield members.reject(uri, rejection)
        else:
            with forward.body():
                yield from members.read(uri, info.name, file)
    if forward.header.strip(b"\0") or not forward.header:
        raise Rejection("malformed", "Damaged or truncated tar: it has no end.")
    while source.stream.read(_BLOCK):
        pass  # padding; a compressed file tells of a damage at its end


def _kind(info: tarfile.TarInfo) -> str:
    kinds = {
        tarfile.SYMTYPE: "a symbolic link", tarfile.LNKTYPE: "a hard link",
        tarfile.FIFOTYPE: "a named pipe", tarfile.CHRTYPE: "a device", tarfile.BLKTYPE: "a device",
    }  # fmt: skip
    return "a sparse file" if info.issparse() else kinds.get(info.type, "of an unknown kind")


def _unfit(info: zipfile.ZipInfo) -> Rejection | None:
    """Why a zip member cannot be read, where its entry tells."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        what = "a symbolic link" if kind == stat.S_IFLNK else "a special file"
        return Rejection("not_a_file", f"It is {what}, not a file.")
    if info.flag_bits & 1:
        return Rejection("unreadable", "It is encrypted.")
    if info.compress_type not in _METHODS:
        return Rejection("unreadable", f"Compression method {info.compress_type} is not read.")
    return None


def _check_depth(source: Source) -> None:
    if source.archives > source.limits.max_nesting:
        detail = f"Archives lie more than {source.limits.max_nesting} deep in one another."
        raise Rejection("too_deep", detail)


class _Members:
    """What the members of one archive share: their names so far, and the budget."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._seen: dict[str, int] = {}
        self._count = 0

    def uri(self, name: str) -> str | None:
        """The source URI of the member `name`; None when it is hidden, as in a folder.

        Raises:
            Rejection: `too_many_members`; `over_expanded`, after a member that was.
        """
        if self._source.budget.is_spent:
            raise Rejection("over_expanded", f"Not read on after {self._count:,} members.")
        self._count += 1
        if self._count > self._source.limits.max_members:
            detail = f"Not read on after {self._source.limits.max_members:,} members."
            raise Rejection("too_many_members", detail)
        path = harmless(name)
        if any(part.startswith(".") for part in path.split("/")) or path.startswith("__MACOSX/"):
            self._source.budget.skipped["hidden member"] += 1
            return None
        again = self._seen[path] = self._seen.get(path, 0) + 1
        return f"{self._source.uri}!/{path}" + (f"~{again}" if again > 1 else "")

    def read(self, uri: str, name: str, member: IO[bytes]) -> Records:
        chunks = _chunks(member)
        stream = cast(BinaryIO, Unpacked(chunks, self._source.budget))
        yield from self._source.inside(uri, harmless(name), stream, archives=1)

    def reject(self, uri: str, rejection: Rejection) -> RejectedRecord:
        return replace(self._source, uri=uri).reject(rejection)


def _chunks(member: IO[bytes]) -> Iterator[bytes | Rejection]:
    try:
        while block := member.read1(_STEP):  # type: ignore[attr-defined]
            yield block
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError) as error:
        yield Rejection("malformed", f"Damaged member: {error}.")


def harmless(name: str) -> str:
    """`name` as a relative path of visible characters that leads nowhere else."""
    name = _UNSEEN.sub(REPLACEMENT, encodable(name)).replace("\\", "/")
    parts = _DRIVE.sub("", name).split("/")
    path = "/".join(part for part in parts if part not in ("", ".", "..")) or "unnamed"
    return path if len(path) <= _NAME else f"{path[: _NAME // 2]}…{path[-_NAME // 2 :]}"


class _Directory:
    """A zip file whose list of members cannot fill the memory: it is read in one go."""

    def __init__(self, stream: BinaryIO, max_members: int) -> None:
        self._stream, self._members = stream, max_members
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, count: int = -1) -> bytes:
        data = self._stream.read(min(count, _ENTRY_BYTES * self._members))
        if data.count(_ENTRY) > self._members or len(data) == _ENTRY_BYTES * self._members:
            raise Rejection("too_many_members", f"It has more than {self._members:,} members.")
        return data


class _Forward:
    """A stream for tarfile that never goes back and whose headers are bounded.

    tarfile believes the sizes in headers, negative ones too, and its patterns take quadratic time
    over long runs of digits.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0
        self._headers: int | None = 0  # bytes of the header that is being read
        self.header = b""  # the last thing read of a header
        self.closed = False

    def next(self, archive: tarfile.TarFile) -> tarfile.TarInfo | None:
        """The next member; the archive forgets it.

        Raises:
            Rejection: `malformed`.
        """
        self._headers = 0
        try:
            info = archive.next()
        except (tarfile.TarError, ValueError, RecursionError) as error:
            raise Rejection("malformed", f"Damaged tar: {error}.") from error
        archive.members = []  # type: ignore[attr-defined]
        return info

    @contextmanager
    def body(self) -> Iterator[None]:
        """Inside, it is a member that is read."""
        self._headers = None
        yield
        self._headers = 0

    def tell(self) -> int:
        return self._at

    def seek(self, to: int, whence: int = 0) -> int:
        if to < self._at:
            raise Rejection("malformed", "Damaged tar: a member has no sound size.")
        while self._at < to and self._read(min(to - self._at, _BLOCK)):
            pass
        return self._at

    def read(self, count: int = -1) -> bytes:
        if self._headers is None:
            return self._read(count)
        self._headers += count
        if not 0 <= self._headers <= _HEADER:
            raise Rejection("malformed", f"A header is larger than {_HEADER:,} bytes.")
        self.header = self._read(count)
        if _DIGITS.search(self.header):
            raise Rejection("malformed", "A header holds an endless number.")
        return self.header

    def _read(self, count: int) -> bytes:
        data = self._stream.read(count)
        while data and len(data) < count and (more := self._stream.read(count - len(data))):
            data += more
        self._at += len(data)
        return data
