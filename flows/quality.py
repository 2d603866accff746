"""The pages of quality of a warehouse: written beside its tables, a bounded number of them."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from expectations import report as reports
from expectations.markup import facts_of
from expectations.pages import FACTS, INDEX, PUBLISHED, index_page, report_page
from expectations.report import Card, Rejected, Report
from expectations.trends import TABLE, TRENDS, Figures, shown
from warehouse import disk
from warehouse.published import scan_since
from warehouse.store import Store

logger = logging.getLogger("coupure.quality")

FOLDER = "quality"
RECENT_RUNS = 20
"""Earlier runs that a run is compared with."""

_MOST_REJECTED = 50
_COURSE = 5  # runs of which figures are told
_RUN_PAGE = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{4}\.html")


def index_path(root: Path | str) -> Path:
    return Path(root) / FOLDER / INDEX


def run_path(root: Path | str, run_id: str) -> Path:
    return Path(root) / FOLDER / f"{run_id}.html"


def recent_runs(store: Store, before: datetime) -> list[Figures]:
    """Figures of the last runs over inputs that published any before a moment, oldest first."""
    is_ingest = pl.col("kind").fill_null("ingest") == "ingest"
    is_good = (pl.col("status") == "done") & (pl.col("articles") > 0) & is_ingest
    runs = store.scan("runs").filter(is_good & (pl.col("started_at") < before))
    last = runs.sort("started_at").tail(RECENT_RUNS).collect()
    return [reports.figures_of(row) for row in last.iter_rows(named=True)]


def write_run_page(store: Store, run_id: str, keep: int) -> Path | None:
    """Write the page of a run that judged anything, and the index anew; drop the oldest pages.

    Pages are a convenience: whatever goes wrong is logged, None returned, and the run goes on.
    """
    path = run_path(store.root, run_id)
    try:
        runs = store.scan("runs").filter(pl.col("run_id") == run_id).collect()
        run = runs.row(0, named=True)
        told = run_report(store, run)
        if not told.checks:
            return None
        disk.make_folder(path.parent)
        _write(path, report_page(told, _facts(run, told)))
        _drop_oldest(path.parent, keep)
        write_index(store.root)
    except Exception as error:
        logger.warning("the page of quality %s is not written: %s", path, error)
        return None
    return path


def run_report(store: Store, run: Mapping[str, Any]) -> Report:
    """What the checks found in a run, given its row in `runs`."""
    day, is_of_run = run["started_at"].date(), pl.col("run_id") == run["run_id"]
    checks = reports.checks_of(scan_since(store, "validation_results", day).filter(is_of_run))
    left = scan_since(store, "quarantine", day).filter(is_of_run & (pl.col("stage") == "validate"))
    kept_out = left.select(pl.len()).collect().item()
    shown = left.select("source_uri", "reason", "detail").head(_MOST_REJECTED).collect()
    trends = reports.trend_cards(reports.figures_of(run), recent_runs(store, run["started_at"]))
    return Report(
        title=f"Run of {_day_and_time(run['started_at'])}",
        about=(f"{run['run_id']} · {run['kind'] or 'ingest'} · {run['status']} · "
               f"took {_took(run)} · version {run['pipeline_version']}",),
        verdict=reports.run_verdict(run["status"], checks, kept_out),
        cards=(*trends, *_counts(run, has_articles=bool(trends))),
        checks=checks,
        rejected=tuple(Rejected(*row) for row in shown.iter_rows()),
        kept_out=kept_out,
    )  # fmt: skip


def write_published_page(root: Path, told: Report, when: datetime) -> Path:
    """Write the page on the published tables, and the index anew.

    Raises:
        OSError: the disk refused.
    """
    path = root / FOLDER / PUBLISHED
    kind, words, _ = told.verdict
    facts = {"when": _day_and_time(when), "verdict": kind, "told": words}
    disk.make_folder(path.parent)
    _write(path, report_page(told, facts))
    write_index(root)
    return path


def write_index(root: Path) -> None:
    """List the pages that are there, by the facts that they keep.

    Raises:
        OSError: the disk refused.
    """
    folder = root / FOLDER
    published = _facts_in(folder / PUBLISHED) or None
    _write(folder / INDEX, index_page(_told(_run_pages(folder))[::-1], published))


def last_told(root: Path | str) -> list[str]:
    """What to tell of the last judged run and of the course of its figures; nothing without."""
    runs = _told(_run_pages(Path(root) / FOLDER)[-_COURSE:])
    if not runs:
        return []
    lines = [f"Quality, {runs[-1]['when']}: {runs[-1]['told']}"]
    for trend in TRENDS:
        known = [value for run in runs if (value := run["figures"].get(trend.name)) is not None]
        if known:
            course = ", ".join(shown(trend, value) for value in known)
            odd = " (unusual)" if trend.name in runs[-1]["odd"] else ""
            lines.append(f"  {trend.title}: {course}{odd}")
    return lines


def _run_pages(folder: Path) -> list[Path]:
    """Pages of runs, oldest first: a run's id begins with its time."""
    return sorted(path for path in folder.glob("*.html") if _RUN_PAGE.fullmatch(path.name))


def _told(pages: list[Path]) -> list[dict[str, Any]]:
    """The facts of pages, with their names; what is no page of this version is passed over."""
    found = [_facts_in(page) | {"page": page.name} for page in pages]
    return [facts for facts in found if facts.keys() >= FACTS]


def _drop_oldest(folder: Path, keep: int) -> None:
    for path in _run_pages(folder)[:-keep]:
        disk.remove(path)


def _facts_in(path: Path) -> dict[str, Any]:
    try:
        return facts_of(path.read_text(encoding="utf-8", errors="replace")) or {}
    except OSError:
        return {}


def _write(path: Path, text: str) -> None:
    disk.write_bytes(path, text.encode("utf-8", "replace"))


def _facts(run: Mapping[str, Any], told: Report) -> dict[str, Any]:
    kind, words, _ = told.verdict
    figures = reports.figures_of(run)
    word = {"good": "passed", "warning": "warnings", "critical": str(run["status"])}[kind]
    return {
        "run_id": run["run_id"],
        "when": _day_and_time(run["started_at"]),
        "took": _took(run),
        "verdict": kind,
        "told": words,
        "word": f"{told.kept_out} kept out" if told.kept_out and kind == "warning" else word,
        "articles": run["articles"],
        "quarantined": run["quarantined"],
        "warnings": len(told.broken()) - told.count("critical"),
        "odd": [check.column for check in told.broken() if check.table == TABLE],
        "figures": {trend.name: trend.of(figures) for trend in TRENDS},
    }


def _counts(run: Mapping[str, Any], *, has_articles: bool) -> list[Card]:
    names = ["inputs", "articles", "unchanged", "quarantined", "batches"]
    if has_articles:
        names.remove("articles")
    return [Card(name, f"{run[name]:,}") for name in names]


def _day_and_time(moment: datetime) -> str:
    moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"


def _took(run: Mapping[str, Any]) -> str:
    if run["finished_at"] is None:
        return "unknown time"
    seconds = (run["finished_at"] - run["started_at"]).total_seconds()
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
