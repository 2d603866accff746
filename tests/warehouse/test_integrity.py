"""Every way to harm a warehouse is told, in one line that names the place; nothing is repaired."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.warehouse.made import DAY, NOON, batch, entities, flip, lose, quarantined, run_row, twin
from warehouse import manifest, pool
from warehouse.integrity import catalog_problems, problems
from warehouse.manifest import LiveFile, Manifest
from warehouse.store import Store
from warehouse.tables import TABLES

VERSIONS = {"a": 1, "b": 2, "c": 3}
Damage = Callable[[Store], object]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound warehouse of two batches."""
    made = Store(tmp_path_factory.mktemp("template") / "root")
    with made.writer():
        for number, names in enumerate(("ab", "c")):
            versions = {name: VERSIONS[name] for name in names}
            made.stage(
                f"batch{number}", {**batch(versions, number), "quarantine": rejected(number)}
            )
            made.publish(f"batch{number}", DAY)
        made.publish("link", DAY, snapshots={"entities": entities(VERSIONS)})
        made.log_run("run0", DAY, run_row("run0", "done", 9))
    return made.root


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Store:
    """A copy of it, to harm; its catalogue is still of the other place."""
    return twin(template, tmp_path / "root")


@pytest.fixture
def catalogued(store: Store) -> Store:
    """The copy with a catalogue of its own."""
    with store.writer():
        assert store.refresh_catalog(anyway=True)
    return store


def rejected(number: int) -> pl.DataFrame:
    return quarantined(f"bad{number}.txt", None).with_columns(run_id=pl.lit("none"))


def test_a_sound_warehouse_has_no_problems(template: Path, catalogued: Store) -> None:
    for store in (Store(template), catalogued):
        assert problems(store) == []
        assert catalog_problems(store) == []


def test_so_has_an_empty_one(tmp_path: Path) -> None:
    Store(tmp_path).create()
    assert problems(Store(tmp_path)) == []
    assert catalog_problems(Store(tmp_path)) == []


def told(store: Store, damage: Damage) -> list[str]:
    """The problems after `damage`; looking changes nothing."""
    damage(store)
    before = {path: path.stat().st_mtime_ns for path in store.root.glob("**/*")}
    found = problems(store)
    assert {path: path.stat().st_mtime_ns for path in store.root.glob("**/*")} == before
    assert all("\n" not in line for line in found)
    return found


# Files


def first(store: Store, table: str = "quotes") -> LiveFile:
    return store.manifest().of(table)[0]


def shown(store: Store, table: str = "quotes") -> Path:
    return pool.shown(store.root, first(store, table))


def other_file(store: Store) -> None:
    """The name for globs is given to another file; the catalogue still reads the right one."""
    path = shown(store)
    other = store.path(store.manifest().of("quotes")[1]).read_bytes()
    path.unlink()
    path.write_bytes(other)


def cut_short(store: Store) -> None:
    path = shown(store)
    path.write_bytes(path.read_bytes()[:-9])


def claim(store: Store, **changes: object) -> None:
    """Let the manifest say something else of the first file of quotes."""
    before, file = store.manifest(), first(store)
    files = [
        LiveFile(**{**vars(file), **changes}) if each == file else each for each in before.files
    ]
    manifest.save(store.root, Manifest(before.version, tuple(files)))


def other_columns(store: Store) -> None:
    file = first(store)
    rows = pq.ParquetFile(store.path(file)).read()
    with store.writer(), store.change() as change:
        change.remove(file)
        as_int = rows.set_column(1, "quote_index", rows["quote_index"].cast(pa.int32()))
        change.write("quotes", as_int, file.batch_id, file.ingest_date)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda store: flip(shown(store)), "its bytes are not those that were written"),
        (cut_short, "its bytes are not those that were written"),
        (lambda store: lose(store, "quotes"), "missing"),
        (lambda store: shown(store).unlink(), "missing"),
        (other_file, "it is not the file that the catalogue reads"),
        (other_columns, "its columns are not those of the contract"),
        (lambda store: claim(store, rows=7), "rows, not 7"),
    ],
    ids=["a bit", "a tail", "a file", "a name", "another file", "a type", "a count"],
)  # fmt: skip
def test_a_damaged_file_is_told(store: Store, damage: Damage, says: str) -> None:
    path = first(store).path
    found = told(store, damage)
    assert found
    assert all(line.startswith(path) for line in found), found
    assert any(says in line for line in found), found


def test_every_damaged_file_is_told(store: Store) -> None:
    for file in store.manifest().files:
        flip(pool.shown(store.root, file))
    assert len(problems(store)) == len(store.manifest().files)


def test_a_foreign_file_that_a_glob_reads_is_told(store: Store) -> None:
    stranger = store.root / "quotes" / "mine.parquet"
    (line,) = told(store, lambda _: stranger.write_bytes(b"x"))
    assert line.startswith("quotes/mine.parquet")


# Rows


