"""Is the warehouse what its manifest and its contract say? Reports, never repairs."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse import catalog, datapackage, disk, pool, sweep
from warehouse.invariants import table_problems
from warehouse.manifest import LiveFile
from warehouse.store import Store
from warehouse.tables import TABLES


def problems(store: Store) -> list[str]:
    """One line for each thing that is wrong; none when all is well.

    Checks every live file (there, unharmed, of the contract's types) and that a glob finds no
    other; then, where all files are sound, the rows: what the contract says of a column, keys,
    foreign keys, spans, counts. Takes memory for one batch, or one compacted file, at a time.

    Raises:
        FileNotFoundError: there is no warehouse.
        WarehouseDamaged: the manifest cannot be read.
    """
    found = list(file_problems(store))
    return found or [*_strangers(store), *table_problems(store)]


def file_problems(store: Store) -> Iterator[str]:
    """What is wrong with the live files themselves. Raises: as `problems`."""
    for file in store.manifest().files:
        yield from _file_problems(store, file)


def catalog_problems(store: Store) -> list[str]:
    """What is wrong with the catalogue and the data package. Raises: as `problems`."""
    manifest, found, other = store.manifest(), [], []
    try:
        named = catalog.named_files(store.root)
    except catalog.CatalogError as error:
        found.append(f"{catalog.CATALOG}: {error}")
    else:
        for name in TABLES:
            live = {str(pool.pooled(store.root, file)) for file in manifest.of(name)}
            if set(named.get(name, ())) != live:
                other.append(name)
        if other:
            views = ", ".join(other)
            found.append(f"{catalog.CATALOG}: it names other files than the tables have: {views}")
    if datapackage.version(store.root) != manifest.version:
        found.append(f"{datapackage.DATAPACKAGE}: it is not of the last commit")
    return found


def _file_problems(store: Store, file: LiveFile) -> Iterator[str]:
    kept, seen = pool.pooled(store.root, file), pool.shown(store.root, file)
    if not seen.exists():
        yield f"{file.path}: missing"
    elif kept.exists() and not kept.samefile(seen) and disk.sha256(seen) != file.sha256:
        yield f"{file.path}: it is not the file that the catalogue reads"
    path = pool.find(store.root, file)
    if path is None:
        return
    try:
        if path.stat().st_size != file.bytes or disk.sha256(path) != file.sha256:
            yield f"{file.path}: its bytes are not those that were written"
            return
        parquet = pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        yield f"{file.path}: cannot be read ({error})"
        return
    if parquet.metadata.num_rows != file.rows:
        yield f"{file.path}: {parquet.metadata.num_rows} rows, not {file.rows}"
    if file.table in TABLES and not parquet.schema_arrow.equals(TABLES[file.table].arrow_schema):
        yield f"{file.path}: its columns are not those of the contract"


def _strangers(store: Store) -> Iterator[str]:
    for path in sweep.strangers(store.root, store.manifest()):
        yield f"{path}: not of this warehouse, but a glob reads it"
