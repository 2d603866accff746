"""The command `coupure`. Heavy imports wait inside the commands, so that --help answers at once."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from flows.cli_operate import backfill, maintain, quarantine, serve, watch
from flows.options import VERBOSE, WAREHOUSE, one_line_errors


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="coupure")
def main() -> None:
    """Scraped news articles in; clean, checked, analysis-ready tables out.

    Exit codes: 0 done or nothing to do, 3 done with something quarantined, 1 failed,
    2 wrong usage, 130 or 143 stopped by Ctrl-C or SIGTERM.
    """


@main.command()
@click.argument("inputs", nargs=-1)
@click.option("--prune", is_flag=True, help="Remove articles whose sources are gone from INPUTS.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@WAREHOUSE
@VERBOSE
@one_line_errors
def run(
    inputs: tuple[str, ...], prune: bool, dry_run: bool, warehouse: Path | None, verbose: bool
) -> None:
    """Ingest what is new or changed in INPUTS.

    INPUTS are files, folders, patterns or addresses; without any, the inbox is read. Articles whose
    source was deleted stay, unless --prune; what other runs read elsewhere is never touched.

    \b
    Examples:
      coupure run scraped/
      coupure run 'dumps/2024-*.jsonl.gz' --warehouse data/warehouse
      coupure run scraped/ --prune --dry-run
    """
    from flows.again import show_survey
    from flows.commands import run_ingest

    if dry_run:
        sys.exit(show_survey(inputs, warehouse, prune))
    sys.exit(run_ingest(inputs, warehouse, verbose, prune))


@main.command()
@WAREHOUSE
@one_line_errors
def status(warehouse: Path | None) -> None:
    """Last runs, tables, quarantine, freshness, backlog and the trend of quality."""
    from flows.status import show_status

    show_status(warehouse)


@main.command()
@click.option("--table", help="Judge this table alone.")
@click.option(
    "--since",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Judge only what was ingested on this day (UTC) or later.",
)
@WAREHOUSE
@one_line_errors
def validate(table: str | None, since: datetime | None, warehouse: Path | None) -> None:
    """Judge the published tables again; change nothing.

    Exit codes: 0 all that is critical is met, 1 something is not, 2 wrong usage.
    """
    from flows.commands import run_validate

    sys.exit(run_validate(warehouse, table, since.date() if since else None))


@main.command()
@click.argument("article")
@WAREHOUSE
@one_line_errors
def show(article: str, warehouse: Path | None) -> None:
    """The raw text of ARTICLE with its cuts, entities and quotes.

    ARTICLE is an article_id, its beginning, a source_uri, or a part of one.
    """
    from flows.commands import show_article

    show_article(article, warehouse)


@main.command()
@click.argument("table", required=False)
@one_line_errors
def tables(table: str | None) -> None:
    """The data dictionary: all tables, or the columns of TABLE."""
    from flows.commands import show_tables

    show_tables(table)


@main.command()
@click.argument("table")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: .parquet, .csv, .jsonl or .json.",
)
@WAREHOUSE
@one_line_errors
def export(table: str, target: Path, warehouse: Path | None) -> None:
    """Write the whole of TABLE to one file."""
    from flows.commands import export_table

    export_table(table, target, warehouse)


@main.command()
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write. [default: beside the warehouse, named after it with -report]",
)
@click.option(
    "--language",
    type=click.Choice(["fr", "en"]),
    default="en",
    show_default=True,
    help="Language to begin in; both are written.",
)
@click.option("--latest", type=click.IntRange(min=1), help="Articles shown. [default: 10000]")
@WAREHOUSE
@one_line_errors
def report(target: Path | None, language: str, latest: int | None, warehouse: Path | None) -> None:
    """Write pages to look at: overview, stories, people, every article with its cuts.

    One folder that needs neither server nor network: open its index.html. A folder that is no
    report is never overwritten.

    \b
    Example:
      coupure report --to report-of-may --language fr
    """
    from flows.commands import make_report

    make_report(warehouse, target, language, latest)


@main.command()
@click.argument("name", required=False)
@click.option("--sql", help="A question of your own instead, in DuckDB's SQL.")
@click.option("--csv", "form", flag_value="csv", help="All rows, as CSV.")
@click.option("--json", "form", flag_value="json", help="All rows, one JSON object a line.")
@WAREHOUSE
@one_line_errors
def query(name: str | None, sql: str | None, form: str | None, warehouse: Path | None) -> None:
    """Answer the ready question NAME, or list those there are.

    \b
    Examples:
      coupure query
      coupure query most_quoted_by_week
      coupure query truncated_by_outlet --csv > truncated.csv
      coupure query --sql "select count(*) from quotes where via = 'AFP'"
    """
    from flows.asking import answer, list_queries

    if name and sql:
        raise click.UsageError("give NAME or --sql, not both")
    if name or sql:
        answer(name, sql, form, warehouse)
    else:
        list_queries()


@main.command()
@click.option("--again", is_flag=True, help="Forget all stories and utterances, link all anew.")
@WAREHOUSE
@one_line_errors
def link(again: bool, warehouse: Path | None) -> None:
    """Link what is new across articles: near-duplicates, stories, utterances.

    A run does it at its end; this is for a warehouse whose last run was stopped before, or, with
    --again, for another lexicon or weights. Exits with 1 where there is no warehouse.

    \b
    Example:
      coupure link --warehouse data/warehouse
    """
    from flows.commands import run_link

    run_link(warehouse, again)


for command in (serve, watch, backfill, quarantine, maintain):
    main.add_command(command)


if __name__ == "__main__":
    main()
