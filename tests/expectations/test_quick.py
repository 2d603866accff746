"""The quick look says yes where the full validation does, and never where it does not."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from expectations import engine, suites
from expectations.comparands import JUDGED, with_comparands
from tests.expectations.damages import DOMAIN, structural
from tests.expectations.frames import RULES, article_id, batch


def damaged(table: str) -> pd.DataFrame:
    """The table of a batch in which article `i` bears damage `i`."""
    damages = (*structural(), *DOMAIN)
    frames = batch(len(damages) + 1)
    for number, each in enumerate(damages):
        frames = each.do(frames, article_id(number))
    return with_comparands(frames, RULES)[table].to_pandas()


def in_full(suite: engine.Suite, frame: pd.DataFrame) -> list[bool]:
    return [each.success for each in engine._ask(suite.name, suite.expectations, frame)]


@pytest.mark.parametrize("table", JUDGED)
def test_it_agrees_with_the_full_validation(table: str) -> None:
    suite = suites.suite(table)
    sound = with_comparands(batch(3), RULES)[table].to_pandas()
    for frame in (sound, damaged(table), sound, sound.head(0)):
        assert suite.quick_look.met(frame) == in_full(suite, frame)


def test_a_sound_batch_is_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a release of Great Expectations to break the quick look, the gate would be right, but
    slow: this says so."""
    asked: list[str] = []
    monkeypatch.setattr(engine, "_ask", lambda name, *_: asked.append(name))
    frames = with_comparands(batch(3), RULES)
    for table in JUDGED:
        assert all(o.success for o in engine.run(suites.suite(table), frames[table].to_pandas()))
        header = [f"{name}: {dtype}" for name, dtype in batch(1)[table].schema.items()]
        (shape,) = engine.run(suites.shape(table), pd.DataFrame(columns=header))
        assert shape.success
    assert asked == []


@pytest.mark.parametrize("broken", ["ValidationGraph", "_is_met"])
def test_when_it_breaks_everything_is_asked_in_full(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from expectations import quick

    suite = engine.Suite("mentions", suites.suite("mentions").expectations)
    frame = with_comparands(batch(2), RULES)["mentions"].to_pandas()

    class Broken:
        def __init__(self, *_: Any, **__: Any) -> None:
            self.edges: list[Any] = []

        def resolve(self, **_: Any) -> Any:
            raise AttributeError("changed in the next release")

    if broken == "ValidationGraph":
        monkeypatch.setattr(quick, broken, Broken)
    else:
        monkeypatch.setattr(quick, broken, lambda *_: False)
    assert not any(suite.quick_look.met(frame))
    assert all(outcome.success for outcome in engine.run(suite, frame))
