"""The vocabulary of the table contract: what a column, a key, a span and a table are.

`warehouse/tables.py` declares the tables with these classes; everything that needs to know a
table (Arrow schema, writer, suites, views, data dictionary, typed reader) derives from them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl
import pyarrow as pa

UTC_TIME = pl.Datetime("us", "UTC")
NAMES = pl.List(pl.String)

_ARROW: Mapping[pl.DataType, pa.DataType] = {
    pl.String(): pa.string(),  # never string_view: pandas cannot read it back
    pl.Int64(): pa.int64(),
    pl.Int32(): pa.int32(),
    pl.Float64(): pa.float64(),
    pl.Boolean(): pa.bool_(),
    UTC_TIME: pa.timestamp("us", tz="UTC"),
    NAMES: pa.list_(pa.string()),
}


def shape_of(schema: pa.Schema) -> str:
    """A digest of the names and types of the columns, in order."""
    columns = (f"{field.name} {re.sub('<[a-z]+: ', '<', str(field.type))}" for field in schema)
    return hashlib.sha256("\n".join(columns).encode()).hexdigest()[:12]


class Written(StrEnum):
    """How the files of a table come and go."""

    BATCH = "batch"  # one file a batch; rows leave when their article comes again
    LOG = "log"  # one file a batch or run; rows are never replaced
    SNAPSHOT = "snapshot"  # the whole table is written anew by the link step


@dataclass(frozen=True)
class Column:
    """One column. `values` closes its set; `minimum` and `maximum` are inclusive."""

    name: str
    dtype: pl.DataType
    description: str
    nullable: bool = False
    unit: str | None = None
    values: tuple[str, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None

    @property
    def arrow(self) -> pa.Field[pa.DataType]:
        return pa.field(
            self.name,
            _ARROW[self.dtype],
            nullable=self.nullable,
            metadata={"description": self.description},
        )


@dataclass(frozen=True)
class ForeignKey:
    """`columns` of this table name a row of `table` (by `references`) or are null."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """A text column that must equal a slice of its article's `of` column.

    `of` is `articles.text` (clean) or `raw_articles.raw_text`. A row whose `start` is null has
    no such span. `text=None` says only that the offsets lie inside and in order.
    """

    text: str | None
    start: str
    end: str
    of: str = "articles.text"


@dataclass(frozen=True)
class Table:
    """One table of the warehouse."""

    name: str
    grain: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    written: Written = Written.BATCH
    foreign_keys: tuple[ForeignKey, ...] = ()
    spans: tuple[Span, ...] = ()

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def polars_schema(self) -> pl.Schema:
        return pl.Schema({column.name: column.dtype for column in self.columns})

    @property
    def arrow_schema(self) -> pa.Schema:
        return pa.schema(
            [column.arrow for column in self.columns],
            metadata={"table": self.name, "description": self.description},
        )

    def empty(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.polars_schema)

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` with exactly the contract's columns, in order and with its dtypes.

        Raises:
            ContractError: a column is missing, unknown, of another type, or null where it
                must not be.
        """
        wanted, found = set(self.names), set(frame.columns)
        if wanted != found:
            missing, unknown = sorted(wanted - found), sorted(found - wanted)
            raise ContractError(f"table {self.name}: missing {missing}, unknown {unknown}")
        try:
            cast = frame.select(
                pl.col(column.name).cast(column.dtype, strict=True) for column in self.columns
            )
        except pl.exceptions.PolarsError as error:
            raise ContractError(f"table {self.name}: {error}") from error
        nulls = [c.name for c in self.columns if not c.nullable and cast[c.name].null_count()]
        if nulls:
            raise ContractError(f"table {self.name}: null in {nulls}")
        return cast


class ContractError(ValueError):
    """A frame is not what its table's contract says."""
