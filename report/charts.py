"""The charts of the overview, in Vega-Lite. Colours are names that the page resolves.

A colour such as `var(--f-pay)` is replaced by the page, which knows whether it is light or dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import altair as alt
import polars as pl
import vl_convert

from report.figures import REST, Figures
from report.kinds import FAMILY_OF

Words = Mapping[str, str]
_SERIES = [f"var(--s{number})" for number in range(1, 8)]
_SEVERITIES = {"critical": "var(--bad)", "warning": "var(--warn)", "info": "var(--quiet)"}
_SNIPPET = "window.vegaEmbed = vegaEmbed;"
_MARK = "\u2060"  # it has no width
_NAMES = alt.Axis(labelLimit=190)
_NO_LABELS = alt.Axis(labels=False, ticks=False)


@dataclass(frozen=True)
class Chart:
    """A chart and the table that says the same."""

    id: str
    title: str
    told: str
    spec: Mapping[str, Any] | None
    """None where a chart would be empty."""
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]


@cache
def bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script that needs no network."""
    return vl_convert.javascript_bundle(_SNIPPET)


def locales(language: str) -> dict[str, Any]:
    """How numbers and times are written in the charts."""
    place: Literal["fr-FR", "en-GB"] = "fr-FR" if language == "fr" else "en-GB"
    return {
        "formatLocale": vl_convert.get_format_locale(place),
        "timeFormatLocale": vl_convert.get_time_format_locale(place),
    }


def charts(found: Figures, words: Words) -> list[Chart]:
    """The charts that there is something to draw for."""
    drawn = [_by_time(found, words)] if found.by_time.height else []
    drawn += [_by_source(found, words)] if found.by_source.height else []
    drawn += [_by_kind(found, words)] if found.by_kind.height else []
    drawn += [_checks(found, words), _runs(found, words)] if found.by_run.height else []
    return drawn


def _named(column: str) -> pl.Expr:
    """Scraped names for a chart: Vega takes one like `constructor` for what all objects have."""
    return pl.concat_str(pl.lit(_MARK), column).alias(column)


def _whole(counts: pl.Series) -> alt.Axis:
    """An axis for things that do not come in halves."""
    highest = int(counts.max() or 0)  # type: ignore[arg-type]
    return alt.Axis(values=list(range(highest + 1))) if highest <= 10 else alt.Axis()


def _spec(chart: alt.Chart | alt.LayerChart, height: int) -> dict[str, Any]:
    sized = chart.properties(width="container", height=height)
    return dict(sized.to_dict())


def _of_time(unit: str, words: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("time:T", timeUnit="utcyearmonthdate", title=unit),
        alt.Tooltip("source:N", title=words["source"]),
        alt.Tooltip("articles:Q", title=words["articles"]),
    ]