def rewritten(store: Store, **changes: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Write the rows of whole tables anew, as a faulty transform would have."""
    with store.writer(), store.change() as change:
        for table, edit in changes.items():
            for file in store.manifest().of(table):
                rows = edit(pl.read_parquet(store.path(file), hive_partitioning=False))
                change.remove(file)
                arrow = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
                change.write(
                    table, arrow.cast(TABLES[table].arrow_schema), file.batch_id, file.ingest_date
                )


def setting(**columns: pl.Expr) -> Callable[[pl.DataFrame], pl.DataFrame]:
    return lambda rows: rows.with_columns(**columns)


def doubled(rows: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([rows, rows])


def without_first(rows: pl.DataFrame) -> pl.DataFrame:
    return rows[1:]


def moved(store: Store) -> None:
    """The quotes of one batch lie in another."""
    file = first(store)
    rows = pq.ParquetFile(store.path(file)).read()
    with store.writer(), store.change() as change:
        change.remove(file)
        change.write("quotes", rows, "batch1", file.ingest_date)


HALF = {"closed_by": pl.lit("run9")}
BROKEN = {
    "an id": ({"entities": setting(entity_id=pl.lit("x"))}, "entities: 3 rows whose entity_id is"),
    "a kind": ({"quotes": setting(kind=pl.lit("sung"))}, "quotes: 3 rows whose kind is not"),
    "a score": ({"mentions": setting(score=pl.lit(1.5))}, "mentions: 3 rows whose score is not"),
    "a count": ({"articles": setting(word_count=pl.lit(0))}, "articles: 3 rows whose word_count"),
    "a key": ({"quotes": doubled}, "quotes: 3 keys occur more than once"),
    "a quote": ({"quotes": setting(text=pl.lit("Autre."))}, "quotes: 3 rows whose start and end"),
    "a cue": ({"quotes": setting(cue=pl.lit("dixit"))}, "quotes: 3 rows whose cue_start and cue_end"),
    "an offset": (
        {"segments": setting(raw_end=pl.col("raw_end") + 1_000)},
        "segments: 6 rows whose raw_start and raw_end are astray",
    ),
    "no end": ({"quotes": setting(cue_end=pl.lit(None, pl.Int64))}, "quotes: 3 rows whose cue_start"),
    "an entity": (
        {"mentions": setting(entity_id=pl.lit("0" * 16))},
        "mentions: 3 rows whose entity_id names no row of entities",
    ),
    "a segment": (
        {"mentions": setting(segment_index=pl.lit(9, pl.Int64))},
        "mentions: 3 rows whose article_id, segment_index names no row of segments",
    ),
    "an outer quote": (
        {"quotes": setting(nested_in=pl.lit(5, pl.Int64))},
        "quotes: 3 rows whose article_id, nested_in names no row of quotes",
    ),
    "the text": ({"articles": setting(text=pl.lit("x"))}, "astray"),
    "a gap": ({"segments": without_first}, "segments: those of 2 articles do not tile the raw text"),
    "no text": (
        {"segments": setting(start=pl.col("start") + (pl.col("start") > 0).cast(pl.Int64))},
        "segments: the kept ones of 3 articles are not the text",
    ),
    "another hash": (
        {"articles": setting(content_hash=pl.lit("0" * 64))},
        "articles: 3 are not those of raw_articles",
    ),
    "no raw text": ({"raw_articles": without_first}, "names no row of raw_articles"),
    "no article": ({"articles": without_first}, "quotes: 2 rows whose article_id names no row"),
    "a tally": (
        {"entities": setting(mention_count=pl.lit(2, pl.Int64))},
        "entities: 3 are counted otherwise",
    ),
    "the sum": (
        {"runs": setting(unchanged=pl.lit(1, pl.Int64))},
        "runs: 1 whose inputs are not articles + unchanged + quarantined",
    ),
    "too many": (
        {"quarantine": setting(run_id=pl.lit("run0"))},
        "runs: 1 that left more rows of quarantine than they say",
    ),
    "half settled": ({"quarantine": setting(**HALF)}, "quarantine: 2 rows are half settled"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_row_that_breaks_a_rule_is_told(store: Store, name: str) -> None:
    changes, says = BROKEN[name]
    found = told(store, lambda each: rewritten(each, **changes))
    assert any(says in line for line in found), found


def test_rows_away_from_their_article_are_told(store: Store) -> None:
    found = told(store, moved)
    assert any("quotes: 2 rows that are not in the batch" in line for line in found), found


def test_a_run_that_did_not_end_explains_what_is_not_linked(store: Store) -> None:
    """What the link step has not yet done is no damage, but it is told."""
    with store.writer():
        late = run_row("run9", "crashed").with_columns(started_at=pl.lit(NOON + timedelta(1)))
        store.log_run("run9", DAY, late)
        store.publish("unlinked", DAY, snapshots={"entities": TABLES["entities"].empty()})
    (line,) = problems(store)
    assert "run9, is crashed" in line


# The catalogue


def test_a_stale_or_damaged_catalogue_is_told(catalogued: Store) -> None:
    store = catalogued
    path = store.root / "catalog.duckdb"
    whole = path.read_bytes()
    path.write_bytes(whole[:5_000])
    (line,) = catalog_problems(store)
    assert line.startswith("catalog.duckdb: ")
    path.unlink()
    assert catalog_problems(store) == ["catalog.duckdb: missing"]
    path.write_bytes(whole)
    with store.writer():
        store.stage("more", batch({"d": 1}, 5))
        store.publish("more", DAY)
        found = catalog_problems(store)
        assert any("it names other files than the tables have: raw_articles," in f for f in found)
        assert "datapackage.json: it is not of the last commit" in found
    assert catalog_problems(store) == []


def test_a_damaged_data_package_is_told(catalogued: Store) -> None:
    store = catalogued
    path = store.root / "datapackage.json"
    for content in ("", "[]", json.dumps({"manifest_version": 1})):
        path.write_text(content)
        assert catalog_problems(store) == ["datapackage.json: it is not of the last commit"]
