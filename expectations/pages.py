"""The pages of quality: one a run, one on the published tables, and an index with the trend.

Great Expectations judges; these pages only show what it found. Its own Data Docs load styles,
fonts and scripts from a dozen addresses, and have a page a table and batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from expectations.markup import Html, join, line_chart, page, table, tag
from expectations.report import Card, Check, Report
from expectations.trends import TABLE as RUNS
from expectations.trends import TRENDS, shown
from warehouse.tables import TABLES

INDEX, PUBLISHED = "index.html", "published.html"
_ORDER = {name: place for place, name in enumerate(TABLES)}
FACTS = frozenset(
    ["when", "took", "verdict", "told", "word", "articles", "quarantined", "warnings", "odd",
     "figures"]
)  # fmt: skip
"""What the index says of a run; a page of an older version may keep less."""

_MOST = 50  # records shown that were kept out
_MARKS = {"good": "✓", "warning": "!", "info": "i", "critical": "✕"}


def report_page(report: Report, facts: Mapping[str, Any]) -> str:
    """One report as a page; `facts` are what the index will say of it."""
    return page(
        f"{report.title} · Coupure",
        facts,
        tag("nav", tag("a", "← All runs", href=INDEX), class_="quiet"),
        tag("h1", report.title),
        *(tag("p", line, class_="quiet") for line in report.about),
        _verdict(*report.verdict),
        tag("div", *map(_card, report.cards), class_="cards"),
        _broken(report.broken()),
        _rejected(report),
        _all(report.checks),
        _footer(),
    )


def index_page(runs: Sequence[Mapping[str, Any]], published: Mapping[str, Any] | None) -> str:
    """The last runs, newest first: the facts that their pages keep."""
    last = runs[0] if runs else None
    body = [tag("h1", "Quality of the last runs")]
    if last is None:
        body.append(tag("p", "No run has been judged yet."))
    else:
        body.append(_verdict(last["verdict"], last["told"], f"Last run: {last['when']}"))
        body.append(_courses(list(reversed(runs))))
        body.append(tag("h2", "Runs"))
        body.append(_runs(runs))
    if published:
        link = tag("a", "The published tables, judged again", href=PUBLISHED)
        body += [tag("h2", "Published tables"), tag("p", link, f", {published['when']}: "),
                 tag("p", _chip(published["verdict"], published["told"]))]  # fmt: skip
    return page("Quality · Coupure", {}, *body, _footer())


def _courses(runs: Sequence[Mapping[str, Any]]) -> Html:
    cards = []
    for trend in TRENDS:
        values = [run["figures"].get(trend.name) for run in runs]
        known = [value for value in values if value is not None]
        if not known:
            continue
        now = shown(trend, known[-1])
        told = f"{trend.title}: {', '.join(shown(trend, value) for value in known)}"
        chart = line_chart(values, told)
        kind = "card odd" if trend.name in runs[-1]["odd"] else "card"
        cards.append(
            tag("div", tag("span", trend.title, class_="quiet"), tag("b", now), chart, class_=kind)
        )
    return tag("div", *cards, class_="cards")


def _runs(runs: Sequence[Mapping[str, Any]]) -> Html:
    header = ("Run", "Result", "Articles", "Quarantined", "Warnings", "Took")
    rows = [
        (
            tag("a", _unbroken(run["when"]), href=run["page"]), _chip(run["verdict"], run["word"]),
            f"{run['articles']:,}", f"{run['quarantined']:,}", str(run["warnings"]), run["took"],
        )
        for run in runs
    ]  # fmt: skip
    return table(header, rows, narrow=(0, 1, 2))


def _unbroken(when: str) -> str:
    """A day and a time of which only the two are put on two lines."""
    return when.replace(" ", "\u00a0").replace(",\u00a0", ", ")


def _verdict(kind: str, told: str, means: str) -> Html:
    mark = f"{_MARKS[kind]} {told}"
    return tag("div", mark, tag("p", means) if means else None, class_=f"verdict {kind}")


def _chip(kind: str, word: str) -> Html:
    return tag("span", f"{_MARKS[kind]} {word}", class_=f"chip {kind}")


def _card(card: Card) -> Html:
    told = tag("span", card.usual, class_="quiet") if card.usual else None
    kind = "card odd" if card.is_odd else "card"
    return tag("div", tag("span", card.title, class_="quiet"), tag("b", card.value), told,
               class_=kind)  # fmt: skip


def _broken(checks: Sequence[Check]) -> Html | None:
    if not checks:
        return None
    return join([tag("h2", "What did not pass"), tag("div", *map(_failure, checks), class_="list")])


def _failure(check: Check) -> Html:
    return tag(
        "div",
        _chip(check.severity, check.severity),
        tag("p", check.sentence),
        *(tag("p", tag("span", example, class_="found"), class_="quiet")
          for example in check.examples),
        tag("p", f"Table {check.table}: {_extent(check)}. ", _name(check), class_="quiet"),
        class_="card",
    )  # fmt: skip


def _extent(check: Check) -> str:
    if check.table == RUNS:
        return "this run"
    rows = {0: "the table as a whole", 1: "1 row"}.get(check.rows, f"{check.rows:,} rows")
    if check.batches == 1:
        return rows
    return f"{rows}, in {check.broken:,} of {check.batches:,} batches"


def _name(check: Check) -> Html:
    about = "" if check.column == "*" else f" ({check.column.replace(',', ', ')})"
    return tag("code", f"{check.expectation}{about}")


def _rejected(report: Report) -> Html | None:
    if not report.kept_out:
        return None
    shown_ = report.rejected[:_MOST]
    more = report.kept_out - len(shown_)
    rows = [
        (
            tag("span", each.source, class_="found"),
            join([tag("span", each.detail, class_="found"), Html("<br>"),
                  tag("code", each.reason)]),
        )
        for each in shown_
    ]  # fmt: skip
    return join(
        [
            tag("h2", "Kept out by the checks"),
            table(("Record", "Why"), rows, narrow=(0, 1)),
            tag("p", f"and {more:,} more, in the table quarantine", class_="quiet") if more else "",
        ]
    )


def _all(checks: Sequence[Check]) -> Html:
    by_table: dict[str, list[Check]] = {}
    for check in sorted(checks, key=lambda check: _ORDER.get(check.table, len(_ORDER))):
        by_table.setdefault(check.table, []).append(check)
    return join([tag("h2", "All checks"), *(_group(*group) for group in by_table.items())])


def _group(name: str, checks: Sequence[Check]) -> Html:
    failed = sum(check.broken > 0 for check in checks)
    told = f"{len(checks)} passed" if not failed else f"{failed} of {len(checks)} did not pass"
    rows = [
        (_mark(check), join([tag("span", check.sentence), Html("<br>"), _name(check)]))
        for check in checks
    ]
    return tag("details", tag("summary", f"{name}: {told}"), _plain(rows))


def _mark(check: Check) -> Html:
    return _chip(check.severity, check.severity) if check.broken else _chip("good", "passed")


def _plain(rows: Iterable[Sequence[str]]) -> Html:
    return tag("table", tag("tbody", *(tag("tr", *(tag("td", c) for c in row)) for row in rows)))


def _footer() -> Html:
    return tag(
        "p", "Judged by Great Expectations. This page needs no network.", class_="quiet foot"
    )
