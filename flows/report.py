"""The summary that a run prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from expectations.report import Report
from flows.summary import RunSummary

TOP = 8
_INPUTS = {
    "ingest": "inputs",
    "backfill": "articles of an older pipeline version",
    "retry": "records tried again",
}


def print_summary(summary: RunSummary, console: Console) -> None:
    """Print what was done, where the tables are and how to open them."""
    total = summary.tally
    if not (total.articles or total.rejected):
        console.print(_nothing(summary), highlight=False)
        for line in _remarks(summary):
            console.print(line, highlight=False, markup=False)
        console.print(f"Tables: {summary.warehouse}", highlight=False)
        return
    console.print(_figures(summary))
    if total.cut:
        console.print(_cuts(summary))
    if total.speakers:
        named = ", ".join(f"{name} ({n})" for name, n in total.speakers.most_common(TOP))
        console.print(f"Most quoted: {named}", highlight=False, markup=False)
    for code, count in total.without_model.most_common():
        console.print(
            f"{count} articles in language '{code}' have no model: cleaned, no mentions or quotes",
            highlight=False,
        )
    for reason, count in total.quarantined.most_common():
        console.print(f"Quarantined: {count} × {reason}", highlight=False)
    for line in _remarks(summary):
        console.print(line, highlight=False, markup=False)
    _how_to_open(summary, console)


def _nothing(summary: RunSummary) -> str:
    if summary.kind == "backfill":
        return "Nothing to do: no article asked for is of an older pipeline version."
    if summary.kind == "retry":
        return f"{summary.inputs} records tried again, none published."
    nothing = "Nothing new" if summary.pruned else "Nothing to do"
    return f"{nothing}: {summary.inputs} inputs, all unchanged."


def _remarks(summary: RunSummary) -> Iterator[str]:
    if summary.skipped:
        kinds = ", ".join(f"{count} × {kind}" for kind, count in summary.skipped.most_common(TOP))
        yield f"Skipped inside archives, no inputs: {kinds}"
    for reason, count in summary.still.most_common():
        yield f"Still in quarantine: {count} × {reason}"
    if summary.pruned:
        yield f"Pruned: {summary.pruned} articles whose sources are gone"
    if summary.outdated:
        yield outdated_hint(summary.outdated)
    yield from (f"Warning: {warning}" for warning in summary.warnings)


def outdated_hint(count: int) -> str:
    """What to do about articles of an older pipeline version."""
    are = "article is" if count == 1 else "articles are"
    return f"{count} {are} of an older pipeline version: `coupure backfill` works them again"


def _figures(summary: RunSummary) -> Table:
    total = summary.tally
    took = f"{summary.seconds:.1f} s, of them {summary.start_up:.1f} s of start-up"
    table = Table(title=f"Run {summary.run_id} ({took})", show_header=False)
    rows = (
        (_INPUTS[summary.kind], summary.inputs),
        ("articles published", total.articles),
        ("of them cut short by a paywall", total.truncated),
        ("still in quarantine" if summary.still else "unchanged", summary.unchanged),
        ("quarantined", total.rejected),
        ("mentions", total.mentions),
        ("quotes", total.quotes),
    )
    for name, value in rows:
        table.add_row(name, str(value))
    return table


def _cuts(summary: RunSummary) -> Table:
    total = summary.tally
    table = Table("cut", "characters", title=f"Cut: {total.cut_share or 0:.1%} of the text")
    for kind, count in total.cut.most_common():
        table.add_row(kind, str(count))
    return table


def print_judged(report: Report, console: Console) -> None:
    """Print what is wrong with the published tables, the worst first."""
    _, told, means = report.verdict
    console.print(" ".join([told, means]).strip(), highlight=False, markup=False)
    for check in report.broken():
        line = f"{check.severity}: {check.sentence} ({check.table}: {check.expectation})"
        console.print(line, highlight=False, markup=False)
        for example in check.examples:
            console.print(f"  {example}", highlight=False, markup=False)


def _is_there(page: str | None) -> bool:
    return page is not None and Path(page).is_file()


def _how_to_open(summary: RunSummary, console: Console) -> None:
    root = summary.warehouse
    lines = (
        *([f"Quality: {summary.quality}"] if _is_there(summary.quality) else []),
        f"Tables: {root}",
        f'  Polars   from warehouse import scan; scan("quotes", root="{root}").collect()',
        f'  pandas   pd.read_parquet("{root}/quotes")',
        f"""  DuckDB   duckdb.sql("from '{root}/quotes/**/*.parquet'")""",
        f"  BI       open {root}/catalog.duckdb",
        "  One article with its cuts: coupure show NAME",
        "  Pages to look at: coupure report",
    )
    for line in lines:
        console.print(line, highlight=False, markup=False)
