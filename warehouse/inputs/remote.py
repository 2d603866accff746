"""Addresses of other places (`s3://`, `gs://`, `https://`…), through fsspec.

Whose credentials: those of the environment, as the driver of the protocol looks for them. They
are never part of a source URI.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from warehouse.inputs.records import InputError, Limits, printable

EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs", "http": "http", "https": "http"}
"""Protocol -> the extra of this package that brings its driver."""

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_SECRET = re.compile(
    r"x-(amz|goog)-.*|sig|signature|se|sp|sv|sr|.*token.*|.*key.*|.*secret.*", re.I
)
_STAMPS = ("ETag", "etag", "LastModified", "mtime", "updated", "last_modified", "created")


@dataclass(frozen=True)
class RemoteFile:
    """A file at an address; `stamp` changes when the file does, as far as its place tells."""

    address: str
    path: str
    files: Any
    size: int | None
    stamp: str

    def open(self) -> BinaryIO:
        """The file's bytes, to be read as they come.

        Raises:
            OSError: it cannot be had.
        """
        try:
            if _is_web(self.path):  # it may refuse to send parts: read from the beginning on
                return io.BufferedReader(_Forward(self.files.open(self.path, "rb", block_size=0)))
            return cast(BinaryIO, self.files.open(self.path, "rb"))
        except OSError:
            raise
        except Exception as error:  # drivers raise what their client library raises
            raise OSError(f"{type(error).__name__}: {error}") from error


class _Forward(io.RawIOBase):
    """A stream that comes once. fsspec's own says that it can be sought."""

    def __init__(self, file: Any) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._file.read(len(buffer))
        except OSError:
            raise
        except Exception as error:
            raise OSError(f"{type(error).__name__}: {error}") from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def is_remote(name: object) -> bool:
    found = _ADDRESS.match(name) if isinstance(name, str) else None
    return found is not None and found.group(1).lower() != "file"


def check_remote(address: str) -> None:
    """Stop before anything is read.

    Raises:
        InputError: its protocol is unknown, or the driver is not installed.
    """
    _filesystem(address)


def list_remote(address: str, limits: Limits) -> list[RemoteFile]:
    """The files at `address`: itself, those under it, or those that its pattern matches.

    Of a web server, an address that ends in `/` stands for the files that its page links to.

    Raises:
        InputError: it cannot be listed, or nothing is there.
    """
    files, path = _filesystem(address)
    try:
        infos = list(_infos(files, path, limits))
    except FileNotFoundError as error:
        raise InputError(f"no such file or directory: {shown(address)}") from error
    except Exception as error:  # drivers raise what their client library raises
        why = printable(str(error), 200) or type(error).__name__
        raise InputError(f"cannot list {shown(address)}: {why}") from error
    return [
        RemoteFile(
            address=shown(files.unstrip_protocol(info["name"])),
            path=info["name"],
            files=files,
            size=info.get("size"),
            stamp=" ".join(str(info[name]) for name in _STAMPS if info.get(name)),
        )
        for info in infos
    ]


def shown(address: str) -> str:
    """`address` without what could be a credential."""
    parts = urlsplit(address)
    if not parts.query and "@" not in parts.netloc:
        return address
    told = [pair for pair in parse_qsl(parts.query, True) if not _SECRET.fullmatch(pair[0])]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, urlencode(told), ""))


def _filesystem(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    protocol = address.partition("://")[0].lower()
    try:
        files, path = url_to_fs(address)
    except ImportError as error:
        mend = f"pip install 'coupure[{EXTRAS[protocol]}]'" if protocol in EXTRAS else str(error)
        raise InputError(f"no driver for {protocol}:// is installed: {mend}") from error
    except Exception as error:
        why = printable(str(error), 200) or type(error).__name__
        raise InputError(f"cannot read {shown(address)}: {why}") from error
    return files, str(path)


def _is_web(path: str) -> bool:
    return path.startswith(("http://", "https://"))


def _infos(files: Any, path: str, limits: Limits) -> Iterator[Mapping[str, Any]]:
    is_web = _is_web(path)
    if re.search(r"\*" if is_web else r"[*?\[]", path):
        found = files.glob(path, detail=True)
    elif path.endswith("/") if is_web else files.isdir(path):
        found = files.find(path, maxdepth=1 if is_web else limits.max_depth, detail=True)
    else:
        yield {"name": path, **files.info(path)}
        return
    root = path.rstrip("/")
    for name, info in sorted(found.items()):
        parts = name.removeprefix(root).split("/")
        if info.get("type") == "file" and not any(part.startswith(".") for part in parts):
            yield {"name": name, **info}
