"""`datapackage.json` keeps the rules of the Data Package standard, version 2, and tells the truth."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl
import pytest

from tests.warehouse.made import DAY, batch, entities, quarantined, run_row
from warehouse import datapackage
from warehouse.store import Store
from warehouse.tables import TABLES

VERSIONS = {"a": 1, "b": 2, "c": 3}
PROFILES = "https://datapackage.org/profiles/2.0/"
TYPES = {
    "string", "number", "integer", "boolean", "object", "array", "list", "datetime", "date", "time",
    "year", "yearmonth", "duration", "geopoint", "geojson", "any",
}  # fmt: skip
CONSTRAINTS = {
    "required": TYPES,
    "unique": TYPES,
    "enum": TYPES,
    "pattern": {"string"},
    "minimum": {"integer", "number", "date", "time", "datetime", "duration", "year", "yearmonth"},
    "maximum": {"integer", "number", "date", "time", "datetime", "duration", "year", "yearmonth"},
    "minLength": {"string", "array", "list", "object"},
    "maxLength": {"string", "array", "list", "object"},
}


def broken(package: Any) -> Iterator[str]:
    """What in a descriptor breaks a MUST of the standard, or a SHOULD about names."""
    if package.get("$schema") != f"{PROFILES}datapackage.json":
        yield "package: profile"
    if not re.fullmatch(r"[a-z0-9._-]+", package.get("name", "x")):
        yield "package: name"
    resources = package.get("resources")
    if not isinstance(resources, list) or not resources:
        yield "package: resources"
        return
    names = [resource.get("name") for resource in resources]
    if len(set(names)) != len(names):
        yield "resources: names"
    fields = {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in resources}
    for resource in resources:
        yield from _broken_resource(resource)
        yield from _broken_schema(resource["name"], resource["schema"], fields)


def _broken_resource(resource: Any) -> Iterator[str]:
    name, path = resource.get("name"), resource.get("path")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9._-]+", name):
        yield "resource: name"
    if ("path" in resource) == ("data" in resource):
        yield f"{name}: path or data"
    if isinstance(path, list) and len(path) < 2:
        yield f"{name}: a single file is a string"
    for each in [path] if isinstance(path, str) else path or []:
        parts = PurePosixPath(each).parts
        if (
            each.startswith(("/", "./", "~", "file:"))
            or ".." in parts
            or "\\" in each
            or "//" in each
        ):
            yield f"{name}: unsafe path"
    if resource.get("type") != "table":
        yield f"{name}: type"
    if "hash" in resource and not re.fullmatch(r"sha256:[0-9a-f]{64}", resource["hash"]):
        yield f"{name}: hash"


def _broken_schema(name: str, schema: Any, fields: dict[str, list[str]]) -> Iterator[str]:
    own = fields[name]
    if len(set(own)) != len(own) or not own:
        yield f"{name}: fields"
    if schema.get("missingValues") != []:
        yield f"{name}: an empty text is no null"
    for field in schema["fields"]:
        if field.get("type") not in TYPES:
            yield f"{name}.{field['name']}: type"
        for constraint in field.get("constraints", {}):
            if field["type"] not in CONSTRAINTS.get(constraint, ()):
                yield f"{name}.{field['name']}: {constraint}"
    if not schema.get("primaryKey") or not set(schema["primaryKey"]) <= set(own):
        yield f"{name}: primaryKey"
    for key in schema.get("foreignKeys", []):
        reference = key["reference"]
        if "resource" in reference and reference["resource"] == name:
            yield f"{name}: a key to itself names no resource"
        target = fields.get(reference.get("resource", name))
        if target is None or not set(reference["fields"]) <= set(target):
            yield f"{name}: reference"
        if not set(key["fields"]) <= set(own) or len(key["fields"]) != len(reference["fields"]):
            yield f"{name}: foreign key"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = Store(tmp_path_factory.mktemp("root"))
    with made.writer():
        made.stage("one", {**batch({"a": 1}), "quarantine": quarantined("x.txt", None)})
        made.publish("one", DAY)
        made.stage("two", batch({"b": 2, "c": 3}, 2))
        made.publish("two", DAY, snapshots={"entities": entities(VERSIONS)})
        made.log_run("run", DAY, run_row("run", "done"))
    return made


@pytest.fixture
def package(store: Store) -> Any:
    return json.loads((store.root / "datapackage.json").read_text(encoding="utf-8"))


def test_it_keeps_the_rules(package: Any) -> None:
    assert list(broken(package)) == []


def test_so_does_that_of_an_empty_warehouse(tmp_path: Path) -> None:
    Store(tmp_path).create()
    content = (tmp_path / "datapackage.json").read_text(encoding="utf-8")
    assert list(broken(json.loads(content))) == []


HARM = {
    "package: profile": lambda p: p.pop("$schema"),
    "resources: names": lambda p: p["resources"].append(p["resources"][0]),
    "package: resources": lambda p: p.update(resources=[]),
    "articles: path or data": lambda p: p["resources"][1].pop("path"),
    "articles: unsafe path": lambda p: p["resources"][1].update(path="../x.parquet"),
    "articles: a single file is a string": lambda p: p["resources"][1].update(path=["x.parquet"]),
    "articles.title: type": lambda p: field(p, "title").update(type="text"),
    "articles.title: minimum": lambda p: field(p, "title")["constraints"].update(minimum=1),
    "articles: primaryKey": lambda p: p["resources"][1]["schema"].update(primaryKey=["id"]),
    "articles: reference": lambda p: p["resources"][1]["schema"]["foreignKeys"][0].update(
        reference={"resource": "none", "fields": ["article_id"]}
    ),
    "articles: a key to itself names no resource": lambda p: p["resources"][1]["schema"][
        "foreignKeys"
    ][0].update(reference={"resource": "articles", "fields": ["article_id"]}),
}


def field(package: Any, name: str) -> Any:
    (found,) = (f for f in package["resources"][1]["schema"]["fields"] if f["name"] == name)
    return found


@pytest.mark.parametrize("says", HARM)
def test_the_rules_catch_who_breaks_them(package: Any, says: str) -> None:
    assert package["resources"][1]["name"] == "articles"
    HARM[says](package)
    assert says in list(broken(package))


def test_it_describes_every_table_and_column(package: Any) -> None:
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        table = TABLES[resource["name"]]
        assert resource["description"] == table.description
        described = {f["name"]: f["description"] for f in resource["schema"]["fields"]}
        assert described == {column.name: column.description for column in table.columns}
        assert resource["schema"]["primaryKey"] == list(table.key)


def test_its_files_are_the_rows_and_keep_its_constraints(store: Store, package: Any) -> None:
    """The rows of the files that it names are the table, and pass what it says of each column."""
    seen = 0
    for resource in package["resources"]:
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        files = [store.root / path for path in paths]
        if "hash" in resource:
            digest = hashlib.sha256(files[0].read_bytes()).hexdigest()
            assert resource["hash"] == f"sha256:{digest}"
        rows = pl.read_parquet(files, hive_partitioning=False)
        key = list(TABLES[resource["name"]].key)
        assert rows.sort(key).equals(store.read(resource["name"]).sort(key))
        assert rows.columns == [each["name"] for each in resource["schema"]["fields"]]
        assert rows.height == resource["rows"]
        for each in resource["schema"]["fields"]:
            for value in rows[each["name"]].to_list():
                assert fits(value, each), (resource["name"], each, value)
                seen += 1
    assert seen > 300


def fits(value: Any, described: dict[str, Any]) -> bool:
    constraints = described["constraints"]
    if value is None:
        return not constraints["required"]
    python = {"string": str, "integer": int, "number": float, "boolean": bool, "array": list}
    return (
        isinstance(value, python.get(described["type"], object))
        and value in constraints.get("enum", [value])
        and bool(re.fullmatch(constraints.get("pattern", "(?s:.*)"), str(value)))
        and ("minimum" not in constraints or value >= constraints["minimum"])
        and ("maximum" not in constraints or value <= constraints["maximum"])
    )


def test_it_follows_each_commit(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        store.stage("one", batch({"a": 1}))
        store.publish("one", DAY)
        assert datapackage.version(tmp_path) != store.manifest().version
        store.refresh_catalog()
        assert datapackage.version(tmp_path) == store.manifest().version
        store.log_run("run", DAY, run_row("run", "done"))
    assert datapackage.version(tmp_path) == store.manifest().version
    assert not list(tmp_path.glob("*.tmp"))
