"""Portions of the published tables: every row once, as its file has it, a bounded number at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.expectations.frames import Frames, article_id, batch
from tests.lengths import examples
from warehouse.manifest import WarehouseDamaged
from warehouse.published import portions, scan_since
from warehouse.store import Store
from warehouse.tables import TABLES

pytestmark = pytest.mark.usefixtures("no_catalogue")

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
BATCH = ("raw_articles", "articles", "segments", "mentions", "quotes")


def published(root: Path, *batches: tuple[str, date, Frames]) -> Store:
    store = Store(root)
    with store.writer():
        for name, day, frames in batches:
            store.stage(name, frames)
            store.publish(name, day)
    return store


def some(first: int, number: int) -> Frames:
    """Articles `first` to `first + number - 1`."""
    ids = [article_id(n) for n in range(first, first + number)]
    return {
        name: frame.filter(pl.col("article_id").is_in(ids))
        for name, frame in batch(first + number).items()
    }


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return published(tmp_path, ("a", MONDAY, some(0, 5)), ("b", TUESDAY, some(5, 2)))


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_every_row_is_in_one_portion(store: Store, size: int) -> None:
    parts = list(portions(store, articles=size))
    assert max(part.frames["raw_articles"].height for part in parts) == min(size, 5)
    assert len(parts) == -(-5 // size) + -(-2 // size)
    for name in BATCH:
        rows = pl.concat(part.frames[name] for part in parts)
        assert rows.sort(TABLES[name].key).equals(store.read(name).sort(TABLES[name].key))
    for part in parts:
        ids = set(part.frames["raw_articles"]["article_id"])
        assert all(set(frame["article_id"]) == ids for frame in part.frames.values())


@settings(max_examples=examples(6), deadline=None)
@given(
    ids=st.lists(st.one_of(st.none(), st.text("abc", max_size=3)), min_size=15, max_size=15),
    size=st.integers(1, 6),
)
def test_rows_of_any_article_id_are_in_one_portion(
    ids: list[str | None], size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = published(tmp_path_factory.mktemp("w"), ("a", MONDAY, some(0, 5)))
    (file,) = store.manifest().of("mentions")
    rows = store.read("mentions").with_columns(article_id=pl.Series(ids, dtype=pl.String))
    rows.write_parquet(store.path(file))
    parts = pl.concat(part.frames["mentions"] for part in portions(store, articles=size))
    order = ["article_id", "mention_index", "start"]
    assert parts.sort(order).equals(rows.sort(order))


def test_since_a_day(store: Store) -> None:
    (part,) = portions(store, TUESDAY)
    assert (part.batch_id, part.frames["articles"].height) == ("b", 2)
    assert scan_since(store, "articles", TUESDAY).collect().height == 2
    assert scan_since(store, "articles", MONDAY).collect().height == 7
    assert scan_since(store, "quarantine", MONDAY).collect().is_empty()


def test_a_column_newer_than_the_file_is_null_if_it_may_be(store: Store) -> None:
    (file,) = store.manifest().of("quotes")[:1]
    path = store.path(file)
    rows = pl.read_parquet(path)
    rows.drop("medium").write_parquet(path)
    first = next(portions(store)).frames["quotes"]
    assert first.schema == TABLES["quotes"].polars_schema
    assert first["medium"].null_count() == first.height
    rows.drop("evidence").with_columns(extra=1).write_parquet(path)
    odd = next(portions(store)).frames["quotes"]
    assert "evidence" not in odd.columns
    assert "extra" in odd.columns


def test_a_table_without_rows_and_an_empty_warehouse(tmp_path: Path) -> None:
    bare = {name: frame for name, frame in some(0, 1).items() if name != "quotes"}
    (part,) = portions(published(tmp_path / "w", ("a", MONDAY, bare)))
    assert part.frames["quotes"].equals(TABLES["quotes"].empty())
    assert list(portions(published(tmp_path / "none"))) == []


@pytest.mark.parametrize("harm", [b"", b"no Parquet", None])
def test_a_file_that_cannot_be_read_is_damage(store: Store, harm: bytes | None) -> None:
    (file,) = store.manifest().of("segments")[:1]
    path = store.path(file)
    if harm is None:
        path.unlink()
        (store.root / file.path).unlink(missing_ok=True)
    else:
        path.write_bytes(harm)
    with pytest.raises(WarehouseDamaged, match="batch a cannot be read"):
        list(portions(store))
