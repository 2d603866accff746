"""The ledger: nothing is worked twice, nothing new is missed."""

from __future__ import annotations

import time
from pathlib import Path

import polars as pl

from tests.warehouse.made import DAY, article_rows, batch, digest, quarantined
from warehouse.ledger import Ledger
from warehouse.store import Store
from warehouse.tables import TABLES


def hash_of(name: str, version: int) -> str:
    return str(article_rows(name, version)["raw_articles"][0]["content_hash"])


def publish(store: Store, batch_id: str, versions: dict[str, int], source: str) -> None:
    with store.writer():
        store.stage(batch_id, batch(versions, source=source))
        store.publish(batch_id, DAY)


def test_before_the_first_run_nothing_is_known(tmp_path: Path) -> None:
    ledger = Ledger.load(Store(tmp_path / "none"), "1")
    assert not ledger.knows(digest("a"), "a.txt", hash_of("a", 1))
    assert not (tmp_path / "none").exists()


def test_what_is_published_is_known_until_it_changes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish(store, "one", {"a": 1, "b": 1}, "x.txt")
    ledger = Ledger.load(store, "1")
    assert ledger.knows(digest("a"), "x.txt", hash_of("a", 1))
    assert ledger.knows(digest("a"), "moved.txt", hash_of("a", 1))
    assert not ledger.knows(digest("a"), "x.txt", hash_of("a", 2))
    assert not ledger.knows(digest("c"), "x.txt", hash_of("a", 1))
    assert not Ledger.load(store, "2").knows(digest("a"), "x.txt", hash_of("a", 1))


def test_what_was_quarantined_is_known_until_it_changes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writer():
        rows = pl.concat([quarantined("bad.txt", "0" * 64), quarantined("locked.txt", None)])
        store.stage("one", {"quarantine": rows})
        store.publish("one", DAY)
    ledger = Ledger.load(store, "1")
    assert ledger.knows(None, "bad.txt", "0" * 64)
    assert ledger.knows(digest("x"), "bad.txt", "0" * 64)
    assert ledger.knows(None, "locked.txt", None)
    assert not ledger.knows(None, "bad.txt", "1" * 64)
    assert not ledger.knows(None, "locked.txt", "0" * 64), "it can be read now"
    assert not ledger.knows(None, "bad.txt", None)
    assert not Ledger.load(store, "2").knows(None, "bad.txt", "0" * 64)


def test_two_inputs_of_one_address_do_not_replace_each_other_for_ever(tmp_path: Path) -> None:
    """The later one wins, once; then both are known, as often as both are read."""
    store = Store(tmp_path)
    publish(store, "one", {"a": 1}, "monday.txt")
    assert not Ledger.load(store, "1").knows(digest("a"), "tuesday.txt", hash_of("a", 2))
    publish(store, "two", {"a": 2}, "tuesday.txt")
    ledger = Ledger.load(store, "1")
    assert ledger.knows(digest("a"), "tuesday.txt", hash_of("a", 2))
    assert ledger.knows(digest("a"), "monday.txt", hash_of("a", 1)), "superseded"
    assert not ledger.knows(digest("a"), "monday.txt", hash_of("a", 3)), "edited since"
    assert not ledger.knows(digest("a"), "wednesday.txt", hash_of("a", 1))
    assert set(store.read("raw_articles")["source_uri"]) == {"tuesday.txt"}


def test_a_source_that_goes_back_to_an_older_text_is_followed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number, (version, source) in enumerate([(1, "x"), (2, "y"), (3, "x")]):
        publish(store, f"batch{number}", {"a": version}, source)
    ledger = Ledger.load(store, "1")
    assert not ledger.knows(digest("a"), "x", hash_of("a", 1)), "x itself is the current source"
    assert ledger.knows(digest("a"), "y", hash_of("a", 2))


def test_a_hundred_thousand_articles_are_loaded_quickly(tmp_path: Path) -> None:
    store, count = Store(tmp_path), 100_000
    base = batch({"a": 1})["articles"].drop("article_id", "content_hash")
    frame = base.join(pl.DataFrame({"n": range(count)}), how="cross").with_columns(
        article_id=pl.col("n").map_elements(lambda n: f"{n:016x}", pl.String),
        content_hash=pl.col("n").map_elements(lambda n: f"{n:064x}", pl.String),
    )
    with store.writer():
        store.stage("one", {"articles": frame.select(TABLES["articles"].names)})
        store.publish("one", DAY)
    start = time.perf_counter()
    ledger = Ledger.load(store, "1")
    assert time.perf_counter() - start < 5
    assert ledger.knows(f"{77:016x}", "?", f"{77:064x}")
    assert not ledger.knows(f"{count:016x}", "?", f"{count:064x}")
