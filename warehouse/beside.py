"""Rows of some articles, read from the few files that hold them."""

from __future__ import annotations

import polars as pl

from warehouse.manifest import LiveFile
from warehouse.store import Store
from warehouse.tables import TABLES


class Beside:
    """The files of the batches that hold some articles.

    Only `article_id` is read of every file of `articles`; of the other tables nothing but the
    files of the same batches.
    """

    def __init__(self, store: Store, article_ids: pl.Series) -> None:
        self._store = store
        self._ids = article_ids.unique().rename("article_id").to_frame().lazy()
        self._lineages = self._found()

    def rows(self, table: str, columns: list[str] | None = None) -> pl.DataFrame:
        """Rows of a table that is written by batch.

        Raises:
            FileNotFoundError: there is no warehouse.
            WarehouseDamaged: a file is missing.
        """
        files = [f for f in self._store.manifest().of(table) if f.lineage in self._lineages]
        contract = TABLES[table]
        wanted = columns or list(contract.names)
        if not files:
            return contract.empty().select(wanted)
        found = self._scan(files, table).join(self._ids, on="article_id", how="semi")
        return found.select(wanted).collect()

    def _found(self) -> set[tuple[str, str]]:
        files = [file for file in self._store.manifest().of("articles") if file.rows]
        if not files:
            return set()
        by_path = {str(self._store.path(file)): file for file in files}
        paths = (
            self._scan(files, "articles", path="_path")
            .join(self._ids, on="article_id", how="semi")
            .select(pl.col("_path").unique())
            .collect()
        )
        return {by_path[path].lineage for path in paths["_path"]}

    def _scan(self, files: list[LiveFile], table: str, path: str | None = None) -> pl.LazyFrame:
        return pl.scan_parquet(
            [self._store.path(file) for file in files],
            schema=TABLES[table].polars_schema, hive_partitioning=False, glob=False,
            missing_columns="insert", extra_columns="ignore", include_file_paths=path,
        )  # fmt: skip
