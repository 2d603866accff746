"""The manifest: one small file that says which files are the tables. Replacing it is the commit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from warehouse import disk

MANIFEST = "manifest.json"
_FORMAT = 1


class WarehouseDamaged(Exception):
    """The warehouse is not as its writer left it. One line, fit for the terminal."""


@dataclass(frozen=True, order=True)
class LiveFile:
    """One file of one table; `path` is relative to the root, with `/`.

    `shape` tells files of different columns apart (`schema.shape_of`); "" where it is not known.
    """

    table: str
    path: str
    rows: int
    bytes: int
    sha256: str
    batch_id: str
    ingest_date: str
    shape: str = ""

    @property
    def lineage(self) -> tuple[str, str]:
        """Files of one lineage hold, table by table, the rows of the same articles."""
        return (self.ingest_date, self.batch_id)


@dataclass(frozen=True)
class Manifest:
    """The live files after `version` commits."""

    version: int
    files: tuple[LiveFile, ...]

    def of(self, table: str) -> list[LiveFile]:
        return [file for file in self.files if file.table == table]


def load(root: Path) -> Manifest:
    """The manifest of the warehouse at `root`.

    Raises:
        FileNotFoundError: there is none.
        WarehouseDamaged: it cannot be understood.
    """
    path = root / MANIFEST
    data = path.read_bytes()
    try:
        return _parsed(data)
    except WarehouseDamaged as error:
        raise WarehouseDamaged(f"{path} {error}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise WarehouseDamaged(f"{path} cannot be read: {error!r}") from error


@lru_cache(maxsize=1)
def _parsed(data: bytes) -> Manifest:
    """A command asks often, and seldom has it changed: parsing thousands of files takes long."""
    content = json.loads(data)
    if content["format"] != _FORMAT:
        raise WarehouseDamaged(f"is of format {content['format']}, not {_FORMAT}")
    return Manifest(int(content["version"]), tuple(LiveFile(**file) for file in content["files"]))


def save(root: Path, manifest: Manifest) -> None:
    """Replace the manifest: from the moment that this renames, readers see `manifest`."""
    disk.write_bytes(root / MANIFEST, _lines(manifest.version, manifest.files).encode())


def _lines(version: int, files: Iterable[LiveFile]) -> str:
    """JSON with a line a file, so that two manifests can be compared by eye."""
    rows = ",\n".join(json.dumps(asdict(file), ensure_ascii=False) for file in sorted(files))
    return f'{{"format": {_FORMAT}, "version": {version}, "files": [\n{rows}\n]}}\n'
