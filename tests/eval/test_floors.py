"""The gate: no measure on our own articles falls under its floor."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.eval import floors, report, shared
from tests.eval.gold import ARTICLES, HELD, load_all, raw_frame
from tests.eval.pipeline import DEEP, load_process


@pytest.mark.slow
def test_no_measure_falls_under_its_floor() -> None:
    process = load_process()
    if process is None:
        pytest.skip("flows.work.process is not built yet")
    wanted = floors.read()
    assert wanted, "no floors: run python -m tests.eval --write-floors"
    ours, held = (
        report.evaluate(articles, process(raw_frame(articles)))
        for articles in (load_all(ARTICLES), load_all(HELD))
    )
    assert floors.broken(wanted, floors.measured(ours, held)) == []


@pytest.mark.slow
def test_the_development_articles_hold_their_scores() -> None:
    folder = Path(os.environ.get("COUPURE_EVAL_SHARED") or PROJECT.parent / "shared" / "dev")
    articles = shared.seeds(folder)
    if not articles:
        pytest.skip(f"no development articles in {folder.name}: COUPURE_EVAL_SHARED names them")
    process = load_process()
    assert process is not None
    scores = report.evaluate(articles, process(raw_frame(articles)))
    wanted = {"removal.f1": 0.99, "quotes_kept": 1.0, "entities.all.f1": 0.96, "names.b3": 0.97,
              "quotes.direct.exact": 0.92, "quotes.all.f1": 0.87, "speakers": 0.95,
              "end_to_end": 0.85}  # fmt: skip
    assert floors.broken(wanted, scores) == []


@pytest.mark.slow
def test_the_encoder_holds_its_scores_on_what_is_held_back() -> None:
    process = load_process(DEEP)
    assert process is not None
    articles = load_all(HELD)
    scores = report.evaluate(articles, process(raw_frame(articles)))
    assert (
        floors.broken(
            {"entities.all.f1": 0.936, "entities.ORG.f1": 0.914, "end_to_end": 0.846}, scores
        )
        == []
    )


def test_floors_lie_a_little_under_the_scores() -> None:
    assert floors.raised({}, {"a": 0.9512, "b": 1.0, "c": 0.004}, lower=False) == {
        "a": 0.94, "b": 0.99, "c": 0.0,
    }  # fmt: skip


def test_floors_are_not_lowered_unless_told() -> None:
    old, scores = {"a": 0.97, "gone": 0.5}, {"a": 0.9, "b": 0.8}
    assert floors.raised(old, scores, lower=False) == {"a": 0.97, "b": 0.79, "gone": 0.5}
    assert floors.raised(old, scores, lower=True) == {"a": 0.89, "b": 0.79}


def test_what_falls_under_a_floor_is_told() -> None:
    assert floors.broken({"a": 0.9, "b": 0.5}, {"a": 0.9, "b": 0.49}) == [
        "b: 0.4900 is under its floor 0.50"
    ]
    assert floors.broken({"a": 0.0}, {}) == ["a: not measured, its floor is 0.00"]


def test_floors_survive_writing(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    floors.write({"quotes.direct+mixed.f1": 0.9, "a": 0.25}, path)
    assert floors.read(path) == {"quotes.direct+mixed.f1": 0.9, "a": 0.25}
    assert floors.read(tmp_path / "absent.toml") == {}
