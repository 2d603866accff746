"""What several tables of the contract share."""

from __future__ import annotations

import polars as pl

from warehouse.schema import Column, ForeignKey

TEXT, INT, FLOAT, BOOL = pl.String(), pl.Int64(), pl.Float64(), pl.Boolean()
LABELS = ("PER", "ORG", "LOC", "MISC")
QUOTE_KINDS = ("direct", "mixed", "indirect")
LANGUAGES = r"^([a-z]{2}|und)$"
ID = r"^[0-9a-f]{16}$"
SHA256 = r"^[0-9a-f]{64}$"

ARTICLE_ID = Column(
    "article_id", TEXT,
    "16 hex digits of the SHA-256 of the url, else of the source URI.", pattern=ID,
)  # fmt: skip
SOURCE_URI = Column("source_uri", TEXT, "The input record's place, relative to the input given.")
RUN_ID = Column("run_id", TEXT, "The run that wrote the row.")
BATCH_ID = Column("batch_id", TEXT, "The batch that wrote the row.")
VERSION = Column(
    "pipeline_version", TEXT, "Version of the code with a digest of its lexicons and models."
)
TO_ARTICLE = ForeignKey(("article_id",), "articles", ("article_id",))


def index(name: str, what: str) -> Column:
    """A position, from 0."""
    return Column(name, INT, what, minimum=0)


def count(name: str, what: str) -> Column:
    """A number of rows."""
    return Column(name, INT, what, unit="rows", minimum=0)
