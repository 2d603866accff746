"""Questions in SQL to the live tables: the ready ones in `queries/`, or any other."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from warehouse import catalog
from warehouse.store import Store

_QUERIES = Path(__file__).parent / "queries"


def ready_queries() -> dict[str, str]:
    """The names of the ready queries, each with what it says of itself."""
    return {path.stem: _description(path) for path in sorted(_QUERIES.glob("*.sql"))}


def sql_of(name: str) -> str:
    """The text of the ready query `name`.

    Raises:
        LookupError: there is none of this name; the message lists those there are.
    """
    if name not in ready_queries():
        raise LookupError(f"no query {name}: there are {', '.join(ready_queries())}")
    return (_QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def ask(store: Store, sql: str) -> pl.DataFrame:
    """The answer to `sql`, in which the tables go by their names.

    It sees the tables as of now, all as of one commit. Times without a zone are UTC.

    Raises:
        FileNotFoundError: there is no warehouse.
        ValueError: DuckDB cannot run it; its message, on one line.
    """
    manifest = store.manifest()
    with duckdb.connect() as connection:
        try:
            connection.execute("SET TimeZone = 'UTC'")
            for statement in catalog.views(store.root, manifest):
                connection.execute(statement)
            answer: pl.DataFrame = connection.sql(sql).pl()
        except (duckdb.Error, AttributeError) as error:  # a statement that answers nothing
            raise ValueError(" ".join(str(error).split())) from error
    return answer


def _description(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    said = [line.removeprefix("--").strip() for line in lines if line.startswith("--")]
    return " ".join(said)
