"""The tables that runs write of themselves: what was rejected, what was done, what was checked."""

from __future__ import annotations

from warehouse.columns import (
    BATCH_ID,
    BOOL,
    FLOAT,
    ID,
    INT,
    RUN_ID,
    SHA256,
    SOURCE_URI,
    TEXT,
    VERSION,
    count,
)
from warehouse.schema import UTC_TIME, Column, Table, Written

SEVERITIES = ("critical", "warning", "info")
RUN_KINDS = ("ingest", "backfill", "retry")
CLOSINGS = ("published", "rejected_again", "gone")

QUARANTINE = Table(
    "quarantine",
    grain="one rejected record",
    description="What was not published, why, the record itself, and what became of it since.",
    key=("quarantine_id",),
    written=Written.LOG,
    columns=(
        Column("quarantine_id", TEXT, "Hash of source, content, stage and version.", pattern=ID),
        RUN_ID,
        BATCH_ID,
        Column("stage", TEXT, "Where it was stopped.", values=("read", "transform", "validate")),
        SOURCE_URI,
        Column("article_id", TEXT, "Its article id, if it got one.", nullable=True, pattern=ID),
        Column("content_hash", TEXT, "SHA-256 of what was read, if anything was.", nullable=True,
               pattern=SHA256),
        Column("reason", TEXT, "Reason code (empty, binary, unreadable, an expectation…)."),
        Column("detail", TEXT, "One sentence for the operator."),
        Column("record", TEXT, "The rejected record (JSON object), whole where it can be kept.",
               nullable=True),
        Column("location", TEXT, "Absolute path or address of the file that held it.",
               nullable=True),
        VERSION,
        Column("quarantined_at", UTC_TIME, "When the run began that rejected it."),
        Column("closed_by", TEXT, "The run that settled it; null while it stands.", nullable=True),
        Column("closed_as", TEXT, "What became of it.", nullable=True, values=CLOSINGS),
    ),
)  # fmt: skip

RUNS = Table(
    "runs",
    grain="one run",
    description="The operator's log: inputs = articles + unchanged + quarantined, once done.",
    key=("run_id",),
    written=Written.LOG,
    columns=(
        RUN_ID,
        Column("kind", TEXT, "What was worked: inputs, articles of an older pipeline version, or "
               "quarantine.", nullable=True, values=RUN_KINDS),
        Column("started_at", UTC_TIME, "Start of the run."),
        Column("finished_at", UTC_TIME, "End of the run; null while it runs.", nullable=True),
        Column("status", TEXT, "How it ended.", values=("running", "done", "failed", "crashed")),
        count("inputs", "Input records seen."),
        count("articles", "Articles published."),
        count("unchanged", "Inputs already known."),
        count("quarantined", "Inputs rejected."),
        count("batches", "Batches published."),
        Column("truncated", INT, "Published articles that go on behind a paywall.", nullable=True,
               unit="rows", minimum=0),
        Column("mentions", INT, "Entity mentions published.", nullable=True, unit="rows",
               minimum=0),
        Column("quotes", INT, "Quotes published.", nullable=True, unit="rows", minimum=0),
        Column("cut_share", FLOAT, "Share of the characters of its segments that were cut.",
               nullable=True, unit="ratio", minimum=0, maximum=1),
        Column("pruned", INT, "Articles removed because their sources are gone.", nullable=True,
               unit="rows", minimum=0),
        VERSION,
        Column("models", TEXT, "Language models used (JSON object)."),
    ),
)  # fmt: skip

VALIDATION_RESULTS = Table(
    "validation_results",
    grain="one expectation on one table in one batch",
    description="What was checked before publishing, and what was found.",
    key=("run_id", "batch_id", "table", "expectation", "column"),
    written=Written.LOG,
    columns=(
        RUN_ID,
        BATCH_ID,
        Column("table", TEXT, "The table judged."),
        Column("expectation", TEXT, "The expectation."),
        Column("column", TEXT, "The column or columns it is about; * for the table."),
        Column("severity", TEXT, "What a failure means.", values=SEVERITIES),
        Column("success", BOOL, "True when the rows first judged met it."),
        Column("observed", TEXT, "What was found.", nullable=True),
        Column("sentence", TEXT, "What was asked, for a reader.", nullable=True),
        count("unexpected_count", "Rows that broke it."),
    ),
)
