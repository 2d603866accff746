"""Which files the given inputs hold, in which order, under which source URI."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote_to_bytes, urlsplit

from warehouse.inputs.records import InputError, Limits, Rejection, encodable
from warehouse.inputs.remote import RemoteFile, check_remote, is_remote, list_remote
from warehouse.inputs.source import unreadable

_MAGIC = re.compile(r"[*?\[]")
Wanted = Callable[[str], bool]


@dataclass(frozen=True)
class Found:
    """A file to read, or an entry that cannot be read and why."""

    uri: str  # relative to the input given; of a remote file its whole address
    path: Path
    rejection: Rejection | None = None
    remote: RemoteFile | None = None

    @property
    def location(self) -> str:
        """Absolute path, or address; `local_path` leads back from it."""
        return self.remote.address if self.remote else _told(self.path)

    @property
    def stamp(self) -> str:
        """Changes when the file does; empty when it is gone.

        Raises:
            OSError: the file cannot be looked at.
        """
        if self.remote:
            return f"{self.remote.size} {self.remote.stamp}"
        told = self.path.stat()
        return f"{told.st_size} {told.st_mtime_ns}"

    def open(self) -> BinaryIO:
        """Raises OSError."""
        return self.remote.open() if self.remote else self.path.open("rb")


@dataclass
class _Walk:
    limits: Limits
    wanted: Wanted = lambda uri: True
    max_depth: int | None = None  # what lies deeper is not wanted; without it, too deep
    found: list[Found] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # real paths, so that no file is read twice
    links: list[tuple[str, Path, int]] = field(default_factory=list)

    def run(self, root: Path) -> None:
        name = root.name or str(root)
        _visit(self, root, name, Path(name) if not root.is_dir() else Path(), 0)

    def follow_links(self) -> None:
        while self.links:
            uri, path, depth = self.links.pop(0)
            _visit(self, path, uri, Path(uri), depth)


def list_inputs(inputs: Sequence[Path | str], limits: Limits) -> list[Found]:
    """The files of `inputs` (paths, patterns, addresses), by source URI, each real file once.

    A folder's hidden entries are left out, and its links are followed after all else, so that
    a file keeps the name of its real place. Two files of one relative name (`a/1.txt` and
    `b/1.txt`, `a` and `b` given) get as much of their folders' names as sets them apart.

    Raises:
        InputError: an input does not exist.
    """
    check_inputs(inputs)
    local = [Path(os.path.abspath(local_path(name))) for name in inputs if not is_remote(name)]
    walk = _Walk(limits)
    for root in sorted({path for path in local if not _is_pattern(path)}, key=str):
        walk.run(root)
    walk.follow_links()
    found = {os.path.realpath(one.path): one for one in walk.found}
    for pattern in sorted({path for path in local if _is_pattern(path)}, key=str):
        for one in _matches(pattern, limits):
            found.setdefault(os.path.realpath(one.path), one)
    remote: dict[str, Found] = {}
    for address in sorted(str(name) for name in inputs if is_remote(name)):
        for file in list_remote(address, limits):
            remote[file.path] = Found(file.address, Path(file.path), remote=file)
    every = [*_distinct(found.values()), *_distinct(remote.values())]
    return sorted(every, key=lambda found: (found.uri, str(found.path)))


def check_inputs(inputs: Sequence[Path | str]) -> None:
    """Stop before anything is read.

    Raises:
        InputError: an input does not exist, or is an address that nothing here can read.
    """
    for name in inputs:
        if is_remote(name):
            check_remote(str(name))
        elif not os.path.lexists(local_path(name)) and not _folder_of(local_path(name)).is_dir():
            raise InputError(f"no such file or directory: {name}")


def local_path(name: Path | str) -> Path:
    """`name`, or the path that a `file://` address stands for."""
    is_address = isinstance(name, str) and name.lower().startswith("file://")
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(str(name)).path)) if is_address else name)


def _told(path: Path) -> str:
    """`path`, absolute; as an address where its bytes are no UTF-8, which tables cannot hold."""
    return str(path) if encodable(str(path)) == str(path) else path.as_uri()


def _is_pattern(path: Path) -> bool:
    return _MAGIC.search(str(path)) is not None and not os.path.lexists(path)


def _folder_of(pattern: Path) -> Path:
    """The part of `pattern` before the first `*`, `?` or `[`; the path itself without any."""
    parts = pattern.parts
    first = next((i for i, part in enumerate(parts) if _MAGIC.search(part)), len(parts))
    return Path(*parts[:first])


def _matches(pattern: Path, limits: Limits) -> list[Found]:
    """The files that match, named relative to the folder before the first `*`, `?` or `[`."""
    from fsspec.utils import glob_translate

    folder = _folder_of(pattern)
    rest = pattern.relative_to(folder)
    wanted = re.compile(glob_translate(rest.as_posix()))
    depth = None if "**" in rest.parts else len(rest.parts) - 1
    walk = _Walk(limits, lambda uri: wanted.match(uri) is not None, depth)
    walk.run(folder)
    walk.follow_links()
    return walk.found


def _visit(walk: _Walk, path: Path, shown: str, relative: Path, depth: int) -> None:
    """Add what is at `path`; `relative` is its source URI, `shown` names it in a rejection."""
    try:
        mode = path.stat().st_mode
        real = os.path.realpath(path, strict=True)
    except OSError as error:
        if walk.wanted(relative.as_posix()):
            walk.found.append(Found(shown, path, unreadable(error)))
        return
    if real in walk.seen or not (stat.S_ISDIR(mode) or walk.wanted(relative.as_posix())):
        return
    walk.seen.add(real)
    if stat.S_ISDIR(mode):
        _folder(walk, path, shown, relative, depth)
    elif stat.S_ISREG(mode):
        walk.found.append(Found(relative.as_posix(), path))
    else:
        kind = "a named pipe" if stat.S_ISFIFO(mode) else "no regular file"
        walk.found.append(Found(shown, path, Rejection("not_a_file", f"It is {kind}.")))


def _folder(walk: _Walk, path: Path, shown: str, relative: Path, depth: int) -> None:
    if walk.max_depth is not None and depth > walk.max_depth:
        return
    if depth > walk.limits.max_depth:
        detail = f"Folders lie more than {walk.limits.max_depth} deep."
        walk.found.append(Found(shown, path, Rejection("unreadable", detail)))
        return
    try:
        with os.scandir(path) as entries:
            children = sorted(
                (entry.name, entry.is_symlink())
                for entry in entries
                if not entry.name.startswith(".")
            )
    except OSError as error:
        walk.found.append(Found(shown, path, unreadable(error)))
        return
    for name, is_link in children:
        child = relative / name
        if is_link:
            walk.links.append((child.as_posix(), path / name, depth + 1))
        else:
            _visit(walk, path / name, child.as_posix(), child, depth + 1)


def _distinct(found: Iterable[Found]) -> list[Found]:
    """Lengthen the URIs that clash by parts of their paths, until none does."""
    result = [replace(one, uri=_spelt(one.uri)) for one in found]
    for _ in range(max((len(one.path.parts) for one in result), default=0)):
        counts = Counter(one.uri for one in result)
        if len(counts) == len(result):
            break
        result = [one if counts[one.uri] == 1 else _longer(one) for one in result]
    return result


def _longer(found: Found) -> Found:
    length = len(Path(found.uri).parts) + 1
    return replace(found, uri=_spelt("/".join(found.path.parts[-length:]).replace("//", "/")))


def _spelt(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 are spelt out, so that names stay apart."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")
