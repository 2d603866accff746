"""The examples of docs/quality.md are right: they are read, and judge what they say."""

from __future__ import annotations

import re
import tomllib

import pytest

from expectations.own import OwnExpectationError, parsed
from expectations.trends import ENOUGH_ARTICLES, ENOUGH_RUNS
from flows.quality import RECENT_RUNS
from flows.settings import Settings
from tests.conftest import PROJECT

DOCS = (PROJECT / "docs" / "quality.md").read_text(encoding="utf-8")


def test_the_examples_of_own_expectations_are_accepted() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
    own = parsed(tomllib.loads(block))
    assert [each.severity for each in own] == ["critical", "warning"]


def test_the_example_of_an_error_is_what_is_told() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
    wrong = tomllib.loads(block.replace('"published_at"', '"publised_at"'))
    with pytest.raises(OwnExpectationError) as told:
        parsed(wrong)
    assert f"coupure: coupure_expectations.toml: {told.value}" in DOCS


def test_the_figures_are_those_of_the_code() -> None:
    assert f"the last {RECENT_RUNS} that published" in DOCS
    assert ENOUGH_RUNS == 5
    assert "fewer than five earlier runs" in DOCS
    assert f"need {ENOUGH_ARTICLES} articles" in DOCS
    assert f"The last {Settings.model_fields['quality_pages'].default} pages" in DOCS
