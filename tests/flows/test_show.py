"""The terminal view: every cut is struck out and named, every quote has its speaker beside it."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from flows.page_models import line_model
from flows.show import find_article, printable, render
from transforms.pages.learned.classifier import REASONS, RULE
from warehouse.store import Store


def test_every_cut_and_every_speaker_is_shown_where_it_stands(sample: Path) -> None:
    store = Store(sample)
    for article_id in store.read("articles")["article_id"]:
        text = render(store, article_id)
        of_article = pl.col("article_id") == article_id
        struck = "".join(
            text.plain[span.start : span.end]
            for span in text.spans
            if span.style == "strike dim red"
        )
        cuts = store.read("segments").filter(of_article & ~pl.col("is_kept"))
        raw = store.read("raw_articles").filter(of_article)["raw_text"][0]
        wanted = "".join(raw[row["raw_start"] : row["raw_end"]] for row in cuts.to_dicts())
        assert struck == printable(wanted)
        for row in store.read("quotes").filter(of_article).iter_rows(named=True):
            name = row["speaker_name"] or "?"
            assert f"‹{name}" in text.plain
        for row in cuts.iter_rows(named=True):
            assert f"✂ {row['kind']}: {row['rule_id'] or row['kind']}" in text.plain


def test_a_cut_of_the_line_model_names_what_spoke_for_it(sample: Path) -> None:
    store = Store(sample)
    cuts = store.read("segments").filter(pl.col("rule_id") == RULE)
    assert len(cuts)
    for article_id in cuts["article_id"].unique(maintain_order=True).head(2):
        shown = render(store, article_id).plain
        for row in cuts.filter(pl.col("article_id") == article_id).iter_rows(named=True):
            note = rf"✂ {row['kind']}: {re.escape(RULE)} {row['score']:.2f} \(([^()]+)\)\]"
            found = re.search(note, shown)
            assert found is not None
            names = [reason.rsplit(" ", 1)[0] for reason in found[1].split(", ")]
            assert 1 <= len(names) <= REASONS
            assert set(names) <= set(line_model().features)


def test_an_article_is_found_by_id_or_part_of_its_source(sample: Path) -> None:
    store = Store(sample)
    for row in store.read("articles").iter_rows(named=True):
        assert find_article(store, row["article_id"][:12]) == row["article_id"]
        assert find_article(store, row["source_uri"]) == row["article_id"]
    with pytest.raises(LookupError, match="no article"):
        find_article(store, "nothing of the kind")
    with pytest.raises(LookupError, match="articles match"):
        find_article(store, ".")


def test_a_page_cannot_steer_the_terminal() -> None:
    hostile = "a\x1b[2Jb\rc\u202ed\x9be\n"
    shown = printable(hostile)
    assert len(shown) == len(hostile)
    assert not set(shown) & {"\x1b", "\r", "\u202e", "\x9b"}
    assert shown.endswith("e\n")
