"""The gate on whole batches: valid, empty, malformed, and what its answers look like."""

from __future__ import annotations

import polars as pl
import pytest

from expectations import custom, suites
from expectations.engine import Suite
from expectations.gate import JUDGED, Rules, judge, results_frame
from expectations.trends import ENOUGH_RUNS, Figures, judge_run
from tests.expectations.frames import PAGE, RULES, Frames, article_id, batch, damage
from warehouse.tables import TABLES


def test_a_valid_batch_passes_everything() -> None:
    verdict = judge(batch(3), RULES)
    assert verdict.success
    assert not verdict.failures
    assert all(result.success for result in verdict.results)


def test_empty_tables_pass() -> None:
    assert judge({name: TABLES[name].empty() for name in JUDGED}, RULES).success


def test_an_article_without_mentions_and_quotes_passes() -> None:
    frames = batch(2)
    bare = {name: frames[name].clear() for name in ("mentions", "quotes")}
    assert judge(frames | bare, RULES).success


def test_other_tables_are_not_looked_at() -> None:
    verdict = judge(batch(1) | {"quarantine": pl.DataFrame({"no": ["contract"]})}, RULES)
    assert verdict.success
    assert {result.table for result in verdict.results} == set(JUDGED)


def _without_table(frames: Frames) -> Frames:
    return {name: frame for name, frame in frames.items() if name != "mentions"}


def _with(table: str, *columns: pl.Expr | str) -> Frames:
    frames = batch(2)
    return frames | {table: frames[table].select(*columns)}


@pytest.mark.parametrize(
    "frames",
    [
        _without_table(batch(2)),
        _with("quotes", pl.all().exclude("cue")),
        _with("articles", pl.all(), pl.lit(1).alias("extra")),
        _with("segments", "segment_index", pl.all().exclude("segment_index")),
        _with("mentions", pl.col(pl.String, pl.Float64), pl.col(pl.Int64).cast(pl.Int32)),
        _with("raw_articles", pl.all().exclude("fetched_at"), pl.lit("noon").alias("fetched_at")),
    ],
    ids=["table", "missing", "extra", "order", "type", "type of another kind"],
)
def test_wrong_columns_condemn_the_whole_batch(frames: Frames) -> None:
    verdict = judge(frames, RULES)
    assert not verdict.success
    assert verdict.batch_failed
    assert "columns that were agreed" in verdict.batch_failed
    assert not verdict.failed_articles
    (broken,) = (result for result in verdict.results if not result.success)
    assert broken.expectation == "expect_table_columns_to_match_ordered_list"
    assert broken.severity == "critical"


@pytest.mark.parametrize("table", JUDGED)
def test_a_row_of_no_article_condemns_the_whole_batch(table: str) -> None:
    frames = damage(batch(2), table, {"article_id": article_id(1)}, article_id=None)
    verdict = judge(frames, RULES)
    assert verdict.batch_failed
    nulls = (table, "expect_column_values_to_not_be_null", "article_id")
    assert nulls in {(f.table, f.expectation, f.column) for f in verdict.failures}


def test_an_expectation_that_raises_is_a_critical_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = custom.ExpectNoPaywallWords(
        column_list=["article_id", "no_such_column"], severity="warning"
    )
    monkeypatch.setattr(suites, "suite", lambda table, own: Suite(table, [broken]))
    verdict = judge(batch(2), RULES)
    assert verdict.batch_failed
    assert "no_such_column" in verdict.batch_failed
    raised = [result for result in verdict.results if "paywall" in result.expectation]
    assert len(raised) == len(JUDGED)
    assert all(not r.success and r.severity == "critical" and r.observed for r in raised)


def test_warnings_condemn_nothing() -> None:
    frames = damage(batch(2), "articles", {"article_id": article_id(0)}, language="und")
    verdict = judge(frames, RULES)
    assert verdict.success
    (warned,) = verdict.failures
    assert (warned.severity, warned.article_id) == ("warning", article_id(0))


def test_a_failure_names_its_row_and_speaks_to_people() -> None:
    frames = damage(batch(2), "quotes", {"article_id": article_id(1), "quote_index": 2}, text="Non")
    failures = judge(frames, RULES).failures
    assert {tuple(failure.key.items()) for failure in failures} == {
        (("article_id", article_id(1)), ("quote_index", 2))
    }
    assert failures[0].detail == (
        "In every quotation, its words are exactly what the article has at that place. "
        "Found text = 'Non', at its place = 'fallait tenir 💪'."
    )


def test_no_rules_means_nothing_is_left_over() -> None:
    page = [*PAGE, ("body", "Cet article est réservé aux abonnés.")]
    frames = batch(1, page)
    assert judge(frames, Rules()).success
    assert set(judge(frames, RULES).failed_articles) == {article_id(0)}


def test_rules_see_the_text_folded() -> None:
    rules = Rules(
        ("RESERVE AUX ABONNES",),
        fold=lambda text: text.str.to_uppercase().str.replace_all("É", "E"),
    )
    frames = batch(2, [*PAGE, ("body", "Réservé aux abonnés.")])
    assert len(judge(frames, rules).failed_articles) == 2
    assert judge(batch(2), rules).success


def test_results_make_rows_of_the_contract_with_unique_keys() -> None:
    verdict = judge(batch(1), RULES)
    run = judge_run(Figures(1), [Figures(1)] * ENOUGH_RUNS)
    frame = results_frame([*verdict.results, *run], "run", "batch")
    table = TABLES["validation_results"]
    assert frame.schema == table.polars_schema
    assert frame.height == len(verdict.results) + len(run) > len(verdict.results)
    assert frame.select(table.key).is_unique().all()
    assert results_frame([], "run", "batch").schema == table.polars_schema
