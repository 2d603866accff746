"""The notebook runs, cell by cell, on the sample warehouse."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROJECT

NOTEBOOK = PROJECT / "notebooks" / "reading.ipynb"
CELLS: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
CODE = [cell for cell in CELLS if cell["cell_type"] == "code"]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def is_plot(cell: dict[str, Any]) -> bool:
    return "plot" in cell["metadata"].get("tags", ())


def run(cells: list[dict[str, Any]], root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names that the cells leave behind."""
    monkeypatch.setenv("COUPURE_WAREHOUSE", str(root))
    names: dict[str, Any] = {}
    for cell in cells:
        exec(compile(source(cell), cell["id"], "exec"), names)
    return names


def test_the_file_is_a_notebook_without_outputs() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in CELLS}) == len(CELLS)
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in CODE)
    assert any(map(is_plot, CODE))
    for path in re.findall(r"\]\((?!http)([^)]+)\)", NOTEBOOK.read_text(encoding="utf-8")):
        assert (NOTEBOOK.parent / path).exists(), path


def test_all_but_the_plots_runs(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = run([cell for cell in CODE if not is_plot(cell)], sample, monkeypatch)
    assert names["columns"].filter(column_name="via")["comment"][0].startswith("Who relayed it")
    assert names["most_quoted"].height == 15
    assert names["most_quoted"]["quotations"].is_sorted(descending=True)
    assert 0 < names["cut"]["share"].sum() < names["cut"]["outlet"].n_unique()
    assert names["told"].height > 2
    assert names["weeks"]["articles"].sum() == names["store"].rows("articles")
    assert names["by_kind"].sum() == names["store"].rows("quotes")


@pytest.mark.skipif(
    importlib.util.find_spec("altair") is None, reason="needs Altair: the extra `notebook`"
)
def test_the_plots_are_charts_of_the_rows(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = run(CODE, sample, monkeypatch)
    for chart, rows in (
        ("quoted_chart", "most_quoted"), ("cut_chart", "cut"), ("together_chart", "together"),
        ("weeks_chart", "weeks"),
    ):  # fmt: skip
        made = names[chart].to_dict()  # validates against the schema of Vega-Lite
        (data,) = made["datasets"].values()
        assert len(data) == names[rows].height
        fields = {each.get("field") for each in made["encoding"].values() if isinstance(each, dict)}
        assert fields - {None} <= set(names[rows].columns)
