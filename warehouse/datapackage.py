"""`datapackage.json`: the tables as a Data Package (version 2 of the standard), made from the
contract and the manifest. Catalogues of open data and tools of many languages read it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from warehouse import disk
from warehouse.manifest import LiveFile, Manifest
from warehouse.schema import NAMES, UTC_TIME
from warehouse.tables import TABLES, Column, ForeignKey, Table

DATAPACKAGE = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {
    "String": "string", "Int64": "integer", "Int32": "integer", "Float64": "number",
    "Boolean": "boolean", str(UTC_TIME): "datetime", str(NAMES): "array",
}  # fmt: skip


def write(root: Path, manifest: Manifest) -> None:
    """Replace the descriptor.

    Raises:
        OSError: the disk refused; the old one stays.
    """
    text = json.dumps(describe(manifest), ensure_ascii=False, indent=1)
    disk.write_bytes(root / DATAPACKAGE, f"{text}\n".encode())


def version(root: Path) -> int | None:
    """The version of the manifest that the descriptor was made from; None if it cannot be told."""
    try:
        return int(json.loads((root / DATAPACKAGE).read_bytes())["manifest_version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def describe(manifest: Manifest) -> dict[str, Any]:
    """The descriptor of the files of `manifest`; its paths are relative to the root."""
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "coupure-warehouse",
        "title": "News articles: clean texts, entities and quotes",
        "description": "Made by Coupure. Offsets count Unicode code points, end exclusive. "
        "Times are UTC.",
        "version": f"1.{manifest.version}.0",
        "manifest_version": manifest.version,
        "keywords": ["news", "named entities", "quotations", "French"],
        "resources": [_resource(table, manifest.of(name)) for name, table in TABLES.items()],
    }


def _resource(table: Table, files: list[LiveFile]) -> dict[str, Any]:
    paths = [file.path for file in files]
    resource: dict[str, Any] = {
        "name": table.name,
        "type": "table",
        "title": table.grain[:1].upper() + table.grain[1:],
        "description": table.description,
        "path": paths[0] if len(paths) == 1 else paths,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "rows": sum(file.rows for file in files),
        "schema": _schema(table),
    }
    if len(files) == 1:
        resource["hash"] = f"sha256:{files[0].sha256}"
    return resource


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [],  # an empty text is not a null
        "primaryKey": list(table.key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [_foreign_key(table, key) for key in table.foreign_keys]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[str(column.dtype)],
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {"required": not column.nullable}
    if column.values:
        constraints["enum"] = list(column.values)
    if column.pattern:
        constraints["pattern"] = column.pattern.removeprefix("^").removesuffix("$")  # it is whole
    is_whole = field["type"] == "integer"
    for name in ("minimum", "maximum"):
        if (bound := getattr(column, name)) is not None:
            constraints[name] = int(bound) if is_whole else bound
    return {**field, "constraints": constraints}


def _foreign_key(table: Table, key: ForeignKey) -> dict[str, Any]:
    reference: dict[str, Any] = {"fields": list(key.references)}
    if key.table != table.name:
        reference = {"resource": key.table, **reference}
    return {"fields": list(key.columns), "reference": reference}
