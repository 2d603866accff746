"""Which files the given inputs hold, in which order, under which source URI."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from warehouse.records import InputError, Limits, Rejection


@dataclass(frozen=True)
class Found:
    """A file to read, or an entry that cannot be read and why."""

    uri: str  # relative to the input given
    path: Path
    rejection: Rejection | None = None


@dataclass
class _Walk:
    limits: Limits
    found: list[Found] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # real paths, so that no file is read twice
    links: list[tuple[str, Path, int]] = field(default_factory=list)


def list_inputs(inputs: Sequence[Path], limits: Limits) -> list[Found]:
    """The files of `inputs`, sorted by source URI, each real file once.

    A folder's hidden entries are left out, and its links are followed after all else, so that
    a file keeps the name of its real place. Two files of one relative name (`a/1.txt` and
    `b/1.txt`, `a` and `b` given) get as much of their folders' names as sets them apart.

    Raises:
        InputError: an input does not exist.
    """
    check_inputs(inputs)
    walk = _Walk(limits)
    roots = sorted({Path(os.path.abspath(path)) for path in inputs}, key=str)
    for root in roots:
        name = root.name or str(root)
        _visit(walk, root, name, Path(name) if not root.is_dir() else Path(), 0)
    while walk.links:
        uri, path, depth = walk.links.pop(0)
        _visit(walk, path, uri, Path(uri), depth)
    return sorted(_distinct(walk.found), key=lambda found: (found.uri, str(found.path)))


def check_inputs(inputs: Sequence[Path]) -> None:
    """Stop before anything is read.

    Raises:
        InputError: an input does not exist.
    """
    for path in inputs:
        if not os.path.lexists(path):
            raise InputError(f"no such file or directory: {path}")


def _visit(walk: _Walk, path: Path, shown: str, relative: Path, depth: int) -> None:
    """Add what is at `path`; `relative` is its source URI, `shown` names it in a rejection."""
    try:
        mode = path.stat().st_mode
        real = os.path.realpath(path, strict=True)
    except OSError as error:
        walk.found.append(Found(shown, path, unreadable(error)))
        return
    if real in walk.seen:
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


def unreadable(error: OSError) -> Rejection:
    return Rejection("unreadable", f"It cannot be read: {error.strerror or error}.")


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
