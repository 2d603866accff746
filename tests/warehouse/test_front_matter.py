"""Fields before the text of a Markdown file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.inputs.front_matter import front_matter
from warehouse.inputs.records import Limits, RawRecord
from warehouse.readers import read_inputs

PAGE = """---
title: "Le port : une attente"
date: 2025-01-18
url: https://x.example/port
tags: [mer, cinéma]
seo: {robots: noindex}
body: not this
---

# Le port : une attente

Il a plu sur les quais toute la nuit, et personne n'est venu.
"""


def read(path: Path) -> RawRecord:
    (record,) = read_inputs([path], Limits())
    assert isinstance(record, RawRecord)
    return record


def test_fields_tell_of_the_text_and_are_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PAGE, encoding="utf-8")
    record = read(tmp_path / "a.md")
    assert record.raw_text.strip().startswith("# Le port")
    assert record.url == "https://x.example/port"
    assert record.reader == "markdown"
    hints = json.loads(record.hints or "{}")
    assert hints["title"] == "Le port : une attente"
    assert str(hints["published_at"] if "published_at" in hints else hints["date"])[:10] == (
        "2025-01-18"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Un texte.\n",
        "---\nUne ligne seule\n---\nUn texte.\n",
        "---\ntitle: [\n---\nUn texte.\n",
        "---\ntitle: sans fin\n",
        "---\n---\nUn texte.\n",
        "---\n- a\n- b\n---\nUn texte.\n",
        "---\na: &x [1]\nb: *y\n---\nUn texte.\n",
        "---\na: " + "x" * 30_000 + "\n---\nUn texte.\n",
    ],
)
def test_what_is_no_block_of_fields_stays_text(text: str) -> None:
    assert front_matter(text) == ({}, text)


def test_references_that_multiply_cost_nothing() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    fields, rest = front_matter("---\n" + "\n".join(lines) + "\n---\nUn texte.")
    assert (fields, rest) == ({"a0": ["x", "x"]}, "Un texte.")


def test_fields_without_a_text_are_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Rien d'autre\n---\n", encoding="utf-8")
    assert read(tmp_path / "a.md").raw_text.startswith("---")


@given(st.text())
def test_nothing_is_lost_and_nothing_raises(text: str) -> None:
    fields, rest = front_matter(text)
    assert text.endswith(rest)
    assert fields or rest == text