def _by_time(found: Figures, words: Words) -> Chart:
    other = words["other_sources"]
    data = found.by_time.with_columns(pl.col("source").replace(REST, other)).with_columns(
        _named("source")
    )
    other = _MARK + other
    above = pl.col("articles").cum_sum().over("time")
    drawn = data.with_columns(
        pl.col("time", "end").dt.strftime("%Y-%m-%d"), above=above, below=above - pl.col("articles")
    )
    known = set(data["source"])
    order = [s for s in found.by_source.select(_named("source"))["source"] if s in known]
    names = [*order, *([other] if other in known else [])]
    rows = data.group_by("time", maintain_order=True).agg(pl.col("articles").sum())
    chart = (
        alt.Chart(drawn)
        .mark_rect()
        .encode(
            x=alt.X("time:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(grid=False)),
            x2=alt.X2("end:T"),
            y=alt.Y("above:Q", title=words["articles"], axis=_whole(drawn["above"])),
            y2=alt.Y2("below:Q"),
            color=alt.Color(
                "source:N",
                title=None,
                scale=alt.Scale(domain=names, range=[*_SERIES[: len(order)], "var(--rest)"]),
                legend=alt.Legend(orient="bottom", columns=3, labelLimit=220),
            ),
            tooltip=_of_time(words[found.unit], words),
        )
    )
    title = words[f"articles_by_{found.unit}"]
    told = words["by_time_told"]
    if found.undated:
        told += " " + words["undated"].format(count=found.undated)
    table = [tuple(row) for row in rows.iter_rows()]
    return Chart(
        "by-time", title, told, _spec(chart, 220), (words[found.unit], words["articles"]), table
    )


def _by_source(found: Figures, words: Words) -> Chart:
    whole, cut_short = words["whole"], words["truncated"]
    whole_ones = pl.col("articles") - pl.col("truncated")
    data = found.by_source.with_columns(_named("source"), whole=whole_ones)
    long = data.select(
        "source",
        pl.col("whole").alias(whole),
        pl.col("truncated").alias(cut_short),
    ).unpivot(index="source", variable_name="state", value_name="count")
    chart = (
        alt.Chart(long)
        .mark_bar(cornerRadius=1)
        .encode(
            y=alt.Y("source:N", sort=data["source"].to_list(), title=None, axis=_NAMES),
            x=alt.X("count:Q", title=words["articles"], axis=_whole(data["articles"])),
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(domain=[whole, cut_short], range=["var(--s1)", "var(--f-pay)"]),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=[
                alt.Tooltip("source:N", title=words["source"]),
                alt.Tooltip("state:N", title=words["state"]),
                alt.Tooltip("count:Q", title=words["articles"]),
            ],
        )
    )  # fmt: skip
    header = (words["source"], words["articles"], words["truncated"], words["share_truncated"],
              words["left"])  # fmt: skip
    rows = [
        (row["source"], row["articles"], row["truncated"], row["truncated"] / row["articles"],
         None if row["remaining_pct"] is None else row["remaining_pct"] / 100)
        for row in found.by_source.iter_rows(named=True)
    ]  # fmt: skip
    told = words["by_source_told"]
    if found.sources > data.height:
        told += " " + words["most_only"].format(count=data.height)
    return Chart(
        "by-source", words["by_source"], told, _spec(chart, 24 * data.height + 20), header, rows
    )


def _by_kind(found: Figures, words: Words) -> Chart:
    data = found.by_kind.with_columns(
        name=pl.col("kind").map_elements(lambda kind: words.get(f"kind_{kind}", kind), pl.String),
        family=pl.col("kind").map_elements(lambda kind: FAMILY_OF.get(kind, "other"), pl.String),
    )
    drawn = data.select(_named("name"), "family", "share", "rows")
    families = data["family"].unique(maintain_order=True).to_list()
    chart = (
        alt.Chart(drawn)
        .mark_bar(cornerRadius=1)
        .encode(
            y=alt.Y("name:N", sort=drawn["name"].to_list(), title=None, axis=_NAMES),
            x=alt.X(
                "share:Q",
                title=words["share_of_characters"],
                axis=alt.Axis(format=".0%", tickCount=5),
            ),
            color=alt.Color(
                "family:N",
                legend=None,
                scale=alt.Scale(domain=families, range=[f"var(--f-{name})" for name in families]),
            ),
            tooltip=[
                alt.Tooltip("name:N", title=words["kind"]),
                alt.Tooltip("share:Q", title=words["share_of_characters"], format=".1%"),
                alt.Tooltip("rows:Q", title=words["cuts"]),
            ],
        )
    )
    header = (words["kind"], words["share_of_characters"], words["cuts"])
    rows = [tuple(row) for row in data.select("name", "share", "rows").iter_rows()]
    told = words["by_kind_told"].format(share=f"{found.cut_share:.0%}")
    return Chart(
        "by-kind", words["by_kind"], told, _spec(chart, 19 * data.height + 20), header, rows
    )


def _checks(found: Figures, words: Words) -> Chart:
    names = {name: words[name] for name in _SEVERITIES}
    header = (words["run"], *names.values())
    rows = [tuple(row) for row in found.by_run.select("run_id", *_SEVERITIES).iter_rows()]
    totals = found.by_run.select(pl.sum_horizontal(*_SEVERITIES)).to_series()
    if not totals.sum():
        return Chart("checks", words["checks_by_run"], words["no_failed"], None, header, rows)
    long = found.by_run.select("run_id", *_SEVERITIES).unpivot(
        index="run_id", variable_name="severity", value_name="count"
    ).with_columns(pl.col("severity").replace(names))  # fmt: skip
    chart = (
        alt.Chart(long)
        .mark_bar(cornerRadius=1)
        .encode(
            x=alt.X("run_id:O", title=words["runs_by_age"], axis=_NO_LABELS),
            y=alt.Y("count:Q", title=words["failed_checks"], axis=_whole(totals)),
            color=alt.Color(
                "severity:N",
                title=None,
                scale=alt.Scale(domain=[*names.values()], range=[*_SEVERITIES.values()]),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=[
                alt.Tooltip("run_id:O", title=words["run"]),
                alt.Tooltip("severity:N", title=words["severity"]),
                alt.Tooltip("count:Q", title=words["failed_checks"]),
            ],
        )
    )  # fmt: skip
    return Chart(
        "checks", words["checks_by_run"], words["checks_told"], _spec(chart, 150), header, rows
    )


def _runs(found: Figures, words: Words) -> Chart:
    data = found.by_run.select("run_id", "articles", "quarantined", "cut_share")
    header = (words["run"], words["articles"], words["quarantined"], words["share_cut"])
    rows = [tuple(row) for row in data.iter_rows()]
    if data["cut_share"].drop_nulls().len() < 2:
        return Chart("runs", words["cut_by_run"], words["few_runs"], None, header, rows)
    chart = (
        alt.Chart(data)
        .mark_line(point=alt.OverlayMarkDef(filled=True, size=40), color="var(--s1)")
        .encode(
            x=alt.X("run_id:O", title=words["runs_by_age"], axis=_NO_LABELS),
            y=alt.Y(
                "cut_share:Q", title=words["share_cut"], axis=alt.Axis(format=".0%", tickCount=5),
                scale=alt.Scale(zero=True),
            ),
            tooltip=[
                alt.Tooltip("run_id:O", title=words["run"]),
                alt.Tooltip("articles:Q", title=words["articles"]),
                alt.Tooltip("quarantined:Q", title=words["quarantined"]),
                alt.Tooltip("cut_share:Q", title=words["share_cut"], format=".1%"),
            ],
        )
    )  # fmt: skip
    return Chart("runs", words["cut_by_run"], words["runs_told"], _spec(chart, 150), header, rows)
