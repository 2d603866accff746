"""The ready questions, on a small world of two outlets whose answers can be counted by hand."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.conftest import PROJECT
from tests.warehouse.made import DAY, article_rows, digest, quarantined, run_row
from warehouse.ask import ask, ready_queries, sql_of
from warehouse.store import Store
from warehouse.tables import TABLES

APRIL = datetime(2024, 4, 17, 9, tzinfo=UTC)  # a Wednesday
MAY = datetime(2024, 5, 2, 9, tzinfo=UTC)  # a Thursday
LANDED = datetime(2024, 5, 4, 9, tzinfo=UTC)
# name, outlet, published, precision, truncated, remaining, speaker, kind, medium, via
WORLD = (
    ("a", "Le Fanal", APRIL, "minute", True, 60.0, "Zoé Ada", "direct", "radio", None),
    ("b", "Le Fanal", MAY, "day", False, None, "Zoé Ada", "mixed", None, "AFP"),
    ("c", "Le Fanal", MAY, "day", True, 20.0, "Max Bo", "direct", "radio", None),
    ("d", None, None, None, False, None, "Zoé Ada", "direct", None, None),
    ("e", None, MAY, "day", False, None, None, "indirect", None, None),
)
CHECKS = (("run1", True, 0), ("run2", False, 3), ("run3", False, 1))


def entity(name: str | None) -> str | None:
    return digest(f"PER{name}") if name else None


def rows_of(one: tuple[Any, ...]) -> dict[str, list[dict[str, Any]]]:
    name, outlet, at, precision, truncated, remaining, speaker, kind, medium, via = one
    rows = article_rows(name, 1)
    rows["articles"][0] |= {
        "outlet": outlet, "published_at": at, "published_precision": precision,
        "is_truncated": truncated, "remaining_pct": remaining, "ingested_at": LANDED,
        "word_count": 100 if outlet else 300,
    }  # fmt: skip
    rows["quotes"][0] |= {
        "kind": kind, "speaker_name": speaker, "speaker_entity_id": entity(speaker),
        "speaker_label": "PER" if speaker else None, "medium": medium, "via": via,
        "confidence": 0.8,
    }  # fmt: skip
    other = {**rows["quotes"][0], "quote_index": 1}  # the same utterance, split by an incise
    rows["quotes"] += [other] * (name == "a")
    rows["mentions"][0] |= {"entity_id": entity(speaker), "name": speaker or "?"}
    if name == "c":
        ada = {"mention_index": 1, "entity_id": entity("Zoé Ada"), "name": "Zoé Ada"}
        rows["mentions"].append({**rows["mentions"][0], **ada})
    first, second = rows["segments"]
    first |= {"kind": "kicker", "is_kept": False, "start": None, "end": None, "raw_end": 25}
    first["raw_start"], second["raw_start"], second["raw_end"] = 0, 25, 100
    return rows


def frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=TABLES[table].polars_schema)


def entities() -> pl.DataFrame:
    counts = {"Max Bo": (1, 1), "Zoé Ada": (4, 4)}
    return frame("entities", [
        {"entity_id": entity(name), "name": name, "label": "PER", "country_code": None,
         "aliases": [], "mention_count": mentions, "article_count": articles,
         "first_seen": APRIL, "last_seen": LANDED}
        for name, (mentions, articles) in counts.items()
    ])  # fmt: skip


def across() -> dict[str, pl.DataFrame]:
    story = {"story_id": digest("s"), "title": "Le phare", "article_count": 3, "outlet_count": 2,
             "first_seen": APRIL, "last_seen": APRIL + timedelta(hours=30)}  # fmt: skip
    small = {**story, "story_id": digest("t"), "title": "Le port", "article_count": 1,
             "outlet_count": 1, "last_seen": APRIL}  # fmt: skip
    said = {"utterance_id": digest("u"), "speaker_name": "Zoé Ada", "text": "Non.",
            "report_count": 2, "article_count": 2, "outlet_count": 2, "first_reported": APRIL}  # fmt: skip
    once = {**said, "utterance_id": digest("v"), "report_count": 1, "article_count": 1}
    full = {"article_id": digest("a"), "utterance_index": 0, "utterance_id": digest("u"),
            "speaker_name": "Zoé Ada", "kind": "direct", "language": "fr", "outlet": "Le Fanal",
            "seen_at": APRIL, "text": "Non.", "wording": "fullest", "similarity": 1.0,
            "only_here": [], "not_here": [], "day": APRIL, "first_id": digest("u"),
            "founded": APRIL}  # fmt: skip
    other = {**full, "article_id": digest("b"), "kind": "mixed", "text": "« Oui »",
             "wording": "reworded", "similarity": 0.0, "only_here": ["oui"],
             "not_here": ["non", "jamais"]}  # fmt: skip
    alone = {**full, "article_id": digest("c"), "utterance_id": digest("v")}
    return {
        "entities": entities(),
        "stories": frame("stories", [small, story]),
        "utterances": frame("utterances", [once, said]),
        "utterance_reports": frame("utterance_reports", [full, other, alone]),
    }


def logs() -> dict[str, pl.DataFrame]:
    settled = {"closed_by": pl.lit("run2"), "closed_as": pl.lit("published")}
    rejected = [
        quarantined("x.txt", None), quarantined("y.txt", "1" * 64),
        quarantined("y.txt", "2" * 64).with_columns(**settled),
        quarantined("z.txt", None).with_columns(reason=pl.lit("binary"), **settled),
    ]  # fmt: skip
    row = {"batch_id": "b", "table": "quotes", "expectation": "be quoted", "column": "text",
           "severity": "critical", "observed": None, "sentence": "Words are quoted."}  # fmt: skip
    checked = [
        {**row, "run_id": run, "success": success, "unexpected_count": count}
        for run, success, count in CHECKS
    ]
    kept = TABLES["validation_results"].names
    checks = [{name: value for name, value in each.items() if name in kept} for each in checked]
    return {
        "quarantine": pl.concat(rejected),
        "validation_results": frame("validation_results", checks),
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = Store(tmp_path_factory.mktemp("world"))
    worked = [rows_of(one) for one in WORLD]
    batch = {
        name: frame(name, [row for rows in worked for row in rows[name]]) for name in worked[0]
    }
    with made.writer():
        made.stage("one", {**batch, **logs()})
        made.publish("one", DAY, snapshots=across())
        for number, (status, minutes) in enumerate(
            [("done", 2), ("done", 4), ("crashed", None)], 1
        ):
            row = run_row(f"run{number}", status, 9).with_columns(
                started_at=pl.lit(LANDED),
                finished_at=pl.lit(LANDED + timedelta(minutes=minutes) if minutes else None),
            )
            made.log_run(f"run{number}", DAY, row.cast(TABLES["runs"].polars_schema))
    return made


def naive(at: datetime) -> datetime:
    return at.replace(tzinfo=None)


NOON = datetime(2024, 5, 1, 12)
WEEK, LATER = date(2024, 4, 15), date(2024, 4, 29)
ANSWERS: dict[str, list[tuple[Any, ...]]] = {
    "articles_by_week": [
        (LATER, "(unknown)", "fr", 2, 600, 300),
        (LATER, "Le Fanal", "fr", 2, 200, 100),
        (WEEK, "Le Fanal", "fr", 1, 100, 100),
    ],
    "checks_that_failed": [
        ("quotes", "be quoted", "text", "critical", 3, 2, 4, naive(LANDED)),
    ],
    "cut_by_kind_and_outlet": [
        ("(unknown)", "kicker", False, 2, 50, 0.25),
        ("(unknown)", "body", True, 2, 150, 0.75),
        ("Le Fanal", "kicker", False, 3, 75, 0.25),
        ("Le Fanal", "body", True, 3, 225, 0.75),
    ],
    "entity_trends": [
        (date(2024, 5, 1), "Zoé Ada", "PER", 3, 3, 2),
        (date(2024, 5, 1), "Max Bo", "PER", 1, 1, 1),
        (date(2024, 4, 1), "Zoé Ada", "PER", 1, 1, 1),
    ],
    "freshness_by_outlet": [
        ("(unknown)", 2, 1, naive(MAY), naive(LANDED), 48.0, 2),
        ("Le Fanal", 3, 0, naive(MAY), naive(LANDED), 48.0, 2),
    ],
    "most_quoted_by_week": [
        (LATER, "Zoé Ada", 2, 2),
        (LATER, "Max Bo", 1, 1),
        (WEEK, "Zoé Ada", 1, 1),
    ],
    "most_reported_utterances": [("Zoé Ada", "Non.", 2, 2, naive(APRIL), digest("u"))],
    "named_together": [("Max Bo", "PER", "Zoé Ada", "PER", 1)],
    "quarantine_by_reason": [
        ("read", "empty", 2, 1, 2, NOON, NOON),
        ("read", "binary", 0, 1, 1, NOON, NOON),
    ],
    "quoted_by_outlet": [
        ("(unknown)", "Zoé Ada", 1, 1, 1.0),
        ("Le Fanal", "Zoé Ada", 2, 2, 0.6667),
        ("Le Fanal", "Max Bo", 1, 1, 0.3333),
    ],
    "quoting_by_outlet": [
        ("(unknown)", "direct", 1, 1, 1.0, 0.5, 0.8),
        ("(unknown)", "indirect", 1, 0, 0.0, 0.5, 0.8),
        ("Le Fanal", "direct", 3, 3, 1.0, 0.75, 0.8),
        ("Le Fanal", "mixed", 1, 1, 1.0, 0.25, 0.8),
    ],
    "runs_by_day": [(date(2024, 5, 4), 3, 1, 27, 27, 0, 0, 3.0)],
    "speakers_by_medium": [
        ("Max Bo", "radio", "(nobody)", 1, 1),
        ("Zoé Ada", "(not said)", "(nobody)", 1, 1),
        ("Zoé Ada", "(not said)", "AFP", 1, 1),
        ("Zoé Ada", "radio", "(nobody)", 1, 1),
    ],
    "stories_by_reach": [
        ("Le phare", 3, 2, naive(APRIL), 30, digest("s")),
        ("Le port", 1, 1, naive(APRIL), 0, digest("t")),
    ],
    "versions_of_utterances": [
        ("Zoé Ada", "Le Fanal", "direct", "fullest", 1.0, "Non.", None, digest("u")),
        ("Zoé Ada", "Le Fanal", "mixed", "reworded", 0.0, "« Oui »", "non jamais", digest("u")),
    ],
    "truncated_by_outlet": [
        ("Le Fanal", 3, 2, 0.6667, 40.0),
        ("(unknown)", 2, 0, 0.0, None),
    ],
}


def test_every_query_has_its_answer_here() -> None:
    assert set(ready_queries()) == set(ANSWERS)


@pytest.mark.parametrize("name", ready_queries())
def test_a_ready_query_answers(store: Store, name: str) -> None:
    assert ask(store, sql_of(name)).rows() == ANSWERS[name]


@pytest.mark.parametrize("name", ready_queries())
@pytest.mark.parametrize("zone", ["UTC", "America/Montreal", "Asia/Tokyo"])
def test_a_ready_query_answers_alike_in_the_catalogue(store: Store, name: str, zone: str) -> None:
    """As pasted into a tool that opens the catalogue, whatever its time zone."""
    with duckdb.connect(str(store.root / "catalog.duckdb"), read_only=True) as catalog:
        catalog.execute(f"SET TimeZone = '{zone}'")
        assert catalog.sql(sql_of(name)).fetchall() == ANSWERS[name]


@pytest.mark.parametrize("name", ready_queries())
def test_a_ready_query_answers_an_empty_warehouse_with_nothing(tmp_path: Path, name: str) -> None:
    empty = Store(tmp_path)
    empty.create()
    answer = ask(empty, sql_of(name))
    assert answer.is_empty()
    assert len(answer.columns) > 3


@pytest.mark.parametrize("name", ready_queries())
def test_a_ready_query_says_what_it_is_for(name: str) -> None:
    assert 40 < len(ready_queries()[name]) < 250
    assert ready_queries()[name].endswith(".")


def test_questions_of_ones_own(store: Store) -> None:
    assert ask(store, "select count(*) n from articles").rows() == [(5,)]
    assert ask(store, "from runs where status = 'crashed'").height == 1
    with pytest.raises(ValueError, match="no_such_table"):
        ask(store, "select * from no_such_table")
    with pytest.raises(ValueError, match="syntax"):
        ask(store, "selekt 1")
    with pytest.raises(LookupError, match="there are articles_by_week"):
        sql_of("nonsense")
    with pytest.raises(FileNotFoundError, match="no warehouse"):
        ask(Store(store.root / "none"), "select 1")


def test_questions_are_answered_where_the_catalogue_is_gone(store: Store, tmp_path: Path) -> None:
    """A warehouse that was moved: its catalogue names the old place."""
    import shutil

    moved = Store(shutil.copytree(store.root, tmp_path / "moved"))
    (moved.root / "catalog.duckdb").unlink()
    assert ask(moved, sql_of("truncated_by_outlet")).rows() == ANSWERS["truncated_by_outlet"]


def test_the_queries_are_installed_with_the_package() -> None:
    import tomllib

    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "queries/*.sql" in project["tool"]["setuptools"]["package-data"]["warehouse"]
    code = "from warehouse.ask import ready_queries; print(len(ready_queries()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT)
    assert int(done.stdout) >= 15
